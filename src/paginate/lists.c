/* What has labels or terms: lists, dialogue, definitions (PG-04, HD-07). */
#include "paginate/builder.h"
#include "paginate/fields.h"

static const struct style *style_of(const struct builder *b, enum layout_style s)
{
    return b->s->layout->styles[s];
}

/* With the blanks that marks have at both ends, or without them. */
static length width_of(const struct builder *b, const struct span *spans, size_t n,
                       const struct style *style, bool blanks)
{
    struct paragraph in = {.spans = spans, .n_spans = n, .style = style, .measure = style->size};
    struct diags *quiet = diags_new(); /* the real setting reports */
    struct content c = compose_content(b->s->composer, b->s->arena, &in, quiet);
    diags_free(quiet);
    length all = 0;
    for (size_t i = 0; i < c.n; i++)
        all += c.v[i].advance;
    return blanks ? all : n ? content_natural(&c) : 0;
}

static length round_up(length l, length unit)
{
    return (l + unit - 1) / unit * unit;
}

/* ---- labels of lists ---- */

static const struct text_template *label_template(const struct builder *b, const struct block *list,
                                                  int depth)
{
    const struct layout *l = b->s->layout;
    if (list->ordered)
        return &l->number;
    size_t i = (size_t)depth < l->n_bullets ? (size_t)depth : l->n_bullets - 1;
    return l->n_bullets ? &l->bullets[i] : NULL;
}

static struct label label_of(const struct builder *b, const struct block *list, size_t i, int depth)
{
    const struct layout *l = b->s->layout;
    const struct block *item = &list->children[i];
    bool bullet = !list->ordered && !list->labelled && l->bullet;
    struct label label = {.style = bullet ? l->bullet : style_of(b, LAYOUT_LIST)};
    if (list->labelled) {
        struct span *span = arena_one(b->s->arena, struct span);
        *span = (struct span){.text = item->title, .at = item->title_at};
        label.spans = span;
        label.n = 1;
        return label;
    }
    struct field_values v = {.issue = b->s->issue, .article = b->article, .n_at = item->at};
    v.n = str_format(b->s->arena, "%d", list->start + (int)i);
    const struct text_template *t = label_template(b, list, depth);
    label.spans = t ? template_fill(b->s->arena, t, &v, &label.n) : NULL;
    return label;
}

/* The widest label has room, in whole characters when it is typed, else in halves. */
static length hang_of(const struct builder *b, const struct block *list, int depth)
{
    const struct layout *l = b->s->layout;
    length size = style_of(b, LAYOUT_LIST)->size, most = list->labelled ? size : l->list_hang;
    size_t from = list->labelled || !list->n_children ? 0 : list->n_children - 1;
    for (size_t i = from; i < list->n_children && (list->ordered || list->labelled); i++) {
        struct label label = label_of(b, list, i, depth);
        length width = width_of(b, label.spans, label.n, label.style, list->labelled);
        width += list->labelled ? 0 : size / 4; /* at least so much before the text */
        most = length_max(most, round_up(width, list->labelled ? size : size / 2));
    }
    return most;
}

static void list_item(struct builder *b, const struct block *list, size_t i, struct nesting at,
                      length hang)
{
    const struct block *item = &list->children[i];
    struct tags *tags = b->s->tags;
    size_t first = b->body.n;
    struct nesting inner = {at.inset + hang, style_of(b, LAYOUT_LIST), at.list_depth + 1};
    struct element *li = tag_begin(tags, ELEMENT_LI), *lbl = tag_begin(tags, ELEMENT_LBL);
    tag_end(tags, lbl);
    struct element *body = tag_begin(tags, ELEMENT_LBODY);
    builder_blocks(b, item->children, item->n_children, inner);
    tag_end(tags, body);
    struct label label = label_of(b, list, i, at.list_depth);
    label.x = at.inset;
    if (list->labelled) { /* （一） keeps its blanks at both ends */
        label.width = hang;
        label.align = ALIGN_CENTER;
    }
    tag_open(tags, lbl);
    if (label.n)
        builder_label(b, first, &label);
    tag_open(tags, li);
    tag_end(tags, li);
}

