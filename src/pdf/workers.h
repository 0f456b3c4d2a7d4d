/* Work on the fonts of PDFs shared between this thread and a few others. Each font goes through the
 * same steps; while this thread does something else, the others go on with them. */
#pragma once

#include "pdf/subset.h"

struct workers;

enum subset_step { STEP_PLAN, STEP_MAKE, STEP_KEEP, SUBSET_STEPS };

/** `threads` threads in all, this one among them: 1 starts none. The others begin at once; the
 * array must live as long as they. */
struct workers *workers_new(unsigned threads, struct subset **subsets, size_t n);

/** Takes part until all fonts have gone through a step, and waits for the others. The first that
 * failed in this step or before it, or NULL. */
struct subset *workers_reach(struct workers *w, enum subset_step step);

/** Waits for what was begun, and leaves the rest; accepts NULL. */
void workers_free(struct workers *w);
