/* Pictures with text beside them move down in their paragraph (GR-09). */
#pragma once

#include "paginate/plan.h"

/** A picture that is to stand lower, or higher again, in its paragraph. */
struct move {
    size_t article;
    size_t picture; /* in the article's count of those with text beside them */
    int from, to;   /* lines of text that it is moved down by */
};

struct moves {
    struct move *v; /* the arena's */
    size_t n;
};

/** The pictures on whose account columns end unevenly or early, as none ends among the lines beside
 * one: moved down to where the column would end. And those that were moved to a few lines under a
 * column's head: up to it. In threads whose columns are of one width. */
struct moves moves_find(const struct plan *p);

/** Sets the articles anew, the pictures moved; or as they were. */
void moves_do(struct plan *p, const struct moves *m);
void moves_undo(struct plan *p, const struct moves *m);
