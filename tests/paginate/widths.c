/* Columns of made-up tables against all widths there are (TB): the rows are as low as they can be,
 * no column is narrower than what may not be parted in it, and together they are as wide as the
 * table. */
#include "../base/random.h"
#include "paginate/table.h"

#include <stdio.h>
#include <string.h>

#define EM (10 * LENGTH_PT)

enum { TABLES = 4000, COLUMNS_MOST = 4, ROWS_MOST = 6, HIGHER_MOST = TABLES / 500 };

/* A cell of characters of one em and words of up to four. */
static struct content make_cell(struct arena *a, struct random *r)
{
    size_t n = random_below(r, 3) ? random_below(r, 12) : 0;
    struct stretch *v = arena_many(a, n + 1, struct stretch);
    for (size_t i = 0; i < n; i++) {
        v[i].advance = EM * (random_below(r, 5) ? 1 : 1 + random_below(r, 4));
        v[i].forced = random_below(r, 15) == 0;
    }
    return (struct content){v, n};
}

static void make_table(struct table *t, struct arena *a, struct random *r)
{
    t->n_columns = 1 + random_below(r, COLUMNS_MOST);
    t->n_rows = 1 + random_below(r, ROWS_MOST);
    t->gap = EM;
    t->cells = arena_many(a, t->n_rows * t->n_columns, struct table_cell);
    t->columns = arena_many(a, t->n_columns, struct table_column);
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++) {
        struct table_column *c = &t->columns[i % t->n_columns];
        t->cells[i].content = make_cell(a, r);
        c->least = length_max(c->least, content_least(&t->cells[i].content));
        c->natural = length_max(c->natural, content_natural(&t->cells[i].content));
    }
}

static int height(const struct table *t)
{
    int sum = 0;
    for (size_t r = 0; r < t->n_rows; r++)
        sum += table_row_lines(t, r);
    return sum;
}

/* The lowest of all ways to give `rest` em to columns from `column` on. */
static int lowest(struct table *t, size_t column, length rest)
{
    struct table_column *c = &t->columns[column];
    int best = 0;
    if (column == t->n_columns)
        return height(t);
    for (length more = 0; more <= rest && c->least + more <= c->natural; more += EM) {
        c->width = c->least + more;
        int h = lowest(t, column + 1, rest - more);
        best = !best || h < best ? h : best;
    }
    return best;
}

static int try_one(struct arena *a, uint32_t seed, int *higher)
{
    struct random r = {0x9E3779B97F4A7C15ULL * (seed + 1)};
    struct setter setter = {.arena = a};
    struct builder builder = {.s = &setter};
    struct table t = {.b = &builder};
    make_table(&t, a, &r);
    length least = table_least(&t), natural = least, sum = 0;
    for (size_t c = 0; c < t.n_columns; c++)
        natural += t.columns[c].natural - t.columns[c].least;
    length width = least + EM * random_below(&r, (uint32_t)((natural - least) / EM) + 2);
    table_divide(&t, width);
    int got = height(&t);
    int failed = 0;
    for (size_t c = 0; c < t.n_columns; c++) {
        failed += t.columns[c].width < t.columns[c].least;
        sum += t.columns[c].width;
    }
    sum += t.gap * (length)(t.n_columns - 1);
    failed += sum > width || width - sum > (length)t.n_columns;
    int best = lowest(&t, 0, width - least);
    if (failed || got > best)
        printf("table %u: %zu × %zu, %d lines instead of %d%s\n", seed, t.n_rows, t.n_columns, got,
               best, failed ? ", and columns that are too narrow or too wide" : "");
    *higher += got > best;
    return failed || got > best + 1 || (got > best && t.n_columns <= 2);
}

int main(void)
{
    int failed = 0, higher = 0;
    for (uint32_t seed = 0; seed < TABLES; seed++) {
        struct arena *a = arena_new();
        failed += try_one(a, seed, &higher);
        arena_free(a);
    }
    printf("%d tables, %d failures, %d higher than need be\n", TABLES, failed, higher);
    return failed || higher > HIGHER_MOST;
}
