/* The widths of a table's columns. A row is lowered by a line when every cell that makes it so high
 * gets the room for one line less; the steps that lower most lines for the least width come first,
 * until no width is left; then columns exchange what they have, two at a time. All in integers. */
#include "paginate/table.h"

enum {
    ROWS_WEIGHED = 200, /* of a long table this many, evenly chosen, stand for all */
    ROWS_EXCHANGED = 16 /* in a longer one a line more or less is not worth the time */
};

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

void table_keep_names(struct table *t, length width)
{
    length sum = white(t);
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct table_column *c = &t->columns[i];
        sum += length_max(c->least, length_max(c->names, c->pair));
    }
    for (size_t c = 0; c < t->n_columns && sum <= width; c++)
        t->columns[c].least = length_max(t->columns[c].least, t->columns[c].names);
}

length table_natural(const struct table *t)
{
    length sum = white(t);
    for (size_t c = 0; c < t->n_columns; c++)
        sum += t->columns[c].natural;
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

/* The rows' lines, as high as other columns than two make them. */
static void lines_without(const struct table *t, size_t a, size_t b, int *lines)
{
    for (size_t r = 0; r < t->n_rows; r++) {
        lines[r] = 0;
        for (size_t c = 0; c < t->n_columns; c++) {
            int n = c == a || c == b ? 0 : lines_at(t, r, c, t->columns[c].width);
            lines[r] = n > lines[r] ? n : lines[r];
        }
    }
}

static int height_with(const struct table *t, size_t a, size_t b, const int *others)
{
    int sum = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
        int x = lines_at(t, r, a, t->columns[a].width), y = lines_at(t, r, b, t->columns[b].width);
        int most = x > y ? x : y;
        sum += most > others[r] ? most : others[r];
    }
    return sum;
}

/* Divides what two columns have, and the rest, anew between them: the first has what some cell
 * needs for so many lines, the second what remains. Says whether that lowered the table. */
static bool exchange(struct division *d, size_t a, size_t b)
{
    struct table *t = d->t;
    struct table_column *x = &t->columns[a], *y = &t->columns[b];
    int others[ROWS_EXCHANGED];
    lines_without(t, a, b, others);
    length had = x->width, sum = had + y->width + d->rest, best_x = had, best_y = y->width;
    int before = height_with(t, a, b, others), lowest = before;
    for (size_t r = 0; r < t->n_rows; r++) {
        const struct content *content = &table_cell(t, r, a)->content;
        int now_lines = content_lines(content, had);
        for (int lines = now_lines + 1; lines > 0 && lines >= now_lines - 1; lines--) {
            x->width = length_max(content_width_for(content, lines), x->floor);
            y->width = sum - x->width;
            int now = y->width < y->floor ? before : height_with(t, a, b, others);
            if (now < lowest) {
                lowest = now;
                best_x = x->width;
                best_y = y->width;
            }
        }
    }
    x->width = best_x;
    y->width = best_y;
    d->rest = sum - best_x - best_y;
    return lowest < before;
}

/* Steps one after another miss what two of them would have had for the same width. */
static bool exchange_any(struct division *d)
{
    bool any = false;
    if (d->t->n_rows > ROWS_EXCHANGED)
        return false;
    for (size_t a = 0; a < d->t->n_columns; a++)
        for (size_t b = 0; b < d->t->n_columns; b++)
            any = (a != b && exchange(d, a, b)) || any;
    return any;
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

/* The most that heads can be given in the room: whole ones, two characters, nothing. The sum. */
static length set_floors(struct table *t, length room)
{
    length sum = 0;
    for (int level = 0; level < 3; level++) {
        sum = 0;
        for (size_t i = 0; i < t->n_columns; i++) {
            struct table_column *c = &t->columns[i];
            c->floor = level == 0 ? c->head : level == 1 ? c->pair : 0;
            c->floor = length_max(c->floor, c->least);
            sum += c->floor;
        }
        if (sum <= room)
            break;
    }
    return sum;
}

void table_divide(struct table *t, length width)
{
    length room = width - white(t), natural = 0, least = set_floors(t, room);
    t->width = width;
    for (size_t c = 0; c < t->n_columns; c++) {
        natural += t->columns[c].natural;
        t->columns[c].width = t->columns[c].floor;
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
        do
            while (step(&d))
                ;
        while (exchange_any(&d));
    }
    spread(t, d.rest);
}
