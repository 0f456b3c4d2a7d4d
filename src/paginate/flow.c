#include "paginate/flow.h"

#include "paginate/builder.h"

#include <assert.h>

int grid_lines(const struct setter *s, length height)
{
    length pitch = s->layout->grid.pitch;
    return (int)((height + pitch - 1) / pitch);
}

int segment_kept_lines(const struct segment *s, size_t from)
{
    int lines = 0;
    for (size_t i = from; i < s->n_body; i++) {
        lines += s->body[i].lines;
        if (!s->body[i].kept)
            break;
    }
    return lines;
}

struct piece *builder_add(struct builder *b, struct piece piece)
{
    assert(piece.lines > 0);
    if (b->keep > 0 && b->body.n)
        b->body.v[b->body.n - 1].kept = true;
    b->keep -= piece.lines;
    piece.n_note_lines += b->pending_note_lines;
    b->pending_note_lines = 0;
    b->blanks |= piece.blank;
    piece.box = b->box;
    piece.heading = b->heading;
    vec_push(&b->body, piece);
    return &b->body.v[b->body.n - 1];
}

bool builder_turn(struct builder *b)
{
    const struct measure_change *c = b->changes;
    bool begun = b->n_changes && cursor_begun(c->at);
    if (!b->n_changes || c->segment > b->segments.n)
        return false;
    if (c->segment == b->segments.n && begun &&
        (c->at.piece > b->body.n || !(b->head.n + b->body.n)))
        return false;
    b->column = c->to.column;
    b->full = c->to.full;
    b->gap = c->to.gap;
    b->lines = c->to.lines;
    b->changes++;
    b->n_changes--;
    return true;
}

struct measure builder_figure_measure(const struct builder *b)
{
    for (size_t i = b->n_changes; i-- > 0;)
        if (b->changes[i].segment == b->segments.n && b->changes[i].at.figure <= b->figures.n)
            return b->changes[i].to;
    return (struct measure){b->column, b->full, b->gap, b->lines};
}

/* ---- blocks of whole lines ---- */

static void draw_tag(struct canvas *c, const struct style *style, const struct text_block *t,
                     length y)
{
    if (!style->has_fill)
        return;
    length w = t->width - style->left + 2 * style->fill_pad_x;
    length h = style->size + 2 * style->fill_pad_y;
    canvas_fill(c, (struct rect){style->left, y, w, h}, style->fill);
}

struct piece block_piece(struct builder *b, const struct span *spans, size_t n,
                         const struct style *style, length measure)
{
    const struct setter *s = b->s;
    spans = builder_notes(b, spans, &n);
    struct text_block t = text_set(s, spans, n, style, measure - 2 * style->fill_pad_x);
    struct piece piece = {.style = style, .at = n ? spans[0].at : style->at};
    for (size_t i = 0; i < t.lines.n; i++)
        b->pending_note_lines += builder_note_lines(b, &t.lines.v[i]);
    piece.lines = style->n_lines ? style_lines(style, t.lines.n ? (int)t.lines.n : 1)
                                 : grid_lines(s, t.height);
    if (piece.lines < grid_lines(s, t.height))
        piece.lines = grid_lines(s, t.height);
    length pitch = s->layout->grid.pitch, height = (length)piece.lines * pitch;
    struct canvas c = {0};
    length tag = style->has_fill ? style->size + 2 * style->fill_pad_y : t.height;
    length y = block_top(style->position, height - tag);
    canvas_rule(&c, &style->rule_above, 0, style->rule_above.offset, measure);
    canvas_rule(&c, &style->rule_below, 0,
                height - style->rule_below.offset - style->rule_below.thickness, measure);
    draw_tag(&c, style, &t, y);
    length inside = style->has_fill ? (tag - style_leading(s->layout, style)) / 2 : 0;
    canvas_add(&c, s->arena, t.items, t.n_items, style->fill_pad_x, y + inside);
    piece.n_items = c.items.n;
    piece.items = vec_take(s->arena, &c.items);
    return piece;
}