/* A clause: its label is part of the paragraph. */
static void clause(struct builder *b, const struct block *item, struct nesting at)
{
    const struct block *p = &item->children[0];
    struct span *spans = arena_many(b->s->arena, p->n_spans + 1, struct span);
    spans[0] = (struct span){.text = item->title, .at = item->title_at};
    if (p->n_spans)
        memcpy(spans + 1, p->spans, p->n_spans * sizeof *spans);
    builder_paragraph(b, spans, p->n_spans + 1, at.paragraph, at.inset, at.paragraph->indent);
}

void builder_list(struct builder *b, const struct block *block, struct nesting at)
{
    bool clauses = block->labelled && b->s->layout->clauses;
    if (at.paragraph == style_of(b, LAYOUT_QUOTE) && !clauses)
        at.inset += at.paragraph->left;
    length hang = clauses ? 0 : hang_of(b, block, at.list_depth);
    struct element *e = clauses ? NULL : tag_begin(b->s->tags, ELEMENT_L);
    if (e)
        e->ordered = block->ordered || block->labelled;
    for (size_t i = 0; i < block->n_children; i++)
        if (clauses)
            clause(b, &block->children[i], at);
        else
            list_item(b, block, i, at, hang);
    tag_end(b->s->tags, e);
}

/* ---- dialogue: names equally wide, a colon behind each ---- */

static length widest_name(const struct builder *b, const struct block *block,
                          const struct style *style)
{
    length most = 0;
    for (size_t i = 0; i < block->n_children; i++) {
        struct span name = {.text = block->children[i].title, .at = block->at};
        most = length_max(most, width_of(b, &name, name.text.n ? 1 : 0, style, false));
    }
    return round_up(most, style->size);
}

/* The name evenly over its width, and the colon behind it. */
static void name_label(struct builder *b, size_t piece, const struct span *spans, length x,
                       length width)
{
    const struct style *style = style_of(b, LAYOUT_SPEAKER);
    struct label colon = {.spans = spans + 1, .n = 1, .style = style, .x = x + width};
    struct label name = {
        .spans = spans, .n = 1, .style = style, .x = x, .width = width, .align = ALIGN_EVEN};
    builder_label(b, piece, &colon);
    builder_label(b, piece, &name);
}

static void turn(struct builder *b, const struct block *item, struct nesting at, length name)
{
    const struct style *style = style_of(b, LAYOUT_DIALOGUE);
    struct nesting inner = {at.inset + name + style->size, style, at.list_depth};
    struct tags *tags = b->s->tags;
    size_t first = b->body.n;
    struct element *li = tag_begin(tags, ELEMENT_LI), *lbl = tag_begin(tags, ELEMENT_LBL);
    tag_end(tags, lbl);
    struct element *body = tag_begin(tags, ELEMENT_LBODY);
    builder_blocks(b, item->children, item->n_children, inner);
    tag_end(tags, body);
    struct span *spans = arena_many(b->s->arena, 2, struct span);
    spans[0] = (struct span){.text = item->title, .at = item->title_at};
    spans[1] = (struct span){.text = STR("："), .at = item->title_at};
    tag_open(tags, lbl);
    if (item->title.n)
        name_label(b, first, spans, at.inset, name);
    tag_open(tags, li);
    tag_end(tags, li);
}

void builder_dialogue(struct builder *b, const struct block *block, struct nesting at)
{
    length name = widest_name(b, block, style_of(b, LAYOUT_SPEAKER));
    struct element *e = tag_begin(b->s->tags, ELEMENT_L);
    for (size_t i = 0; i < block->n_children; i++)
        turn(b, &block->children[i], at, name);
    tag_end(b->s->tags, e);
}

/* ---- terms ---- */

void builder_definition(struct builder *b, const struct block *block, struct nesting at)
{
    const struct style *term = style_of(b, LAYOUT_TERM), *style = style_of(b, LAYOUT_DEFINITION);
    builder_paragraph(b, block->spans, block->n_spans, term, at.inset, 0);
    b->keep = 1;
    struct nesting inner = {at.inset, style, at.list_depth};
    if (!style->left)
        inner.inset += 2 * style->size;
    builder_blocks(b, block->children, block->n_children, inner);
}
