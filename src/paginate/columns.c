#include "paginate/search.h"

enum { WAYS = 8 }; /* to one line of text and one region that are all gone on from */

static int64_t square(int64_t n)
{
    return n * n;
}

/* ---- edges of a node ---- */

/* Leaves a region as it is and goes on in the next. */
static void turn(struct search *s, int32_t index)
{
    const struct node from = s->nodes.v[index];
    size_t after[2];
    int n_after = regions_after(s->d, from.region, after);
    const struct segment *segment = &s->flow->v[from.segment];
    bool blank = (segment->recto && from.line == 0) ||
                 segment_wants_column(segment, region_of(s, &from)); /* it is meant to be */
    int white = blank ? 0 : region_of(s, &from)->lines - from.line;
    for (int i = 0; i < n_after; i++) {
        struct node n = {.cost = from.cost + s->d->weights->short_page * square(white) +
                                 turning_cost(s->d, after[i]),
                         .before = index,
                         .region = (uint32_t)after[i],
                         .segment = from.segment,
                         .turned = true};
        bool starts = segment->starts_article;
        if (after[i] == s->d->n_regions && (starts || white >= s->d->reserved))
            search_reach(s, search_page(s, &n), n, NULL);
        else if (after[i] < s->d->n_regions)
            search_reach(s, search_entry(s, s->entries, n.region, 0), n, NULL);
    }
}

/* Whether nothing stands on the page yet: of frames on one page only the first one begins it. */
static bool begins_page(const struct search *s, const struct node *n)
{
    return n->line == 0 && (region_of(s, n)->pages > 0 || n->region == s->d->first);
}

/* Whether a segment may begin where a node stands. */
static bool is_barred(const struct search *s, const struct node *from,
                      const struct segment *segment)
{
    const struct region *r = region_of(s, from);
    bool below = from->line > 0 && !from->column;
    return (segment->continues && r->front) || (segment->new_page && !begins_page(s, from)) ||
           (segment->recto && !r->odd) || (below && segment_wants_column(segment, r)) ||
           (from->column && segment->head_columns > r->columns - from->column);
}

static void begin_segment(struct search *s, int32_t index)
{
    const struct dealing *d = s->d;
    const struct node from = s->nodes.v[index];
    const struct segment *segment = &s->flow->v[from.segment];
    bool gaps = segment->starts_article && from.line > 0 && !from.column;
    int least = gaps ? d->gap : 0, most = gaps ? d->gap + d->gap_stretch : 0;
    bool found = false, barred = is_barred(s, &from, segment);
    for (int gap = least; gap <= most && !barred; gap++) {
        struct way w = {.s = s, .from = index, .band = {.gap = gap}};
        s->nodes.v[index].cost = from.cost + d->weights->wide_gap * square(gap - least);
        band_try(&w);
        found |= w.found;
        s->nodes.v[index].cost = from.cost;
    }
    if ((from.line > 0 && !from.column) || !found)
        turn(s, index);
}

static void begin_in_all(struct search *s)
{
    for (size_t i = 0; i < s->beside.n; i++)
        begin_segment(s, s->beside.v[i]);
    for (size_t region = 0; region < s->d->n_regions; region++)
        for (int line = 1; line <= s->lines; line++)
            if (*search_entry(s, s->entries, region, line) != NO_NODE)
                begin_segment(s, *search_entry(s, s->entries, region, line));
    /* a region that cannot take the segment passes it on, round the cycle once */
    for (size_t round = 0; round < 2; round++)
        for (size_t region = 0; region < s->d->n_regions; region++)
            if (*search_entry(s, s->entries, region, 0) != NO_NODE)
                begin_segment(s, *search_entry(s, s->entries, region, 0));
}

static bool any_reached(const struct search *s, const struct segment *segment)
{
    if (s->next_beside.n)
        return true;
    for (size_t i = 0; i < s->d->n_regions * (size_t)(s->lines + 1); i++)
        if (s->next_entries[i] != NO_NODE)
            return true;
    for (size_t p = 0; p <= segment->n_body; p++)
        if (s->pages[p].n)
            return true;
    return false;
}

