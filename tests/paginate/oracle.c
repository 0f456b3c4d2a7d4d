/* The search for columns beside an enumeration of all that it may choose from, over small made-up
 * flows: what it finds must cost as much as the best of these.
 *
 * What may be chosen is said here once more, from the rules: where a segment begins and how wide
 * the gap above it is, the height of a balanced zone, which pictures stand at which head or foot,
 * the place where every column ends. Nothing is passed over that is dear; only the states are kept,
 * as what comes after one does not depend on how it was reached. An exhaustive search must find the
 * best. That with bounds of its own must find the best within these: above WINDOW lines from the
 * fullest end a column ends only where its white alone is cheaper than any end below it, and of a
 * balanced zone the HEIGHTS least heights are looked at, others while they cost less than the best
 * way. */
#include "made_up.h"

#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { DOCUMENTS = 1000, BUCKETS = 1 << 14, HEIGHTS = 3, WINDOW = 6 };

static const int64_t NONE = INT64_MAX / 4;

/* So much is set, and so many lines of a region are used. */
struct state {
    size_t segment, region;
    int line;
    int column, bottom; /* HD-11: it begins in this column, those before it reach to a line */
    struct cursor at;
};

struct known {
    struct state state;
    int64_t cost;
    struct known *next;
};

struct oracle {
    const struct made_up *m;
    bool bounded; /* by what the search may leave out */
    struct known *known[BUCKETS];
};

/* A zone that is being filled, column by column. */
struct filling {
    struct oracle *o;
    const struct segment *segment;
    struct state state; /* in which it begins */
    int columns, height, top[COLUMNS_MAX], foot[COLUMNS_MAX];
    bool ends, headed, any;
    bool open;  /* the last column ends where the text does */
    bool below; /* something stands above it */
    size_t n_figures;
    struct figure_place figures[FIGURES_MAX];
    size_t from[COLUMNS_MAX + 1]; /* pieces; the last: where it ends */
    int text[COLUMNS_MAX], notes[COLUMNS_MAX];
    size_t note; /* behind the column at hand */
    int64_t extra, best;
    int64_t zone; /* the best way in the zone itself, with its height */
    bool sound;   /* some way costs nothing in it */
};

static int64_t square(int64_t n)
{
    return n * n;
}

static int64_t best_from(struct oracle *o, struct state s, int turned);

/* ---- what a segment holds ---- */

static int lines_between(const struct segment *s, size_t from, size_t to)
{
    int lines = 0;
    for (size_t i = from; i < to; i++)
        lines += s->body[i].lines;
    return lines;
}

static size_t notes_before(const struct segment *s, size_t piece)
{
    size_t n = 0;
    for (size_t i = 0; i < piece; i++)
        n += s->body[i].n_note_lines;
    return n;
}

static int note_lines(const struct oracle *o, size_t n)
{
    const struct note_measure *m = &o->m->dealing.notes;
    int lines = 0;
    while (n && (length)lines * m->pitch < m->separator + (length)n * m->leading)
        lines++;
    return lines;
}

/* FN-08: how many of the lines [from, want) of notes stand at the foot, when the last note is
 * parted as late as `room` allows: two lines and more on each side. */
static size_t parted_note(const struct oracle *o, const struct segment *s, size_t from, size_t want,
                          int room)
{
    size_t start = want;
    while (start > from && !s->note_lines[--start].first)
        ;
    for (size_t to = want; to-- > start + 2;)
        if (want - to >= 2 && note_lines(o, to - from) <= room)
            return to;
    return from;
}

/* ---- costs ---- */

static int64_t flaw_cost(const struct filling *f, size_t to, bool last)
{
    const struct weights *w = f->o->m->dealing.weights;
    const struct segment *s = f->segment;
    int64_t cost = 0;
    if (to == 0 || to >= s->n_body)
        return 0;
    switch (s->body[to - 1].flaw) {
    case FLAW_HYPHEN: cost = w->hyphen; break;
    case FLAW_LEAD: cost = w->lead_in; break;
    case FLAW_ORPHAN: cost = w->orphan; break;
    case FLAW_WIDOW: cost = w->widow; break;
    case FLAW_TABLE: cost = w->table_split; break;
    default: break;
    }
    return last && !f->ends ? 2 * cost : cost; /* the reader must turn the page */
}

