#include "paginate/search.h"

#include <assert.h>

static bool same_cursor(struct cursor a, struct cursor b)
{
    return a.piece == b.piece && a.note == b.note && a.figure == b.figure;
}

int32_t *search_entry(const struct search *s, int32_t *entries, size_t region, int line)
{
    return &entries[region * (size_t)(s->lines + 1) + (size_t)line];
}

int32_t *search_page(struct search *s, const struct node *n)
{
    size_t piece = n->at.piece;
    for (size_t i = 0; i < s->pages[piece].n; i++) {
        const struct node *old = &s->nodes.v[s->pages[piece].v[i]];
        if (old->region == n->region && same_cursor(old->at, n->at))
            return &s->pages[piece].v[i];
    }
    vec_push(&s->pages[piece], (int32_t)NO_NODE);
    return &s->pages[piece].v[s->pages[piece].n - 1];
}

int32_t *search_beside(struct search *s, const struct node *n)
{
    for (size_t i = 0; i < s->next_beside.n; i++) {
        const struct node *old = &s->nodes.v[s->next_beside.v[i]];
        if (old->region == n->region && old->line == n->line && old->column == n->column &&
            old->bottom == n->bottom)
            return &s->next_beside.v[i];
    }
    vec_push(&s->next_beside, (int32_t)NO_NODE);
    return &s->next_beside.v[s->next_beside.n - 1];
}

bool segment_wants_column(const struct segment *segment, const struct region *r)
{
    bool across = segment->n_head && !(segment->head_columns && segment->head_columns < r->columns);
    return segment->new_column && !across;
}

bool search_is_better(const struct search *s, const int32_t *slot, int64_t cost)
{
    return *slot == NO_NODE || cost < s->nodes.v[*slot].cost;
}

void search_reach(struct search *s, int32_t *slot, struct node n, const struct band *band)
{
    struct band *kept = NULL;
    if (!search_is_better(s, slot, n.cost))
        return;
    if (*slot != NO_NODE)
        kept = s->nodes.v[*slot].band;
    if (band) {
        if (!kept)
            kept = arena_one(s->scratch, struct band);
        *kept = *band;
    }
    n.band = band ? kept : NULL;
    if (*slot == NO_NODE) {
        vec_push(&s->nodes, n);
        *slot = (int32_t)(s->nodes.n - 1);
    } else {
        s->nodes.v[*slot] = n;
    }
}

void search_clear(const struct search *s, int32_t *entries)
{
    for (size_t i = 0; i < s->d->n_regions * (size_t)(s->lines + 1); i++)
        entries[i] = NO_NODE;
}

int regions_after(const struct dealing *d, size_t region, size_t after[2])
{
    size_t next = d->regions[region].next;
    int n = 0;
    after[n++] = next == REGION_NONE ? d->n_regions : next;
    if (d->last != REGION_NONE && region < d->last && next != REGION_NONE && d->regions[next].pages)
        after[n++] = d->last;
    return n;
}

int64_t turning_cost(const struct dealing *d, size_t region)
{
    return region < d->n_regions ? d->weights->page * d->regions[region].pages : 0;
}

void search_forget(struct search *s, int columns)
{
    s->beginnings.columns = columns;
    s->beginnings.balanced.n = 0;
    for (int i = 0; i <= s->lines; i++) {
        s->beginnings.filled[i].n = 0;
        s->beginnings.known[i] = false;
    }
}

struct search search_new(const struct flow *flow, const struct dealing *d)
{
    struct search s = {.scratch = arena_new(), .flow = flow, .d = d, .memory = column_memory_new()};
    size_t most = 0;
    for (size_t i = 0; i < d->n_regions; i++)
        s.lines = d->regions[i].lines > s.lines ? d->regions[i].lines : s.lines;
    for (size_t i = 0; i < flow->n; i++)
        most = flow->v[i].n_body > most ? flow->v[i].n_body : most;
    size_t entries = d->n_regions * (size_t)(s.lines + 1);
    s.entries = xcalloc(entries, sizeof *s.entries);
    s.next_entries = xcalloc(entries, sizeof *s.next_entries);
    s.beginnings.filled = xcalloc((size_t)s.lines + 1, sizeof *s.beginnings.filled);
    s.beginnings.known = xcalloc((size_t)s.lines + 1, sizeof *s.beginnings.known);
    s.pages = xcalloc(most + 1, sizeof *s.pages);
    s.sums.lines = xcalloc(most + 1, sizeof *s.sums.lines);
    s.sums.notes = xcalloc(most + 1, sizeof *s.sums.notes);
    search_clear(&s, s.entries);
    for (size_t i = 0; i < flow->n; i++)
        for (size_t k = 0; k < flow->v[i].n_figures; k++)
            assert(flow->v[i].figures[k].columns >= 1);
    return s;
}

void search_free(struct search *s)
{
    size_t most = 0;
    for (size_t i = 0; i < s->flow->n; i++)
        most = s->flow->v[i].n_body > most ? s->flow->v[i].n_body : most;
    for (size_t i = 0; i <= most; i++)
        vec_free(&s->pages[i]);
    for (int i = 0; i <= s->lines; i++)
        vec_free(&s->beginnings.filled[i]);
    vec_free(&s->beginnings.balanced);
    free(s->beginnings.filled);
    free(s->beginnings.known);
    free(s->pages);
    column_memory_free(s->memory);
    free(s->sums.lines);
    free(s->sums.notes);
    free(s->entries);
    free(s->next_entries);
    vec_free(&s->beside);
    vec_free(&s->next_beside);
    vec_free(&s->nodes);
    arena_free(s->scratch);
}
