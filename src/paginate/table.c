/* Tables as pieces: caption, head, rows and notes on the grid (TB-01 to TB-03, TB-07). */
#include "paginate/table.h"

#include "paginate/fields.h"

/* ---- a row ---- */

/* Where a cell's text begins in its column: numbers have their points under one another (TB-04). */
static length offset_in(const struct table *t, size_t row, size_t column)
{
    const struct table_cell *cell = table_cell(t, row, column);
    const struct table_column *c = &t->columns[column];
    if (row == 0 || !c->numbers)
        return 0;
    length block = c->before + c->after, free = c->width - block;
    length start = c->align == CELL_LEFT ? 0 : c->align == CELL_RIGHT ? free : free / 2;
    if (cell->kind == CELL_NUMBER)
        return start + c->before - cell->before;
    return start + (block - content_natural(&cell->content)) / 2;
}

/* A number that wants more than its column's width may not be parted. */
static length measure_of(const struct table *t, size_t row, size_t column)
{
    const struct table_column *c = &t->columns[column];
    if (row && column == 0 && c->even)
        return c->even;
    if (row && c->numbers)
        return content_natural(&table_cell(t, row, column)->content) + LENGTH_PT / 100;
    return c->width;
}

/* The lines of all cells begin at one height; what the row has more than them lies half above. */
static length add_cells(struct table *t, struct canvas *c, size_t row, int *lines)
{
    const struct setter *s = t->b->s;
    struct text_block *blocks = arena_many(s->arena, t->n_columns, struct text_block);
    length height = 0, x = t->inset + t->edge;
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct table_cell *cell = table_cell(t, row, i);
        struct element *e = tag_begin(s->tags, row ? ELEMENT_TD : ELEMENT_TH);
        blocks[i] =
            text_set(s, cell->spans, cell->n, table_style(t, row, i), measure_of(t, row, i));
        tag_end(s->tags, e);
        height = length_max(height, blocks[i].height);
    }
    *lines = height ? grid_lines(s, height) : 1;
    length bottom = (length)*lines * s->layout->grid.pitch;
    for (size_t i = 0; i < t->n_columns; i++) {
        canvas_add(c, s->arena, blocks[i].items, blocks[i].n_items, x + offset_in(t, row, i),
                   (bottom - height) / 2);
        x += t->columns[i].width + t->gap;
    }
    return bottom;
}

static void add_rule(struct table *t, struct canvas *c, length y, length thick)
{
    canvas_fill(c, (struct rect){t->inset, y, t->width, thick}, t->b->s->layout->table.rule_color);
}

/* 全线表: lines between all columns and rows, heavy ones round the whole (TB-02). */
static void add_verticals(struct table *t, struct canvas *c, length bottom)
{
    const struct table_layout *l = &t->b->s->layout->table;
    if (!l->full_rules)
        return;
    length x = t->inset;
    for (size_t i = 0; i <= t->n_columns; i++) {
        length thick = i == 0 || i == t->n_columns ? l->rule_thick : l->rule_thin;
        length left = i == 0 ? x : i == t->n_columns ? t->inset + t->width - thick : x - thick / 2;
        canvas_fill(c, (struct rect){left, 0, thick, bottom}, l->rule_color);
        x += i < t->n_columns ? t->columns[i].width + t->gap : 0;
    }
}

static struct piece row_piece(struct table *t, size_t row)
{
    const struct table_layout *l = &t->b->s->layout->table;
    struct piece piece = {.at = t->block->children[row].at};
    struct canvas c = {0};
    struct element *e = tag_begin(t->b->s->tags, ELEMENT_TR);
    length bottom = add_cells(t, &c, row, &piece.lines);
    tag_end(t->b->s->tags, e);
    bool last = row + 1 == t->n_rows;
    if (row == 0)
        add_rule(t, &c, 0, l->rule_thick);
    if (last)
        add_rule(t, &c, bottom - l->rule_thick, l->rule_thick);
    else if (row == 0 || l->full_rules)
        add_rule(t, &c, bottom - l->rule_thin, l->rule_thin);
    add_verticals(t, &c, bottom);
    piece.n_items = c.items.n;
    piece.items = vec_take(t->b->s->arena, &c.items);
    return piece;
}

