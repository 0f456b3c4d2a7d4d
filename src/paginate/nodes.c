#include "paginate/nodes.h"

#include "base/vec.h"

struct paper {
    struct arena *arena;
    const struct dealing *d;
    VEC(struct band) bands;
    VEC(struct sheet) sheets;
    size_t page;
};

static void end_region(struct paper *p, size_t region)
{
    struct sheet *sheet = vec_add(&p->sheets);
    *sheet = (struct sheet){.region = region, .page = p->page, .n = p->bands.n};
    sheet->bands = vec_take(p->arena, &p->bands);
}

/* Of a gap that was widened, part of the white goes under the head. */
static void share_white(struct band *b, const struct dealing *d)
{
    int more = b->gap - d->gap;
    if (more < 2 || b->head == 0)
        return;
    b->under = more / 2 < d->head_share ? more / 2 : d->head_share;
    b->gap -= b->under;
}

static void keep(struct paper *p, const struct node *from, const struct node *n)
{
    if (n->band) {
        struct band band = *n->band;
        share_white(&band, p->d);
        vec_push(&p->bands, band);
    }
    if (n->region == from->region && n->segment > from->segment)
        return;
    end_region(p, from->region);
    if (n->region < p->d->n_regions)
        p->page += (size_t)p->d->regions[n->region].pages;
}

struct sheets nodes_walk(struct arena *a, const struct nodes *nodes, struct goal goal)
{
    struct paper p = {.arena = a, .d = nodes->d};
    VEC(int32_t) way = {0};
    for (int32_t i = goal.node; i != NO_NODE; i = nodes->v[i].before)
        vec_push(&way, i);
    for (size_t i = way.n; i-- > 1;)
        keep(&p, &nodes->v[way.v[i]], &nodes->v[way.v[i - 1]]);
    const struct node *last = &nodes->v[way.v[0]];
    bool inside = last->region < p.d->n_regions;
    if (inside)
        end_region(&p, last->region);
    vec_free(&way);
    struct sheets out = {.cost = goal.cost, .rest = last->segment, .rest_at = last->at};
    out.ends_last = inside && last->region >= p.d->last;
    out.n = p.sheets.n;
    out.v = vec_take(a, &p.sheets);
    return out;
}
