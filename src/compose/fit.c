/* Pass 4: the breaks of least total cost. */
#include "compose/composer.h"
#include "compose/paragraph.h"

#include <assert.h>

#define UNREACHED INT64_MAX

/* Costs in thousandths of an em moved, weighted (LA-08). */
enum {
    COST_RUNT = 200000,      /* PG-06: a last line of one Han */
    COST_HYPHEN = 4000,      /* LA-08 */
    COST_LADDER = 40000,     /* a second hyphen in a row (LW-01) */
    COST_LAST_WORD = 450000, /* a hyphen in the paragraph's last word: better a quarter em a gap */
    COST_EMERGENCY = 1000000,
    COST_OVERFULL = 5000000,
};

struct search {
    struct paragraph_state *p;
    struct measure_table *table;
    size_t *legal; /* positions (units before the break) where a line may end, ascending */
    size_t n_legal;
    int64_t *cost; /* cost[k]: least cost of setting units 0 … k - 1 as whole lines */
    size_t *from;  /* where the last of those lines begins */
    bool *emergency;
    length reach;  /* how much a line may exceed the measure and still be looked at */
    length window; /* how much a line may lack before it is not considered */
};

static bool forced_at(const struct paragraph_state *p, size_t position)
{
    return p->units.v[position - 1].breaks == BREAK_FORCED;
}

static bool balances(const struct style *s)
{
    return s->align != ALIGN_JUSTIFY && s->n_lines > 0;
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
        cost = balances(style) ? f->cost : 0;
    if (last && paragraph_is_runt(s->p, from, to))
        cost += COST_RUNT;
    return cost + line_end_cost(s->p, from, to);
}

static void reach(struct search *s, size_t from, size_t to, int64_t cost, bool emergency)
{
    int64_t total = s->cost[from] + cost;
    if (total >= s->cost[to])
        return;
    s->cost[to] = total;
    s->from[to] = from;
    s->emergency[to] = emergency;
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
        reach(s, from, to, line_cost(s, from, to, &f), false);
        reached = true;
        if (last)
            break;
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

static void search_init(struct search *s, struct paragraph_state *p)
{
    size_t n = p->units.n;
    *s = (struct search){.p = p, .table = measure_table_new(p)};
    s->legal = xcalloc(n, sizeof *s->legal);
    s->cost = xcalloc(n + 1, sizeof *s->cost);
    s->from = xcalloc(n + 1, sizeof *s->from);
    s->emergency = xcalloc(n + 1, sizeof *s->emergency);
    for (size_t i = 0; i < n; i++) {
        if (p->units.v[i].breaks != BREAK_NEVER)
            s->legal[s->n_legal++] = i + 1;
        s->cost[i + 1] = UNREACHED;
    }
    s->reach = 2 * p->input->style->size;
    s->window = length_max(3 * p->input->style->size, p->input->measure / 8);
    if (balances(p->input->style))
        s->window = p->input->measure; /* HD-06: a heading's lines may all be short */
}

static void search_finish(struct search *s)
{
    measure_table_free(s->table);
    free(s->legal);
    free(s->cost);
    free(s->from);
    free(s->emergency);
}

static void keep_lines(struct search *s)
{
    struct paragraph_state *p = s->p;
    size_t n = 0;
    for (size_t to = p->units.n; to > 0; to = s->from[to])
        n++;
    for (size_t i = 0; i < n; i++)
        vec_add(&p->lines);
    for (size_t to = p->units.n; to > 0; to = s->from[to])
        p->lines.v[--n] = (struct chosen_line){s->from[to], to, s->emergency[to]};
}

/* Lines that one would rather not print: spaced out by more than a tenth of an em a gap, or cut. */
static bool wants_hyphens(const struct search *s)
{
    const struct paragraph_state *p = s->p;
    for (size_t i = 0; i < p->lines.n; i++) {
        const struct chosen_line *l = &p->lines.v[i];
        struct fitting f = measure_line(s->table, l->from, l->to, forced_at(p, l->to));
        bool short_line = f.stage == STAGE_EXPANDED && !f.x3_gap && f.expanded[STAGE_X3] == 0 &&
                          f.natural + f.expanded[STAGE_X1] + f.expanded[STAGE_X2] < f.available;
        if (l->emergency || short_line || f.x3_gap * 10 > p->input->style->size)
            return true;
    }
    return false;
}

/* LW-01, LW-02: not in headings, and only in narrow columns unless the layout says otherwise. */
static bool takes_hyphens(const struct paragraph_state *p)
{
    enum { NARROW = 24 };
    enum hyphenate mode = p->composer->rules->composition.hyphenate;
    const struct style *s = p->input->style;
    if (mode == HYPHENATE_OFF || s->n_lines > 0 || s->align != ALIGN_JUSTIFY)
        return false;
    return mode == HYPHENATE_ON || p->input->measure < NARROW * s->size;
}

static bool fit_once(struct paragraph_state *p)
{
    struct search s;
    search_init(&s, p);
    size_t first = 0;
    for (size_t from = 0; from < p->units.n; from++)
        if (s.cost[from] != UNREACHED)
            extend(&s, from, &first);
    assert(s.cost[p->units.n] != UNREACHED);
    p->lines.n = 0;
    keep_lines(&s);
    bool good = p->hyphens || !wants_hyphens(&s);
    search_finish(&s);
    return good;
}

void paragraph_fit(struct paragraph_state *p)
{
    if (!p->units.n || fit_once(p) || !takes_hyphens(p))
        return;
    p->hyphens = true;
    paragraph_western(p);
    fit_once(p);
}
