/* Paths, their painting and clipping, and the graphics state's plain operators. */
#include "press/content_state.h"

enum {
    CURVE_STEPS = 8,
    POINTS_MAX = 4 << 20, /* of a path */
};

static void add_point(struct content *c, double x, double y)
{
    if (c->points.v.n >= POINTS_MAX || !c->parts.v.n)
        return;
    vec_push(&c->points.v, matrix_apply(&now(c)->matrix, x, y));
    c->parts.v.v[c->parts.v.n - 1].n++;
    c->current = (struct point){x, y};
}

static void begin_part(struct content *c, double x, double y)
{
    c->rectangle = false;
    vec_push(&c->parts.v, ((struct subpath){.first = c->points.v.n}));
    add_point(c, x, y);
}

static void op_m(struct content *c)
{
    begin_part(c, number(c, 0, 2), number(c, 1, 2));
}

static void op_l(struct content *c)
{
    c->rectangle = false;
    add_point(c, number(c, 0, 2), number(c, 1, 2));
}

static void curve(struct content *c, struct point b, struct point d, struct point e)
{
    struct point a = c->current;
    c->rectangle = false;
    for (int i = 1; i <= CURVE_STEPS; i++) {
        double t = (double)i / CURVE_STEPS, u = 1 - t;
        double wa = u * u * u, wb = 3 * u * u * t, wd = 3 * u * t * t, we = t * t * t;
        add_point(c, wa * a.x + wb * b.x + wd * d.x + we * e.x,
                  wa * a.y + wb * b.y + wd * d.y + we * e.y);
    }
    c->current = e;
}

static struct point at(const struct content *c, size_t i, size_t of)
{
    return (struct point){number(c, i, of), number(c, i + 1, of)};
}

static void op_c(struct content *c)
{
    curve(c, at(c, 0, 6), at(c, 2, 6), at(c, 4, 6));
}

static void op_v(struct content *c)
{
    curve(c, c->current, at(c, 0, 4), at(c, 2, 4));
}

static void op_y(struct content *c)
{
    curve(c, at(c, 0, 4), at(c, 2, 4), at(c, 2, 4));
}

static void op_h(struct content *c)
{
    if (c->parts.v.n)
        c->parts.v.v[c->parts.v.n - 1].closed = true;
}

static void op_re(struct content *c)
{
    double x = number(c, 0, 4), y = number(c, 1, 4), w = number(c, 2, 4), h = number(c, 3, 4);
    const struct matrix *m = &now(c)->matrix;
    bool along = (m->b == 0 && m->c == 0) || (m->a == 0 && m->d == 0);
    begin_part(c, x, y);
    add_point(c, x + w, y);
    add_point(c, x + w, y + h);
    add_point(c, x, y + h);
    op_h(c);
    c->rectangle = along && c->parts.v.n == 1;
    c->current = (struct point){x, y};
}

static struct box points_box(const struct content *c)
{
    struct box b = BOX_EMPTY;
    for (size_t i = 0; i < c->points.v.n; i++)
        box_add(&b, c->points.v.v[i]);
    return b;
}

void content_clip_box(struct content *c, const struct box *b)
{
    struct box all = matrix_box(&now(c)->matrix, b);
    now(c)->clip_box = box_meet(&now(c)->clip_box, &all);
}

static struct path path_now(struct content *c)
{
    return (struct path){c->points.v.v, c->points.v.n, c->parts.v.v, c->parts.v.n, c->rectangle};
}

static void clip_now(struct content *c)
{
    struct graphics *g = now(c);
    struct box b = points_box(c);
    g->clip_box = box_meet(&g->clip_box, &b);
    if (c->rectangle || !c->points.v.n)
        return;
    struct clip *clip = arena_one(c->scratch, struct clip);
    struct point *points = arena_many(c->scratch, c->points.v.n, struct point);
    struct subpath *parts = arena_many(c->scratch, c->parts.v.n, struct subpath);
    memcpy(points, c->points.v.v, c->points.v.n * sizeof *points);
    memcpy(parts, c->parts.v.v, c->parts.v.n * sizeof *parts);
    *clip =
        (struct clip){g->clip, {points, c->points.v.n, parts, c->parts.v.n, false}, c->clips == 2};
    g->clip = clip;
}

