#include "layout/reader.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

#define FIELD_NAME(id, name) [TEMPLATE_##id] = name,
static const char *const field_names[TEMPLATE_FIELD_COUNT] = {[TEMPLATE_LITERAL] = "",
                                                              TEMPLATE_FIELDS(FIELD_NAME)};
#undef FIELD_NAME

struct parsing {
    struct fields_reader *reader;
    const struct yaml *value;
    str text;
    size_t at;
    int group, groups;    /* the open one (0: none), how many there were */
    size_t group_at;      /* where the open one began */
    bool group_has_field; /* without one its brackets were meant as text */
    bool ok;
    struct buf literal;
    VEC(struct template_part) parts;
};

/* Bytes of source that make one character of a quoted scalar. */
static size_t escape_length(str line, size_t at, char quote)
{
    if (quote == '\'')
        return at + 1 < line.n && line.p[at] == '\'' && line.p[at + 1] == '\'' ? 2 : 0;
    if (quote != '"' || line.p[at] != '\\' || at + 1 >= line.n)
        return 0;
    size_t hex = line.p[at + 1] == 'x'   ? 2
                 : line.p[at + 1] == 'u' ? 4
                 : line.p[at + 1] == 'U' ? 8
                                         : 0;
    return at + 2 + hex <= line.n ? 2 + hex : 0;
}

/* The source line of a place, from its column on; empty when the place has no source. */
static str line_at(struct place at)
{
    if (!at.source)
        return STR("");
    str text = at.source->text;
    size_t from = 0;
    for (uint32_t i = 1; i < at.line && from < text.n; i++)
        from = str_find(text, '\n', from) + 1;
    if (from >= text.n)
        return STR("");
    str line = str_slice(text, from, str_find(text, '\n', from));
    size_t n = 0;
    for (uint32_t i = 1; i < at.column && n < line.n; i++)
        utf8_next(line, &n);
    return str_slice(line, n, line.n);
}

/* The place of a byte of a scalar: counts over the escapes of its quotes. A scalar of several
 * lines gives its beginning. */
static struct place place_in(const struct yaml *value, size_t byte)
{
    str line = line_at(value->at);
    if (line.n == 0)
        return value->at;
    char quote = line.p[0] == '"' || line.p[0] == '\'' ? line.p[0] : 0;
    if (value->quoted && !quote)
        return value->at; /* a block */
    size_t raw = quote ? 1 : 0, cooked = 0;
    uint32_t columns = quote ? 1 : 0;
    while (cooked < byte) {
        if (raw >= line.n)
            return value->at;
        utf8_next(value->text, &cooked);
        size_t escape = escape_length(line, raw, quote);
        if (escape) {
            raw += escape;
            columns += (uint32_t)escape;
        } else {
            utf8_next(line, &raw);
            columns++;
        }
    }
    return place_after(value->at, columns);
}

static void report(struct parsing *p, size_t at, enum diag_code code, const char *message)
{
    diag_add(p->reader->diags, code, place_in(p->value, at), "%-s", message);
    p->ok = false;
}

static void flush_literal(struct parsing *p)
{
    if (p->literal.n == 0)
        return;
    struct template_part *part = vec_add(&p->parts);
    part->literal = str_dup(p->reader->arena, buf_view(&p->literal));
    part->group = p->group;
    p->literal.n = 0;
}

enum template_field template_field_of(str name)
{
    for (int i = 1; i < TEMPLATE_FIELD_COUNT; i++)
        if (str_is(name, field_names[i]))
            return (enum template_field)i;
    /* in an article's furniture the section is the article's */
    return str_is(name, "article.section") ? TEMPLATE_SECTION : TEMPLATE_LITERAL;
}

const char *template_field_name(enum template_field field)
{
    return field_names[field];
}

static void report_field(struct parsing *p, size_t at, str name)
{
    struct fields_reader *r = p->reader;
    str shown = layout_shown(r, name);
    diag_add(r->diags, DIAG_UNKNOWN_NAME, place_in(p->value, at), "there is no field `{%.*s}`",
             STR_ARG(shown));
    const char *near = str_nearest(name, field_names + 1, TEMPLATE_FIELD_COUNT - 1);
    if (near)
        diag_hint(r->diags, "did you mean `{%s}`?", near);
    else
        diag_hint(r->diags, "a brace that is meant as text is written \\{");
    p->ok = false;
}

