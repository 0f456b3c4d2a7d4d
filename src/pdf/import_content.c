/* Content streams written anew: names become those of new resources, which hold what is used and
 * nothing else; colours are converted; marked content, which would be taken for that of the pages
 * around, is left out (ISO 32000-1 14.7.4.3), and so is what no operator of PDF is. */
#include "pdf/import.h"

#include "base/xalloc.h"

#include <stdlib.h>

enum {
    OPERANDS_MAX = 40,
    STATES_MAX = 400,
    STATES_COMMON = 26, /* within those of the page: PDF/A-2, 6.1.13 */
};

enum category { FONTS, STATES, SPACES, PATTERNS, SHADINGS, XOBJECTS, CATEGORIES };

static const struct {
    const char *key;
    char letter;
    enum import_kind kind;
} categories[CATEGORIES] = {
    [FONTS] = {"Font", 'F', KIND_FONT},          [STATES] = {"ExtGState", 'G', KIND_GSTATE},
    [SPACES] = {"ColorSpace", 'C', KIND_PLAIN},  [PATTERNS] = {"Pattern", 'P', KIND_PATTERN},
    [SHADINGS] = {"Shading", 'H', KIND_SHADING}, [XOBJECTS] = {"XObject", 'X', KIND_XOBJECT},
};

struct paints {
    const struct import_space *of[2]; /* fill, stroke */
};

struct writer {
    struct import *im;
    const struct node *resources;
    struct buf out;
    struct buf lists[CATEGORIES]; /* the new resources */
    unsigned counts[CATEGORIES];
    struct map *names; /* category and old name → number of the new one */
    struct node_reader *reader;
    struct node operands[OPERANDS_MAX];
    size_t n;
    str text; /* the operator with its operands as it stands there */
    struct paints states[STATES_MAX];
    size_t depth;
};

static void damaged(struct writer *w)
{
    import_fault(w->im, FAULT_DAMAGED, "its content");
}

/* ---- resources ---- */

static void put_new_name(struct writer *w, enum category c, unsigned number)
{
    buf_format(&w->out, "/%c%u", categories[c].letter, number);
}

/* The number of what goes by a name of its category; a new one is to be entered. */
static unsigned number_of(struct writer *w, enum category c, str name, bool *is_new)
{
    str key = str_format(w->im->arena, "%c%.*s", categories[c].letter, STR_ARG(name));
    uintptr_t *slot = map_slot(w->names, key, is_new);
    if (*is_new) {
        *slot = ++w->counts[c];
        buf_format(&w->lists[c], "/%c%u ", categories[c].letter, w->counts[c]);
    }
    return (unsigned)*slot;
}

static const struct node *find_resource(struct writer *w, enum category c, str name)
{
    struct import *im = w->im;
    const char *z = str_z(im->arena, name);
    const struct node *n =
        input_get(im->doc, input_get(im->doc, w->resources, categories[c].key), z);
    if (n->type == NODE_NULL)
        import_fault(im, FAULT_DAMAGED,
                     str_format(im->arena, "%s %s is not there", categories[c].key, z).p);
    return n;
}

/* Writes the new name of a resource. */
static void put_resource(struct writer *w, enum category c, const struct node *name)
{
    bool is_new = false;
    if (name->type != NODE_NAME) {
        damaged(w);
        return;
    }
    unsigned number = number_of(w, c, name->text, &is_new);
    put_new_name(w, c, number);
    if (!is_new)
        return;
    const struct node *n = find_resource(w, c, name->text);
    struct buf value = {0};
    import_value(w->im, &value, n, categories[c].kind, w->resources);
    buf_str(&w->lists[c], buf_view(&value));
    buf_char(&w->lists[c], ' ');
    buf_free(&value);
}

static void put_space_name(struct writer *w, const struct import_space *s)
{
    bool is_new = false;
    unsigned number = number_of(w, SPACES, s->written, &is_new);
    put_new_name(w, SPACES, number);
    if (is_new)
        buf_format(&w->lists[SPACES], "%.*s ", STR_ARG(s->written));
}

