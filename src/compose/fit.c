/* Pass 4: the breaks of least total cost. */
#include "compose/composer.h"
#include "compose/paragraph.h"

#include <assert.h>

#define UNREACHED INT64_MAX

/* How many lines in a row end with hyphens; more than two count as three (LW-01). */
enum { LADDER = 4 };

/* Costs in thousandths of an em moved, weighted (LA-08). */
enum {
    COST_RUNT = 200000,  /* PG-06: a last line of one Han */
    COST_HYPHEN = 4000,  /* LA-08 */
    COST_LADDER = 40000, /* a second hyphen in a row (LW-01) */
    /* only where there is no other way (LW-01): a third one, one in the paragraph's last word */
    COST_LADDER_LONG = 100000000,
    COST_LAST_WORD = 100000000,
    COST_EMERGENCY = 1000000,
    COST_OVERFULL = 5000000,
};

struct search {
    struct paragraph_state *p;
    struct measure_table *table;
    size_t *legal; /* positions (units before the break) where a line may end, ascending */
    size_t n_legal;
    struct reached { /* at [k][h]: units 0 … k - 1 set as lines of which the last h end hyphened */
        int64_t cost; /* the least */
        size_t from;  /* where the last of those lines begins */
        size_t layer; /* of `at` before that */
        int before;   /* hyphened lines before that */
        bool emergency;
    } (*all)[LADDER], /* layer by layer: as many lines beside a picture as its number (GR-09), in
                         the last one any number more */
        (*at)[LADDER], (*next)[LADDER]; /* the layers where lines begin and end */
    size_t layer, n_layers;
    bool greedy;   /* the fullest line from each beginning, and no other */
    length reach;  /* how much a line may exceed the measure and still be looked at */
    length window; /* how much a line may lack before it is not considered */
};

static bool forced_at(const struct paragraph_state *p, size_t position)
{
    return p->units.v[position - 1].breaks == BREAK_FORCED;
}

bool paragraph_is_heading(const struct paragraph_state *p)
{
    return p->input->style->n_lines > 0 || p->input->is_title;
}

static bool balances(const struct paragraph_state *p)
{
    return p->input->style->align != ALIGN_JUSTIFY && paragraph_is_heading(p);
}

int64_t line_end_cost(const struct paragraph_state *p, size_t from, size_t to)
{
    const struct unit *last = &p->units.v[to - 1];
    int64_t cost = last->penalty;
    if (last->hyphen)
        cost += from > 0 && p->units.v[from - 1].hyphen ? COST_LADDER : COST_HYPHEN;
    if (last->hyphen && to > p->last_word)
        cost += COST_LAST_WORD;
    return cost;
}

bool paragraph_is_runt(const struct paragraph_state *p, size_t from, size_t to)
{
    int64_t least = p->composer->rules->composition.last_line, n = 0;
    if (from == 0 || forced_at(p, from) || !forced_at(p, to))
        return false;
    for (size_t i = from; i < to && n < least; i++) {
        enum char_class c = p->units.v[i].class;
        n += c == CLASS_HAN || c == CLASS_ITERATION || c == CLASS_WESTERN;
    }
    return n > 0 && n < least;
}

static int64_t line_cost(const struct search *s, size_t from, size_t to, const struct fitting *f)
{
    const struct style *style = s->p->input->style;
    bool last = forced_at(s->p, to);
    int64_t cost = f->cost;
    if (last && style->align != ALIGN_JUSTIFY && style->align != ALIGN_EVEN)
        cost = balances(s->p) ? f->cost : 0;
    if (last && paragraph_is_runt(s->p, from, to))
        cost += COST_RUNT;
    return cost + line_end_cost(s->p, from, to);
}

/* From all states at `from` to those at `to`. Of ways of equal cost the last one holds, in which
 * the later line gives way (PG-06). */
static void reach(struct search *s, size_t from, size_t to, int64_t cost, bool emergency)
{
    bool hyphen = s->p->units.v[to - 1].hyphen > 0;
    for (int h = 0; h < LADDER; h++) {
        if (s->at[from][h].cost == UNREACHED)
            continue;
        int now = !hyphen ? 0 : h + 1 < LADDER ? h + 1 : h;
        int64_t total = s->at[from][h].cost + cost;
        total += now == LADDER - 1 ? COST_LADDER_LONG : 0;
        if (total <= s->next[to][now].cost)
            s->next[to][now] = (struct reached){total, from, s->layer, h, emergency};
    }
}

