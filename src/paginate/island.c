/* Vertical islands in a column (VT-12): lines, tables and pictures from right to left, as high as
 * the highest of them in whole em, so that what follows is on the grid again. */
#include "paginate/figure.h"
#include "paginate/lying.h"

/* A picture, a table, or what is text from one of them to the next. */
struct part {
    const struct block *block;
    const struct span *spans; /* of text */
    size_t n;
    bool found; /* the picture: */
    struct wanted picture;
};

struct island {
    struct builder *b;
    struct setter lying;
    const struct style *style;
    VEC(struct part) parts;
    struct upright_room room;
    length pitch, height; /* of its lines: from one to the next, and along them */
    int lines;            /* that a row of it holds */
    piece_list pieces;    /* lying, one below the other */
};

/* The style's text from top to bottom; what a layout without a style for it would indent begins at
 * the top. */
static const struct style *upright_style(const struct setter *s)
{
    struct style *style = arena_one(s->arena, struct style);
    *style = *s->layout->styles[LAYOUT_VERTICAL];
    if (s->layout->styles[LAYOUT_VERTICAL] == s->layout->styles[LAYOUT_BODY]) {
        style->indent = 0;
        style->align = ALIGN_START;
    }
    style->vertical = true;
    return style;
}

/* ---- parts ---- */

/* The lines of paragraphs that follow one another. */
static struct part text_part(struct builder *b, const struct block *first, size_t n)
{
    VEC(struct span) all = {0};
    for (size_t i = 0; i < n; i++) {
        const struct block *p = &first[i];
        if (i > 0)
            vec_push(&all, ((struct span){.kind = SPAN_BREAK, .at = p->at}));
        for (size_t k = 0; k < p->n_spans; k++)
            vec_push(&all, p->spans[k]);
    }
    struct part part = {.block = first, .n = all.n};
    part.spans = vec_take(b->s->arena, &all);
    return part;
}

static void take_parts(struct island *v, const struct block *block)
{
    for (size_t i = 0, n; i < block->n_children; i += n) {
        const struct block *child = &block->children[i];
        struct part part = {.block = child};
        n = 1;
        if (child->kind == BLOCK_PARAGRAPH) {
            while (i + n < block->n_children && child[n].kind == BLOCK_PARAGRAPH)
                n++;
            part = text_part(v->b, child, n);
        } else if (child->kind == BLOCK_IMAGE) {
            part.found = figure_want(v->b, child, &part.picture);
        }
        vec_push(&v->parts, part);
    }
}

/* The lines, and tables that are to stand in one line each, say how high it is; then pictures that
 * are higher. */
static void find_height(struct island *v)
{
    const struct setter *s = v->b->s;
    struct builder lying = builder_lying(v->b, &v->lying, v->room.most);
    for (size_t i = 0; i < v->parts.n; i++) {
        const struct part *p = &v->parts.v[i];
        length height = 0;
        if (p->block->kind == BLOCK_TABLE)
            height = length_min(builder_table_wanted(&lying, p->block), v->room.most);
        else if (p->block->kind == BLOCK_PARAGRAPH) {
            size_t n = p->n;
            const struct span *spans = builder_notes(v->b, p->spans, &n);
            height = vertical_height(s, spans, n, v->style, v->room.most);
        }
        v->room.height = length_max(v->room.height, height);
    }
    vec_free(&lying.marks);
    v->height = length_max(v->room.height, v->style->size);
    for (size_t i = 0; i < v->parts.n; i++)
        if (v->parts.v[i].found)
            v->height = length_max(v->height,
                                   figure_upright_height(v->b, &v->parts.v[i].picture, &v->room));
}

/* ---- pieces ---- */

static void add_text(struct island *v, const struct part *part)
{
    struct builder *b = v->b;
    const struct setter *s = b->s;
    size_t n = part->n;
    const struct span *spans = builder_notes(b, part->spans, &n);
    struct element *text = tag_begin_text(s->tags);
    struct lines lines = vertical_lines(s, spans, n, v->style, v->height);
    length baseline = baseline_in(s->composer, v->style, v->pitch);
    for (size_t i = 0; i < lines.n; i++) {
        struct piece piece = {.lines = 1, .style = v->style, .at = lines.v[i].at};
        struct canvas c = {0};
        canvas_line(&c, &v->lying, &lines.v[i], 0, baseline);
        piece.n_note_lines = builder_note_lines(b, &lines.v[i]);
        piece.n_items = c.items.n;
        piece.items = vec_take(s->arena, &c.items);
        vec_push(&v->pieces, piece);
    }
    tag_end(s->tags, text);
}

struct row {
    size_t from, to;
    int lines;
};

/* As many pieces as a row holds; what is kept together is parted only where it is wider. */
static struct row row_from(const struct island *v, size_t from)
{
    const struct piece *p = v->pieces.v;
    struct row row = {from, from, 0}, whole = row;
    row.lines = p[from].repeat ? p[from].repeat->lines : 0;
    while (row.to < v->pieces.n && row.lines + p[row.to].lines <= v->lines) {
        row.lines += p[row.to].lines;
        if (!p[row.to++].kept)
            whole = row;
    }
    if (row.to == v->pieces.n || whole.to > from)
        return row.to == v->pieces.n ? row : whole;
    if (row.to == from)
        row.lines += p[row.to++].lines;
    return row;
}

