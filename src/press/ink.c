#include "press/ink.h"

#include "base/map.h"
#include "base/vec.h"

#include <stdlib.h>

enum {
    CELLS_MAX = 4 << 20, /* larger pages get larger cells */
    MASKS_MAX = 48,
    PLATES = 5, /* C, M, Y, K, the spot colours' sum */
    FULL = 200, /* 1/2 %: a cell's byte; sums of spot colours end at 255 */
};

struct crossing {
    int row;
    double x;
    int way;
};

struct ink {
    double x, y, cell; /* of the lower left corner */
    int columns, rows;
    uint8_t *cells; /* PLATES bytes each */
    size_t cap;
    struct map *masks; /* struct clip * → mask */
    uint8_t *mask_list[MASKS_MAX];
    size_t n_masks;
    VEC(struct crossing) crossings;
};

/* Called for a run of cells [from, to) of a row. */
typedef void run_fn(struct ink *ink, int row, int from, int to, void *context);

struct ink *ink_new(void)
{
    struct ink *ink = xcalloc(1, sizeof *ink);
    ink->masks = map_new();
    return ink;
}

static void drop_masks(struct ink *ink)
{
    for (size_t i = 0; i < ink->n_masks; i++)
        free(ink->mask_list[i]);
    ink->n_masks = 0;
    map_free(ink->masks);
    ink->masks = map_new();
}

void ink_free(struct ink *ink)
{
    if (!ink)
        return;
    drop_masks(ink);
    map_free(ink->masks);
    vec_free(&ink->crossings);
    free(ink->cells);
    free(ink);
}

void ink_begin(struct ink *ink, const struct box *page)
{
    double w = fmin(fmax(page->x1 - page->x0, 1), 1e6), h = fmin(fmax(page->y1 - page->y0, 1), 1e6);
    ink->cell = fmax(1, sqrt(w * h / CELLS_MAX) * 1.01);
    ink->x = page->x0;
    ink->y = page->y0;
    ink->columns = (int)ceil(w / ink->cell);
    ink->rows = (int)ceil(h / ink->cell);
    size_t bytes = (size_t)ink->columns * (size_t)ink->rows * PLATES;
    if (bytes > ink->cap) {
        free(ink->cells);
        ink->cells = xmalloc(bytes);
        ink->cap = bytes;
    }
    memset(ink->cells, 0, bytes);
    drop_masks(ink);
}

double ink_cell(const struct ink *ink)
{
    return ink->cell;
}

/* The first cell whose centre is not before a coordinate, kept on the page. */
static int first_cell(double at, double origin, double cell, int n)
{
    double i = ceil((at - origin) / cell - 0.5);
    return i > 0 ? i < n ? (int)i : n : 0; /* a NaN becomes 0 */
}

static int column_of(const struct ink *ink, double x)
{
    return first_cell(x, ink->x, ink->cell, ink->columns);
}

static int row_of(const struct ink *ink, double y)
{
    return first_cell(y, ink->y, ink->cell, ink->rows);
}

static void cross(struct ink *ink, struct point a, struct point b)
{
    int way = a.y < b.y ? 1 : -1;
    struct point low = way > 0 ? a : b, high = way > 0 ? b : a;
    int first = row_of(ink, low.y), end = row_of(ink, high.y);
    for (int row = first; row < end; row++) {
        double y = ink->y + (row + 0.5) * ink->cell;
        double x = low.x + (high.x - low.x) * (y - low.y) / (high.y - low.y);
        vec_push(&ink->crossings, ((struct crossing){row, x, way}));
    }
}

static int by_row(const void *a, const void *b)
{
    const struct crossing *p = a, *q = b;
    if (p->row != q->row)
        return p->row < q->row ? -1 : 1;
    return (p->x > q->x) - (p->x < q->x);
}

static void run_crossings(struct ink *ink, bool even_odd, run_fn *run, void *context)
{
    int winding = 0;
    if (ink->crossings.n)
        qsort(ink->crossings.v, ink->crossings.n, sizeof *ink->crossings.v, by_row);
    for (size_t i = 0; i + 1 < ink->crossings.n; i++) {
        const struct crossing *a = &ink->crossings.v[i], *b = a + 1;
        winding = (i && a[-1].row == a->row ? winding : 0) + a->way;
        if (b->row == a->row && (even_odd ? winding & 1 : winding))
            run(ink, a->row, column_of(ink, a->x), column_of(ink, b->x), context);
    }
}

