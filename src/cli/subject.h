/* What is to be shown: an issue, or a layout with the articles of an issue. */
#pragma once

#include "cli/build.h"
#include "cli/options.h"

/** Fills the issue, layout, layouts and fonts of a request from an operand: an issue's folder, or a
 * layout's, which the last issue by name of the folder issues/ nearest to it is set in. False when
 * there is no such issue (reported as wrong usage, *status). */
bool subject_choose(struct arena *a, const struct options *o, const char *operand,
                    struct build_request *request, int *status);

/** Whether a folder is a layout's. */
bool subject_is_layout(struct arena *a, const char *folder);
