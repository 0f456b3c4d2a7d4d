#include "paginate/dealings.h"

#include "base/vec.h"

#include <string.h>

struct dealt {
    struct flow flow;
    struct dealing dealing;
    struct sheets sheets;
};

struct dealings {
    struct arena *arena;
    VEC(struct dealt) list;
};

struct dealings *dealings_new(void)
{
    struct dealings *m = xcalloc(1, sizeof *m);
    m->arena = arena_new();
    return m;
}

void dealings_free(struct dealings *m)
{
    vec_free(&m->list);
    arena_free(m->arena);
    free(m);
}

/* ---- whether two look the same: all that the search reads, and nothing else ---- */

static bool same_piece(const struct piece *a, const struct piece *b, length beside)
{
    int repeat_a = a->repeat ? a->repeat->lines : 0, repeat_b = b->repeat ? b->repeat->lines : 0;
    return a->lines == b->lines && a->blank == b->blank && a->kept == b->kept &&
           a->fixed == b->fixed && a->flaw == b->flaw && a->n_note_lines == b->n_note_lines &&
           repeat_a == repeat_b && !a->repeat == !b->repeat &&
           piece_is_short(a, beside) == piece_is_short(b, beside);
}

static bool same_pieces(const struct piece *a, const struct piece *b, size_t n, length beside)
{
    for (size_t i = 0; i < n; i++)
        if (!same_piece(&a[i], &b[i], beside))
            return false;
    return true;
}

static bool same_figures(const struct segment *a, const struct segment *b)
{
    for (size_t i = 0; i < a->n_figures; i++) {
        const struct figure *x = &a->figures[i], *y = &b->figures[i];
        if (x->lines != y->lines || x->columns != y->columns || x->side != y->side ||
            x->anchor != y->anchor)
            return false;
    }
    return true;
}

static bool same_notes(const struct segment *a, const struct segment *b)
{
    for (size_t i = 0; i < a->n_note_lines; i++)
        if (a->note_lines[i].first != b->note_lines[i].first)
            return false;
    return true;
}

static bool same_segment(const struct segment *a, const struct segment *b, length beside)
{
    return a->starts_article == b->starts_article && a->new_page == b->new_page &&
           a->recto == b->recto && a->new_column == b->new_column && a->blanks == b->blanks &&
           a->continues == b->continues && a->head_columns == b->head_columns &&
           a->n_head == b->n_head && a->n_body == b->n_body && a->n_note_lines == b->n_note_lines &&
           a->n_figures == b->n_figures && same_pieces(a->head, b->head, a->n_head, 0) &&
           same_pieces(a->body, b->body, a->n_body, beside) && same_notes(a, b) &&
           same_figures(a, b);
}

static bool same_flow(const struct flow *a, const struct flow *b, length beside)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!same_segment(&a->v[i], &b->v[i], beside))
            return false;
    return true;
}

static bool same_regions(const struct dealing *a, const struct dealing *b)
{
    if (a->n_regions != b->n_regions)
        return false;
    for (size_t i = 0; i < a->n_regions; i++) {
        const struct region *x = &a->regions[i], *y = &b->regions[i];
        if (x->columns != y->columns || x->lines != y->lines || x->pages != y->pages ||
            x->odd != y->odd || x->front != y->front || x->next != y->next)
            return false;
    }
    return true;
}

/* All threads of a layout share its gaps, its notes, and its weights but that of a jump. */
static bool same_dealing(const struct dealing *a, const struct dealing *b)
{
    return same_regions(a, b) && a->first == b->first && a->last == b->last &&
           a->reserved == b->reserved && a->beside == b->beside && a->other == b->other &&
           a->jumps == b->jumps && a->exhaustive == b->exhaustive &&
           a->weights->jump == b->weights->jump;
}

/* ---- memory ---- */

/* The way that was found, with the segments of another flow. */
static struct sheets sheets_for(struct arena *a, const struct sheets *known,
                                const struct flow *flow)
{
    struct sheets out = *known;
    out.v = arena_many(a, known->n, struct sheet);
    for (size_t i = 0; i < known->n; i++) {
        out.v[i] = known->v[i];
        out.v[i].bands = arena_many(a, known->v[i].n, struct band);
        for (size_t k = 0; k < known->v[i].n; k++) {
            out.v[i].bands[k] = known->v[i].bands[k];
            out.v[i].bands[k].segment = &flow->v[known->v[i].bands[k].index];
        }
    }
    return out;
}

static void keep(struct dealings *m, const struct flow *flow, const struct dealing *d,
                 const struct sheets *sheets)
{
    struct dealt *k = vec_add(&m->list);
    struct segment *segments = arena_many(m->arena, flow->n, struct segment);
    struct region *regions = arena_many(m->arena, d->n_regions, struct region);
    struct weights *weights = arena_one(m->arena, struct weights);
    for (size_t i = 0; i < flow->n; i++)
        segments[i] = flow->v[i];
    for (size_t i = 0; i < d->n_regions; i++)
        regions[i] = d->regions[i];
    *weights = *d->weights;
    k->flow = (struct flow){segments, flow->n};
    k->dealing = *d;
    k->dealing.regions = regions;
    k->dealing.weights = weights;
    k->sheets = sheets_for(m->arena, sheets, &k->flow);
}

struct sheets dealings_deal(struct dealings *m, struct arena *a, const struct flow *flow,
                            const struct dealing *d)
{
    for (size_t i = 0; i < m->list.n; i++) {
        const struct dealt *k = &m->list.v[i];
        if (same_dealing(&k->dealing, d) && same_flow(&k->flow, flow, d->beside))
            return sheets_for(a, &k->sheets, flow);
    }
    struct sheets sheets = deal(a, flow, d);
    keep(m, flow, d, &sheets);
    return sheets;
}
