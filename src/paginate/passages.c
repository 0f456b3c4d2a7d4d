/* Passages of their own kind: quotes, verse, attributions, boxes, run-in heads (PG-05, PG-12,
 * NP-16, NP-20, NP-23, HD-10). */
#include "paginate/builder.h"
#include "paginate/fields.h"

static const struct style *style_of(const struct builder *b, enum layout_style s)
{
    return b->s->layout->styles[s];
}

/* The layout's style, or the quote's made fit where it has none of its own. */
static const struct style *own_style(const struct builder *b, enum layout_style s,
                                     enum text_align align)
{
    if (style_of(b, s) != style_of(b, LAYOUT_QUOTE))
        return style_of(b, s);
    struct style *style = arena_one(b->s->arena, struct style);
    *style = *style_of(b, LAYOUT_QUOTE);
    style->align = align;
    style->indent = style->left = 0;
    style->right = align == ALIGN_END ? style->size : 0;
    return style;
}

void builder_quote(struct builder *b, const struct block *block, struct nesting at)
{
    const struct style *style = style_of(b, LAYOUT_QUOTE);
    if (at.paragraph == style)
        at.inset += style->left;
    at.paragraph = style;
    struct element *e = tag_begin(b->s->tags, ELEMENT_BLOCK_QUOTE);
    builder_blocks(b, block->children, block->n_children, at);
    tag_end(b->s->tags, e);
}

/* NP-16: in the last line when 2 em stay free before it, else in a line of its own. */
void builder_attribution(struct builder *b, const struct block *block, struct nesting at)
{
    const struct style *style = own_style(b, LAYOUT_ATTRIBUTION, ALIGN_END);
    builder_credit(b, block->spans, block->n_spans, style, at.inset);
}

/* ---- verse ---- */

static length verse_width(const struct builder *b, const struct block *block,
                          const struct style *style)
{
    struct diags *quiet = diags_new(); /* the real setting reports */
    length most = 0;
    for (size_t i = 0; i < block->n_children; i++) {
        const struct block *stanza = &block->children[i];
        if (stanza->kind != BLOCK_PARAGRAPH)
            continue;
        struct paragraph in = {.spans = stanza->spans, .n_spans = stanza->n_spans, .style = style};
        in.measure = style->size;
        struct content c = compose_content(b->s->composer, b->s->arena, &in, quiet);
        most = length_max(most, content_natural(&c));
    }
    diags_free(quiet);
    return most;
}

static void verse_title(struct builder *b, const struct block *block, struct nesting at)
{
    struct span span = {.text = block->title, .at = block->title_at};
    if (!span.text.n)
        return;
    builder_block(b, &span, 1, own_style(b, LAYOUT_VERSE_TITLE, ALIGN_CENTER), at.inset);
    b->keep = 2;
}

/* The block stands in the middle of the measure, its lines begin under one another (PG-12). */
void builder_verse(struct builder *b, const struct block *block, struct nesting at)
{
    const struct style *style = own_style(b, LAYOUT_VERSE, ALIGN_START);
    length room = b->column - at.inset - style->left - style->right;
    length free = room - verse_width(b, block, style);
    struct nesting inner = {at.inset, style, at.list_depth};
    inner.inset += length_max(free / 2, 0);
    verse_title(b, block, at);
    for (size_t i = 0; i < block->n_children; i++) {
        const struct block *child = &block->children[i];
        bool stanza = i && child->kind == BLOCK_PARAGRAPH && child[-1].kind == BLOCK_PARAGRAPH;
        if (stanza)
            builder_add(b, (struct piece){.lines = 1, .blank = true, .at = child->at});
        builder_blocks(b, child, 1, child->kind == BLOCK_ATTRIBUTION ? at : inner);
    }
}

/* ---- boxes ---- */

static void box_edge(struct builder *b, unsigned edge, struct place at)
{
    builder_add(b, (struct piece){.lines = 1, .box_edge = edge, .at = at});
}

