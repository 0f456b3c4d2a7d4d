/* How much was found, in the user's language. */
#pragma once

#include "base/buf.h"

/** "1 page". */
void tally_pages(struct buf *b, size_t pages);
/** "1 warning". */
void tally_warnings(struct buf *b, size_t warnings);
/** "2 errors, 1 warning". */
void tally_faults(struct buf *b, size_t errors, size_t warnings);
