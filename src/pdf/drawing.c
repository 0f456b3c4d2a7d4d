/* Drawings as forms: their box is the unit square, as an image's is. */
#include "picture/drawing.h"
#include "base/file.h"
#include "base/vec.h"
#include "pdf/deflate.h"
#include "pdf/gradient.h"
#include "pdf/images.h"
#include "pdf/syntax.h"

struct form {
    const struct colors *colors; /* those of put_color() */
    struct buf content, states, spaces, patterns;
    unsigned n_patterns;
    const struct drawing_clip *clip; /* that is set; NULL: none */
    struct buf rgb;                  /* the colour space of light that stays so */
    VEC(uint32_t) alphas;            /* of fill and line together: the names of graphics states */
    length height;
};

static void put_point(struct form *f, struct drawing_point p)
{
    const int64_t steps[] = {length_steps(p.x), length_steps(f->height - p.y)};
    put_steps(&f->content, steps, 2);
}

static void put_outline(struct form *f, const struct drawing_outline *p)
{
    static const char letters[] = {
        [DRAWING_MOVE] = 'm', [DRAWING_LINE] = 'l', [DRAWING_CURVE] = 'c', [DRAWING_CLOSE] = 'h'};
    static const int points[] = {
        [DRAWING_MOVE] = 1, [DRAWING_LINE] = 1, [DRAWING_CURVE] = 3, [DRAWING_CLOSE] = 0};
    size_t at = 0;
    for (size_t i = 0; i < p->n_ops; i++) {
        for (int k = 0; k < points[p->ops[i]]; k++)
            put_point(f, p->points[at++]);
        buf_char(&f->content, letters[p->ops[i]]);
        buf_char(&f->content, '\n');
    }
}

static void put_paint(struct form *f, const struct drawing_paint *p, char op)
{
    if (!p->gradient) {
        put_color(&f->content, f->colors, gradient_color(&p->color), op);
        return;
    }
    buf_format(&f->patterns, "/P%u ", ++f->n_patterns);
    put_gradient(&f->patterns, p->gradient, f->height, f->colors, buf_view(&f->rgb));
    buf_char(&f->patterns, '\n');
    buf_format(&f->content, op == 'k' ? "/Pattern cs /P%u scn\n" : "/Pattern CS /P%u SCN\n",
               f->n_patterns);
}

static void put_line(struct form *f, const struct drawing_path *p)
{
    struct buf *b = &f->content;
    put_length(b, p->width);
    buf_format(b, " w %d J %d j ", p->cap, p->join);
    buf_decimal(b, p->miter, 1000, 3);
    buf_str(b, STR(" M ["));
    for (int i = 0; i < p->n_dashes; i++) {
        put_length(b, p->dashes[i]);
        buf_char(b, ' ');
    }
    buf_str(b, STR("] "));
    put_length(b, p->dash_start);
    buf_str(b, STR(" d\n"));
}

/* What can be seen through has a graphics state of its own; a path that cannot has none. */
static void put_state(struct form *f, const struct drawing_path *p)
{
    uint32_t fill = p->fill.any ? p->fill.alpha : 1000;
    uint32_t stroke = p->stroke.any ? p->stroke.alpha : 1000;
    uint32_t key = fill << 16 | stroke;
    size_t i = 0;
    if (fill == 1000 && stroke == 1000)
        return;
    while (i < f->alphas.n && f->alphas.v[i] != key)
        i++;
    if (i == f->alphas.n) {
        vec_push(&f->alphas, key);
        buf_format(&f->states, "/A%zu <</ca ", i);
        buf_decimal(&f->states, fill, 1000, 3);
        buf_str(&f->states, STR(" /CA "));
        buf_decimal(&f->states, stroke, 1000, 3);
        buf_str(&f->states, STR(">> "));
    }
    buf_format(&f->content, "/A%zu gs\n", i);
}

/* From the outermost on. */
static void put_clips(struct form *f, const struct drawing_clip *c)
{
    if (!c)
        return;
    put_clips(f, c->outer);
    put_outline(f, &c->outline);
    buf_str(&f->content, c->even_odd ? STR("W* n\n") : STR("W n\n"));
}

/* A clip without shapes leaves nothing to be seen. */
static bool shows(const struct drawing_clip *c)
{
    for (; c; c = c->outer)
        if (!c->outline.n_ops)
            return false;
    return true;
}

/* What follows one another under one clip is under it at once. */
static void set_clip(struct form *f, const struct drawing_clip *c)
{
    if (c == f->clip)
        return;
    if (f->clip)
        buf_str(&f->content, STR("Q\n"));
    if (c)
        buf_str(&f->content, STR("q\n"));
    put_clips(f, c);
    f->clip = c;
}

