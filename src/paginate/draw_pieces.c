/* Pieces of text under one another in a column, and boxes behind them (NP-20). */
#include "paginate/drawing.h"
#include "paginate/stretch.h"

static length draw_piece(const struct drawing *d, const struct piece *p, length x, length y)
{
    canvas_add(d->c, d->s->arena, p->items, p->n_items, x, y);
    return y + (length)p->lines * d->pitch;
}

/* The box at `depth` around a piece; NULL: there is none. */
static const struct text_box *box_at(const struct piece *p, int depth)
{
    const struct text_box *box = p->box;
    while (box && box->depth > depth)
        box = box->outer;
    return box && box->depth == depth ? box : NULL;
}

static bool is_edge(const struct piece *p, const struct text_box *box, unsigned edge)
{
    return p->box == box && p->box_edge == edge;
}

/* The part of a box that stands in a column, open where it goes on elsewhere. */
static void draw_box(const struct drawing *d, const struct text_box *box, struct rect r,
                     bool starts, bool ends)
{
    const struct box_layout *l = &d->s->layout->box;
    length white = d->pitch / 2, thick = l->rule.thickness;
    r.y += starts ? white : 0;
    r.h -= (starts ? white : 0) + (ends ? white : 0);
    r.x += box->x;
    r.w = box->width;
    if (l->has_fill)
        canvas_fill(d->c, r, l->fill);
    if (!thick)
        return;
    canvas_fill(d->c, (struct rect){r.x, r.y, thick, r.h}, l->rule.color);
    canvas_fill(d->c, (struct rect){r.x + r.w - thick, r.y, thick, r.h}, l->rule.color);
    if (starts)
        canvas_fill(d->c, (struct rect){r.x, r.y, r.w, thick}, l->rule.color);
    if (ends)
        canvas_fill(d->c, (struct rect){r.x, r.y + r.h - thick, r.w, thick}, l->rule.color);
}

/* Lines from the top of piece i to that of the next. */
static int pile_lines(const struct pile *p, size_t i)
{
    int lines = p->pieces[i].lines + stretch_above(p->pieces, p->n, i, p->stretch);
    if (i == 0 && p->pieces[0].repeat)
        lines += p->pieces[0].repeat->lines;
    return i == 0 && p->pieces[0].blank ? 0 : lines;
}

/* Boxes at one depth; true when some pieces stand in any. */
static bool draw_boxes(const struct drawing *d, const struct pile *p, int depth, struct rect r)
{
    const struct piece *pieces = p->pieces;
    bool any = false;
    for (size_t i = 0; i < p->n;) {
        const struct text_box *box = box_at(&pieces[i], depth);
        size_t from = i;
        int lines = 0;
        for (; i < p->n && box_at(&pieces[i], depth) == box; i++)
            lines += pile_lines(p, i);
        r.h = (length)lines * d->pitch;
        if (box)
            draw_box(d, box, r, is_edge(&pieces[from], box, BOX_START),
                     is_edge(&pieces[i - 1], box, BOX_END));
        any |= box != NULL;
        r.y += r.h;
    }
    return any;
}

void draw_pieces(const struct drawing *d, const struct pile *p, length x, length y)
{
    const struct piece *pieces = p->pieces;
    for (int depth = 0; draw_boxes(d, p, depth, (struct rect){.x = x, .y = y}); depth++)
        ;
    if (p->n && pieces[0].repeat)
        y = draw_piece(d, pieces[0].repeat, x, y);
    for (size_t i = p->n && pieces[0].blank; i < p->n; i++) {
        y += (length)stretch_above(pieces, p->n, i, p->stretch) * d->pitch;
        y = draw_piece(d, &pieces[i], x, y);
    }
}
