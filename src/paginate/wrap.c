/* Text beside a picture (GR-09). The picture is anchored at the start of the paragraph after it;
 * the grid lines beside it are filled by that and the next ones, whose first lines are composed to
 * the shorter measure. No column ends among them, so that a page stays a matter of counting lines.
 * Where a column ends early for that, the picture moves down in its paragraph (moves.c).
 */
#include "paginate/builder.h"

static void take_items(struct builder *b, struct piece *piece)
{
    struct canvas c = {0};
    canvas_add(&c, b->s->arena, b->wrap.items, b->wrap.n_items, 0, 0);
    canvas_add(&c, b->s->arena, piece->items, piece->n_items, 0, 0);
    piece->n_items = c.items.n;
    piece->items = vec_take(b->s->arena, &c.items);
    b->wrap.items = NULL;
}

/* A line that stands neither beside nor above a picture; after one it could. */
static void add_below(struct builder *b, struct piece piece)
{
    builder_add(b, piece);
    if (b->wrapped)
        b->wrapped->most++;
}

static void begin_beside(struct builder *b, struct piece *piece, int left)
{
    piece->beside = b->wrapped = b->wrap.of;
    take_items(b, piece);
    builder_add(b, *piece);
    if (b->keep < left)
        b->keep = left;
}

void builder_add_beside(struct builder *b, struct piece piece)
{
    if (!b->wrap.lines) {
        add_below(b, piece);
        return;
    }
    if (b->wrap.above) {
        b->wrap.above--;
        builder_add(b, piece);
        return;
    }
    int left = b->wrap.lines - piece.lines;
    if (b->wrap.items)
        begin_beside(b, &piece, left);
    else
        builder_add(b, piece);
    b->wrap.lines = left > 0 ? left : 0;
    if (left <= 0)
        b->wrap = (struct wrap){0};
}

void builder_set_beside(const struct builder *b, struct paragraph *in)
{
    in->n_beside = b->wrap.lines;
    in->beside_from = b->wrap.above;
    in->beside = b->wrap.measure;
    in->beside_x = b->wrap.x;
}

void builder_end_wrap(struct builder *b)
{
    b->wrapped = NULL;
    if (!b->wrap.lines)
        return;
    b->wrap.above = 0;
    struct piece white = {.lines = b->wrap.lines, .at = b->wrap.at};
    builder_add_beside(b, white);
}
