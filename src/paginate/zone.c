#include "paginate/column.h"

#include "base/vec.h"

#include <string.h>

enum { HEIGHTS = 3 }; /* beyond the least one that are looked at when columns are balanced */

/** A column's end, reached from an end of the column before. */
struct cut {
    size_t piece, note;
    int64_t cost;
    size_t before; /* in the layer above */
    int text, notes;
    bool bare; /* some column up to it has no text: what may not be under a head */
};

struct filler {
    const struct zone *f;
    struct cursor from;
    bool ends; /* all that is left is to be set */
    int height;
    int top[COLUMNS_MAX], foot[COLUMNS_MAX];
    struct figure_place figures[FIGURES_MAX];
    int n_figures;
    VEC(struct cut) cuts;
    size_t layers[COLUMNS_MAX + 2]; /* where each column's cuts begin */
    zone_way_fn *found;
    void *data;
};

static int64_t square(int64_t n)
{
    return n * n;
}

/* ---- one column ---- */

static int room_of(const struct filler *l, int column)
{
    return l->height - l->top[column] - l->foot[column];
}

/* GR-08: what a picture that was placed costs where column `mention` mentions it: near its mention
 * and after it. */
static int64_t distance_cost(const struct filler *l, const struct figure_place *p, int mention)
{
    const struct weights *w = l->f->weights;
    const struct figure *g = &l->f->segment->figures[p->figure];
    int last = p->column + g->columns - 1;
    int64_t cost = 0;
    if (last < mention || (last == mention && !p->foot && g->columns == 1))
        cost += w->figure_early * (mention - last + 1);
    if (p->column > mention)
        cost += w->figure_far * (p->column - mention - 1);
    return cost;
}

/* What the pictures cost that a column from one piece to another mentions. It belongs to the
 * column, as ways that end alike are told apart by what they cost up to there. */
static int64_t mention_cost(const struct filler *l, int column, size_t from, size_t to)
{
    int64_t cost = 0;
    for (int i = 0; i < l->n_figures; i++) {
        size_t anchor = l->f->segment->figures[l->figures[i].figure].anchor;
        if (anchor >= from && anchor < to)
            cost += distance_cost(l, &l->figures[i], column);
    }
    return cost;
}

/* The latest are the likeliest: ends come in order. */
static void add_cut(struct filler *l, size_t layer, const struct cut *from,
                    const struct column_end *end, size_t before)
{
    int64_t cost = from->cost + end->cost;
    if (l->n_figures)
        cost += mention_cost(l, (int)layer - 1, from->piece, end->piece);
    bool bare = from->bare || !end->text;
    struct cut *c = NULL;
    for (size_t i = l->cuts.n; i-- > l->layers[layer] && !c;)
        if (l->cuts.v[i].piece == end->piece && l->cuts.v[i].note == end->note &&
            l->cuts.v[i].bare == bare)
            c = &l->cuts.v[i];
    if (c && c->cost <= cost)
        return;
    if (!c)
        c = vec_add(&l->cuts);
    c->piece = end->piece;
    c->note = end->note;
    c->cost = cost;
    c->before = before;
    c->text = end->text;
    c->notes = end->notes;
    c->bare = bare;
}

static void extend(struct filler *l, int column, size_t index)
{
    const struct cut from = l->cuts.v[index];
    const struct column_start start = {.piece = (uint32_t)from.piece,
                                       .note = (uint32_t)from.note,
                                       .room = room_of(l, column),
                                       .last = column + 1 == l->f->columns,
                                       .ends = l->ends};
    size_t n;
    const struct column_end *ends = column_ends(l->f, start, &n);
    for (size_t i = 0; i < n; i++)
        add_cut(l, (size_t)column + 1, &from, &ends[i], index);
}

/* ---- all columns at one height, pictures placed ---- */

static void deal_columns(struct filler *l)
{
    struct cut start = {.piece = l->from.piece, .note = l->from.note};
    l->cuts.n = 0;
    vec_push(&l->cuts, start);
    l->layers[0] = 0;
    for (int c = 0; c < l->f->columns; c++) {
        size_t from = l->layers[c], to = l->cuts.n;
        l->layers[c + 1] = to;
        for (size_t i = from; i < to; i++)
            extend(l, c, i);
    }
    l->layers[l->f->columns + 1] = l->cuts.n;
}

