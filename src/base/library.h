/* Libraries that few runs need, opened when they do, so that a plain build never loads them. */
#pragma once

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/** A function of such a library: the one called `name` goes into `*function`. */
struct library_function {
    const char *name;
    void *function; /* address of the function pointer */
};

#define LIBRARY_FUNCTIONS(table) (table), sizeof(table) / sizeof *(table)

/** Opens `file` and finds all functions; false when one of them is not there. The library stays
 * open: it may keep things that outlive us. */
bool library_open(const char *file, const struct library_function *functions, size_t n);

/** Appends what tells the very build of the library that has a function from others: its file, size
 * and time. What a library makes may differ with it. */
void library_stamp(void (*function)(void), struct buf *out);