/* ---- colours ---- */

static struct paints *now(struct writer *w)
{
    return &w->states[w->depth];
}

static void set_device(struct writer *w, const struct import_space *s, const double *v, bool stroke)
{
    static const char *const operators[][2] = {{"g", "G"}, {"rg", "RG"}, {"k", "K"}};
    bool inks = s->kind == SPACE_CMYK ? !s->converts : s->converts;
    int which = s->kind == SPACE_GRAY ? 0 : inks ? 2 : 1;
    bool named = s->kind == SPACE_RGB && !s->converts && !str_is(s->written, "/DeviceRGB");
    if (named) {
        put_space_name(w, s);
        buf_str(&w->out, stroke ? STR(" CS ") : STR(" cs "));
    }
    import_components(w->im, &w->out, s, v);
    buf_str(&w->out, str_of(named ? stroke ? "SCN" : "scn" : operators[which][stroke]));
    buf_char(&w->out, '\n');
    now(w)->of[stroke] = s;
}

static bool is_device(const struct import_space *s)
{
    return s->kind == SPACE_GRAY || s->kind == SPACE_RGB || s->kind == SPACE_CMYK;
}

/* Numbers among the operands from the front; how many there are. */
static unsigned read_components(const struct writer *w, double v[COLORANTS_MAX])
{
    unsigned n = 0;
    while (n < w->n && n < COLORANTS_MAX && w->operands[n].type == NODE_NUMBER) {
        v[n] = w->operands[n].number;
        n++;
    }
    return n;
}

static void do_device(struct writer *w, enum space_kind kind, bool stroke)
{
    double v[COLORANTS_MAX] = {0};
    const struct import_space *s = import_device(w->im, kind);
    if (read_components(w, v) < s->n)
        damaged(w);
    else
        set_device(w, s, v, stroke);
}

static void do_space(struct writer *w, bool stroke)
{
    const double black[COLORANTS_MAX] = {0}, full_black[COLORANTS_MAX] = {0, 0, 0, 1};
    if (w->n < 1 || w->operands[w->n - 1].type != NODE_NAME) {
        damaged(w);
        return;
    }
    struct node *name = arena_one(w->im->arena, struct node);
    *name = w->operands[w->n - 1];
    name->text = str_dup(w->im->arena, name->text);
    const struct import_space *s = import_space(w->im, name, w->resources);
    if (is_device(s)) {
        set_device(w, s, s->kind == SPACE_CMYK ? full_black : black, stroke);
        return;
    }
    put_space_name(w, s);
    buf_str(&w->out, stroke ? STR(" CS\n") : STR(" cs\n"));
    now(w)->of[stroke] = s;
}

static void put_operands(struct writer *w, const double *v, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        import_number(&w->out, v[i]);
        buf_char(&w->out, ' ');
    }
}

static void set_pattern(struct writer *w, const struct import_space *s, const double *v, unsigned n)
{
    if (s->base && n == s->base->n)
        import_components(w->im, &w->out, s->base, v);
    put_resource(w, PATTERNS, &w->operands[w->n - 1]);
}

static void do_color(struct writer *w, bool stroke)
{
    double v[COLORANTS_MAX] = {0};
    unsigned n = read_components(w, v);
    const struct import_space *s = now(w)->of[stroke];
    bool pattern = w->n && w->operands[w->n - 1].type == NODE_NAME;
    if (s->kind == SPACE_UNKNOWN)
        return; /* was reported */
    if (pattern != (s->kind == SPACE_PATTERN) || (!pattern && n != s->n)) {
        damaged(w);
        return;
    }
    if (is_device(s)) {
        set_device(w, s, v, stroke);
        return;
    }
    if (pattern)
        set_pattern(w, s, v, n);
    else
        put_operands(w, v, n);
    buf_str(&w->out, stroke ? STR(" SCN\n") : STR(" scn\n"));
}

/* ---- operators ---- */