struct zone_result zone_describe(const struct zone_way *way)
{
    const struct filler *l = way->filler;
    struct zone_result out = {.end = way->end, .cost = way->cost, .lines = way->lines};
    size_t cut = way->cut;
    for (int c = l->f->columns; c-- > 0;) {
        const struct cut *to = &l->cuts.v[cut], *from = &l->cuts.v[to->before];
        out.columns[c] = (struct column_range){.from = from->piece,
                                               .to = to->piece,
                                               .note_from = from->note,
                                               .note_to = to->note,
                                               .top = l->top[c],
                                               .foot = l->foot[c],
                                               .text = to->text,
                                               .notes = to->notes};
        cut = to->before;
    }
    memcpy(out.figures, l->figures, sizeof out.figures);
    out.n_figures = l->n_figures;
    return out;
}

bool zone_is_bare(const struct zone_way *way)
{
    return way->filler->cuts.v[way->cut].bare;
}

/* The rest of what pictures cost. False when one is mentioned on a later page. */
static bool weigh_figures(struct zone_way *w)
{
    const struct filler *l = w->filler;
    const struct zone *f = l->f;
    const struct segment *s = f->segment;
    for (int i = 0; i < l->n_figures; i++) {
        const struct figure_place *p = &l->figures[i];
        size_t anchor = s->figures[p->figure].anchor;
        if (anchor >= w->end.piece && w->end.piece < s->n_body)
            return false;
        if (anchor >= w->end.piece && anchor >= l->from.piece)
            w->cost += distance_cost(l, p, f->columns - 1);
        w->cost += p->foot ? f->weights->figure_far : 0;
    }
    for (size_t i = w->end.figure; i < s->n_figures && s->figures[i].anchor < w->end.piece; i++)
        w->cost += f->weights->figure_late;
    return true;
}

static void tell_fillings(struct filler *l)
{
    deal_columns(l);
    size_t figure = l->from.figure + (size_t)l->n_figures, n = l->f->segment->n_figures;
    for (size_t i = l->layers[l->f->columns]; i < l->cuts.n; i++) {
        const struct cut *c = &l->cuts.v[i];
        bool all = column_is_all(l->f, c->piece, c->note) && figure == n;
        bool moved = c->piece > l->from.piece || c->note > l->from.note || l->n_figures;
        if (all != l->ends || !moved)
            continue;
        struct zone_way w = {l, i, {c->piece, c->note, figure}, c->cost, l->height};
        if (l->from.figure == n || weigh_figures(&w))
            l->found(&w, l->data);
    }
}

/* ---- pictures: every place for the next few ---- */

static void place_figures(struct filler *l, void (*then)(struct filler *l));

static int highest(const int *v, int from, int n)
{
    int most = 0;
    for (int i = from; i < from + n; i++)
        most = v[i] > most ? v[i] : most;
    return most;
}

/* Puts the next picture at the head or foot of columns, solves the rest, takes it off again. */
static void try_place(struct filler *l, const struct figure *g, int column, bool foot,
                      void (*then)(struct filler *l))
{
    int *stack = foot ? l->foot : l->top;
    int before[COLUMNS_MAX];
    int at = highest(stack, column, g->columns);
    for (int c = column; c < column + g->columns; c++)
        if (at + g->lines + (foot ? l->top[c] : l->foot[c]) > l->height)
            return;
    memcpy(before, stack, sizeof before);
    for (int c = column; c < column + g->columns; c++)
        stack[c] = at + g->lines;
    l->figures[l->n_figures] = (struct figure_place){l->from.figure + (size_t)l->n_figures, column,
                                                     foot ? l->height - at - g->lines : at, foot};
    l->n_figures++;
    place_figures(l, then);
    l->n_figures--;
    memcpy(stack, before, sizeof before);
}

