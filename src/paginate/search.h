/* The search for columns: its states and what they share. Private to the files that search. */
#pragma once

#include "paginate/column.h"
#include "paginate/nodes.h"

#include "base/vec.h"

typedef VEC(struct zone_result) result_list;

/* Ways to fill columns from the segment's beginning: the same wherever on a page it begins. */
struct beginnings {
    int columns, reserved; /* that they are for; no columns: none are known */
    bool other;
    result_list balanced; /* at any height */
    result_list *filled;  /* by the lines of room */
    bool *known;          /* those of `filled` */
};

struct search {
    struct arena *scratch;
    struct beginnings beginnings;
    const struct flow *flow;
    const struct dealing *d;
    int lines; /* of the highest region */
    VEC(struct node) nodes;
    int32_t *entries, *next_entries;  /* (region, line): nodes in which a segment begins */
    VEC(int32_t) beside, next_beside; /* nodes in which one begins beside the last */
    VEC(int32_t) * pages; /* by piece: nodes in which a region begins inside the segment */
    struct sums sums;     /* of the segment at hand */
    struct column_memory *memory;
};

/** What a band is tried from. */
struct way {
    struct search *s;
    int32_t from;
    struct band band; /* what is known of it before its columns are */
    bool found;       /* some way to fill it */
};

/** The search begins with nothing reached; frees what it took. */
struct search search_new(const struct flow *flow, const struct dealing *d);
void search_free(struct search *s);

/** The region of a node inside the thread. */
static inline const struct region *region_of(const struct search *s, const struct node *n)
{
    return &s->d->regions[n->region];
}

/** Where the node stands that begins a segment at a line of a region. */
int32_t *search_entry(const struct search *s, int32_t *entries, size_t region, int line);

/** Where the node stands that begins a segment in the column after the last one's; made when there
 * is none. */
int32_t *search_beside(struct search *s, const struct node *n);

/** Whether a segment begins at the head of a column of its own in a region (HD-11). */
bool segment_wants_column(const struct segment *segment, const struct region *r);

/** Empties the nodes of all regions and lines. */
void search_clear(const struct search *s, int32_t *entries);

/** Where the node stands that begins a region inside the segment; made when there is none. */
int32_t *search_page(struct search *s, const struct node *n);

/** Whether a way at this cost is better than what a slot knows. */
bool search_is_better(const struct search *s, const int32_t *slot, int64_t cost);

/** Keeps a way that is better than what was known; its band is copied. */
void search_reach(struct search *s, int32_t *slot, struct node n, const struct band *band);

/** Forgets what was found from a segment's beginning; it is now for frames of so many columns. */
void search_forget(struct search *s, int columns);

/** The regions in which the text may go on after `region`, at most two. */
int regions_after(const struct dealing *d, size_t region, size_t after[2]);

/** The columns of a region, as a zone for a segment, without room, head and sums. */
struct zone zone_in(const struct dealing *d, const struct region *r, const struct segment *segment);

/** What it costs that an article's end, in a band, alone on a page has only so many lines. */
int64_t scrap_cost(const struct weights *w, const struct band *b, int lines);

/** Paper: the pages that are turned before a region. */
int64_t turning_cost(const struct dealing *d, size_t region);

/** Tries a node's segment in what its region has left, with or without its head, and reaches what
 * follows from there. */
void band_try(struct way *w);

/** A head that nothing can stand under even in an empty region is set there all the same; false:
 * the segment has not got to that region. */
bool band_force(struct search *s, size_t region);
