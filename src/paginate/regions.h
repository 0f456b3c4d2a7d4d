/* The frames of a thread, as regions to deal its text out to. */
#pragma once

#include "paginate/threads.h"

/** Finds the regions of a thread by the page masters: those of the first pages, then of inside
 * pages over and over, and the last page's as another way to end. `sides`: it matters on which side
 * a page lies, so two inside pages repeat. Sets its measure, too. */
void regions_find(struct thread *t, struct arena *a, const struct layout *l, bool sides);
