/* Blocks of vertical lines (VT-01, VT-12): as wide as their lines' leading, as high as the longest
 * line in whole em, so that what follows is on the grid again. */
#include "paginate/builder.h"

#include <assert.h>

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

static struct lines compose(const struct setter *s, const struct span *spans, size_t n,
                            const struct style *style, length measure)
{
    struct paragraph in = {
        .spans = spans, .n_spans = n, .style = style, .indent = style->indent, .measure = measure};
    in.at = n ? spans[0].at : (struct place){0};
    return compose_paragraph(s->composer, s->arena, &in, s->diags);
}

/* The longest line in whole em, when lines may be as long as `most`. */
static length height_of(const struct setter *s, const struct span *spans, size_t n,
                        const struct style *style, length most)
{
    struct style loose = *style;
    loose.align = ALIGN_START;
    struct setter quiet = *s;
    quiet.diags = diags_new();
    composer_rehearse(s->composer, true);
    struct lines lines = compose(&quiet, spans, n, &loose, most);
    composer_rehearse(s->composer, false);
    diags_free(quiet.diags);
    length height = 0, em = style->size;
    for (size_t i = 0; i < lines.n; i++)
        height = length_max(height, lines.v[i].x + lines.v[i].width);
    return (height + em - 1) / em * em;
}

struct text_block text_set_vertical(const struct setter *s, const struct span *spans, size_t n,
                                    const struct style *style, length most)
{
    struct text_block b = {0};
    most = length_max(most / style->size, 1) * style->size;
    b.height = height_of(s, spans, n, style, most);
    b.lines = compose(s, spans, n, style, length_max(b.height, style->size));
    length leading = style_leading(s->layout, style);
    length baseline = baseline_in(s->composer, style, leading);
    b.width = (length)b.lines.n * leading;
    struct canvas c = {0};
    struct element *text = tag_begin_text(s->tags);
    for (size_t i = 0; i < b.lines.n; i++)
        canvas_line(&c, s, &b.lines.v[i], b.width - (length)i * leading - baseline, 0);
    tag_end(s->tags, text);
    b.n_items = c.items.n;
    b.items = vec_take(s->arena, &c.items);
    return b;
}

/* ---- islands in a column ---- */

/* Lines [from, to) from the right, in the middle of the column. */
static void add_row(struct builder *b, const struct text_block *t, size_t from, size_t to,
                    const struct style *style, length inset)
{
    const struct setter *s = b->s;
    length leading = style_leading(s->layout, style), pitch = s->layout->grid.pitch;
    length room = b->column - inset, width = (length)(to - from) * leading;
    length right = inset + (room + width) / 2, baseline = baseline_in(s->composer, style, leading);
    struct piece piece = {.at = t->lines.v[from].at, .style = style};
    piece.lines = grid_lines(s, t->height + pitch / 2); /* half a line of white at least */
    length top = ((length)piece.lines * pitch - t->height) / 2;
    struct canvas c = {0};
    for (size_t i = from; i < to; i++) {
        piece.n_note_lines += builder_note_lines(b, &t->lines.v[i]);
        canvas_line(&c, s, &t->lines.v[i], right - (length)(i - from) * leading - baseline, top);
    }
    piece.n_items = c.items.n;
    piece.items = vec_take(s->arena, &c.items);
    builder_add(b, piece);
}

static const struct span *joined(struct builder *b, const struct block *block, size_t *n)
{
    VEC(struct span) all = {0};
    for (size_t i = 0; i < block->n_children; i++) {
        const struct block *p = &block->children[i];
        if (i > 0)
            vec_push(&all, ((struct span){.kind = SPAN_BREAK, .at = p->at}));
        for (size_t k = 0; k < p->n_spans; k++)
            vec_push(&all, p->spans[k]);
    }
    *n = all.n;
    return vec_take(b->s->arena, &all);
}

void builder_vertical(struct builder *b, const struct block *block, length inset)
{
    const struct setter *s = b->s;
    const struct style *style = upright_style(s);
    size_t n, width = 1;
    const struct span *spans = joined(b, block, &n);
    spans = builder_notes(b, spans, &n);
    length page = (length)s->layout->grid.lines * s->layout->grid.pitch;
    struct element *open = tag_open(s->tags, NULL); /* only the lines are taken */
    struct text_block t = text_set_vertical(s, spans, n, style, page * 2 / 3);
    tag_open(s->tags, open);
    struct element *text = tag_begin_text(s->tags);
    length leading = style_leading(s->layout, style);
    if (b->column - inset > leading)
        width = (size_t)((b->column - inset) / leading);
    for (size_t from = 0; from < t.lines.n; from += width)
        add_row(b, &t, from, from + width < t.lines.n ? from + width : t.lines.n, style, inset);
    tag_end(s->tags, text);
    b->keep = style->keep_next;
}
