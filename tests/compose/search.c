#include "search.h"

#include "compose/composer.h"

#define UNREACHED INT64_MAX

/* What composition adds to a line's cost, restated. */
enum {
    COST_RUNT = 200000,
    COST_EMERGENCY = 1000000,
    COST_OVERFULL = 5000000,
};

static struct {
    struct search_result result;
    VEC(length) hung;
    bool compare;
} watch;

void search_compare(bool on)
{
    watch.compare = on;
}

const struct search_result *search_last(void)
{
    return &watch.result;
}

length search_hung(size_t i)
{
    return watch.hung.v[i];
}

/* ---- what a line costs ---- */

struct fitting __real_measure_line(const struct measure_table *t, size_t from, size_t to,
                                   bool last);

struct ways {
    const struct paragraph_state *p;
    struct measure_table *table;
};

static bool forced_at(const struct paragraph_state *p, size_t position)
{
    return p->units.v[position - 1].breaks == BREAK_FORCED;
}

static bool is_runt(const struct paragraph_state *p, size_t from, size_t to)
{
    int64_t n = 0;
    for (size_t i = from; i < to; i++)
        n += class_is_plain(p->units.v[i].class);
    return forced_at(p, to) && from > 0 && !forced_at(p, from) && n > 0 &&
           n < p->composer->rules->composition.last_line;
}

static struct fitting fitting_of(const struct ways *w, size_t from, size_t to)
{
    return __real_measure_line(w->table, from, to, forced_at(w->p, to));
}

static int64_t line_cost(const struct ways *w, size_t from, size_t to)
{
    const struct style *s = w->p->input->style;
    int64_t cost = fitting_of(w, from, to).cost;
    bool ragged = s->align != ALIGN_JUSTIFY && s->align != ALIGN_EVEN;
    if (ragged && forced_at(w->p, to) && s->n_lines == 0)
        cost = 0;
    if (is_runt(w->p, from, to))
        cost += COST_RUNT;
    return cost + line_end_cost(w->p, from, to);
}

static int64_t emergency_cost(const struct ways *w, size_t from, size_t to)
{
    struct fitting f = __real_measure_line(w->table, from, to, false);
    return COST_EMERGENCY + (f.natural > f.available ? COST_OVERFULL : 0);
}

static int64_t chosen_cost(const struct ways *w)
{
    int64_t cost = 0;
    for (size_t i = 0; i < w->p->lines.n; i++) {
        const struct chosen_line *l = &w->p->lines.v[i];
        cost += l->emergency ? emergency_cost(w, l->from, l->to) : line_cost(w, l->from, l->to);
    }
    return cost;
}

/* ---- the fullest lines ---- */

static size_t greedy_emergency(const struct ways *w, size_t from)
{
    size_t to = from + 1;
    while (!forced_at(w->p, to)) {
        struct fitting f = __real_measure_line(w->table, from, to + 1, true);
        if (f.natural > f.available)
            break;
        to++;
    }
    return to;
}

/* The last legal end at which a line from here still fits; 0: there is none. Stops 2 em beyond the
 * measure, as everybody does. */
static size_t greedy_end(const struct ways *w, size_t from)
{
    size_t best = 0;
    for (size_t to = from + 1; to <= w->p->units.n; to++) {
        if (w->p->units.v[to - 1].breaks == BREAK_NEVER)
            continue;
        struct fitting f = fitting_of(w, from, to);
        if (f.fits)
            best = to;
        else if (f.natural > f.available + 2 * w->p->input->style->size)
            break;
        if (forced_at(w->p, to))
            break;
    }
    return best;
}

static int64_t greedy_cost(const struct ways *w)
{
    int64_t cost = 0;
    for (size_t from = 0, to; from < w->p->units.n; from = to) {
        to = greedy_end(w, from);
        if (to) {
            cost += line_cost(w, from, to);
        } else {
            to = greedy_emergency(w, from);
            cost += emergency_cost(w, from, to);
        }
    }
    return cost;
}

/* ---- all ways ---- */

struct best_way {
    int64_t cost;
    bool near;
};

/* Composition does not look at lines that lack more when there are others. */
static bool is_near(const struct ways *w, const struct fitting *f)
{
    const struct style *s = w->p->input->style;
    length window = length_max(3 * s->size, w->p->input->measure / 8);
    bool balanced = s->align != ALIGN_JUSTIFY && s->n_lines > 0;
    return balanced || f->available - f->natural <= window;
}

static void try_lines_from(const struct ways *w, size_t from, struct best_way *best)
{
    for (size_t to = from + 1; to <= w->p->units.n; to++) {
        if (w->p->units.v[to - 1].breaks == BREAK_NEVER)
            continue;
        struct fitting f = fitting_of(w, from, to);
        bool last = forced_at(w->p, to);
        int64_t cost = f.fits ? best[from].cost + line_cost(w, from, to) : UNREACHED;
        bool near = best[from].near && (last || is_near(w, &f));
        if (cost < best[to].cost || (cost == best[to].cost && near))
            best[to] = (struct best_way){cost, near};
        if (last)
            return;
    }
}

static void find_least(const struct ways *w, struct search_result *r)
{
    size_t n = w->p->units.n;
    struct best_way *best = xcalloc(n + 1, sizeof *best);
    for (size_t i = 1; i <= n; i++)
        best[i].cost = UNREACHED;
    best[0].near = true;
    for (size_t from = 0; from < n; from++)
        if (best[from].cost != UNREACHED)
            try_lines_from(w, from, best);
    r->least = best[n].cost == UNREACHED ? COST_UNKNOWN : best[n].cost;
    r->least_is_near = best[n].near;
    free(best);
}

/* ---- in the place of composition's functions ---- */

void __real_paragraph_fit(struct paragraph_state *p);
void __wrap_paragraph_fit(struct paragraph_state *p);
struct fitting __wrap_measure_line(const struct measure_table *t, size_t from, size_t to,
                                   bool last);
length __real_measure_excess(const struct measure_table *t, size_t from, size_t to);
length __wrap_measure_excess(const struct measure_table *t, size_t from, size_t to);
struct line __real_line_set(struct paragraph_state *p, const struct chosen_line *chosen,
                            const struct fitting *fit, bool last);
struct line __wrap_line_set(struct paragraph_state *p, const struct chosen_line *chosen,
                            const struct fitting *fit, bool last);

void __wrap_paragraph_fit(struct paragraph_state *p)
{
    struct search_result *r = &watch.result;
    *r = (struct search_result){
        .units = p->units.n, .least = COST_UNKNOWN, .align = p->input->style->align};
    watch.hung.n = 0;
    __real_paragraph_fit(p);
    r->lines = p->lines.n;
    for (size_t i = 0; i < p->lines.n; i++)
        r->emergencies += p->lines.v[i].emergency;
    if (!watch.compare || !p->units.n)
        return;
    struct ways w = {p, measure_table_new(p)};
    r->cost = chosen_cost(&w);
    r->greedy = greedy_cost(&w);
    find_least(&w, r);
    measure_table_free(w.table);
}

struct fitting __wrap_measure_line(const struct measure_table *t, size_t from, size_t to, bool last)
{
    watch.result.weighed++;
    return __real_measure_line(t, from, to, last);
}

length __wrap_measure_excess(const struct measure_table *t, size_t from, size_t to)
{
    watch.result.weighed++;
    return __real_measure_excess(t, from, to);
}

struct line __wrap_line_set(struct paragraph_state *p, const struct chosen_line *chosen,
                            const struct fitting *fit, bool last)
{
    vec_push(&watch.hung, fit->hung);
    return __real_line_set(p, chosen, fit, last);
}