/* ---- caption and notes ---- */

/* 表N, or 续表N, and the title (TB-01, TB-03). */
static const struct span *caption_spans(const struct table *t, const struct text_template *label,
                                        str title, size_t *n)
{
    struct arena *a = t->b->s->arena;
    struct field_values v = {.issue = t->b->s->issue, .article = t->b->article};
    v.n = t->block->title.n ? str_format(a, "%d", t->b->n_tables) : STR("");
    v.n_at = t->block->title_at;
    size_t n_label;
    const struct span *filled = template_fill(a, label, &v, &n_label);
    struct span *spans = arena_many(a, n_label + 1, struct span);
    if (n_label)
        memcpy(spans, filled, n_label * sizeof *spans);
    if (title.n)
        spans[n_label++] = (struct span){.text = title, .at = t->block->title_at};
    *n = n_label;
    return spans;
}

static struct piece caption_piece(struct table *t, const struct text_template *label, str title)
{
    size_t n;
    const struct span *spans = caption_spans(t, label, title, &n);
    const struct style *style = t->b->s->layout->styles[LAYOUT_TABLE_CAPTION];
    struct element *e = tag_begin(t->b->s->tags, ELEMENT_CAPTION);
    struct piece piece = block_piece(t->b, spans, n, style, t->width);
    tag_end(t->b->s->tags, e);
    piece.at = t->block->title_at;
    return piece_moved(t->b, piece, t->inset);
}

static struct piece note_piece(struct table *t, const struct block *note)
{
    const struct style *style = t->b->s->layout->styles[LAYOUT_TABLE_NOTE];
    struct piece piece = block_piece(t->b, note->spans, note->n_spans, style, t->width);
    return piece_moved(t->b, piece, t->inset);
}

/* ---- the whole ---- */

/* The head that a table which goes on begins with again: one piece of both. */
static const struct piece *repeated_head(struct table *t, const struct piece *head)
{
    struct arena *a = t->b->s->arena;
    const struct text_template *label = &t->b->s->layout->table.continued;
    struct piece *both = arena_one(a, struct piece);
    *both = *head;
    size_t n;
    caption_spans(t, label, STR(""), &n);
    struct element *open = tag_open(t->b->s->tags, NULL);
    struct piece caption = {0};
    if (n)
        caption = caption_piece(t, label, STR(""));
    tag_open(t->b->s->tags, open);
    struct canvas c = {0};
    canvas_add(&c, a, caption.items, caption.n_items, 0, 0);
    canvas_add(&c, a, head->items, head->n_items, 0,
               (length)caption.lines * t->b->s->layout->grid.pitch);
    for (size_t i = 0; i < c.items.n; i++)
        c.items.v[i].element = NULL; /* an artifact: it was read out already */
    both->lines += caption.lines;
    both->n_items = c.items.n;
    both->items = vec_take(a, &c.items);
    return both;
}

/* The last rows and the notes stay together; so do the first ones and the head. */
static void table_pieces(struct table *t, piece_list *out)
{
    const struct block *block = t->block;
    size_t captions = block->title.n > 0;
    struct element *table = tag_begin(t->b->s->tags, ELEMENT_TABLE);
    if (captions)
        vec_push(out, caption_piece(t, &t->b->s->layout->table.caption, block->title));
    struct piece head = row_piece(t, 0);
    const struct piece *repeat = repeated_head(t, &head);
    vec_push(out, head);
    for (size_t r = 1; r < t->n_rows; r++) {
        struct piece piece = row_piece(t, r);
        piece.repeat = r > 1 ? repeat : NULL;
        piece.kept = r + 2 == t->n_rows || (r == 1 && t->n_rows > 2);
        vec_push(out, piece);
    }
    tag_end(t->b->s->tags, table);
    for (size_t i = 0; i <= captions; i++)
        out->v[i].kept = true;
    for (size_t i = 0; i < block->n_notes; i++) {
        out->v[out->n - 1].kept = true;
        vec_push(out, note_piece(t, &block->notes[i]));
    }
    out->v[out->n - 1].kept = false;
    out->v[out->n - 1].lines += t->b->s->layout->table.space_below;
}

