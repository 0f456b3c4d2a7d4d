#include "paginate/stack.h"

void stack_add(struct stack *s, struct arena *a, struct canvas *c, length height, length gap,
               bool kept)
{
    struct stack_block *b = vec_add(&s->blocks);
    b->n_items = c->items.n;
    b->items = vec_take(a, &c->items);
    b->height = height;
    b->gap = gap;
    b->kept = kept;
}

length stack_width(const struct frame *f, struct rect r)
{
    return (r.w - f->gap * (f->columns - 1)) / f->columns;
}

/* The blocks of a column from `from` on that is at most `most` high, at least one; their height. */
static size_t fill(const struct stack *s, size_t from, length most, length *height)
{
    size_t end = from + 1;
    length y = 0;
    *height = 0;
    for (size_t i = from; i < s->blocks.n; i++) {
        const struct stack_block *b = &s->blocks.v[i];
        y += (i > from ? b->gap : 0) + b->height;
        if (b->kept && i + 1 < s->blocks.n)
            continue;
        if (y > most && *height)
            break;
        *height = y;
        end = i + 1;
    }
    return end;
}

/* The least height at which the columns hold all: one of the heights at which one more block fits.
 */
static length least_height(const struct stack *s, int columns)
{
    length all, least = 0;
    fill(s, 0, INT64_MAX, &all);
    length low = columns > 1 ? 0 : all, high = all;
    while (low < high) {
        length middle = low + (high - low) / 2;
        size_t at = 0;
        least = 0;
        for (int i = 0; i < columns && at < s->blocks.n; i++) {
            length height;
            at = fill(s, at, middle, &height);
            least = length_max(least, height);
        }
        if (at == s->blocks.n && least <= middle)
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}

static void draw_column(const struct stack *s, size_t from, size_t end, struct canvas *c,
                        struct arena *a, struct rect r, const struct style_rule *rule)
{
    for (size_t i = from; i < end; i++) {
        const struct stack_block *b = &s->blocks.v[i];
        if (i > from && b->gap)
            canvas_rule(c, rule, r.x, r.y + (b->gap - rule->thickness) / 2, r.w);
        r.y += i > from ? b->gap : 0;
        canvas_add(c, a, b->items, b->n_items, r.x, r.y);
        r.y += b->height;
    }
}

length stack_draw(struct stack *s, struct canvas *c, struct arena *a, const struct frame *f,
                  struct rect r, const struct style_rule *rule)
{
    length height = s->blocks.n ? least_height(s, f->columns) : 0, thick = f->column_rule.thickness;
    r.y += block_top(f->position, length_max(r.h - height, 0));
    struct rect column = {r.x, r.y, stack_width(f, r), height};
    size_t at = 0;
    for (int i = 0; i < f->columns && at < s->blocks.n; i++) {
        length own;
        size_t end = fill(s, at, height, &own);
        draw_column(s, at, end, c, a, column, rule);
        at = end;
        if (thick && i + 1 < f->columns)
            canvas_fill(
                c, (struct rect){column.x + column.w + (f->gap - thick) / 2, r.y, thick, height},
                f->column_rule.color);
        column.x += column.w + f->gap;
    }
    vec_free(&s->blocks);
    return height;
}
