#include "paginate/columns.h"

#include "base/vec.h"

#include <assert.h>

/* Costs of a page's looks, in squares of lines. */
enum {
    COST_SHORT_PAGE = 8,   /* white at the foot of a page that is not the last (GR-07) */
    COST_SHORT_COLUMN = 8, /* one column of a full page that ends early */
    COST_WIDE_GAP = 2,     /* more white between articles than the layout asks for */
    COST_SCRAP = 60,       /* an article's end of a line or two alone on a page */
    COST_BROKEN_KEEP = 10000,
    SCRAP_LINES = 2,
};

#define UNREACHED INT64_MAX

/* A segment's bands in order; each but the first begins a page. */
struct laid {
    VEC(struct band) bands;
    int used; /* lines of the page on which it ends */
    int64_t cost;
    size_t broken; /* piece before which a keep was broken, SIZE_MAX: none */
};

struct dealer {
    struct arena *arena;
    const struct flow *flow;
    const struct dealing *d;
};

static int lines_of(const struct piece *pieces, size_t from, size_t to)
{
    int n = 0;
    for (size_t i = from; i < to; i++)
        n += pieces[i].lines;
    return n;
}

static int64_t square(int n)
{
    return (int64_t)n * n;
}

/* ---- one page's columns ---- */

/* How many pieces from `from` a column of `limit` lines takes and may end after; 0: none. */
static size_t take(const struct segment *s, size_t from, int limit)
{
    size_t best = from;
    int lines = 0;
    for (size_t i = from; i < s->n_body; i++) {
        lines += s->body[i].lines;
        if (lines > limit)
            break;
        if (!s->body[i].kept || i + 1 == s->n_body)
            best = i + 1;
    }
    return best - from;
}

/* Deals from `from` to columns of `limit` lines; returns where the last one ends. */
static size_t fill(const struct dealer *d, const struct segment *s, size_t from, int limit,
                   struct column_range *columns)
{
    for (int c = 0; c < d->d->columns; c++) {
        size_t n = take(s, from, limit);
        columns[c] = (struct column_range){from, from + n};
        from += n;
    }
    return from;
}

/* The least height of columns that holds all that is left, or 0 when `most` is not enough. Taking
 * as much as fits leaves the least for the next column, so the first height that works is the
 * least one; shortage stands in the last column. */
static int balance(const struct dealer *d, const struct segment *s, size_t from, int most,
                   struct column_range *columns)
{
    int total = lines_of(s->body, from, s->n_body);
    int least = (total + d->d->columns - 1) / d->d->columns;
    for (int h = least; h <= most; h++)
        if (fill(d, s, from, h, columns) == s->n_body)
            return h;
    return 0;
}

static int column_lines(const struct segment *s, struct column_range c)
{
    return lines_of(s->body, c.from, c.to);
}

static int tallest(const struct dealer *d, const struct band *b)
{
    int most = 0;
    for (int i = 0; i < d->d->columns; i++) {
        int lines = column_lines(b->segment, b->columns[i]);
        most = lines > most ? lines : most;
    }
    return most;
}

/* ---- one segment ---- */

static void add_band(const struct dealer *d, struct laid *laid, struct band band, int top)
{
    band.top = top;
    band.lines = tallest(d, &band);
    laid->used = top + band.gap + band.head + band.lines;
    vec_push(&laid->bands, band);
}

static int64_t column_cost(const struct dealer *d, const struct band *b, int height)
{
    int64_t cost = 0;
    for (int i = 0; i < d->d->columns; i++)
        cost += COST_SHORT_COLUMN * square(height - column_lines(b->segment, b->columns[i]));
    return cost / d->d->columns;
}

/* Pieces that may nowhere be parted and are higher than a column: parted all the same. */
static size_t force(const struct dealer *d, const struct segment *s, size_t from, struct laid *laid)
{
    size_t to = from;
    int lines = 0;
    while (to < s->n_body && (to == from || lines + s->body[to].lines <= d->d->lines))
        lines += s->body[to++].lines;
    struct band band = {.segment = s};
    for (int c = 0; c < d->d->columns; c++)
        band.columns[c] = (struct column_range){to, to};
    band.columns[0] = (struct column_range){from, to};
    laid->broken = from;
    laid->cost += COST_BROKEN_KEEP;
    add_band(d, laid, band, 0);
    return to;
}

/* Lays a segment out from line `top` of a page: balanced at its end, full columns before. */
static void lay(const struct dealer *d, const struct segment *s, int top, int gap,
                struct laid *laid)
{
    int head = lines_of(s->head, 0, s->n_head);
    bool with_head = s->n_head > 0 || s->starts_article;
    size_t from = 0;
    laid->bands.n = 0;
    laid->cost = 0;
    laid->broken = SIZE_MAX;
    do {
        struct band band = {.segment = s,
                            .has_head = with_head,
                            .gap = with_head ? gap : 0,
                            .head = with_head ? head : 0};
        int left = d->d->lines - top - band.gap - band.head;
        int height = balance(d, s, from, left, band.columns);
        if (height || !s->n_body) {
            add_band(d, laid, band, top);
            if (!with_head && height <= SCRAP_LINES)
                laid->cost += COST_SCRAP;
            return;
        }
        size_t to = fill(d, s, from, left, band.columns);
        if (to == from && !top && !with_head) {
            to = force(d, s, from, laid);
        } else {
            add_band(d, laid, band, top);
            laid->cost += column_cost(d, &band, left);
        }
        with_head = false;
        from = to;
        top = 0;
    } while (from < s->n_body);
}

