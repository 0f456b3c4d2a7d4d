#include "pdf/gradient.h"

#include "pdf/syntax.h"

enum { FULL = 10000 };

struct shade {
    struct buf *out;
    const struct colors *colors;
    bool light; /* all are, without `colors` */
};

struct color gradient_color(const struct drawing_color *c)
{
    if (c->light)
        return (struct color){.light = true, .rgb = {c->rgb[0], c->rgb[1], c->rgb[2]}};
    return (struct color){.c = c->cmyk[0], .m = c->cmyk[1], .y = c->cmyk[2], .k = c->cmyk[3]};
}

bool gradient_has_light(const struct drawing_gradient *g)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->stops[i].color.light)
            return true;
    return false;
}

/* Inks beside light: what they leave of it, which for black and white is exact. */
static struct color as_light(const struct drawing_color *c)
{
    struct color out = {.light = true};
    for (int i = 0; i < 3; i++) {
        int ink = c->cmyk[i] + c->cmyk[3];
        out.rgb[i] = (uint8_t)(UINT8_MAX - (ink < FULL ? ink : FULL) * UINT8_MAX / FULL);
    }
    return out;
}

static void put_stop(const struct shade *s, const struct drawing_color *c)
{
    bool turned = s->light && !c->light;
    put_components(s->out, s->colors, turned ? as_light(c) : gradient_color(c));
}

static void put_part(const struct shade *s, const struct drawing_stop *from,
                     const struct drawing_stop *to)
{
    buf_str(s->out, STR("<</FunctionType 2 /Domain [0 1] /N 1 /C0 ["));
    put_stop(s, &from->color);
    buf_str(s->out, STR("] /C1 ["));
    put_stop(s, &to->color);
    buf_str(s->out, STR("]>>\n"));
}

/* From stop to stop; before the first and after the last its colour. Two at one place are an edge.
 */
static void put_function(const struct shade *s, const struct drawing_gradient *g)
{
    const struct drawing_stop *last = &g->stops[g->n - 1], *from = &g->stops[0];
    struct buf bounds = {0}, encode = {0};
    uint16_t at = 0;
    buf_str(s->out, STR("<</FunctionType 3 /Domain [0 1] /Functions ["));
    for (size_t i = 0; i <= g->n; i++) {
        const struct drawing_stop *to = i < g->n ? &g->stops[i] : last;
        uint16_t end = i < g->n ? to->at : FULL;
        if (end > at) {
            if (at) {
                buf_decimal(&bounds, at, FULL, 4);
                buf_char(&bounds, ' ');
            }
            put_part(s, from, to);
            buf_str(&encode, STR("0 1 "));
            at = end;
        }
        from = to;
    }
    buf_format(s->out, "] /Bounds [%.*s] /Encode [%.*s]>>", STR_ARG(buf_view(&bounds)),
               STR_ARG(buf_view(&encode)));
    buf_free(&bounds);
    buf_free(&encode);
}

static void put_place(struct buf *b, const struct drawing_gradient *g, length height)
{
    const int64_t matrix[] = {length_steps(g->x_axis.x), length_steps(-g->x_axis.y),
                              length_steps(g->y_axis.x), length_steps(-g->y_axis.y),
                              length_steps(g->origin.x), length_steps(height - g->origin.y)};
    buf_str(b, STR("<</PatternType 2 /Matrix ["));
    put_steps(b, matrix, 6);
}

void put_gradient(struct buf *b, const struct drawing_gradient *g, length height,
                  const struct colors *colors, str rgb)
{
    const struct shade s = {b, colors, !colors && gradient_has_light(g)};
    str space = s.light ? rgb : colors_is_screen(colors) ? STR("/DeviceRGB") : STR("/DeviceCMYK");
    put_place(b, g, height);
    buf_format(b, "] /Shading <</ShadingType %d /ColorSpace %.*s /Extend [true true] /Coords [",
               g->radial ? 3 : 2, STR_ARG(space));
    if (g->radial)
        put_steps(b, (const int64_t[]){g->focus[0], g->focus[1], 0, 0, 0, FULL}, 6);
    else
        put_steps(b, (const int64_t[]){0, 0, FULL, 0}, 4);
    buf_str(b, STR("] /Function "));
    put_function(&s, g);
    buf_str(b, STR(">>>>"));
}
