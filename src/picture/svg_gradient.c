/* Linear and radial gradients: their stops in inks, and where they lie. */
#include "picture/svg.h"

#include <math.h>

enum { CHAIN_MAX = 8, STOPS_MAX = 256, FULL = 10000 };

/* A gradient element and those that it takes from, which it does not say itself. */
struct chain {
    const struct svg_element *v[CHAIN_MAX];
    size_t n;
};

static struct chain chain_of(const struct svg_file *f, const struct svg_element *e)
{
    struct chain c = {0};
    while (e && c.n < CHAIN_MAX) {
        c.v[c.n++] = e;
        str href = svg_attribute(e, "href");
        e = str_starts(href, STR("#")) ? svg_find(f, str_slice(href, 1, href.n)) : NULL;
    }
    return c;
}

static str said(const struct chain *c, const char *name)
{
    for (size_t i = 0; i < c->n; i++) {
        str s = svg_attribute(c->v[i], name);
        if (s.p)
            return s;
    }
    return (str){0};
}

/* ---- stops ---- */

static const struct svg_element *with_stops(const struct chain *c)
{
    for (size_t i = 0; i < c->n; i++)
        for (const struct svg_element *e = c->v[i]->first; e; e = e->next)
            if (str_is(e->name, "stop"))
                return c->v[i];
    return NULL;
}

static uint16_t place_of(const struct svg_element *e, uint16_t least)
{
    str s = svg_attribute(e, "offset");
    double v = 0;
    if (!svg_number(&s, &v))
        v = 0;
    v = str_starts(s, STR("%")) ? v / 100 : v;
    v = v < 0 ? 0 : v > 1 ? 1 : v;
    uint16_t at = (uint16_t)(v * FULL + 0.5);
    return at > least ? at : least;
}

struct stops {
    struct drawing_stop v[STOPS_MAX];
    size_t n;
    double least, most, sum; /* opacity */
};

static void read_stops(const struct svg_file *f, const struct svg_element *gradient,
                       struct stops *out, const char **loss)
{
    const struct svg_style first = svg_style_first();
    *out = (struct stops){.least = 1};
    for (const struct svg_element *e = gradient->first; e && out->n < STOPS_MAX; e = e->next) {
        if (!str_is(e->name, "stop"))
            continue;
        struct svg_style s = svg_style_of(&first, f->rules, e, loss);
        const struct svg_paint *p = s.stop.current ? &s.color : &s.stop;
        struct drawing_stop *stop = &out->v[out->n];
        double alpha = s.stop.none ? 0 : s.stop_alpha;
        stop->at = place_of(e, out->n ? out->v[out->n - 1].at : 0);
        stop->color = p->color;
        out->least = alpha < out->least ? alpha : out->least;
        out->most = alpha > out->most ? alpha : out->most;
        out->sum += alpha;
        out->n++;
    }
}

/* ---- where it lies ---- */

/* A place on the gradient's axes: in user units, or in parts of the box. */
static double coordinate(const struct chain *c, const char *name, double usual, double whole,
                         bool in_box)
{
    str s = said(c, name);
    double v = usual * (in_box ? 1 : whole);
    svg_length(s, in_box ? 1 : whole, &v);
    return v;
}

static struct svg_matrix linear(const struct chain *c, const double view[2], bool in_box)
{
    double x1 = coordinate(c, "x1", 0, view[0], in_box);
    double y1 = coordinate(c, "y1", 0, view[1], in_box);
    double x2 = coordinate(c, "x2", 1, view[0], in_box);
    double y2 = coordinate(c, "y2", 0, view[1], in_box);
    return (struct svg_matrix){x2 - x1, y2 - y1, y1 - y2, x2 - x1, x1, y1};
}

/* The focus lies on the circle at most, which readers of PDF do not all draw alike: a little in. */
static void set_focus(struct drawing_gradient *g, double x, double y)
{
    static const double most = 0.99;
    double away = sqrt(x * x + y * y);
    if (away > most) {
        x *= most / away;
        y *= most / away;
    }
    g->focus[0] = (int)(x * FULL);
    g->focus[1] = (int)(y * FULL);
}

