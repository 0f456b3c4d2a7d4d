/* SVG files as drawings. */
#include "picture/svg.h"
#include "picture/formats.h"

#include <math.h>
#include <stdio.h>

#define UNIT (LENGTH_PT * 3 / 4) /* a user unit: 1/96 inch */

enum { NESTED_MAX = 64, USES_MAX = 10000, PATHS_MAX = 200000 };

struct drawer {
    struct arena *arena;
    const struct svg_element *root;
    const struct svg_rules *rules;
    struct drawing_losses *losses;
    VEC(struct drawing_path) paths;
    double view[2];
    size_t uses, ops;
    const char *wrong;
};

static void lose(struct drawer *d, const char *what, unsigned line)
{
    struct drawing_losses *l = d->losses;
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i].what, what) == 0)
            return;
    if (l->n < DRAWING_LOSSES)
        l->v[l->n++] = (struct drawing_loss){what, line};
}

/* ---- a path ---- */

static length to_length(double units)
{
    static const double most = 1e7; /* far outside any paper */
    double v = units > most ? most : units < -most ? -most : units;
    return (length)(v * (double)UNIT + (v < 0 ? -0.5 : 0.5));
}

/* Text of XML is never NaN, but products of large numbers may be. */
static bool is_sound(const struct svg_matrix *m)
{
    return isfinite(m->a) && isfinite(m->b) && isfinite(m->c) && isfinite(m->d) && isfinite(m->e) &&
           isfinite(m->f);
}

static struct drawing_paint paint_of(const struct svg_style *s, const struct svg_paint *paint,
                                     double alpha)
{
    const struct svg_paint *p = paint->current ? &s->color : paint;
    struct drawing_paint out = {.any = !paint->none && !p->none};
    out.light = p->light;
    memcpy(out.rgb, p->rgb, sizeof out.rgb);
    memcpy(out.cmyk, p->cmyk, sizeof out.cmyk);
    out.alpha = (uint16_t)(alpha * s->alpha * 1000 + 0.5);
    out.any = out.any && out.alpha > 0;
    return out;
}

static void set_line(struct drawing_path *p, const struct svg_style *s, const struct svg_matrix *m)
{
    double scale = sqrt(fabs(m->a * m->d - m->b * m->c)); /* of lines under an uneven transform */
    p->width = to_length(s->width * scale);
    p->n_dashes = s->n_dashes;
    for (int i = 0; i < s->n_dashes; i++)
        p->dashes[i] = to_length(s->dashes[i] * scale);
    p->dash_start = to_length(s->dash_start * scale);
    p->cap = s->cap;
    p->join = s->join;
    p->miter = (int)(s->miter * 1000);
}

static void add_path(struct drawer *d, const struct svg_outline *o, const struct svg_style *s,
                     const struct svg_matrix *m)
{
    struct drawing_path p = {.n_ops = o->ops.n,
                             .fill = paint_of(s, &s->fill, s->fill_alpha),
                             .stroke = paint_of(s, &s->stroke, s->stroke_alpha),
                             .even_odd = s->even_odd};
    p.stroke.any = p.stroke.any && s->width > 0;
    if (!o->ops.n || (!p.fill.any && !p.stroke.any) || s->hidden)
        return;
    d->ops += o->ops.n;
    if (d->ops > SVG_OPS_MAX || d->paths.n == PATHS_MAX) {
        d->wrong = N_("the SVG file has too many shapes");
        return;
    }
    size_t n = o->xy.n / 2;
    struct drawing_point *points = arena_many(d->arena, n, struct drawing_point);
    for (size_t i = 0; i < n; i++) {
        double x = o->xy.v[2 * i], y = o->xy.v[2 * i + 1];
        points[i].x = to_length(m->a * x + m->c * y + m->e);
        points[i].y = to_length(m->b * x + m->d * y + m->f);
    }
    unsigned char *ops = arena_many(d->arena, o->ops.n, unsigned char);
    memcpy(ops, o->ops.v, o->ops.n);
    p.ops = ops;
    p.points = points;
    set_line(&p, s, m);
    vec_push(&d->paths, p);
}

