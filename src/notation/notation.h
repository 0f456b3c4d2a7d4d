/* Stage "notation": the notation of formulas, a part of TeX's, to a tree. What it does not know is
 * reported with its place; nothing is left out silently. */
#pragma once

#include "base/diag.h"

/** What an atom is beside others: how much space stands between two says formula/space.def
 * (The TeXbook, chapter 18). */
enum atom_class {
    ATOM_ORD,
    ATOM_OP,
    ATOM_BIN,
    ATOM_REL,
    ATOM_OPEN,
    ATOM_CLOSE,
    ATOM_PUNCT,
    ATOM_INNER
};

/** The alphabet of a letter (Unicode's mathematical alphanumeric symbols). */
enum formula_alphabet {
    ALPHABET_MATH, /* Latin and small Greek letters italic, all else upright */
    ALPHABET_ROMAN,
    ALPHABET_ITALIC,
    ALPHABET_BOLD,
    ALPHABET_BOLD_ITALIC,
    ALPHABET_DOUBLE,
    ALPHABET_SCRIPT,
    ALPHABET_FRAKTUR
};

/** A letter or digit in an alphabet, as Unicode has it; others stay what they are. */
uint32_t notation_letter(uint32_t c, enum formula_alphabet alphabet);

enum formula_style { FORMULA_DISPLAY, FORMULA_INLINE, FORMULA_SCRIPT, FORMULA_SCRIPT_SCRIPT };

enum formula_kind {
    FORMULA_ROW,       /* v: a group */
    FORMULA_SYMBOL,    /* code, alphabet; `large`: an operator, larger in display style */
    FORMULA_NAME,      /* text: an operator's name, in upright letters */
    FORMULA_TEXT,      /* text, set as the text around the formula is */
    FORMULA_SCRIPTS,   /* base, above, below */
    FORMULA_FRACTION,  /* above, below; `ruled`: with a line; style, where forced */
    FORMULA_RADICAL,   /* base; above: its degree or NULL */
    FORMULA_ACCENT,    /* base; code; `large`: as wide as the base */
    FORMULA_BAR,       /* base; a line over it, or `under` it */
    FORMULA_BRACE,     /* base; code over it, or `under` it, as wide as it is */
    FORMULA_FENCED,    /* v between code and close (0: nothing) as high as it is */
    FORMULA_DELIMITER, /* code; size 1 to 4, 0: as high as the fence that it stands in (\middle) */
    FORMULA_TABLE,     /* v: cells row by row, each a row; columns; look */
    FORMULA_SPACE,     /* size in 1/18 em */
    FORMULA_SWITCH     /* style, of what follows in the group */
};

/** Where the scripts of an operator stand over and under it. */
enum formula_limits { LIMITS_NEVER, LIMITS_DISPLAY, LIMITS_ALWAYS };

/** How a table's columns stand: all centred; to the left; right and left by turns, close together,
 * so that signs stand under each other. */
enum formula_table { FORMULA_MATRIX, FORMULA_CASES, FORMULA_ALIGNED, FORMULA_GATHERED };

struct formula {
    enum formula_kind kind;
    enum atom_class class;
    enum formula_limits limits;
    enum formula_alphabet alphabet;
    enum formula_table look;
    enum formula_style style;
    bool large, ruled, under, forced;
    uint32_t code, close;
    int size;
    str text;
    const struct formula *base, *above, *below;
    const struct formula *v;
    size_t n, columns;
    const char *aligns; /* of an array's columns: l, c or r; NULL: by the look */
    struct place at;
};

/** A formula as an author typed it. */
struct formula_source {
    str text;
    struct place (*place)(void *data, size_t at); /* of a byte of the text */
    void *data;
};

/** What is read: a row, and the number that \tag gives it; empty: none. */
struct notation {
    const struct formula *row;
    str tag;
    struct place tag_at;
};

enum { NOTATION_DEPTH_MAX = 40, NOTATION_ATOMS_MAX = 4000 };

/** Reads a formula; all of the tree lives in the arena. False when there is a fault, the first of
 * which is reported. */
bool notation_read(struct arena *a, const struct formula_source *source, struct notation *out,
                   struct diags *d);
