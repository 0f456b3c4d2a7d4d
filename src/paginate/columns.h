/* Dealing pieces out to columns and pages: all in whole grid lines. */
#pragma once

#include "paginate/flow.h"

#define COLUMNS_MAX 12

/** Pieces [from, to) of a segment's body. */
struct column_range {
    size_t from, to;
};

/** A part of a segment on one page: its head, if it begins here, and columns under it. */
struct band {
    const struct segment *segment;
    bool has_head;
    int top;   /* grid line where its gap begins */
    int gap;   /* lines of white before it */
    int head;  /* lines of its head */
    int lines; /* of its longest column */
    struct column_range columns[COLUMNS_MAX];
};

struct sheet {
    struct band *bands;
    size_t n;
};

struct sheets {
    struct sheet *v;
    size_t n;
};

/** What a page of the flow offers. */
struct dealing {
    int columns, lines;   /* in a column */
    int gap, gap_stretch; /* lines of white between articles: asked for, and at most more */
    int least_lines;      /* of text under a head that does not end on its page */
};

/** Fills pages in order. A segment that fits ends in balanced columns (GR-05); one that does not
 * fills its page's columns and goes on. Where each segment begins and how wide the gaps between
 * articles are is solved for the whole flow at least cost: white at the feet of pages (GR-07),
 * columns that end early, gaps wider than asked for, scraps of a line or two. Columns end only
 * where pieces allow; where they never do, the break is reported. */
struct sheets deal(struct arena *a, const struct flow *flow, const struct dealing *d,
                   struct diags *diags);
