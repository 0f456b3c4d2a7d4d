/* What is said of frames that cannot stand where they are put: by how much, and what would do. */
#pragma once

#include "layout/frame.h"

/** `12.4mm`, a length or the next tenth of a millimetre over it: a remedy by that much does. */
str length_mm_over(struct arena *a, length l);

/** Nothing is left between its two edges along an axis: the far one lies `over` before the near
 * one; `anchored`: one of them hangs on another frame. */
void report_nothing_left(struct layout_reader *r, const struct frame *f, const char *low,
                         const char *high, length over, bool anchored);

/** It reaches out of the sheet, page and bleed. */
void report_over_sheet(struct layout_reader *r, const struct frame *f, struct rect sheet);

/** Text stands nearer to the trim than `safe` (PD-09). */
void report_near_trim(struct layout_reader *r, const struct frame *f, length safe);

/** The top or the height of a flow frame is off the grid. */
void report_off_line(struct layout_reader *r, const struct frame *f, bool in_type);
void report_part_line(struct layout_reader *r, const struct frame *f);

/** Its columns are not one character wide; its gaps are as wide as itself. */
void report_measure(struct layout_reader *r, const struct frame *f);
void report_gaps(struct layout_reader *r, const struct frame *f);

/** A QR code is larger than its frame. */
void report_code(struct layout_reader *r, const struct frame *f);

/** Two flow frames of a master lie over each other. */
void report_overlap(struct layout_reader *r, const struct frame *f, const struct frame *other);
