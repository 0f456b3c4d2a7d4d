#include "paginate/nodes.h"

#include "base/vec.h"

struct paper {
    struct arena *arena;
    const struct dealing *d;
    struct diags *diags;
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

static void report_broken(struct paper *p, const struct band *b)
{
    const struct segment *s = b->segment;
    size_t piece = b->columns[0].from;
    struct place at = piece < s->n_body ? s->body[piece].at
                      : s->n_figures    ? s->figures[s->n_figures - 1].at
                                        : (struct place){0};
    diag_add(p->diags, DIAG_KEEP_BROKEN, at,
             "what begins here must stay together but is higher than a column");
    diag_hint(p->diags,
              "a column has %d lines; make it shorter, or loosen `keep-next` in the layout",
              b->room);
}

static void report_flaws(struct paper *p, const struct band *b, int columns)
{
    static const char *const what[FLAW_COUNT] = {
        [FLAW_HYPHEN] = N_("a word is divided between two columns"),
        [FLAW_LEAD] = N_("the line that leads in what comes after it stands at a column's foot"),
        [FLAW_ORPHAN] = N_("the first lines of a paragraph stand alone at a column's foot"),
        [FLAW_WIDOW] = N_("the last lines of a paragraph stand alone at a column's head"),
    };
    for (int c = 0; c < columns; c++) {
        size_t to = b->columns[c].to;
        if (to == 0 || to >= b->segment->n_body || to == b->columns[c].from)
            continue;
        const struct piece *last = &b->segment->body[to - 1];
        if (!what[last->flaw]) /* what a reader will not take amiss */
            continue;
        diag_add(p->diags, DIAG_WIDOW, last->at, "%-s", what[last->flaw]);
        diag_hint(p->diags, "no other break was better; a line more or less in this article, or "
                            "other `weights` in the layout, would move it");
    }
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
        if (n->band->broken)
            report_broken(p, n->band);
        report_flaws(p, n->band, p->d->regions[from->region].columns);
    }
    if (n->region == from->region && n->segment > from->segment)
        return;
    end_region(p, from->region);
    if (n->region < p->d->n_regions)
        p->page += (size_t)p->d->regions[n->region].pages;
}

struct sheets nodes_walk(struct arena *a, const struct nodes *nodes, struct goal goal,
                         struct diags *diags)
{
    struct paper p = {.arena = a, .d = nodes->d, .diags = diags};
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