static void place_figures(struct filler *l, void (*then)(struct filler *l))
{
    const struct segment *s = l->f->segment;
    size_t next = l->from.figure + (size_t)l->n_figures;
    then(l);
    if (next >= s->n_figures || l->n_figures == FIGURES_MAX)
        return;
    const struct figure *g = &s->figures[next];
    /* a mention that cannot stand on this page even if the text filled all of it */
    if (l->f->sums.lines[g->anchor] - l->f->sums.lines[l->from.piece] > l->height * l->f->columns)
        return;
    for (int c = 0; c + g->columns <= l->f->columns; c++) {
        if (g->side != FIGURE_FOOT)
            try_place(l, g, c, false, then);
        if (g->side != FIGURE_TOP)
            try_place(l, g, c, true, then);
    }
}

/* ---- the zone ---- */

static struct filler filler_new(const struct zone *f, struct cursor from, int height)
{
    struct filler l = {.f = f, .from = from, .height = height};
    for (int c = 0; c < f->head_columns; c++)
        l.top[c] = f->head;
    return l;
}

static void filler_free(struct filler *l)
{
    vec_free(&l->cuts);
}

void zone_fill(const struct zone *f, struct cursor from, zone_way_fn *found, void *data)
{
    struct filler l = filler_new(f, from, f->lines);
    l.found = found;
    l.data = data;
    if (f->head_columns == 0 || f->head <= f->lines)
        place_figures(&l, tell_fillings);
    filler_free(&l);
}

/* Lines of all columns together that cannot be less. */
static int area_left(const struct zone *f, struct cursor from)
{
    const struct segment *s = f->segment;
    size_t n = s->n_body;
    int area = f->sums.lines[n] - f->sums.lines[from.piece] + f->head * f->head_columns;
    area += note_grid_lines(&f->notes, f->sums.notes[n] - from.note);
    for (size_t i = from.figure; i < s->n_figures; i++)
        area += s->figures[i].lines * s->figures[i].columns;
    return s->blanks ? area - f->columns : area;
}

struct balance {
    zone_way_fn *found;
    void *data;
    int64_t extra; /* cost of a height that is not the least one */
    bool any, sound;
};

static void tell_balanced(const struct zone_way *w, void *data)
{
    struct balance *b = data;
    struct zone_way found = *w;
    b->any = true;
    b->sound |= w->cost == 0;
    found.cost += b->extra;
    b->found(&found, b->data);
}

void zone_balance(const struct zone *f, struct cursor from, zone_way_fn *found, void *data)
{
    struct balance b = {.found = found, .data = data};
    struct filler l = filler_new(f, from, 0);
    l.ends = true;
    l.found = tell_balanced;
    l.data = &b;
    int least = (area_left(f, from) + f->columns - 1) / f->columns, tried = 0;
    least = least < highest(l.top, 0, f->columns) ? highest(l.top, 0, f->columns) : least;
    if (f->segment->n_figures - from.figure > FIGURES_MAX)
        least = f->lines + 1;
    for (int h = least; h <= f->lines && tried < HEIGHTS && !b.sound; h++) {
        l.height = h;
        b.extra = f->weights->unbalanced * square(tried);
        place_figures(&l, tell_fillings);
        tried += b.any;
    }
    filler_free(&l);
}

struct zone_result zone_force(const struct zone *f, struct cursor from)
{
    const struct segment *s = f->segment;
    struct zone_result w = {.end = from, .cost = f->weights->broken, .lines = f->lines};
    for (int c = 0; c < f->columns; c++) {
        size_t to = w.end.piece;
        int top = c < f->head_columns ? f->head : 0, room = f->lines - top;
        while (c == 0 && to < s->n_body &&
               (to == from.piece || column_text(f, from.piece, to + 1) <= room))
            to++;
        if (c == 0 && to == from.piece && from.figure < s->n_figures && !w.n_figures) {
            w.figures[w.n_figures++] = (struct figure_place){w.end.figure++, 0, top, false};
            top += s->figures[from.figure].lines;
        }
        size_t note = c == 0 ? f->sums.notes[to] : w.end.note;
        w.columns[c] = (struct column_range){.from = w.end.piece,
                                             .to = to,
                                             .note_from = w.end.note,
                                             .note_to = note,
                                             .top = top,
                                             .text = column_text(f, w.end.piece, to)};
        w.columns[c].notes = note_grid_lines(&f->notes, note - w.end.note);
        w.end.piece = to;
        w.end.note = note;
    }
    return w;
}
