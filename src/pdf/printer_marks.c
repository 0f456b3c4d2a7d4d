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
};

static length pt(int n)
{
    return n * LENGTH_PT;
}

length marks_from(length bleed)
{
    return length_max(pt(FROM_PT), bleed + pt(APART_PT));
}

length marks_margin(length bleed)
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

void marks_begin(struct buf *b)
{
    buf_str(b, STR("/" MARKS_SPACE " CS 1 SCN 0.25 w\n"));
}

void marks_fold(struct buf *b)
{
    buf_str(b, STR("[3 2] 0 d\n"));
}

void marks_put_pair(struct buf *b, length from, length at, length low, length high, bool upright)
{
    length to = from + pt(LENGTH_PT_OF_MARK);
    if (upright) {
        put_line(b, at, low - from, at, low - to);
        put_line(b, at, high + from, at, high + to);
    } else {
        put_line(b, low - from, at, low - to, at);
        put_line(b, high + from, at, high + to, at);
    }
}

void marks_put_register(struct buf *b, length x, length y)
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
 * become narrower where the page is. */
static void put_bars(struct buf *b, const struct pages *pages, length margin)
{
    enum { FULL = 10000, HALF = 5000, SPOTS = 8 };
    static const struct color solids[] = {{.c = FULL},
                                          {.m = FULL},
                                          {.y = FULL},
                                          {.k = FULL},
                                          {.m = FULL, .y = FULL},
                                          {.c = FULL, .y = FULL},
                                          {.c = FULL, .m = FULL}};
    struct color tints[6 + SPOTS] = {
        {.c = HALF}, {.m = HALF}, {.y = HALF}, {.k = HALF}, {.c = HALF, .m = 4000, .y = 4000}};
    size_t n = 5;
    for (size_t i = 0; i < pages->n_spots && i < SPOTS; i++)
        tints[n++] = (struct color){.spot = (uint16_t)(i + 1), .tint = FULL};
    length half = pages->width / 2 - pt(CLEAR_PT + FROM_PT);
    length most = (length)(n > 7 ? n : 7);
    length side = length_min(pt(PATCH_PT), half / most);
    length middle = margin + pages->width / 2;
    length y =
        margin + pages->height + marks_from(pages->bleed) + (pt(LENGTH_PT_OF_MARK) - side) / 2;
    if (side <= 0)
        return;
    put_bar(b, middle - pt(CLEAR_PT) - 7 * side, y, side, solids, 7);
    put_bar(b, middle + pt(CLEAR_PT), y, side, tints, n);
}

void marks_put_page(struct buf *b, const struct pages *pages)
{
    length from = marks_from(pages->bleed), margin = marks_margin(pages->bleed);
    length right = margin + pages->width, head = margin + pages->height;
    length reach = from + pt(REGISTER_PT);
    length x = margin + pages->width / 2, y = margin + pages->height / 2;
    buf_str(b, STR("q\n"));
    marks_begin(b);
    marks_put_pair(b, from, margin, margin, head, true);
    marks_put_pair(b, from, right, margin, head, true);
    marks_put_pair(b, from, margin, margin, right, false);
    marks_put_pair(b, from, head, margin, right, false);
    marks_put_register(b, x, margin - reach);
    marks_put_register(b, x, head + reach);
    marks_put_register(b, margin - reach, y);
    marks_put_register(b, right + reach, y);
    put_bars(b, pages, margin);
    buf_str(b, STR("Q\n"));
}
