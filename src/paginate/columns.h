/* Dealing a thread's text out to columns, regions and pages: all in whole grid lines. */
#pragma once

#include "paginate/zone.h"

#define REGION_NONE SIZE_MAX

/** A frame of a page that takes part of a thread. Regions are passed in the order of `next`; where
 * pages repeat, so do they. */
struct region {
    const struct frame *frame;
    int columns, lines; /* in a column */
    int pages;          /* that are turned before it: 0 when it stands on the page of the last */
    bool odd;           /* its page lies on the right (PD-06) */
    bool front;         /* no article goes on here that began elsewhere (NP-13) */
    size_t next;        /* REGION_NONE: the thread ends here */
};

/** What a thread offers, and what pages are to look like. */
struct dealing {
    const struct region *regions;
    size_t n_regions, first;
    size_t last; /* the region with which the last page may begin instead; REGION_NONE: none does */
    int gap, gap_stretch; /* lines of white between articles: asked for, and at most more */
    int head_share;       /* of what is more, lines that may stand under the head; at most half */
    int least_lines;      /* of text under a head that does not end on its page */
    int reserved;         /* lines that stay free where the thread ends before its text (NP-13) */
    length beside;        /* but where its last line is no longer than this; 0: always */
    bool other;           /* what it has no room for goes on in frames of another measure */
    bool jumps;           /* what the thread has no room for goes on elsewhere */
    bool even;            /* GR-05 */
    bool exhaustive; /* nothing is left out for speed: time grows with the square of the text, and
                        more where there are pictures */
    struct note_measure notes;
    const struct weights *weights;
};

/** A part of a segment in one region: its head, if it begins here, and columns under it. */
struct band {
    const struct segment *segment;
    size_t index; /* of the segment */
    bool has_head, broken;
    int top;              /* grid line where its gap begins */
    int gap;              /* lines of white before it */
    int head;             /* lines of its head, over all columns */
    int under;            /* lines of white under it, by which the gap is the smaller */
    int head_columns;     /* that a narrower head stands over; 0: none does */
    int first, n_columns; /* of the region's columns those that it takes */
    int beside;           /* lines that columns before these reach, from its own top */
    int lines;            /* of its longest column */
    int room;             /* lines that were left for its columns */
    int64_t cost;
    struct cursor end;
    struct column_range columns[COLUMNS_MAX];
    struct figure_place figures[FIGURES_MAX];
    int n_figures;
};

/** The grid line under a band. */
static inline int band_foot(const struct band *b)
{
    return b->top + b->gap + (b->has_head ? b->head + b->under : 0) + b->lines;
}

/** A region of a page, with what was dealt to it. */
struct sheet {
    size_t region;
    size_t page; /* from the thread's first page on */
    struct band *bands;
    size_t n;
};

struct sheets {
    struct sheet *v;
    size_t n;
    int64_t cost;
    bool lost;             /* no way was found at all */
    bool ends_last;        /* its last page is the last one by `last` */
    size_t rest;           /* the segment that the thread has no room for; n of the flow: none */
    struct cursor rest_at; /* from where on */
};

/** Fills regions in order. A segment that fits ends in balanced columns (GR-05); one that does not
 * fills its columns and goes on. Where each segment begins, where every column ends, where pictures
 * stand and how wide the gaps between articles are is one shortest path for the whole thread: white
 * at the feet of pages (GR-07), widows and orphans (PG-09), divided notes, far pictures, wide gaps
 * cost what the weights say. Columns end only where pieces allow; where they never do, the band is
 * marked as broken. */
struct sheets deal(struct arena *a, const struct flow *flow, const struct dealing *d);
