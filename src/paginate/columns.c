#include "paginate/columns.h"

#include "base/vec.h"

#include <assert.h>

typedef VEC(struct band) band_list;

struct dealer {
    struct arena *arena;
    const struct dealing *d;
    struct diags *diags;
    band_list bands; /* of the page that is being filled */
    int used;        /* lines of it */
    VEC(struct sheet) sheets;
};

static int lines_of(const struct piece *pieces, size_t from, size_t to)
{
    int n = 0;
    for (size_t i = from; i < to; i++)
        n += pieces[i].lines;
    return n;
}

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

static int tallest(const struct segment *s, const struct column_range *columns, int n)
{
    int most = 0;
    for (int i = 0; i < n; i++) {
        int lines = lines_of(s->body, columns[i].from, columns[i].to);
        most = lines > most ? lines : most;
    }
    return most;
}

/* ---- pages ---- */

/* GR-07: what the page has left goes into the gaps over articles, evenly, the first ones first. */
static void stretch_gaps(struct dealer *d)
{
    int gaps = 0, left = d->d->lines - d->used;
    for (size_t i = 1; i < d->bands.n; i++)
        gaps += d->bands.v[i].has_head && d->bands.v[i].gap > 0;
    int room = gaps * d->d->gap_stretch;
    left = left < room ? left : room;
    int moved = 0;
    for (size_t i = 1; i < d->bands.n; i++) {
        struct band *b = &d->bands.v[i];
        if (b->has_head && b->gap > 0 && gaps > 0) {
            int more = (left + gaps - 1) / gaps;
            left -= more;
            gaps--;
            b->gap += more;
            moved += more;
            b->top -= more; /* moved below, with the others */
        }
        b->top += moved;
    }
}

static void end_page(struct dealer *d, bool last)
{
    if (!d->bands.n)
        return;
    if (!last)
        stretch_gaps(d);
    struct sheet *s = vec_add(&d->sheets);
    s->n = d->bands.n;
    s->bands = vec_take(d->arena, &d->bands);
    d->used = 0;
}

static void add_band(struct dealer *d, struct band band)
{
    band.top = d->used;
    band.lines = tallest(band.segment, band.columns, d->d->columns);
    d->used += band.gap + band.head + band.lines;
    vec_push(&d->bands, band);
}

/* Pieces that may nowhere be parted and are higher than a column: parted all the same. */
static void force(struct dealer *d, const struct segment *s, size_t *from)
{
    size_t to = *from;
    int lines = 0;
    while (to < s->n_body && (to == *from || lines + s->body[to].lines <= d->d->lines))
        lines += s->body[to++].lines;
    diag_add(d->diags, DIAG_KEEP_BROKEN, s->body[*from].at,
             "what begins here must stay together but is higher than a column");
    diag_hint(d->diags,
              "a column has %d lines; make it shorter, or loosen `keep-next`, `orphans` "
              "and `widows` in the layout",
              d->d->lines);
    struct band band = {.segment = s};
    for (int c = 0; c < d->d->columns; c++)
        band.columns[c] = (struct column_range){to, to};
    band.columns[0] = (struct column_range){*from, to};
    add_band(d, band);
    *from = to;
    end_page(d, false);
}

static bool fits_here(const struct dealer *d, const struct segment *s, int gap, int head)
{
    int left = d->d->lines - d->used - gap - head;
    struct column_range columns[COLUMNS_MAX];
    if (s->n_body && balance(d, s, 0, left, columns))
        return true;
    return left >= d->d->least_lines && (!s->n_body || fill(d, s, 0, left, columns) > 0) &&
           (!s->n_body || columns[0].to > 0);
}

static void deal_segment(struct dealer *d, const struct segment *s)
{
    int head = lines_of(s->head, 0, s->n_head);
    int gap = d->used && s->starts_article ? d->d->gap : 0;
    if (d->used && !fits_here(d, s, gap, head)) {
        end_page(d, false);
        gap = 0;
    }
    bool with_head = s->n_head > 0 || s->starts_article;
    size_t from = 0;
    do {
        struct band band = {.segment = s,
                            .has_head = with_head,
                            .gap = with_head ? gap : 0,
                            .head = with_head ? head : 0};
        int left = d->d->lines - d->used - band.gap - band.head;
        if (balance(d, s, from, left, band.columns)) {
            add_band(d, band);
            return;
        }
        size_t to = fill(d, s, from, left, band.columns);
        if (to == from && !d->used && !with_head) {
            force(d, s, &from);
            continue;
        }
        if (to > from || with_head)
            add_band(d, band);
        end_page(d, false);
        with_head = false;
        from = to;
    } while (from < s->n_body);
}

struct sheets deal(struct arena *a, const struct flow *flow, const struct dealing *dealing,
                   struct diags *diags)
{
    assert(dealing->columns >= 1 && dealing->columns <= COLUMNS_MAX);
    struct dealer d = {.arena = a, .d = dealing, .diags = diags};
    for (size_t i = 0; i < flow->n; i++)
        deal_segment(&d, &flow->v[i]);
    end_page(&d, true);
    struct sheets sheets = {.n = d.sheets.n};
    sheets.v = vec_take(a, &d.sheets);
    return sheets;
}
