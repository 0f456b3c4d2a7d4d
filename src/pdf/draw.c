#include "pdf/draw.h"

#include "pdf/syntax.h"

/* The corners of a rectangle as they are written: in 1/10000 pt of PDF space, so that neighbours
 * share their edges exactly. */
struct edges {
    int64_t left, bottom, right, top;
};

static struct edges edges_of(const struct canvas *c, const struct rect *r)
{
    return (struct edges){
        length_steps(c->origin_x + r->x),
        length_steps(c->origin_y - r->y - r->h),
        length_steps(c->origin_x + r->x + r->w),
        length_steps(c->origin_y - r->y),
    };
}

static void put_rectangle(struct buf *b, const struct edges *e)
{
    const int64_t v[] = {e->left, e->bottom, e->right - e->left, e->top - e->bottom};
    put_steps(b, v, 4);
    buf_str(b, STR("re\n"));
}

static void put_line_to(struct buf *b, int64_t x, int64_t y)
{
    const int64_t v[] = {x, y};
    put_steps(b, v, 2);
    buf_str(b, STR("l\n"));
}

/* A quarter of a circle around (x, y) from direction (x0, y0) to (x1, y1), each 0 or ±1. */
static void put_corner(struct buf *b, const int64_t center[2], int64_t radius, const int dir[4])
{
    int64_t k = length_scale(radius, 5523, 10000); /* the usual Bézier constant */
    const int64_t v[] = {
        center[0] + dir[0] * radius + dir[2] * k,
        center[1] + dir[1] * radius + dir[3] * k,
        center[0] + dir[2] * radius + dir[0] * k,
        center[1] + dir[3] * radius + dir[1] * k,
        center[0] + dir[2] * radius,
        center[1] + dir[3] * radius,
    };
    put_steps(b, v, 6);
    buf_str(b, STR("c\n"));
}

static void put_rounded(struct buf *b, const struct edges *e, int64_t radius)
{
    static const int dirs[4][4] = {{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}};
    const int64_t left = e->left + radius, right = e->right - radius;
    const int64_t bottom = e->bottom + radius, top = e->top - radius;
    const int64_t centers[4][2] = {{right, top}, {left, top}, {left, bottom}, {right, bottom}};
    const int64_t start[] = {left, e->bottom};
    put_steps(b, start, 2);
    buf_str(b, STR("m\n"));
    put_line_to(b, right, e->bottom);
    put_corner(b, centers[3], radius, dirs[3]);
    put_line_to(b, e->right, top);
    put_corner(b, centers[0], radius, dirs[0]);
    put_line_to(b, left, e->top);
    put_corner(b, centers[1], radius, dirs[1]);
    put_line_to(b, e->left, bottom);
    put_corner(b, centers[2], radius, dirs[2]);
    buf_str(b, STR("h\n"));
}

static void put_shape(const struct canvas *c, const struct rect *r, length radius)
{
    struct edges e = edges_of(c, r);
    radius = length_min(radius, length_min(r->w, r->h) / 2);
    if (radius > 0)
        put_rounded(c->out, &e, length_steps(radius));
    else
        put_rectangle(c->out, &e);
}

void draw_shaded(const struct canvas *c, const struct item *item, const char *name)
{
    buf_str(c->out, STR("q\n"));
    put_shape(c, &item->rect, item->radius);
    buf_format(c->out, "W n\n/%s sh\nQ\n", name);
}

/* From the side where the first colour is to the other. */
static void put_axis(struct buf *b, const struct edges *e, enum shade_direction to)
{
    int64_t x0 = e->left, x1 = e->left, y0 = e->bottom, y1 = e->bottom;
    switch (to) {
    case SHADE_UP: y1 = e->top; break;
    case SHADE_RIGHT: x1 = e->right; break;
    case SHADE_LEFT: x0 = e->right; break;
    default: y0 = e->top; break;
    }
    put_steps(b, (const int64_t[]){x0, y0, x1, y1}, 4);
}

void put_shading(struct buf *b, const struct canvas *c, const struct item *item, str space)
{
    const struct edges e = edges_of(c, &item->rect);
    buf_format(b, "<</ShadingType 2 /ColorSpace %.*s /Coords [", STR_ARG(space));
    put_axis(b, &e, item->shading);
    buf_str(b, STR("] /Function <</FunctionType 2 /Domain [0 1] /C0 ["));
    put_components(b, c->colors, item->color);
    buf_str(b, STR("] /C1 ["));
    put_components(b, c->colors, item->shade);
    buf_str(b, STR("] /N 1>>>>\n"));
}

void draw_fill(const struct canvas *c, const struct item *item)
{
    put_color(c->out, c->colors, item->color, 'k');
    put_shape(c, &item->rect, item->radius);
    buf_str(c->out, STR("f\n"));
}

static void put_width(struct buf *b, length width)
{
    put_length(b, width);
    buf_str(b, STR(" w\n"));
}