/* NP-20: a line of white above and below, half of it outside, so that the text keeps its grid. */
static struct nesting begin_box(struct builder *b, struct span title, struct place from,
                                struct nesting at)
{
    const struct box_layout *l = &b->s->layout->box;
    struct text_box *box = arena_one(b->s->arena, struct text_box);
    *box = (struct text_box){.outer = b->box, .x = at.inset, .width = b->column - at.inset};
    box->depth = b->box ? b->box->depth + 1 : 0;
    b->box = box;
    b->column =
        length_max(b->column - l->padding, at.inset + l->padding + 4 * b->s->layout->grid.size);
    box_edge(b, BOX_START, from);
    b->keep = 2;
    struct nesting inner = {at.inset + l->padding, style_of(b, LAYOUT_BODY), 0};
    if (title.text.n)
        builder_block(b, &title, 1, style_of(b, LAYOUT_BOX_TITLE), inner.inset);
    return inner;
}

static void end_box(struct builder *b, struct place from, length column)
{
    b->keep = 1;
    box_edge(b, BOX_END, from);
    b->column = column;
    b->box = b->box->outer;
}

void builder_box(struct builder *b, const struct block *block, struct nesting at)
{
    length column = b->column;
    struct span title = {.text = block->title, .at = block->title_at};
    struct nesting inner = begin_box(b, title, block->at, at);
    builder_blocks(b, block->children, block->n_children, inner);
    end_box(b, block->at, column);
}

/* NP-23: as a box, each correction worded by the layout. */
void builder_corrections(struct builder *b, const struct block *block, struct nesting at)
{
    const struct corrections_layout *l = &b->s->layout->corrections;
    const struct style *style = style_of(b, LAYOUT_CORRECTION);
    length column = b->column;
    bool own = block->title.n > 0;
    struct span title = {.text = own ? block->title : l->title,
                         .at = own ? block->title_at : block->at};
    struct nesting inner = begin_box(b, title, block->at, at);
    for (size_t i = 0; i < block->n_corrections; i++) {
        struct field_values v = {.issue = b->s->issue, .correction = &block->corrections[i]};
        size_t n;
        const struct span *spans = template_fill(b->s->arena, &l->item, &v, &n);
        if (n)
            builder_paragraph(b, spans, n, style, inner.inset, style->indent);
    }
    end_box(b, block->at, column);
}

/* ---- run-in heads ---- */

/* HD-10: the head stands in the first line of its paragraph, one em before it and what is missing
 * from there to a whole character. False when that leaves no room in the line. */
bool builder_run_in(struct builder *b, const struct block *head, const struct block *paragraph,
                    struct nesting at)
{
    const struct style *style =
        style_of(b, LAYOUT_HEADING_1 + (enum layout_style)(head->level - 1));
    if (!style->run_in || paragraph->kind != BLOCK_PARAGRAPH)
        return false;
    size_t first = b->body.n, n = head->n_spans;
    bool outer = b->heading;
    b->heading = true; /* for its notes (FN-10); the line is a paragraph's */
    const struct span *spans = builder_notes(b, head->spans, &n);
    b->heading = outer;
    struct paragraph in = {.spans = spans, .n_spans = n, .style = style, .measure = style->size};
    struct content c = compose_content(b->s->composer, b->s->arena, &in, b->s->diags);
    length size = at.paragraph->size, width = content_natural(&c) + size;
    width = (width + size - 1) / size * size;
    if (at.inset + style->indent + width + 4 * size > b->column)
        return false;
    builder_foot_all(b);
    builder_paragraph(b, paragraph->spans, paragraph->n_spans, at.paragraph, at.inset,
                      style->indent + width);
    builder_label(b, first,
                  &(struct label){.spans = spans,
                                  .n = n,
                                  .style = style,
                                  .x = at.inset + at.paragraph->left + style->indent});
    return true;
}
