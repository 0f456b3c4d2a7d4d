/* Quotation marks and brackets of a paragraph. Private to the stage. */
#pragma once

#include "base/diag.h"

/** Reports marks that close what is not open, that close another than the one last opened, and
 * brackets that stay open (LN-03). `c` are the paragraph's characters, 0 where nothing is to be
 * looked at, `at` their places. Quotation marks may stay open, since a quotation goes on in the
 * next paragraph (PG-10); a bracket behind a number or letter, 1） and a), may be its only one; ’
 * may be an apostrophe. */
void pairs_check(const uint32_t *c, const struct place *at, size_t n, struct diags *d);