/* One column could hold all of it: it is better not parted (TB-03). */
static void weigh_parting(const struct builder *b, piece_list *pieces)
{
    int lines = 0;
    for (size_t i = 0; i < pieces->n; i++)
        lines += pieces->v[i].lines;
    for (size_t i = 0; lines <= b->lines && i + 1 < pieces->n; i++)
        pieces->v[i].flaw = FLAW_TABLE;
}

/* ---- over several columns ---- */

static int lines_of(const struct table *t)
{
    int lines = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
        length leading = style_leading(t->b->s->layout, table_style(t, r, 0));
        lines += grid_lines(t->b->s, (length)table_row_lines(t, r) * leading);
    }
    return lines;
}

/* In how many columns a table stands: as few as what may not be parted needs; more only where that
 * takes a third less of the page. */
static int columns_for(struct table *t, const struct builder *b)
{
    int most = (int)((b->full + b->gap) / (b->column + b->gap)), best = most, area = 0;
    for (int k = 1; k <= most; k++) {
        length width = builder_spanned(b, k);
        if (table_least(t) > width && k < most)
            continue;
        table_divide(t, width);
        int own = lines_of(t) * k;
        if (area && own * 3 > area * 2)
            continue;
        best = k;
        area = own;
    }
    return best;
}

/* Pieces [from, to) as one figure at the head or foot of columns. */
static void add_figure(struct builder *b, const struct piece *from, const struct piece *to,
                       int columns)
{
    const struct setter *s = b->s;
    length pitch = s->layout->grid.pitch, y = 0;
    struct canvas c = {0};
    if (from->repeat) {
        canvas_add(&c, s->arena, from->repeat->items, from->repeat->n_items, 0, 0);
        y = (length)from->repeat->lines * pitch;
    }
    for (const struct piece *p = from; p < to; p++) {
        canvas_add(&c, s->arena, p->items, p->n_items, 0, y);
        y += (length)p->lines * pitch;
    }
    struct figure *f = vec_add(&b->figures);
    *f = (struct figure){.columns = columns, .anchor = b->body.n, .height = y, .at = from->at};
    f->lines = grid_lines(s, y + s->layout->figures.distance);
    f->n_items = c.items.n;
    f->items = vec_take(s->arena, &c.items);
}

/* A table that is higher than a page goes on in further figures. */
static void add_figures(struct builder *b, const piece_list *pieces, int columns)
{
    int most = b->s->layout->grid.lines - 2, lines = 0;
    size_t from = 0, end = 0; /* where the figure begins; where it may end */
    for (size_t i = 0; i < pieces->n; i++) {
        const struct piece *p = &pieces->v[i];
        lines += p->lines;
        if (lines > most && end > from) {
            add_figure(b, &pieces->v[from], &pieces->v[end], columns);
            from = end;
            lines = from < pieces->n && pieces->v[from].repeat ? pieces->v[from].repeat->lines : 0;
            for (size_t k = from; k <= i; k++)
                lines += pieces->v[k].lines;
        }
        end = p->kept ? end : i + 1;
    }
    add_figure(b, &pieces->v[from], pieces->v + pieces->n, columns);
}

static void add_pieces(struct builder *b, const piece_list *pieces)
{
    int above = b->s->layout->table.space_above;
    if (above && b->body.n)
        builder_add(b, (struct piece){.lines = above, .blank = true, .kept = true});
    for (size_t i = 0; i < pieces->n; i++)
        builder_add(b, pieces->v[i]);
}

void builder_table(struct builder *b, const struct block *block, length inset)
{
    struct table t = table_measure(b, block, inset);
    piece_list pieces = {0};
    if (!t.n_columns)
        return;
    b->n_tables += block->title.n > 0;
    int columns = inset || b->off_grid ? 1 : columns_for(&t, b);
    table_divide(&t, builder_spanned(b, columns) - inset);
    table_pieces(&t, &pieces);
    weigh_parting(b, &pieces);
    if (columns > 1)
        add_figures(b, &pieces, columns);
    else
        add_pieces(b, &pieces);
    vec_free(&pieces);
}
