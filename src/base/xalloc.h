/* Allocation that cannot fail: out of memory ends the program with a message and status 3. */
#pragma once

#include <stddef.h>

/** Keeps freed memory for the next use, as the program runs once and shortly: at its start. */
void xalloc_keep(void);

/** Takes `size` bytes that this thread is going to need from the system, all at once: to touch page
 * after page for the first time would take longer than what is done with them. */
void xalloc_ready(size_t size);

void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t size);

/** Says that memory ran out and exits with status 3. */
_Noreturn void xalloc_die(void);
