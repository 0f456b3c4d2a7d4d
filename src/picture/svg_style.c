/* Colours, properties and the rules of style elements. */
#include "base/utf8.h"
#include "picture/svg.h"

/* ---- colours ---- */

/* Black is black ink alone, white is paper. */
static void set_rgb(struct svg_paint *out, uint32_t rgb)
{
    enum { WHITE = 0xFFFFFF, FULL = 10000 };
    out->color.light = rgb != 0 && rgb != WHITE;
    for (int i = 0; i < 3; i++)
        out->color.rgb[i] = (uint8_t)(rgb >> (16 - 8 * i) & 255);
    memset(out->color.cmyk, 0, sizeof out->color.cmyk);
    out->color.cmyk[3] = rgb ? 0 : FULL;
}

static int hex(char c)
{
    if (utf8_is_digit((unsigned char)c))
        return c - '0';
    return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static bool read_hex(str s, struct svg_paint *out)
{
    uint32_t rgb = 0;
    if (s.n != 4 && s.n != 7)
        return false;
    for (size_t i = 1; i < s.n; i++) {
        if (hex(s.p[i]) < 0)
            return false;
        rgb = rgb << 4 | (uint32_t)hex(s.p[i]);
        rgb = s.n == 4 ? rgb << 4 | (uint32_t)hex(s.p[i]) : rgb;
    }
    set_rgb(out, rgb);
    return true;
}

static double limited(double v, double most)
{
    return v < 0 ? 0 : v > most ? most : v;
}

static str between_parentheses(str s)
{
    size_t open = str_find(s, '(', 0), close = str_find(s, ')', open);
    return open < close ? str_slice(s, open + 1, close) : (str){0};
}

/* rgb(12, 34, 56), rgb(10%, …) */
static bool read_rgb(str s, struct svg_paint *out)
{
    str list = between_parentheses(s);
    uint32_t rgb = 0;
    for (int i = 0; i < 3; i++) {
        double v;
        if (!svg_number(&list, &v))
            return false;
        if (list.n && list.p[0] == '%') {
            v = v * 255 / 100;
            list = str_slice(list, 1, list.n);
        }
        rgb = rgb << 8 | (uint32_t)(limited(v, 255) + 0.5);
    }
    set_rgb(out, rgb);
    return true;
}

/* device-cmyk(0 1 0.5 0), or icc-color(name, 0, 1, 0.5, 0) behind another colour: inks as they are
 * meant. */
static bool read_cmyk(str s, bool named, struct svg_paint *out)
{
    str list = between_parentheses(s);
    if (named)
        list = str_slice(list, str_find(list, ',', 0), list.n);
    uint16_t inks[4];
    for (int i = 0; i < 4; i++) {
        double v;
        if (!svg_number(&list, &v))
            return false;
        if (list.n && list.p[0] == '%') {
            v /= 100;
            list = str_slice(list, 1, list.n);
        }
        inks[i] = (uint16_t)(limited(v, 1) * 10000 + 0.5);
    }
    svg_skip(&list);
    for (int i = 0; i < 4; i++)
        out->color.cmyk[i] = inks[i];
    return list.n == 0;
}

static size_t find(str s, const char *z)
{
    str what = str_of(z);
    for (size_t i = 0; i + what.n <= s.n; i++)
        if (str_starts(str_slice(s, i, s.n), what))
            return i;
    return s.n;
}

static bool read_name(str s, struct svg_paint *out)
{
#define COLOR(name, rgb) {name, rgb},
    static const struct {
        const char *name;
        uint32_t rgb;
    } colors[] = {
#include "picture/svg_colors.def"
    };
#undef COLOR
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (str_is(s, colors[i].name)) {
            set_rgb(out, colors[i].rgb);
            return true;
        }
    return false;
}

static bool read_color(str s, struct svg_paint *out)
{
    size_t icc = find(s, "icc-color(");
    if (icc < s.n && read_cmyk(str_slice(s, icc, s.n), true, out))
        return true;
    if (str_starts(s, STR("device-cmyk(")))
        return read_cmyk(s, false, out);
    if (str_starts(s, STR("#")))
        return read_hex(str_slice(s, 0, str_find(s, ' ', 0)), out);
    if (str_starts(s, STR("rgb")))
        return read_rgb(s, out);
    return read_name(str_slice(s, 0, str_find(s, ' ', 0)), out);
}

/* url(#name): the name; what follows it goes into `*rest`. */
static str take_reference(str s, str *rest)
{
    size_t close = str_find(s, ')', 0);
    str name = str_trim(str_slice(s, 4 < close ? 4 : close, close));
    *rest = str_trim(str_slice(s, close < s.n ? close + 1 : s.n, s.n));
    if (name.n > 1 && (name.p[0] == '"' || name.p[0] == '\''))
        name = str_slice(name, 1, name.n - 1);
    return str_starts(name, STR("#")) ? str_slice(name, 1, name.n) : (str){0};
}

/* A paint as it is said; where there is no such gradient, the colour behind it or none. */
static void read_paint(str s, struct svg_paint *out, const char **loss)
{
    struct svg_paint p = {0};
    if (str_starts(s, STR("url("))) {
        p.server = take_reference(s, &s);
        if (!p.server.n)
            *loss = N_("a gradient or pattern");
        if (!s.n)
            s = STR("none");
    }
    p.none = str_is(s, "none") || str_is(s, "transparent");
    p.current = str_is(s, "currentColor") || str_is(s, "currentcolor");
    if (p.none || p.current || read_color(s, &p))
        *out = p;
    else
        *loss = N_("a colour that is not known");
}

/* ---- properties ---- */

static bool is_said(str s)
{
    return s.p && s.n && !str_is(s, "inherit");
}

static int choice(str s, const char *const *names, int usual)
{
    for (int i = 0; names[i]; i++)
        if (str_is(s, names[i]))
            return i;
    return usual;
}

static void set_number(str s, double least, double most, double *out)
{
    double v;
    bool percent = s.n && s.p[s.n - 1] == '%';
    if (svg_number(&s, &v))
        *out = limited(percent ? v / 100 : v, most) < least ? least
                                                            : limited(percent ? v / 100 : v, most);
}

static void set_dashes(str s, struct svg_style *out)
{
    double sum = 0;
    out->n_dashes = 0;
    if (str_is(s, "none"))
        return;
    while (out->n_dashes < DRAWING_DASHES && svg_number(&s, &out->dashes[out->n_dashes])) {
        double *v = &out->dashes[out->n_dashes++];
        *v = limited(*v, 1e6);
        sum += *v;
        while (s.n && s.p[0] != ',' && s.p[0] != ' ') /* a unit: px */
            s = str_slice(s, 1, s.n);
    }
    out->n_dashes = sum > 0 ? out->n_dashes : 0;
}

static void set_clip(struct svg_style *s, str value, const char **loss)
{
    str rest;
    s->clip = (str){0};
    if (str_is(value, "none"))
        return;
    if (str_starts(value, STR("url(")))
        s->clip = take_reference(value, &rest);
    if (!s->clip.n)
        *loss = N_("a clip");
}

static void set_property(struct svg_style *s, str name, str value, const char **loss)
{
    static const char *const caps[] = {"butt", "round", "square", NULL};
    static const char *const joins[] = {"miter", "round", "bevel", NULL};
    value = str_trim(value);
    if (!is_said(value) || svg_font_property(&s->font, name, value))
        return;
    if (str_is(name, "fill"))
        read_paint(value, &s->fill, loss);
    else if (str_is(name, "stroke"))
        read_paint(value, &s->stroke, loss);
    else if (str_is(name, "color"))
        read_paint(value, &s->color, loss);
    else if (str_is(name, "fill-opacity"))
        set_number(value, 0, 1, &s->fill_alpha);
    else if (str_is(name, "stroke-opacity"))
        set_number(value, 0, 1, &s->stroke_alpha);
    else if (str_is(name, "stroke-width"))
        svg_length(value, 100, &s->width);
    else if (str_is(name, "stroke-dashoffset"))
        svg_length(value, 100, &s->dash_start);
    else if (str_is(name, "stroke-dasharray"))
        set_dashes(value, s);
    else if (str_is(name, "stroke-linecap"))
        s->cap = choice(value, caps, s->cap);
    else if (str_is(name, "stroke-linejoin"))
        s->join = choice(value, joins, s->join);
    else if (str_is(name, "stroke-miterlimit"))
        set_number(value, 1, 1000, &s->miter);
    else if (str_is(name, "fill-rule"))
        s->even_odd = str_is(value, "evenodd");
    else if (str_is(name, "visibility"))
        s->hidden = !str_is(value, "visible");
    else if (str_is(name, "display"))
        s->shown = !str_is(value, "none");
    else if (str_is(name, "clip-rule"))
        s->clip_even_odd = str_is(value, "evenodd");
    else if (str_is(name, "stop-color"))
        read_paint(value, &s->stop, loss);
    else if (str_is(name, "stop-opacity"))
        set_number(value, 0, 1, &s->stop_alpha);
    else if (str_is(name, "clip-path"))
        set_clip(s, value, loss);
    else if ((str_is(name, "mask") || str_is(name, "filter")) && !str_is(value, "none"))
        *loss = str_is(name, "mask") ? "a mask" : "a filter";
    else if (str_is(name, "opacity")) { /* of the element, on top of what is around it */
        double alpha = 1;
        set_number(value, 0, 1, &alpha);
        s->alpha *= alpha;
    }
}

/* name: value; … */
static void set_declarations(struct svg_style *s, str list, const char **loss)
{
    while (list.n) {
        size_t end = str_find(list, ';', 0), colon = str_find(list, ':', 0);
        if (colon < end)
            set_property(s, str_trim(str_slice(list, 0, colon)), str_slice(list, colon + 1, end),
                         loss);
        list = str_slice(list, end < list.n ? end + 1 : end, list.n);
    }
}

/* ---- style elements ---- */

struct rule {
    str selector, declarations;
};

struct svg_rules {
    struct rule *v;
    size_t n;
};

typedef VEC(struct rule) rule_list;

static str without_comments(struct arena *a, str s)
{
    struct buf b = {0};
    for (size_t i = 0; i < s.n;) {
        if (str_starts(str_slice(s, i, s.n), STR("/*"))) {
            i += 2;
            while (i < s.n && !str_starts(str_slice(s, i, s.n), STR("*/")))
                i++;
            i += i < s.n ? 2 : 0;
        } else {
            buf_char(&b, s.p[i++]);
        }
    }
    str out = str_dup(a, buf_view(&b));
    buf_free(&b);
    return out;
}

static void add_rules(struct arena *a, str s, rule_list *out)
{
    enum { RULES_MAX = 10000 };
    for (s = without_comments(a, s); s.n && out->n < RULES_MAX;) {
        size_t open = str_find(s, '{', 0), close = str_find(s, '}', open);
        str selectors = str_slice(s, 0, open);
        while (selectors.n && open < close) {
            size_t comma = str_find(selectors, ',', 0);
            vec_push(out, ((struct rule){str_trim(str_slice(selectors, 0, comma)),
                                         str_slice(s, open + 1, close)}));
            selectors = str_slice(selectors, comma < selectors.n ? comma + 1 : comma, selectors.n);
        }
        s = str_slice(s, close < s.n ? close + 1 : s.n, s.n);
    }
}

static void find_rules(struct arena *a, const struct svg_element *e, rule_list *out)
{
    if (str_is(e->name, "style"))
        add_rules(a, e->text, out);
    for (const struct svg_element *c = e->first; c; c = c->next)
        find_rules(a, c, out);
}

struct svg_rules *svg_rules(struct arena *a, const struct svg_element *root)
{
    rule_list list = {0};
    find_rules(a, root, &list);
    struct svg_rules *r = arena_one(a, struct svg_rules);
    r->n = list.n;
    r->v = vec_take(a, &list);
    return r;
}

static bool has_class(str classes, str name)
{
    while (classes.n) {
        size_t end = 0;
        while (end < classes.n && classes.p[end] > ' ')
            end++;
        if (end && str_eq(str_slice(classes, 0, end), name))
            return true;
        classes = str_slice(classes, end < classes.n ? end + 1 : end, classes.n);
    }
    return false;
}

/* name, .class, #id: how particular it is, 0: it does not match. */
static int matches(str selector, const struct svg_element *e)
{
    str rest = selector.n ? str_slice(selector, 1, selector.n) : selector;
    if (str_is(selector, "*"))
        return 1;
    if (str_eq(selector, e->name))
        return 2;
    if (str_starts(selector, STR(".")) && has_class(svg_attribute(e, "class"), rest))
        return 3;
    return str_starts(selector, STR("#")) && str_eq(svg_attribute(e, "id"), rest) ? 4 : 0;
}

struct svg_style svg_style_first(void)
{
    return (struct svg_style){.font = {.size = 16},
                              .stroke = {.none = true},
                              .fill = {.color = {.cmyk = {0, 0, 0, 10000}}},
                              .color = {.color = {.cmyk = {0, 0, 0, 10000}}},
                              .stop = {.color = {.cmyk = {0, 0, 0, 10000}}},
                              .stop_alpha = 1,
                              .fill_alpha = 1,
                              .stroke_alpha = 1,
                              .alpha = 1,
                              .width = 1,
                              .miter = 4,
                              .shown = true};
}

struct svg_style svg_style_of(const struct svg_style *outer, const struct svg_rules *rules,
                              const struct svg_element *e, const char **loss)
{
    enum { MOST_PARTICULAR = 4 };
    struct svg_style s = *outer;
    s.clip = (str){0};
    s.font.baseline = str_is(e->name, "tspan") ? s.font.baseline : 0;
    for (size_t i = 0; i < e->n_attributes; i++)
        set_property(&s, e->attributes[i].name, e->attributes[i].value, loss);
    for (int rank = 1; rank <= MOST_PARTICULAR; rank++)
        for (size_t i = 0; i < rules->n; i++)
            if (matches(rules->v[i].selector, e) == rank)
                set_declarations(&s, rules->v[i].declarations, loss);
    set_declarations(&s, svg_attribute(e, "style"), loss);
    return s;
}
