/* Work on the fonts of a PDF shared between this thread and a few others. */
#pragma once

#include "pdf/fontfile.h"

struct workers;

/** `threads` threads in all, this one among them: 1 starts none. */
struct workers *workers_new(unsigned threads);
void workers_free(struct workers *w); /* waits; accepts NULL */

typedef bool font_job(struct font *f, struct deflater *z);

/** Begins a job on each font; the other threads start at once. The array must live until
 * workers_finish(). */
void workers_begin(struct workers *w, font_job *job, struct font **fonts, size_t n);

/** Takes part until nothing is left and waits for the others. The first font on which the job
 * failed, or NULL. */
struct font *workers_finish(struct workers *w);
