/* Setting what stands in vertical text (VT-08). As a vertical line is composed as if it lay on its
 * left side, so are tables, captions and notes set by what sets them in horizontal text; what they
 * become lies on its left side, right is down, and down is left. canvas_add_standing() stands it
 * up. */
#pragma once

#include "paginate/figure.h"

/** Sets all text in vertical lines that lie, on a grid of vertical lines `pitch` apart, `lines` of
 * them beside one another. Its layout lives in the arena. */
struct setter setter_lying(const struct setter *s, length pitch, int lines);

/** Lines of a vertical style, so long at most. */
struct lines vertical_lines(const struct setter *s, const struct span *spans, size_t n,
                            const struct style *style, length measure);

/** The longest of them in whole em, when they may be as long as `most`; nothing is reported. */
length vertical_height(const struct setter *s, const struct span *spans, size_t n,
                       const struct style *style, length most);

/** A builder for one piece of vertical text `measure` high, which counts tables and pictures on
 * from `b`; builder_end_lying() takes the counts back, and gives the pieces it was added. */
struct builder builder_lying(const struct builder *b, const struct setter *lying, length measure);
piece_list builder_end_lying(struct builder *b, struct builder *lying);

/** The room that vertical text gives a picture: `width` across; `height` of its lines, 0 where
 * there are none, at most `most`. */
struct upright_room {
    length width, height, most;
};

/** The height of a picture in vertical text. */
length figure_upright_height(const struct builder *b, const struct wanted *p,
                             const struct upright_room *room);

/** Whether a picture for that room may stand in a narrower one: half as high, and no less. */
bool figure_upright_fits(const struct builder *b, const struct builder *lying,
                         const struct wanted *p, const struct upright_room *room, length width);

/** Adds a picture to vertical text: upright, as many whole lines wide as it needs with its caption,
 * which stands in vertical lines on the side that the layout says (VT-08). `b` is not lying. What
 * cannot be had there is reported. */
void figure_upright(struct builder *b, struct builder *lying, const struct wanted *p,
                    const struct upright_room *room);
