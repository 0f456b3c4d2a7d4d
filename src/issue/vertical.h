/* Vertical islands in an article. */
#pragma once

#include "issue/issue.h"

/** Makes a vertical island of a quote that begins with a line `[!竖排]`: takes the line away, and
 * ends lines where the author ends them. Reports what cannot stand in it. */
void vertical_island(struct arena *a, struct block *quote, struct diags *d);