/* GR-05: of balanced columns the last one may be short by what a fair share leaves over. */
static int64_t slack_cost(const struct filling *f, int slack, bool all, bool last)
{
    const struct dealing *d = &f->o->m->dealing;
    if (f->open && last && all)
        return 0;
    if (f->ends && all && !d->even)
        return slack < f->columns ? 0 : d->weights->unbalanced * square(slack - f->columns + 1);
    return d->weights->short_column * square(slack) / f->columns;
}

static int mentioned_in(const struct filling *f, size_t piece)
{
    if (piece < f->from[0])
        return -1;
    for (int c = 0; c < f->columns; c++)
        if (piece < f->from[c + 1])
            return c;
    return f->from[f->columns] == f->segment->n_body ? f->columns - 1 : COLUMNS_MAX;
}

/* FG-04: what stands above a column's head or under its foot parts the paragraph that goes on
 * there.
 */
static int64_t split_cost(const struct filling *f, const struct figure_place *p)
{
    const struct segment *s = f->segment;
    size_t at = f->from[p->foot ? p->column + s->figures[p->figure].columns : p->column];
    bool parts = at > 0 && at < s->n_body && s->body[at - 1].goes_on;
    return parts ? f->o->m->dealing.weights->figure_split : 0;
}

/* GR-08; NONE: a picture stands before the page of its mention. */
static int64_t figure_cost(const struct filling *f)
{
    const struct weights *w = f->o->m->dealing.weights;
    int64_t cost = 0;
    for (size_t i = 0; i < f->n_figures; i++) {
        const struct figure_place *p = &f->figures[i];
        const struct figure *g = &f->segment->figures[p->figure];
        int mention = mentioned_in(f, g->anchor), last = p->column + g->columns - 1;
        if (mention == COLUMNS_MAX)
            return NONE;
        bool above = last == mention && !p->foot && g->columns == 1;
        if (mention >= 0 && (last < mention || above))
            cost += w->figure_early * (mention - last + 1);
        if (mention >= 0 && p->column > mention)
            cost += w->figure_far * (p->column - mention - 1);
        cost += (p->foot ? w->figure_far : 0) + split_cost(f, p);
    }
    for (size_t i = f->state.at.figure + f->n_figures; i < f->segment->n_figures; i++)
        if (f->segment->figures[i].anchor < f->from[f->columns])
            cost += w->figure_late;
    return cost;
}

/* ---- a zone ---- */

/* Where the next segment begins: below, or at the head of the column after this one's. */
static struct state end_of(const struct filling *f, int height)
{
    const struct state *s = &f->state;
    int columns = f->o->m->dealing.regions[s->region].columns;
    int bottom = s->line + height > s->bottom ? s->line + height : s->bottom;
    struct state next = {.segment = s->segment + 1, .region = s->region, .line = bottom};
    if (f->open && s->column + f->columns < columns) {
        next.line = s->line;
        next.column = s->column + f->columns;
        next.bottom = bottom;
    }
    return next;
}

