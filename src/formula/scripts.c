/* Sub- and superscripts (rule 18), and limits (rule 13a). */
#include "formula/setting.h"

static bool has_limits(const struct formula *f, struct mode m)
{
    return f->limits == LIMITS_ALWAYS ||
           (f->limits == LIMITS_DISPLAY && m.style == FORMULA_DISPLAY);
}

/* How far a script comes nearer at one of its base's corners, `height` above the baseline. */
static length kern(const struct setting *s, const struct box *b, hb_ot_math_kern_t corner,
                   length height)
{
    if (!b->glyph || b->size <= 0)
        return 0;
    int64_t at = length_scale(height, s->f->face->upem, b->size);
    return units(
        s, b->size,
        hb_ot_math_get_glyph_kerning(s->f->face->hb_font, b->glyph, corner, (hb_position_t)at));
}

static length super_kern(const struct setting *s, const struct box *base, const struct box *script,
                         length shift)
{
    length low = shift - script->down;
    length a = kern(s, base, HB_OT_MATH_KERN_TOP_RIGHT, low) +
               kern(s, script, HB_OT_MATH_KERN_BOTTOM_LEFT, -script->down);
    length b = kern(s, base, HB_OT_MATH_KERN_TOP_RIGHT, base->up) +
               kern(s, script, HB_OT_MATH_KERN_BOTTOM_LEFT, base->up - shift);
    return length_max(a, b);
}

static length sub_kern(const struct setting *s, const struct box *base, const struct box *script,
                       length shift)
{
    length high = script->up - shift;
    length a = kern(s, base, HB_OT_MATH_KERN_BOTTOM_RIGHT, high) +
               kern(s, script, HB_OT_MATH_KERN_TOP_LEFT, script->up);
    length b = kern(s, base, HB_OT_MATH_KERN_BOTTOM_RIGHT, -base->down) +
               kern(s, script, HB_OT_MATH_KERN_TOP_LEFT, shift - base->down);
    return length_max(a, b);
}

static length super_shift(const struct setting *s, const struct box *base, const struct box *sup,
                          struct mode m)
{
    length least = constant(s, m,
                            m.cramped ? HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP_CRAMPED
                                      : HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP);
    length u =
        length_max(least, sup->down + constant(s, m, HB_OT_MATH_CONSTANT_SUPERSCRIPT_BOTTOM_MIN));
    if (base->glyph && !base->large)
        return u;
    return length_max(u, base->up - constant(s, mode_script(m),
                                             HB_OT_MATH_CONSTANT_SUPERSCRIPT_BASELINE_DROP_MAX));
}

static length sub_shift(const struct setting *s, const struct box *base, const struct box *sub,
                        struct mode m, bool both)
{
    length v = constant(s, m, HB_OT_MATH_CONSTANT_SUBSCRIPT_SHIFT_DOWN);
    if (!both)
        v = length_max(v, sub->up - constant(s, m, HB_OT_MATH_CONSTANT_SUBSCRIPT_TOP_MAX));
    if (base->glyph && !base->large)
        return v;
    return length_max(v, base->down + constant(s, mode_script(m),
                                               HB_OT_MATH_CONSTANT_SUBSCRIPT_BASELINE_DROP_MIN));
}

/* Rule 18e: both keep their distance. */
static void part_scripts(const struct setting *s, const struct box *sup, const struct box *sub,
                         struct mode m, length *u, length *v)
{
    length least = constant(s, m, HB_OT_MATH_CONSTANT_SUB_SUPERSCRIPT_GAP_MIN);
    length gap = *u - sup->down - (sub->up - *v);
    if (gap >= least)
        return;
    *v += least - gap;
    length lift = constant(s, m, HB_OT_MATH_CONSTANT_SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT) -
                  (*u - sup->down);
    if (lift > 0) {
        *u += lift;
        *v -= lift;
    }
}

/* A base with its scripts, all that was set so far: no single glyph any more. */
static struct box whole(const struct setting *s, struct box all, length w)
{
    all.w = w;
    all.to = s->items.n;
    all.italic = 0;
    all.glyph = 0;
    all.large = false;
    return all;
}

static struct box set_beside(struct setting *s, const struct formula *f, struct box base,
                             struct mode m)
{
    struct box sup = {0}, sub = {0};
    length u = 0, v = 0, reach = base.w,
           after = constant(s, m, HB_OT_MATH_CONSTANT_SPACE_AFTER_SCRIPT);
    if (f->below) {
        sub = set_atom(s, f->below, mode_below(m));
        v = sub_shift(s, &base, &sub, m, f->above != NULL);
    }
    if (f->above) {
        sup = set_atom(s, f->above, mode_script(m));
        u = super_shift(s, &base, &sup, m);
    }
    if (f->above && f->below)
        part_scripts(s, &sup, &sub, m, &u, &v);
    struct box all = base;
    if (f->below) {
        length x = base.w - (base.large ? base.italic : 0) + sub_kern(s, &base, &sub, v);
        move_box(s, &sub, x, v);
        box_join(&all, &sub, v);
        reach = length_max(reach, x + sub.w + sub.italic + after);
    }
    if (f->above) {
        length x = base.w + (base.large ? 0 : base.italic) + super_kern(s, &base, &sup, u);
        move_box(s, &sup, x, -u);
        box_join(&all, &sup, -u);
        reach = length_max(reach, x + sup.w + sup.italic + after);
    }
    return whole(s, all, reach);
}

static struct box set_limits(struct setting *s, const struct formula *f, struct box base,
                             struct mode m)
{
    struct box above = {0}, below = {0};
    length w = base.w, lean = base.large ? base.italic / 2 : 0, up = 0, down = 0;
    if (f->above) {
        above = set_atom(s, f->above, mode_script(m));
        length rise = constant(s, m, HB_OT_MATH_CONSTANT_UPPER_LIMIT_BASELINE_RISE_MIN);
        length gap = constant(s, m, HB_OT_MATH_CONSTANT_UPPER_LIMIT_GAP_MIN);
        up = base.up + length_max(rise, gap + above.down);
        w = length_max(w, above.w);
    }
    if (f->below) {
        below = set_atom(s, f->below, mode_below(m));
        length drop = constant(s, m, HB_OT_MATH_CONSTANT_LOWER_LIMIT_BASELINE_DROP_MIN);
        length gap = constant(s, m, HB_OT_MATH_CONSTANT_LOWER_LIMIT_GAP_MIN);
        down = base.down + length_max(drop, gap + below.up);
        w = length_max(w, below.w);
    }
    struct box all = base;
    move_box(s, &base, (w - base.w) / 2, 0);
    if (f->above) {
        move_box(s, &above, (w - above.w) / 2 + lean, -up);
        box_join(&all, &above, -up);
    }
    if (f->below) {
        move_box(s, &below, (w - below.w) / 2 - lean, down);
        box_join(&all, &below, down);
    }
    return whole(s, all, w);
}

/* A group of one letter counts as that letter. */
static const struct formula *single(const struct formula *f)
{
    while (f->kind == FORMULA_ROW && f->n == 1)
        f = f->v;
    return f;
}

struct box set_scripts(struct setting *s, const struct formula *f, struct mode m)
{
    struct box base = set_atom(s, single(f->base), m);
    return has_limits(f, m) ? set_limits(s, f, base, m) : set_beside(s, f, base, m);
}
