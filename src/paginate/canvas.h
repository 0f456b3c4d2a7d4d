/* Drawing into a display list: items with their origin moved. */
#pragma once

#include "base/vec.h"
#include "paginate/paginate.h"
#include "paginate/tags.h"

/** What is drawn with: one for a build. */
struct setter {
    struct arena *arena;
    const struct issue *issue;
    const struct layout *layout;
    struct composer *composer;
    struct diags *diags;
    struct tags *tags; /* what is open in the document's structure; NULL: nothing ever is */
    bool lying;        /* vertical lines are drawn on their left side: see lying.h */
};

struct canvas {
    VEC(struct item) items;
};

void canvas_fill(struct canvas *c, struct rect r, struct color color);
/** A rule along the top of a width: nothing when its thickness is 0. */
void canvas_rule(struct canvas *c, const struct style_rule *rule, length x, length y,
                 length measure);

/** A composed line with its baseline's origin at (x, y): runs, marks, links to addresses. A
 * vertical line goes down from there. Its text belongs to the open element. */
void canvas_line(struct canvas *c, const struct setter *s, const struct line *line, length x,
                 length y);

/** A run, moved; its text belongs to the open element. Gives the copy that is drawn. */
struct glyph_run *canvas_run(struct canvas *c, const struct setter *s, const struct glyph_run *run,
                             length dx, length dy);

/** A fill that belongs to the open element. */
void canvas_part(struct canvas *c, const struct setter *s, struct rect r, struct color color);

/** Adds `items` with (dx, dy) added to their places; runs are copied. */
void canvas_add(struct canvas *c, struct arena *a, const struct item *items, size_t n, length dx,
                length dy);

/** Adds what is on another canvas, `width` wide, turned to the left, so that its left edge is at
 * the foot: (x, y) of it comes to (dx + y, dy + width - x). */
void canvas_add_sideways(struct canvas *c, struct arena *a, const struct canvas *from, length dx,
                         length dy, length width);

/** The same of places alone, for what canvas_add_standing() is to put back as it stands here. */
void canvas_add_lying(struct canvas *c, struct arena *a, const struct canvas *from, length dx,
                      length dy, length width);

/** Stands up what lies on its left side: (x, y) of it comes to (right - y, top + x). */
void canvas_add_standing(struct canvas *c, struct arena *a, const struct item *items, size_t n,
                         length right, length top);

/** From the top of a line of `pitch` to the baseline of text of a style: the em box stands in the
 * middle of the line (GR-01, FT-07). */
length baseline_in(const struct composer *c, const struct style *s, length pitch);

/** A block of text set in a style: its lines and the items that draw them from its top left. */
struct text_block {
    const struct item *items;
    size_t n_items;
    struct lines lines;
    length height; /* of the lines: n × leading */
    length width;  /* of the widest line, with its indent */
};

/** Composes spans in a style to a measure (which is no matter to a vertical style) and draws the
 * lines at the style's leading (the grid pitch when it has none). left/right of the style are taken
 * off the measure. Fills and rules of the style are not drawn. */
struct text_block text_set(const struct setter *p, const struct span *spans, size_t n,
                           const struct style *style, length measure);

/** The same for a title that stands elsewhere than over its article: it is parted by sense (HD-06).
 */
struct text_block text_set_title(const struct setter *p, const struct span *spans, size_t n,
                                 const struct style *style, length measure);

/** How far down a block begins that has `free_height` around it. */
length block_top(enum block_align position, length free_height);

/** The same for vertical lines, from right to left (VT-01), of at most `most` em height: the block
 * is as high as its longest line, in whole em (VT-12). */
struct text_block text_set_vertical(const struct setter *p, const struct span *spans, size_t n,
                                    const struct style *style, length most);

length style_leading(const struct layout *l, const struct style *s);