static void run_path(struct ink *ink, const struct path *path, bool even_odd, run_fn *run,
                     void *context)
{
    ink->crossings.n = 0;
    for (size_t i = 0; i < path->n_parts; i++) {
        const struct point *p = path->points + path->parts[i].first;
        size_t n = path->parts[i].n;
        for (size_t k = 0; k < n; k++)
            cross(ink, p[k], p[(k + 1) % n]);
    }
    run_crossings(ink, even_odd, run, context);
}

static void run_mask(struct ink *ink, int row, int from, int to, void *context)
{
    if (from < to)
        memset((uint8_t *)context + (size_t)row * (size_t)ink->columns + from, 1,
               (size_t)(to - from));
}

/* The cells that a clip leaves, 1 each; NULL: all. */
static const uint8_t *mask_of(struct ink *ink, const struct clip *clip)
{
    if (!clip)
        return NULL;
    uintptr_t known = map_get_number(ink->masks, (uintptr_t)clip);
    if (known)
        return (const uint8_t *)known;
    if (ink->n_masks == MASKS_MAX)
        drop_masks(ink);
    size_t n = (size_t)ink->columns * (size_t)ink->rows;
    uint8_t *mask = xcalloc(n, 1);
    run_path(ink, &clip->path, clip->even_odd, run_mask, mask);
    for (const struct clip *outer = clip->outer; outer; outer = outer->outer) {
        uint8_t *other = xcalloc(n, 1);
        run_path(ink, &outer->path, outer->even_odd, run_mask, other);
        for (size_t i = 0; i < n; i++)
            mask[i] &= other[i];
        free(other);
    }
    ink->mask_list[ink->n_masks++] = mask;
    *map_slot_number(ink->masks, (uintptr_t)clip, NULL) = (uintptr_t)mask;
    return mask;
}

static uint8_t byte_of(double v)
{
    double scaled = v * FULL + 0.5;
    return scaled >= 255 ? 255 : scaled > 0 ? (uint8_t)scaled : 0;
}

static void paint_plate(uint8_t *cell, double v, double alpha, const struct ink_paint *p)
{
    double under = *cell / (double)FULL;
    if (p->multiplies)
        v = v + under - fmin(1, v) * fmin(1, under);
    *cell = byte_of(under + (v - under) * alpha);
}

static void paint_cell(uint8_t *cell, const struct plates *v, double alpha,
                       const struct ink_paint *p)
{
    const double plates[PLATES] = {v->c, v->m, v->y, v->k, v->spot};
    for (int i = 0; i < PLATES; i++) {
        bool spoken = i == 4 ? v->spot > 0 : v->process || i == 3;
        bool kept = p->overprint && (!spoken || (plates[i] == 0 && p->keeps_zeros));
        if (!kept)
            paint_plate(&cell[i], plates[i], alpha, p);
    }
}

struct flat {
    const struct ink_paint *paint;
    const uint8_t *mask;
    int first, last, low, high; /* columns and rows of the clip's box */
};

static struct flat flat_of(struct ink *ink, const struct ink_paint *p)
{
    struct flat f = {p,
                     mask_of(ink, p->clip),
                     column_of(ink, p->clip_box.x0),
                     column_of(ink, p->clip_box.x1),
                     row_of(ink, p->clip_box.y0),
                     row_of(ink, p->clip_box.y1)};
    return f;
}

static void run_flat(struct ink *ink, int row, int from, int to, void *context)
{
    const struct flat *f = context;
    from = from > f->first ? from : f->first;
    to = to < f->last ? to : f->last;
    if (row < f->low || row >= f->high)
        return;
    size_t at = (size_t)row * (size_t)ink->columns;
    for (int i = from; i < to; i++)
        if (!f->mask || f->mask[at + (size_t)i])
            paint_cell(&ink->cells[(at + (size_t)i) * PLATES], &f->paint->plates, f->paint->alpha,
                       f->paint);
}

