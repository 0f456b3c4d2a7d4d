/* Text of SVG files: stretches that are set from one point, with their fonts by name. What they
 * look like in the end is for the stage that has fonts. */
#include "base/utf8.h"
#include "picture/svg.h"

#include <math.h>

/* A part is composed as one line, which takes its length times its length. */
enum { PART_MAX = 1000, BYTES_MAX = 1 << 18, STRETCHES_MAX = 20000, LEVELS_MAX = 32 };

/* The lists of places of an element; each character takes the next of each (SVG 1.1, 10.5). */
struct lists {
    str x, y, dx, dy;
    const struct svg_style *style;
    struct lists *outer;
};

struct setter {
    const struct svg_file *file;
    struct svg_texts *out;
    struct svg_matrix m;
    double scale;    /* of m, evened out */
    bool cut;        /* something would cut it off */
    double y;        /* baseline of the stretch at hand, with all dy */
    bool any, blank; /* a stretch is open; a blank is due before the next character */
    struct drawing_text text;
    const struct svg_style *style; /* of the part at hand */
    VEC(struct drawing_part) parts;
    struct buf bytes; /* of the part at hand */
};

static void lose(const struct setter *s, const char *what, const struct svg_element *e)
{
    svg_lose(s->file->losses, what, e->line);
}

static struct drawing_color color_of(const struct svg_style *s)
{
    const struct svg_paint *p = s->fill.current ? &s->color : &s->fill;
    return p->color;
}

static void end_part(struct setter *s)
{
    if (!s->bytes.n)
        return;
    s->parts.v[s->parts.n - 1].text = str_dup(s->file->arena, buf_view(&s->bytes));
    s->bytes.n = 0;
}

static void end_stretch(struct setter *s)
{
    end_part(s);
    if (s->any && s->parts.n) {
        s->text.n = s->parts.n;
        s->text.parts = vec_take(s->file->arena, &s->parts);
        vec_push(&s->out->v, s->text);
    }
    s->any = false;
}

static length unit(double v)
{
    return (length)(v * 65536 + (v < 0 ? -0.5 : 0.5));
}

static void begin_stretch(struct setter *s, double x, double y, const struct svg_style *style,
                          const struct svg_element *e)
{
    const struct svg_matrix *m = &s->m;
    end_stretch(s);
    double down = y + style->font.baseline * style->font.size / 100;
    s->y = y;
    s->any = true;
    s->style = NULL;
    s->text = (struct drawing_text){.at = {svg_to_length(m->a * x + m->c * down + m->e),
                                           svg_to_length(m->b * x + m->d * down + m->f)},
                                    .along = {unit(m->a / s->scale), unit(m->b / s->scale)},
                                    .down = {unit(m->c / s->scale), unit(m->d / s->scale)},
                                    .anchor = style->font.anchor,
                                    .line = e->line};
}

static void begin_part(struct setter *s, const struct svg_style *style, double dx, double dy)
{
    const struct svg_font *f = &style->font;
    end_part(s);
    s->style = style;
    vec_push(&s->parts, ((struct drawing_part){.families = f->families,
                                               .size = svg_to_length(f->size * s->scale),
                                               .bold = f->bold,
                                               .italic = f->italic,
                                               .color = color_of(style),
                                               .spacing = svg_to_length(f->spacing * s->scale),
                                               .dx = svg_to_length(dx * s->scale),
                                               .dy = svg_to_length(dy * s->scale)}));
}

/* What the lists say of the next character; the innermost goes before. */
static bool take(struct lists *l, size_t list, double whole, double *out)
{
    bool any = false;
    for (; l; l = l->outer) {
        str *const all[] = {&l->x, &l->y, &l->dx, &l->dy};
        str *s = all[list];
        double v;
        svg_skip(s);
        size_t end = 0;
        while (end < s->n && s->p[end] > ' ' && s->p[end] != ',')
            end++;
        if (!svg_length(str_slice(*s, 0, end), whole, &v)) {
            *s = (str){0};
            continue;
        }
        *s = str_slice(*s, end, s->n);
        *out = any ? *out : v;
        any = true;
    }
    return any;
}

/* One character, of so many bytes. A baseline that is given without an x moves the pen up or down.
 */
