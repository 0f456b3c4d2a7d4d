#include "base/diag.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <assert.h>
#include <stdarg.h>

struct diag {
    enum diag_code code;
    struct place at;
    struct message message, hint;
    size_t file; /* order of first mention */
    size_t order;
};

struct diags {
    struct arena *arena;
    VEC(struct diag) list;
    VEC(const struct source *) files;
    size_t count[SEVERITY_ERROR + 1];
    size_t errors_of[CAUSE_ENVIRONMENT + 1];
};

#define DIAG(id, code, severity, cause) {code, SEVERITY_##severity, CAUSE_##cause},
static const struct diag_kind {
    const char *code;
    enum severity severity;
    enum cause cause;
} kinds[DIAG_COUNT] = {
#include "base/diag.def"
};
#undef DIAG

static const char *const severity_names[] = {"note", "warning", "error"};
static const char *const severity_labels[] = {N_("note: "), N_("warning: "), N_("error: ")};

const char *diag_code_name(enum diag_code code)
{
    return kinds[code].code;
}

struct diags *diags_new(void)
{
    struct diags *d = xcalloc(1, sizeof *d);
    d->arena = arena_new();
    return d;
}

void diags_free(struct diags *d)
{
    if (!d)
        return;
    vec_free(&d->list);
    vec_free(&d->files);
    arena_free(d->arena);
    free(d);
}

struct arena *diags_arena(struct diags *d)
{
    return d->arena;
}

static size_t file_order(struct diags *d, const struct source *s)
{
    for (size_t i = 0; i < d->files.n; i++)
        if (d->files.v[i] == s || (s && d->files.v[i] && str_eq(d->files.v[i]->path, s->path)))
            return i;
    vec_push(&d->files, s);
    return d->files.n - 1;
}

void diag_put(struct diags *d, enum diag_code code, struct place at, struct message message)
{
    assert(code < DIAG_COUNT);
    struct diag *n = vec_add(&d->list);
    *n = (struct diag){.code = code, .at = at, .message = message, .order = d->list.n};
    n->file = file_order(d, at.source);
    d->count[kinds[code].severity]++;
    if (kinds[code].severity == SEVERITY_ERROR)
        d->errors_of[kinds[code].cause]++;
}

void diag_add(struct diags *d, enum diag_code code, struct place at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    diag_put(d, code, at, message_format(d->arena, format, ap));
    va_end(ap);
}

void diag_hint_put(struct diags *d, struct message hint)
{
    assert(d->list.n > 0);
    d->list.v[d->list.n - 1].hint = hint;
}

void diag_hint(struct diags *d, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    diag_hint_put(d, message_format(d->arena, format, ap));
    va_end(ap);
}

void diags_adopt(struct diags *to, struct diags *from)
{
    for (size_t i = 0; i < from->list.n; i++) {
        struct diag *n = vec_add(&to->list);
        *n = from->list.v[i];
        n->order = to->list.n;
        n->file = file_order(to, n->at.source);
    }
    for (int i = 0; i <= SEVERITY_ERROR; i++)
        to->count[i] += from->count[i];
    for (int i = 0; i <= CAUSE_ENVIRONMENT; i++)
        to->errors_of[i] += from->errors_of[i];
    arena_adopt(to->arena, from->arena);
    from->arena = arena_new();
    diags_free(from);
}

size_t diags_count(const struct diags *d, enum severity severity)
{
    return d->count[severity];
}

size_t diags_count_of(const struct diags *d, enum diag_code code)
{
    size_t n = 0;
    for (size_t i = 0; i < d->list.n; i++)
        n += d->list.v[i].code == code;
    return n;
}

int diags_status(const struct diags *d)
{
    if (d->errors_of[CAUSE_INPUT])
        return 1;
    return d->errors_of[CAUSE_ENVIRONMENT] ? 3 : 0;
}