/* All columns are filled: what it costs from here on. */
static void take(struct filling *f, int64_t cost)
{
    const struct dealing *d = &f->o->m->dealing;
    const struct segment *s = f->segment;
    struct cursor end = {f->from[f->columns], f->note, f->state.at.figure + f->n_figures};
    bool all = end.piece == s->n_body && end.note == s->n_note_lines && end.figure == s->n_figures;
    bool moved = end.piece > f->state.at.piece || end.note > f->state.at.note || f->n_figures;
    int64_t figures = f->state.at.figure < s->n_figures ? figure_cost(f) : 0;
    struct state next = f->state;
    int emptiest = f->text[0], last = f->columns - 1, height = f->height;
    int used = f->text[last] + f->notes[last] + f->top[last] + f->foot[last];
    if (all != f->ends || !moved || figures == NONE)
        return;
    if (f->open && !used)
        return;
    cost += figures;
    if (f->open && f->columns == 1 && !f->n_figures)
        height = used;
    f->sound |= f->ends && cost == 0;
    f->zone = cost + f->extra < f->zone ? cost + f->extra : f->zone;
    for (int c = 1; c < f->columns; c++)
        emptiest = f->text[c] < emptiest ? f->text[c] : emptiest;
    if (f->ends) {
        int lacks = !f->headed && height < 5 ? 5 - height : 0;
        cost += f->extra + d->weights->scrap * square(lacks);
        next = end_of(f, height);
    } else {
        if (f->headed && f->below && (emptiest == 0 || f->height < d->least_lines))
            return;
        next.at = end;
        next.region = d->regions[f->state.region].next;
        next.line = next.column = next.bottom = 0;
        cost += d->weights->page * d->regions[next.region].pages;
    }
    f->any = true;
    int64_t rest = best_from(f->o, next, 0);
    if (rest < NONE && cost + rest < f->best)
        f->best = cost + rest;
}

static int64_t end_cost(const struct filling *f, int column, size_t to, size_t note_to, int slack)
{
    const struct segment *s = f->segment;
    bool all = to == s->n_body && note_to == s->n_note_lines, last = column + 1 == f->columns;
    int64_t cost = slack_cost(f, slack, all, last) + flaw_cost(f, to, last);
    return note_to < notes_before(s, to) ? cost + f->o->m->dealing.weights->note_split : cost;
}

/* Every end that a column may have; without one it holds nothing but what is left of notes. */
static void fill_column(struct filling *f, int column, size_t from, size_t note, int64_t cost)
{
    const struct segment *s = f->segment;
    f->from[column] = from;
    f->note = note;
    if (column == f->columns) {
        take(f, cost);
        return;
    }
    int room = f->height - f->top[column] - f->foot[column], fullest = -1;
    int64_t cheapest = NONE;
    bool any = false;
    for (size_t to = s->n_body + 1; to-- > from;) {
        int text = lines_between(s, from, to);
        size_t want = notes_before(s, to), end = want;
        if (text > room || (to == from && any) ||
            (to > from && to < s->n_body && s->body[to - 1].kept))
            continue;
        if (text + note_lines(f->o, want - note) > room)
            end = parted_note(f->o, s, note, want, room - text);
        if (end == note && want > note)
            continue;
        int used = text + note_lines(f->o, end - note), slack = room - used;
        fullest = fullest < 0 ? used : fullest;
        bool dear = slack_cost(f, slack, false, column + 1 == f->columns) >= cheapest;
        if (f->o->bounded && used < fullest - WINDOW && dear)
            break;
        any = true;
        int64_t own = end_cost(f, column, to, end, slack);
        cheapest = own < cheapest ? own : cheapest;
        f->text[column] = text;
        f->notes[column] = used - text;
        fill_column(f, column + 1, to, end, cost + own);
        f->from[column] = from;
    }
}

/* Every place for the next pictures, and none. */
static void place_figures(struct filling *f)
{
    const struct segment *s = f->segment;
    size_t next = f->state.at.figure + f->n_figures;
    fill_column(f, 0, f->state.at.piece, f->state.at.note, 0);
    if (next >= s->n_figures || f->n_figures == FIGURES_MAX)
        return;
    const struct figure *g = &s->figures[next];
    for (int c = 0; c + g->columns <= f->columns; c++)
        for (int foot = 0; foot < 2; foot++) {
            int *stack = foot ? f->foot : f->top, before[COLUMNS_MAX], at = 0;
            bool fits = true;
            if (g->side == (foot ? FIGURE_TOP : FIGURE_FOOT))
                continue;
            for (int k = c; k < c + g->columns; k++)
                at = stack[k] > at ? stack[k] : at;
            for (int k = c; k < c + g->columns; k++)
                fits &= at + g->lines + (foot ? f->top[k] : f->foot[k]) <= f->height;
            if (!fits)
                continue;
            for (int k = 0; k < COLUMNS_MAX; k++)
                before[k] = stack[k];
            for (int k = c; k < c + g->columns; k++)
                stack[k] = at + g->lines;
            f->figures[f->n_figures++] = (struct figure_place){next, c, 0, foot};
            place_figures(f);
            f->n_figures--;
            for (int k = 0; k < COLUMNS_MAX; k++)
                stack[k] = before[k];
        }
}

