/* The states of the search for columns, and the way through them that was found. */
#pragma once

#include "paginate/columns.h"

enum { NO_NODE = -1 };

/* A state of the search: so much of the flow is set, and so many lines of a region are used. */
struct node {
    int64_t cost;
    int32_t before;
    uint32_t region; /* n_regions: past the thread's end */
    uint32_t segment;
    int line;
    int column, bottom; /* the next segment begins in this column (HD-11), those before it reach to
                           a line; 0: in all */
    struct cursor at;   /* in the segment; all 0: it begins */
    bool turned;        /* the region before was left as it was */
    int gap;            /* lines of white before the segment that led here */
    struct band *band;  /* that led here; NULL when turned */
};

struct nodes {
    const struct node *v;
    const struct dealing *d;
};

/** The node that the cheapest way ends in. */
struct goal {
    int32_t node;
    int64_t cost;
};

/** The way to a goal as regions of pages, in the arena. */
struct sheets nodes_walk(struct arena *a, const struct nodes *nodes, struct goal goal);
