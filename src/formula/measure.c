#include "formula/setting.h"

length units(const struct setting *s, length size, int64_t value)
{
    return length_scale(size, value, s->f->face->upem);
}

static int64_t raw(const struct setting *s, hb_ot_math_constant_t which)
{
    return hb_ot_math_get_constant(s->f->face->hb_font, which);
}

static int64_t percent(const struct setting *s, hb_ot_math_constant_t which, int64_t usual)
{
    int64_t p = raw(s, which);
    return p > 0 && p <= 100 ? p : usual;
}

length size_in(const struct setting *s, struct mode m)
{
    length size = s->f->size;
    if (m.style == FORMULA_SCRIPT)
        size =
            length_scale(size, percent(s, HB_OT_MATH_CONSTANT_SCRIPT_PERCENT_SCALE_DOWN, 70), 100);
    if (m.style == FORMULA_SCRIPT_SCRIPT)
        size = length_scale(
            size, percent(s, HB_OT_MATH_CONSTANT_SCRIPT_SCRIPT_PERCENT_SCALE_DOWN, 50), 100);
    return size;
}

length constant(const struct setting *s, struct mode m, hb_ot_math_constant_t which)
{
    return units(s, size_in(s, m), raw(s, which));
}

length axis_in(const struct setting *s, struct mode m)
{
    return constant(s, m, HB_OT_MATH_CONSTANT_AXIS_HEIGHT);
}

void move_items(struct setting *s, size_t from, size_t to, length x, length y)
{
    for (size_t i = from; i < to; i++) {
        s->items.v[i].x += x;
        s->items.v[i].y += y;
    }
}

struct box empty_box(const struct setting *s)
{
    return (struct box){.from = s->items.n, .to = s->items.n};
}

void box_join(struct box *all, const struct box *part, length y)
{
    bool first = all->from == all->to && !all->up && !all->down;
    all->up = first ? part->up - y : length_max(all->up, part->up - y);
    all->down = first ? part->down + y : length_max(all->down, part->down + y);
    all->to = part->to > all->to ? part->to : all->to;
}

void add_rule(struct setting *s, length x, length y, length w, length h)
{
    vec_push(&s->items,
             ((struct formula_item){.kind = FORMULA_RULE, .x = x, .y = y, .w = w, .h = h}));
}
