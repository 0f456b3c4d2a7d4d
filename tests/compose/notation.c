#include "notation.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "base/yaml.h"
#include "layout/reader.h"

#include <stdlib.h>

static _Noreturn void give_up(struct model *m, const char *what, str s)
{
    diags_print(m->diags, stderr, DIAG_TEXT);
    fprintf(stderr, "%s: %.*s\n", what, STR_ARG(s));
    exit(2);
}

/* ---- options ---- */

/* A decimal number of `unit`s. */
static length take_number(str s, length unit)
{
    int64_t whole = 0, num = 0, den = 1;
    bool negative = str_starts(s, STR("-"));
    size_t i = negative;
    for (; i < s.n && s.p[i] != '.'; i++)
        whole = whole * 10 + (s.p[i] - '0');
    for (i++; i < s.n; i++, den *= 10)
        num = num * 10 + (s.p[i] - '0');
    return length_scale(unit, (negative ? -1 : 1) * (whole * den + num), den);
}

static int take_name(struct model *m, str s, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (str_is(s, names[i]))
            return i;
    give_up(m, "unknown name", s);
}

static bool paragraph_option(struct model *m, struct test_case *t, str key, str value)
{
    static const char *const aligns[] = {"justify", "start", "center", "end", "even", NULL};
    static const char *const fonts[] = {"model", "other", NULL};
    static const char *const directions[] = {"horizontal", "vertical", NULL};
    static const char *const emphases[] = {"style", "dots", "both", NULL};
    static const char *const marks[] = {"circled", "bracketed", "plain", "square",
                                        "paren",   "star",      NULL};
    if (str_is(key, "M"))
        t->measure = take_number(value, EM);
    else if (str_is(key, "beside"))
        t->n_beside = (int)take_number(value, 1);
    else if (str_is(key, "beside-from"))
        t->beside_from = (int)take_number(value, 1);
    else if (str_is(key, "beside-M"))
        t->beside = take_number(value, EM);
    else if (str_is(key, "indent"))
        t->indent = take_number(value, EM);
    else if (str_is(key, "align"))
        m->body.align = (enum text_align)take_name(m, value, aligns);
    else if (str_is(key, "direction"))
        m->body.vertical = take_name(m, value, directions);
    else if (str_is(key, "tracking"))
        m->body.tracking = take_number(value, LENGTH_PT);
    else if (str_is(key, "spread"))
        m->body.spread = take_number(value, EM);
    else if (str_is(key, "western-scale"))
        m->role.western_scale = take_number(value, LENGTH_PT);
    else if (str_is(key, "font"))
        m->role.han = take_name(m, value, fonts) ? STR("Model Other") : m->role.han;
    else if (str_is(key, "half-marks"))
        m->body.half_marks = take_number(value, 1) != 0;
    else if (str_is(key, "lines"))
        m->body.n_lines = m->body.lines[0] = (int)take_number(value, 1);
    else if (str_is(key, "big"))
        m->big.size_em = take_number(value, LENGTH_PT);
    else if (str_is(key, "ruby")) {
        m->ruby = (struct style){.sets_size = true, .size_em = take_number(value, LENGTH_PT)};
        m->layout.styles[LAYOUT_SPAN_RUBY] = &m->ruby;
    } else if (str_is(key, "note-mark"))
        m->layout.note_mark = (enum note_mark)take_name(m, value, marks);
    else if (str_is(key, "emphasis"))
        m->layout.marks.emphasis = (enum emphasis_form)take_name(m, value, emphases);
    else if (str_is(key, "pitch"))
        m->layout.grid.pitch = take_number(value, EM);
    else if (str_is(key, "show")) {
        t->positions = str_find(value, 'x', 0) < value.n;
        t->stances = str_find(value, 'v', 0) < value.n;
        t->heights = str_find(value, 'y', 0) < value.n;
    } else
        return false;
    return true;
}

/* Adds to the YAML of `composition:` in a layout. */
static bool composition_option(struct buf *yaml, str key, str value)
{
    char name[32];
    if (key.n >= sizeof name)
        return false;
    snprintf(name, sizeof name, "%.*s", STR_ARG(key));
    if (!layout_field(&map_composition, name))
        return false;
    buf_format(yaml, "%s: %.*s\n", name, STR_ARG(value));
    return true;
}

static void read_rules(struct model *m, str yaml)
{
    struct source *source = arena_one(m->arena, struct source);
    *source = (struct source){STR("case"), str_dup(m->arena, yaml)};
    struct layout_reader r = {.fields = {m->arena, m->diags, &r}, .layout = &m->layout};
    struct yaml *map = yaml_read(m->arena, source, source->text, 1, m->diags);
    if (!map || !read_composition(&r, map, &m->body.gap_em))
        give_up(m, "bad options", yaml);
    if (!m->layout.composition.spacing_most)
        m->layout.composition.spacing_most = MODEL_SPACING_MOST;
}

struct test_case notation_case(struct model *m, str line)
{
    struct test_case t = {0};
    struct buf yaml = {0};
    size_t at = 0;
    model_reset(m);
    while (at < line.n) {
        size_t end = str_find(line, ' ', at);
        str word = str_slice(line, at, end);
        size_t eq = str_find(word, '=', 0);
        if (eq == word.n)
            break;
        str key = str_slice(word, 0, eq), value = str_slice(word, eq + 1, word.n);
        if (!paragraph_option(m, &t, key, value) && !composition_option(&yaml, key, value))
            break;
        at = end + 1;
    }
    t.text = at < line.n ? str_slice(line, at, line.n) : STR("");
    read_rules(m, buf_view(&yaml));
    buf_free(&yaml);
    return t;
}

