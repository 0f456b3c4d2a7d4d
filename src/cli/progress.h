/* A line on the terminal that tells how far a long command is. Nothing is shown when standard error
 * is no terminal. Not for several threads at once. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct progress {
    bool shown;
    size_t total, done, failed;
};

/** A line for `total` things; stays silent unless `wanted`. */
struct progress progress_begin(size_t total, bool wanted);

/** One more is done. Draws the line. */
void progress_step(struct progress *p, bool failed);

/** Takes the line away, before something else is printed and at the end. */
void progress_clear(const struct progress *p);
