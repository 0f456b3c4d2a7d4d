/* Where a picture is drawn in a frame. */
#pragma once

#include "paginate/canvas.h"

/** The picture fills the frame's width or height: whole, in the middle; or, as `cover`, so that all
 * of the frame is covered, what is in focus (in % from the left and the top) staying inside. */
struct rect picture_fit(const struct image *image, struct rect frame, bool cover,
                        const int focus[2]);

/** What is seen, on its page, of a picture that stands at `placed` in its columns (PD-09). */
struct rect picture_bleed(const struct layout *l, enum picture_bleed bleed, struct rect placed);

/** Reports a picture of too few pixels for the width at which it is drawn, cut off or not (FG-07).
 */
void picture_check(const struct setter *s, const struct image *image, length width,
                   struct place at);
