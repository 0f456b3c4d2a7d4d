/* Outlines: path data and basic shapes as lines and cubic curves. */
#include "picture/svg.h"

#include <math.h>

/* How far a quarter of a circle's control points stand from its ends. */
#define QUARTER 0.55228474983079339840

void svg_outline_free(struct svg_outline *o)
{
    vec_free(&o->ops);
    vec_free(&o->xy);
}

struct pen {
    struct svg_outline *out;
    double x, y, start_x, start_y;
    double control_x, control_y; /* of the last curve */
    char last;                   /* command, upper case */
};

static void point(struct pen *p, double x, double y)
{
    vec_push(&p->out->xy, x);
    vec_push(&p->out->xy, y);
}

static void op(struct pen *p, enum drawing_op o)
{
    vec_push(&p->out->ops, (unsigned char)o);
}

static void move_to(struct pen *p, double x, double y)
{
    op(p, DRAWING_MOVE);
    point(p, x, y);
    p->x = p->start_x = x;
    p->y = p->start_y = y;
}

static void line_to(struct pen *p, double x, double y)
{
    op(p, DRAWING_LINE);
    point(p, x, y);
    p->x = x;
    p->y = y;
}

static void curve_to(struct pen *p, double x1, double y1, double x2, double y2, double x, double y)
{
    op(p, DRAWING_CURVE);
    point(p, x1, y1);
    point(p, x2, y2);
    point(p, x, y);
    p->control_x = x2;
    p->control_y = y2;
    p->x = x;
    p->y = y;
}

static void close_path(struct pen *p)
{
    op(p, DRAWING_CLOSE);
    p->x = p->start_x;
    p->y = p->start_y;
}

static void quadratic_to(struct pen *p, double cx, double cy, double x, double y)
{
    curve_to(p, p->x + 2 * (cx - p->x) / 3, p->y + 2 * (cy - p->y) / 3, x + 2 * (cx - x) / 3,
             y + 2 * (cy - y) / 3, x, y);
    p->control_x = cx;
    p->control_y = cy;
}

/* ---- arcs ---- */

struct ellipse {
    double rx, ry, cosine, sine, cx, cy;
};

/* From one direction on the unit circle to another at most a quarter further, as a curve on the
 * ellipse; by half angles, so that no angle is needed. */
static void quarter_to(struct pen *p, const struct ellipse *e, const double a[2], const double b[2],
                       int sweep)
{
    double c = a[0] * b[0] + a[1] * b[1];
    double half_c = sqrt((1 + c) / 2 > 0 ? (1 + c) / 2 : 0);
    double half_s = sqrt((1 - c) / 2 > 0 ? (1 - c) / 2 : 0);
    double k = sweep * 4 * half_s / (3 * (1 + half_c));
    const double u[3][2] = {
        {a[0] - k * a[1], a[1] + k * a[0]}, {b[0] + k * b[1], b[1] - k * b[0]}, {b[0], b[1]}};
    double v[3][2];
    for (int i = 0; i < 3; i++) {
        double x = u[i][0] * e->rx, y = u[i][1] * e->ry;
        v[i][0] = e->cx + x * e->cosine - y * e->sine;
        v[i][1] = e->cy + x * e->sine + y * e->cosine;
    }
    curve_to(p, v[0][0], v[0][1], v[1][0], v[1][1], v[2][0], v[2][1]);
}

/* From direction a to b round the circle, in quarters. */
static void round_to(struct pen *p, const struct ellipse *e, double a[2], const double b[2],
                     int sweep)
{
    for (int i = 0; i < 4; i++) {
        double dot = a[0] * b[0] + a[1] * b[1], cross = sweep * (a[0] * b[1] - a[1] * b[0]);
        if (dot >= 0 && cross >= 0)
            break;
        double next[2] = {-sweep * a[1], sweep * a[0]};
        quarter_to(p, e, a, next, sweep);
        a[0] = next[0];
        a[1] = next[1];
    }
    quarter_to(p, e, a, b, sweep);
}

