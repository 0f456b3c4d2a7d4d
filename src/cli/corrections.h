/* Corrections (更正, NP-23) beside the issues that they correct. */
#pragma once

#include "cli/build.h"

/** Where a corrected issue's folder stands beside this one's, that issue is laid out, and what is
 * not found in it is reported: the article, the words, the page they are said to stand on. The
 * others are not checked. Costs nothing where an issue corrects nothing. */
void corrections_check(const struct issue *issue, const struct build_request *request,
                       struct shelf *shelf, struct diags *d);
