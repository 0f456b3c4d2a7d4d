/* SVG files as drawings. */
#include "picture/svg.h"
#include "picture/formats.h"

#include <math.h>
#include <stdio.h>

#define UNIT (LENGTH_PT * 3 / 4) /* a user unit: 1/96 inch */

enum { NESTED_MAX = 64, USES_MAX = 10000, PATHS_MAX = 200000 };

struct drawer {
    struct svg_file file;
    struct svg_texts texts;
    VEC(struct drawing_path) paths;
    const struct drawing_clip *clip; /* of the last path */
    size_t uses, ops;
    const char *wrong;
};

void svg_lose(struct drawing_losses *l, const char *what, unsigned line)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i].what, what) == 0)
            return;
    if (l->n < DRAWING_LOSSES)
        l->v[l->n++] = (struct drawing_loss){what, line};
}

static void lose(struct drawer *d, const char *what, unsigned line)
{
    svg_lose(d->file.losses, what, line);
}

/* ---- a path ---- */

length svg_to_length(double units)
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

/* What an element is drawn by, beside its style. */
struct place {
    const struct svg_element *e;
    struct svg_matrix m;
    const struct drawing_clip *clip;
    int depth; /* of elements */
};

/* What stands behind a gradient is used where there is no such one. */
static const struct drawing_gradient *gradient_of(struct drawer *d, const struct svg_paint *p,
                                                  const struct svg_outline *o,
                                                  const struct place *at, double *alpha)
{
    const char *loss = NULL;
    if (!p->server.n)
        return NULL;
    const struct svg_element *e = svg_find(&d->file, p->server);
    const struct drawing_gradient *g = e ? svg_gradient(&d->file, e, o, at->m, alpha, &loss) : NULL;
    if (!g || loss)
        lose(d, g ? loss : N_("a gradient or pattern"), at->e->line);
    return g;
}

static struct drawing_paint paint_of(struct drawer *d, const struct svg_style *s,
                                     const struct svg_paint *paint, double alpha,
                                     const struct svg_outline *o, const struct place *at)
{
    const struct svg_paint *p = paint->current ? &s->color : paint;
    double own = 1;
    struct drawing_paint out = {.gradient = gradient_of(d, paint, o, at, &own)};
    out.any = out.gradient || (!paint->none && !p->none);
    out.color = p->color;
    out.alpha = (uint16_t)(alpha * s->alpha * own * 1000 + 0.5);
    out.any = out.any && out.alpha > 0;
    return out;
}

static void set_line(struct drawing_path *p, const struct svg_style *s, const struct svg_matrix *m)
{
    double scale = sqrt(fabs(m->a * m->d - m->b * m->c)); /* of lines under an uneven transform */
    p->width = svg_to_length(s->width * scale);
    p->n_dashes = s->n_dashes;
    for (int i = 0; i < s->n_dashes; i++)
        p->dashes[i] = svg_to_length(s->dashes[i] * scale);
    p->dash_start = svg_to_length(s->dash_start * scale);
    p->cap = s->cap;
    p->join = s->join;
    p->miter = (int)(s->miter * 1000);
}

static struct drawing_outline place_outline(struct drawer *d, const struct svg_outline *o,
                                            const struct svg_matrix *m)
{
    size_t n = o->xy.n / 2;
    struct drawing_point *points = arena_many(d->file.arena, n, struct drawing_point);
    unsigned char *ops = arena_many(d->file.arena, o->ops.n, unsigned char);
    for (size_t i = 0; i < n; i++) {
        double x = o->xy.v[2 * i], y = o->xy.v[2 * i + 1];
        points[i].x = svg_to_length(m->a * x + m->c * y + m->e);
        points[i].y = svg_to_length(m->b * x + m->d * y + m->f);
    }
    if (o->ops.n)
        memcpy(ops, o->ops.v, o->ops.n);
    return (struct drawing_outline){ops, o->ops.n, points};
}

static bool count(struct drawer *d, size_t ops)
{
    d->ops += ops;
    if (d->ops > SVG_OPS_MAX || d->paths.n == PATHS_MAX)
        d->wrong = N_("the SVG file has too many shapes");
    return !d->wrong;
}