/* A rule along its axis: from `start` for `size`; dots begin and end half a dot inside. */
struct rule {
    length start, size;
    length dash,
        gap; /* as set: dash 0 for dots, gap from the end of one to the start of the next */
};

static void put_dashes(struct buf *b, const struct rule *r)
{
    if (r->gap <= 0)
        return;
    if (r->dash == 0)
        buf_str(b, STR("1 J\n"));
    buf_char(b, '[');
    put_length(b, r->dash);
    buf_char(b, ' ');
    put_length(b, r->gap);
    buf_str(b, STR("] 0 d\n"));
}

void draw_stroke(const struct canvas *c, const struct item *item)
{
    length t = item->thickness;
    struct rect r = {item->rect.x + t / 2, item->rect.y + t / 2, item->rect.w - t,
                     item->rect.h - t};
    buf_str(c->out, STR("q\n"));
    put_color(c->out, c->colors, item->color, 'K');
    put_width(c->out, t);
    if (item->gap > 0)
        put_dashes(c->out, &(struct rule){.dash = item->dash, .gap = item->gap});
    put_shape(c, &r, item->radius - t / 2);
    buf_str(c->out, STR("S\nQ\n"));
}

/* ---- rules ---- */

static struct rule fit_rule(const struct item *item, length start, length size, length thickness)
{
    struct rule r = {start, size, item->dash, item->gap};
    length mark = item->dash ? item->dash : thickness;
    if (item->gap <= 0 || size <= mark)
        return (struct rule){start, size, 0, 0};
    length n = length_max(1, length_scale(size - mark, 1, mark + item->gap));
    r.gap = length_scale(size - mark, 1, n) - mark;
    if (r.gap <= 0) /* marks that would touch: better no fit */
        r.gap = item->gap;
    if (item->dash == 0) {
        r.start += thickness / 2;
        r.size -= thickness;
        r.gap += thickness; /* the pattern counts from centre to centre */
    }
    return r;
}

void draw_line(const struct canvas *c, const struct item *item)
{
    const struct rect *at = &item->rect;
    bool flat = at->w >= at->h;
    length thickness = item->thickness ? item->thickness : flat ? at->h : at->w;
    struct rule r =
        flat ? fit_rule(item, at->x, at->w, thickness) : fit_rule(item, at->y, at->h, thickness);
    length middle = flat ? at->y + at->h / 2 : at->x + at->w / 2;
    length x0 = flat ? r.start : middle, y0 = flat ? middle : r.start;
    length x1 = flat ? r.start + r.size : middle, y1 = flat ? middle : r.start + r.size;
    const int64_t from[] = {length_steps(c->origin_x + x0), length_steps(c->origin_y - y0)};
    buf_str(c->out, STR("q\n"));
    put_color(c->out, c->colors, item->color, 'K');
    put_width(c->out, thickness);
    put_dashes(c->out, &r);
    put_steps(c->out, from, 2);
    buf_str(c->out, STR("m\n"));
    put_line_to(c->out, length_steps(c->origin_x + x1), length_steps(c->origin_y - y1));
    buf_str(c->out, STR("S\nQ\n"));
}

/* ---- waves ---- */

/* A quarter of a cosine from its crest to the middle as a Bézier curve: the inner control points,
 * x as a share of its length, y of its height, in millionths. The error is under 1/1000. */
static const int64_t quarter[2][2] = {{361907, 0}, {673868, 487713}};

struct wave {
    struct buf *out;
    length x, middle, size, height; /* where a quarter begins; of a quarter */
};

static int64_t wave_x(const struct wave *w, int64_t millionths)
{
    return length_steps(w->x + length_scale(w->size, millionths, 1000000));
}

static int64_t wave_y(const struct wave *w, int64_t millionths, int side)
{
    return length_steps(w->middle + side * length_scale(w->height, 1000000 - millionths, 1000000));
}

/* From a crest (side 1) or trough (-1) down or up to the middle. */
static void put_fall(const struct wave *w, int side)
{
    const int64_t v[] = {
        wave_x(w, quarter[0][0]), wave_y(w, quarter[0][1], side),
        wave_x(w, quarter[1][0]), wave_y(w, quarter[1][1], side),
        wave_x(w, 1000000),       wave_y(w, 1000000, side),
    };
    put_steps(w->out, v, 6);
    buf_str(w->out, STR("c\n"));
}

/* From the middle to a crest or trough: the same backwards. */
static void put_rise(const struct wave *w, int side)
{
    const int64_t v[] = {
        wave_x(w, 1000000 - quarter[1][0]),
        wave_y(w, quarter[1][1], side),
        wave_x(w, 1000000 - quarter[0][0]),
        wave_y(w, quarter[0][1], side),
        wave_x(w, 1000000),
        wave_y(w, 0, side),
    };
    put_steps(w->out, v, 6);
    buf_str(w->out, STR("c\n"));
}