/* By the centre that the two ends have in common (SVG 1.1, F.6.5). */
static void arc_to(struct pen *p, const double v[7])
{
    double x = v[5], y = v[6];
    struct ellipse e = {fabs(v[0]), fabs(v[1]), 1, 0, 0, 0};
    if (e.rx == 0 || e.ry == 0) {
        line_to(p, x, y);
        return;
    }
    if (x == p->x && y == p->y)
        return;
    const struct svg_matrix turned = svg_rotation(v[2]);
    e.cosine = turned.a;
    e.sine = turned.b;
    double dx = (p->x - x) / 2, dy = (p->y - y) / 2;
    double x1 = e.cosine * dx + e.sine * dy, y1 = -e.sine * dx + e.cosine * dy;
    double scale = x1 * x1 / (e.rx * e.rx) + y1 * y1 / (e.ry * e.ry);
    if (scale > 1) {
        e.rx *= sqrt(scale);
        e.ry *= sqrt(scale);
    }
    double rx2 = e.rx * e.rx, ry2 = e.ry * e.ry;
    double below = rx2 * y1 * y1 + ry2 * x1 * x1, root = (rx2 * ry2 - below) / below;
    double f = sqrt(root > 0 ? root : 0) * ((v[3] != 0) == (v[4] != 0) ? -1 : 1);
    double cx1 = f * e.rx * y1 / e.ry, cy1 = -f * e.ry * x1 / e.rx;
    e.cx = e.cosine * cx1 - e.sine * cy1 + (p->x + x) / 2;
    e.cy = e.sine * cx1 + e.cosine * cy1 + (p->y + y) / 2;
    double a[2] = {(x1 - cx1) / e.rx, (y1 - cy1) / e.ry};
    const double b[2] = {(-x1 - cx1) / e.rx, (-y1 - cy1) / e.ry};
    round_to(p, &e, a, b, v[4] != 0 ? 1 : -1);
    p->out->xy.v[p->out->xy.n - 2] = p->x = x; /* not a rounding beside it */
    p->out->xy.v[p->out->xy.n - 1] = p->y = y;
}

/* ---- path data ---- */

static int arguments_of(char command)
{
    switch (command) {
    case 'M':
    case 'L':
    case 'T': return 2;
    case 'H':
    case 'V': return 1;
    case 'C': return 6;
    case 'S':
    case 'Q': return 4;
    case 'A': return 7;
    case 'Z': return 0;
    default: return -1;
    }
}

/* The flags of an arc need no blank between them. */
static bool take_flag(str *s, double *out)
{
    svg_skip(s);
    if (!s->n || (s->p[0] != '0' && s->p[0] != '1'))
        return false;
    *out = s->p[0] - '0';
    *s = str_slice(*s, 1, s->n);
    return true;
}

static bool take_arguments(str *s, char command, double *v, int n)
{
    for (int i = 0; i < n; i++) {
        bool flag = command == 'A' && (i == 3 || i == 4);
        if (!(flag ? take_flag(s, &v[i]) : svg_number(s, &v[i])))
            return false;
    }
    return true;
}

/* Makes points of a lower case command absolute. */
static void make_absolute(const struct pen *p, char command, double *v, int n)
{
    if (command == 'H')
        v[0] += p->x;
    else if (command == 'V')
        v[0] += p->y;
    else if (command == 'A')
        v[5] += p->x, v[6] += p->y;
    for (int i = 0; command != 'H' && command != 'V' && command != 'A' && i + 1 < n; i += 2)
        v[i] += p->x, v[i + 1] += p->y;
}

/* The last control point on the other side of the pen, when the last command was of that kind. */
static void reflect(const struct pen *p, const char *kind, double out[2])
{
    bool curve = p->last == kind[0] || p->last == kind[1];
    out[0] = curve ? 2 * p->x - p->control_x : p->x;
    out[1] = curve ? 2 * p->y - p->control_y : p->y;
}

static void run(struct pen *p, char command, const double *v)
{
    double c[2];
    switch (command) {
    case 'M': move_to(p, v[0], v[1]); break;
    case 'L': line_to(p, v[0], v[1]); break;
    case 'H': line_to(p, v[0], p->y); break;
    case 'V': line_to(p, p->x, v[0]); break;
    case 'C': curve_to(p, v[0], v[1], v[2], v[3], v[4], v[5]); break;
    case 'S':
        reflect(p, "CS", c);
        curve_to(p, c[0], c[1], v[0], v[1], v[2], v[3]);
        break;
    case 'Q': quadratic_to(p, v[0], v[1], v[2], v[3]); break;
    case 'T':
        reflect(p, "QT", c);
        quadratic_to(p, c[0], c[1], v[0], v[1]);
        break;
    case 'A': arc_to(p, v); break;
    default: close_path(p); break;
    }
    p->last = command;
}