void ink_fill(struct ink *ink, const struct path *path, bool even_odd, const struct ink_paint *p)
{
    struct flat f = flat_of(ink, p);
    if (f.first < f.last && f.low < f.high)
        run_path(ink, path, even_odd, run_flat, &f);
}

void ink_stroke(struct ink *ink, const struct path *path, double width, const struct ink_paint *p)
{
    if (width < ink->cell)
        return;
    for (size_t i = 0; i < path->n_parts; i++) {
        const struct point *v = path->points + path->parts[i].first;
        size_t n = path->parts[i].n;
        for (size_t k = 0; k + !path->parts[i].closed < n; k++) {
            struct point a = v[k], b = v[(k + 1) % n];
            double length = hypot(b.x - a.x, b.y - a.y);
            double dx = length > 0 ? (b.y - a.y) / length * width / 2 : 0;
            double dy = length > 0 ? (a.x - b.x) / length * width / 2 : 0;
            const struct point quad[] = {{a.x + dx, a.y + dy},
                                         {b.x + dx, b.y + dy},
                                         {b.x - dx, b.y - dy},
                                         {a.x - dx, a.y - dy}};
            static const struct subpath part = {0, 4, true};
            ink_fill(ink, &(struct path){quad, 4, &part, 1, false}, false, p);
        }
    }
}

void ink_picture(struct ink *ink, const struct matrix *m, ink_sampler *sampler, const void *picture,
                 const struct ink_paint *p)
{
    double det = m->a * m->d - m->b * m->c;
    if (!(fabs(det) > 1e-9))
        return;
    static const struct box unit = {0, 0, 1, 1};
    struct box all = matrix_box(m, &unit);
    struct ink_paint within = *p;
    within.clip_box = box_meet(&p->clip_box, &all);
    struct flat f = flat_of(ink, &within);
    for (int row = f.low; row < f.high; row++)
        for (int i = f.first; i < f.last; i++) {
            size_t at = (size_t)row * (size_t)ink->columns + (size_t)i;
            double x = ink->x + (i + 0.5) * ink->cell - m->e;
            double y = ink->y + (row + 0.5) * ink->cell - m->f;
            double u = (m->d * x - m->c * y) / det, v = (m->a * y - m->b * x) / det;
            if (u < 0 || u >= 1 || v < 0 || v >= 1 || (f.mask && !f.mask[at]))
                continue;
            struct plates plates = p->plates;
            double alpha = sampler(picture, u, v, &plates);
            if (alpha > 0)
                paint_cell(&ink->cells[at * PLATES], &plates, alpha * p->alpha, p);
        }
}

static unsigned total_at(const struct ink *ink, int row, int column)
{
    const uint8_t *c = &ink->cells[((size_t)row * (size_t)ink->columns + (size_t)column) * PLATES];
    return (unsigned)c[0] + c[1] + c[2] + c[3] + c[4];
}

struct ink_over ink_over(const struct ink *ink, const struct box *within, double limit)
{
    struct ink_over over = {.box = BOX_EMPTY};
    double side = ink->cell / PT_PER_MM;
    int first = column_of(ink, within->x0), last = column_of(ink, within->x1);
    for (int row = row_of(ink, within->y0); row < row_of(ink, within->y1); row++)
        for (int i = first; i < last; i++) {
            double total = total_at(ink, row, i) / (double)FULL;
            over.most = fmax(over.most, total);
            if (total <= limit + 0.0051)
                continue;
            double x = ink->x + i * ink->cell, y = ink->y + row * ink->cell;
            over.area += side * side;
            box_add(&over.box, (struct point){x, y});
            box_add(&over.box, (struct point){x + ink->cell, y + ink->cell});
        }
    return over;
}

bool ink_at(const struct ink *ink, double x, double y)
{
    double column = floor((x - ink->x) / ink->cell), row = floor((y - ink->y) / ink->cell);
    if (!(column >= 0 && row >= 0 && column < ink->columns && row < ink->rows))
        return false;
    return total_at(ink, (int)row, (int)column) >= FULL / 50;
}
