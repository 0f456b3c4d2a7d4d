/* Threads: which articles flow through which frames of which pages, and where they jump. */
#pragma once

#include "paginate/columns.h"

/** An article that goes on in the main thread (NP-13). */
struct jump {
    const struct article *article;
    size_t from_page, to_page; /* index */
};

/** Frames that articles flow through, from page to page. */
struct thread {
    str name; /* empty: the main one */
    struct region *regions;
    size_t n_regions, first_page; /* index */
    size_t first, last;           /* regions; last: REGION_NONE */
    struct measure measure;       /* of its first frame */
    struct flow flow;
    struct dealing dealing; /* by which the flow was dealt, where its frames have one measure */
    struct sheets sheets;
    const struct jump *jump; /* of its last article; NULL: none */
};

struct threads {
    struct thread *v; /* the main one is the last */
    size_t n;
    size_t n_pages;
    struct jump *jumps;
    size_t n_jumps;
    struct note_numbers *numbers; /* of foot notes, by article; v NULL: none */
};

/** Sets the articles and deals them out. Reports what does not fit. */
struct threads threads_deal(const struct setter *s, unsigned threads);

/** How wide the text of a flow frame is, and how many lines the highest of the regions has that are
 * as wide. */
struct measure frame_measure(const struct frame *f, const struct region *regions, size_t n);

/** The master of a page. */
const struct master *page_master(const struct layout *l, size_t page, size_t n_pages);
