#include "paginate/costs.h"

#include "paginate/filler.h"
#include "paginate/plan.h"
#include "paginate/search.h"

#include <assert.h>
#include <string.h>

void costs_add(struct costs *c, const char *weight, int64_t cost)
{
    size_t i = 0;
    while (i < c->n && strcmp(c->v[i].weight, weight))
        i++;
    if (!cost)
        return;
    assert(i < COSTS_MAX);
    if (i == c->n)
        c->v[c->n++] = (struct cost_part){weight, 0};
    c->v[i].cost += cost;
}

void costs_add_all(struct costs *c, const struct costs *more)
{
    for (size_t i = 0; i < more->n; i++)
        costs_add(c, more->v[i].weight, more->v[i].cost);
}

int64_t costs_sum(const struct costs *c)
{
    int64_t sum = 0;
    for (size_t i = 0; i < c->n; i++)
        sum += c->v[i].cost;
    return sum;
}

/* ---- a band, counted once more ---- */

static int64_t figures_cost(const struct zone *f, const struct band *b)
{
    const struct column_range *columns = b->columns + b->first;
    struct filler l = {.f = f, .n_figures = b->n_figures};
    int64_t cost = 0;
    l.from = (struct cursor){columns[0].from, columns[0].note_from,
                             b->end.figure - (size_t)b->n_figures};
    for (int i = 0; i < b->n_figures; i++)
        l.figures[i] = (struct placing){b->figures[i].column - b->first, b->figures[i].foot, false};
    for (int c = 0; c < b->n_columns; c++)
        cost += figures_mentioned(&l, c, columns[c].from, columns[c].to) +
                figures_split(&l, c, columns[c].from, columns[c].to);
    figures_rest(&l, b->end, &cost);
    return cost;
}

static int64_t cost_by(const struct weights *w, const struct zone *zone, const struct band *b,
                       bool ends)
{
    struct zone f = *zone;
    f.weights = w;
    int64_t cost = figures_cost(&f, b) + (ends ? scrap_cost(w, b, b->lines) : 0);
    for (int i = b->first; i < b->first + b->n_columns; i++) {
        const struct column_range *r = &b->columns[i];
        const struct column_start start = {.piece = (uint32_t)r->from,
                                           .note = (uint32_t)r->note_from,
                                           .room = b->lines - r->top - r->foot,
                                           .last = i + 1 == b->first + b->n_columns,
                                           .ends = ends};
        const struct column_end end = {.piece = (uint32_t)r->to,
                                       .note = (uint32_t)r->note_to,
                                       .text = r->text,
                                       .notes = r->notes};
        cost += column_end_cost(&f, &start, &end);
    }
    return cost;
}

/* Whether the last of its columns may end anywhere: what follows begins beside it (HD-11). */
static bool is_open(const struct thread *t, const struct region *r, const struct band *b)
{
    return b->index + 1 < t->flow.n && segment_wants_column(&t->flow.v[b->index + 1], r);
}

struct costs band_costs(const struct thread *t, const struct region *r, const struct band *b)
{
    const struct segment *s = b->segment;
    struct costs out = {0};
    struct weights all = *t->dealing.weights;
    struct zone f = zone_in(&t->dealing, r, s);
    bool ends = b->end.piece == s->n_body && b->end.note == s->n_note_lines &&
                b->end.figure == s->n_figures;
    f.columns = b->n_columns;
    f.open = ends && is_open(t, r, b);
    f.sums.lines = xcalloc(s->n_body + 1, sizeof *f.sums.lines);
    f.sums.notes = xcalloc(s->n_body + 1, sizeof *f.sums.notes);
    sums_set(&f.sums, s);
    for (size_t i = 0; weight_key(i) && !b->broken; i++) {
        struct weights one = {0};
        *weight_at(&one, i) = *weight_at(&all, i);
        costs_add(&out, weight_key(i), cost_by(&one, &f, b, ends));
    }
    free(f.sums.lines);
    free(f.sums.notes);
    if (ends && !b->broken) /* what is left is for columns higher than they must be */
        costs_add(&out, "unbalanced", b->cost - costs_sum(&out));
    return out;
}