static void add_character(struct setter *s, struct lists *l, const struct svg_element *e, str c)
{
    double x = 0, y = s->y, dx = 0, dy = 0;
    const double *view = s->file->view;
    bool has_x = take(l, 0, view[0], &x), has_y = take(l, 1, view[1], &y);
    bool moved = take(l, 2, view[0], &dx);
    moved |= take(l, 3, view[1], &dy);
    if (has_x || !s->any) {
        begin_stretch(s, x, y, l->style, e);
        s->blank = false;
    } else if (has_y) {
        dy += y - s->y;
        moved = true;
    }
    s->y += dy;
    if (s->blank && s->bytes.n)
        buf_char(&s->bytes, ' ');
    s->blank = false;
    if (s->style != l->style || moved)
        begin_part(s, l->style, dx, dy);
    buf_str(&s->bytes, c);
}

/* A blank has a place in the lists, too. */
static void skip_character(const struct setter *s, struct lists *l)
{
    double v;
    for (size_t i = 0; i < 4; i++)
        take(l, i, s->file->view[0], &v);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void add_text(struct setter *s, struct lists *l, const struct svg_element *e)
{
    str t = e->text;
    for (size_t i = 0; i < t.n && s->out->bytes < BYTES_MAX;) {
        size_t from = i;
        if (is_blank(t.p[i])) {
            if (s->any && !s->blank)
                skip_character(s, l);
            s->blank = s->blank || s->any;
            i++;
            continue;
        }
        utf8_next(t, &i);
        s->out->bytes += i - from;
        if (s->out->v.n < STRETCHES_MAX && s->bytes.n < PART_MAX)
            add_character(s, l, e, str_slice(t, from, i));
        else
            lose(s, N_("the rest of a long text"), e);
    }
}

/* What of a style cannot be had of text. */
static void check_style(const struct setter *s, const struct svg_style *style,
                        const struct svg_element *e)
{
    if (style->fill.server.n)
        lose(s, N_("gradients and patterns in text"), e);
    if (!style->stroke.none)
        lose(s, N_("outlines of text"), e);
    if (style->fill_alpha * style->alpha < 0.999)
        lose(s, N_("the transparency of text"), e);
    if (style->font.vertical)
        lose(s, N_("the vertical direction of text"), e);
    if (svg_attribute(e, "rotate").n)
        lose(s, N_("turned characters"), e);
    if (svg_attribute(e, "textLength").n)
        lose(s, N_("the width that text is forced to"), e);
    if (s->cut)
        lose(s, N_("clips of text"), e);
}

static bool is_seen(const struct svg_style *s)
{
    return s->shown && !s->hidden && s->fill_alpha * s->alpha > 0.01 &&
           (!s->fill.none || s->fill.server.n);
}

static void add_element(struct setter *s, const struct svg_element *e,
                        const struct svg_style *style, struct lists *outer, int depth)
{
    struct lists l = {svg_attribute(e, "x"),
                      svg_attribute(e, "y"),
                      svg_attribute(e, "dx"),
                      svg_attribute(e, "dy"),
                      style,
                      outer};
    check_style(s, style, e);
    for (const struct svg_element *c = e->first; c; c = c->next) {
        const char *loss = NULL;
        if (!c->name.n) {
            add_text(s, &l, c);
        } else if (str_is(c->name, "textPath")) {
            lose(s, N_("text on a path"), c);
        } else if ((str_is(c->name, "tspan") || str_is(c->name, "a")) && depth < LEVELS_MAX) {
            struct svg_style *own = arena_one(s->file->arena, struct svg_style);
            *own = svg_style_of(style, s->file->rules, c, &loss);
            if (loss)
                lose(s, loss, c);
            if (is_seen(own))
                add_element(s, c, own, &l, depth + 1);
        }
    }
}

void svg_text(const struct svg_file *f, const struct svg_element *e, const struct svg_style *style,
              struct svg_matrix m, bool cut, struct svg_texts *out)
{
    struct setter s = {.file = f, .out = out, .m = m, .cut = cut};
    s.scale = sqrt(fabs(m.a * m.d - m.b * m.c));
    struct svg_style *own = arena_one(f->arena, struct svg_style);
    *own = *style;
    if (!style->stroke.none && style->shown && !style->hidden)
        lose(&s, N_("outlines of text"), e);
    if (s.scale > 1e-6 && is_seen(style))
        add_element(&s, e, own, NULL, 0);
    end_stretch(&s);
    buf_free(&s.bytes);
    vec_free(&s.parts);
}
