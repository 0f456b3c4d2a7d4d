#include "paginate/lying.h"

/* Styles that are one in the layout stay one. */
static const struct style *vertical_style(const struct setter *s, struct layout *to, size_t i)
{
    const struct style *own = s->layout->styles[i];
    for (size_t k = 0; k < i; k++)
        if (s->layout->styles[k] == own)
            return to->styles[k];
    if (!own)
        return NULL;
    struct style *style = arena_one(s->arena, struct style);
    *style = *own;
    style->vertical = true;
    if (!style->leading)
        style->leading = s->layout->grid.pitch;
    return style;
}

struct setter setter_lying(const struct setter *s, length pitch, int lines)
{
    struct layout *l = arena_one(s->arena, struct layout);
    *l = *s->layout;
    l->grid.pitch = pitch;
    l->grid.lines = lines;
    l->table.turns = false;
    for (size_t i = 0; i < LAYOUT_STYLE_COUNT; i++)
        l->styles[i] = vertical_style(s, l, i);
    struct setter lying = *s;
    lying.layout = l;
    lying.lying = true;
    return lying;
}

struct builder builder_lying(const struct builder *b, const struct setter *lying, length measure)
{
    return (struct builder){.s = lying,
                            .column = measure,
                            .full = measure,
                            .lines = lying->layout->grid.lines,
                            .article = b->article,
                            .element = b->element,
                            .titled = b->titled,
                            .n_tables = b->n_tables,
                            .n_pictures = b->n_pictures};
}

piece_list builder_end_lying(struct builder *b, struct builder *lying)
{
    b->n_tables = lying->n_tables;
    b->n_pictures = lying->n_pictures;
    vec_free(&lying->marks);
    vec_free(&lying->note_lines);
    return lying->body;
}
