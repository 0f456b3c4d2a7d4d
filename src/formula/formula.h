/* Stage "formula": a formula's tree, a mathematical font and a size to glyphs and rules with their
 * places, by the rules of TeX (The TeXbook, appendix G) with the measures of the font's MATH table
 * (OpenType; MathML Core says how they are meant). All in lengths; y grows downwards, 0 is the
 * baseline. */
#pragma once

#include "notation/notation.h"
#include "page/page.h"

/** A stretch of text between signs, set by the caller: runs from (0, 0), how wide they are, and how
 * far they reach up and down. */
struct formula_words {
    const struct glyph_run *runs;
    size_t n_runs;
    length width, up, down;
};

/** What a formula is set with. */
struct formula_setup {
    struct arena *arena;
    const struct face *face; /* with a MATH table: see formula_face() */
    length size;
    struct color color;
    /* Sets words of \text at a size. */
    struct formula_words (*words)(void *data, str text, length size, struct place at);
    void *data;
    struct diags *diags;
};

/** Whether a face has what formulas need; reported at `used_at` when not. */
bool formula_face(const struct face *face, struct place used_at, struct diags *d);

/** One glyph or rule. */
struct formula_item {
    enum formula_item_kind { FORMULA_GLYPH, FORMULA_RULE, FORMULA_RUN } kind;
    uint32_t glyph;
    length size; /* of a glyph's font */
    length x, y; /* of a glyph's origin, a rule's top left, a run's origin */
    length w, h; /* of a rule */
    str text;    /* what a glyph says; empty: it is part of the one before */
    const struct glyph_run *run;
    struct place at;
};

/** How well a formula may be broken before an atom, the better the less (FG-06). */
enum formula_break {
    BREAK_RELATION,
    BREAK_SUM,
    BREAK_PRODUCT,
    BREAK_INSIDE, /* of brackets */
    BREAK_NEVER
};

/** An atom of the outermost row: where a formula may be broken. */
struct formula_part {
    enum atom_class class;
    enum formula_break before;
    size_t from, to; /* its items */
    length x, end;   /* where it stands; the space before it not included */
    length up, down; /* how far it reaches */
};

/** A formula that was set. */
struct formula_box {
    length width, up, down; /* `up` and `down` from the baseline; `down` is negative above it */
    length axis;            /* over the baseline: where fractions' lines stand */
    const struct formula_item *items;
    size_t n_items;
    const struct formula_part *parts;
    size_t n_parts;
};

/** Sets a formula in display style, or as a part of a line. Missing glyphs are reported. */
struct formula_box formula_set(const struct formula_setup *f, const struct formula *row,
                               enum formula_style style);

/** A line of a broken formula: parts [from, to), moved by `x` from where they are in the box. */
struct formula_line {
    size_t from, to;
    length x, width; /* where it begins in the measure */
    length up, down; /* of what stands in it */
};

/** Breaks a formula for a measure (FG-06): before relations, else before signs of addition, else
 * before other operators, last of all inside brackets, into as few lines as do. Lines behind the
 * first begin under the first relation, or one that begins with an operator behind it, when that
 * leaves them half of the measure, else 2 em in. The lines live in the arena; their number is 1
 * when it fits. One that cannot be broken is wider than the measure. */
struct formula_line *formula_break(struct arena *a, const struct formula_box *box, length measure,
                                   length em, size_t *n);