/* A wave that goes down: drawn to the right from its top left corner, about which it is turned. */
static void draw_wave_down(const struct canvas *c, const struct item *item)
{
    const struct rect *r = &item->rect;
    struct item flat = *item;
    flat.rect = (struct rect){0, -r->w, r->h, r->w};
    buf_str(c->out, STR("q\n0 -1 1 0 "));
    put_length(c->out, c->origin_x + r->x);
    buf_char(c->out, ' ');
    put_length(c->out, c->origin_y - r->y);
    buf_str(c->out, STR(" cm\n"));
    draw_wave(&(struct canvas){c->out, 0, 0, c->colors}, &flat);
    buf_str(c->out, STR("Q\n"));
}

void draw_wave(const struct canvas *c, const struct item *item)
{
    const struct rect *r = &item->rect;
    if (r->h > r->w) {
        draw_wave_down(c, item);
        return;
    }
    length half = length_max(item->period / 2, 1);
    length n = length_max(1, length_scale(r->w, 1, half)); /* half waves */
    struct wave w = {.out = c->out,
                     .middle = c->origin_y - r->y - r->h / 2,
                     .height = length_max(0, (r->h - item->thickness) / 2)};
    buf_str(c->out, STR("q\n"));
    put_color(c->out, c->colors, item->color, 'K');
    put_width(c->out, item->thickness);
    w.x = c->origin_x + r->x;
    const int64_t start[] = {wave_x(&w, 0), wave_y(&w, 0, 1)};
    put_steps(c->out, start, 2);
    buf_str(c->out, STR("m\n"));
    for (length i = 0; i < 2 * n; i++) {
        w.x = c->origin_x + r->x + length_scale(r->w, i, 2 * n);
        w.size = c->origin_x + r->x + length_scale(r->w, i + 1, 2 * n) - w.x;
        if (i % 2 == 0)
            put_fall(&w, i % 4 ? -1 : 1);
        else
            put_rise(&w, i % 4 == 1 ? -1 : 1);
    }
    buf_str(c->out, STR("S\nQ\n"));
}

/* ---- QR matrices ---- */

static void put_cell_run(const struct canvas *c, const struct item *item, unsigned row,
                         const unsigned range[2])
{
    const struct rect *r = &item->rect;
    length x0 = length_scale(r->w, range[0], item->n_cells);
    length x1 = length_scale(r->w, range[1], item->n_cells);
    length y0 = length_scale(r->h, row, item->n_cells);
    length y1 = length_scale(r->h, row + 1, item->n_cells);
    struct rect cells = {r->x + x0, r->y + y0, x1 - x0, y1 - y0};
    struct edges e = edges_of(c, &cells);
    put_rectangle(c->out, &e);
}

void draw_cells(const struct canvas *c, const struct item *item)
{
    unsigned n = item->n_cells;
    bool any = false;
    put_color(c->out, c->colors, item->color, 'k');
    for (unsigned row = 0; row < n; row++) {
        const unsigned char *cells = item->cells + (size_t)row * n;
        for (unsigned from = 0, to; from < n; from = to) {
            to = from + 1;
            if (!cells[from])
                continue;
            while (to < n && cells[to])
                to++;
            put_cell_run(c, item, row, (unsigned[]){from, to});
            any = true;
        }
    }
    if (any)
        buf_str(c->out, STR("f\n"));
}

/* ---- pictures ---- */

static bool reaches_out(const struct rect *r, const struct rect *clip)
{
    return r->x < clip->x || r->y < clip->y || r->x + r->w > clip->x + clip->w ||
           r->y + r->h > clip->y + clip->h;
}

/* Where the unit square goes that a stored picture fills: its axes and corner in the rectangle, by
 * EXIF's orientation (row and column that the first row and column of the file stand for). */
static void put_image_matrix(struct buf *b, const struct edges *e, uint8_t orientation)
{
    /* of x and y: along the width, along the height; then whether from the right, from the top */
    static const int8_t axes[9][6] = {
        {1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},
        {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1}, {0, -1, -1, 0, 1, 1},
        {0, -1, 1, 0, 0, 1},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, 1, 0},
    };
    const int8_t *a = axes[orientation];
    const int64_t w = e->right - e->left, h = e->top - e->bottom;
    const int64_t matrix[] = {a[0] * w, a[1] * h,           a[2] * w,
                              a[3] * h, e->left + a[4] * w, e->bottom + a[5] * h};
    put_steps(b, matrix, 6);
}

void draw_image(const struct canvas *c, const struct item *item, const char *name)
{
    struct buf *b = c->out;
    buf_str(b, STR("q\n"));
    if (item->clip.w > 0 && item->clip.h > 0 && reaches_out(&item->rect, &item->clip)) {
        struct edges clip = edges_of(c, &item->clip);
        put_rectangle(b, &clip);
        buf_str(b, STR("W n\n"));
    }
    struct edges e = edges_of(c, &item->rect);
    put_image_matrix(b, &e, item->image->orientation);
    buf_format(b, "cm\n/%s Do\nQ\n", name);
}