/* The lines that the last row has left. */
static int lines_left(const struct island *v)
{
    struct row row = {0};
    while (row.to < v->pieces.n)
        row = row_from(v, row.to);
    return row.lines < v->lines ? v->lines - row.lines : 0;
}

static void add_picture(struct island *v, struct builder *lying, const struct wanted *picture)
{
    struct upright_room rest = v->room;
    rest.width = lines_left(v) * v->pitch;
    const struct picture_wishes *w = picture->wishes;
    bool sized = w->lines || w->percent || w->cover;
    if (!sized && figure_upright_fits(v->b, lying, picture, &v->room, rest.width))
        figure_upright(v->b, lying, picture, &rest);
    else
        figure_upright(v->b, lying, picture, &v->room);
}

static void add_set(struct island *v, const struct part *part)
{
    struct builder lying = builder_lying(v->b, &v->lying, v->height);
    if (part->block->kind == BLOCK_TABLE)
        builder_table(&lying, part->block, 0);
    else if (part->found)
        add_picture(v, &lying, &part->picture);
    piece_list pieces = builder_end_lying(v->b, &lying);
    for (size_t i = 0; i < pieces.n; i++)
        vec_push(&v->pieces, pieces.v[i]);
    vec_free(&pieces);
}

/* ---- rows ---- */

static void report_width(const struct island *v, const struct row *row)
{
    length over = (length)(row->lines - v->lines) * v->pitch;
    if (over <= 0)
        return;
    diag_add(v->b->s->diags, DIAG_TABLE_TOO_WIDE, v->pieces.v[row->from].at,
             "a row of the table in vertical text is %d pt wider than its column",
             (int)(over / LENGTH_PT) + 1);
    diag_hint(v->b->s->diags, "say less in its cells");
}

/* From `right` on; a row that begins in a table has its head again. */
static void add_row(struct island *v, const struct row *row, length right)
{
    struct builder *b = v->b;
    const struct setter *s = b->s;
    length pitch = s->layout->grid.pitch;
    struct piece piece = {.at = v->pieces.v[row->from].at};
    piece.lines = grid_lines(s, v->height + pitch / 2); /* half a line of white at least */
    length top = ((length)piece.lines * pitch - v->height) / 2;
    const struct piece *repeat = v->pieces.v[row->from].repeat;
    struct canvas c = {0};
    if (repeat) {
        canvas_add_standing(&c, s->arena, repeat->items, repeat->n_items, right, top);
        right -= (length)repeat->lines * v->pitch;
    }
    for (size_t i = row->from; i < row->to; i++) {
        const struct piece *p = &v->pieces.v[i];
        canvas_add_standing(&c, s->arena, p->items, p->n_items, right, top);
        piece.n_note_lines += p->n_note_lines;
        right -= (length)p->lines * v->pitch;
    }
    piece.n_items = c.items.n;
    piece.items = vec_take(s->arena, &c.items);
    builder_add(b, piece);
}

/* The widest row stands in the middle, the others begin where it does. */
static void add_rows(struct island *v, length inset)
{
    VEC(struct row) rows = {0};
    length room = v->b->column - inset, width = 0;
    for (size_t from = 0; from < v->pieces.n; from = rows.v[rows.n - 1].to) {
        struct row row = row_from(v, from);
        report_width(v, &row);
        width = length_max(width, (length)row.lines * v->pitch);
        vec_push(&rows, row);
    }
    for (size_t i = 0; i < rows.n; i++)
        add_row(v, &rows.v[i], inset + (room + width) / 2);
    size_t n = v->b->body.n;
    for (size_t i = 1; i < rows.n; i++) /* all are set to one measure */
        v->b->body.v[n - 1 - i].fixed = true;
    vec_free(&rows);
}

void builder_vertical(struct builder *b, const struct block *block, length inset)
{
    const struct layout *l = b->s->layout;
    builder_turn(b);
    struct island v = {.b = b, .style = upright_style(b->s)};
    length em = v.style->size, page = (length)l->grid.lines * l->grid.pitch;
    v.pitch = style_leading(l, v.style);
    v.lines = (int)length_max((b->column - inset) / v.pitch, 1);
    v.room.width = (length)v.lines * v.pitch;
    v.room.most = length_max(page * 2 / 3 / em, 1) * em;
    v.lying = setter_lying(b->s, v.pitch, v.lines);
    take_parts(&v, block);
    find_height(&v);
    for (size_t i = 0; i < v.parts.n; i++) {
        bool text = v.parts.v[i].block->kind == BLOCK_PARAGRAPH;
        (text ? add_text : add_set)(&v, &v.parts.v[i]);
    }
    add_rows(&v, inset);
    vec_free(&v.parts);
    vec_free(&v.pieces);
    b->keep = v.style->keep_next;
}
