/* A paragraph on its way from spans to lines. The passes of composition, each a file, fill it in
 * turn: collect (characters) → shape (glyphs, units) → space (blanks, gaps, breaks) → fit (choice
 * of breaks) → line (positions). */
#pragma once

#include "base/vec.h"
#include "compose/compose.h"
#include "compose/rules.h"

/** What a stretch of characters looks like. */
struct look {
    const struct font_role *font;
    length size, shift; /* shift upwards */
    struct color color;
    unsigned format;
    char language[4]; /* of its Western words; empty: as in any Chinese text */
    str link;
    int note;      /* number of a note mark, or 0 */
    int ruby;      /* index + 1 into the paragraph's ruby texts, or 0 */
    unsigned line; /* number of the name or title that it belongs to, or 0 (IM-02) */
};

/** How a letter stands in a vertical line: upright, on its side, or beside its neighbours (VT-06).
 */
enum stance { STANCE_UPRIGHT, STANCE_TURNED, STANCE_BESIDE };

struct letter {
    uint32_t c;
    uint32_t shown;   /* in the place of c; 0: c itself (VT-03) */
    uint8_t class;    /* enum char_class, resolved */
    uint8_t stance;   /* enum stance, in a vertical line */
    bool western;     /* set in the Western face */
    bool gap;         /* takes a gap beside Han (HL-01, HL-09) */
    bool forced;      /* a line ends after it */
    bool glue;        /* no break after it, whatever the classes say (U+2060, UB) */
    bool chance;      /* a break after it is allowed, whatever the classes say (U+200B) */
    bool space_after; /* a blank stood behind it in the source */
    bool thin;        /* a quarter em that never moves stands behind it (NU-02, NU-07) */
    uint16_t blanks;  /* in a block of code: how many stood behind it */
    uint16_t look;
    struct place at;
};

/** A glyph in font units, with its face. */
struct raw_glyph {
    const struct face *face;
    uint32_t id;
    int advance, x_offset, y_offset;
};

enum gap_kind {
    GAP_TIGHT,       /* never widened: inside words, numbers, dashes, groups (LA-05, UB) */
    GAP_PLAIN,       /* widened in stage X3 */
    GAP_HAN_WESTERN, /* HL-01: natural width, S6, X2 */
    GAP_FIXED,       /* a Han–Western gap that only X3 widens */
    GAP_WORD,        /* a word space: S2, X1 */
};

enum break_kind { BREAK_NEVER, BREAK_ALLOWED, BREAK_FORCED };

/** An annotation over base characters (RB-01): its text and, once shaped, its base and its runs,
 * which begin at 0. */
struct ruby {
    str text;
    struct place at;
    size_t from, to; /* its base: units, none when to == from */
    struct glyph_run *runs;
    size_t n_runs;
    length size, width;
    length over;                      /* by which it is wider than its base, halved: on each side */
    length slack_before, slack_after; /* by which it could come nearer to its neighbours */
};

/** What composition moves: a cluster. */
struct unit {
    size_t letter_from, letter_to;
    size_t glyph_from, glyph_to;
    enum char_class class;
    uint16_t look;
    length size;
    length body;                /* full advance, blanks included */
    length shift;               /* of the glyphs to the right inside the body */
    length left, right;         /* blanks that are still there and may be removed */
    length left_cut, right_cut; /* blanks that squeezing took (PW) */
    length narrow, across;      /* of a number whose digits stand side by side: see glyph_run; its
                                   width */
    bool ruled;                 /* a dash that is drawn as a rule as well (FT-06) */
    length start_extra, end_extra; /* room beside it when it begins or ends a line (RB-01) */
    /* after the unit */
    enum gap_kind gap_kind;
    length gap;
    enum break_kind breaks;
    bool rescue;      /* a break after it parts a run of marks against `rule` (LB-07) */
    bool inside_word; /* no blank and no Han between it and the next */
    length hyphen;    /* width of the hyphen that a break after it takes (LW-01), or 0 */
    const char *rule; /* that forbids a break after it, or NULL */
    int penalty;      /* of a break after it, in thousandths of an em moved */
};

/** A line as the optimiser chose it: units [from, to). */
struct chosen_line {
    size_t from, to;
    bool emergency; /* no legal break was in reach */
};

