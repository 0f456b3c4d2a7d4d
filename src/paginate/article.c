/* One article, from its head to its credit and notes. */
#include "paginate/builder.h"
#include "paginate/fields.h"

/* HD-11: what the article says comes before what the layout says. */
enum article_begin article_begins(const struct setter *s, const struct article *article)
{
    static const enum article_begin begins[] = {[ARTICLES_ANYWHERE] = BEGIN_ANYWHERE,
                                                [ARTICLES_PAGE] = BEGIN_PAGE,
                                                [ARTICLES_RECTO] = BEGIN_RECTO,
                                                [ARTICLES_COLUMN] = BEGIN_COLUMN};
    return article->begin == BEGIN_LAYOUT ? begins[s->layout->article.begin] : article->begin;
}

/* The article's title is a heading of the first level, whatever stands beside it. */
static struct element *begin_head(struct builder *b, const struct text_template *t)
{
    for (size_t i = 0; i < t->n_parts; i++)
        if (t->parts[i].field == TEMPLATE_ARTICLE_TITLE && !b->titled) {
            b->titled = true;
            return tag_begin(b->s->tags, ELEMENT_H1);
        }
    return NULL;
}

const struct article_looks *article_looks(const struct setter *s, const struct article *article)
{
    return layout_looks(s->layout, article->section.text, article == s->issue->articles);
}

static void set_head(struct builder *b, const struct field_values *v, bool new_section)
{
    const struct article_layout *l = &b->s->layout->article;
    const struct article_looks *looks = article_looks(b->s, b->article);
    bool own = looks && looks->sets_head;
    bool filler = b->article->filler && l->n_filler;
    const struct furniture *head = filler ? l->filler : own ? looks->head : l->head;
    size_t n_head = filler ? l->n_filler : own ? looks->n_head : l->n_head;
    for (size_t i = 0; i < n_head; i++) {
        size_t n;
        const struct span *spans = furniture_fill(b->s->arena, &head[i], v, new_section, &n);
        if (!n)
            continue;
        struct element *e = begin_head(b, &head[i].text);
        b->heading = e != NULL;
        builder_block(b, spans, n, head[i].style, 0);
        b->heading = false;
        tag_end(b->s->tags, e);
    }
}

/* NP-16: a credit stands on the last line when two em and more stay free before it, else on a line
 * of its own that stays with the text. */
static bool run_in(struct builder *b, const struct text_block *t, const struct style *style,
                   length inset)
{
    struct piece *last = b->body.n ? &b->body.v[b->body.n - 1] : NULL;
    if (!last || !last->used || style->align != ALIGN_END || t->lines.n != 1 || last->lines != 1)
        return false;
    length start = inset + t->lines.v[0].x + style->left;
    if (start < last->used + 2 * last->style->size)
        return false;
    length pitch = b->s->layout->grid.pitch;
    length dy = baseline_in(b->s->composer, last->style, pitch) -
                baseline_in(b->s->composer, style, style_leading(b->s->layout, style));
    struct canvas c = {0};
    canvas_add(&c, b->s->arena, last->items, last->n_items, 0, 0);
    canvas_add(&c, b->s->arena, t->items, t->n_items, inset, dy);
    last->n_items = c.items.n;
    last->items = vec_take(b->s->arena, &c.items);
    last->used = 0;
    return true;
}

static void keep_two_lines(struct builder *b)
{
    b->keep = 1;
    if (b->body.n > 1 && b->body.v[b->body.n - 1].lines == 1)
        b->body.v[b->body.n - 2].kept = true;
}

void builder_credit(struct builder *b, const struct span *spans, size_t n,
                    const struct style *style, length inset)
{
    struct text_block t = text_set(b->s, spans, n, style, b->column - inset);
    if (run_in(b, &t, style, inset))
        return;
    keep_two_lines(b);
    builder_block(b, spans, n, style, inset);
}

/* Where the article says what a template prints: the layout's own words come from there too. */
static const struct span *placed(struct builder *b, const struct span *spans, size_t n)
{
    struct span *out = arena_many(b->s->arena, n, struct span);
    const struct place *at = NULL;
    for (size_t i = 0; i < n && !at; i++)
        at = spans[i].at.source == b->article->source ? &spans[i].at : NULL;
    for (size_t i = 0; i < n; i++) {
        out[i] = spans[i];
        out[i].at = at && spans[i].at.source != b->article->source ? *at : spans[i].at;
    }
    return out;
}

static void set_end(struct builder *b, const struct field_values *v)
{
    const struct article_layout *l = &b->s->layout->article;
    for (size_t i = 0; i < l->n_end; i++) {
        size_t n;
        const struct style *style = l->end[i].style;
        const struct span *spans = furniture_fill(b->s->arena, &l->end[i], v, false, &n);
        if (n)
            builder_credit(b, placed(b, spans, n), n, style, 0);
    }
}

/* NP-14: the blocks with a mark behind the last character, to which it holds. */
static const struct block *with_end_mark(struct builder *b, const struct block *blocks, size_t n)
{
    static const str joiner = STR("\xE2\x81\xA0");
    str mark = b->s->layout->article.end_mark;
    struct arena *a = b->s->arena;
    const struct block *last = n ? &blocks[n - 1] : NULL;
    bool text = last && last->kind == BLOCK_PARAGRAPH && last->n_spans;
    bool holds = last && (last->kind == BLOCK_LIST || last->kind == BLOCK_ITEM ||
                          last->kind == BLOCK_QUOTE || last->kind == BLOCK_DIALOGUE);
    if (!mark.n || (!text && !holds))
        return blocks;
    struct block *out = arena_many(a, n, struct block);
    memcpy(out, blocks, n * sizeof *out);
    if (holds) {
        out[n - 1].children = with_end_mark(b, last->children, last->n_children);
        return out;
    }
    struct span *spans = arena_many(a, last->n_spans + 1, struct span);
    memcpy(spans, last->spans, last->n_spans * sizeof *spans);
    spans[last->n_spans] =
        (struct span){.format = SPAN_END_MARK,
                      .text = str_format(a, "%.*s%.*s", STR_ARG(joiner), STR_ARG(mark)),
                      .at = spans[last->n_spans - 1].at};
    out[n - 1].spans = spans;
    out[n - 1].n_spans = last->n_spans + 1;
    return out;
}

void builder_article(struct builder *b, const struct article *article, bool new_section)
{
    b->article = article;
    b->starts_article = true;
    b->starts_section = new_section;
    builder_turn(b);
    b->element = b->s->tags ? b->s->tags->open : NULL;
    struct field_values v = {.issue = b->s->issue, .article = article, .marks = true};
    set_head(b, &v, new_section);
    v.marks = false;
    struct nesting at = {.paragraph = b->s->layout->styles[LAYOUT_BODY]};
    builder_blocks(b, with_end_mark(b, article->blocks, article->n_blocks), article->n_blocks, at);
    builder_end_wrap(b);
    set_end(b, &v);
    builder_end_notes(b);
    builder_end_segment(b);
}