static struct svg_matrix radial(const struct chain *c, const double view[2], bool in_box,
                                struct drawing_gradient *g)
{
    double diagonal = sqrt((view[0] * view[0] + view[1] * view[1]) / 2);
    double cx = coordinate(c, "cx", 0.5, view[0], in_box);
    double cy = coordinate(c, "cy", 0.5, view[1], in_box);
    double r = coordinate(c, "r", 0.5, diagonal, in_box);
    double fx = cx, fy = cy;
    svg_length(said(c, "fx"), in_box ? 1 : view[0], &fx);
    svg_length(said(c, "fy"), in_box ? 1 : view[1], &fy);
    g->radial = true;
    if (r > 0)
        set_focus(g, (fx - cx) / r, (fy - cy) / r);
    return (struct svg_matrix){r, 0, 0, r, cx, cy};
}

static struct drawing_point vector(double x, double y)
{
    return (struct drawing_point){svg_to_length(x), svg_to_length(y)};
}

static bool is_flat(const struct svg_matrix *m)
{
    double area = m->a * m->d - m->b * m->c;
    return !(fabs(area) > 1e-9 && fabs(area) < 1e15);
}

/* The gradient's own axes on the picture; false when they have no extent. */
static bool place(const struct svg_file *f, const struct chain *c, const struct svg_outline *o,
                  struct svg_matrix m, struct drawing_gradient *g)
{
    bool in_box = !str_is(said(c, "gradientUnits"), "userSpaceOnUse");
    double box[4];
    if (in_box && !svg_box(o, box))
        return false;
    if (in_box)
        m = svg_multiply(
            m, (struct svg_matrix){box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1]});
    m = svg_transform(m, said(c, "gradientTransform"));
    m = svg_multiply(m, str_is(c->v[0]->name, "radialGradient") ? radial(c, f->view, in_box, g)
                                                                : linear(c, f->view, in_box));
    g->origin = vector(m.e, m.f);
    g->x_axis = vector(m.a, m.b);
    g->y_axis = vector(m.c, m.d);
    return !is_flat(&m);
}

/* ---- the whole ---- */

/* The colour of its last stop everywhere: of one stop, or of no extent. */
static void make_plain(struct stops *s)
{
    s->v[0] = s->v[1] = s->v[s->n - 1];
    s->v[0].at = 0;
    s->v[1].at = FULL;
    s->n = 2;
}

const struct drawing_gradient *svg_gradient(const struct svg_file *f, const struct svg_element *e,
                                            const struct svg_outline *o, struct svg_matrix m,
                                            double *alpha, const char **loss)
{
    if (!str_is(e->name, "linearGradient") && !str_is(e->name, "radialGradient"))
        return NULL;
    const struct chain c = chain_of(f, e);
    const struct svg_element *from = with_stops(&c);
    if (!from)
        return NULL;
    struct drawing_gradient *g = arena_one(f->arena, struct drawing_gradient);
    struct stops *stops = arena_one(f->arena, struct stops);
    read_stops(f, from, stops, loss);
    *alpha = stops->sum / (double)stops->n;
    if (stops->most - stops->least > 0.01)
        *loss = N_("a gradient that fades");
    str spread = said(&c, "spreadMethod");
    if (str_is(spread, "repeat") || str_is(spread, "reflect"))
        *loss = N_("a gradient that repeats");
    bool flat = !place(f, &c, o, m, g);
    if (stops->n == 1 || flat)
        make_plain(stops);
    if (flat) { /* any place will do */
        g->radial = false;
        g->origin = vector(0, 0);
        g->x_axis = vector(1, 0);
        g->y_axis = vector(0, 1);
    }
    g->stops = stops->v;
    g->n = stops->n;
    return g;
}
