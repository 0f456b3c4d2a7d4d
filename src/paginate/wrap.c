/* Text beside a picture (GR-09). The picture is anchored at the start of the paragraph after it;
 * the grid lines beside it are filled by that and the next ones, whose first lines are composed to
 * the shorter measure. No column ends among them, so that a page stays a matter of counting lines.
 */
#include "paginate/builder.h"

static void take_items(struct builder *b, struct piece *piece)
{
    struct canvas c = {0};
    if (!b->wrap.items)
        return;
    canvas_add(&c, b->s->arena, b->wrap.items, b->wrap.n_items, 0, 0);
    canvas_add(&c, b->s->arena, piece->items, piece->n_items, 0, 0);
    piece->n_items = c.items.n;
    piece->items = vec_take(b->s->arena, &c.items);
    b->wrap.items = NULL;
}

void builder_add_beside(struct builder *b, struct piece piece)
{
    bool first = b->wrap.items != NULL;
    if (!b->wrap.lines) {
        builder_add(b, piece);
        return;
    }
    take_items(b, &piece);
    int left = b->wrap.lines - piece.lines;
    builder_add(b, piece);
    if (first && b->keep < left)
        b->keep = left;
    b->wrap.lines = left > 0 ? left : 0;
    if (left <= 0)
        b->wrap = (struct wrap){0};
}

void builder_end_wrap(struct builder *b)
{
    if (!b->wrap.lines)
        return;
    struct piece white = {.lines = b->wrap.lines, .at = b->wrap.at};
    builder_add_beside(b, white);
}
