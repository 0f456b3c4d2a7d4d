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
    if (row && table_is_even(t, column))
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
        const struct style *style = table_style(t, row, i);
        length measure = measure_of(t, row, i);
        blocks[i] = row ? text_set(s, cell->spans, cell->n, style, measure)
                        : text_set_title(s, cell->spans, cell->n, style, measure);
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

const struct span *table_caption(const struct table *t, const struct text_template *label,
                                 const struct block *title, size_t *n)
{
    struct arena *a = t->b->s->arena;
    struct field_values v = {.issue = t->b->s->issue, .article = t->b->article};
    v.n = t->block->title.n ? str_format(a, "%d", t->b->n_tables) : STR("");
    v.n_at = t->block->title_at;
    size_t n_label;
    const struct span *filled = template_fill(a, label, &v, &n_label);
    size_t n_title = title ? title->n_spans : 0;
    struct span *spans = arena_many(a, n_label + n_title, struct span);
    if (n_label)
        memcpy(spans, filled, n_label * sizeof *spans);
    if (n_title)
        memcpy(spans + n_label, title->spans, n_title * sizeof *spans);
    *n = n_label + n_title;
    return spans;
}

static struct piece caption_piece(struct table *t, const struct text_template *label,
                                  const struct block *title)
{
    size_t n;
    const struct span *spans = table_caption(t, label, title, &n);
    struct style *style = arena_one(t->b->s->arena, struct style);
    *style = *t->b->s->layout->styles[LAYOUT_TABLE_CAPTION];
    style->vertical &= !t->sideways; /* what is turned as a whole has no vertical lines */
    struct element *e = tag_begin(t->b->s->tags, ELEMENT_CAPTION);
    struct piece piece = block_piece(t->b, spans, n, style, t->width);
    tag_end(t->b->s->tags, e);
    piece.at = t->block->title_at;
    return piece_moved(t->b, piece, t->inset);
}

static length add_note(struct table *t, const struct block *note, struct canvas *c, length y)
{
    struct builder *b = t->b;
    size_t n = note->n_spans;
    const struct span *spans = builder_notes(b, note->spans, &n);
    struct text_block text = text_set(b->s, spans, n, builder_own_note_style(b), t->width);
    canvas_add(c, b->s->arena, text.items, text.n_items, 0, y);
    return y + text.height;
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
    table_caption(t, label, NULL, &n);
    struct element *open = tag_open(t->b->s->tags, NULL);
    struct piece caption = {0};
    if (n)
        caption = caption_piece(t, label, NULL);
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

static bool is_source(const struct block *note)
{
    static const char *const fronts[] = {"来源", "资料来源", "数据来源"};
    bool found = false;
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
        found |= str_starts(note->spans[0].text, str_of(fronts[i]));
    return found;
}

/* TB-07: what is said of all, then the notes by their marks (FN-10), the source below: one piece
 * that stays with the last row. */
static void add_notes(struct table *t, piece_list *out)
{
    const struct block *block = t->block;
    const struct setter *s = t->b->s;
    size_t n = 0;
    struct canvas notes = {0}, c = {0};
    length y = 0;
    while (n < block->n_notes && !is_source(&block->notes[n]))
        y = add_note(t, &block->notes[n++], &notes, y);
    y = builder_own_notes(t->b, t->width, &notes, 0, y);
    while (n < block->n_notes)
        y = add_note(t, &block->notes[n++], &notes, y);
    if (!y)
        return;
    struct piece piece = {.lines = grid_lines(s, y), .at = out->v[out->n - 1].at};
    length white = (length)piece.lines * s->layout->grid.pitch - y;
    canvas_add(&c, s->arena, notes.items.v, notes.items.n, t->inset,
               block_top(s->layout->styles[LAYOUT_TABLE_NOTE]->position, white));
    vec_free(&notes.items);
    piece.n_items = c.items.n;
    piece.items = vec_take(s->arena, &c.items);
    out->v[out->n - 1].kept = true;
    vec_push(out, piece);
}

/* The last rows and the notes stay together; so do the first ones and the head. */
static void table_pieces(struct table *t, piece_list *out)
{
    const struct block *block = t->block;
    size_t captions = block->title.n > 0;
    struct element *table = tag_begin(t->b->s->tags, ELEMENT_TABLE);
    if (captions)
        vec_push(out, caption_piece(t, &t->b->s->layout->table.caption, block));
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
    add_notes(t, out);
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

/* What its caption mentions comes before what its cells do. */
static void mention_caption(struct builder *b, const struct block *block)
{
    size_t n = block->n_spans;
    builder_notes(b, block->spans, &n);
}

void builder_table(struct builder *b, const struct block *block, length inset)
{
    struct note_scope article = builder_open_own_notes(b);
    mention_caption(b, block);
    struct table t = table_measure(b, block, inset);
    if (t.n_columns) {
        piece_list pieces = {0};
        b->n_tables += block->title.n > 0;
        struct table_place place = table_place(&t);
        table_divide(&t, place.width);
        table_pieces(&t, &pieces);
        weigh_parting(b, &pieces);
        table_put(&t, &place, &pieces);
        vec_free(&pieces);
    }
    builder_close_own_notes(b, &article);
}