void builder_end_segment(struct builder *b)
{
    builder_end_wrap(b);
    if (!b->head.n && !b->body.n && !b->figures.n)
        return;
    struct segment *g = vec_add(&b->segments);
    g->article = b->article;
    g->index = b->segments.n - 1;
    g->element = b->element;
    g->starts_article = b->starts_article;
    g->starts_section = b->starts_section;
    enum article_begin begin = article_begins(b->s, b->article);
    g->recto = g->starts_article && begin == BEGIN_RECTO;
    g->new_page = g->recto || (g->starts_article && begin == BEGIN_PAGE);
    g->new_column = g->starts_article && begin == BEGIN_COLUMN;
    g->head_columns = b->head.n && b->head_columns > 0 ? b->head_columns : 0;
    g->n_head = b->head.n;
    g->head = vec_take(b->s->arena, &b->head);
    g->n_body = b->body.n;
    g->body = vec_take(b->s->arena, &b->body);
    g->blanks = b->blanks;
    g->first_note = b->segment_note;
    g->n_note_lines = b->note_lines.n;
    g->note_lines = vec_take(b->s->arena, &b->note_lines);
    g->n_figures = b->figures.n;
    g->figures = vec_take(b->s->arena, &b->figures);
    b->segment_note = b->n_footed;
    b->starts_article = b->starts_section = false;
    b->keep = 0;
    b->blanks = false;
    builder_turn(b);
}

struct piece piece_moved(struct builder *b, struct piece piece, length inset)
{
    if (!inset)
        return piece;
    struct canvas c = {0};
    canvas_add(&c, b->s->arena, piece.items, piece.n_items, inset, 0);
    piece.n_items = c.items.n;
    piece.items = vec_take(b->s->arena, &c.items);
    return piece;
}

length builder_spanned(const struct builder *b, int columns)
{
    length all = (length)columns * b->column + (length)(columns - 1) * b->gap;
    return columns == SPAN_ALL || all > b->full ? b->full : all;
}

/* The head takes the columns of its widest part. */
static void widen_head(struct builder *b, int columns)
{
    if (!b->head.n)
        b->head_columns = columns;
    else if (columns == SPAN_ALL || b->head_columns == SPAN_ALL)
        b->head_columns = SPAN_ALL;
    else if (columns > b->head_columns)
        b->head_columns = columns;
}

void builder_block(struct builder *b, const struct span *spans, size_t n, const struct style *style,
                   length inset)
{
    builder_end_wrap(b);
    if (style->span) {
        if (b->body.n)
            builder_end_segment(b);
        widen_head(b, style->span);
        vec_push(&b->head, block_piece(b, spans, n, style, builder_spanned(b, style->span)));
        return;
    }
    builder_turn(b);
    struct piece piece = block_piece(b, spans, n, style, b->column - inset);
    builder_add(b, piece_moved(b, piece, inset));
    b->keep = style->keep_next;
}

void builder_label(struct builder *b, size_t piece, const struct label *label)
{
    if (piece >= b->body.n)
        return;
    struct piece *p = &b->body.v[piece];
    struct style *plain = arena_one(b->s->arena, struct style);
    *plain = *label->style;
    plain->align = label->width ? label->align : ALIGN_START;
    plain->left = plain->right = plain->indent = 0;
    struct line_owner owner = composer_owner(b->s->composer, (struct line_owner){0});
    length measure = label->width ? label->width : b->full;
    struct text_block t = text_set(b->s, label->spans, label->n, plain, measure);
    composer_owner(b->s->composer, owner);
    struct canvas c = {0};
    canvas_add(&c, b->s->arena, t.items, t.n_items, label->x, 0);
    canvas_add(&c, b->s->arena, p->items, p->n_items, 0, 0);
    p->n_items = c.items.n;
    p->items = vec_take(b->s->arena, &c.items);
}
