/* A band of a page: a segment, or a part of it, in one region. */
#include "paginate/search.h"

#include <string.h>

enum { SCRAP_LINES = 5 }; /* an article's end alone on a page should have so many */

int64_t scrap_cost(const struct weights *w, const struct band *b, int lines)
{
    int64_t lacks = SCRAP_LINES - lines;
    return b->has_head || lacks <= 0 ? 0 : w->scrap * lacks * lacks;
}

static int lines_of(const struct piece *pieces, size_t n)
{
    int lines = 0;
    for (size_t i = 0; i < n; i++)
        lines += pieces[i].lines;
    return lines;
}

static bool begins(const struct node *n)
{
    return n->at.piece == 0 && n->at.note == 0 && n->at.figure == 0;
}

static bool is_headed(const struct segment *s)
{
    return s->n_head > 0 || s->starts_article;
}

struct zone zone_in(const struct dealing *d, const struct region *r, const struct segment *segment)
{
    struct zone f = {.segment = segment,
                     .weights = d->weights,
                     .notes = d->notes,
                     .columns = r->columns,
                     .even = d->even,
                     .exhaustive = d->exhaustive};
    if (r->next == REGION_NONE && d->last == REGION_NONE) {
        f.reserved = d->reserved;
        f.beside = d->beside;
        f.other = d->other;
    }
    return f;
}

static struct zone zone_of(const struct search *s, const struct segment *segment,
                           const struct region *r, int room)
{
    struct zone f = zone_in(s->d, r, segment);
    f.sums = s->sums;
    f.memory = s->memory;
    f.lines = room;
    return f;
}

static struct band band_with(const struct band *known, const struct zone_result *filling)
{
    struct band band = *known;
    band.lines = filling->lines;
    band.cost = filling->cost;
    band.end = filling->end;
    memcpy(band.columns + band.first, filling->columns,
           (size_t)band.n_columns * sizeof *band.columns);
    memcpy(band.figures, filling->figures, sizeof band.figures);
    band.n_figures = filling->n_figures;
    for (int i = 0; i < band.n_figures; i++)
        band.figures[i].column += band.first;
    return band;
}

/* What a way costs and how it comes to be described: when it is kept. */
struct filling {
    struct cursor end;
    int64_t cost;
    int lines;
    const struct zone_way *way;       /* or … */
    const struct zone_result *result; /* … one that was described before */
};

static struct band band_of(const struct way *w, const struct filling *f, int64_t cost)
{
    struct zone_result all = f->result ? *f->result : zone_describe(f->way);
    all.cost = cost;
    all.lines = f->lines;
    return band_with(&w->band, &all);
}

/* Goes on from a band, where that is better than what was known. */
static void reach_with(struct way *w, int32_t *slot, struct node n, const struct filling *f,
                       int64_t cost)
{
    if (!search_is_better(w->s, slot, n.cost))
        return;
    const struct band band = band_of(w, f, cost);
    search_reach(w->s, slot, n, &band);
}

/* The line that a segment and the columns before it reach. */
static int bottom_of(const struct way *w, const struct filling *f)
{
    int line = w->band.top + w->band.gap + w->band.head + f->lines;
    int before = w->s->nodes.v[w->from].bottom;
    return line > before ? line : before;
}

/* A segment ends: the next one begins below it. */
static void end_with(struct way *w, const struct filling *f)
{
    struct search *s = w->s;
    const struct node from = s->nodes.v[w->from];
    int64_t cost = f->cost + scrap_cost(s->d->weights, &w->band, f->lines);
    struct node n = {.cost = from.cost + cost,
                     .before = w->from,
                     .region = from.region,
                     .segment = from.segment + 1,
                     .line = bottom_of(w, f)};
    reach_with(w, search_entry(s, s->next_entries, n.region, n.line), n, f, cost);
    w->found = true;
}

