/* The lines that tell where an article goes on and where it comes from (NP-13). */
#include "paginate/jump.h"

#include "paginate/fields.h"
#include "paginate/plan.h"

/* A line over what goes on. */
static struct piece line_piece_of(const struct plan *p, const struct furniture *f,
                                  const struct article *article, length measure, size_t page)
{
    struct piece piece = {.lines = 0};
    bool links = f == &p->s->layout->jump_from;
    struct field_values v = {.issue = p->s->issue, .article = article, .page = page + 1};
    size_t n = 0;
    const struct span *spans = f->style ? furniture_fill(p->s->arena, f, &v, false, &n) : NULL;
    if (!n)
        return piece;
    struct tags *tags = p->s->tags;
    tag_open(tags,
             links ? articles_get(p->articles, (size_t)(article - p->s->issue->articles))->element
                   : NULL);
    struct element *e = tag_begin(tags, ELEMENT_P), *link = tag_begin(tags, ELEMENT_LINK);
    struct text_block t = text_set(p->s, spans, n, f->style, measure);
    tag_end(tags, link);
    tag_end(tags, e);
    tag_open(tags, NULL);
    length pitch = p->s->layout->grid.pitch;
    int need = (int)((t.height + pitch - 1) / pitch);
    piece.lines = f->style->n_lines ? style_lines(f->style, (int)t.lines.n) : need;
    piece.lines = piece.lines < need ? need : piece.lines;
    struct canvas c = {0};
    canvas_rule(&c, &f->style->rule_above, 0, f->style->rule_above.offset, measure);
    canvas_add(&c, p->s->arena, t.items, t.n_items, 0,
               block_top(f->style->position, (length)piece.lines * pitch - t.height));
    if (links) {
        struct rect r = {0, 0, measure, (length)piece.lines * pitch};
        vec_push(&c.items, ((struct item){.kind = ITEM_LINK,
                                          .element = link,
                                          .rect = r,
                                          .to_page = page,
                                          .note = article->title.text}));
    }
    piece.n_items = c.items.n;
    piece.items = vec_take(p->s->arena, &c.items);
    piece.style = f->style;
    piece.at = article->title.at;
    return piece;
}

int jump_lines(const struct layout *l)
{
    return l->jump_to.style ? style_lines(l->jump_to.style, 1) : 0;
}

length jump_beside(const struct setter *s, length measure)
{
    enum { CLEAR = 2, LONGEST = 88 }; /* em; the number of a page */
    const struct furniture *f = &s->layout->jump_to;
    if (!f->style || f->style->align != ALIGN_END)
        return 0;
    struct setter quiet = *s;
    quiet.diags = diags_new();
    quiet.tags = NULL;
    struct field_values v = {.issue = s->issue, .page = LONGEST};
    size_t n = 0;
    const struct span *spans = furniture_fill(s->arena, f, &v, false, &n);
    composer_rehearse(s->composer, true);
    struct text_block t = text_set(&quiet, spans, n, f->style, measure);
    composer_rehearse(s->composer, false);
    diags_free(quiet.diags);
    if (t.lines.n != 1)
        return 0;
    length start = f->style->left + t.lines.v[0].x;
    return length_max(start - CLEAR * s->layout->grid.size, 0);
}

void plan_head(const struct plan *p, struct segment *rest, length measure, size_t from_page)
{
    const struct layout *l = p->s->layout;
    VEC(struct piece) head = {0};
    const struct furniture *lines[] = {&l->jump_title, &l->jump_from};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct piece piece = line_piece_of(p, lines[i], rest->article, measure, from_page);
        if (piece.lines)
            vec_push(&head, piece);
    }
    rest->continues = rest->starts_article = true;
    rest->starts_section = rest->new_page = rest->recto = rest->new_column = false;
    rest->head_columns = 0;
    rest->n_head = head.n;
    rest->head = vec_take(p->s->arena, &head);
}
