/* Breaking a formula that its measure does not hold (FG-06). */
#include "base/vec.h"
#include "formula/formula.h"

struct breaking {
    const struct formula_box *box;
    length measure, under, behind; /* where lines with a relation, and with an operator, begin */
};

static length line_x(const struct breaking *b, size_t from)
{
    if (from == 0)
        return 0;
    return b->box->parts[from].class == ATOM_REL ? b->under : b->behind;
}

static length width_of(const struct breaking *b, size_t from, size_t to)
{
    return b->box->parts[to - 1].end - b->box->parts[from].x;
}

/* The last part that may be broken before so well, or the end, before which the line from `from` on
 * fits; `from` when none does. */
static size_t last_fit(const struct breaking *b, size_t from, enum formula_break before)
{
    size_t found = from, n = b->box->n_parts;
    for (size_t to = from + 1; to <= n; to++) {
        bool here = to == n || b->box->parts[to].before <= before;
        if (here && line_x(b, from) + width_of(b, from, to) <= b->measure)
            found = to;
    }
    return found;
}

/* The next place at which it may be broken at all. */
static size_t next_break(const struct breaking *b, size_t from)
{
    size_t to = from + 1;
    while (to < b->box->n_parts && b->box->parts[to].before == BREAK_NEVER)
        to++;
    return to;
}

/* What stands before the first relation is no line of its own where more fits. */
static size_t line_end(const struct breaking *b, size_t from)
{
    for (enum formula_break before = BREAK_RELATION; before < BREAK_NEVER; before++) {
        size_t to = last_fit(b, from, before);
        bool first =
            from == 0 && before < BREAK_PRODUCT && to < b->box->n_parts && to == next_break(b, 0);
        if (to > from && !first)
            return to;
    }
    return next_break(b, from);
}

static struct formula_line line_of(const struct breaking *b, size_t from, size_t to)
{
    const struct formula_part *parts = b->box->parts;
    struct formula_line line = {.from = from,
                                .to = to,
                                .x = line_x(b, from),
                                .width = width_of(b, from, to),
                                .up = parts[from].up,
                                .down = parts[from].down};
    for (size_t i = from + 1; i < to; i++) {
        line.up = length_max(line.up, parts[i].up);
        line.down = length_max(line.down, parts[i].down);
    }
    return line;
}

/* Behind the first relation stand the lines that begin with an operator. */
static void find_indents(struct breaking *b, length em)
{
    const struct formula_box *box = b->box;
    b->under = b->behind = 2 * em;
    for (size_t i = 1; i + 1 < box->n_parts; i++) {
        if (box->parts[i].class != ATOM_REL)
            continue;
        if (box->parts[i].x <= b->measure / 2) {
            b->under = box->parts[i].x;
            b->behind = box->parts[i + 1].x;
        }
        return;
    }
}

struct formula_line *formula_break(struct arena *a, const struct formula_box *box, length measure,
                                   length em, size_t *n)
{
    struct breaking b = {.box = box, .measure = measure};
    VEC(struct formula_line) lines = {0};
    find_indents(&b, em);
    if (box->width <= measure || !box->n_parts)
        vec_push(&lines,
                 ((struct formula_line){
                     .to = box->n_parts, .width = box->width, .up = box->up, .down = box->down}));
    else
        for (size_t from = 0, to; from < box->n_parts; from = to) {
            to = line_end(&b, from);
            vec_push(&lines, line_of(&b, from, to));
        }
    *n = lines.n;
    return vec_take(a, &lines);
}
