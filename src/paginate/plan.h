/* Dealing threads: shared by the files that do it. */
#pragma once

#include "paginate/articles.h"
#include "paginate/dealings.h"
#include "paginate/threads.h"

struct plan {
    const struct setter *s;
    struct threads t;
    struct articles *articles;
    struct dealings *dealings;
    size_t *thread_of; /* by article */
};

/** How a thread is to be dealt. */
struct dealing plan_dealing(const struct plan *p, const struct thread *t);

/** What is left of a segment from a cursor on, set to a measure. A segment that has begun loses its
 * head. */
struct segment plan_rest(struct plan *p, const struct segment *s, struct cursor at,
                         struct measure m);

/** Puts the lines of a jump over what is left: the title and the page it comes from (NP-13). */
void plan_head(const struct plan *p, struct segment *rest, length measure, size_t from_page);

/** Whether all frames of a thread have columns of one width. */
bool plan_is_one_measure(const struct thread *t);

/** Deals a thread's flow out to its frames. Where their columns are of several widths, the frames
 * of one width are filled in turn, each at least cost, and the text goes on, from the line that was
 * reached, in lines of the next width. */
struct sheets plan_deal(struct plan *p, struct thread *t);
