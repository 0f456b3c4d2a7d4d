/* Pictures at heads and feet of columns, and those that bleed (FG). */
#include "paginate/drawing.h"

#include "paginate/drawn_text.h"
#include "paginate/fitting.h"

/* From a grid line's edge to the em box of body text in it: pictures align with that. */
static length edge(const struct drawing *d)
{
    return (d->pitch - d->s->layout->grid.size) / 2;
}

/* Whether a picture stands at the foot of a column above all that span others too. */
static bool over_notes(const struct band *b, const struct figure_place *p)
{
    if (!p->foot || b->segment->figures[p->figure].columns > 1)
        return false;
    for (int i = 0; i < b->n_figures; i++) {
        const struct figure_place *other = &b->figures[i];
        int columns = b->segment->figures[other->figure].columns;
        if (columns > 1 && other->foot && other->line < p->line && other->column <= p->column &&
            other->column + columns > p->column)
            return false;
    }
    return true;
}

int figures_over_notes(const struct band *b, int column)
{
    int lines = 0;
    for (int i = 0; i < b->n_figures; i++)
        if (b->figures[i].column == column && over_notes(b, &b->figures[i]))
            lines += b->segment->figures[b->figures[i].figure].lines;
    return lines;
}

static length figure_y(const struct drawing *d, const struct band *b, const struct figure_place *p)
{
    const struct figure *f = &b->segment->figures[p->figure];
    length white = (length)f->lines * d->pitch - f->height;
    int line = p->line - (over_notes(b, p) ? b->columns[p->column].notes : 0);
    return (length)line * d->pitch + (p->foot ? white - edge(d) : edge(d));
}

static bool meets(const struct rect *a, const struct rect *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static bool is_free(const struct drawing *d, const struct rect *r)
{
    for (size_t i = 0; i < d->on->n; i++)
        if (meets(r, &d->on->others[i]))
            return false;
    return true;
}

/* What is seen of a picture that stands at `placed`: as far to the paper's edges as it may, and as
 * nothing else is in the way. `*as_said`: that is as far as its author wants. */
static struct rect bleed(const struct drawing *d, const struct band *b,
                         const struct figure_place *p, struct rect placed, bool *as_said)
{
    enum picture_bleed wanted = b->segment->figures[p->figure].bleed, may = wanted;
    if (b->top + b->gap > 0 || b->has_head || p->line > 0) /* something stands above it */
        may = wanted < PICTURE_BLEED_SIDES ? wanted : PICTURE_BLEED_SIDES;
    struct rect r = picture_bleed(d->s->layout, may, placed);
    while (may && !is_free(d, &r))
        r = picture_bleed(d->s->layout, --may, placed);
    *as_said = may == wanted;
    return r;
}

static void bleed_picture(const struct drawing *d, const struct band *b,
                          const struct figure_place *p, struct item *picture)
{
    const struct figure *f = &b->segment->figures[p->figure];
    bool as_said;
    picture->clip = bleed(d, b, p, picture->clip, &as_said);
    picture->rect = picture_fit(picture->image, picture->clip, true, f->focus);
    picture_check(d->s, picture->image, picture->rect.w, f->at);
    drawn_text(d->c, d->s, picture);
    if (as_said)
        return;
    diag_add(
        d->s->diags, DIAG_NOT_SET, f->at,
        "the picture cannot bleed as it should: something stands above or beside it on page %zu",
        d->on->page + 1);
    if (f->bleed == PICTURE_BLEED_SIDES)
        diag_hint(d->s->diags, "leave out `bleed`");
    else
        diag_hint(d->s->diags, "bleed=sides, or another place");
}

bool figures_hide(const struct drawing *d, const struct band *b, const struct rect *what)
{
    length y = d->on->rect.y +
               (length)(b->top + b->gap + (b->has_head ? b->head + b->under : 0)) * d->pitch;
    for (int i = 0; i < b->n_figures; i++) {
        const struct figure_place *p = &b->figures[i];
        const struct figure *f = &b->segment->figures[p->figure];
        if (!f->bleed)
            continue;
        bool as_said;
        struct rect r = f->items[0].clip;
        r.y += y + figure_y(d, b, p);
        r = bleed(d, b, p, r, &as_said);
        if (what->x >= r.x && what->y >= r.y && what->x + what->w <= r.x + r.w &&
            what->y + what->h <= r.y + r.h)
            return true;
    }
    return false;
}

void draw_figures(const struct drawing *d, const struct band *b, length y)
{
    for (int i = 0; i < b->n_figures; i++) {
        const struct figure_place *p = &b->figures[i];
        const struct figure *f = &b->segment->figures[p->figure];
        size_t first = d->c->items.n;
        canvas_add(d->c, d->s->arena, f->items, f->n_items, column_x(d, p->column),
                   y + figure_y(d, b, p));
        if (f->bleed)
            bleed_picture(d, b, p, &d->c->items.v[first]);
    }
}
