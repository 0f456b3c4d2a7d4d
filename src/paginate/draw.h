/* Drawing what was dealt to a frame of a page. */
#pragma once

#include "paginate/threads.h"

/** Where the text in flow frame `f` of a page ends: from the top of the page, whole lines; its top
 * when it has none, its foot when its thread jumps from there. */
length flow_end(const struct setter *s, const struct threads *t, const struct frame *f,
                size_t page);

/** Draws the flow frame `f` of a page into `r`: heads, columns, pictures, footnotes, rules, jumps.
 */
void draw_flow(struct canvas *c, const struct setter *s, const struct threads *t,
               const struct frame *f, size_t page, struct rect r);
