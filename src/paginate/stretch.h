/* White above the headings of columns that end early, so that columns end level (GR-07). */
#pragma once

#include "paginate/columns.h"

/** The whole lines of white that a column of a band takes above its headings, at most `most` above
 * each: as many as it is short of, or none when that is more. The last column of an article may be
 * short by what a fair share leaves over (GR-05). `open`: something else stands at its foot. */
int column_stretch(const struct band *b, int columns, int column, int most, bool open);

/** Of `stretch` lines in a column of pieces [0, n), those that stand above piece i. */
int stretch_above(const struct piece *pieces, size_t n, size_t i, int stretch);
