#include "pdf/printer_marks.h"

#include "pdf/syntax.h"

enum {
    FROM_PT = 12, /* from the trim; more where the bleed is wide */
    APART_PT = 3, /* from the bleed */
    LENGTH_PT_OF_MARK = 15,
    EDGE_PT = 9,     /* from the marks to the edge of the paper */
    REGISTER_PT = 8, /* to the middle of a registration mark, from where marks begin */
    PATCH_PT = 12,   /* the side of a patch of a bar */
    CLEAR_PT = 16,   /* on both sides of a registration mark */
    BESIDE_PT = 40,  /* how far that is moved out of the way of others */
};

static length pt(int n)
{
    return n * LENGTH_PT;
}

/* Where marks begin, from the trim: beyond the bleed. */
static length marks_from(length bleed)
{
    return length_max(pt(FROM_PT), bleed + pt(APART_PT));
}

length printer_marks_margin(length bleed)
{
    return marks_from(bleed) + pt(LENGTH_PT_OF_MARK + EDGE_PT);
}

/* ---- lines ---- */

static void put_line(struct buf *b, length x0, length y0, length x1, length y1)
{
    const int64_t v[] = {length_steps(x0), length_steps(y0), length_steps(x1), length_steps(y1)};
    put_steps(b, v, 2);
    buf_str(b, STR("m "));
    put_steps(b, v + 2, 2);
    buf_str(b, STR("l S\n"));
}

static length low(const struct marks_axis *a)
{
    return a->cuts[0];
}

static length high(const struct marks_axis *a)
{
    return a->cuts[a->n_cuts - 1];
}

/* Marks in the margins before and behind the area: at x, up and down. */
static void put_upright(struct buf *b, const struct marks_area *area, const length *at, size_t n)
{
    length from = marks_from(area->bleed), to = from + pt(LENGTH_PT_OF_MARK);
    for (size_t i = 0; i < n; i++) {
        put_line(b, at[i], low(&area->y) - from, at[i], low(&area->y) - to);
        put_line(b, at[i], high(&area->y) + from, at[i], high(&area->y) + to);
    }
}

/* At y, across. */
static void put_level(struct buf *b, const struct marks_area *area, const length *at, size_t n)
{
    length from = marks_from(area->bleed), to = from + pt(LENGTH_PT_OF_MARK);
    for (size_t i = 0; i < n; i++) {
        put_line(b, low(&area->x) - from, at[i], low(&area->x) - to, at[i]);
        put_line(b, high(&area->x) + from, at[i], high(&area->x) + to, at[i]);
    }
}

static void put_lines(struct buf *b, const struct marks_area *area)
{
    put_upright(b, area, area->x.cuts, area->x.n_cuts);
    put_level(b, area, area->y.cuts, area->y.n_cuts);
    buf_str(b, STR("[3 2] 0 d\n"));
    put_upright(b, area, area->x.folds, area->x.n_folds);
    put_level(b, area, area->y.folds, area->y.n_folds);
    buf_str(b, STR("[] 0 d\n"));
}

/* ---- registration ---- */

/* The cut or fold that is next to a place on one side of it, at most the area's edge. */
static length next_line(const struct marks_axis *a, length at, bool behind)
{
    length next = behind ? high(a) : low(a);
    for (size_t i = 0; i < a->n_cuts + a->n_folds; i++) {
        length line = i < a->n_cuts ? a->cuts[i] : a->folds[i - a->n_cuts];
        if (behind ? line >= at && line < next : line <= at && line > next)
            next = line;
    }
    return next;
}

static length middle(const struct marks_axis *a)
{
    return low(a) + (high(a) - low(a)) / 2;
}

/* The middle, or the next place behind it that has no other mark near. */
static length clear_middle(const struct marks_axis *a)
{
    length at = middle(a);
    while (at < high(a) && (next_line(a, at, true) - at < pt(CLEAR_PT) ||
                            at - next_line(a, at, false) < pt(CLEAR_PT)))
        at += pt(BESIDE_PT);
    return at < high(a) ? at : middle(a);
}

