/* Pictures: shared by the files that set them. */
#pragma once

#include "paginate/builder.h"

/* A picture as the author and the layout want it. */
struct wanted {
    const struct block *block;
    const struct image *image;
    const struct image *const *group;    /* beside one another, as the block's children (FG-05) */
    size_t n_group;                      /* 0: it is one picture */
    const struct picture_wishes *wishes; /* never NULL */
    enum figures_place place;
    enum figures_wrap wrap;
    int columns;
    const struct figures_layout *looks;
    int scale; /* % */
};

/** A picture with its caption, set to a measure. */
struct plate {
    const struct item *items;
    size_t n_items;
    length height;
};

/** Finds a picture, or a group's, and how it is wanted; what is missing is reported. False: there
 * is no picture. */
bool figure_want(struct builder *b, const struct block *block, struct wanted *p);

/** Where a picture is drawn, and what of it is seen. */
struct frame_of_picture {
    struct rect rect, clip;
};

/** A picture in its column, by its width (FG-01), in the middle of the measure; both from its top
 * left. */
struct frame_of_picture figure_fit(const struct wanted *p, const struct layout *l, length measure,
                                   int lines);

/** Draws a picture that does not bleed, with its text, as an element of its own. */
void figure_draw(struct builder *b, struct canvas *c, const struct wanted *p,
                 const struct frame_of_picture *f);

/** The column's lines that a picture may take: a third is left to its caption and some text, a
 * tenth where the author says how high it is. */
length figure_most(const struct wanted *p, const struct layout *l, int lines);

/** A label, and the title of a picture behind it, with the mark of its note. */
const struct span *figure_title(struct builder *b, const struct block *block,
                                const struct span *label, size_t n_label, size_t *n);

/** Sets what stands under a picture (FG-01, FG-03), the notes that captions mention last (FN-10),
 * from `at` down, as wide as that; its height. Between builder_open_own_notes() and its end. */
length figure_caption(struct builder *b, struct canvas *c, const struct wanted *p,
                      const struct rect *at);

/** Pictures in one height beside one another, (a), (b) … under each, the caption under all (FG-05).
 */
struct plate figure_group(struct builder *b, const struct wanted *p, length measure, int lines);
