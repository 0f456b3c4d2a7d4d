/* Drawing what was dealt to a frame of a page. */
#pragma once

#include "paginate/threads.h"

/** Draws the flow frame `f` of a page into `r`: heads, columns, pictures, footnotes, rules, jumps.
 */
void draw_flow(struct canvas *c, const struct setter *s, const struct threads *t,
               const struct frame *f, size_t page, struct rect r);
