/* The box around an outline, to its very extremes. */
#include "picture/svg.h"

#include <math.h>

static void reach(double range[2], double v)
{
    range[0] = v < range[0] ? v : range[0];
    range[1] = v > range[1] ? v : range[1];
}

static double curve_at(const double v[4], double t)
{
    double s = 1 - t;
    return s * s * s * v[0] + 3 * s * s * t * v[1] + 3 * s * t * t * v[2] + t * t * t * v[3];
}

/* Where a coordinate of a curve turns round: the zeros of its derivative. */
static void reach_curve(double range[2], const double v[4])
{
    double a = v[3] - 3 * v[2] + 3 * v[1] - v[0], b = 2 * (v[2] - 2 * v[1] + v[0]), c = v[1] - v[0];
    double root = b * b - 4 * a * c, t[2] = {-1, -1};
    reach(range, v[3]);
    if (fabs(a) > 1e-12 && root >= 0) {
        t[0] = (-b + sqrt(root)) / (2 * a);
        t[1] = (-b - sqrt(root)) / (2 * a);
    } else if (fabs(b) > 1e-12) {
        t[0] = -c / b;
    }
    for (int i = 0; i < 2; i++)
        if (t[i] > 0 && t[i] < 1)
            reach(range, curve_at(v, t[i]));
}

bool svg_box(const struct svg_outline *o, double box[4])
{
    double x[2] = {INFINITY, -INFINITY}, y[2] = {INFINITY, -INFINITY};
    const double *p = o->xy.v;
    for (size_t i = 0; i < o->ops.n; i++) {
        if (o->ops.v[i] == DRAWING_CLOSE)
            continue;
        if (o->ops.v[i] == DRAWING_CURVE) {
            const double *from = p - 2;
            reach_curve(x, (const double[4]){from[0], p[0], p[2], p[4]});
            reach_curve(y, (const double[4]){from[1], p[1], p[3], p[5]});
            p += 6;
            continue;
        }
        reach(x, p[0]);
        reach(y, p[1]);
        p += 2;
    }
    box[0] = x[0], box[1] = y[0], box[2] = x[1], box[3] = y[1];
    return x[0] < x[1] && y[0] < y[1];
}