/* ---- elements ---- */

static const struct svg_element *find_id(const struct svg_element *e, str id)
{
    if (str_eq(svg_attribute(e, "id"), id))
        return e;
    for (const struct svg_element *c = e->first; c; c = c->next) {
        const struct svg_element *found = find_id(c, id);
        if (found)
            return found;
    }
    return NULL;
}

static void draw(struct drawer *d, const struct svg_element *e, const struct svg_style *outer,
                 struct svg_matrix m, int depth);

static void draw_children(struct drawer *d, const struct svg_element *e,
                          const struct svg_style *style, struct svg_matrix m, int depth)
{
    for (const struct svg_element *c = e->first; c && !d->wrong; c = c->next)
        draw(d, c, style, m, depth + 1);
}

/* Another element of the file, moved. */
static void draw_use(struct drawer *d, const struct svg_element *e, const struct svg_style *style,
                     struct svg_matrix m, int depth)
{
    str href = svg_attribute(e, "href");
    if (!str_starts(href, STR("#"))) {
        lose(d, N_("a reference to another file"), e->line);
        return;
    }
    if (++d->uses > USES_MAX) {
        d->wrong = N_("the SVG file uses its parts too often");
        return;
    }
    const struct svg_element *used = find_id(d->root, str_slice(href, 1, href.n));
    double x = 0, y = 0;
    svg_length(svg_attribute(e, "x"), d->view[0], &x);
    svg_length(svg_attribute(e, "y"), d->view[1], &y);
    m = svg_multiply(m, (struct svg_matrix){1, 0, 0, 1, x, y});
    if (used && str_is(used->name, "symbol"))
        draw_children(d, used, style, m, depth + 1);
    else if (used)
        draw(d, used, style, m, depth + 1);
    else
        lose(d, N_("a part that is not there"), e->line);
}

static bool is_one_of(str name, const char *const *names)
{
    for (; *names; names++)
        if (str_is(name, *names))
            return true;
    return false;
}

/* What is not drawn where it stands, and is no loss. */
static const char *const silent[] = {
    "defs",    "style",    "title",  "desc",           "metadata",
    "symbol",  "clipPath", "mask",   "linearGradient", "radialGradient",
    "pattern", "marker",   "filter", "namedview",      "sfw",
    "pgf",     NULL};
static const char *const groups[] = {"svg", "g", "a", "switch", NULL};

static const struct {
    const char *name, *loss;
} lost[] = {
    {"text", N_("text")},      {"image", N_("a picture in it")},         {"script", N_("a script")},
    {"animate", N_("motion")}, {"foreignObject", N_("foreign content")},
};

static void draw_other(struct drawer *d, const struct svg_element *e)
{
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
        if (str_is(e->name, lost[i].name))
            lose(d, lost[i].loss, e->line);
}

static void draw(struct drawer *d, const struct svg_element *e, const struct svg_style *outer,
                 struct svg_matrix m, int depth)
{
    const char *loss = NULL;
    if (is_one_of(e->name, silent) || depth > NESTED_MAX)
        return;
    const struct svg_style style = svg_style_of(outer, d->rules, e, &loss);
    if (!style.shown)
        return;
    if (loss)
        lose(d, loss, e->line);
    m = svg_transform(m, svg_attribute(e, "transform"));
    if (!is_sound(&m))
        return;
    if (is_one_of(e->name, groups)) {
        draw_children(d, e, &style, m, depth);
        return;
    }
    if (str_is(e->name, "use")) {
        draw_use(d, e, &style, m, depth);
        return;
    }
    struct svg_outline outline = {0};
    if (!svg_outline(e, d->view, &outline))
        draw_other(d, e);
    if (outline.damaged)
        lose(d, N_("the rest of a path that cannot be read"), e->line);
    add_path(d, &outline, &style, &m);
    svg_outline_free(&outline);
}

