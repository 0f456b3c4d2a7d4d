/* Matrices, cases, and lines whose signs stand under each other. */
#include "formula/setting.h"

enum { COLUMNS = 64 };

/* Where a table's columns and rows are. */
struct grid_of_cells {
    const struct formula *f;
    struct mode mode;
    struct box *cells;
    length *widths, *xs; /* of the columns */
    size_t rows;
    length skip, clear; /* between baselines; between what stands in rows */
};

static struct mode cell_mode(const struct formula *f, struct mode m)
{
    bool display = f->look == FORMULA_ALIGNED || f->look == FORMULA_GATHERED;
    if (m.style <= FORMULA_INLINE)
        m.style = display ? FORMULA_DISPLAY : FORMULA_INLINE;
    return m;
}

/* Behind the & of an aligned line stands an atom of nothing, so that a sign keeps its distance. */
static struct box set_cell(struct setting *s, const struct formula *f, size_t column,
                           const struct formula *cell, struct mode m)
{
    if (f->look != FORMULA_ALIGNED || column % 2 == 0 || !cell->n)
        return set_row(s, cell->v, cell->n, m, false);
    struct formula *v = arena_many(s->f->arena, cell->n + 1, struct formula);
    v[0] = (struct formula){.kind = FORMULA_ROW};
    memcpy(v + 1, cell->v, cell->n * sizeof *v);
    return set_row(s, v, cell->n + 1, m, false);
}

static length gap_before(const struct formula *f, size_t column, length em)
{
    if (column == 0)
        return 0;
    if (f->look == FORMULA_ALIGNED)
        return column % 2 ? 0 : 2 * em;
    return em;
}

static length free_before(const struct formula *f, size_t column, length free)
{
    char align = f->aligns ? f->aligns[column] : 'c';
    if (f->look == FORMULA_CASES)
        align = 'l';
    if (f->look == FORMULA_ALIGNED)
        align = column % 2 ? 'l' : 'r';
    return align == 'l' ? 0 : align == 'r' ? free : free / 2;
}

static void measure_columns(struct setting *s, struct grid_of_cells *g)
{
    length em = size_in(s, g->mode), x = 0;
    for (size_t c = 0; c < g->f->columns; c++) {
        for (size_t r = 0; r < g->rows; r++)
            g->widths[c] = length_max(g->widths[c], g->cells[r * g->f->columns + c].w);
        x += gap_before(g->f, c, em);
        g->xs[c] = x;
        x += g->widths[c];
    }
}

/* Puts row `r` under what ends at `y`, whose lowest baseline is `last`; its baseline. */
static length place_row(struct setting *s, struct grid_of_cells *g, size_t r, length last, length y)
{
    size_t n = g->f->columns;
    const struct box *cells = g->cells + r * n;
    length up = length_scale(g->skip, 7, 10), base;
    for (size_t c = 0; c < n; c++)
        up = length_max(up, cells[c].up);
    base = r ? length_max(last + g->skip, y + g->clear + up) : up;
    for (size_t c = 0; c < n; c++)
        move_box(s, &cells[c], g->xs[c] + free_before(g->f, c, g->widths[c] - cells[c].w), base);
    return base;
}

static length row_down(const struct grid_of_cells *g, size_t r)
{
    length down = length_scale(g->skip, 3, 10);
    for (size_t c = 0; c < g->f->columns; c++)
        down = length_max(down, g->cells[r * g->f->columns + c].down);
    return down;
}

struct box set_table(struct setting *s, const struct formula *f, struct mode m)
{
    struct box all = empty_box(s);
    if (!f->n)
        return all;
    struct grid_of_cells g = {.f = f, .mode = cell_mode(f, m), .rows = f->n / f->columns};
    length em = size_in(s, g.mode), base = 0, y = 0;
    bool display = f->look == FORMULA_ALIGNED || f->look == FORMULA_GATHERED;
    g.skip = length_scale(em, display ? 150 : 120, 100);
    g.clear = length_scale(em, display ? 40 : 10, 100);
    g.cells = arena_many(s->f->arena, f->n, struct box);
    g.widths = arena_many(s->f->arena, f->columns, length);
    g.xs = arena_many(s->f->arena, f->columns, length);
    for (size_t i = 0; i < f->n; i++)
        g.cells[i] = set_cell(s, f, i % f->columns, &f->v[i], g.mode);
    measure_columns(s, &g);
    for (size_t r = 0; r < g.rows; r++) {
        base = place_row(s, &g, r, base, y);
        y = base + row_down(&g, r);
    }
    all.to = s->items.n;
    all.w = g.xs[f->columns - 1] + g.widths[f->columns - 1];
    length axis = axis_in(s, m);
    all.up = y / 2 + axis;
    all.down = y - all.up;
    move_items(s, all.from, all.to, 0, -all.up);
    return all;
}
