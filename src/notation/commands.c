/* Commands that take arguments. */
#include "notation/parser.h"

#include "base/utf8.h"

static struct formula fraction(struct parser *p, str name)
{
    struct formula f = {.kind = FORMULA_FRACTION, .class = ATOM_INNER, .ruled = true};
    f.forced = name.p[0] != 'f';
    f.style = name.p[0] == 'd' ? FORMULA_DISPLAY : FORMULA_INLINE;
    f.above = parser_argument(p);
    f.below = parser_argument(p);
    return f;
}

static struct formula binomial(struct parser *p, str name)
{
    struct formula *f = arena_one(p->arena, struct formula);
    (void)name;
    *f = (struct formula){.kind = FORMULA_FRACTION};
    f->above = parser_argument(p);
    f->below = parser_argument(p);
    return (struct formula){
        .kind = FORMULA_FENCED, .class = ATOM_ORD, .code = '(', .close = ')', .v = f, .n = 1};
}

static struct formula root(struct parser *p, str name)
{
    struct formula f = {.kind = FORMULA_RADICAL};
    (void)name;
    parser_skip(p);
    if (p->at < p->s.n && p->s.p[p->at] == '[') {
        size_t at = p->at++;
        f.above = parser_keep(p, parser_row(p, true));
        if (!p->failed && (p->at >= p->s.n || p->s.p[p->at] != ']'))
            parser_fault(p, at, N_("write \\sqrt[n]{x}"), "the degree of the root is not closed");
        p->at++;
    }
    f.base = parser_argument(p);
    return f;
}

static struct formula bar(struct parser *p, str name)
{
    struct formula f = {.kind = FORMULA_BAR, .under = str_is(name, "underline")};
    f.base = parser_argument(p);
    return f;
}

static struct formula brace(struct parser *p, str name)
{
    bool under = str_is(name, "underbrace");
    struct formula f = {.kind = FORMULA_BRACE,
                        .class = ATOM_OP,
                        .limits = LIMITS_ALWAYS,
                        .under = under,
                        .code = under ? 0x23DF : 0x23DE};
    f.base = parser_argument(p);
    return f;
}

/* \overset{a}{=} */
static struct formula stacked(struct parser *p, str name)
{
    bool under = str_is(name, "underset");
    const struct formula *script = parser_argument(p), *base = parser_argument(p);
    enum atom_class class =
        base->kind == FORMULA_ROW && base->n == 1 ? base->v->class : base->class;
    struct formula f = {
        .kind = FORMULA_SCRIPTS, .class = class, .limits = LIMITS_ALWAYS, .base = base};
    if (str_is(name, "stackrel"))
        f.class = ATOM_REL;
    *(under ? &f.below : &f.above) = script;
    return f;
}

static struct formula text(struct parser *p, str name)
{
    size_t at = p->at;
    (void)name;
    struct formula f = {.kind = FORMULA_TEXT, .text = str_dup(p->arena, parser_text(p))};
    for (size_t i = 0; i < f.text.n && !p->failed; i++)
        if (strchr("\\{}$\n", f.text.p[i]))
            parser_fault(p, at, N_("end the text before it, and begin another \\text behind it"),
                         "\\text holds plain text, no formula");
    return f;
}

static struct formula operator_name(struct parser *p, str name)
{
    size_t at = p->at;
    (void)name;
    struct formula f = {
        .kind = FORMULA_NAME, .class = ATOM_OP, .text = str_dup(p->arena, parser_text(p))};
    for (size_t i = 0; i < f.text.n && !p->failed; i++)
        if (!utf8_is_alnum((unsigned char)f.text.p[i]) && f.text.p[i] != ' ')
            parser_fault(p, at, N_("write \\text{…} for other words"),
                         "the name of an operator is in Latin letters");
    return f;
}

