/* Properties of text: which font, how large, from where. */
#include "base/utf8.h"
#include "picture/svg.h"

static bool is_bold(str s, bool before)
{
    double weight;
    if (str_is(s, "bold") || str_is(s, "bolder"))
        return true;
    if (str_is(s, "normal") || str_is(s, "lighter"))
        return false;
    return svg_number(&s, &weight) ? weight >= 600 : before;
}

/* In user units; relative ones of what is around. */
static bool read_size(str s, double *size)
{
    static const struct {
        const char *name;
        double px;
    } names[] = {{"xx-small", 9}, {"x-small", 10}, {"small", 13},   {"medium", 16},
                 {"large", 18},   {"x-large", 24}, {"xx-large", 32}};
    static const double step = 1.2;
    double v = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(s, names[i].name)) {
            *size = names[i].px;
            return true;
        }
    if (str_is(s, "larger") || str_is(s, "smaller")) {
        *size = str_is(s, "larger") ? *size * step : *size / step;
        return true;
    }
    str number = s;
    if (str_ends(s, STR("em")) && !str_ends(s, STR("rem")) && svg_number(&number, &v))
        v *= *size;
    else if (!svg_length(s, *size, &v))
        return false;
    if (v > 0)
        *size = v;
    return v > 0;
}

/* [italic] [bold] 10px/12px 'A', B */
static void read_shorthand(struct svg_font *f, str s)
{
    f->bold = f->italic = false;
    while (s.n) {
        size_t end = 0;
        while (end < s.n && s.p[end] > ' ')
            end++;
        str word = str_slice(s, 0, end), rest = str_trim(str_slice(s, end, s.n));
        str size = str_slice(word, 0, str_find(word, '/', 0)), number = word;
        double weight = 0;
        bool is_weight = svg_number(&number, &weight) && !number.n && weight >= 100;
        if (str_is(word, "italic") || str_is(word, "oblique"))
            f->italic = true;
        else if (is_weight || str_is(word, "bold") || str_is(word, "bolder"))
            f->bold = is_bold(word, false);
        else if (read_size(size, &f->size)) {
            f->families = rest;
            return;
        }
        s = rest;
    }
}

/* From the alphabetic baseline down to another, in 1/100 em of an em box that stands 88 above it
 * (FT-07). */
static int read_baseline(str s)
{
    static const struct {
        const char *name;
        int down;
    } names[] = {{"central", 38},          {"middle", 38},       {"hanging", 88},
                 {"text-before-edge", 88}, {"before-edge", 88},  {"text-top", 88},
                 {"text-after-edge", -12}, {"after-edge", -12},  {"text-bottom", -12},
                 {"ideographic", -12},     {"mathematical", 44}, {"top", 88},
                 {"bottom", -12}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(s, names[i].name))
            return names[i].down;
    return 0;
}

static void read_spacing(struct svg_font *f, str s)
{
    double v = 0;
    str number = s;
    f->spacing = 0;
    if (str_ends(s, STR("em")) && svg_number(&number, &v))
        f->spacing = v * f->size;
    else if (svg_length(s, f->size, &v))
        f->spacing = v;
}

bool svg_font_property(struct svg_font *f, str name, str value)
{
    if (str_is(name, "font-family"))
        f->families = value;
    else if (str_is(name, "font-size"))
        read_size(value, &f->size);
    else if (str_is(name, "font-weight"))
        f->bold = is_bold(value, f->bold);
    else if (str_is(name, "font-style"))
        f->italic = !str_is(value, "normal");
    else if (str_is(name, "font"))
        read_shorthand(f, value);
    else if (str_is(name, "text-anchor"))
        f->anchor = str_is(value, "middle") ? DRAWING_MIDDLE
                    : str_is(value, "end")  ? DRAWING_END
                                            : DRAWING_START;
    else if (str_is(name, "letter-spacing"))
        read_spacing(f, value);
    else if (str_is(name, "dominant-baseline") || str_is(name, "alignment-baseline"))
        f->baseline = read_baseline(value);
    else if (str_is(name, "writing-mode"))
        f->vertical = str_starts(value, STR("tb")) || str_starts(value, STR("vertical"));
    else
        return false;
    return true;
}