/* Whether a way to a line is worth going on from. */
static bool is_worth(const struct search *s, size_t piece, const struct node *way)
{
    const struct weights *weights = s->d->weights;
    int64_t far = 2 * weights->figure_late + weights->note_split, best = INT64_MAX;
    size_t ways = 0;
    for (size_t i = 0; i < s->pages[piece].n; i++) {
        const struct node *n = &s->nodes.v[s->pages[piece].v[i]];
        bool as_far = n->at.figure >= way->at.figure && n->at.note >= way->at.note;
        ways += n->region == way->region;
        if (n->region == way->region && as_far && n->cost < best)
            best = n->cost;
    }
    return ways <= WAYS || s->d->exhaustive || way->cost - best <= far;
}

/* Ways to a line differ in what pictures and notes are still to come. Where there are many, one
 * that costs as much more as two pictures a page late, and is no further with them, is given up:
 * they would else lag behind by every number of pages, and time would grow with the square of an
 * article's length. */
static void continue_segment(struct search *s, const struct segment *segment)
{
    for (size_t p = 0; p <= segment->n_body; p++)
        for (size_t i = 0; i < s->pages[p].n; i++) {
            struct way w = {.s = s, .from = s->pages[p].v[i]};
            const struct node *n = &s->nodes.v[w.from];
            if (n->region < s->d->n_regions && is_worth(s, p, n))
                band_try(&w);
        }
}

/* ---- the whole flow ---- */

static void consider(struct goal *g, int32_t node, int64_t cost)
{
    if (g->node == NO_NODE || cost < g->cost)
        *g = (struct goal){node, cost};
}

/* Nodes past the thread's end: what is left jumps. */
static void consider_jumps(const struct search *s, struct goal *g, const struct segment *segment)
{
    for (size_t p = 0; p <= segment->n_body; p++)
        for (size_t i = 0; i < s->pages[p].n; i++) {
            int32_t node = s->pages[p].v[i];
            if (s->nodes.v[node].region == s->d->n_regions)
                consider(g, node, s->nodes.v[node].cost);
        }
}

static void consider_ends(const struct search *s, struct goal *g)
{
    for (size_t region = 0; region < s->d->n_regions; region++) {
        int64_t empty = 0; /* the last page comes all the same */
        if (s->d->last != REGION_NONE && region < s->d->last)
            empty = s->d->weights->short_page * square(s->d->regions[s->d->last].lines);
        for (int line = 0; line <= s->lines; line++) {
            int32_t node = *search_entry(s, s->next_entries, region, line);
            if (node != NO_NODE)
                consider(g, node, s->nodes.v[node].cost + empty);
        }
    }
}

static void set_segment(struct search *s, const struct segment *segment)
{
    for (size_t p = 0; p <= segment->n_body; p++)
        s->pages[p].n = 0;
    sums_set(&s->sums, segment);
    search_forget(s, 0);
    column_memory_forget(s->memory);
    search_clear(s, s->next_entries);
    s->next_beside.n = 0;
    begin_in_all(s);
    for (size_t r = 0; r < s->d->n_regions && !any_reached(s, segment); r++)
        band_force(s, r);
    continue_segment(s, segment);
}

static struct goal find_way(struct search *s)
{
    struct goal jump = {NO_NODE, 0}, end = {NO_NODE, 0};
    bool may_jump = s->d->jumps;
    search_clear(s, s->next_entries);
    struct node start = {.before = NO_NODE, .region = (uint32_t)s->d->first};
    search_reach(s, search_entry(s, s->next_entries, s->d->first, 0), start, NULL);
    for (size_t i = 0; i < s->flow->n; i++) {
        int32_t *entries = s->entries;
        s->entries = s->next_entries;
        s->next_entries = entries;
        s->beside.n = 0;
        for (size_t k = 0; k < s->next_beside.n; k++)
            vec_push(&s->beside, s->next_beside.v[k]);
        set_segment(s, &s->flow->v[i]);
        if (may_jump)
            consider_jumps(s, &jump, &s->flow->v[i]);
    }
    consider_ends(s, &end);
    if (end.node == NO_NODE || (jump.node != NO_NODE && jump.cost < end.cost))
        return jump;
    return end;
}
struct sheets deal(struct arena *a, const struct flow *flow, const struct dealing *d)
{
    struct search s = search_new(flow, d);
    struct goal goal = find_way(&s);
    const struct nodes nodes = {s.nodes.v, d};
    struct sheets sheets = {.rest = flow->n, .lost = flow->n > 0};
    if (goal.node != NO_NODE)
        sheets = nodes_walk(a, &nodes, goal);
    search_free(&s);
    return sheets;
}