/* No legal break is in reach: ends the line after the last unit that fits, one at least (LW-05). */
static void reach_emergency(struct search *s, size_t from, size_t legal)
{
    size_t low = from + 1, high = legal;
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        struct fitting f = measure_line(s->table, from, middle, true);
        if (f.natural <= f.available)
            low = middle;
        else
            high = middle - 1;
    }
    struct fitting f = measure_line(s->table, from, low, false);
    bool overfull = f.natural > f.available;
    reach(s, from, low, COST_EMERGENCY + (overfull ? COST_OVERFULL : 0), true);
}

/* Tries the lines that begin at `from`; `first` is the first legal break that was near enough to
 * the measure for the line before: it only moves on. */
static void extend(struct search *s, size_t from, size_t *first)
{
    while (*first < s->n_legal && s->legal[*first] <= from)
        ++*first;
    size_t i = *first;
    size_t short_one = SIZE_MAX; /* the longest line that lacks more than the window */
    size_t fullest = SIZE_MAX;   /* when lines are to be filled one after another (LA-08) */
    bool reached = false;
    for (; i < s->n_legal; i++) {
        size_t to = s->legal[i];
        bool last = forced_at(s->p, to);
        length excess = measure_excess(s->table, from, to);
        if (!last && -excess > s->window) {
            short_one = to;
            *first = i;
            continue;
        }
        struct fitting f = measure_line(s->table, from, to, last);
        if (!f.fits && excess > s->reach)
            break;
        if (!f.fits)
            continue; /* a mark that ends a later line may yet give way */
        fullest = to;
        if (!s->greedy)
            reach(s, from, to, line_cost(s, from, to, &f), false);
        reached = true;
        if (last)
            break;
    }
    if (reached && s->greedy) {
        struct fitting f = measure_line(s->table, from, fullest, forced_at(s->p, fullest));
        reach(s, from, fullest, line_cost(s, from, fullest, &f), false);
    }
    if (reached)
        return;
    if (short_one != SIZE_MAX) {
        struct fitting f = measure_line(s->table, from, short_one, false);
        reach(s, from, short_one, line_cost(s, from, short_one, &f), false);
    } else {
        reach_emergency(s, from, s->legal[i < s->n_legal ? i : s->n_legal - 1]);
    }
}

static void begin_layer(struct search *s, size_t layer)
{
    size_t size = s->p->units.n + 1;
    s->layer = layer;
    s->at = s->all + layer * size;
    s->next = layer + 1 < s->n_layers ? s->at + size : s->at;
    measure_table_at(s->table, layer);
}

static void search_init(struct search *s, struct paragraph_state *p)
{
    size_t n = p->units.n;
    *s = (struct search){
        .p = p, .table = measure_table_new(p), .greedy = p->composer->rules->composition.greedy};
    s->legal = xcalloc(n, sizeof *s->legal);
    int beside = p->input->n_beside;
    s->n_layers = (size_t)(beside ? p->input->beside_from + beside : 0) + 1;
    s->all = xcalloc((n + 1) * s->n_layers, sizeof *s->all);
    for (size_t i = 0; i < n; i++)
        if (p->units.v[i].breaks != BREAK_NEVER)
            s->legal[s->n_legal++] = i + 1;
    for (size_t i = 0; i < (n + 1) * s->n_layers; i++)
        for (int h = 0; h < LADDER; h++)
            s->all[i][h].cost = UNREACHED;
    s->all[p->input->begin][0].cost = 0;
    begin_layer(s, 0);
    s->reach = 2 * p->input->style->size;
    s->window = length_max(3 * p->input->style->size, p->input->measure / 8);
    if (balances(p))
        s->window = p->input->measure; /* HD-06: a heading's lines may all be short */
}

static void search_finish(struct search *s)
{
    measure_table_free(s->table);
    free(s->legal);
    free(s->all);
}

static int best_ladder(const struct search *s, size_t at)
{
    int best = 0;
    for (int h = 1; h < LADDER; h++)
        if (s->at[at][h].cost < s->at[at][best].cost)
            best = h;
    return best;
}

/* The layer in which the paragraph ends at least cost. */
static size_t best_layer(struct search *s)
{
    size_t best = 0, n = s->p->units.n;
    int64_t least = UNREACHED;
    for (size_t i = 0; i < s->n_layers; i++) {
        begin_layer(s, i);
        int64_t cost = s->at[n][best_ladder(s, n)].cost;
        if (cost < least)
            best = i;
        least = cost < least ? cost : least;
    }
    return best;
}

static void keep_lines(struct search *s)
{
    struct paragraph_state *p = s->p;
    begin_layer(s, best_layer(s));
    int h = best_ladder(s, p->units.n);
    for (size_t to = p->units.n; to > p->input->begin;) {
        const struct reached *r = &s->at[to][h];
        vec_push(&p->lines, ((struct chosen_line){r->from, to, r->emergency}));
        h = r->before;
        to = r->from;
        begin_layer(s, r->layer);
    }
    for (size_t i = 0, k = p->lines.n; i + 1 < k; i++) {
        struct chosen_line line = p->lines.v[i];
        p->lines.v[i] = p->lines.v[--k];
        p->lines.v[k] = line;
    }
}