static void end_path(struct content *c)
{
    if (c->clips)
        clip_now(c);
    c->clips = 0;
    c->points.v.n = c->parts.v.n = 0;
    c->rectangle = false;
}

void content_paint(struct content *c, struct painting *p)
{
    p->state = now(c);
    p->mark = c->mark;
    p->resources = c->resources;
    p->box = box_meet(&p->box, &now(c)->clip_box);
    if (!box_is_empty(&p->box) && c->listener->painted)
        c->listener->painted(c->listener->context, p);
}

static void fill(struct content *c, bool even_odd)
{
    struct path path = path_now(c);
    struct painting p = {
        .kind = PAINT_FILL, .box = points_box(c), .path = &path, .even_odd = even_odd};
    if (path.n_points)
        content_paint(c, &p);
}

static void stroke(struct content *c)
{
    struct path path = path_now(c);
    double width = now(c)->width * matrix_scale(&now(c)->matrix);
    struct box b = points_box(c);
    struct painting p = {
        .kind = PAINT_STROKE, .box = box_grow(&b, width / 2), .path = &path, .width = width};
    if (path.n_points)
        content_paint(c, &p);
}

static void op_S(struct content *c)
{
    stroke(c);
    end_path(c);
}

static void op_s(struct content *c)
{
    op_h(c);
    op_S(c);
}

static void op_f(struct content *c)
{
    fill(c, false);
    end_path(c);
}

static void op_f_star(struct content *c)
{
    fill(c, true);
    end_path(c);
}

static void op_B(struct content *c)
{
    fill(c, false);
    op_S(c);
}

static void op_B_star(struct content *c)
{
    fill(c, true);
    op_S(c);
}

static void op_b(struct content *c)
{
    op_h(c);
    op_B(c);
}

static void op_b_star(struct content *c)
{
    op_h(c);
    op_B_star(c);
}

static void op_n(struct content *c)
{
    end_path(c);
}

static void op_W(struct content *c)
{
    c->clips = 1;
}

static void op_W_star(struct content *c)
{
    c->clips = 2;
}

static void op_q(struct content *c)
{
    content_save(c);
}

static void op_Q(struct content *c)
{
    if (c->n_states > c->floor)
        content_restore(c);
    else
        content_trouble(c, TROUBLE_BALANCE, N_("Q without q"));
}

static void op_cm(struct content *c)
{
    struct matrix m = {number(c, 0, 6), number(c, 1, 6), number(c, 2, 6),
                       number(c, 3, 6), number(c, 4, 6), number(c, 5, 6)};
    now(c)->matrix = matrix_then(&m, &now(c)->matrix);
}

static void op_w(struct content *c)
{
    now(c)->width = number(c, 0, 1);
}

static void op_nothing(struct content *c)
{
    (void)c; /* says nothing about ink */
}

const struct operator_row path_operators[] = {
    {"l", 2, true, op_l},        {"m", 2, true, op_m},        {"re", 4, true, op_re},
    {"c", 6, true, op_c},        {"v", 4, true, op_v},        {"y", 4, true, op_y},
    {"h", 0, false, op_h},       {"S", 0, false, op_S},       {"s", 0, false, op_s},
    {"f", 0, false, op_f},       {"F", 0, false, op_f},       {"f*", 0, false, op_f_star},
    {"B", 0, false, op_B},       {"B*", 0, false, op_B_star}, {"b", 0, false, op_b},
    {"b*", 0, false, op_b_star}, {"n", 0, false, op_n},       {"W", 0, false, op_W},
    {"W*", 0, false, op_W_star}, {"q", 0, false, op_q},       {"Q", 0, false, op_Q},
    {"cm", 6, true, op_cm},      {"w", 1, true, op_w},        {"J", 1, true, op_nothing},
    {"j", 1, true, op_nothing},  {"M", 1, true, op_nothing},  {"d", 2, false, op_nothing},
    {"i", 1, true, op_nothing},
};
const size_t n_path_operators = sizeof path_operators / sizeof *path_operators;
