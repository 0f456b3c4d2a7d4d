/* Pages explained: for reading, or as JSON. */
#pragma once

#include "base/buf.h"
#include "paginate/report.h"

/** Appends a frame of a page: its articles, each column's lines, what it is short of and why, and
 * what that cost. */
void explain_region_text(struct buf *b, const struct region_report *r);

/** Appends one JSON object and a line end. */
void explain_region_json(struct buf *b, const struct region_report *r);
