/* Markdown blocks to pieces. */
#include "base/utf8.h"
#include "paginate/builder.h"
#include "paginate/fields.h"

static const struct style *style_of(const struct builder *b, enum layout_style s)
{
    return b->s->layout->styles[s];
}

/* One level below the heading around it: what Markdown jumps over is no level (PDF/UA-1, 7.4.2). */
static enum element_role heading_role(struct builder *b, int level)
{
    while (b->n_levels && b->levels[b->n_levels - 1] >= level)
        b->n_levels--;
    b->levels[b->n_levels++] = level;
    int depth = b->n_levels - !b->titled;
    return (enum element_role)(ELEMENT_H1 + (depth < 5 ? depth : 5));
}

static void heading(struct builder *b, const struct block *block, struct nesting at)
{
    struct element *e = tag_begin(b->s->tags, heading_role(b, block->level));
    enum layout_style level = LAYOUT_HEADING_1 + (block->level - 1);
    builder_block(b, block->spans, block->n_spans, style_of(b, level), at.inset);
    tag_end(b->s->tags, e);
}

/* ---- code: lines as they are, their leading blanks as an indent ---- */

static void code_line(struct builder *b, str text, struct place at, struct nesting in)
{
    struct span span = {.text = text.n ? text : STR(" "), /* an empty line keeps its height */
                        .format = SPAN_CODE | SPAN_VERBATIM,
                        .at = at};
    builder_paragraph(b, &span, 1, style_of(b, LAYOUT_CODE), in.inset, 0);
}

static void code(struct builder *b, const struct block *block, struct nesting in)
{
    if (!block->n_spans)
        return;
    str text = block->spans[0].text;
    struct place at = block->spans[0].at;
    struct element *p = tag_begin(b->s->tags, ELEMENT_P);
    struct element *code = tag_begin(b->s->tags, ELEMENT_CODE);
    for (size_t from = 0; from < text.n;) {
        size_t end = str_find(text, '\n', from);
        code_line(b, str_slice(text, from, end), at, in);
        from = end + 1;
        at.line++;
    }
    tag_end(b->s->tags, code);
    tag_end(b->s->tags, p);
}

static void divider(struct builder *b, const struct block *block, struct nesting at)
{
    size_t n;
    struct field_values v = {.issue = b->s->issue, .article = b->article, .n_at = block->at};
    const struct span *spans = template_fill(b->s->arena, &b->s->layout->divider, &v, &n);
    struct element *open = tag_open(b->s->tags, NULL); /* an artifact */
    size_t before = b->body.n;
    if (n || style_of(b, LAYOUT_DIVIDER)->n_lines)
        builder_block(b, spans, n, style_of(b, LAYOUT_DIVIDER), at.inset);
    for (size_t i = before; i < b->body.n; i++)
        b->body.v[i].at = block->at; /* its words are the layout's */
    tag_open(b->s->tags, open);
}

/* A table is set to one measure. */
static void whole_table(struct builder *b, const struct block *block, length inset)
{
    size_t segment = b->segments.n, first = b->body.n;
    builder_turn(b);
    builder_table(b, block, inset);
    for (size_t i = first; segment == b->segments.n && i + 1 < b->body.n; i++)
        b->body.v[i].fixed = true;
}

static void set_block(struct builder *b, const struct block *block, struct nesting at)
{
    if (block->kind != BLOCK_PARAGRAPH)
        builder_end_wrap(b);
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
        builder_paragraph(b, block->spans, block->n_spans, at.paragraph, at.inset,
                          block->continued ? 0 : at.paragraph->indent);
        break;
    case BLOCK_HEADING:
        b->heading = true;
        heading(b, block, at);
        b->heading = false;
        break;
    case BLOCK_QUOTE: builder_quote(b, block, at); break;
    case BLOCK_VERTICAL: builder_vertical(b, block, at.inset); break;
    case BLOCK_VERSE: builder_verse(b, block, at); break;
    case BLOCK_DIALOGUE: builder_dialogue(b, block, at); break;
    case BLOCK_BOX: builder_box(b, block, at); break;
    case BLOCK_CORRECTIONS: builder_corrections(b, block, at); break;
    case BLOCK_DEFINITION: builder_definition(b, block, at); break;
    case BLOCK_ATTRIBUTION: builder_attribution(b, block, at); break;
    case BLOCK_LIST: builder_list(b, block, at); break;
    case BLOCK_CODE: code(b, block, at); break;
    case BLOCK_FORMULA: builder_formula(b, block, at); break;
    case BLOCK_DIVIDER: divider(b, block, at); break;
    case BLOCK_SPACE:
        builder_add(b, (struct piece){.lines = 1, .blank = true, .at = block->at});
        break;
    case BLOCK_TABLE: whole_table(b, block, at.inset); break;
    case BLOCK_IMAGE: builder_image(b, block, at.inset); break;
    case BLOCK_ITEM:
    case BLOCK_ROW:
    case BLOCK_CELL: break; /* their parents set them */
    }
}

static uint32_t last_character(const struct block *block)
{
    str text = block->n_spans ? str_trim(block->spans[block->n_spans - 1].text) : STR("");
    return text.n ? utf8_before(text, text.n) : 0;
}

/* A paragraph that ends in a colon leads in what comes after it: its last line is better not left
 * behind. */
static bool leads_in(const struct block *block)
{
    enum { COLON = 0xFF1A };
    bool before = block[1].kind != BLOCK_PARAGRAPH && block[1].kind != BLOCK_HEADING &&
                  block[1].kind != BLOCK_IMAGE && block[1].kind != BLOCK_DIVIDER &&
                  block[1].kind != BLOCK_SPACE;
    uint32_t last = block->kind == BLOCK_PARAGRAPH && before ? last_character(block) : 0;
    return last == COLON || last == ':';
}

static bool is_strong(const struct block *block)
{
    bool all = block->kind == BLOCK_PARAGRAPH && block->n_spans > 0;
    for (size_t i = 0; all && i < block->n_spans; i++)
        all = (block->spans[i].format & SPAN_STRONG) != 0;
    return all;
}

/* A paragraph that is strong throughout, such as a question, heads the text behind it: it is not
 * left behind (HD-05). */
static bool heads(const struct block *block)
{
    bool text = block[1].kind == BLOCK_PARAGRAPH || block[1].kind == BLOCK_LIST ||
                block[1].kind == BLOCK_QUOTE;
    return text && is_strong(block) && !is_strong(&block[1]);
}

void builder_blocks(struct builder *b, const struct block *blocks, size_t n, struct nesting at)
{
    for (size_t i = 0; i < n; i++) {
        bool head = blocks[i].kind == BLOCK_HEADING && i + 1 < n;
        if (head && builder_run_in(b, &blocks[i], &blocks[i + 1], at)) {
            i++;
            continue;
        }
        set_block(b, &blocks[i], at);
        struct piece *last = i + 1 < n && b->body.n ? &b->body.v[b->body.n - 1] : NULL;
        if (last && leads_in(&blocks[i]))
            last->flaw = FLAW_LEAD;
        if (last && heads(&blocks[i]))
            last->kept = true;
    }
}
