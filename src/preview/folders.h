/* Waiting until files in some folders change (inotify). Folders are watched, not files: editors
 * write a new file and rename it. */
#pragma once

#include <stdbool.h>

struct folders;

/** NULL and errno when the system gives no more watches. */
struct folders *folders_new(void);
void folders_free(struct folders *f); /* accepts NULL */

/** Watches a folder too (again: nothing). False and errno when that fails. */
bool folders_add(struct folders *f, const char *path);

enum folders_event { FOLDERS_NOTHING, FOLDERS_CHANGED, FOLDERS_FAILED };

/** Ends the wait that is on, or the next one at once, with FOLDERS_NOTHING; so do all that follow.
 * A handler of signals may call it. */
void folders_interrupt(struct folders *f);

/** Waits up to `milliseconds` (-1: for ever) for a change, then until it has been quiet for
 * `quiet` more, so that a save of several steps is one change. Names that editors use for
 * themselves (.x, x~, x.swp, x.tmp, 4913) do not count. */
enum folders_event folders_wait(struct folders *f, int milliseconds, int quiet);
