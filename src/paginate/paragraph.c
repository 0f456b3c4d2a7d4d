/* A paragraph of text, line by line (PG), over a change of its measure. */
#include "paginate/builder.h"

static enum flaw flaw_after(const struct style *s, size_t i, size_t n)
{
    if (i + 1 == n)
        return FLAW_NONE;
    if ((int)(n - i - 1) < s->widows)
        return FLAW_WIDOW;
    return (int)(i + 1) < s->orphans ? FLAW_ORPHAN : FLAW_NONE;
}

static struct piece line_piece(struct builder *b, const struct line *line,
                               const struct style *style, length inset)
{
    const struct setter *s = b->s;
    struct piece piece = {
        .lines = grid_lines(s, style_leading(s->layout, style)), .style = style, .at = line->at};
    length height =
        b->off_grid ? style_leading(s->layout, style) : (length)piece.lines * s->layout->grid.pitch;
    struct canvas c = {0};
    canvas_line(&c, s, line, inset, baseline_in(s->composer, style, height));
    piece.n_note_lines = builder_note_lines(b, line);
    piece.used = inset + line->x + line->width;
    piece.n_items = c.items.n;
    piece.items = vec_take(s->arena, &c.items);
    return piece;
}

/* A paragraph whose lines from `turn` on are set to another measure. */
struct turning {
    struct paragraph in; /* how these are set */
    const struct lines *before;
    size_t turn;
};

/* So many lines more before it, and enough of its own go on; 0: there are not enough. */
static size_t lines_to_go_on(struct builder *b, const struct turning *t)
{
    const struct style *style = t->in.style;
    size_t found = 0;
    composer_rehearse(b->s->composer, true);
    for (size_t more = 1; !found && more < t->turn && (int)(t->turn - more) >= style->orphans;
         more++) {
        struct paragraph in = t->in;
        in.begin = t->before->v[t->turn - more - 1].to;
        struct diags *said = diags_new();
        struct arena *a = arena_new();
        struct lines rest = compose_paragraph(b->s->composer, a, &in, said);
        found = (int)rest.n >= style->widows ? more : 0;
        arena_free(a);
        diags_free(said);
    }
    composer_rehearse(b->s->composer, false);
    return found;
}

/* PG-07: what goes on to another measure may come to fewer lines there. */
static void check_rest(struct builder *b, const struct turning *t, const struct lines *rest)
{
    if (!rest->n || (int)rest->n >= t->in.style->widows)
        return;
    int less = (int)(t->before->n - t->turn), more = (int)lines_to_go_on(b, t);
    diag_add(b->s->diags, DIAG_WIDOW, rest->v[0].at,
             "the last lines of a paragraph stand alone at the head of a wider column");
    if (more)
        diag_hint(b->s->diags,
                  "with %d lines less before it in this frame it would end there; with %d more "
                  "than the frame has free, as many would go on as should",
                  less, more);
    else
        diag_hint(b->s->diags, "with %d lines less before it in this frame it would end there",
                  less);
}

void builder_paragraph(struct builder *b, const struct span *spans, size_t n,
                       const struct style *style, length inset, length indent)
{
    spans = builder_notes(b, spans, &n);
    builder_turn(b);
    length left = inset + style->left;
    struct paragraph in = {.spans = spans,
                           .n_spans = n,
                           .style = style,
                           .indent = indent,
                           .measure = length_max(b->column - left - style->right, style->size)};
    if (inset || left || style->right ||
        style_leading(b->s->layout, style) > b->s->layout->grid.pitch)
        builder_end_wrap(b);
    builder_set_beside(b, &in);
    struct lines lines = compose_paragraph(b->s->composer, b->s->arena, &in, b->s->diags);
    size_t set = 0; /* lines at another measure */
    struct element *text = tag_begin_text(b->s->tags);
    for (size_t i = 0; i < lines.n; i++) {
        if (i > 0 && builder_turn(b)) {
            in.begin = lines.v[i - 1].to;
            builder_set_beside(b, &in);
            in.measure = length_max(b->column - left - style->right, style->size);
            const struct turning turning = {in, &lines, i};
            struct lines rest = compose_paragraph(b->s->composer, b->s->arena, &in, b->s->diags);
            check_rest(b, &turning, &rest);
            lines = rest;
            set += i;
            i = 0;
        }
        struct piece piece = line_piece(b, &lines.v[i], style, left);
        piece.flaw = flaw_after(style, set + i, set + lines.n);
        piece.goes_on = i + 1 < lines.n;
        builder_add_beside(b, piece);
    }
    tag_end(b->s->tags, text);
    if (style->keep_next && set + lines.n)
        b->keep = style->keep_next;
}
