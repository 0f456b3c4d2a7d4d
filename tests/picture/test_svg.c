/* SVG files → what is drawn, as text: `size w×h`, then for each path its paints (inks in per cent
 * or #rrggbb, opacity), its line and its outline, in user units of 1/96 inch with two decimals. */
#include "base/buf.h"
#include "picture/drawing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void put_units(struct buf *b, length l)
{
    buf_decimal(b, l * 4, LENGTH_PT * 3, 2);
}

static void put_color(struct buf *b, const struct drawing_color *c)
{
    if (c->light)
        buf_format(b, " #%02x%02x%02x", c->rgb[0], c->rgb[1], c->rgb[2]);
    for (int i = 0; i < 4 && !c->light; i++) {
        buf_char(b, ' ');
        buf_decimal(b, c->cmyk[i], 100, 0);
    }
}

static void put_point(struct buf *b, const char *before, struct drawing_point p)
{
    buf_str(b, str_of(before));
    put_units(b, p.x);
    buf_char(b, ',');
    put_units(b, p.y);
}

/* Origin, axes and focus, and the stops: place (in per cent) and colour. */
static void put_gradient(struct buf *b, const struct drawing_gradient *g)
{
    buf_str(b, g->radial ? STR(" radial") : STR(" linear"));
    put_point(b, " ", g->origin);
    put_point(b, " + ", g->x_axis);
    put_point(b, " + ", g->y_axis);
    if (g->radial && (g->focus[0] || g->focus[1]))
        buf_format(b, " focus %d,%d", g->focus[0], g->focus[1]);
    for (size_t i = 0; i < g->n; i++) {
        buf_format(b, " [%d", g->stops[i].at / 100);
        put_color(b, &g->stops[i].color);
        buf_char(b, ']');
    }
}

static void put_paint(struct buf *b, const char *what, const struct drawing_paint *p)
{
    if (!p->any)
        return;
    buf_format(b, "%s", what);
    if (p->gradient)
        put_gradient(b, p->gradient);
    else
        put_color(b, &p->color);
    if (p->alpha != 1000) {
        buf_str(b, STR(" at "));
        buf_decimal(b, p->alpha, 1000, 3);
    }
    buf_str(b, STR("; "));
}

static void put_line(struct buf *b, const struct drawing_path *p)
{
    buf_str(b, STR("line "));
    put_units(b, p->width);
    buf_format(b, " cap %d join %d", p->cap, p->join);
    for (int i = 0; i < p->n_dashes; i++) {
        buf_str(b, i ? STR(" ") : STR(" dash "));
        put_units(b, p->dashes[i]);
    }
    buf_str(b, STR("; "));
}

static void put_outline(struct buf *b, const struct drawing_outline *o)
{
    static const int points[] = {1, 1, 3, 0};
    size_t at = 0;
    for (size_t i = 0; i < o->n_ops; i++) {
        buf_format(b, "%s%c", i ? " " : "", "MLCZ"[o->ops[i]]);
        for (int k = 0; k < points[o->ops[i]]; k++, at++)
            put_point(b, k ? " " : "", o->points[at]);
    }
}

static void put_clip(struct buf *b, const struct drawing_clip *c)
{
    if (!c)
        return;
    put_clip(b, c->outer);
    buf_str(b, c->even_odd ? STR("in even-odd (") : STR("in ("));
    put_outline(b, &c->outline);
    buf_str(b, STR(") "));
}

static void put_text(struct buf *b, const struct drawing_text *t)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    buf_format(b, "text %s", anchors[t->anchor]);
    put_point(b, " ", t->at);
    const length m[] = {t->along[0], t->along[1], t->down[0], t->down[1]};
    for (int i = 0; i < 4; i++) {
        buf_str(b, i ? STR(" ") : STR(" by "));
        buf_decimal(b, m[i], LENGTH_PT, 2);
    }
    for (size_t i = 0; i < t->n; i++) {
        const struct drawing_part *p = &t->parts[i];
        buf_str(b, STR(" {"));
        put_units(b, p->size);
        put_color(b, &p->color);
        if (p->dx || p->dy)
            put_point(b, " moved ", (struct drawing_point){p->dx, p->dy});
        if (p->spacing) {
            buf_str(b, STR(" spaced "));
            put_units(b, p->spacing);
        }
        buf_format(b, "%s%s%s%.*s: %.*s}", p->bold ? " bold" : "", p->italic ? " italic" : "",
                   p->families.n ? " " : "", STR_ARG(p->families), STR_ARG(p->text));
    }
    buf_char(b, '\n');
}

static void put_path(struct buf *b, const struct drawing_path *p)
{
    put_clip(b, p->clip);
    put_paint(b, p->even_odd ? "even-odd fill" : "fill", &p->fill);
    put_paint(b, "stroke", &p->stroke);
    if (p->stroke.any)
        put_line(b, p);
    put_outline(b, &p->outline);
    buf_char(b, '\n');
}

