/* Plane geometry in PDF's default user space: points of 1/72 inch, y upwards. Files made by others
 * hold any number, so these are doubles; what the program itself places stays in lengths. */
#pragma once

#include <math.h>
#include <stdbool.h>

struct point {
    double x, y;
};

/** x' = a x + c y + e, y' = b x + d y + f. */
struct matrix {
    double a, b, c, d, e, f;
};

/** Empty when x0 > x1. */
struct box {
    double x0, y0, x1, y1;
};

#define MATRIX_IDENTITY ((struct matrix){1, 0, 0, 1, 0, 0})
#define BOX_EMPTY       ((struct box){1e30, 1e30, -1e30, -1e30})
#define BOX_ALL         ((struct box){-1e30, -1e30, 1e30, 1e30})
#define PT_PER_MM       (72 / 25.4)

static inline struct point matrix_apply(const struct matrix *m, double x, double y)
{
    return (struct point){m->a * x + m->c * y + m->e, m->b * x + m->d * y + m->f};
}

/** First `m`, then `n`. */
static inline struct matrix matrix_then(const struct matrix *m, const struct matrix *n)
{
    return (struct matrix){
        m->a * n->a + m->b * n->c,        m->a * n->b + m->b * n->d,
        m->c * n->a + m->d * n->c,        m->c * n->b + m->d * n->d,
        m->e * n->a + m->f * n->c + n->e, m->e * n->b + m->f * n->d + n->f,
    };
}

/** The lengths to which a step in x and one in y grow, and the mean growth of an area's side. */
static inline double matrix_scale_x(const struct matrix *m)
{
    return hypot(m->a, m->b);
}

static inline double matrix_scale_y(const struct matrix *m)
{
    return hypot(m->c, m->d);
}

static inline double matrix_scale(const struct matrix *m)
{
    return sqrt(fabs(m->a * m->d - m->b * m->c));
}

static inline bool box_is_empty(const struct box *b)
{
    return !(b->x0 <= b->x1 && b->y0 <= b->y1);
}

static inline void box_add(struct box *b, struct point p)
{
    b->x0 = fmin(b->x0, p.x);
    b->y0 = fmin(b->y0, p.y);
    b->x1 = fmax(b->x1, p.x);
    b->y1 = fmax(b->y1, p.y);
}

static inline struct box box_meet(const struct box *a, const struct box *b)
{
    return (struct box){fmax(a->x0, b->x0), fmax(a->y0, b->y0), fmin(a->x1, b->x1),
                        fmin(a->y1, b->y1)};
}

static inline struct box box_grow(const struct box *b, double by)
{
    return (struct box){b->x0 - by, b->y0 - by, b->x1 + by, b->y1 + by};
}

/** Whether `a` lies within `b`, with some tolerance. */
static inline bool box_within(const struct box *a, const struct box *b, double tolerance)
{
    return a->x0 >= b->x0 - tolerance && a->y0 >= b->y0 - tolerance && a->x1 <= b->x1 + tolerance &&
           a->y1 <= b->y1 + tolerance;
}

/** What becomes of a rectangle: the box around it. */
static inline struct box matrix_box(const struct matrix *m, const struct box *r)
{
    struct box b = BOX_EMPTY;
    box_add(&b, matrix_apply(m, r->x0, r->y0));
    box_add(&b, matrix_apply(m, r->x1, r->y0));
    box_add(&b, matrix_apply(m, r->x0, r->y1));
    box_add(&b, matrix_apply(m, r->x1, r->y1));
    return b;
}