static void add_path(struct drawer *d, const struct svg_outline *o, const struct svg_style *s,
                     const struct place *at)
{
    if (!o->ops.n || s->hidden)
        return;
    struct drawing_path p = {.clip = at->clip,
                             .fill = paint_of(d, s, &s->fill, s->fill_alpha, o, at),
                             .stroke = paint_of(d, s, &s->stroke, s->stroke_alpha, o, at),
                             .even_odd = s->even_odd};
    p.stroke.any = p.stroke.any && s->width > 0;
    size_t ops = o->ops.n;
    for (const struct drawing_clip *c = at->clip; c && d->clip != at->clip; c = c->outer)
        ops += c->outline.n_ops; /* they are written again */
    if ((!p.fill.any && !p.stroke.any) || !count(d, ops))
        return;
    d->clip = at->clip;
    p.outline = place_outline(d, o, &at->m);
    set_line(&p, s, &at->m);
    vec_push(&d->paths, p);
}

/* ---- clips ---- */

/* An outline of `from` behind that of `to`, moved. */
static void join(struct svg_outline *to, const struct svg_outline *from, const struct svg_matrix *m)
{
    for (size_t i = 0; i < from->ops.n; i++)
        vec_push(&to->ops, from->ops.v[i]);
    for (size_t i = 0; i + 1 < from->xy.n; i += 2) {
        double x = from->xy.v[i], y = from->xy.v[i + 1];
        vec_push(&to->xy, m->a * x + m->c * y + m->e);
        vec_push(&to->xy, m->b * x + m->d * y + m->f);
    }
}

/* The shapes of a clip in one outline. */
static void collect_clip(struct drawer *d, const struct svg_element *clip,
                         const struct svg_style *outer, struct svg_outline *out, bool *even_odd)
{
    const struct svg_matrix own = {1, 0, 0, 1, 0, 0};
    for (const struct svg_element *e = clip->first; e; e = e->next) {
        const char *loss = NULL;
        struct svg_outline one = {0};
        struct svg_style s = svg_style_of(outer, d->file.rules, e, &loss);
        if (!s.shown || s.hidden)
            continue;
        if (s.clip.n || (!svg_outline(e, d->file.view, &one) && !str_is(e->name, "title")))
            lose(d, N_("a clip by more than shapes"), e->line);
        struct svg_matrix m = svg_transform(own, svg_attribute(e, "transform"));
        if (is_sound(&m))
            join(out, &one, &m);
        *even_odd = s.clip_even_odd;
        svg_outline_free(&one);
    }
}

/* A clip whose units are the element's box needs a shape that has one. */
static bool box_matrix(struct drawer *d, const struct svg_element *e, struct svg_matrix *m)
{
    struct svg_outline o = {0};
    double box[4];
    bool good = svg_outline(e, d->file.view, &o) && svg_box(&o, box);
    if (good)
        *m = svg_multiply(
            *m, (struct svg_matrix){box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1]});
    svg_outline_free(&o);
    return good;
}

static void add_clip(struct drawer *d, struct place *at, const struct svg_style *s)
{
    const struct svg_element *clip = s->clip.n ? svg_find(&d->file, s->clip) : NULL;
    struct svg_outline all = {0};
    const char *loss = NULL;
    struct svg_matrix m = at->m;
    if (!s->clip.n)
        return;
    if (!clip || !str_is(clip->name, "clipPath") ||
        (str_is(svg_attribute(clip, "clipPathUnits"), "objectBoundingBox") &&
         !box_matrix(d, at->e, &m))) {
        lose(d, N_("a clip"), at->e->line);
        return;
    }
    const struct svg_style first = svg_style_first();
    const struct svg_style outer = svg_style_of(&first, d->file.rules, clip, &loss);
    if (outer.clip.n)
        lose(d, N_("a clip of a clip"), clip->line);
    m = svg_transform(m, svg_attribute(clip, "transform"));
    struct drawing_clip *c = arena_one(d->file.arena, struct drawing_clip);
    c->outer = at->clip;
    collect_clip(d, clip, &outer, &all, &c->even_odd);
    if (is_sound(&m) && count(d, all.ops.n))
        c->outline = place_outline(d, &all, &m);
    at->clip = c;
    svg_outline_free(&all);
}

/* ---- elements ---- */

const struct svg_element *svg_find(const struct svg_file *f, str id)
{
    return (const struct svg_element *)map_get(f->ids, id);
}

static void enter_ids(struct map *ids, const struct svg_element *e)
{
    bool is_new = false;
    str id = svg_attribute(e, "id");
    uintptr_t *slot = id.n ? map_slot(ids, id, &is_new) : NULL;
    if (is_new)
        *slot = (uintptr_t)e;
    for (const struct svg_element *c = e->first; c; c = c->next)
        enter_ids(ids, c);
}

static void draw(struct drawer *d, const struct svg_element *e, const struct svg_style *outer,
                 struct place at);

