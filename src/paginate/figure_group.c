/* Several pictures as one figure (FG-05). */
#include "paginate/drawn_text.h"
#include "paginate/figure.h"
#include "paginate/fitting.h"

/* What is seen of a picture, as width to height. */
struct shape {
    int64_t w, h;
};

static struct shape shape_of(const struct wanted *p, size_t i)
{
    const int *crop = p->wishes->crop;
    if (crop[0])
        return (struct shape){crop[0], crop[1]};
    return (struct shape){p->group[i]->width, p->group[i]->height};
}

/* The height at which all of them are so wide together, at most `most`. */
static length common_height(const struct wanted *p, length width, length most)
{
    length sum = 0; /* of the widths for a height of a point */
    for (size_t i = 0; i < p->n_group; i++) {
        struct shape s = shape_of(p, i);
        sum += length_scale(LENGTH_PT, s.w, s.h);
    }
    return length_max(1, length_min(most, length_scale(width, LENGTH_PT, length_max(sum, 1))));
}

static void add_picture(struct builder *b, struct canvas *c, const struct wanted *p, size_t i,
                        struct rect at)
{
    const struct setter *s = b->s;
    const struct span *span = &p->block->children[i].spans[0];
    struct item item = {.kind = ITEM_IMAGE, .image = p->group[i], .rect = at, .clip = at};
    if (p->wishes->crop[0])
        item.rect = picture_fit(item.image, at, true, p->wishes->focus);
    picture_check(s, item.image, item.rect.w, span->at);
    item.element = tag_begin(s->tags, ELEMENT_FIGURE);
    if (item.element)
        item.element->alt = span->text;
    vec_push(&c->items, item);
    drawn_text(c, s, &item);
    tag_end(s->tags, item.element);
}

/* (a) and its title, under the picture; the height. */
static length add_label(struct builder *b, struct canvas *c, const struct wanted *p, size_t i,
                        const struct rect *under)
{
    const struct setter *s = b->s;
    const struct block *one = &p->block->children[i];
    bool title = one->title.n > 0;
    struct span label = {.at = title ? one->title_at : one->at};
    label.text = str_format(s->arena, "(%c)%s", (char)('a' + i), title ? " " : "");
    size_t n;
    const struct span *spans = figure_title(b, one, &label, 1, &n);
    struct element *e = tag_begin(s->tags, ELEMENT_CAPTION);
    struct text_block t = text_set(s, spans, n, s->layout->styles[LAYOUT_CAPTION], under->w);
    canvas_add(c, s->arena, t.items, t.n_items, under->x, under->y);
    tag_end(s->tags, e);
    return t.height;
}

struct plate figure_group(struct builder *b, const struct wanted *p, length measure, int lines)
{
    const struct layout *l = b->s->layout;
    const struct picture_wishes *w = p->wishes;
    length gap = l->grid.size, gaps = gap * (length)(p->n_group - 1);
    length width = length_scale(measure, w->percent ? w->percent : 100, 100);
    width = length_scale(width, p->scale, 100);
    length h = common_height(p, length_max(width - gaps, 1), figure_most(p, l, lines));
    length distance = l->figures.caption_distance, labels = 0, all = gaps;
    for (size_t i = 0; i < p->n_group; i++)
        all += length_scale(h, shape_of(p, i).w, shape_of(p, i).h);
    struct canvas c = {0};
    struct note_scope article = builder_open_own_notes(b);
    struct rect at = {(measure - all) / 2, 0, 0, h};
    for (size_t i = 0; i < p->n_group; i++) {
        at.w = length_scale(h, shape_of(p, i).w, shape_of(p, i).h);
        add_picture(b, &c, p, i, at);
        const struct rect under = {at.x, h + distance, at.w, 0};
        labels = length_max(labels, add_label(b, &c, p, i, &under));
        at.x += at.w + gap;
    }
    const struct rect under = {0, h + distance + labels, measure, 0};
    struct plate out = {.height = under.y + figure_caption(b, &c, p, &under)};
    builder_close_own_notes(b, &article);
    out.n_items = c.items.n;
    out.items = vec_take(b->s->arena, &c.items);
    return out;
}
