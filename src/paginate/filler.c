/* All columns of a zone at one height, pictures placed. */
#include "paginate/filler.h"

struct filler filler_new(const struct zone *f, struct cursor from, int height)
{
    struct filler l = {.f = f, .from = from, .height = height};
    l.headed = !from.piece && !from.note && !from.figure;
    for (int c = 0; c < f->head_columns; c++)
        l.top[c] = f->head;
    return l;
}

void filler_free(struct filler *l)
{
    vec_free(&l->cuts);
}

/* The latest are the likeliest: ends come in order. */
static void add_cut(struct filler *l, size_t layer, const struct cut *from,
                    const struct column_end *end, size_t before)
{
    int64_t cost = from->cost + end->cost;
    if (l->n_figures)
        cost += figures_mentioned(l, (int)layer - 1, from->piece, end->piece) +
                figures_split(l, (int)layer - 1, from->piece, end->piece);
    bool bare = l->headed && (from->bare || !end->text);
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
                                       .room = l->height - l->top[column] - l->foot[column],
                                       .last = column + 1 == l->f->columns,
                                       .ends = l->ends};
    size_t n;
    const struct column_end *ends = column_ends(l->f, start, &n);
    for (size_t i = 0; i < n; i++)
        add_cut(l, (size_t)column + 1, &from, &ends[i], index);
}

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

void filler_tell_placed(struct filler *l)
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
        if (l->from.figure == n || figures_rest(l, w.end, &w.cost))
            l->found(&w, l->data);
    }
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
                                               .text = to->text,
                                               .notes = to->notes};
        cut = to->before;
    }
    figures_describe(l, &out);
    return out;
}

int zone_last_lines(const struct zone_way *way)
{
    const struct filler *l = way->filler;
    const struct cut *c = &l->cuts.v[way->cut];
    int last = l->f->columns - 1;
    return c->text + c->notes + l->top[last] + l->foot[last];
}

bool zone_is_bare(const struct zone_way *way)
{
    return way->filler->cuts.v[way->cut].bare;
}