static int compare(const void *pa, const void *pb)
{
    const struct diag *a = pa, *b = pb;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->at.line != b->at.line)
        return a->at.line < b->at.line ? -1 : 1;
    if (a->at.column != b->at.column)
        return a->at.column < b->at.column ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static str source_line(const struct source *s, uint32_t line)
{
    size_t from = 0;
    for (uint32_t i = 1; i < line && from < s->text.n; i++)
        from = str_find(s->text, '\n', from) + 1;
    if (from >= s->text.n)
        return (str){"", 0};
    str l = str_slice(s->text, from, str_find(s->text, '\n', from));
    return l.n && l.p[l.n - 1] == '\r' ? str_slice(l, 0, l.n - 1) : l;
}

enum { SHOWN_COLUMNS = 76 };

/* Shows the part of a line around a column, with a caret under it. Control characters and
 * malformed bytes become '?', tabs one blank, so that the caret stands right. */
static void put_excerpt(struct buf *b, str line, uint32_t column)
{
    struct buf text = {0};
    uint32_t n = 1;
    int columns = 0, caret = -1;
    for (size_t at = 0; at < line.n; n++) {
        uint32_t c = utf8_next(line, &at);
        if (n == column)
            caret = columns;
        if (n + SHOWN_COLUMNS / 2 < column)
            continue;
        if (columns >= SHOWN_COLUMNS) {
            buf_str(&text, STR("…"));
            break;
        }
        c = c == '\t' ? ' ' : c < 0x20 || c == 0x7F || c == UTF8_BAD ? '?' : c;
        utf8_put(&text, c);
        columns += utf8_columns(c);
    }
    caret = caret < 0 ? columns : caret;
    buf_format(b, "    %.*s\n    %*s^\n", STR_ARG(buf_view(&text)), caret, "");
    buf_free(&text);
}

static void put_text(struct buf *b, const struct diag *g)
{
    const struct diag_kind *k = &kinds[g->code];
    if (g->at.source)
        buf_format(b, "%.*s:", STR_ARG(g->at.source->path));
    if (g->at.source && g->at.line)
        buf_format(b, "%u:", g->at.line);
    if (g->at.source && g->at.line && g->at.column)
        buf_format(b, "%u:", g->at.column);
    buf_format(b, "%s%s%.*s [%s]\n",
               g->at.source ? " " : "banxin: ", _(severity_labels[k->severity]),
               STR_ARG(message_shown(&g->message)), k->code);
    if (g->at.source && g->at.line && g->at.column)
        put_excerpt(b, source_line(g->at.source, g->at.line), g->at.column);
    if (g->hint.english.n)
        buf_format(b, "  %s%.*s\n", _("hint: "), STR_ARG(message_shown(&g->hint)));
}

static void put_json_text(struct buf *b, const char *key, str text)
{
    buf_format(b, ",\"%s\":", key);
    if (text.n)
        buf_json(b, text);
    else
        buf_str(b, STR("null"));
}

static void put_json(struct buf *b, const struct diag *g)
{
    const struct diag_kind *k = &kinds[g->code];
    buf_format(b, "{\"code\":\"%s\",\"severity\":\"%s\",\"file\":", k->code,
               severity_names[k->severity]);
    if (g->at.source)
        buf_json(b, g->at.source->path);
    else
        buf_str(b, STR("null"));
    buf_format(b, ",\"line\":%u,\"column\":%u", g->at.line, g->at.column);
    put_json_text(b, "message", g->message.english);
    put_json_text(b, "hint", g->hint.english);
    put_json_text(b, "message_zh", g->message.chinese);
    put_json_text(b, "hint_zh", g->hint.chinese);
    buf_str(b, STR("}\n"));
}

static bool repeats(const struct diag *a, const struct diag *b)
{
    return a->code == b->code && a->file == b->file && a->at.line == b->at.line &&
           a->at.column == b->at.column && str_eq(a->message.english, b->message.english);
}

void diags_print(struct diags *d, FILE *to, enum diag_format format)
{
    struct buf b = {0};
    if (d->list.n)
        qsort(d->list.v, d->list.n, sizeof *d->list.v, compare);
    for (size_t i = 0; i < d->list.n; i++) {
        if (i && repeats(&d->list.v[i - 1], &d->list.v[i]))
            continue;
        if (format == DIAG_JSON)
            put_json(&b, &d->list.v[i]);
        else
            put_text(&b, &d->list.v[i]);
    }
    buf_print(&b, to);
    buf_free(&b);
}