static void do_nothing(struct writer *w)
{
    (void)w; /* marked content, rendering intents, brackets around what readers may not know */
}

static void do_pass(struct writer *w)
{
    buf_str(&w->out, w->text);
    buf_char(&w->out, '\n');
}

static void do_save(struct writer *w)
{
    size_t most = w->im->e->traits->a ? STATES_COMMON : STATES_MAX - 1;
    if (w->depth >= most) {
        import_fault(w->im, FAULT_LIMIT, "graphics states in one another");
        return;
    }
    w->states[w->depth + 1] = w->states[w->depth];
    w->depth++;
    do_pass(w);
}

/* One too many is left out: it would restore a state of the page around. */
static void do_restore(struct writer *w)
{
    if (!w->depth)
        return;
    w->depth--;
    do_pass(w);
}

static void do_state(struct writer *w)
{
    put_resource(w, STATES, &w->operands[w->n - 1]);
    buf_str(&w->out, STR(" gs\n"));
}

static void do_object(struct writer *w)
{
    put_resource(w, XOBJECTS, &w->operands[w->n - 1]);
    buf_str(&w->out, STR(" Do\n"));
}

static void do_shading(struct writer *w)
{
    put_resource(w, SHADINGS, &w->operands[w->n - 1]);
    buf_str(&w->out, STR(" sh\n"));
}

static void do_font(struct writer *w)
{
    put_resource(w, FONTS, &w->operands[w->n - 2]);
    buf_char(&w->out, ' ');
    import_number(&w->out, w->operands[w->n - 1].number);
    buf_str(&w->out, STR(" Tf\n"));
}

static void do_inline(struct writer *w)
{
    struct inline_picture *p = arena_one(w->im->arena, struct inline_picture);
    struct arena *outer = w->reader->arena;
    w->reader->arena = w->im->arena;
    bool good = contents_inline(w->reader, w->im->arena, p) == INLINE_GOOD;
    w->reader->arena = outer;
    struct object *o = good ? import_inline(w->im, p, w->resources) : NULL;
    if (!good)
        damaged(w);
    if (!o)
        return;
    unsigned number = ++w->counts[XOBJECTS];
    buf_format(&w->lists[XOBJECTS], "/X%u %u 0 R ", number, object_number(o));
    buf_format(&w->out, "/X%u Do\n", number);
}

static void do_g(struct writer *w)
{
    do_device(w, SPACE_GRAY, false);
}
static void do_G(struct writer *w)
{
    do_device(w, SPACE_GRAY, true);
}
static void do_rg(struct writer *w)
{
    do_device(w, SPACE_RGB, false);
}
static void do_RG(struct writer *w)
{
    do_device(w, SPACE_RGB, true);
}
static void do_k(struct writer *w)
{
    do_device(w, SPACE_CMYK, false);
}
static void do_K(struct writer *w)
{
    do_device(w, SPACE_CMYK, true);
}
static void do_cs(struct writer *w)
{
    do_space(w, false);
}
static void do_CS(struct writer *w)
{
    do_space(w, true);
}
static void do_scn(struct writer *w)
{
    do_color(w, false);
}
static void do_SCN(struct writer *w)
{
    do_color(w, true);
}