/* Whether a segment may begin at line `top`: its head needs text under it in every column. */
static bool may_begin(const struct dealer *d, const struct segment *s, int top, int gap)
{
    int left = d->d->lines - top - gap - lines_of(s->head, 0, s->n_head);
    struct column_range columns[COLUMNS_MAX];
    if (left < 0)
        return false;
    if (!s->n_body || balance(d, s, 0, left, columns))
        return true;
    fill(d, s, 0, left, columns);
    for (int c = 0; c < d->d->columns; c++)
        if (columns[c].from == columns[c].to)
            return false;
    return left >= d->d->least_lines;
}

/* ---- all segments: the way of least cost through (segment, line where it begins) ---- */

struct step {
    int64_t cost; /* of the segments before, to reach this line of a page */
    int before;   /* line at which the segment before was reached */
    int gap;      /* of the segment before */
    bool new_page;
};

struct search {
    const struct dealer *d;
    struct step *steps; /* (segment, line): where a segment is reached */
    struct laid laid;   /* scratch */
};

static struct step *step_at(const struct search *s, size_t segment, int line)
{
    return &s->steps[segment * (size_t)(s->d->d->lines + 1) + (size_t)line];
}

static void try_step(struct search *s, size_t i, int line, int gap, bool new_page)
{
    const struct dealer *d = s->d;
    const struct step *here = step_at(s, i, line);
    int64_t cost = here->cost;
    if (new_page)
        cost += COST_SHORT_PAGE * square(d->d->lines - line);
    else if (gap)
        cost += COST_WIDE_GAP * square(gap - d->d->gap);
    lay(d, &d->flow->v[i], new_page ? 0 : line, gap, &s->laid);
    cost += s->laid.cost;
    struct step *next = step_at(s, i + 1, s->laid.used);
    if (cost < next->cost)
        *next = (struct step){cost, line, gap, new_page};
}

static void extend(struct search *s, size_t i, int line)
{
    const struct dealing *d = s->d->d;
    const struct segment *segment = &s->d->flow->v[i];
    if (step_at(s, i, line)->cost == UNREACHED)
        return;
    if (line == 0) {
        try_step(s, i, 0, 0, false);
        return;
    }
    int least = segment->starts_article ? d->gap : 0;
    int most = segment->starts_article ? d->gap + d->gap_stretch : 0;
    for (int gap = least; gap <= most && may_begin(s->d, segment, line, gap); gap++)
        try_step(s, i, line, gap, false);
    try_step(s, i, line, 0, true);
}

static void find_way(struct search *s)
{
    size_t n = s->d->flow->n;
    int lines = s->d->d->lines;
    for (size_t i = 0; i < (n + 1) * (size_t)(lines + 1); i++)
        s->steps[i].cost = UNREACHED;
    step_at(s, 0, 0)->cost = 0;
    for (size_t i = 0; i < n; i++)
        for (int line = 0; line <= lines; line++)
            extend(s, i, line);
}

/* ---- the way that was found, as pages ---- */

struct paper {
    const struct dealer *d;
    struct diags *diags;
    VEC(struct band) bands;
    VEC(struct sheet) sheets;
};

static void end_page(struct paper *p)
{
    if (!p->bands.n)
        return;
    struct sheet *sheet = vec_add(&p->sheets);
    sheet->n = p->bands.n;
    sheet->bands = vec_take(p->d->arena, &p->bands);
}

static void report_broken(struct paper *p, const struct segment *s, size_t piece)
{
    diag_add(p->diags, DIAG_KEEP_BROKEN, s->body[piece].at,
             "what begins here must stay together but is higher than a column");
    diag_hint(p->diags,
              "a column has %d lines; make it shorter, or loosen `keep-next`, `orphans` "
              "and `widows` in the layout",
              p->d->d->lines);
}

static void keep(struct paper *p, const struct segment *s, const struct laid *laid, bool new_page)
{
    if (new_page)
        end_page(p);
    for (size_t i = 0; i < laid->bands.n; i++) {
        if (i > 0)
            end_page(p);
        vec_push(&p->bands, laid->bands.v[i]);
    }
    if (laid->broken != SIZE_MAX)
        report_broken(p, s, laid->broken);
}

static int best_end(const struct search *s)
{
    int best = 0;
    for (int line = 1; line <= s->d->d->lines; line++)
        if (step_at(s, s->d->flow->n, line)->cost < step_at(s, s->d->flow->n, best)->cost)
            best = line;
    return best;
}

static void walk(struct search *s, struct paper *p)
{
    size_t n = s->d->flow->n;
    struct step *way = xcalloc(n + 1, sizeof *way);
    int line = best_end(s);
    for (size_t i = n; i > 0; i--) {
        way[i - 1] = *step_at(s, i, line);
        line = way[i - 1].before;
    }
    for (size_t i = 0; i < n; i++) {
        const struct segment *segment = &s->d->flow->v[i];
        lay(s->d, segment, way[i].new_page ? 0 : way[i].before, way[i].gap, &s->laid);
        keep(p, segment, &s->laid, way[i].new_page);
    }
    end_page(p);
    free(way);
}

struct sheets deal(struct arena *a, const struct flow *flow, const struct dealing *dealing,
                   struct diags *diags)
{
    assert(dealing->columns >= 1 && dealing->columns <= COLUMNS_MAX && dealing->lines > 0);
    struct dealer d = {a, flow, dealing};
    struct search s = {.d = &d};
    s.steps = xcalloc((flow->n + 1) * (size_t)(dealing->lines + 1), sizeof *s.steps);
    find_way(&s);
    struct paper p = {.d = &d, .diags = diags};
    walk(&s, &p);
    vec_free(&s.laid.bands);
    free(s.steps);
    struct sheets sheets = {.n = p.sheets.n};
    sheets.v = vec_take(a, &p.sheets);
    return sheets;
}
