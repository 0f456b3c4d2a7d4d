/* Work shared out over threads. */
#pragma once

#include <stddef.h>

/** One piece of work: the index-th of a job. Called on any thread of the pool. */
typedef void pool_fn(void *context, size_t index);

/** Calls fn for each index below n, each once and begun in order, on up to `threads` threads (the
 * caller's is one of them); returns when all is done. Goes on with fewer threads when the system
 * gives no more. */
void pool_run(unsigned threads, size_t n, pool_fn *fn, void *context);

/** How many processors this process may use; at least 1. */
unsigned pool_processors(void);