static void draw_children(struct drawer *d, const struct svg_element *e,
                          const struct svg_style *style, const struct place *at)
{
    for (const struct svg_element *c = e->first; c && !d->wrong; c = c->next)
        draw(d, c, style, *at);
}

/* Another element of the file, moved. */
static void draw_use(struct drawer *d, const struct svg_element *e, const struct svg_style *style,
                     struct place *at)
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
    const struct svg_element *used = svg_find(&d->file, str_slice(href, 1, href.n));
    double x = 0, y = 0;
    svg_length(svg_attribute(e, "x"), d->file.view[0], &x);
    svg_length(svg_attribute(e, "y"), d->file.view[1], &y);
    at->m = svg_multiply(at->m, (struct svg_matrix){1, 0, 0, 1, x, y});
    if (used && str_is(used->name, "symbol"))
        draw_children(d, used, style, at);
    else if (used)
        draw(d, used, style, *at);
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
    {"image", N_("a picture in it")},
    {"script", N_("a script")},
    {"animate", N_("motion")},
    {"foreignObject", N_("foreign content")},
};

static void draw_other(struct drawer *d, const struct svg_element *e)
{
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
        if (str_is(e->name, lost[i].name))
            lose(d, lost[i].loss, e->line);
}

static void draw_shape(struct drawer *d, const struct svg_style *style, const struct place *at)
{
    struct svg_outline outline = {0};
    if (!svg_outline(at->e, d->file.view, &outline))
        draw_other(d, at->e);
    if (outline.damaged)
        lose(d, N_("the rest of a path that cannot be read"), at->e->line);
    add_path(d, &outline, style, at);
    svg_outline_free(&outline);
}

static void draw(struct drawer *d, const struct svg_element *e, const struct svg_style *outer,
                 struct place at)
{
    const char *loss = NULL;
    if (is_one_of(e->name, silent) || ++at.depth > NESTED_MAX)
        return;
    const struct svg_style style = svg_style_of(outer, d->file.rules, e, &loss);
    if (!style.shown)
        return;
    if (loss)
        lose(d, loss, e->line);
    at.e = e;
    at.m = svg_transform(at.m, svg_attribute(e, "transform"));
    if (!is_sound(&at.m))
        return;
    add_clip(d, &at, &style);
    if (is_one_of(e->name, groups))
        draw_children(d, e, &style, &at);
    else if (str_is(e->name, "text"))
        svg_text(&d->file, e, &style, at.m, at.clip != NULL, &d->texts);
    else if (str_is(e->name, "use"))
        draw_use(d, e, &style, &at);
    else
        draw_shape(d, &style, &at);
}

/* ---- the whole ---- */

/* The size of the picture, and what its units are mapped by. */
static bool set_view(struct drawer *d, struct drawing *out, struct svg_matrix *m, char *message)
{
    str box = svg_attribute(d->file.root, "viewBox");
    double v[4] = {0}, w = 0, h = 0;
    int n = 0;
    while (n < 4 && svg_number(&box, &v[n]))
        n++;
    bool has_box = n == 4 && v[2] > 0 && v[3] > 0;
    bool has_w = svg_length(svg_attribute(d->file.root, "width"), has_box ? v[2] : 0, &w) && w > 0;
    bool has_h = svg_length(svg_attribute(d->file.root, "height"), has_box ? v[3] : 0, &h) && h > 0;
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
    d->file.view[0] = v[2];
    d->file.view[1] = v[3];
    out->width = svg_to_length(w);
    out->height = svg_to_length(h);
    return is_sound(m);
}

bool svg_read(struct arena *a, str bytes, struct drawing *out, struct drawing_losses *losses,
              char message[PICTURE_MESSAGE_MAX])
{
    struct drawer d = {.file = {.arena = a, .losses = losses}};
    struct svg_matrix m;
    *losses = (struct drawing_losses){0};
    d.file.root = svg_tree(a, bytes, message);
    if (!d.file.root || !set_view(&d, out, &m, message))
        return false;
    d.file.rules = svg_rules(a, d.file.root);
    d.file.ids = map_new();
    enter_ids(d.file.ids, d.file.root);
    const struct svg_style first = svg_style_first();
    draw(&d, d.file.root, &first, (struct place){.m = m});
    map_free(d.file.ids);
    out->n = d.paths.n;
    out->paths = vec_take(a, &d.paths);
    out->n_texts = d.texts.v.n;
    out->texts = vec_take(a, &d.texts.v);
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
                             .has_text = d->n_texts > 0,
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
