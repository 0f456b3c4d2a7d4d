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

/* What a picture's place has around it. */
struct neighbours {
    int mention;        /* the column that mentions it */
    bool before, after; /* a paragraph goes on over the column's head, its foot */
};

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

static size_t anchor_of(const struct filler *l, int i)
{
    return l->f->segment->figures[l->from.figure + (size_t)i].anchor;
}

/* FG-04: at the head, or the foot, it stands between the lines of a paragraph. */
static int64_t split_cost(const struct filler *l, const struct neighbours *n, bool foot)
{
    return (foot ? n->after : n->before) ? l->f->weights->figure_split : 0;
}

static bool stands_at_foot(const struct filler *l, int i, const struct neighbours *n)
{
    if (!l->figures[i].free)
        return l->figures[i].foot;
    return side_cost(l, i, n->mention, true) + split_cost(l, n, true) <
           side_cost(l, i, n->mention, false) + split_cost(l, n, false);
}

static int64_t place_cost(const struct filler *l, int i, const struct neighbours *n)
{
    bool foot = stands_at_foot(l, i, n);
    return side_cost(l, i, n->mention, foot) + split_cost(l, n, foot);
}

static bool goes_on_at(const struct filler *l, size_t piece)
{
    const struct segment *s = l->f->segment;
    return piece > 0 && piece < s->n_body && s->body[piece - 1].goes_on;
}

/* What it costs beside its mention alone, where no paragraph goes on. */
static int64_t mention_cost(const struct filler *l, int i, int mention)
{
    return place_cost(l, i, &(struct neighbours){.mention = mention});
}

int64_t figures_mentioned(const struct filler *l, int column, size_t from, size_t to)
{
    int64_t cost = 0;
    for (int i = 0; i < l->n_figures; i++)
        if (anchor_of(l, i) >= from && anchor_of(l, i) < to)
            cost += mention_cost(l, i, column);
    return cost;
}

/* Where a mention stands that is in none of the columns: at the very end of the text, or before. */
static int mention_outside(const struct filler *l, size_t anchor)
{
    return anchor < l->from.piece ? MENTIONED_BEFORE : l->f->columns - 1;
}

/* The column that mentions it, seen from one of which no more is known than where it begins and
 * ends. One before it, or after it, stands for all of these: head and foot differ alike there. */
static int mention_from(const struct filler *l, size_t anchor, int column, size_t from, size_t to)
{
    if (anchor < from)
        return anchor < l->from.piece ? MENTIONED_BEFORE : column - 1;
    if (anchor < to)
        return column;
    return to == l->f->segment->n_body ? l->f->columns - 1 : column + 1;
}

int64_t figures_split(const struct filler *l, int column, size_t from, size_t to)
{
    int64_t cost = 0;
    const bool before = goes_on_at(l, from), after = goes_on_at(l, to);
    for (int i = 0; i < l->n_figures && (before || after); i++) {
        const struct placing *p = &l->figures[i];
        int last = p->column + l->f->segment->figures[l->from.figure + (size_t)i].columns - 1;
        struct neighbours n = {.before = before && p->column == column,
                               .after = after && last == column};
        n.mention = mention_from(l, anchor_of(l, i), column, from, to);
        if (n.before || n.after)
            cost += place_cost(l, i, &n) - mention_cost(l, i, n.mention);
    }
    return cost;
}

bool figures_rest(const struct filler *l, struct cursor end, int64_t *cost)
{
    const struct segment *s = l->f->segment;
    for (int i = 0; i < l->n_figures; i++) {
        size_t anchor = anchor_of(l, i);
        if (anchor >= end.piece && end.piece < s->n_body)
            return false;
        if (anchor >= end.piece || anchor < l->from.piece)
            *cost += mention_cost(l, i, mention_outside(l, anchor));
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
        int column = l->figures[i].column, last = column + g->columns - 1;
        const struct neighbours n = {.mention = mention_in(l, out, g->anchor),
                                     .before = goes_on_at(l, out->columns[column].from),
                                     .after = goes_on_at(l, out->columns[last].to)};
        bool low = stands_at_foot(l, i, &n);
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
 * several columns stands on the highest of these. Over several columns the head is the cheaper one,
 * unless it may be worth more that no paragraph is parted. */
static bool is_free(const struct filler *l, const struct figure *g, int column)
{
    const struct segment *s = l->f->segment;
    if (g->columns > 1 && l->f->weights->figure_split > l->f->weights->figure_far)
        return false;
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