/* ---- a band ---- */

/* HD-11 */
static bool wants_column(const struct oracle *o, size_t segment, size_t region)
{
    if (segment >= o->m->flow.n)
        return false;
    const struct segment *s = &o->m->flow.v[segment];
    return s->new_column && s->head_columns < o->m->dealing.regions[region].columns;
}

/* Before one that begins in a column: in as few columns as hold it, one after the other. */
static void run_out(struct filling *f, int least)
{
    int most = f->columns;
    f->ends = f->open = true;
    for (f->columns = least > 1 ? least : 1; f->columns <= most && !f->any; f->columns++)
        place_figures(f);
    f->columns = most;
    f->open = false;
}

/* With the gap that was chosen: balanced where all that is left fits, else as full as the region.
 */
static int64_t best_band(struct oracle *o, struct state s, int gap)
{
    const struct dealing *d = &o->m->dealing;
    const struct region *r = &d->regions[s.region];
    struct filling f = {.o = o, .segment = &o->m->flow.v[s.segment], .state = s};
    f.best = f.zone = NONE;
    int head = 0, least = 1, tried = 0;
    f.below = s.line > 0;
    f.columns = r->columns - s.column;
    f.headed = !s.at.piece && !s.at.note && !s.at.figure;
    if (f.headed)
        head = lines_between(&(struct segment){.body = f.segment->head}, 0, f.segment->n_head);
    if (f.headed && f.segment->head_columns && f.segment->head_columns < r->columns) {
        for (int c = 0; c < f.segment->head_columns; c++)
            f.top[c] = head;
        least = head;
    } else {
        f.state.line += head;
    }
    f.state.line += gap;
    int room = r->lines - f.state.line;
    bool runs = wants_column(o, s.segment + 1, s.region);
    f.height = room;
    if (runs && room >= least - 1)
        run_out(&f, f.headed && f.segment->head_columns < r->columns ? f.segment->head_columns : 1);
    f.ends = true;
    for (f.height = least; !runs && f.height <= room && !f.sound; f.height++) {
        f.extra = d->weights->unbalanced * square(tried);
        if (o->bounded && tried >= HEIGHTS && f.extra >= f.zone)
            break;
        place_figures(&f);
        tried += f.any;
    }
    f.ends = false;
    f.height = room;
    if (!f.any && room >= least - 1)
        place_figures(&f);
    return f.any ? f.best : -1;
}

static int64_t best_turned(struct oracle *o, struct state s, int turned)
{
    const struct dealing *d = &o->m->dealing;
    struct state next = {.segment = s.segment, .region = d->regions[s.region].next};
    int white = d->regions[s.region].lines - s.line;
    if (wants_column(o, s.segment, s.region))
        white = 0; /* it is left blank */
    if (turned > 2 * MADE_UP_REGIONS)
        return NONE;
    return d->weights->short_page * square(white) +
           d->weights->page * d->regions[next.region].pages + best_from(o, next, turned + 1);
}

static int64_t enumerate(struct oracle *o, struct state s, int turned)
{
    const struct dealing *d = &o->m->dealing;
    bool begins = !s.at.piece && !s.at.note && !s.at.figure, found = false;
    const struct segment *segment = &o->m->flow.v[s.segment];
    bool below = begins && s.line > 0 && !s.column;
    bool barred = (below && wants_column(o, s.segment, s.region)) ||
                  (s.column && segment->head_columns > d->regions[s.region].columns - s.column);
    int least = below ? d->gap : 0, most = below ? d->gap + d->gap_stretch : 0;
    int64_t best = NONE;
    for (int gap = least; gap <= most && !barred; gap++) {
        int64_t cost = best_band(o, s, gap);
        if (cost < 0)
            continue;
        found = true;
        cost += d->weights->wide_gap * square(gap - least);
        best = cost < best ? cost : best;
    }
    if (begins && (below || !found)) {
        int64_t cost = best_turned(o, s, turned);
        best = cost < best ? cost : best;
    }
    return best;
}

