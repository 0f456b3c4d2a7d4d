/* Blocks of vertical lines (VT-01, VT-12): as wide as their lines' leading, as high as the longest
 * line in whole em. */
#include "paginate/lying.h"

struct lines vertical_lines(const struct setter *s, const struct span *spans, size_t n,
                            const struct style *style, length measure)
{
    struct paragraph in = {
        .spans = spans, .n_spans = n, .style = style, .indent = style->indent, .measure = measure};
    in.at = n ? spans[0].at : (struct place){0};
    return compose_paragraph(s->composer, s->arena, &in, s->diags);
}

length vertical_height(const struct setter *s, const struct span *spans, size_t n,
                       const struct style *style, length most)
{
    struct style loose = *style;
    loose.align = ALIGN_START;
    struct setter quiet = *s;
    quiet.diags = diags_new();
    composer_rehearse(s->composer, true);
    struct lines lines = vertical_lines(&quiet, spans, n, &loose, most);
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
    b.height = vertical_height(s, spans, n, style, most);
    b.lines = vertical_lines(s, spans, n, style, length_max(b.height, style->size));
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