/* Every operator (ISO 32000-1, annex A), with how many operands it needs. */
static const struct operator
{
    const char *name;
    size_t operands;
    void (*run)(struct writer * w);
}
operators[] = {
    {"re", 4, do_pass},     {"l", 2, do_pass},      {"m", 2, do_pass},      {"c", 6, do_pass},
    {"h", 0, do_pass},      {"f", 0, do_pass},      {"S", 0, do_pass},      {"q", 0, do_save},
    {"Q", 0, do_restore},   {"cm", 6, do_pass},     {"n", 0, do_pass},      {"W", 0, do_pass},
    {"W*", 0, do_pass},     {"v", 4, do_pass},      {"y", 4, do_pass},      {"f*", 0, do_pass},
    {"F", 0, do_pass},      {"s", 0, do_pass},      {"B", 0, do_pass},      {"B*", 0, do_pass},
    {"b", 0, do_pass},      {"b*", 0, do_pass},     {"w", 1, do_pass},      {"J", 1, do_pass},
    {"j", 1, do_pass},      {"M", 1, do_pass},      {"d", 2, do_pass},      {"i", 1, do_pass},
    {"BT", 0, do_pass},     {"ET", 0, do_pass},     {"Tj", 1, do_pass},     {"TJ", 1, do_pass},
    {"Td", 2, do_pass},     {"TD", 2, do_pass},     {"Tm", 6, do_pass},     {"T*", 0, do_pass},
    {"Tc", 1, do_pass},     {"Tw", 1, do_pass},     {"Tz", 1, do_pass},     {"TL", 1, do_pass},
    {"Tr", 1, do_pass},     {"Ts", 1, do_pass},     {"'", 1, do_pass},      {"\"", 3, do_pass},
    {"d0", 2, do_pass},     {"d1", 6, do_pass},     {"Tf", 2, do_font},     {"g", 1, do_g},
    {"G", 1, do_G},         {"rg", 3, do_rg},       {"RG", 3, do_RG},       {"k", 4, do_k},
    {"K", 4, do_K},         {"cs", 1, do_cs},       {"CS", 1, do_CS},       {"sc", 1, do_scn},
    {"SC", 1, do_SCN},      {"scn", 1, do_scn},     {"SCN", 1, do_SCN},     {"gs", 1, do_state},
    {"Do", 1, do_object},   {"sh", 1, do_shading},  {"BI", 0, do_inline},   {"ri", 1, do_nothing},
    {"BMC", 1, do_nothing}, {"BDC", 2, do_nothing}, {"EMC", 0, do_nothing}, {"MP", 1, do_nothing},
    {"DP", 2, do_nothing},  {"BX", 0, do_nothing},  {"EX", 0, do_nothing},
};

static void run(struct writer *w, str name)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (!str_is(name, operators[i].name))
            continue;
        if (w->n < operators[i].operands)
            damaged(w);
        else
            operators[i].run(w);
        return;
    }
}

static void run_all(struct writer *w, str text)
{
    struct arena *operands = arena_new();
    struct node_reader r = {.arena = operands, .text = text};
    struct arena_mark mark = arena_mark(operands);
    size_t from = 0;
    w->reader = &r;
    for (;;) {
        size_t start = r.at;
        struct node n = node_read(&r);
        if (n.type == NODE_END)
            break;
        if (!w->n)
            from = start;
        if (n.type != NODE_OPERATOR && w->n < OPERANDS_MAX) {
            w->operands[w->n++] = n;
            continue;
        }
        w->text = str_slice(text, from, r.at);
        if (n.type == NODE_OPERATOR)
            run(w, n.text);
        w->n = 0;
        arena_release(operands, mark);
    }
    if (r.damaged)
        damaged(w);
    arena_free(operands);
}

static void put_resources(struct writer *w, struct buf *b)
{
    buf_str(b, STR(" /Resources <<"));
    for (int c = 0; c < CATEGORIES; c++)
        if (w->lists[c].n)
            buf_format(b, "/%s <<%.*s>> ", categories[c].key, STR_ARG(buf_view(&w->lists[c])));
    buf_str(b, STR(">>"));
}

struct object *import_content(struct import *im, str text, const struct node *resources)
{
    struct writer *w = xcalloc(1, sizeof *w);
    w->im = im;
    w->resources = resources;
    w->names = map_new();
    w->states[0].of[0] = w->states[0].of[1] = import_device(im, SPACE_GRAY);
    run_all(w, text);
    while (w->depth--)
        buf_str(&w->out, STR("Q\n"));
    struct object *o = import_bytes(im, buf_view(&w->out));
    im->n_bytes += text.n;
    put_resources(w, object_entries(o));
    for (int c = 0; c < CATEGORIES; c++)
        buf_free(&w->lists[c]);
    buf_free(&w->out);
    map_free(w->names);
    free(w);
    return o;
}
