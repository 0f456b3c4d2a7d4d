/* Drawing what was dealt to a frame of a page. */
#pragma once

#include "paginate/threads.h"

/** Where the text in flow frame `f` of a page ends: from the top of the page, whole lines; its top
 * when it has none, its foot when its thread jumps from there. */
length flow_end(const struct setter *s, const struct threads *t, const struct frame *f,
                size_t page);

/** A flow frame on a page: its place, and that of what may not be drawn over: other flow frames,
 * and frames that are read. */
struct surroundings {
    const struct frame *frame;
    size_t page;
    struct rect rect;
    const struct rect *others;
    size_t n;
};

/** Whether a picture in the frame bleeds over all of `what`. */
bool flow_hides(const struct setter *s, const struct threads *t, const struct surroundings *on,
                const struct rect *what);

/** Draws a flow frame of a page: heads, columns, pictures, footnotes, rules, jumps. */
void draw_flow(struct canvas *c, const struct setter *s, const struct threads *t,
               const struct surroundings *on);