static void take_field(struct parsing *p)
{
    size_t from = p->at + 1, end = str_find(p->text, '}', from);
    if (end == p->text.n) {
        report(p, p->at, DIAG_BAD_VALUE, N_("`{` without `}`"));
        diag_hint(p->reader->diags, "write {title}; a brace that is meant as text is \\{");
        p->at = p->text.n;
        return;
    }
    str name = str_trim(str_slice(p->text, from, end));
    enum template_field field = template_field_of(name);
    if (field == TEMPLATE_LITERAL)
        report_field(p, p->at, name);
    flush_literal(p);
    struct template_part *part = vec_add(&p->parts);
    part->field = field;
    part->group = p->group;
    p->group_has_field = true;
    p->at = end + 1;
}

static void open_group(struct parsing *p)
{
    if (p->group) {
        report(p, p->at, DIAG_BAD_VALUE, N_("`[` inside `[ ]`"));
        diag_hint(p->reader->diags, "parts that may be left out do not nest; text is \\[");
    }
    flush_literal(p);
    p->group = ++p->groups;
    p->group_at = p->at++;
    p->group_has_field = false;
}

static void close_group(struct parsing *p)
{
    if (!p->group) {
        report(p, p->at, DIAG_BAD_VALUE, N_("`]` without `[`"));
        diag_hint(p->reader->diags, "a bracket that is meant as text is written \\]");
    } else if (!p->group_has_field) {
        report(p, p->group_at, DIAG_BAD_VALUE, N_("there is no field between `[` and `]`"));
        diag_hint(p->reader->diags, "brackets that are meant as text are written \\[ and \\]");
    }
    flush_literal(p);
    p->group = 0;
    p->at++;
}

static void take_escape(struct parsing *p)
{
    char c = p->at + 1 < p->text.n ? p->text.p[p->at + 1] : '\0';
    if (c == '\0' || !strchr("[]{}\\", c)) {
        report(p, p->at, DIAG_BAD_VALUE, N_("`\\` stands before [, ], {, } or \\ only"));
        diag_hint(p->reader->diags, "a backslash that is meant as text is written \\\\");
        p->at++;
        return;
    }
    buf_char(&p->literal, c);
    p->at += 2;
}

static void take_text(struct parsing *p)
{
    unsigned char c = (unsigned char)p->text.p[p->at];
    if (c < 0x20 || c == 0x7F) {
        report(p, p->at, DIAG_BAD_VALUE, N_("a text cannot hold a line end or control character"));
        diag_hint(p->reader->diags, "write one text a line; tabs as blanks");
    }
    buf_char(&p->literal, (char)c);
    p->at++;
}

static void parse(struct parsing *p)
{
    while (p->at < p->text.n && p->ok) {
        switch (p->text.p[p->at]) {
        case '{': take_field(p); break;
        case '[': open_group(p); break;
        case ']': close_group(p); break;
        case '\\': take_escape(p); break;
        case '}':
            report(p, p->at, DIAG_BAD_VALUE, N_("`}` without `{`"));
            diag_hint(p->reader->diags, "a brace that is meant as text is written \\}");
            break;
        default: take_text(p); break;
        }
    }
    if (p->group && p->ok) {
        report(p, p->group_at, DIAG_BAD_VALUE, N_("`[` without `]`"));
        diag_hint(p->reader->diags, "a bracket that is meant as text is written \\[");
    }
    flush_literal(p);
}

bool field_template(struct fields_reader *r, const struct yaml *value, const struct field *field,
                    void *out)
{
    struct text_template *template = out;
    if (!fields_want_scalar(r, value, field))
        return false;
    struct parsing p = {.reader = r, .value = value, .text = value->text, .ok = true};
    parse(&p);
    template->at = value->at;
    template->n_parts = p.parts.n;
    template->parts = vec_take(r->arena, &p.parts);
    buf_free(&p.literal);
    return p.ok;
}
