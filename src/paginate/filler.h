/* A zone that is being filled at one height: pictures at heads and feet of its columns, text dealt
 * out to what they leave. Private to the files that fill zones. */
#pragma once

#include "paginate/column.h"

#include "base/vec.h"

/** A column's end, reached from an end of the column before. */
struct cut {
    size_t piece, note;
    int64_t cost;
    size_t before; /* in the layer above */
    int text, notes;
    bool bare; /* some column up to it has no text: what may not be under a head */
};

/** A picture in its columns. */
struct placing {
    int column; /* its first one */
    bool foot;
    bool free; /* it may as well stand at the other end: each way takes the cheaper one */
};

struct filler {
    const struct zone *f;
    struct cursor from;
    bool ends;   /* all that is left is to be set */
    bool headed; /* the segment begins here: columns without text are told apart */
    int height;
    int top[COLUMNS_MAX], foot[COLUMNS_MAX]; /* lines that heads and pictures take */
    struct placing figures[FIGURES_MAX];     /* from `from.figure` on */
    int n_figures;
    VEC(struct cut) cuts;
    size_t layers[COLUMNS_MAX + 2]; /* where each column's cuts begin */
    zone_way_fn *found;
    void *data;
};

/** Begins with the columns that a zone has, and its head over some of them. */
struct filler filler_new(const struct zone *f, struct cursor from, int height);
void filler_free(struct filler *l);

/** Tells of the cheapest ways to fill the columns with the next pictures in every place that they
 * may have, and with none of them. */
void filler_tell(struct filler *l);

/** The same with the pictures where they are. */
void filler_tell_placed(struct filler *l);

/** What the pictures cost that a column from one piece to another mentions (GR-08). It belongs to
 * the column, as ways that end alike are told apart by what they cost up to there. */
int64_t figures_mentioned(const struct filler *l, int column, size_t from, size_t to);

/** What is more for the pictures in a column from one piece to another where a paragraph goes on
 * over its head or foot, and they stand between its lines (FG-04). */
int64_t figures_split(const struct filler *l, int column, size_t from, size_t to);

/** What the others cost, and those that are late. False when one is mentioned on a later page. */
bool figures_rest(const struct filler *l, struct cursor end, int64_t *cost);

/** Where the pictures of a way stand, and what they take of its columns. */
void figures_describe(const struct filler *l, struct zone_result *out);

/** The highest of some columns. */
int highest(const int *v, int from, int n);