struct paragraph_state {
    struct composer *composer;
    struct arena *arena; /* of the result */
    struct diags *diags;
    const struct paragraph *input;
    VEC(struct look) looks;
    VEC(struct letter) letters;
    VEC(struct ruby) rubies;
    VEC(struct raw_glyph) glyphs;
    VEC(struct unit) units;
    VEC(struct chosen_line) lines;
    length target; /* what each line of a heading is to be long, so that they are alike; 0: the
                      measure */
    length spread; /* between the characters of a short head (HD-12) */
    bool verse;    /* the author ends lines himself */
    bool hyphens;  /* words may be divided with hyphens */
    uint16_t lead; /* blanks that begin a line of code: they are its indent … */
    length lead_width;
    size_t column;    /* that the next character of a line of code stands in */
    size_t last_word; /* the unit that begins a word at the paragraph's end (LW-01) */
};

/** Whether it is composed as a heading is: of a style that takes grid lines, or a title elsewhere
 * (HD-06). */
bool paragraph_is_heading(const struct paragraph_state *p);

/** Whether a line stands beside a picture. */
static inline bool paragraph_is_beside(const struct paragraph *p, size_t line)
{
    size_t from = (size_t)p->beside_from;
    return line >= from && line < from + (size_t)p->n_beside;
}

/** All passes before the choice of lines; and the end of what they made. */
void paragraph_break(struct paragraph_state *p);
void paragraph_free(struct paragraph_state *p);

/** Spans → letters: looks, note marks, soft line ends (LB-13), blanks (HL-03), classes by context
 * (CC-17). */
void paragraph_collect(struct paragraph_state *p);

/** Letters by their context (CC-17), and the blanks between them; the end of collecting. */
void paragraph_context(struct paragraph_state *p);

/** Letter i; NULL behind the last one. */
static inline const struct letter *letter_at(const struct paragraph_state *p, size_t i)
{
    return i < p->letters.n ? &p->letters.v[i] : NULL;
}

/** Whether a letter stands in code or a link, where what was typed is what is meant. */
static inline bool letter_is_code(const struct paragraph_state *p, const struct letter *l)
{
    return (p->looks.v[l->look].format & (SPAN_CODE | SPAN_LINK)) != 0;
}

/** Whether a unit begins with letter i: kg, km/h (UB-05). */
bool letters_unit(const struct paragraph_state *p, size_t i);

/** Whether a character joins the one before it: it takes that one's class and face. */
bool letter_joins(uint32_t c);

/** Whether a look is that of a block of code. */
bool look_verbatim(const struct paragraph_state *p, size_t look);

/** Counts a blank or tab of a line of code; makes a character of the last blank of a line that has
 * nothing else; finds the indent that the first blanks are. Parts of collecting and spacing. */
void verbatim_blank(struct paragraph_state *p, uint32_t c);
void verbatim_empty(struct paragraph_state *p, struct place at);
void verbatim_indent(struct paragraph_state *p);

/** Marks typed on a Western keyboard → those that are meant (MD-03, MD-04, MD-11); part of
 * collecting. */
void paragraph_typed(struct paragraph_state *p);

/** Long numbers in groups, signs beside numbers (NU-02, NU-07); part of collecting. */
void paragraph_numbers(struct paragraph_state *p);

/** How a unit stands in a vertical line; in a horizontal one all are as if turned: along it. */
enum stance unit_stance(const struct paragraph_state *p, const struct unit *u);

/** Letters → glyphs and units: faces with fallback, shaping. Reports missing glyphs. */
void paragraph_shape(struct paragraph_state *p);

/** The face for a letter in a role: that of the letter `before` it when it joins that; with
 * fallback. Reports a missing glyph. NULL when the role has no face at all. */
const struct face *shape_face(struct paragraph_state *p, const struct letter *l,
                              const struct font_role *font, const struct face *before);

/** Whether a role's fonts have a character. */
bool shape_has(const struct composer *c, const struct font_role *font, uint32_t character);

/** Of a number in a ring, in thousandths of the ring's em: its size, how far it is raised. */
enum { RING_TEXT = 560, RING_SHIFT = 170 };

/** Adds glyphs; the number of the first. */
size_t shape_add_glyphs(struct paragraph_state *p, const struct face *face, const struct shaped *s,
                        size_t n);

/** Makes one unbroken rule of a dash, and raises an ellipsis to the middle (FT-06). */
void paragraph_join_dashes(struct paragraph_state *p);

/** Shapes the annotations of a paragraph (RB-01, RB-04). */
void ruby_shape(struct paragraph_state *p);

/** After spacing: moves bases apart where annotations need it (RB-01, RB-02, RB-03, RB-06). */
void ruby_space(struct paragraph_state *p);

/** Reports marks and annotations that do not fit between the lines (IM-06, PD-05, RB-05). */
void marks_check(struct paragraph_state *p, const struct line *lines, size_t n);

