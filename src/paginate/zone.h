/* One zone: the columns under a head on one page, and the ways to fill them. All in whole grid
 * lines. */
#pragma once

#include "paginate/flow.h"

enum { COLUMNS_MAX = 12, FIGURES_MAX = 3 };

/** What one column of a field holds. */
struct column_range {
    size_t from, to;           /* pieces */
    size_t note_from, note_to; /* lines of footnotes */
    int top, foot;             /* lines that heads and pictures take above and below */
    int text, notes;           /* lines of its text and of its footnotes */
};

struct figure_place {
    size_t figure;
    int column, line; /* its first column; its first line, from the zone's top */
    bool foot;
};

/** A way to fill a zone. */
struct zone_result {
    struct cursor end;
    int64_t cost;
    int lines; /* of the zone */
    struct column_range columns[COLUMNS_MAX];
    struct figure_place figures[FIGURES_MAX];
    int n_figures;
};

/** How notes stand at a column's foot (FN-06). */
struct note_measure {
    length pitch;     /* of the grid */
    length separator; /* white and rule above them */
    length leading;   /* from line to line */
};

/** Sums over a segment's pieces, [0, n_body]: what stands before a piece. */
struct sums {
    int *lines;
    size_t *notes;
};

/** Sets the sums of a segment; they have room for it. */
void sums_set(struct sums *sums, const struct segment *segment);

struct zone {
    const struct segment *segment;
    struct column_memory *memory; /* of the segment's columns */
    struct sums sums;
    const struct weights *weights;
    struct note_measure notes;
    int columns;
    int lines; /* room, from the top of the columns down */
    int head;  /* lines of a head that spans only the first columns … */
    int head_columns;
    int reserved;    /* lines that stay free at the foot of the last column … */
    length beside;   /* … where its last line reaches further than this */
    bool other;      /* what follows has another measure: no table and no note is parted there */
    bool open;       /* the last column may end anywhere: what follows begins in another */
    bool even;       /* GR-05: shortage is spread over the columns, not left to the last one */
    bool exhaustive; /* see struct dealing */
};

/** A way that was found, as far as it takes to tell whether it is worth having. */
struct zone_way {
    const struct filler *filler;
    size_t cut; /* where its last column ends */
    struct cursor end;
    int64_t cost;
    int lines;
};

/** Told of each way, which it may ask for more about until it returns. */
typedef void zone_way_fn(const struct zone_way *way, void *data);

/** All of a way. */
struct zone_result zone_describe(const struct zone_way *way);

/** Lines that its last column takes: of text, notes and pictures. */
int zone_last_lines(const struct zone_way *way);

/** Whether a column of it has no text. */
bool zone_is_bare(const struct zone_way *way);

/** The ways to fill all the room and leave the rest to the next page, at least cost for each place
 * where the text may go on. */
void zone_fill(const struct zone *f, struct cursor from, zone_way_fn *found, void *data);

/** The ways to set all that is left, in columns of about equal length (GR-05): the least height
 * that works, and greater ones where they avoid flaws. None when there is not room enough. */
void zone_balance(const struct zone *f, struct cursor from, zone_way_fn *found, void *data);

/** The ways to set all that is left in columns that are filled one after the other, the last one as
 * far as it goes. */
void zone_run_out(const struct zone *f, struct cursor from, zone_way_fn *found, void *data);

/** Fills the room whatever must be parted for it. */
struct zone_result zone_force(const struct zone *f, struct cursor from);

/** Grid lines that `n` lines of footnotes take at a column's foot (FN-06, FN-09). */
int note_grid_lines(const struct note_measure *m, size_t n);
