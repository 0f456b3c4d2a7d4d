/* Fractions (rule 15) and roots (rule 11). */
#include "formula/setting.h"

/* The distances that a fraction keeps: with a line, or without; in display style, or not. */
static const struct distances {
    hb_ot_math_constant_t up, down, gap_above, gap_below;
} distances[2][2] = {
    {{HB_OT_MATH_CONSTANT_STACK_TOP_SHIFT_UP, HB_OT_MATH_CONSTANT_STACK_BOTTOM_SHIFT_DOWN,
      HB_OT_MATH_CONSTANT_STACK_GAP_MIN, HB_OT_MATH_CONSTANT_STACK_GAP_MIN},
     {HB_OT_MATH_CONSTANT_STACK_TOP_DISPLAY_STYLE_SHIFT_UP,
      HB_OT_MATH_CONSTANT_STACK_BOTTOM_DISPLAY_STYLE_SHIFT_DOWN,
      HB_OT_MATH_CONSTANT_STACK_DISPLAY_STYLE_GAP_MIN,
      HB_OT_MATH_CONSTANT_STACK_DISPLAY_STYLE_GAP_MIN}},
    {{HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_SHIFT_UP,
      HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_SHIFT_DOWN,
      HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_GAP_MIN,
      HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_GAP_MIN},
     {HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP,
      HB_OT_MATH_CONSTANT_FRACTION_DENOMINATOR_DISPLAY_STYLE_SHIFT_DOWN,
      HB_OT_MATH_CONSTANT_FRACTION_NUM_DISPLAY_STYLE_GAP_MIN,
      HB_OT_MATH_CONSTANT_FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN}}};

/* Up and down so far that what stands above and below is as far apart as it must be. */
static void part_fraction(const struct setting *s, const struct box *top, const struct box *bottom,
                          struct mode m, bool ruled, length *u, length *v)
{
    const struct distances *d = &distances[ruled][m.style == FORMULA_DISPLAY];
    length axis = axis_in(s, m);
    length half = constant(s, m, HB_OT_MATH_CONSTANT_FRACTION_RULE_THICKNESS) / 2;
    *u = constant(s, m, d->up);
    *v = constant(s, m, d->down);
    if (ruled) {
        *u = length_max(*u, axis + half + constant(s, m, d->gap_above) + top->down);
        *v = length_max(*v, half - axis + constant(s, m, d->gap_below) + bottom->up);
        return;
    }
    length gap = *u - top->down - (bottom->up - *v), least = constant(s, m, d->gap_above);
    if (gap < least) {
        *u += (least - gap) / 2;
        *v += (least - gap) - (least - gap) / 2;
    }
}

struct box set_fraction(struct setting *s, const struct formula *f, struct mode m)
{
    struct mode outer = m;
    if (f->forced)
        m.style = f->style;
    struct mode above = m.style == FORMULA_DISPLAY ? m : mode_script(m), below = above;
    if (m.style == FORMULA_DISPLAY)
        above.style = below.style = FORMULA_INLINE;
    below.cramped = true;
    struct box top = set_atom(s, f->above, above), bottom = set_atom(s, f->below, below);
    length u, v, w = length_max(top.w, bottom.w), side = size_in(s, outer) * 12 / 100;
    part_fraction(s, &top, &bottom, m, f->ruled, &u, &v);
    move_box(s, &top, side + (w - top.w) / 2, -u);
    move_box(s, &bottom, side + (w - bottom.w) / 2, v);
    struct box all = {.from = top.from, .to = top.from, .w = w + 2 * side};
    box_join(&all, &top, -u);
    box_join(&all, &bottom, v);
    length thick = constant(s, m, HB_OT_MATH_CONSTANT_FRACTION_RULE_THICKNESS);
    if (f->ruled)
        add_rule(s, side, -axis_in(s, m) - thick / 2, w, thick);
    all.to = s->items.n;
    return all;
}

/* The degree stands on the sign's left arm. */
static length set_degree(struct setting *s, const struct formula *f, struct mode m, length height,
                         length down, length *up)
{
    struct mode small = m;
    small.style = FORMULA_SCRIPT_SCRIPT;
    struct box degree = set_atom(s, f->above, small);
    int64_t percent = hb_ot_math_get_constant(
        s->f->face->hb_font, HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT);
    length before = constant(s, m, HB_OT_MATH_CONSTANT_RADICAL_KERN_BEFORE_DEGREE);
    length after = constant(s, m, HB_OT_MATH_CONSTANT_RADICAL_KERN_AFTER_DEGREE);
    length y = down - length_scale(height, percent, 100) - degree.down;
    length x = length_max(before, 0);
    move_box(s, &degree, x, y);
    *up = degree.up - y;
    return length_max(x + degree.w + after, 0);
}

struct box set_radical(struct setting *s, const struct formula *f, struct mode m)
{
    struct box base = set_atom(s, f->base, mode_cramped(m));
    length thick = constant(s, m, HB_OT_MATH_CONSTANT_RADICAL_RULE_THICKNESS);
    length gap =
        constant(s, m,
                 m.style == FORMULA_DISPLAY ? HB_OT_MATH_CONSTANT_RADICAL_DISPLAY_STYLE_VERTICAL_GAP
                                            : HB_OT_MATH_CONSTANT_RADICAL_VERTICAL_GAP);
    length least = base.up + base.down + gap + thick;
    uint32_t glyph = glyph_of(s, 0x221A, ALPHABET_ROMAN, m, f->at);
    struct box sign =
        set_stretched(s, glyph, size_in(s, m), least, false, STR("\xE2\x88\x9A"), f->at);
    length height = sign.up + sign.down;
    if (height > least)
        gap += (height - least) / 2;
    length top = base.up + gap + thick, y = sign.up - top;
    length up = 0, x = f->above ? set_degree(s, f, m, height, height - top, &up) : 0;
    move_box(s, &sign, x, y);
    move_box(s, &base, x + sign.w, 0);
    add_rule(s, x + sign.w, -top, base.w, thick);
    struct box all = {.from = base.from, .to = s->items.n, .w = x + sign.w + base.w};
    all.up = top + constant(s, m, HB_OT_MATH_CONSTANT_RADICAL_EXTRA_ASCENDER);
    all.down = length_max(base.down, height - top);
    all.up = length_max(all.up, up);
    return all;
}
