/* Blocks under one another in the columns of a frame, which are made even: contents, contact. */
#pragma once

#include "paginate/canvas.h"

struct stack {
    VEC(struct stack_block {
        const struct item *items; /* from its top left */
        size_t n_items;
        length height;
        length gap; /* white before it, none at a column's head */
        bool kept;  /* no column ends after it */
    })
    blocks;
};

/** Appends what a canvas holds as a block, and empties the canvas. */
void stack_add(struct stack *s, struct arena *a, struct canvas *c, length height, length gap,
               bool kept);

/** How wide a column of the frame is. */
length stack_width(const struct frame *f, struct rect r);

/** Draws the blocks into the columns of a frame at `r`, as even as whole blocks allow, with the
 * frame's rules between columns and (`rule`) between blocks; gives the height of the highest
 * column. The stack is freed. */
length stack_draw(struct stack *s, struct canvas *c, struct arena *a, const struct frame *f,
                  struct rect r, const struct style_rule *rule);
