/* The widths of a table's columns. A row is lowered by a line when every cell that makes it so high
 * gets the room for one line less; the steps that lower most lines for the least width come first,
 * until no width is left. All in integers. */
#include "paginate/table.h"

enum { ROWS_WEIGHED = 200 }; /* of a long table this many, evenly chosen, stand for all */

struct division {
    struct table *t;
    length *wanted; /* widths that the step at hand asks for */
    size_t stride;
    length rest;
};

static length white(const struct table *t)
{
    return t->gap * (length)(t->n_columns - 1) + 2 * t->edge;
}

length table_least(const struct table *t)
{
    length sum = white(t);
    for (size_t c = 0; c < t->n_columns; c++)
        sum += t->columns[c].least;
    return sum;
}

static int lines_at(const struct table *t, size_t row, size_t column, length width)
{
    return content_lines(&table_cell(t, row, column)->content, width);
}

int table_row_lines(const struct table *t, size_t row)
{
    int most = 0;
    for (size_t c = 0; c < t->n_columns; c++) {
        int n = lines_at(t, row, c, t->columns[c].width);
        most = n > most ? n : most;
    }
    return most;
}

/* The widths at which a row is lower by a line; what that costs, or -1 when it cannot be. */
static length lower_row(struct division *d, size_t row)
{
    const struct table *t = d->t;
    int lines = table_row_lines(t, row);
    length cost = 0;
    for (size_t c = 0; c < t->n_columns; c++) {
        d->wanted[c] = t->columns[c].width;
        if (lines_at(t, row, c, t->columns[c].width) < lines)
            continue;
        const struct content *content = &table_cell(t, row, c)->content;
        d->wanted[c] = content_width_for(content, lines - 1);
        if (content_lines(content, d->wanted[c]) >= lines)
            return -1; /* the author ends its lines */
        cost += d->wanted[c] - t->columns[c].width;
    }
    return cost;
}

static void swap_widths(struct division *d)
{
    for (size_t c = 0; c < d->t->n_columns; c++) {
        length w = d->t->columns[c].width;
        d->t->columns[c].width = d->wanted[c];
        d->wanted[c] = w;
    }
}

static int64_t height(const struct division *d)
{
    int64_t sum = 0;
    for (size_t r = 0; r < d->t->n_rows; r += d->stride)
        sum += table_row_lines(d->t, r);
    return sum;
}

/* Does the best step; false when there is none. */
static bool step(struct division *d)
{
    const struct table *t = d->t;
    int64_t now = height(d), best_gain = 0;
    length best_cost = 0;
    size_t best = 0;
    for (size_t r = 0; r < t->n_rows; r += d->stride) {
        if (table_row_lines(t, r) < 2)
            continue;
        length cost = lower_row(d, r);
        if (cost <= 0 || cost > d->rest)
            continue;
        swap_widths(d);
        int64_t gain = now - height(d);
        swap_widths(d);
        if (gain * length_max(best_cost, 1) > best_gain * cost) {
            best_gain = gain;
            best_cost = cost;
            best = r;
        }
    }
    if (!best_gain)
        return false;
    lower_row(d, best);
    swap_widths(d);
    d->rest -= best_cost;
    return true;
}

/* Too narrow for what may not be parted: each has its share. */
static void squeeze(struct table *t, length room)
{
    length sum = table_least(t) - white(t);
    for (size_t c = 0; c < t->n_columns; c++)
        t->columns[c].width = length_max(t->columns[c].least * (room / 64) / (sum / 64 + 1), 1);
}

/* What is left goes to all columns alike. */
static void spread(struct table *t, length rest)
{
    for (size_t c = 0; c < t->n_columns; c++)
        t->columns[c].width += rest / (length)t->n_columns;
}

void table_divide(struct table *t, length width)
{
    length room = width - white(t), natural = 0, least = 0;
    t->width = width;
    for (size_t c = 0; c < t->n_columns; c++) {
        natural += t->columns[c].natural;
        least += t->columns[c].least;
        t->columns[c].width = t->columns[c].least;
    }
    if (least > room) {
        squeeze(t, room);
        return;
    }
    struct division d = {.t = t, .rest = room - least, .stride = 1 + t->n_rows / ROWS_WEIGHED};
    if (natural <= room) {
        for (size_t c = 0; c < t->n_columns; c++)
            t->columns[c].width = t->columns[c].natural;
        d.rest = room - natural;
    } else {
        d.wanted = arena_many(t->b->s->arena, t->n_columns, length);
        while (step(&d))
            ;
    }
    spread(t, d.rest);
}
