/* Rows: the classes of their atoms (rules 5 and 6) and the spaces between them (rule 20). */
#include "formula/setting.h"

/* 1/18 em between a class (row) and the next one; negative: not in scripts (The TeXbook, p. 170).
 */
static const signed char spaces[8][8] = {
    /*          ord op  bin rel open close punct inner */
    [ATOM_ORD] = {0, 3, -4, -5, 0, 0, 0, -3},       [ATOM_OP] = {3, 3, 0, -5, 0, 0, 0, -3},
    [ATOM_BIN] = {-4, -4, 0, 0, -4, 0, 0, -4},      [ATOM_REL] = {-5, -5, 0, 0, -5, 0, 0, -5},
    [ATOM_OPEN] = {0, 0, 0, 0, 0, 0, 0, 0},         [ATOM_CLOSE] = {0, 3, -4, -5, 0, 0, 0, -3},
    [ATOM_PUNCT] = {-3, -3, 0, -3, -3, -3, -3, -3}, [ATOM_INNER] = {-3, 3, -4, -5, -3, 0, -3, -3},
};

static bool is_atom(const struct formula *f)
{
    return f->kind != FORMULA_SPACE && f->kind != FORMULA_SWITCH;
}

/* A sign of operation that has nothing to its left or right is a letter among others. */
static void find_classes(const struct formula *v, size_t n, enum atom_class *classes)
{
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        if (!is_atom(&v[i]))
            continue;
        classes[i] = v[i].class;
        enum atom_class before = last == SIZE_MAX ? ATOM_OPEN : classes[last];
        bool opens = before == ATOM_BIN || before == ATOM_OP || before == ATOM_REL ||
                     before == ATOM_OPEN || before == ATOM_PUNCT;
        if (classes[i] == ATOM_BIN && opens)
            classes[i] = ATOM_ORD;
        bool ends = classes[i] == ATOM_REL || classes[i] == ATOM_CLOSE || classes[i] == ATOM_PUNCT;
        if (last != SIZE_MAX && before == ATOM_BIN && ends)
            classes[last] = ATOM_ORD;
        last = i;
    }
    if (last != SIZE_MAX && classes[last] == ATOM_BIN)
        classes[last] = ATOM_ORD;
}

static length space_between(const struct setting *s, enum atom_class a, enum atom_class b,
                            struct mode m)
{
    int mu = spaces[a][b];
    if (mu < 0)
        mu = m.style < FORMULA_SCRIPT ? -mu : 0;
    return length_scale(size_in(s, m), mu, 18);
}

static bool is_slanted(const struct formula *f)
{
    bool letter = (f->code | 32) >= 'a' && (f->code | 32) <= 'z';
    return f->kind == FORMULA_SYMBOL && f->alphabet == ALPHABET_MATH &&
           (letter || (f->code >= 0x3B1 && f->code <= 0x3F5));
}

/* A slanted letter leans into what stands upright behind it. */
static length lean(const struct box *b, const struct formula *next)
{
    return b->glyph && !b->large && !(next && is_slanted(next)) ? b->italic : 0;
}

/* a + b × c is broken before the sum's sign. */
static enum formula_break break_before(const struct formula *f, enum atom_class class)
{
    static const uint32_t sums[] = {'+', 0x2212, 0xB1, 0x2213, 0x222A, 0x2228, 0x2295, 0x2296};
    if (class == ATOM_REL)
        return BREAK_RELATION;
    for (size_t i = 0; class == ATOM_BIN && i < sizeof sums / sizeof *sums; i++)
        if (f->code == sums[i])
            return BREAK_SUM;
    return class == ATOM_BIN ? BREAK_PRODUCT : BREAK_NEVER;
}

static void add_part(struct setting *s, const struct formula *f, enum atom_class class,
                     const struct box *b, length x)
{
    vec_push(&s->parts, ((struct formula_part){.class = class,
                                               .before = break_before(f, class),
                                               .from = b->from,
                                               .to = b->to,
                                               .x = x,
                                               .end = x + b->w,
                                               .up = b->up,
                                               .down = b->down}));
}

/* Brackets are parted only where nothing else helps. */
static void find_brackets(struct setting *s)
{
    int depth = 0;
    for (size_t i = 0; i < s->parts.n; i++) {
        struct formula_part *p = &s->parts.v[i];
        if (depth > 0 && p->before < BREAK_INSIDE)
            p->before = BREAK_INSIDE;
        depth += (p->class == ATOM_OPEN) - (p->class == ATOM_CLOSE && depth > 0);
    }
}

struct box set_row(struct setting *s, const struct formula *v, size_t n, struct mode m,
                   bool outermost)
{
    struct box all = empty_box(s), b = {0};
    enum atom_class *classes = arena_many(s->f->arena, n + 1, enum atom_class), before = ATOM_OPEN;
    size_t atoms = 0;
    find_classes(v, n, classes);
    for (size_t i = 0; i < n; i++) {
        if (v[i].kind == FORMULA_SWITCH)
            m.style = v[i].style;
        if (v[i].kind == FORMULA_SPACE)
            all.w += length_scale(size_in(s, m), v[i].size, 18);
        if (!is_atom(&v[i]))
            continue;
        if (atoms++)
            all.w += space_between(s, before, classes[i], m);
        b = set_atom(s, &v[i], m);
        move_box(s, &b, all.w, 0);
        if (b.from != b.to || b.up || b.down)
            box_join(&all, &b, 0);
        if (outermost)
            add_part(s, &v[i], classes[i], &b, all.w);
        all.w += b.w + lean(&b, i + 1 < n ? &v[i + 1] : NULL);
        before = classes[i];
    }
    all.to = s->items.n;
    if (atoms == 1 && n == 1) {
        all.glyph = b.glyph;
        all.size = b.size;
        all.large = b.large;
    }
    return all;
}

bool formula_face(const struct face *face, struct place used_at, struct diags *d)
{
    if (hb_ot_math_has_data(face->hb_face))
        return true;
    diag_add(d, DIAG_FONT_BAD, used_at, "`%.*s` has no table MATH: formulas cannot be set in it",
             STR_ARG(face->name));
    diag_hint(d, "take a mathematical font: TeX Gyre Pagella Math, TeX Gyre Termes Math");
    return false;
}

struct formula_box formula_set(const struct formula_setup *f, const struct formula *row,
                               enum formula_style style)
{
    struct setting s = {.f = f, .buffer = hb_buffer_create()};
    struct mode m = {.style = style};
    struct box b = set_row(&s, row->v, row->n, m, true);
    find_brackets(&s);
    struct formula_box out = {.width = b.w,
                              .up = b.up,
                              .down = b.down,
                              .axis = axis_in(&s, m),
                              .n_items = s.items.n,
                              .n_parts = s.parts.n};
    out.items = vec_take(f->arena, &s.items);
    out.parts = vec_take(f->arena, &s.parts);
    hb_buffer_destroy(s.buffer);
    return out;
}
