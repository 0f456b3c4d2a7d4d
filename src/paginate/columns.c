#include "paginate/column.h"
#include "paginate/nodes.h"

#include "base/vec.h"

#include <assert.h>
#include <string.h>

enum { SCRAP_LINES = 2 };

typedef VEC(struct zone_result) result_list;

/* Ways to fill columns from the segment's beginning: the same wherever on a page it begins. */
struct beginnings {
    int columns, reserved; /* that they are for; no columns: none are known */
    bool other;
    result_list balanced; /* at any height */
    result_list *filled;  /* by the lines of room */
    bool *known;          /* those of `filled` */
};

struct search {
    struct arena *scratch;
    struct beginnings beginnings;
    const struct flow *flow;
    const struct dealing *d;
    int lines; /* of the highest region */
    VEC(struct node) nodes;
    int32_t *entries, *next_entries; /* (region, line): nodes in which a segment begins */
    VEC(int32_t) * pages; /* by piece: nodes in which a region begins inside the segment */
    struct sums sums;     /* of the segment at hand */
    struct column_memory *memory;
};

static int64_t square(int64_t n)
{
    return n * n;
}

static int lines_of(const struct piece *pieces, size_t n)
{
    int lines = 0;
    for (size_t i = 0; i < n; i++)
        lines += pieces[i].lines;
    return lines;
}

/* ---- nodes ---- */

static bool same_cursor(struct cursor a, struct cursor b)
{
    return a.piece == b.piece && a.note == b.note && a.figure == b.figure;
}

static int32_t *entry_at(const struct search *s, int32_t *entries, size_t region, int line)
{
    return &entries[region * (size_t)(s->lines + 1) + (size_t)line];
}

/* The node in which a region begins inside the segment; made when there is none. */
static int32_t *page_slot(struct search *s, const struct node *n)
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

static bool begins(const struct node *n)
{
    return n->at.piece == 0 && n->at.note == 0 && n->at.figure == 0;
}

static bool is_better(const struct search *s, const int32_t *slot, int64_t cost)
{
    return *slot == NO_NODE || cost < s->nodes.v[*slot].cost;
}

/* Keeps a way that is better than what was known; its band is copied. */
static void reach(struct search *s, int32_t *slot, struct node n, const struct band *band)
{
    struct band *kept = NULL;
    if (!is_better(s, slot, n.cost))
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

/* ---- regions ---- */

static const struct region *region_of(const struct search *s, const struct node *n)
{
    return &s->d->regions[n->region];
}

/* The regions in which the text may go on after `region`, at most two. */
static int regions_after(const struct dealing *d, size_t region, size_t after[2])
{
    size_t next = d->regions[region].next;
    int n = 0;
    after[n++] = next == REGION_NONE ? d->n_regions : next;
    if (d->last != REGION_NONE && region < d->last && next != REGION_NONE && d->regions[next].pages)
        after[n++] = d->last;
    return n;
}

/* Paper: the pages that are turned before a region. */
static int64_t turning_cost(const struct dealing *d, size_t region)
{
    return region < d->n_regions ? d->weights->page * d->regions[region].pages : 0;
}

/* ---- a band ---- */

struct way { /* what a band is tried from */
    struct search *s;
    int32_t from;
    struct band band; /* what is known of it before its columns are */
    bool found;
};

static bool is_headed(const struct segment *s)
{
    return s->n_head > 0 || s->starts_article;
}

static struct zone zone_of(const struct search *s, const struct segment *segment,
                           const struct region *r, int room)
{
    struct zone f = {.segment = segment,
                     .sums = s->sums,
                     .memory = s->memory,
                     .weights = s->d->weights,
                     .notes = s->d->notes,
                     .columns = r->columns,
                     .lines = room,
                     .even = s->d->even};
    if (r->next == REGION_NONE && s->d->last == REGION_NONE) {
        f.reserved = s->d->reserved;
        f.other = s->d->other;
    }
    return f;
}

static struct band band_with(const struct band *known, const struct zone_result *filling)
{
    struct band band = *known;
    band.lines = filling->lines;
    band.cost = filling->cost;
    band.end = filling->end;
    memcpy(band.columns, filling->columns, sizeof band.columns);
    memcpy(band.figures, filling->figures, sizeof band.figures);
    band.n_figures = filling->n_figures;
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
    return band_with(&w->band, &all);
}

/* Goes on from a band, where that is better than what was known. */
static void reach_with(struct way *w, int32_t *slot, struct node n, const struct filling *f,
                       int64_t cost)
{
    if (!is_better(w->s, slot, n.cost))
        return;
    const struct band band = band_of(w, f, cost);
    reach(w->s, slot, n, &band);
}

/* A segment ends: the next one begins below it. */
static void end_with(struct way *w, const struct filling *f)
{
    struct search *s = w->s;
    const struct node from = s->nodes.v[w->from];
    bool scrap = !w->band.has_head && f->lines <= SCRAP_LINES;
    int64_t cost = f->cost + (scrap ? s->d->weights->scrap : 0);
    struct node n = {.cost = from.cost + cost,
                     .before = w->from,
                     .region = from.region,
                     .segment = from.segment + 1,
                     .line = w->band.top + w->band.gap + w->band.head + f->lines};
    reach_with(w, entry_at(s, s->next_entries, n.region, n.line), n, f, cost);
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
        reach_with(w, page_slot(s, &n), n, f, f->cost);
    }
    w->found = true;
}

