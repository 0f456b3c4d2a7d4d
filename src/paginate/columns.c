#include "paginate/columns.h"

#include "base/vec.h"

#include <assert.h>
#include <string.h>

enum { SCRAP_LINES = 2, NO_NODE = -1 };

/* A state of the search: so much of the flow is set, and so many lines of a region are used. */
struct node {
    int64_t cost;
    int32_t before;
    uint32_t region; /* n_regions: past the thread's end */
    uint32_t segment;
    int line;
    struct cursor at;  /* in the segment; all 0: it begins */
    bool turned;       /* the region before was left as it was */
    int gap;           /* lines of white before the segment that led here */
    struct band *band; /* that led here; NULL when turned */
};

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

/* Keeps a way that is better than what was known; its band is copied. */
static void reach(struct search *s, int32_t *slot, struct node n, const struct band *band)
{
    struct band *kept = NULL;
    if (*slot != NO_NODE && s->nodes.v[*slot].cost <= n.cost)
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

static struct band band_with(const struct way *w, const struct zone_result *filling)
{
    struct band band = w->band;
    band.lines = filling->lines;
    band.cost = filling->cost;
    band.end = filling->end;
    memcpy(band.columns, filling->columns, sizeof band.columns);
    memcpy(band.figures, filling->figures, sizeof band.figures);
    band.n_figures = filling->n_figures;
    return band;
}

/* A segment ends: the next one begins below it. */
static void found_end(const struct zone_result *filling, void *data)
{
    struct way *w = data;
    struct search *s = w->s;
    const struct node from = s->nodes.v[w->from];
    struct band band = band_with(w, filling);
    if (!band.has_head && filling->lines <= SCRAP_LINES)
        band.cost += s->d->weights->scrap;
    struct node n = {.cost = from.cost + band.cost,
                     .before = w->from,
                     .region = from.region,
                     .segment = from.segment + 1,
                     .line = band.top + band.gap + band.head + band.lines};
    reach(s, entry_at(s, s->next_entries, n.region, n.line), n, &band);
    w->found = true;
}

static int emptiest(const struct zone_result *filling, int columns)
{
    int least = INT32_MAX;
    for (int c = 0; c < columns; c++)
        least = filling->columns[c].text < least ? filling->columns[c].text : least;
    return least;
}

/* The segment goes on in another region. Under a head every column needs some text. */
static void found_break(const struct zone_result *filling, void *data)
{
    struct way *w = data;
    struct search *s = w->s;
    const struct node from = s->nodes.v[w->from];
    const struct dealing *d = s->d;
    if (w->band.has_head && from.line > 0 &&
        (emptiest(filling, d->regions[from.region].columns) == 0 ||
         filling->lines < d->least_lines))
        return;
    struct band band = band_with(w, filling);
    size_t after[2];
    int n_after = regions_after(d, from.region, after);
    for (int i = 0; i < n_after; i++) {
        struct node n = {.cost = from.cost + band.cost,
                         .before = w->from,
                         .region = (uint32_t)after[i],
                         .segment = from.segment,
                         .at = filling->end};
        n.cost += after[i] == d->n_regions ? d->weights->jump : 0;
        reach(s, page_slot(s, &n), n, &band);
    }
    w->found = true;
}

static void remember(const struct zone_result *result, void *list)
{
    result_list *to = list;
    vec_push(to, *result);
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
            found_end(&b->balanced.v[i], w);
    if (w->found)
        return;
    if (!b->known[f->lines])
        zone_fill(f, start, remember, &b->filled[f->lines]);
    b->known[f->lines] = true;
    for (size_t i = 0; i < b->filled[f->lines].n; i++)
        found_break(&b->filled[f->lines].v[i], w);
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
    if (forced.end.piece == segment->n_body && forced.end.figure == segment->n_figures)
        found_end(&forced, w);
    else
        found_break(&forced, w);
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
        struct node n = {.cost = from.cost + s->d->weights->short_page * square(white),
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

static void begin_segment(struct search *s, int32_t index)
{
    const struct dealing *d = s->d;
    const struct node from = s->nodes.v[index];
    const struct segment *segment = &s->flow->v[from.segment];
    bool gaps = segment->starts_article && from.line > 0;
    int least = gaps ? d->gap : 0, most = gaps ? d->gap + d->gap_stretch : 0;
    bool found = false;
    bool barred = segment->continues && region_of(s, &from)->front;
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
    if (forced.end.piece == segment->n_body && forced.end.figure == segment->n_figures)
        found_end(&forced, &w);
    else
        found_break(&forced, &w);
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

/* Of the ways to one line of text the cheapest, whatever pictures and notes are still to come. */
static int64_t cheapest_at(const struct search *s, size_t piece)
{
    int64_t best = INT64_MAX;
    for (size_t i = 0; i < s->pages[piece].n; i++) {
        const struct node *n = &s->nodes.v[s->pages[piece].v[i]];
        if (n->region < s->d->n_regions && n->cost < best)
            best = n->cost;
    }
    return best;
}

/* Ways to a line differ in what pictures and notes are still to come: one that costs as much more
 * as two pictures a page late is given up. They would else lag behind by every number of pages, and
 * time would grow with the square of an article's length. */
static void continue_segment(struct search *s, const struct segment *segment)
{
    const struct weights *weights = s->d->weights;
    int64_t far = 2 * weights->figure_late + weights->note_split;
    for (size_t p = 0; p <= segment->n_body; p++) {
        int64_t best = cheapest_at(s, p);
        for (size_t i = 0; i < s->pages[p].n; i++) {
            struct way w = {.s = s, .from = s->pages[p].v[i]};
            const struct node *n = &s->nodes.v[w.from];
            if (n->region < s->d->n_regions && n->cost - best <= far)
                try_band(&w);
        }
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

struct goal {
    int32_t node;
    int64_t cost;
};

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

/* ---- the way that was found, as regions of pages ---- */

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
        [FLAW_HYPHEN] = "a word is divided between two columns",
        [FLAW_ORPHAN] = "the first lines of a paragraph stand alone at a column's foot",
        [FLAW_WIDOW] = "the last lines of a paragraph stand alone at a column's head",
    };
    for (int c = 0; c < columns; c++) {
        size_t to = b->columns[c].to;
        if (to == 0 || to >= b->segment->n_body || to == b->columns[c].from)
            continue;
        const struct piece *last = &b->segment->body[to - 1];
        if (!last->flaw)
            continue;
        diag_add(p->diags, DIAG_WIDOW, last->at, "%s", what[last->flaw]);
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

static struct sheets walk(struct search *s, struct goal goal, struct paper *p)
{
    VEC(int32_t) way = {0};
    for (int32_t i = goal.node; i != NO_NODE; i = s->nodes.v[i].before)
        vec_push(&way, i);
    for (size_t i = way.n; i-- > 1;)
        keep(p, &s->nodes.v[way.v[i]], &s->nodes.v[way.v[i - 1]]);
    const struct node *last = &s->nodes.v[way.v[0]];
    if (last->region < s->d->n_regions)
        end_region(p, last->region);
    vec_free(&way);
    struct sheets out = {.cost = goal.cost, .rest = last->segment, .rest_at = last->at};
    out.ends_last = last->region < s->d->n_regions && last->region >= s->d->last;
    out.n = p->sheets.n;
    out.v = vec_take(p->arena, &p->sheets);
    return out;
}

static struct search search_new(const struct flow *flow, const struct dealing *d)
{
    struct search s = {.scratch = arena_new(), .flow = flow, .d = d};
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
    free(s->sums.lines);
    free(s->sums.notes);
    free(s->entries);
    free(s->next_entries);
    vec_free(&s->nodes);
    arena_free(s->scratch);
}

struct sheets deal(struct arena *a, const struct flow *flow, const struct dealing *d,
                   struct diags *diags)
{
    struct search s = search_new(flow, d);
    struct goal goal = find_way(&s);
    struct paper p = {.arena = a, .d = d, .diags = diags};
    struct sheets sheets = {.rest = flow->n};
    if (goal.node != NO_NODE)
        sheets = walk(&s, goal, &p);
    search_free(&s);
    return sheets;
}
