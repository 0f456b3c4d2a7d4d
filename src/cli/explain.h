/* A composed line explained: for reading, or as JSON. */
#pragma once

#include "base/buf.h"
#include "compose/report.h"

/** Appends a few lines of text: where the line comes from, how it was set, and the ends near its
 * own. */
void explain_text(struct buf *b, const struct line_report *r);

/** Appends one JSON object and a line end. Widths are in em of the line's style. */
void explain_json(struct buf *b, const struct line_report *r);
