/* Frames whose text is higher than they are: what is said of them. */
#pragma once

#include "paginate/frames.h"

/** Reports a frame whose text takes more than its height (vertical texts: its width), drawn by
 * `draw` with the styles of `as`, with what would mend that: it is tried. */
void overfull_check(const struct frame_context *x, const struct frame *f, const struct frame *as,
                    struct rect r, length extent, frame_draw_fn *draw);

/** The same for a QR code of an edge and the label under it. */
void overfull_check_code(const struct frame_context *x, const struct frame *f, struct rect r,
                         length height, length size);
