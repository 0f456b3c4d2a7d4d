/* Rows, atoms and their scripts. */
#include "notation/parser.h"

#include "base/utf8.h"

#include <stdarg.h>

struct place parser_place(struct parser *p, size_t at)
{
    return p->source->place(p->source->data, at);
}

void parser_fault(struct parser *p, size_t at, const char *hint, const char *format, ...)
{
    if (p->failed)
        return;
    p->failed = true;
    va_list ap;
    va_start(ap, format);
    diag_put(p->diags, DIAG_BAD_FORMULA, parser_place(p, at),
             message_format(diags_arena(p->diags), format, ap));
    va_end(ap);
    diag_hint(p->diags, "%-s", hint);
}

void parser_skip(struct parser *p)
{
    while (p->at < p->s.n && strchr(" \t\n", p->s.p[p->at]))
        p->at++;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

str parser_name(const struct parser *p, size_t at)
{
    size_t end = at;
    while (end < p->s.n && is_letter(p->s.p[end]))
        end++;
    if (end == at && at < p->s.n)
        utf8_next(p->s, &end);
    return str_slice(p->s, at, end);
}

static bool peek_command(struct parser *p, str *name)
{
    parser_skip(p);
    if (p->at >= p->s.n || p->s.p[p->at] != '\\')
        return false;
    *name = parser_name(p, p->at + 1);
    return true;
}

bool parser_command(struct parser *p, const char *name, bool take)
{
    str found;
    if (!peek_command(p, &found) || !str_is(found, name))
        return false;
    p->at += take ? 1 + found.n : 0;
    return true;
}

const struct formula *parser_keep(struct parser *p, struct formula f)
{
    struct formula *copy = arena_one(p->arena, struct formula);
    *copy = f;
    return copy;
}

static bool row_ends(struct parser *p, bool bracket)
{
    str name;
    parser_skip(p);
    if (p->failed || p->at >= p->s.n || p->s.p[p->at] == '}' || (bracket && p->s.p[p->at] == ']'))
        return true;
    if (p->cells && p->s.p[p->at] == '&')
        return true;
    if (!peek_command(p, &name))
        return false;
    return str_is(name, "right") || str_is(name, "end") || (p->cells && str_is(name, "\\"));
}

static bool deeper(struct parser *p)
{
    if (p->depth >= NOTATION_DEPTH_MAX)
        parser_fault(p, p->at, N_("divide it into several formulas"),
                     "more than %d groups of a formula stand in each other", NOTATION_DEPTH_MAX);
    p->depth++;
    return !p->failed;
}

static bool one_more(struct parser *p)
{
    if (++p->atoms > NOTATION_ATOMS_MAX)
        parser_fault(p, p->at, N_("divide it into several formulas"),
                     "the formula has more than %d signs", NOTATION_ATOMS_MAX);
    return !p->failed;
}

/* ---- atoms ---- */

static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Han letters need no \text. */
static struct formula han_text(struct parser *p)
{
    size_t from = p->at, end = from;
    while (p->at < p->s.n && is_han(utf8_next(p->s, &p->at)))
        end = p->at;
    p->at = end;
    return (struct formula){.kind = FORMULA_TEXT,
                            .class = ATOM_ORD,
                            .text = str_dup(p->arena, str_slice(p->s, from, end))};
}

static void unknown_character(struct parser *p, size_t at, uint32_t c)
{
    bool wide = (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF);
    const char *hint = wide ? N_("write it in half width, or as \\text{…}")
                       : c == '&'
                           ? N_("& and \\\\ stand between \\begin{aligned} and \\end{aligned}")
                       : c == '%' ? N_("a backslash goes before it: \\%")
                                  : N_("a letter or word is set by \\text{…}");
    char shown[8] = {0};
    size_t end = at;
    if (at < p->s.n) {
        utf8_next(p->s, &end);
        memcpy(shown, p->s.p + at, end - at);
    }
    parser_fault(p, at, hint, "`%s` (U+%04X) is not known in formulas", shown, c);
}

static struct formula character(struct parser *p)
{
    size_t at = p->at;
    struct formula f = {0};
    uint32_t c = utf8_next(p->s, &p->at);
    if (is_han(c)) {
        p->at = at;
        return han_text(p);
    }
    if (c == '~')
        return (struct formula){.kind = FORMULA_SPACE, .size = 6};
    if (!symbol_typed(c, &f))
        unknown_character(p, at, c);
    f.alphabet = p->alphabet;
    return f;
}

static struct formula group(struct parser *p)
{
    size_t at = p->at++;
    bool cells = p->cells;
    struct formula f = {0};
    p->cells = false;
    if (deeper(p))
        f = parser_row(p, false);
    p->depth--;
    p->cells = cells;
    if (!p->failed && (p->at >= p->s.n || p->s.p[p->at] != '}'))
        parser_fault(p, at, N_("each { needs its }"), "the group that begins here is not closed");
    p->at++;
    return f;
}

static struct formula nucleus(struct parser *p)
{
    struct formula f = {0};
    parser_skip(p);
    size_t at = p->at;
    if (!one_more(p))
        return f;
    if (p->s.p[at] == '{')
        f = group(p);
    else if (p->s.p[at] == '\\')
        p->at++, f = command_read(p);
    else if (!strchr("^_'", p->s.p[at]))
        f = character(p);
    f.at = parser_place(p, at);
    return f;
}

const struct formula *parser_argument(struct parser *p)
{
    struct formula f = {0};
    parser_skip(p);
    if (p->at >= p->s.n || strchr("}&^_", p->s.p[p->at]))
        parser_fault(p, p->at < p->s.n ? p->at : p->s.n, N_("write it in braces: {…}"),
                     "an argument is missing here");
    else if (deeper(p))
        f = nucleus(p);
    p->depth--;
    return parser_keep(p, f);
}

str parser_text(struct parser *p)
{
    parser_skip(p);
    size_t at = p->at, depth = 0, end = at;
    for (; end < p->s.n; end++) {
        depth += p->s.p[end] == '{';
        depth -= p->s.p[end] == '}' && depth;
        if (!depth)
            break;
    }
    if (at >= p->s.n || p->s.p[at] != '{' || end >= p->s.n) {
        parser_fault(p, at, N_("write it in braces: {…}"), "an argument is missing here");
        return (str){0};
    }
    p->at = end + 1;
    return str_slice(p->s, at + 1, end);
}

/* ---- scripts ---- */

static const struct formula *primes(struct parser *p, size_t n)
{
    static const uint32_t codes[] = {0, 0x2032, 0x2033, 0x2034, 0x2057};
    formula_list list = {0};
    for (; n; n -= n < 4 ? n : 4)
        vec_push(&list, ((struct formula){.kind = FORMULA_SYMBOL, .code = codes[n < 4 ? n : 4]}));
    struct formula row = {.kind = FORMULA_ROW, .n = list.n};
    row.v = vec_take(p->arena, &list);
    return parser_keep(p, row);
}

static void script(struct parser *p, struct formula *f, char which)
{
    const struct formula **to = which == '_' ? &f->below : &f->above;
    size_t at = p->at++;
    if (*to) {
        parser_fault(p, at, N_("write {…} around what belongs together"), "%-s",
                     which == '_' ? N_("there are two subscripts")
                                  : N_("there are two superscripts"));
        return;
    }
    *to = parser_argument(p);
}

/* f'^2 has both in one place. */
static void prime_script(struct parser *p, struct formula *f)
{
    size_t n = 0;
    for (; p->at < p->s.n && p->s.p[p->at] == '\''; parser_skip(p))
        p->at++, n++;
    if (f->above) {
        parser_fault(p, p->at - 1, N_("write the prime before the superscript"),
                     "a prime stands behind a superscript");
        return;
    }
    f->above = primes(p, n);
    if (p->at >= p->s.n || p->s.p[p->at] != '^')
        return;
    struct formula *both = arena_many(p->arena, 2, struct formula);
    both[0] = *f->above;
    p->at++;
    both[1] = *parser_argument(p);
    f->above = parser_keep(p, (struct formula){.kind = FORMULA_ROW, .v = both, .n = 2});
}

static struct formula scripts(struct parser *p, struct formula base)
{
    struct formula f = {.kind = FORMULA_SCRIPTS, .class = base.class, .at = base.at};
    f.limits = base.limits;
    for (;;) {
        parser_skip(p);
        char c = p->at < p->s.n && !p->failed ? p->s.p[p->at] : 0;
        if (parser_command(p, "limits", true))
            f.limits = base.limits = LIMITS_ALWAYS;
        else if (parser_command(p, "nolimits", true))
            f.limits = base.limits = LIMITS_NEVER;
        else if (c == '^' || c == '_')
            script(p, &f, c);
        else if (c == '\'')
            prime_script(p, &f);
        else
            break;
    }
    if (!f.above && !f.below)
        return base;
    f.base = parser_keep(p, base);
    return f;
}

struct formula parser_row(struct parser *p, bool bracket)
{
    formula_list list = {0};
    struct formula row = {.kind = FORMULA_ROW, .class = ATOM_ORD};
    while (!row_ends(p, bracket)) {
        struct formula f = scripts(p, nucleus(p));
        if (f.kind != FORMULA_ROW || f.n) /* {} counts where it is a base alone */
            vec_push(&list, f);
        else
            vec_push(&list, ((struct formula){.kind = FORMULA_ROW, .at = f.at}));
    }
    row.n = list.n;
    row.v = vec_take(p->arena, &list);
    return row;
}

/* What ended the row but has nothing to end. */
static void stray_end(struct parser *p)
{
    if (p->s.p[p->at] == '}')
        parser_fault(p, p->at, N_("each } needs its {"), "no group is open that this could close");
    else if (parser_command(p, "right", false))
        parser_fault(p, p->at, N_("each \\right needs its \\left"), "\\right without \\left");
    else
        parser_fault(p, p->at, N_("each \\end needs its \\begin"), "\\end without \\begin");
}

bool notation_read(struct arena *a, const struct formula_source *source, struct notation *out,
                   struct diags *d)
{
    struct parser p = {.arena = a, .source = source, .diags = d, .s = source->text, .out = out};
    *out = (struct notation){0};
    struct formula row = parser_row(&p, false);
    if (!p.failed && p.at < p.s.n)
        stray_end(&p);
    if (!p.failed && !row.n)
        parser_fault(&p, 0, N_("write it between the dollars, or take them out"),
                     "the formula is empty");
    out->row = parser_keep(&p, row);
    return !p.failed;
}
