/* Captions and credits of pictures, and the room that they are left. */
#include "paginate/fields.h"
#include "paginate/figure.h"

#include <assert.h>
#include <string.h>

length figure_most(const struct wanted *p, const struct layout *l, int lines)
{
    lines = lines && lines < l->grid.lines ? lines : l->grid.lines;
    length all = (length)lines * l->grid.pitch, wanted = p->wishes->lines * l->grid.pitch;
    return wanted ? length_min(length_scale(wanted, p->scale, 100), all * 9 / 10) : all * 2 / 3;
}

const struct span *figure_title(struct builder *b, const struct block *block,
                                const struct span *label, size_t n_label, size_t *n)
{
    struct span *spans = arena_many(b->s->arena, n_label + 2, struct span);
    if (n_label)
        memcpy(spans, label, n_label * sizeof *spans);
    *n = n_label;
    if (block->title.n)
        spans[(*n)++] = (struct span){.text = block->title, .at = block->title_at};
    if (block->title_note)
        spans[(*n)++] =
            (struct span){.kind = SPAN_NOTE, .note = block->title_note, .at = block->title_at};
    return builder_notes(b, spans, n);
}

/* 图N and the title (FG-01, FG-02). */
static const struct span *caption_spans(struct builder *b, const struct block *block, size_t *n)
{
    struct arena *a = b->s->arena;
    struct field_values v = {.issue = b->s->issue, .article = b->article, .n_at = block->title_at};
    v.n = str_format(a, "%d", b->n_pictures);
    size_t n_label;
    const struct span *label = template_fill(a, &b->s->layout->figures.caption, &v, &n_label);
    return figure_title(b, block, label, n_label, n);
}

/* FG-03: the credit at the right, an em from the edge: in the caption's last line when 2 em stay
 * free before it. Gives the height of both. */
static length add_credit(struct builder *b, struct canvas *c, const struct wanted *p,
                         const struct text_block *caption, const struct rect *at)
{
    const struct style *style = b->s->layout->styles[LAYOUT_CAPTION];
    const struct span span = {.text = p->wishes->credit, .at = p->wishes->credit_at};
    struct style *start = arena_one(b->s->arena, struct style);
    *start = *style;
    start->align = ALIGN_START;
    struct text_block t = text_set(b->s, &span, 1, start, at->w);
    const struct line *last = caption->lines.n ? &caption->lines.v[caption->lines.n - 1] : NULL;
    length used = last ? last->x + last->width : 0;
    bool beside = last && t.lines.n == 1 && used + t.width + 3 * style->size <= at->w;
    length x = length_max(at->w - t.width - style->size, 0);
    length y = beside ? caption->height - t.height : caption->height;
    canvas_add(c, b->s->arena, t.items, t.n_items, at->x + x, at->y + y);
    return y + t.height;
}

length figure_caption(struct builder *b, struct canvas *c, const struct wanted *p,
                      const struct rect *at)
{
    size_t n = 0;
    const struct span *spans = NULL;
    assert(b->owns_notes);
    if (p->block->title.n) {
        b->n_pictures++;
        spans = caption_spans(b, p->block, &n);
    }
    struct element *e = tag_begin(b->s->tags, ELEMENT_CAPTION);
    struct text_block t = text_set(b->s, spans, n, b->s->layout->styles[LAYOUT_CAPTION], at->w);
    canvas_add(c, b->s->arena, t.items, t.n_items, at->x, at->y);
    length height = p->wishes->credit.n ? add_credit(b, c, p, &t, at) : t.height;
    tag_end(b->s->tags, e);
    return builder_own_notes(b, at->w, c, at->x, at->y + height) - at->y;
}