/* Under a head every column needs some text. */
static bool is_too_little(const struct way *w, int emptiest, int lines)
{
    const struct node *from = &w->s->nodes.v[w->from];
    return w->band.has_head && from->line > 0 && (emptiest == 0 || lines < w->s->d->least_lines);
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
    if (!is_too_little(data, zone_emptiest(way), way->lines))
        break_with(data, &f);
}

static int emptiest(const struct zone_result *r, int columns)
{
    int least = INT32_MAX;
    for (int c = 0; c < columns; c++)
        least = r->columns[c].text < least ? r->columns[c].text : least;
    return least;
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
    int columns = w->s->d->regions[w->s->nodes.v[w->from].region].columns;
    if (!is_too_little(w, emptiest(r, columns), r->lines))
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

/* Knows nothing of another segment, or of frames with other columns. */
static void forget(struct search *s, int columns)
{
    s->beginnings.columns = columns;
    s->beginnings.balanced.n = 0;
    for (int i = 0; i <= s->lines; i++) {
        s->beginnings.filled[i].n = 0;
        s->beginnings.known[i] = false;
    }
}

/* Tells of the ways from the segment's beginning; those that were found before are not looked for
 * again. A segment that fits as a whole is not parted. */
static void tell_beginnings(struct way *w, const struct zone *f)
{
    struct beginnings *b = &w->s->beginnings;
    const struct cursor start = {0};
    if (b->columns != f->columns || b->reserved != f->reserved || b->other != f->other) {
        forget(w->s, f->columns);
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

static void try_band(struct way *w)
{
    struct search *s = w->s;
    const struct node from = s->nodes.v[w->from];
    const struct region *r = region_of(s, &from);
    const struct segment *segment = &s->flow->v[from.segment];
    bool headed = begins(&from) && is_headed(segment);
    int head = headed ? lines_of(segment->head, segment->n_head) : 0;
    bool partly = segment->head_columns > 0 && segment->head_columns < r->columns;
    w->band.segment = segment;
    w->band.index = from.segment;
    w->band.has_head = headed;
    w->band.top = from.line;
    w->band.head = partly ? 0 : head;
    w->band.head_columns = partly && headed ? segment->head_columns : 0;
    w->band.room = r->lines - from.line - w->band.gap - w->band.head;
    if (w->band.room < 0)
        return;
    struct zone f = zone_of(s, segment, r, w->band.room);
    f.head = partly ? head : 0;
    f.head_columns = partly ? segment->head_columns : 0;
    if (begins(&from)) {
        tell_beginnings(w, &f);
    } else {
        zone_balance(&f, from.at, found_end, w);
        if (!w->found)
            zone_fill(&f, from.at, found_break, w);
    }
    if (w->found || from.line > 0 || headed)
        return;
    w->band.broken = true;
    struct zone_result forced = zone_force(&f, from.at);
    take_forced(w, &forced);
}

/* ---- edges of a node ---- */

/* Leaves a region as it is and goes on in the next. */
static void turn(struct search *s, int32_t index)
{
    const struct node from = s->nodes.v[index];
    size_t after[2];
    int n_after = regions_after(s->d, from.region, after);
    int white = region_of(s, &from)->lines - from.line;
    for (int i = 0; i < n_after; i++) {
        struct node n = {.cost = from.cost + s->d->weights->short_page * square(white) +
                                 turning_cost(s->d, after[i]),
                         .before = index,
                         .region = (uint32_t)after[i],
                         .segment = from.segment,
                         .turned = true};
        bool starts = s->flow->v[from.segment].starts_article;
        if (after[i] == s->d->n_regions && (starts || white >= s->d->reserved))
            reach(s, page_slot(s, &n), n, NULL);
        else if (after[i] < s->d->n_regions)
            reach(s, entry_at(s, s->entries, n.region, 0), n, NULL);
    }
}

/* Whether nothing stands on the page yet: of frames on one page only the first one begins it. */
static bool begins_page(const struct search *s, const struct node *n)
{
    return n->line == 0 && (region_of(s, n)->pages > 0 || n->region == s->d->first);
}

static void begin_segment(struct search *s, int32_t index)
{
    const struct dealing *d = s->d;
    const struct node from = s->nodes.v[index];
    const struct segment *segment = &s->flow->v[from.segment];
    bool gaps = segment->starts_article && from.line > 0;
    int least = gaps ? d->gap : 0, most = gaps ? d->gap + d->gap_stretch : 0;
    bool found = false;
    bool barred = (segment->continues && region_of(s, &from)->front) ||
                  (segment->new_page && !begins_page(s, &from));
    for (int gap = least; gap <= most && !barred; gap++) {
        struct way w = {.s = s, .from = index, .band = {.gap = gap}};
        s->nodes.v[index].cost = from.cost + d->weights->wide_gap * square(gap - least);
        try_band(&w);
        found |= w.found;
        s->nodes.v[index].cost = from.cost;
    }
    if (from.line > 0 || !found)
        turn(s, index);
}

/* A head that nothing can stand under even in an empty region: set all the same. */
static bool force_segment(struct search *s, size_t region)
{
    int32_t index = *entry_at(s, s->entries, region, 0);
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
                           .room = r->lines > head ? r->lines - head : 0,
                           .broken = true};
    struct zone f = zone_of(s, segment, r, w.band.room);
    struct zone_result forced = zone_force(&f, (struct cursor){0});
    if (w.band.head + forced.lines > s->lines)
        w.band.head = s->lines - forced.lines;
    take_forced(&w, &forced);
    return true;
}

static void begin_in_all(struct search *s)
{
    for (size_t region = 0; region < s->d->n_regions; region++)
        for (int line = 1; line <= s->lines; line++)
            if (*entry_at(s, s->entries, region, line) != NO_NODE)
                begin_segment(s, *entry_at(s, s->entries, region, line));
    /* a region that cannot take the segment passes it on, round the cycle once */
    for (size_t round = 0; round < 2; round++)
        for (size_t region = 0; region < s->d->n_regions; region++)
            if (*entry_at(s, s->entries, region, 0) != NO_NODE)
                begin_segment(s, *entry_at(s, s->entries, region, 0));
}

static bool any_reached(const struct search *s, const struct segment *segment)
{
    for (size_t i = 0; i < s->d->n_regions * (size_t)(s->lines + 1); i++)
        if (s->next_entries[i] != NO_NODE)
            return true;
    for (size_t p = 0; p <= segment->n_body; p++)
        if (s->pages[p].n)
            return true;
    return false;
}

/* Of the ways to one line of text the cheapest that has set at least as many pictures and notes. */
static int64_t cheapest_at(const struct search *s, size_t piece, struct cursor at)
{
    int64_t best = INT64_MAX;
    for (size_t i = 0; i < s->pages[piece].n; i++) {
        const struct node *n = &s->nodes.v[s->pages[piece].v[i]];
        bool as_far = n->at.figure >= at.figure && n->at.note >= at.note;
        if (n->region < s->d->n_regions && as_far && n->cost < best)
            best = n->cost;
    }
    return best;
}

/* Ways to a line differ in what pictures and notes are still to come: one that costs as much more
 * as two pictures a page late, and is no further with them, is given up. They would else lag behind
 * by every number of pages, and time would grow with the square of an article's length. */
static void continue_segment(struct search *s, const struct segment *segment)
{
    const struct weights *weights = s->d->weights;
    int64_t far = 2 * weights->figure_late + weights->note_split;
    for (size_t p = 0; p <= segment->n_body; p++)
        for (size_t i = 0; i < s->pages[p].n; i++) {
            struct way w = {.s = s, .from = s->pages[p].v[i]};
            const struct node *n = &s->nodes.v[w.from];
            if (n->region < s->d->n_regions && n->cost - cheapest_at(s, p, n->at) <= far)
                try_band(&w);
        }
}

static void set_sums(struct search *s, const struct segment *segment)
{
    int lines = 0;
    size_t notes = 0;
    for (size_t i = 0; i <= segment->n_body; i++) {
        s->sums.lines[i] = lines;
        s->sums.notes[i] = notes;
        if (i == segment->n_body)
            break;
        lines += segment->body[i].lines;
        notes += segment->body[i].n_note_lines;
    }
}

/* ---- the whole flow ---- */

static void consider(const struct search *s, struct goal *g, int32_t node, int64_t cost)
{
    (void)s;
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
                consider(s, g, node, s->nodes.v[node].cost);
        }
}

static void consider_ends(const struct search *s, struct goal *g)
{
    for (size_t region = 0; region < s->d->n_regions; region++) {
        int64_t empty = 0; /* the last page comes all the same */
        if (s->d->last != REGION_NONE && region < s->d->last)
            empty = s->d->weights->short_page * square(s->d->regions[s->d->last].lines);
        for (int line = 0; line <= s->lines; line++) {
            int32_t node = *entry_at(s, s->next_entries, region, line);
            if (node != NO_NODE)
                consider(s, g, node, s->nodes.v[node].cost + empty);
        }
    }
}

static void clear_entries(const struct search *s, int32_t *entries)
{
    for (size_t i = 0; i < s->d->n_regions * (size_t)(s->lines + 1); i++)
        entries[i] = NO_NODE;
}

static void set_segment(struct search *s, const struct segment *segment)
{
    for (size_t p = 0; p <= segment->n_body; p++)
        s->pages[p].n = 0;
    set_sums(s, segment);
    forget(s, 0);
    column_memory_forget(s->memory);
    clear_entries(s, s->next_entries);
    begin_in_all(s);
    for (size_t r = 0; r < s->d->n_regions && !any_reached(s, segment); r++)
        force_segment(s, r);
    continue_segment(s, segment);
}

static struct goal find_way(struct search *s)
{
    struct goal jump = {NO_NODE, 0}, end = {NO_NODE, 0};
    bool may_jump = s->d->jumps;
    clear_entries(s, s->next_entries);
    struct node start = {.before = NO_NODE, .region = (uint32_t)s->d->first};
    reach(s, entry_at(s, s->next_entries, s->d->first, 0), start, NULL);
    for (size_t i = 0; i < s->flow->n; i++) {
        int32_t *entries = s->entries;
        s->entries = s->next_entries;
        s->next_entries = entries;
        set_segment(s, &s->flow->v[i]);
        if (may_jump)
            consider_jumps(s, &jump, &s->flow->v[i]);
    }
    consider_ends(s, &end);
    if (end.node == NO_NODE || (jump.node != NO_NODE && jump.cost < end.cost))
        return jump;
    return end;
}

static struct search search_new(const struct flow *flow, const struct dealing *d)
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
    clear_entries(&s, s.entries);
    for (size_t i = 0; i < flow->n; i++)
        for (size_t k = 0; k < flow->v[i].n_figures; k++)
            assert(flow->v[i].figures[k].columns >= 1);
    return s;
}

static void search_free(struct search *s)
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
    vec_free(&s->nodes);
    arena_free(s->scratch);
}

/* Nothing may be lost without a word, even if the search should fail. */
static void report_no_way(const struct segment *s, struct diags *diags)
{
    diag_add(diags, DIAG_FRAME_OVERFULL, s->article ? s->article->title.at : (struct place){0},
             "the text from here on cannot be dealt out to the columns");
    diag_hint(diags, "make its pictures smaller, or set fewer of them one after the other");
}

struct sheets deal(struct arena *a, const struct flow *flow, const struct dealing *d,
                   struct diags *diags)
{
    struct search s = search_new(flow, d);
    struct goal goal = find_way(&s);
    const struct nodes nodes = {s.nodes.v, d};
    struct sheets sheets = {.rest = flow->n};
    if (goal.node != NO_NODE)
        sheets = nodes_walk(a, &nodes, goal, diags);
    else if (flow->n)
        report_no_way(&flow->v[0], diags);
    search_free(&s);
    return sheets;
}