/* A segment ends in a column: the next one begins in the one after it (HD-11). */
static void end_beside(struct way *w, const struct filling *f)
{
    struct search *s = w->s;
    const struct node from = s->nodes.v[w->from];
    int column = w->band.first + w->band.n_columns;
    if (column == region_of(s, &from)->columns) {
        end_with(w, f);
        return;
    }
    int64_t cost = f->cost + scrap_cost(s->d->weights, &w->band, f->lines);
    struct node n = {.cost = from.cost + cost,
                     .before = w->from,
                     .region = from.region,
                     .segment = from.segment + 1,
                     .line = w->band.top + w->band.gap + w->band.head,
                     .column = column,
                     .bottom = bottom_of(w, f)};
    reach_with(w, search_beside(s, &n), n, f, cost);
    w->found = true;
}

/* The segment goes on in another region. */
static void break_with(struct way *w, const struct filling *f)
{
    struct search *s = w->s;
    const struct node from = s->nodes.v[w->from];
    const struct dealing *d = s->d;
    size_t after[2];
    int n_after = regions_after(d, from.region, after);
    for (int i = 0; i < n_after; i++) {
        struct node n = {.cost = from.cost + f->cost,
                         .before = w->from,
                         .region = (uint32_t)after[i],
                         .segment = from.segment,
                         .at = f->end};
        n.cost += after[i] == d->n_regions ? d->weights->jump : turning_cost(d, after[i]);
        reach_with(w, search_page(s, &n), n, f, f->cost);
    }
    w->found = true;
}

/* Under a head every column needs some text. */
static bool is_too_little(const struct way *w, bool bare, int lines)
{
    const struct node *from = &w->s->nodes.v[w->from];
    return w->band.has_head && from->line > 0 && (bare || lines < w->s->d->least_lines);
}

static struct filling filling_of(const struct zone_way *way)
{
    return (struct filling){.end = way->end, .cost = way->cost, .lines = way->lines, .way = way};
}

static struct filling filling_again(const struct zone_result *r)
{
    return (struct filling){.end = r->end, .cost = r->cost, .lines = r->lines, .result = r};
}

static void found_end(const struct zone_way *way, void *data)
{
    const struct filling f = filling_of(way);
    end_with(data, &f);
}

static void found_break(const struct zone_way *way, void *data)
{
    const struct filling f = filling_of(way);
    if (!is_too_little(data, zone_is_bare(way), way->lines))
        break_with(data, &f);
}

static void found_beside(const struct zone_way *way, void *data)
{
    struct way *w = data;
    struct filling f = filling_of(way);
    int last = zone_last_lines(way);
    if (w->band.n_columns == 1 && way->end.figure == w->s->nodes.v[w->from].at.figure)
        f.lines = last;
    if (last > 0)
        end_beside(w, &f);
}

static bool is_bare(const struct zone_result *r, int columns)
{
    for (int c = 0; c < columns; c++)
        if (!r->columns[c].text)
            return true;
    return false;
}

/* A way that was described: one of those from a segment's beginning, or one that was forced. */
static void take_end(struct way *w, const struct zone_result *r)
{
    const struct filling f = filling_again(r);
    end_with(w, &f);
}

static void take_break(struct way *w, const struct zone_result *r)
{
    const struct filling f = filling_again(r);
    if (!is_too_little(w, is_bare(r, w->band.n_columns), r->lines))
        break_with(w, &f);
}

static void take_forced(struct way *w, const struct zone_result *r)
{
    const struct segment *segment = w->band.segment;
    if (r->end.piece == segment->n_body && r->end.figure == segment->n_figures)
        take_end(w, r);
    else
        take_break(w, r);
}

static void remember(const struct zone_way *way, void *list)
{
    result_list *to = list;
    vec_push(to, zone_describe(way));
}

/* Tells of the ways from the segment's beginning; those that were found before are not looked for
 * again. A segment that fits as a whole is not parted. */
