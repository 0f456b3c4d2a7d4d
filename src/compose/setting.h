/* A line that is being set: what line.c shares with marks.c and ruby.c. */
#pragma once

#include "base/buf.h"
#include "compose/paragraph.h"

/** What moves in the line, unit by unit. */
struct moved {
    length left, right; /* taken off the unit's blanks */
    length gap;         /* added to the gap after it */
};

struct place_to_move {
    length capacity;
    length *amount;
};

struct setting {
    struct paragraph_state *p;
    const struct unit *units;
    size_t first, n; /* the first unit's number; how many there are */
    struct moved *moved;
    struct place_to_move *places; /* scratch: up to 2 a unit */
    size_t n_places;
    VEC(struct glyph_run) runs;
    VEC(struct glyph) glyphs;
    struct buf text;
    VEC(struct line_rect) rects;
    VEC(struct line_link) links;
    VEC(int) notes;
    VEC(length) starts;  /* of each unit, from the line's start; one more for the end */
    size_t opens;        /* the unit after which the first one's start_extra stands */
    size_t closes;       /* the unit before which the last one's end_extra stands */
    length above, below; /* how far marks reach out of the em box */
    struct place marked; /* of the first character with marks */
};

const struct look *setting_look(const struct setting *s, size_t i);

/** The width of unit i's cell: what is left of its advance. */
length setting_advance(const struct setting *s, size_t i);

/** The middle of upright glyphs, downwards from the baseline: that of the em box (LA-10). */
length setting_axis(const struct setting *s);

/** Ends the run that glyphs were added to; `glyphs` and `text` become its own. */
void setting_close_run(struct setting *s);

/** Adds a glyph to the last run; its text is what is added to `text` next. */
void setting_add_glyph(struct setting *s, const struct raw_glyph *g, length pen);

/** Adds blanks, evenly over a width from x: glyphs, so that they are there when the line is copied
 * out. */
void setting_put_blanks(struct setting *s, length x, length width, int n);

/** Notes that unit i has marks. */
void setting_mark(struct setting *s, size_t i);

/** Finds where in the line room is made for annotations at its ends (RB-01). */
void ruby_edges(struct setting *s);

/** Adds the runs of the annotations, after those of the text (RB-07). */
void ruby_put(struct setting *s);

/** Adds lines, dots and rules (IM, HL-07, FT-06). */
void marks_put(struct setting *s);
