/* What is usual, where a layout does otherwise and nothing is wrong with it. */
#include "layout/dimension.h"
#include "layout/layout.h"

static int narrowest_of(const struct layout *l, const struct master *m, int least)
{
    for (size_t i = 0; m && i < m->n_frames; i++) {
        const struct frame *f = &m->frames[i];
        if (f->kind != FRAME_FLOW)
            continue;
        length text = f->rect.w - (f->columns - 1) * f->gap;
        int characters = (int)(text / f->columns / l->grid.size);
        least = characters < least ? characters : least;
    }
    return least;
}

/* PG-01 */
void layout_advise(const struct layout *l, struct diags *d)
{
    enum { NARROW = 16 };
    const struct style *body = l->styles[LAYOUT_BODY];
    int least = narrowest_of(l, l->inside, l->grid.characters);
    least = narrowest_of(l, l->last, narrowest_of(l, l->first, least));
    if (least >= NARROW || body->indent < 2 * body->size)
        return;
    struct arena *a = diags_arena(d);
    str indent = length_pt(a, body->indent);
    diag_add(d, DIAG_INDENT_WIDE, body->at,
             "paragraphs begin %.*s in, and columns hold only %d characters", STR_ARG(indent),
             least);
    diag_hint(d, "`indent: 1em` is usual where they hold less than 16 (PG-01)");
}
