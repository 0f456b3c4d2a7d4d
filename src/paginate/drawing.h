/* A flow frame that is being drawn: shared by the files that do it. */
#pragma once

#include "paginate/draw.h"

struct drawing {
    struct canvas *c;
    const struct setter *s;
    const struct thread *thread;
    const struct surroundings *on;
    const struct frame *frame;
    length pitch;
    length x;      /* of the frame */
    length column; /* its width */
};

/** Where a column of the frame begins. */
static inline length column_x(const struct drawing *d, int column)
{
    return d->x + (length)column * (d->column + d->frame->gap);
}

/** Pieces under one another, with lines of white spread above their headings (GR-07). */
struct pile {
    const struct piece *pieces;
    size_t n;
    int stretch;
};

/** Draws a pile and the boxes behind it (NP-20) from a point down. */
void draw_pieces(const struct drawing *d, const struct pile *p, length x, length y);

/** Draws the pictures of a band whose columns begin at `y` (GR-08). */
void draw_figures(const struct drawing *d, const struct band *b, length y);

/** Lines of the pictures at a column's foot that its footnotes stand under (FN-07): those above all
 * that span other columns too. */
int figures_over_notes(const struct band *b, int column);

/** Whether a picture of a band that bleeds covers a place of the page. */
bool figures_hide(const struct drawing *d, const struct band *b, const struct rect *what);