static void tell_beginnings(struct way *w, const struct zone *f)
{
    struct beginnings *b = &w->s->beginnings;
    const struct cursor start = {0};
    if (b->columns != f->columns || b->reserved != f->reserved || b->other != f->other) {
        search_forget(w->s, f->columns);
        b->reserved = f->reserved;
        b->other = f->other;
        struct zone high = *f;
        high.lines = w->s->lines;
        zone_balance(&high, start, remember, &b->balanced);
    }
    for (size_t i = 0; i < b->balanced.n; i++)
        if (b->balanced.v[i].lines <= f->lines)
            take_end(w, &b->balanced.v[i]);
    if (w->found)
        return;
    if (!b->known[f->lines])
        zone_fill(f, start, remember, &b->filled[f->lines]);
    b->known[f->lines] = true;
    for (size_t i = 0; i < b->filled[f->lines].n; i++)
        take_break(w, &b->filled[f->lines].v[i]);
}

/* What is left is set in as few columns as hold it, one after the other. */
static void run_out(struct way *w, const struct zone *all, struct cursor at)
{
    int most = w->band.n_columns;
    struct zone f = *all;
    f.open = true;
    for (int n = f.head_columns > 1 ? f.head_columns : 1; n <= most && !w->found; n++) {
        w->band.n_columns = f.columns = n;
        zone_run_out(&f, at, found_beside, w);
    }
    w->band.n_columns = most;
}

static bool runs_out(const struct search *s, const struct node *from)
{
    size_t next = from->segment + 1;
    return next < s->flow->n && segment_wants_column(&s->flow->v[next], region_of(s, from));
}

static void tell_ways(struct way *w, const struct zone *f)
{
    const struct node from = w->s->nodes.v[w->from];
    bool runs = runs_out(w->s, &from);
    if (begins(&from) && !runs && !from.column) {
        tell_beginnings(w, f);
        return;
    }
    if (runs)
        run_out(w, f, from.at);
    else
        zone_balance(f, from.at, found_end, w);
    if (!w->found)
        zone_fill(f, from.at, found_break, w);
}

void band_try(struct way *w)
{
    struct search *s = w->s;
    const struct node from = s->nodes.v[w->from];
    const struct region *r = region_of(s, &from);
    const struct segment *segment = &s->flow->v[from.segment];
    bool headed = begins(&from) && is_headed(segment);
    int head = headed ? lines_of(segment->head, segment->n_head) : 0;
    bool partly = headed && segment->head_columns > 0 && segment->head_columns < r->columns;
    w->band.segment = segment;
    w->band.index = from.segment;
    w->band.has_head = headed;
    w->band.top = from.line;
    w->band.head = partly ? 0 : head;
    w->band.head_columns = partly ? segment->head_columns : 0;
    w->band.first = from.column;
    w->band.n_columns = r->columns - from.column;
    w->band.beside = from.column ? from.bottom - from.line : 0;
    w->band.room = r->lines - from.line - w->band.gap - w->band.head;
    if (w->band.room < 0)
        return;
    struct zone f = zone_of(s, segment, r, w->band.room);
    f.columns = w->band.n_columns;
    f.head = partly ? head : 0;
    f.head_columns = partly ? segment->head_columns : 0;
    tell_ways(w, &f);
    if (w->found || from.line > 0 || from.column || headed)
        return;
    w->band.broken = true;
    struct zone_result forced = zone_force(&f, from.at);
    take_forced(w, &forced);
}

bool band_force(struct search *s, size_t region)
{
    int32_t index = *search_entry(s, s->entries, region, 0);
    if (index == NO_NODE)
        return false;
    const struct segment *segment = &s->flow->v[s->nodes.v[index].segment];
    const struct region *r = &s->d->regions[region];
    int head = lines_of(segment->head, segment->n_head);
    struct way w = {.s = s, .from = index};
    w.band = (struct band){.segment = segment,
                           .index = s->nodes.v[index].segment,
                           .has_head = is_headed(segment),
                           .head = head,
                           .n_columns = r->columns,
                           .room = r->lines > head ? r->lines - head : 0,
                           .broken = true};
    struct zone f = zone_of(s, segment, r, w.band.room);
    struct zone_result forced = zone_force(&f, (struct cursor){0});
    if (w.band.head + forced.lines > s->lines)
        w.band.head = s->lines - forced.lines;
    take_forced(&w, &forced);
    return true;
}