static struct formula letters(struct parser *p, str name)
{
    static const struct {
        const char *name;
        enum formula_alphabet alphabet;
    } known[] = {{"mathrm", ALPHABET_ROMAN},   {"mathit", ALPHABET_ITALIC},
                 {"mathbf", ALPHABET_BOLD},    {"boldsymbol", ALPHABET_BOLD_ITALIC},
                 {"mathbb", ALPHABET_DOUBLE},  {"mathcal", ALPHABET_SCRIPT},
                 {"mathscr", ALPHABET_SCRIPT}, {"mathfrak", ALPHABET_FRAKTUR}};
    enum formula_alphabet before = p->alphabet;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(name, known[i].name))
            p->alphabet = known[i].alphabet;
    struct formula f = *parser_argument(p);
    p->alphabet = before;
    return f;
}

/* ---- delimiters ---- */

uint32_t command_delimiter(struct parser *p)
{
    parser_skip(p);
    size_t at = p->at;
    uint32_t code = 0;
    if (at < p->s.n && p->s.p[at] == '.') {
        p->at++;
        return 0;
    }
    str name = at < p->s.n && p->s.p[at] == '\\' ? parser_name(p, at + 1) : (str){0};
    char c = at < p->s.n ? p->s.p[at] : 0;
    if (name.n && symbol_fence(name, &code)) {
        p->at += 1 + name.n;
    } else if (c && strchr("()[]|/<>", c)) {
        p->at++;
        code = c == '<' ? 0x27E8 : c == '>' ? 0x27E9 : (uint32_t)c;
    } else {
        parser_fault(p, at,
                     N_("known: ( ) [ ] \\{ \\} | \\| / \\langle \\rangle \\lfloor \\rfloor "
                        "\\lceil \\rceil, and a dot for none"),
                     "a delimiter is missing here");
    }
    return code;
}

static struct formula fenced(struct parser *p, str name)
{
    size_t at = p->at - name.n - 1;
    bool cells = p->cells;
    uint32_t open = command_delimiter(p);
    p->cells = false;
    p->depth++;
    if (p->depth > NOTATION_DEPTH_MAX)
        parser_fault(p, at, N_("divide it into several formulas"),
                     "more than %d groups of a formula stand in each other", NOTATION_DEPTH_MAX);
    struct formula f = parser_row(p, false);
    p->depth--;
    p->cells = cells;
    if (!p->failed && !parser_command(p, "right", true))
        parser_fault(p, at, N_("each \\left needs its \\right; \\right. draws nothing"),
                     "\\left without \\right");
    f.kind = FORMULA_FENCED;
    f.class = ATOM_INNER;
    f.code = open;
    f.close = p->failed ? 0 : command_delimiter(p);
    return f;
}

static struct formula middle(struct parser *p, str name)
{
    (void)name;
    return (struct formula){
        .kind = FORMULA_DELIMITER, .class = ATOM_INNER, .code = command_delimiter(p)};
}

/* \big, \Bigl, \biggr, \Biggm */
static bool is_big(str name, int *size, enum atom_class *class)
{
    static const char *const names[] = {"", "big", "Big", "bigg", "Bigg"};
    for (int i = 1; i <= 4; i++) {
        size_t n = strlen(names[i]);
        if (!str_starts(name, str_of(names[i])) || name.n > n + 1)
            continue;
        char side = name.n > n ? name.p[n] : 0;
        if (side && !strchr("lrm", side))
            continue;
        *class = side == 'l'   ? ATOM_OPEN
                 : side == 'r' ? ATOM_CLOSE
                 : side == 'm' ? ATOM_REL
                               : ATOM_ORD;
        *size = i;
        return true;
    }
    return false;
}

/* ---- others ---- */

static struct formula negated(struct parser *p, str name)
{
    size_t at = p->at - name.n - 1;
    struct formula f = *parser_argument(p);
    uint32_t code = f.kind == FORMULA_SYMBOL ? symbol_negated(f.code) : 0;
    if (!code)
        parser_fault(p, at, N_("\\not stands before = < > \\in \\subset \\equiv \\sim and such"),
                     "there is no such sign struck through");
    f.code = code;
    return f;
}

static struct formula tag(struct parser *p, str name)
{
    size_t at = p->at - name.n - 1;
    if (p->out->tag.n)
        parser_fault(p, at, N_("one formula has one number: part it in two"),
                     "the formula has two numbers");
    p->out->tag_at = parser_place(p, p->at + 1);
    p->out->tag = str_dup(p->arena, str_trim(parser_text(p)));
    return (struct formula){.kind = FORMULA_SPACE};
}