/* What comes of a file, or why nothing does. */
static char *read_svg(str bytes)
{
    struct arena *a = arena_new();
    struct drawing d;
    struct drawing_losses losses;
    char message[PICTURE_MESSAGE_MAX] = "";
    struct buf b = {0};
    if (!svg_read(a, bytes, &d, &losses, message)) {
        buf_str(&b, str_of(message));
    } else {
        buf_str(&b, STR("size "));
        put_units(&b, d.width);
        buf_str(&b, STR("×"));
        put_units(&b, d.height);
        buf_char(&b, '\n');
        for (size_t i = 0; i < d.n; i++)
            put_path(&b, &d.paths[i]);
        for (size_t i = 0; i < d.n_texts; i++)
            put_text(&b, &d.texts[i]);
        for (size_t i = 0; i < losses.n; i++)
            buf_format(&b, "lost: %s, line %u\n", losses.v[i].what, losses.v[i].line);
    }
    buf_char(&b, '\0');
    arena_free(a);
    return b.data;
}

#define SVG(inside) "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50'>" inside "</svg>"

static const struct {
    const char *svg, *out;
} cases[] = {
#include "svg_cases.h"
};

static void test_cases(void **state)
{
    (void)state;
    bool show = getenv("SVG_SHOW") != NULL;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *out = read_svg(str_of(cases[i].svg));
        if (show)
            printf("%s\n%s\n", cases[i].svg, out);
        else
            assert_string_equal(out, cases[i].out);
        free(out);
    }
}

static void expect(const struct buf *b, const char *what)
{
    char *out = read_svg(buf_view(b));
    assert_non_null(strstr(out, what));
    free(out);
}

/* Deep, wide, long, self-referring, cut off: a message or a picture, within bounds. */
static void test_hostile(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_str(&b, STR("<svg viewBox='0 0 1 1'>"));
    for (int i = 0; i < 100000; i++)
        buf_str(&b, STR("<g>"));
    expect(&b, "too many elements");
    b.n = 0;
    buf_str(&b, STR("<svg viewBox='0 0 1 1'><g id='a'><use href='#a'/><use href='#a'/></g></svg>"));
    expect(&b, "uses its parts too often");
    b.n = 0;
    buf_str(&b,
            STR("<svg viewBox='0 0 1 1'><linearGradient id='a' href='#b'/><linearGradient id='b' "
                "href='#a'/><clipPath id='c' clip-path='url(#c)'><use href='#c'/></clipPath><path "
                "d='M0 0h1v1' fill='url(#a)' clip-path='url(#c)'/></svg>"));
    expect(&b, "a clip of a clip");
    b.n = 0;
    buf_str(&b, STR("<svg viewBox='0 0 1 1'><path d='M0 0"));
    for (int i = 0; i < 1200000; i++)
        buf_str(&b, STR("h1"));
    buf_str(&b, STR("'/></svg>"));
    expect(&b, "the rest of a path that cannot be read");
    b.n = 0;
    buf_str(&b,
            STR("<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>"));
    for (char c = 'b'; c < 'z'; c++)
        buf_format(&b, "<!ENTITY %c '&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;'>", c, c - 1, c - 1,
                   c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1);
    buf_str(&b, STR("]><svg viewBox='0 0 1 1'><desc>&y;</desc></svg>"));
    expect(&b, "is no XML");
    b.n = 0;
    buf_str(&b, STR("<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
                    "<svg viewBox='0 0 1 1'>&a;</svg>"));
    expect(&b, "asks for another file");
    b.n = 0;
    buf_str(&b, STR("<svg viewBox='0 0 1 1'><text x='1"));
    for (int i = 0; i < 100000; i++)
        buf_str(&b, STR(" 1"));
    buf_str(&b, STR("'>"));
    for (int i = 0; i < 100000; i++)
        buf_str(&b, STR("甲"));
    buf_str(&b, STR("</text></svg>"));
    expect(&b, "the rest of a long text");
    b.n = 0;
    buf_str(&b, STR("<svg viewBox='0 0 1 1'><text>"));
    for (int i = 0; i < 90; i++)
        buf_str(&b, STR("<tspan font-size='1000%' x='1e9' dy='-1e9'>甲"));
    expect(&b, "is no XML");
    for (int i = 0; i < 90; i++)
        buf_str(&b, STR("</tspan>"));
    buf_str(&b, STR("</text></svg>"));
    expect(&b, "size");
    buf_free(&b);
}

/* A file cut off anywhere, or with a byte changed, is read to a message or a picture. */
static void test_damaged(void **state)
{
    (void)state;
    static const char svg[] =
        SVG("<style>.a{fill:#123}</style><path class='a' transform='rotate(30 1 2)' "
            "d='M0,0c1,2 3-4 5e-1,6a1,2 30 01 5,6z'/><use href='#x'/>"
            "<text x='1 2,3' dy='.5 1' font='bold 9px a, \"b\"' letter-spacing='.1em'>甲 b"
            "<tspan y='2'>&#x4e59;</tspan></text>");
    char copy[sizeof svg];
    for (size_t n = 0; n < sizeof svg - 1; n++) {
        free(read_svg((str){svg, n}));
        for (int c = 0; c < 256; c += 17) {
            memcpy(copy, svg, sizeof svg);
            copy[n] = (char)c;
            free(read_svg((str){copy, sizeof svg - 1}));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_hostile),
                                       cmocka_unit_test(test_damaged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