/* By how much the gaps of the loosest line are widened; LENGTH_MAX where one is cut, or short for
 * want of gaps. */
static length loosest(const struct search *s)
{
    const struct paragraph_state *p = s->p;
    length most = 0;
    for (size_t i = 0; i < p->lines.n; i++) {
        const struct chosen_line *l = &p->lines.v[i];
        measure_table_at(s->table, i);
        struct fitting f = measure_line(s->table, l->from, l->to, forced_at(p, l->to));
        bool short_line = f.stage == STAGE_EXPANDED && !f.x3_gap && f.expanded[STAGE_X3] == 0 &&
                          f.natural + f.expanded[STAGE_X1] + f.expanded[STAGE_X2] < f.available;
        if (l->emergency || short_line)
            return LENGTH_MAX;
        most = length_max(most, f.x3_gap);
    }
    return most;
}

/* LW-01, LW-02: not in headings, and only in narrow columns unless the layout says otherwise. */
static bool takes_hyphens(const struct paragraph_state *p)
{
    enum { NARROW = 24 };
    enum hyphenate mode = p->composer->rules->composition.hyphenate;
    const struct style *s = p->input->style;
    if (mode == HYPHENATE_OFF || paragraph_is_heading(p) || s->align != ALIGN_JUSTIFY)
        return false;
    return mode == HYPHENATE_ON || p->input->measure < NARROW * s->size;
}

/* How loose the lines come out; what they cost into `*cost` unless that is NULL. */
static length fit_once(struct paragraph_state *p, int64_t *cost)
{
    struct search s;
    search_init(&s, p);
    for (size_t layer = 0; layer < s.n_layers; layer++) {
        size_t first = 0;
        begin_layer(&s, layer);
        for (size_t from = p->input->begin; from < p->units.n; from++)
            if (s.at[from][best_ladder(&s, from)].cost != UNREACHED)
                extend(&s, from, &first);
    }
    p->lines.n = 0;
    keep_lines(&s);
    if (cost)
        *cost = s.at[p->units.n][best_ladder(&s, p->units.n)].cost;
    length loose = loosest(&s);
    search_finish(&s);
    return loose;
}

/* The width of a heading that takes more than one line; 0: it does not, or is none (HD-06). */
static length heading_width(const struct paragraph_state *p)
{
    length width = 0;
    for (size_t i = p->input->begin; i < p->units.n; i++)
        width += unit_advance(&p->units.v[i]) + p->units.v[i].gap;
    return balances(p) && width + p->input->indent > p->input->measure ? width : 0;
}

/* Whether the author ends a line inside it. */
static bool has_own_ends(const struct paragraph_state *p)
{
    for (size_t i = p->input->begin; i + 1 < p->units.n; i++)
        if (p->units.v[i].breaks == BREAK_FORCED)
            return true;
    return false;
}

/* HD-06: of as few lines as there may be, and one or two more where a word or name would be parted
 * in those; each of about the same length. */
static void fit_heading(struct paragraph_state *p, length width)
{
    enum { MORE = 2, COST_LINE = 12000 };
    size_t least = (size_t)((width + p->input->measure - 1) / p->input->measure);
    int64_t best = UNREACHED;
    size_t chosen = least;
    for (size_t n = least; n <= least + MORE; n++) {
        int64_t cost;
        p->target = width / (length)n;
        fit_once(p, &cost);
        cost += p->lines.n > least ? (int64_t)(p->lines.n - least) * COST_LINE : 0;
        if (cost < best)
            chosen = n;
        best = cost < best ? cost : best;
    }
    p->target = width / (length)chosen;
}

void paragraph_fit(struct paragraph_state *p)
{
    length heading = p->units.n ? heading_width(p) : 0;
    if (heading)
        paragraph_senses(p);
    if (p->input->begin >= p->units.n)
        return;
    if (heading && !has_own_ends(p))
        fit_heading(p, heading);
    length size = p->input->style->size, loose = fit_once(p, NULL);
    if (loose > size / 10 && takes_hyphens(p)) {
        p->hyphens = true;
        paragraph_western(p);
        loose = fit_once(p, NULL);
    }
    bool spoilt = loose > length_scale(size, GAP_LOOSE, 1000);
    if (spoilt && !p->composer->rules->composition.forbid_rescue && paragraph_rescue(p))
        fit_once(p, NULL);
}
