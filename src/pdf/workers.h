/* Work on the fonts of a PDF shared between this thread and a few others. */
#pragma once

#include "pdf/subset.h"

struct workers;

/** `threads` threads in all, this one among them: 1 starts none. */
struct workers *workers_new(unsigned threads);
void workers_free(struct workers *w); /* waits; accepts NULL */

typedef bool subset_job(struct subset *s, struct deflater *z);

/** Begins a job on each subset; the other threads start at once. The array must live until
 * workers_finish(). */
void workers_begin(struct workers *w, subset_job *job, struct subset **subsets, size_t n);

/** Takes part until nothing is left and waits for the others. The first on which the job
 * failed, or NULL. */
struct subset *workers_finish(struct workers *w);