/* ---- white ---- */

int64_t band_gap_cost(const struct thread *t, const struct band *b)
{
    int64_t wide = b->gap + b->under - t->dealing.gap;
    bool gaps = b->has_head && b->segment->starts_article && b->top > 0 && !b->first;
    return gaps && wide > 0 ? t->dealing.weights->wide_gap * wide * wide : 0;
}

int sheet_white(const struct thread *t, size_t index)
{
    const struct sheet *sheet = &t->sheets.v[index];
    int used = 0;
    for (size_t i = 0; i < sheet->n; i++)
        used = band_foot(&sheet->bands[i]) > used ? band_foot(&sheet->bands[i]) : used;
    return t->regions[sheet->region].lines - used;
}

/* The segment that was not begun on a sheet: the next one's first. */
static size_t segment_after(const struct thread *t, size_t index)
{
    for (size_t i = index + 1; i < t->sheets.n; i++)
        if (t->sheets.v[i].n)
            return t->sheets.v[i].bands[0].index;
    return t->sheets.rest;
}

int64_t sheet_white_cost(const struct thread *t, size_t index)
{
    const struct region *r = &t->regions[t->sheets.v[index].region];
    int64_t white = sheet_white(t, index);
    size_t next = segment_after(t, index);
    if (next >= t->flow.n)
        return 0; /* the last page */
    const struct segment *s = &t->flow.v[next];
    if (segment_wants_column(s, r) || (s->recto && white == r->lines))
        return 0; /* it is left blank */
    return t->dealing.weights->short_page * white * white;
}

/* ---- a thread ---- */

static void add_sheet(struct costs *out, const struct thread *t, size_t index)
{
    const struct sheet *sheet = &t->sheets.v[index];
    const struct region *r = &t->regions[sheet->region];
    for (size_t i = 0; i < sheet->n; i++) {
        const struct costs parts = band_costs(t, r, &sheet->bands[i]);
        costs_add_all(out, &parts);
        costs_add(out, "wide-gap", band_gap_cost(t, &sheet->bands[i]));
    }
    costs_add(out, "short-page", sheet_white_cost(t, index));
    if (index)
        costs_add(out, "page", t->dealing.weights->page * r->pages);
}

/* The last page comes all the same where the text ends before it. */
static int64_t empty_cost(const struct thread *t)
{
    const struct dealing *d = &t->dealing;
    if (d->last == REGION_NONE || t->sheets.ends_last || !t->sheets.n)
        return 0;
    int64_t lines = d->regions[d->last].lines;
    return d->weights->short_page * lines * lines;
}

struct costs thread_costs(const struct thread *t)
{
    struct costs out = {0};
    for (size_t i = 0; i < t->sheets.n; i++)
        add_sheet(&out, t, i);
    if (t->sheets.rest == t->flow.n)
        costs_add(&out, "short-page", empty_cost(t));
    if (t->sheets.rest < t->flow.n && cursor_begun(t->sheets.rest_at))
        costs_add(&out, "jump", t->dealing.weights->jump);
    return out;
}

int64_t thread_savings(const struct thread *t)
{
    enum { LONGEST = 800 }; /* pieces: about ten pages, some seconds */
    size_t n = 0;
    for (size_t i = 0; i < t->flow.n; i++)
        n += t->flow.v[i].n_body;
    if (n > LONGEST || !plan_is_one_measure(t))
        return -1;
    struct arena *a = arena_new();
    struct dealing d = t->dealing;
    d.exhaustive = true;
    const struct sheets best = deal(a, &t->flow, &d);
    arena_free(a);
    return t->sheets.cost - best.cost;
}
