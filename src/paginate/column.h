/* One column of a zone: the places where it may end. All in whole grid lines. */
#pragma once

#include "paginate/zone.h"

/** How a column begins: before a piece, with lines of notes from `note` on. */
struct column_start {
    uint32_t piece, note;
    int room;  /* lines of text and notes together */
    bool last; /* of its zone */
    bool ends; /* the zone is to hold all that is left */
};

/** A place where it may end, and what that costs. */
struct column_end {
    uint32_t piece, note;
    int text, notes; /* lines of each */
    int64_t cost;
};

/** The ends of a column, the fullest first, as far as they are worth looking at. They belong to the
 * zone's memory, until it is asked again. */
const struct column_end *column_ends(const struct zone *f, struct column_start start, size_t *n);

/** What an end costs: white, flaws, a divided note. */
int64_t column_end_cost(const struct zone *f, const struct column_start *s,
                        const struct column_end *e);

/** Lines of pieces [from, to) at a column's head: with what is repeated there, without white. */
int column_text(const struct zone *f, size_t from, size_t to);

/** Whether nothing is left behind a piece and a line of the notes. */
bool column_is_all(const struct zone *f, size_t piece, size_t note);

/** What is known of the columns of a segment: the same one comes up again and again, beside other
 * columns, pictures and pages. */
struct column_memory *column_memory_new(void);
void column_memory_free(struct column_memory *m);

/** Another segment is at hand. */
void column_memory_forget(struct column_memory *m);
