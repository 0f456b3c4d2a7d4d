/* Pictures at heads and feet of columns: every place for the next few, and what it costs (GR-08).
 *
 * Whether one stands at the head or the foot often leaves the text as much room: such a picture is
 * placed once, with its end of the column left open, and each way to fill the columns takes the
 * end that is cheaper beside the column that mentions it. */
#include "paginate/filler.h"

#include <string.h>

int highest(const int *v, int from, int n)
{
    int most = 0;
    for (int i = from; i < from + n; i++)
        most = v[i] > most ? v[i] : most;
    return most;
}

/* ---- what places cost ---- */

enum { MENTIONED_BEFORE = -1 }; /* on an earlier page */

/* Near its mention, which is in a column, and after it. */
static int64_t side_cost(const struct filler *l, int i, int mention, bool foot)
{
    const struct weights *w = l->f->weights;
    const struct figure *g = &l->f->segment->figures[l->from.figure + (size_t)i];
    int column = l->figures[i].column, last = column + g->columns - 1;
    int64_t cost = foot ? w->figure_far : 0;
    if (mention == MENTIONED_BEFORE)
        return cost;
    if (last < mention || (last == mention && !foot && g->columns == 1))
        cost += w->figure_early * (mention - last + 1);
    if (column > mention)
        cost += w->figure_far * (column - mention - 1);
    return cost;
}

static bool stands_at_foot(const struct filler *l, int i, int mention)
{
    if (!l->figures[i].free)
        return l->figures[i].foot;
    return side_cost(l, i, mention, true) < side_cost(l, i, mention, false);
}

static int64_t place_cost(const struct filler *l, int i, int mention)
{
    return side_cost(l, i, mention, stands_at_foot(l, i, mention));
}

static size_t anchor_of(const struct filler *l, int i)
{
    return l->f->segment->figures[l->from.figure + (size_t)i].anchor;
}

int64_t figures_mentioned(const struct filler *l, int column, size_t from, size_t to)
{
    int64_t cost = 0;
    for (int i = 0; i < l->n_figures; i++)
        if (anchor_of(l, i) >= from && anchor_of(l, i) < to)
            cost += place_cost(l, i, column);
    return cost;
}

/* Where a mention stands that is in none of the columns: at the very end of the text, or before. */
static int mention_outside(const struct filler *l, size_t anchor)
{
    return anchor < l->from.piece ? MENTIONED_BEFORE : l->f->columns - 1;
}

bool figures_rest(const struct filler *l, struct cursor end, int64_t *cost)
{
    const struct segment *s = l->f->segment;
    for (int i = 0; i < l->n_figures; i++) {
        size_t anchor = anchor_of(l, i);
        if (anchor >= end.piece && end.piece < s->n_body)
            return false;
        if (anchor >= end.piece || anchor < l->from.piece)
            *cost += place_cost(l, i, mention_outside(l, anchor));
    }
    for (size_t i = end.figure; i < s->n_figures && s->figures[i].anchor < end.piece; i++)
        *cost += l->f->weights->figure_late;
    return true;
}

/* ---- where they stand ---- */

static int mention_in(const struct filler *l, const struct zone_result *way, size_t anchor)
{
    for (int c = 0; c < l->f->columns; c++)
        if (anchor >= way->columns[c].from && anchor < way->columns[c].to)
            return c;
    return mention_outside(l, anchor);
}

/* Puts a picture onto what its columns hold there. Its first line; -1: there is no room. */
static int stack_figure(const struct filler *l, int lines, int column, int columns, int *stack,
                        const int *other)
{
    int at = highest(stack, column, columns);
    for (int c = column; c < column + columns; c++)
        if (at + lines + other[c] > l->height)
            return -1;
    for (int c = column; c < column + columns; c++)
        stack[c] = at + lines;
    return at;
}

void figures_describe(const struct filler *l, struct zone_result *out)
{
    int top[COLUMNS_MAX] = {0}, foot[COLUMNS_MAX] = {0};
    for (int c = 0; c < l->f->head_columns; c++)
        top[c] = l->f->head;
    for (int i = 0; i < l->n_figures; i++) {
        size_t index = l->from.figure + (size_t)i;
        const struct figure *g = &l->f->segment->figures[index];
        bool low = stands_at_foot(l, i, mention_in(l, out, g->anchor));
        int column = l->figures[i].column;
        int at = stack_figure(l, g->lines, column, g->columns, low ? foot : top, low ? top : foot);
        out->figures[i] =
            (struct figure_place){index, column, low ? l->height - at - g->lines : at, low};
    }
    out->n_figures = l->n_figures;
    for (int c = 0; c < l->f->columns; c++) {
        out->columns[c].top = top[c];
        out->columns[c].foot = foot[c];
    }
}

/* ---- every place ---- */

static bool is_level(const int *v, int from, int n)
{
    for (int i = from + 1; i < from + n; i++)
        if (v[i] != v[from])
            return false;
    return true;
}

/* Whether head and foot leave as much room in every column, also below what comes later: that of
 * several columns stands on the highest of these. */
static bool is_free(const struct filler *l, const struct figure *g, int column)
{
    const struct segment *s = l->f->segment;
    size_t next = (size_t)(g - s->figures) + 1, end = l->from.figure + FIGURES_MAX;
    for (; next < s->n_figures && next < end; next++)
        if (s->figures[next].columns > 1)
            return false;
    return g->side == FIGURE_ANYWHERE && is_level(l->top, column, g->columns) &&
           is_level(l->foot, column, g->columns);
}

/* Puts the next picture somewhere, solves the rest, takes it off again. */
static void try_place(struct filler *l, const struct figure *g, struct placing place)
{
    int *stack = place.foot ? l->foot : l->top, *other = place.foot ? l->top : l->foot;
    int before[COLUMNS_MAX];
    memcpy(before, stack, sizeof before);
    if (stack_figure(l, g->lines, place.column, g->columns, stack, other) < 0)
        return;
    l->figures[l->n_figures++] = place;
    filler_tell(l);
    l->n_figures--;
    memcpy(stack, before, sizeof before);
}

void filler_tell(struct filler *l)
{
    const struct zone *f = l->f;
    size_t next = l->from.figure + (size_t)l->n_figures;
    filler_tell_placed(l);
    if (next >= f->segment->n_figures || l->n_figures == FIGURES_MAX)
        return;
    const struct figure *g = &f->segment->figures[next];
    /* a mention that cannot stand on this page even if the text filled all of it */
    if (f->sums.lines[g->anchor] - f->sums.lines[l->from.piece] > l->height * f->columns)
        return;
    for (int c = 0; c + g->columns <= f->columns; c++) {
        bool free = is_free(l, g, c);
        if (g->side != FIGURE_FOOT)
            try_place(l, g, (struct placing){c, false, free});
        if (g->side != FIGURE_TOP && !free)
            try_place(l, g, (struct placing){c, true, false});
    }
}
