/* Tables: columns by their content, 三线表 rules, rows on the grid (TB-02, TB-04). */
#include "paginate/builder.h"

#define UNBOUNDED (20000 * LENGTH_PT)

struct table {
    struct builder *b;
    const struct block *block;
    size_t columns;
    length inset, width, gap;
    length *widths;
};

static const struct style *cell_style(struct table *t, bool head, enum cell_align align)
{
    const struct layout *l = t->b->s->layout;
    struct style *style = arena_one(t->b->s->arena, struct style);
    *style = *l->styles[head ? LAYOUT_TABLE_HEAD : LAYOUT_TABLE_CELL];
    if (align == CELL_RIGHT)
        style->align = ALIGN_END;
    else if (align == CELL_CENTER)
        style->align = ALIGN_CENTER;
    else if (align == CELL_LEFT)
        style->align = ALIGN_START;
    return style;
}

static struct text_block set_cell(struct table *t, const struct block *row, size_t column,
                                  bool head, length measure)
{
    if (column >= row->n_children)
        return (struct text_block){0};
    const struct block *cell = &row->children[column];
    size_t n = cell->n_spans;
    const struct span *spans = builder_notes(t->b, cell->spans, &n);
    return text_set(t->b->s, spans, n, cell_style(t, head, cell->align), measure);
}

/* The width a column would like: that of its longest cell on one line. */
static length natural_width(struct table *t, size_t column)
{
    struct diags *quiet = diags_new(); /* the real setting reports */
    struct setter s = *t->b->s;
    s.diags = quiet;
    const struct setter *real = t->b->s;
    t->b->s = &s;
    composer_rehearse(s.composer, true);
    length most = 0;
    for (size_t i = 0; i < t->block->n_children; i++) {
        const struct block *row = &t->block->children[i];
        if (column >= row->n_children)
            continue;
        struct style *style = arena_one(s.arena, struct style);
        *style = *cell_style(t, i == 0, CELL_LEFT);
        const struct block *cell = &row->children[column];
        struct text_block b = text_set(&s, cell->spans, cell->n_spans, style, UNBOUNDED);
        most = length_max(most, b.width);
    }
    composer_rehearse(s.composer, false);
    t->b->s = real;
    diags_free(quiet);
    return most;
}

/* Columns that are narrower than their share get what they want; the others divide the rest. When
 * all fit, what is left goes to all alike. */
static void divide(struct table *t, const length *natural)
{
    length room = t->width - t->gap * (length)(t->columns - 1);
    size_t open = t->columns;
    bool *settled = arena_many(t->b->s->arena, t->columns, bool);
    for (bool again = true; again && open;) {
        again = false;
        length share = room / (length)open;
        for (size_t i = 0; i < t->columns; i++) {
            if (settled[i] || natural[i] > share)
                continue;
            settled[i] = again = true;
            t->widths[i] = natural[i];
            room -= natural[i];
            open--;
        }
    }
    for (size_t i = 0; i < t->columns; i++)
        if (!settled[i])
            t->widths[i] = room / (length)open;
        else if (!open)
            t->widths[i] += room / (length)t->columns;
}

static struct piece row_piece(struct table *t, size_t index)
{
    const struct setter *s = t->b->s;
    const struct table_layout *l = &s->layout->table;
    const struct block *row = &t->block->children[index];
    bool head = index == 0, last = index + 1 == t->block->n_children;
    struct canvas c = {0};
    length x = t->inset, height = 0;
    for (size_t i = 0; i < t->columns; i++) {
        struct text_block cell = set_cell(t, row, i, head, t->widths[i]);
        canvas_add(&c, s->arena, cell.items, cell.n_items, x, 0);
        height = length_max(height, cell.height);
        x += t->widths[i] + t->gap;
    }
    struct piece piece = {.at = row->at};
    piece.lines = height ? grid_lines(s, height) : 1;
    length bottom = (length)piece.lines * s->layout->grid.pitch;
    if (head)
        canvas_fill(&c, (struct rect){t->inset, 0, t->width, l->rule_thick}, l->rule_color);
    if (head || last) {
        length thick = last ? l->rule_thick : l->rule_thin;
        canvas_fill(&c, (struct rect){t->inset, bottom - thick, t->width, thick}, l->rule_color);
    }
    if (last)
        piece.lines += l->space_below;
    piece.kept = head || index + 2 == t->block->n_children;
    piece.n_items = c.items.n;
    piece.items = vec_take(s->arena, &c.items);
    return piece;
}

void builder_table(struct builder *b, const struct block *block, length inset)
{
    struct table t = {.b = b,
                      .block = block,
                      .inset = inset,
                      .width = b->column - inset,
                      .gap = b->s->layout->table.cell_gap};
    for (size_t i = 0; i < block->n_children; i++)
        if (block->children[i].n_children > t.columns)
            t.columns = block->children[i].n_children;
    if (!t.columns)
        return;
    t.widths = arena_many(b->s->arena, t.columns, length);
    length *natural = arena_many(b->s->arena, t.columns, length);
    for (size_t i = 0; i < t.columns; i++)
        natural[i] = natural_width(&t, i);
    divide(&t, natural);
    for (size_t i = 0; i < block->n_children; i++)
        builder_add(b, row_piece(&t, i));
}
