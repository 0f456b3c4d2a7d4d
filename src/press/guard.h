/* Work on files that strangers made, in a process of its own: bounded in time and memory, and when
 * it dies, only it. */
#pragma once

#include "base/buf.h"

enum guard_end {
    GUARD_DONE,
    GUARD_TIME,   /* took too long */
    GUARD_MEMORY, /* wanted too much memory */
    GUARD_DIED,
    GUARD_FAILED, /* the process could not be made */
};

typedef void guarded_fn(void *context, struct buf *out);

/** Runs a function; what it appends to its buffer comes back in `out` when it ended well. Not
 * while other threads run. */
enum guard_end guard_run(guarded_fn *work, void *context, struct buf *out);