static struct formula modulo(struct parser *p, str name)
{
    struct formula f = {.kind = FORMULA_NAME, .class = ATOM_BIN, .text = STR("mod")};
    if (str_is(name, "bmod"))
        return f;
    struct formula *v = arena_many(p->arena, 6, struct formula);
    v[0] = (struct formula){.kind = FORMULA_SPACE, .size = 12};
    v[1] = (struct formula){.kind = FORMULA_SYMBOL, .code = '(', .class = ATOM_OPEN};
    v[2] = f;
    v[2].class = ATOM_ORD;
    v[3] = (struct formula){.kind = FORMULA_SPACE, .size = 6};
    v[4] = *parser_argument(p);
    v[5] = (struct formula){.kind = FORMULA_SYMBOL, .code = ')', .class = ATOM_CLOSE};
    return (struct formula){.kind = FORMULA_ROW, .v = v, .n = 6};
}

static struct formula style(struct parser *p, str name)
{
    (void)p;
    enum formula_style s = name.p[0] == 'd'   ? FORMULA_DISPLAY
                           : name.p[0] == 't' ? FORMULA_INLINE
                           : name.n > 11      ? FORMULA_SCRIPT_SCRIPT
                                              : FORMULA_SCRIPT;
    return (struct formula){.kind = FORMULA_SWITCH, .style = s};
}

static struct formula begin(struct parser *p, str name)
{
    return environment_read(p, p->at - name.n - 1);
}

static const struct command {
    const char *name;
    struct formula (*read)(struct parser *p, str name);
} commands[] = {
    {"frac", fraction},      {"dfrac", fraction},
    {"tfrac", fraction},     {"binom", binomial},
    {"sqrt", root},          {"overline", bar},
    {"underline", bar},      {"overbrace", brace},
    {"underbrace", brace},   {"overset", stacked},
    {"underset", stacked},   {"stackrel", stacked},
    {"text", text},          {"mbox", text},
    {"textrm", text},        {"operatorname", operator_name},
    {"mathrm", letters},     {"mathit", letters},
    {"mathbf", letters},     {"boldsymbol", letters},
    {"mathbb", letters},     {"mathcal", letters},
    {"mathscr", letters},    {"mathfrak", letters},
    {"left", fenced},        {"middle", middle},
    {"not", negated},        {"tag", tag},
    {"bmod", modulo},        {"pmod", modulo},
    {"displaystyle", style}, {"textstyle", style},
    {"scriptstyle", style},  {"scriptscriptstyle", style},
    {"begin", begin},
};

static void unknown(struct parser *p, size_t at, str name)
{
    const char *near = symbol_nearest(name);
    const char *names[sizeof commands / sizeof *commands];
    size_t n = sizeof commands / sizeof *commands;
    for (size_t i = 0; i < n; i++)
        names[i] = commands[i].name;
    if (!near)
        near = str_nearest(name, names, n);
    const char *hint = N_("the manual of issues lists what formulas may have");
    if (near)
        hint = str_z(p->arena, str_format(p->arena, "\\%s?", near));
    if (str_is(name, "\\"))
        hint = N_("& and \\\\ stand between \\begin{aligned} and \\end{aligned}");
    if (str_is(name, "label"))
        hint = N_("write the number: \\tag{1}");
    parser_fault(p, at, hint, "`\\%.*s` is not known in formulas", STR_ARG(name));
}

struct formula command_read(struct parser *p)
{
    size_t at = p->at - 1;
    str name = parser_name(p, p->at);
    struct formula f = {0};
    p->at += name.n;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (str_is(name, commands[i].name))
            return commands[i].read(p, name);
    if (is_big(name, &f.size, &f.class)) {
        f.kind = FORMULA_DELIMITER;
        f.code = command_delimiter(p);
        return f;
    }
    if (!name.n || !symbol_named(name, &f))
        unknown(p, at, name);
    f.alphabet = p->alphabet;
    if (f.kind == FORMULA_ACCENT)
        f.base = parser_argument(p);
    return f;
}
