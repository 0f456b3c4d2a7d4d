/* Setting formulas: what the files of the stage share. Private to it. */
#pragma once

#include "base/vec.h"
#include "formula/formula.h"

#include <hb-ot.h>

/* What was set last: items [from, to), their origin at (0, 0). */
struct box {
    length w, up, down;
    length italic;  /* how far a slanted last glyph leans out of it */
    uint32_t glyph; /* of a single one, else 0 … */
    length size;    /* … and its size */
    bool large;     /* it is a large operator */
    size_t from, to;
};

struct setting {
    const struct formula_setup *f;
    VEC(struct formula_item) items;
    VEC(struct formula_part) parts;
    hb_buffer_t *buffer;
};

/* The style of what is set: cramped ones raise superscripts less. */
struct mode {
    enum formula_style style;
    bool cramped;
    length fence; /* height of the fence around, for \middle */
};

static inline struct mode mode_script(struct mode m)
{
    m.style = m.style < FORMULA_SCRIPT ? FORMULA_SCRIPT : FORMULA_SCRIPT_SCRIPT;
    return m;
}

static inline struct mode mode_below(struct mode m)
{
    m = mode_script(m);
    m.cramped = true;
    return m;
}

static inline struct mode mode_cramped(struct mode m)
{
    m.cramped = true;
    return m;
}

/* measure.c */
length size_in(const struct setting *s, struct mode m);
/* A constant of the MATH table at a style's size; percentages as they are. */
length constant(const struct setting *s, struct mode m, hb_ot_math_constant_t which);
length axis_in(const struct setting *s, struct mode m);
length units(const struct setting *s, length size, int64_t value);
void move_items(struct setting *s, size_t from, size_t to, length x, length y);
static inline void move_box(struct setting *s, const struct box *b, length x, length y)
{
    move_items(s, b->from, b->to, x, y);
}
struct box empty_box(const struct setting *s);
/* A box of both: from the first's items to the second's. */
void box_join(struct box *all, const struct box *part, length y);
void add_rule(struct setting *s, length x, length y, length w, length h);

/* glyphs.c */
/* The glyph of a letter in its alphabet; 0, and reported, when the face has none. */
uint32_t glyph_of(struct setting *s, uint32_t code, enum formula_alphabet alphabet, struct mode m,
                  struct place at);
struct box set_glyph(struct setting *s, uint32_t glyph, length size, str text, struct place at);
str text_of_code(struct setting *s, uint32_t code);
/* A sign as high, or `across`: as wide, as `least`: a variant of it, or put together. */
struct box set_stretched(struct setting *s, uint32_t glyph, length size, length least, bool across,
                         str text, struct place at);
/* The widest variant of an accent that is no wider than `most`. */
uint32_t widest_variant(struct setting *s, uint32_t glyph, length size, length most);

/* atoms.c */
struct box set_atom(struct setting *s, const struct formula *f, struct mode m);
struct box set_delimiter(struct setting *s, uint32_t code, length height, struct mode m,
                         struct place at);

/* scripts.c */
struct box set_scripts(struct setting *s, const struct formula *f, struct mode m);

/* fractions.c */
struct box set_fraction(struct setting *s, const struct formula *f, struct mode m);
struct box set_radical(struct setting *s, const struct formula *f, struct mode m);

/* tables.c */
struct box set_table(struct setting *s, const struct formula *f, struct mode m);

/* rows.c */
struct box set_row(struct setting *s, const struct formula *v, size_t n, struct mode m,
                   bool outermost);
