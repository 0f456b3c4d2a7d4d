/* Text in lines of a terminal. */
#pragma once

#include "base/buf.h"

enum { WRAP_WIDTH = 80 };

/** Appends a text whose first line begins at column `at`, in lines of up to WRAP_WIDTH columns;
 * those after the first are indented. Lines end at blanks and, by UAX #14, beside Han. */
void wrap_put(struct buf *b, str text, size_t at, size_t indent);
