/* Captions and credits of pictures, and the room that they are left. */
#include "paginate/fields.h"
#include "paginate/figure.h"

#include <string.h>

length figure_most(const struct wanted *p, const struct layout *l, int lines)
{
    lines = lines && lines < l->grid.lines ? lines : l->grid.lines;
    length all = (length)lines * l->grid.pitch, wanted = p->wishes->lines * l->grid.pitch;
    return wanted ? length_min(length_scale(wanted, p->scale, 100), all * 9 / 10) : all * 2 / 3;
}

/* 图N and the title (FG-01, FG-02). */
static const struct span *caption_spans(struct builder *b, const struct block *block, size_t *n)
{
    struct arena *a = b->s->arena;
    struct field_values v = {.issue = b->s->issue, .article = b->article, .n_at = block->title_at};
    v.n = str_format(a, "%d", b->n_pictures);
    size_t n_label;
    const struct span *label = template_fill(a, &b->s->layout->figures.caption, &v, &n_label);
    struct span *spans = arena_many(a, n_label + 1, struct span);
    if (n_label)
        memcpy(spans, label, n_label * sizeof *spans);
    spans[n_label] = (struct span){.text = block->title, .at = block->at};
    *n = n_label + 1;
    return spans;
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
    if (p->block->title.n) {
        b->n_pictures++;
        spans = caption_spans(b, p->block, &n);
    }
    struct element *e = tag_begin(b->s->tags, ELEMENT_CAPTION);
    struct text_block t = text_set(b->s, spans, n, b->s->layout->styles[LAYOUT_CAPTION], at->w);
    canvas_add(c, b->s->arena, t.items, t.n_items, at->x, at->y);
    length height = p->wishes->credit.n ? add_credit(b, c, p, &t, at) : t.height;
    tag_end(b->s->tags, e);
    return height;
}