/* ---- text ---- */

struct scan {
    struct model *m;
    str text;
    size_t at;
    VEC(struct span) spans;
    struct buf pending;
    unsigned format;
    unsigned line, lines; /* number of the name or title that is open; the last given */
    str target;
    char language[4];
    struct place place;
};

static const struct {
    const char *name; /* SPAN_WESTERN: the language */
    unsigned format;
} formats[] = {
    {"big", SPAN_EMPHASIS},  {"code", SPAN_CODE}, {"s", SPAN_STRIKE},    {"u", SPAN_UNDERLINE},
    {"cite", SPAN_WAVY},     {"em", SPAN_DOTS},   {"mark", SPAN_FRAMED}, {"sup", SPAN_SUPERSCRIPT},
    {"sub", SPAN_SUBSCRIPT}, {"link", SPAN_LINK}, {"en", SPAN_WESTERN},  {"fr", SPAN_WESTERN},
    {"de", SPAN_WESTERN},
};

static void end_span(struct scan *s)
{
    if (!s->pending.n)
        return;
    struct span *span = vec_add(&s->spans);
    span->text = str_dup(s->m->arena, buf_view(&s->pending));
    span->format = s->format;
    span->line = s->line;
    span->at = s->place;
    if (s->format & SPAN_LINK)
        span->target = s->target;
    if (s->format & SPAN_WESTERN)
        memcpy(span->language, s->language, sizeof span->language);
    for (size_t i = 0; i < span->text.n;) {
        s->place.column++;
        if (utf8_next(span->text, &i) == '\n')
            s->place = (struct place){s->place.source, s->place.line + 1, 1};
    }
    s->pending.n = 0;
}

static void add_special(struct scan *s, enum span_kind kind, int note)
{
    end_span(s);
    struct span *span = vec_add(&s->spans);
    span->kind = kind;
    span->note = note;
    span->format = s->format;
    span->at = s->place;
}

static void escape(struct scan *s)
{
    char c = s->at < s->text.n ? s->text.p[s->at++] : '\\';
    buf_char(&s->pending, c == 'n' ? '\n' : c);
}

/* `重/chóng`, until the brace. */
static void add_ruby(struct scan *s, size_t end)
{
    add_special(s, SPAN_RUBY, 0);
    struct span *span = &s->spans.v[s->spans.n - 1];
    size_t slash = str_find(s->text, '/', s->at);
    span->text = str_slice(s->text, s->at, slash);
    span->ruby = str_slice(s->text, slash + 1, end);
    span->line = s->line;
    s->place.column++;
}

/* `U+2060`: a character that cannot be seen; `note 3`: a note's mark. */
static bool take_whole(struct scan *s, str name)
{
    size_t end = str_find(s->text, '}', s->at);
    if (str_starts(name, STR("U+"))) {
        utf8_put(&s->pending, (uint32_t)strtoul(name.p + 2, NULL, 16));
    } else if (str_is(name, "note")) {
        add_special(s, SPAN_NOTE, (int)take_number(str_slice(s->text, s->at, end), 1));
    } else if (str_is(name, "ruby")) {
        add_ruby(s, end);
    } else {
        return false;
    }
    s->at = end + 1;
    return true;
}

static void scan_text(struct scan *s, bool inside);

/* `{name text}`: the text in that format; link has its target before a blank. */
static void take_braces(struct scan *s)
{
    size_t end = s->at;
    while (end < s->text.n && s->text.p[end] != ' ' && s->text.p[end] != '}')
        end++;
    str name = str_slice(s->text, s->at, end);
    s->at = end < s->text.n && s->text.p[end] == ' ' ? end + 1 : end;
    if (take_whole(s, name))
        return;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!str_is(name, formats[i].name))
            continue;
        end_span(s);
        unsigned before = s->format, line = s->line;
        s->format |= formats[i].format;
        if (!line && (formats[i].format & (SPAN_UNDERLINE | SPAN_WAVY)))
            s->line = ++s->lines;
        s->target = STR("target");
        if (formats[i].format & SPAN_WESTERN)
            snprintf(s->language, sizeof s->language, "%s", formats[i].name);
        scan_text(s, true);
        end_span(s);
        s->format = before;
        s->line = line;
        return;
    }
    give_up(s->m, "unknown format", name);
}

static void scan_text(struct scan *s, bool inside)
{
    while (s->at < s->text.n) {
        char c = s->text.p[s->at++];
        if (c == '}' && inside)
            return;
        if (c == '*') {
            end_span(s);
            s->format ^= SPAN_STRONG;
        } else if (c == '|') {
            add_special(s, SPAN_BREAK, 0);
        } else if (c == '\\') {
            escape(s);
        } else if (c == '{') {
            take_braces(s);
        } else {
            buf_char(&s->pending, c);
        }
    }
}

struct span *notation_spans(struct model *m, str text, size_t *n)
{
    struct source *source = arena_one(m->arena, struct source);
    *source = (struct source){STR("case"), text};
    struct scan s = {.m = m, .text = text, .place = {source, 1, 1}};
    scan_text(&s, false);
    end_span(&s);
    buf_free(&s.pending);
    *n = s.spans.n;
    return vec_take(m->arena, &s.spans);
}