/* A circle with a cross. */
static void put_register(struct buf *b, length x, length y)
{
    length r = pt(4), arm = pt(7), k = length_scale(r, 5523, 10000);
    const length c[4][6] = {
        {r, k, k, r, 0, r}, {-k, r, -r, k, -r, 0}, {-r, -k, -k, -r, 0, -r}, {k, -r, r, -k, r, 0}};
    const int64_t start[] = {length_steps(x + r), length_steps(y)};
    put_steps(b, start, 2);
    buf_str(b, STR("m "));
    for (int i = 0; i < 4; i++) {
        int64_t v[6];
        for (int p = 0; p < 6; p++)
            v[p] = length_steps((p % 2 ? y : x) + c[i][p]);
        put_steps(b, v, 6);
        buf_str(b, STR("c "));
    }
    buf_str(b, STR("S\n"));
    put_line(b, x - arm, y, x + arm, y);
    put_line(b, x, y - arm, x, y + arm);
}

/* ---- bars ---- */

/* A row of patches from `x` to the right. */
static void put_bar(struct buf *b, length x, length y, length side, const struct color *colors,
                    size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const int64_t v[] = {length_steps(x + (length)i * side), length_steps(y),
                             length_steps(side), length_steps(side)};
        put_color(b, NULL, colors[i], 'k');
        put_steps(b, v, 4);
        buf_str(b, STR("re f\n"));
    }
}

/* Left of the middle the solid inks and pairs of them, right of it tints and spot inks; patches
 * become narrower where there is less room to the next mark. */
static void put_bars(struct buf *b, const struct marks_area *area, size_t n_spots)
{
    enum { FULL = 10000, HALF = 5000, SOLIDS = 7, TINTS = 5, SPOTS = 8 };
    static const struct color solids[SOLIDS] = {{.c = FULL},
                                                {.m = FULL},
                                                {.y = FULL},
                                                {.k = FULL},
                                                {.m = FULL, .y = FULL},
                                                {.c = FULL, .y = FULL},
                                                {.c = FULL, .m = FULL}};
    struct color tints[TINTS + SPOTS] = {
        {.c = HALF}, {.m = HALF}, {.y = HALF}, {.k = HALF}, {.c = HALF, .m = 4000, .y = 4000}};
    size_t n = TINTS;
    for (size_t i = 0; i < n_spots && i < SPOTS; i++)
        tints[n++] = (struct color){.spot = (uint16_t)(i + 1), .tint = FULL};
    length left = middle(&area->x) - pt(CLEAR_PT), right = clear_middle(&area->x) + pt(CLEAR_PT);
    length before = left - next_line(&area->x, left, false) - pt(FROM_PT);
    length behind = next_line(&area->x, right, true) - right - pt(FROM_PT);
    length side = length_min(pt(PATCH_PT), length_min(before / SOLIDS, behind / (length)n));
    length y = high(&area->y) + marks_from(area->bleed) + (pt(LENGTH_PT_OF_MARK) - side) / 2;
    if (side <= 0)
        return;
    put_bar(b, left - SOLIDS * side, y, side, solids, SOLIDS);
    put_bar(b, right, y, side, tints, n);
}

void printer_marks_put(struct buf *b, const struct marks_area *area, size_t n_spots)
{
    length reach = marks_from(area->bleed) + pt(REGISTER_PT);
    length x = clear_middle(&area->x), y = clear_middle(&area->y);
    buf_str(b, STR("q\n/" MARKS_SPACE " CS 1 SCN 0.25 w\n"));
    put_lines(b, area);
    put_register(b, x, low(&area->y) - reach);
    put_register(b, x, high(&area->y) + reach);
    put_register(b, low(&area->x) - reach, y);
    put_register(b, high(&area->x) + reach, y);
    put_bars(b, area, n_spots);
    buf_str(b, STR("Q\n"));
}

void printer_marks_put_page(struct buf *b, const struct pages *pages, size_t index)
{
    length margin = printer_marks_margin(pages->bleed), right = margin + pages->width;
    const length x[] = {margin, right}, y[] = {margin, margin + pages->height};
    length fold_x[FOLDS_MAX], fold_y[FOLDS_MAX];
    for (size_t i = 0; i < pages->fold_x.n; i++)
        fold_x[i] = index % 2 ? right - pages->fold_x.at[i] : margin + pages->fold_x.at[i];
    for (size_t i = 0; i < pages->fold_y.n; i++)
        fold_y[i] = y[1] - pages->fold_y.at[i];
    const struct marks_area area = {
        {x, 2, fold_x, pages->fold_x.n}, {y, 2, fold_y, pages->fold_y.n}, pages->bleed};
    printer_marks_put(b, &area, pages->n_spots);
}
