#include "notation/parser.h"

enum symbol_kind { KIND_SYMBOL, KIND_FENCE, KIND_OPERATOR, KIND_NAMED, KIND_ACCENT, KIND_SPACE };

struct symbol {
    const char *name;
    enum symbol_kind kind;
    uint32_t code;
    enum atom_class class;
    enum formula_limits limits;
    const char *text;
    bool wide;
    int size;
};

#define SYMBOL(n, c, k)   {.name = (n), .kind = KIND_SYMBOL, .code = (c), .class = ATOM_##k},
#define FENCE(n, c, k)    {.name = (n), .kind = KIND_FENCE, .code = (c), .class = ATOM_##k},
#define OPERATOR(n, c, l) {.name = (n), .kind = KIND_OPERATOR, .code = (c), .limits = LIMITS_##l},
#define NAMED(n, t, l)    {.name = (n), .kind = KIND_NAMED, .text = (t), .limits = LIMITS_##l},
#define ACCENT(n, c, w)   {.name = (n), .kind = KIND_ACCENT, .code = (c), .wide = (w)},
#define SPACE(n, s)       {.name = (n), .kind = KIND_SPACE, .size = (s)},
static const struct symbol symbols[] = {
#include "notation/symbols.def"
};

enum { SYMBOLS = sizeof symbols / sizeof *symbols };

static struct formula formula_of(const struct symbol *s)
{
    struct formula f = {.code = s->code, .class = s->class};
    switch (s->kind) {
    case KIND_SYMBOL:
    case KIND_FENCE: f.kind = FORMULA_SYMBOL; break;
    case KIND_OPERATOR:
        f = (struct formula){.kind = FORMULA_SYMBOL,
                             .code = s->code,
                             .class = ATOM_OP,
                             .limits = s->limits,
                             .large = true};
        break;
    case KIND_NAMED:
        f = (struct formula){
            .kind = FORMULA_NAME, .text = str_of(s->text), .class = ATOM_OP, .limits = s->limits};
        break;
    case KIND_ACCENT:
        f = (struct formula){.kind = FORMULA_ACCENT, .code = s->code, .large = s->wide};
        break;
    case KIND_SPACE: f = (struct formula){.kind = FORMULA_SPACE, .size = s->size}; break;
    }
    return f;
}

static const struct symbol *find(str name)
{
    for (size_t i = 0; i < SYMBOLS; i++)
        if (str_is(name, symbols[i].name))
            return &symbols[i];
    return NULL;
}

bool symbol_named(str name, struct formula *out)
{
    const struct symbol *s = find(name);
    if (s)
        *out = formula_of(s);
    return s != NULL;
}

bool symbol_fence(str name, uint32_t *code)
{
    const struct symbol *s = find(name);
    if (s && s->kind == KIND_FENCE)
        *code = s->code;
    return s && s->kind == KIND_FENCE;
}

const char *symbol_nearest(str name)
{
    const char *names[SYMBOLS + 1];
    size_t n = 0;
    for (size_t i = 0; i < SYMBOLS; i++)
        if (strlen(symbols[i].name) > 1)
            names[n++] = symbols[i].name;
    return str_nearest(name, names, n);
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Those of ASCII, which mean what they do in TeX. */
static bool ascii(uint32_t c, struct formula *out)
{
    static const struct {
        char typed;
        uint32_t code;
        enum atom_class class;
    } known[] = {
        {'+', '+', ATOM_BIN},   {'-', 0x2212, ATOM_BIN}, {'*', 0x2217, ATOM_BIN},
        {'/', '/', ATOM_ORD},   {'=', '=', ATOM_REL},    {'<', '<', ATOM_REL},
        {'>', '>', ATOM_REL},   {':', ':', ATOM_REL},    {',', ',', ATOM_PUNCT},
        {';', ';', ATOM_PUNCT}, {'.', '.', ATOM_ORD},    {'!', '!', ATOM_CLOSE},
        {'?', '?', ATOM_CLOSE}, {'(', '(', ATOM_OPEN},   {')', ')', ATOM_CLOSE},
        {'[', '[', ATOM_OPEN},  {']', ']', ATOM_CLOSE},  {'|', '|', ATOM_ORD},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (c == (unsigned char)known[i].typed) {
            *out = (struct formula){
                .kind = FORMULA_SYMBOL, .code = known[i].code, .class = known[i].class};
            return true;
        }
    return false;
}

bool symbol_typed(uint32_t c, struct formula *out)
{
    if (is_letter(c) || (c >= '0' && c <= '9')) {
        *out = (struct formula){.kind = FORMULA_SYMBOL, .code = c, .class = ATOM_ORD};
        return true;
    }
    if (c < 0x80)
        return ascii(c, out);
    if (c == 0xB7) /* the interpunct is typed for the dot of a product */
        c = 0x22C5;
    for (size_t i = 0; i < SYMBOLS; i++)
        if (symbols[i].code == c && symbols[i].kind != KIND_ACCENT) {
            *out = formula_of(&symbols[i]);
            return true;
        }
    return false;
}

uint32_t symbol_negated(uint32_t c)
{
    static const uint32_t pairs[][2] = {
        {'=', 0x2260},    {'<', 0x226E},    {'>', 0x226F},    {0x2264, 0x2270}, {0x2265, 0x2271},
        {0x2208, 0x2209}, {0x220B, 0x220C}, {0x2282, 0x2284}, {0x2283, 0x2285}, {0x2286, 0x2288},
        {0x2287, 0x2289}, {0x2261, 0x2262}, {0x223C, 0x2241}, {0x2243, 0x2244}, {0x2248, 0x2249},
        {0x2245, 0x2247}, {0x2223, 0x2224}, {0x2225, 0x2226}, {0x2203, 0x2204}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == c)
            return pairs[i][1];
    return 0;
}