/* ---- the whole ---- */

/* The size of the picture, and what its units are mapped by. */
static bool set_view(struct drawer *d, struct drawing *out, struct svg_matrix *m, char *message)
{
    str box = svg_attribute(d->root, "viewBox");
    double v[4] = {0}, w = 0, h = 0;
    int n = 0;
    while (n < 4 && svg_number(&box, &v[n]))
        n++;
    bool has_box = n == 4 && v[2] > 0 && v[3] > 0;
    bool has_w = svg_length(svg_attribute(d->root, "width"), has_box ? v[2] : 0, &w) && w > 0;
    bool has_h = svg_length(svg_attribute(d->root, "height"), has_box ? v[3] : 0, &h) && h > 0;
    if (!has_box && !(has_w && has_h))
        return picture_refuse(
            message, N_("the SVG file has no size: it needs a viewBox, or width and height"));
    if (!has_box)
        v[0] = v[1] = 0, v[2] = w, v[3] = h;
    w = has_w ? w : has_h ? h * v[2] / v[3] : v[2];
    h = has_h ? h : w * v[3] / v[2];
    enum { SIDE_MAX = 20000 };
    if (w > SIDE_MAX || h > SIDE_MAX || w < 0.1 || h < 0.1)
        return picture_refuse(message, N_("the SVG file is larger or smaller than any picture"));
    double sx = w / v[2], sy = h / v[3], s = sx < sy ? sx : sy; /* preserveAspectRatio: xMidYMid */
    *m = (struct svg_matrix){
        s, 0, 0, s, (w - s * v[2]) / 2 - s * v[0], (h - s * v[3]) / 2 - s * v[1]};
    d->view[0] = v[2];
    d->view[1] = v[3];
    out->width = to_length(w);
    out->height = to_length(h);
    return is_sound(m);
}

bool svg_read(struct arena *a, str bytes, struct drawing *out, struct drawing_losses *losses,
              char message[PICTURE_MESSAGE_MAX])
{
    struct drawer d = {.arena = a, .losses = losses};
    struct svg_matrix m;
    *losses = (struct drawing_losses){0};
    d.root = svg_tree(a, bytes, message);
    if (!d.root || !set_view(&d, out, &m, message))
        return false;
    d.rules = svg_rules(a, d.root);
    const struct svg_style first = svg_style_first();
    draw(&d, d.root, &first, m, 0);
    out->n = d.paths.n;
    out->paths = vec_take(a, &d.paths);
    return d.wrong ? picture_refuse(message, d.wrong) : true;
}

/* ---- as a format ---- */

static uint32_t hundredths(length l)
{
    uint32_t n = (uint32_t)(l * 100 / LENGTH_PT);
    return n ? n : 1;
}

struct picture_head drawing_head(const struct drawing *d, const struct drawing_losses *losses)
{
    struct picture_head h = {.format = IMAGE_SVG,
                             .width = hundredths(d->width),
                             .height = hundredths(d->height),
                             .ppi = PICTURE_DRAWN_PPI,
                             .orientation = 1,
                             .drawn = true};
    for (size_t i = 0; i < losses->n; i++) {
        size_t n = strlen(h.lost);
        snprintf(h.lost + n, sizeof h.lost - n,
                 "%s" MESSAGE_WORD("%s") " (" MESSAGE_WORD("%s") " %u)", i ? ", " : "",
                 losses->v[i].what, N_("line"), losses->v[i].line);
    }
    return h;
}

bool svg_look(str bytes, struct picture_head *out, char *message)
{
    struct arena *a = arena_new();
    struct drawing d;
    struct drawing_losses losses;
    bool ok = svg_read(a, bytes, &d, &losses, message);
    if (ok)
        *out = drawing_head(&d, &losses);
    arena_free(a);
    return ok;
}