static void path_data(struct pen *p, str s)
{
    char command = 0;
    for (svg_skip(&s); s.n; svg_skip(&s)) {
        bool letter = (s.p[0] | 32) >= 'a' && (s.p[0] | 32) <= 'z';
        if (letter) {
            command = s.p[0];
            s = str_slice(s, 1, s.n);
        }
        char upper = (char)(command & ~32);
        int n = command ? arguments_of(upper) : -1;
        double v[7];
        bool good = n >= 0 && (letter || n > 0) && take_arguments(&s, upper, v, n) &&
                    (p->out->ops.n || upper == 'M') && p->out->ops.n < SVG_OPS_MAX;
        if (!good) {
            p->out->damaged = true;
            return;
        }
        if (command != upper)
            make_absolute(p, upper, v, n);
        run(p, upper, v);
        if (upper == 'M') /* further points are lines */
            command = command == 'm' ? 'l' : 'L';
    }
}

/* ---- shapes ---- */

static double length_of(const struct svg_element *e, const char *name, double whole)
{
    double v = 0;
    svg_length(svg_attribute(e, name), whole, &v);
    return v;
}

static void ellipse(struct pen *p, double cx, double cy, double rx, double ry)
{
    double kx = rx * QUARTER, ky = ry * QUARTER;
    if (rx <= 0 || ry <= 0)
        return;
    move_to(p, cx + rx, cy);
    curve_to(p, cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry);
    curve_to(p, cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy);
    curve_to(p, cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry);
    curve_to(p, cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy);
    close_path(p);
}

static void rectangle(struct pen *p, double x, double y, double w, double h, double rx, double ry)
{
    if (w <= 0 || h <= 0)
        return;
    rx = rx > w / 2 ? w / 2 : rx;
    ry = ry > h / 2 ? h / 2 : ry;
    double kx = rx * (1 - QUARTER), ky = ry * (1 - QUARTER);
    bool round = rx > 0 && ry > 0;
    move_to(p, x + (round ? rx : 0), y);
    line_to(p, x + w - (round ? rx : 0), y);
    if (round)
        curve_to(p, x + w - kx, y, x + w, y + ky, x + w, y + ry);
    line_to(p, x + w, y + h - (round ? ry : 0));
    if (round)
        curve_to(p, x + w, y + h - ky, x + w - kx, y + h, x + w - rx, y + h);
    line_to(p, x + (round ? rx : 0), y + h);
    if (round) {
        curve_to(p, x + kx, y + h, x, y + h - ky, x, y + h - ry);
        line_to(p, x, y + ry);
        curve_to(p, x, y + ky, x + kx, y, x + rx, y);
    }
    close_path(p);
}

static void rectangle_of(struct pen *p, const struct svg_element *e, const double view[2])
{
    double rx = -1, ry = -1;
    bool has_rx = svg_length(svg_attribute(e, "rx"), view[0], &rx) && rx >= 0;
    bool has_ry = svg_length(svg_attribute(e, "ry"), view[1], &ry) && ry >= 0;
    rx = has_rx ? rx : has_ry ? ry : 0;
    ry = has_ry ? ry : rx;
    rectangle(p, length_of(e, "x", view[0]), length_of(e, "y", view[1]),
              length_of(e, "width", view[0]), length_of(e, "height", view[1]), rx, ry);
}

static void points_of(struct pen *p, const struct svg_element *e, bool closed)
{
    str s = svg_attribute(e, "points");
    double x, y;
    for (bool first = true; svg_number(&s, &x) && svg_number(&s, &y) && p->out->ops.n < SVG_OPS_MAX;
         first = false)
        first ? move_to(p, x, y) : line_to(p, x, y);
    svg_skip(&s);
    p->out->damaged = s.n > 0;
    if (closed && p->out->ops.n)
        close_path(p);
}

bool svg_outline(const struct svg_element *e, const double view[2], struct svg_outline *out)
{
    struct pen p = {.out = out};
    if (str_is(e->name, "path"))
        path_data(&p, svg_attribute(e, "d"));
    else if (str_is(e->name, "rect"))
        rectangle_of(&p, e, view);
    else if (str_is(e->name, "circle"))
        ellipse(&p, length_of(e, "cx", view[0]), length_of(e, "cy", view[1]),
                length_of(e, "r", view[0]), length_of(e, "r", view[0]));
    else if (str_is(e->name, "ellipse"))
        ellipse(&p, length_of(e, "cx", view[0]), length_of(e, "cy", view[1]),
                length_of(e, "rx", view[0]), length_of(e, "ry", view[1]));
    else if (str_is(e->name, "polyline") || str_is(e->name, "polygon"))
        points_of(&p, e, str_is(e->name, "polygon"));
    else if (str_is(e->name, "line")) {
        move_to(&p, length_of(e, "x1", view[0]), length_of(e, "y1", view[1]));
        line_to(&p, length_of(e, "x2", view[0]), length_of(e, "y2", view[1]));
    } else
        return false;
    return true;
}