static void put_path(struct form *f, const struct drawing_path *p)
{
    static const char *const operators[2][2] = {{"S", "S"}, {"f", "f*"}};
    if (!shows(p->clip))
        return;
    set_clip(f, p->clip);
    buf_str(&f->content, STR("q\n"));
    put_state(f, p);
    if (p->fill.any)
        put_paint(f, &p->fill, 'k');
    if (p->stroke.any) {
        put_paint(f, &p->stroke, 'K');
        put_line(f, p);
    }
    put_outline(f, &p->outline);
    if (p->fill.any && p->stroke.any)
        buf_str(&f->content, p->even_odd ? STR("B*") : STR("B"));
    else
        buf_str(&f->content, str_of(operators[p->fill.any][p->even_odd]));
    buf_str(&f->content, STR("\nQ\n"));
}

/* 1/n with as many digits as a form needs to meet its corners within 1/1000 pt. */
static void put_inverse(struct buf *b, length n)
{
    buf_decimal(b, LENGTH_PT, n, 9);
}

static bool is_light(const struct drawing_paint *p)
{
    return p->any && (p->gradient ? gradient_has_light(p->gradient) : p->color.light);
}

static bool has_light(const struct drawing *d)
{
    for (size_t i = 0; i < d->n; i++)
        if (is_light(&d->paths[i].fill) || is_light(&d->paths[i].stroke))
            return true;
    return false;
}

/* As of pages (file.c): light becomes inks for a press, or says which RGB it is. */
static bool choose_colors(struct form *f, struct embedder *e, const struct drawing *d,
                          struct diags *diags)
{
    f->colors = e->screen;
    if (f->colors || !has_light(d))
        return true;
    if (e->traits->colors == COLORS_PRESS)
        f->colors = embedder_press(e, NULL, diags);
    else if (pdf_has_intent(e->traits))
        buf_format(&f->rgb, "[/ICCBased %u 0 R]", embedder_srgb(e));
    if (f->rgb.n)
        buf_format(&f->spaces, "/DefaultRGB %.*s", STR_ARG(buf_view(&f->rgb)));
    else
        buf_str(&f->rgb, STR("/DeviceRGB"));
    return f->colors || e->traits->colors != COLORS_PRESS;
}

static void form_free(struct form *f)
{
    buf_free(&f->content);
    buf_free(&f->spaces);
    buf_free(&f->patterns);
    buf_free(&f->rgb);
    buf_free(&f->states);
    vec_free(&f->alphas);
}

static struct object *put_form(const struct embedder *e, const struct drawing *d,
                               const struct form *f)
{
    struct deflater *z = deflater_new();
    struct object *o = deflate_stream(z, e->doc, f->content.data, f->content.n);
    deflater_free(z);
    struct buf *b = object_entries(o);
    buf_str(b, STR(" /Type /XObject /Subtype /Form /BBox [0 0 "));
    put_length(b, d->width);
    buf_char(b, ' ');
    put_length(b, d->height);
    buf_str(b, STR("] /Matrix ["));
    put_inverse(b, d->width);
    buf_str(b, STR(" 0 0 "));
    put_inverse(b, d->height);
    buf_str(b, STR(" 0 0] /Resources <<"));
    if (f->states.n)
        buf_format(b, "/ExtGState <<%.*s>>", STR_ARG(buf_view(&f->states)));
    if (f->spaces.n)
        buf_format(b, "/ColorSpace <<%.*s>>", STR_ARG(buf_view(&f->spaces)));
    if (f->patterns.n)
        buf_format(b, "/Pattern <<%.*s>>", STR_ARG(buf_view(&f->patterns)));
    buf_str(b, STR(">>"));
    if (f->states.n)
        buf_format(b, " /Group <</S /Transparency /CS /Device%s>>", e->screen ? "RGB" : "CMYK");
    return o;
}

static struct object *make_form(struct embedder *e, const struct drawing *d, struct diags *diags)
{
    struct form f = {.height = d->height};
    struct object *o = NULL;
    if (choose_colors(&f, e, d, diags)) {
        for (size_t i = 0; i < d->n; i++)
            put_path(&f, &d->paths[i]);
        set_clip(&f, NULL);
        o = put_form(e, d, &f);
    }
    form_free(&f);
    return o;
}

static bool is_seen_through(const struct drawing *d)
{
    for (size_t i = 0; i < d->n; i++)
        if ((d->paths[i].fill.any && d->paths[i].fill.alpha < 1000) ||
            (d->paths[i].stroke.any && d->paths[i].stroke.alpha < 1000))
            return true;
    return false;
}

struct object *embed_drawing(struct embedder *e, const struct image *image, struct diags *d)
{
    str bytes = picture_bytes(image, d);
    if (!bytes.p)
        return NULL;
    struct arena *a = arena_new();
    struct drawing drawing;
    struct drawing_losses losses;
    char message[PICTURE_MESSAGE_MAX] = "";
    struct object *o = NULL;
    bool same = svg_read(a, bytes, &drawing, &losses, message);
    if (same) {
        const struct picture_head h = drawing_head(&drawing, &losses);
        same = picture_same(image, &h, message);
    }
    if (same) {
        if (!picture_forbidden(e, image, is_seen_through(&drawing), d))
            o = make_form(e, &drawing, d);
    } else {
        picture_report(image, message, d);
    }
    arena_free(a);
    file_unmap(bytes);
    return o;
}