/* ---- states ---- */

static bool same_state(const struct state *a, const struct state *b)
{
    return a->segment == b->segment && a->region == b->region && a->line == b->line &&
           a->column == b->column && a->bottom == b->bottom && a->at.piece == b->at.piece &&
           a->at.note == b->at.note && a->at.figure == b->at.figure;
}

static int64_t best_from(struct oracle *o, struct state s, int turned)
{
    if (s.segment == o->m->flow.n)
        return 0;
    size_t hash = s.segment * 7919 + s.region * 104729 + (size_t)s.line * 31 + s.at.piece * 1009 +
                  s.at.note * 65537 + s.at.figure * 12289 + (size_t)s.column * 257 +
                  (size_t)s.bottom * 17;
    struct known **slot = &o->known[hash % BUCKETS];
    for (const struct known *k = *slot; k; k = k->next)
        if (same_state(&k->state, &s))
            return k->cost;
    int64_t cost = enumerate(o, s, turned);
    struct known *k = arena_one(o->m->arena, struct known);
    *k = (struct known){s, cost, *slot};
    *slot = k;
    return cost;
}

/* What the best way costs; that of the search must be the same. Negative: something in the flow had
 * to be forced, so that it cannot be compared. */
static int64_t compare(const struct made_up_size *size, uint64_t seed, bool exhaustive)
{
    struct made_up m;
    make_up(&m, size, seed);
    m.dealing.exhaustive = exhaustive;
    struct oracle *o = xcalloc(1, sizeof *o);
    o->m = &m;
    o->bounded = !exhaustive;
    struct sheets sheets = deal(m.arena, &m.flow, &m.dealing);
    int64_t best = sheets_forced(&sheets) ? -1 : best_from(o, (struct state){0}, 0);
    if (best >= 0 && best != sheets.cost)
        fail_msg("flow %llu: the search finds a way for %lld, the enumeration one for %lld",
                 (unsigned long long)seed, (long long)sheets.cost, (long long)best);
    free(o);
    arena_free(m.arena);
    return best;
}

static void compare_all(const struct made_up_size *size, uint64_t n, bool exhaustive)
{
    size_t compared = 0;
    for (uint64_t i = 0; i < n; i++)
        compared += compare(size, i, exhaustive) >= 0;
    assert_true(compared > n * 3 / 4);
}

static const struct made_up_size small = {.columns = 3,
                                          .segments = 3,
                                          .pieces = 26,
                                          .least_lines = 6,
                                          .lines = 12,
                                          .head = 2,
                                          .figure = 4,
                                          .note = 4};
static const struct made_up_size large = {.columns = 3,
                                          .segments = 3,
                                          .pieces = 90,
                                          .least_lines = 12,
                                          .lines = 30,
                                          .head = 2,
                                          .figure = 9,
                                          .note = 4};

static void test_small_pages(void **state)
{
    (void)state;
    compare_all(&small, DOCUMENTS, false);
    compare_all(&small, DOCUMENTS, true);
}

static void test_larger_pages(void **state)
{
    (void)state;
    compare_all(&large, DOCUMENTS / 20, false);
    compare_all(&large, DOCUMENTS / 100, true);
}

/* The bounds leave out what is cheaper in about one of a thousand small flows: in these. */
static void test_bounds(void **state)
{
    static const uint64_t flows[] = {1383, 2165, 3037, 6106, 7153, 7222};
    (void)state;
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
        assert_true(compare(&small, flows[i], true) < compare(&small, flows[i], false));
    /* a height beyond the first few that costs less than any of these */
    assert_int_equal(compare(&small, 4878, false), compare(&small, 4878, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_pages),
        cmocka_unit_test(test_larger_pages),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
