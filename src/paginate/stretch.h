/* White above the headings of columns that end early, so that columns end level (GR-07). */
#pragma once

#include "paginate/threads.h"

/** The whole lines of white that a column of a thread's band takes above its headings, at most
 * `most` above each: as many as it is short of, or none when that is more. The last column of an
 * article may be short by what a fair share leaves over (GR-05); it takes none where something else
 * stands at its foot: a jump's line (NP-13), or an article that begins beside it (HD-11). */
int column_stretch(const struct thread *t, const struct band *b, int column, int most);

/** Of `stretch` lines in a column of pieces [0, n), those that stand above piece i. */
int stretch_above(const struct piece *pieces, size_t n, size_t i, int stretch);