/** Units → blanks, squeezed pairs (PW), gaps (HL), legal breaks (LB, UB). */
void paragraph_space(struct paragraph_state *p);

/** White around Western text that makes it whole em wide, where the layout asks for it (GR-10). */
void paragraph_cells(struct paragraph_state *p);

/** The rule that keeps two neighbours on one line: parts of a number, labels, units, initials (UB);
 * NULL when none does. */
const char *group_rule(const struct paragraph_state *p, const struct unit *a, const struct unit *b);

/** What a break between them costs that is only better not made: number and counter (UB-06), pairs
 * of dashes (UB-03). */
int group_penalty(const struct paragraph_state *p, const struct unit *a, const struct unit *b);

/** Glues the words that the layout keeps together (UB-12). */
void group_words(struct paragraph_state *p);

/** Allows breaks, dear ones, inside runs of three and more marks; false when there is none (LB-07).
 */
bool paragraph_rescue(struct paragraph_state *p);

/** Western words: UAX #14 between them, division inside them (LW). */
void paragraph_western(struct paragraph_state *p);

/** Weighs the breaks of a heading by sense: words, particles, phrases (HD-06). */
void paragraph_senses(struct paragraph_state *p);

/** Chooses the breaks of least total cost (LA-08). When that leaves lines that hyphens could mend
 * and the paragraph takes hyphens (LW-02), chooses once more with them. */
void paragraph_fit(struct paragraph_state *p);

/** What it costs to end a line that begins at unit `from` before unit `to`, whatever its width: the
 * penalty and a hyphen. */
int64_t line_end_cost(const struct paragraph_state *p, size_t from, size_t to);

/** PG-06: whether units [from, to) are a last line of fewer characters than the layout wants: Han,
 * and letters and digits alike. */
bool paragraph_is_runt(const struct paragraph_state *p, size_t from, size_t to);

/** The stages of one line: what would have to move to set units [from, to) to the measure. */
struct fitting {
    length natural; /* width with line start and end trimmed (PW-04, PW-05) */
    length available;
    enum line_stage stage;
    length reduced[STAGE_S_COUNT];
    length expanded[STAGE_X_COUNT];
    length x3_gap; /* mean widening of a gap */
    length hung;   /* of the last mark, outside the measure (HP-03) */
    bool fits;
    int64_t cost; /* in thousandths of an em, weighted (LA-08) */
};

/** The advance of a unit as it stands after squeezing. */
static inline length unit_advance(const struct unit *u)
{
    return u->body - u->left_cut - u->right_cut;
}

/** The indent of a line that begins at a unit: the paragraph's for the first one, and the blanks
 * that begin a line of code. Where the author
 * ends lines himself every such line takes it, and what runs over stands 1 em further in (PG-12).
 */
length line_indent(const struct paragraph_state *p, size_t unit);

/** The blank that goes at a line's start before a unit (PW-05, PW-06), and at its end after one
 * (PW-04); an ideographic space goes as a whole (CC-15). */
length line_start_trim(const struct paragraph_state *p, size_t unit);
length line_end_trim(const struct paragraph_state *p, size_t unit);

/** The stage that takes a unit's blanks (LA-03); STAGE_NONE where they stay. */
enum stage unit_stage(const struct paragraph_state *p, const struct unit *u);

/** What justification may take off a unit's blank on one side inside a line (LA-03, LA-03b), off
 * the gap after it (S6), and add to that gap (X1, X2). */
length unit_gives(const struct paragraph_state *p, const struct unit *u, bool left);
length gap_gives(const struct paragraph_state *p, const struct unit *u);
length gap_takes(const struct paragraph_state *p, const struct unit *u);

/** Positions one line: finds `line`'s runs, rects and links. */
struct line line_set(struct paragraph_state *p, const struct chosen_line *chosen,
                     const struct fitting *fit, bool last);

/** Prefix sums that make the evaluation of any line constant in time. */
struct measure_table;
struct measure_table *measure_table_new(const struct paragraph_state *p);
void measure_table_free(struct measure_table *t);

/** Whether a unit may hang at a line's end (HP-02, HP-04). */
bool unit_may_hang(const struct paragraph_state *p, size_t unit);

/** From here on lines are those of number `line` of the paragraph, counted from 0: the first ones
 * may stand beside a picture (GR-09). */
void measure_table_at(struct measure_table *t, size_t line);
struct fitting measure_line(const struct measure_table *t, size_t from, size_t to, bool last);

/** How much wider a line is than the measure before anything moves; for a quick look. */
length measure_excess(const struct measure_table *t, size_t from, size_t to);
