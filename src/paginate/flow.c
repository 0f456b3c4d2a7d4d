#include "paginate/flow.h"

#include "paginate/builder.h"
#include "paginate/fields.h"

#include <assert.h>

int grid_lines(const struct setter *s, length height)
{
    length pitch = s->layout->grid.pitch;
    return (int)((height + pitch - 1) / pitch);
}

int segment_kept_lines(const struct segment *s, size_t from)
{
    int lines = 0;
    for (size_t i = from; i < s->n_body; i++) {
        lines += s->body[i].lines;
        if (!s->body[i].kept)
            break;
    }
    return lines;
}

struct piece *builder_add(struct builder *b, struct piece piece)
{
    assert(piece.lines > 0);
    if (b->keep > 0 && b->body.n)
        b->body.v[b->body.n - 1].kept = true;
    b->keep -= piece.lines;
    piece.n_note_lines += b->pending_note_lines;
    b->pending_note_lines = 0;
    b->blanks |= piece.blank;
    piece.box = b->box;
    piece.heading = b->heading;
    vec_push(&b->body, piece);
    return &b->body.v[b->body.n - 1];
}

bool builder_turn(struct builder *b)
{
    const struct measure_change *c = b->changes;
    bool begun = b->n_changes && cursor_begun(c->at);
    if (!b->n_changes || c->segment > b->segments.n)
        return false;
    if (c->segment == b->segments.n && begun &&
        (c->at.piece > b->body.n || !(b->head.n + b->body.n)))
        return false;
    b->column = c->to.column;
    b->full = c->to.full;
    b->gap = c->to.gap;
    b->lines = c->to.lines;
    b->changes++;
    b->n_changes--;
    return true;
}

struct measure builder_figure_measure(const struct builder *b)
{
    for (size_t i = b->n_changes; i-- > 0;)
        if (b->changes[i].segment == b->segments.n && b->changes[i].at.figure <= b->figures.n)
            return b->changes[i].to;
    return (struct measure){b->column, b->full, b->gap, b->lines};
}

/* ---- paragraphs ---- */

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

/* PG-07: what goes on to another measure may come to fewer lines there. */
static void check_rest(struct builder *b, const struct style *style, const struct lines *rest)
{
    if (!rest->n || (int)rest->n >= style->widows)
        return;
    diag_add(b->s->diags, DIAG_WIDOW, rest->v[0].at,
             "the last lines of a paragraph stand alone at the head of a wider column");
    diag_hint(b->s->diags, "a line more or less before it in this article would move it");
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
    in.n_beside = b->wrap.lines;
    in.beside = b->wrap.measure;
    in.beside_x = b->wrap.x;
    struct lines lines = compose_paragraph(b->s->composer, b->s->arena, &in, b->s->diags);
    size_t set = 0; /* lines at another measure */
    struct element *text = tag_begin_text(b->s->tags);
    for (size_t i = 0; i < lines.n; i++) {
        if (i > 0 && builder_turn(b)) {
            in.begin = lines.v[i - 1].to;
            in.n_beside = b->wrap.lines;
            in.measure = length_max(b->column - left - style->right, style->size);
            lines = compose_paragraph(b->s->composer, b->s->arena, &in, b->s->diags);
            check_rest(b, style, &lines);
            set += i;
            i = 0;
        }
        struct piece piece = line_piece(b, &lines.v[i], style, left);
        piece.flaw = flaw_after(style, set + i, set + lines.n);
        builder_add_beside(b, piece);
    }
    tag_end(b->s->tags, text);
    if (style->keep_next && set + lines.n)
        b->keep = style->keep_next;
}

/* ---- blocks of whole lines ---- */

static void draw_tag(struct canvas *c, const struct style *style, const struct text_block *t,
                     length y)
{
    if (!style->has_fill)
        return;
    length w = t->width - style->left + 2 * style->fill_pad_x;
    length h = style->size + 2 * style->fill_pad_y;
    canvas_fill(c, (struct rect){style->left, y, w, h}, style->fill);
}

struct piece block_piece(struct builder *b, const struct span *spans, size_t n,
                         const struct style *style, length measure)
{
    const struct setter *s = b->s;
    spans = builder_notes(b, spans, &n);
    struct text_block t = text_set(s, spans, n, style, measure - 2 * style->fill_pad_x);
    struct piece piece = {.style = style, .at = n ? spans[0].at : style->at};
    for (size_t i = 0; i < t.lines.n; i++)
        b->pending_note_lines += builder_note_lines(b, &t.lines.v[i]);
    piece.lines = style->n_lines ? style_lines(style, t.lines.n ? (int)t.lines.n : 1)
                                 : grid_lines(s, t.height);
    if (piece.lines < grid_lines(s, t.height))
        piece.lines = grid_lines(s, t.height);
    length pitch = s->layout->grid.pitch, height = (length)piece.lines * pitch;
    struct canvas c = {0};
    length tag = style->has_fill ? style->size + 2 * style->fill_pad_y : t.height;
    length y = block_top(style->position, height - tag);
    canvas_rule(&c, &style->rule_above, 0, style->rule_above.offset, measure);
    canvas_rule(&c, &style->rule_below, 0,
                height - style->rule_below.offset - style->rule_below.thickness, measure);
    draw_tag(&c, style, &t, y);
    length inside = style->has_fill ? (tag - style_leading(s->layout, style)) / 2 : 0;
    canvas_add(&c, s->arena, t.items, t.n_items, style->fill_pad_x, y + inside);
    piece.n_items = c.items.n;
    piece.items = vec_take(s->arena, &c.items);
    return piece;
}

/* HD-11: what the article says comes before what the layout says. */
enum article_begin article_begins(const struct setter *s, const struct article *article)
{
    static const enum article_begin begins[] = {[ARTICLES_ANYWHERE] = BEGIN_ANYWHERE,
                                                [ARTICLES_PAGE] = BEGIN_PAGE,
                                                [ARTICLES_RECTO] = BEGIN_RECTO,
                                                [ARTICLES_COLUMN] = BEGIN_COLUMN};
    return article->begin == BEGIN_LAYOUT ? begins[s->layout->article.begin] : article->begin;
}

static void end_segment(struct builder *b)
{
    builder_end_wrap(b);
    if (!b->head.n && !b->body.n && !b->figures.n)
        return;
    struct segment *g = vec_add(&b->segments);
    g->article = b->article;
    g->index = b->segments.n - 1;
    g->element = b->element;
    g->starts_article = b->starts_article;
    g->starts_section = b->starts_section;
    enum article_begin begin = article_begins(b->s, b->article);
    g->recto = g->starts_article && begin == BEGIN_RECTO;
    g->new_page = g->recto || (g->starts_article && begin == BEGIN_PAGE);
    g->new_column = g->starts_article && begin == BEGIN_COLUMN;
    g->head_columns = b->head.n && b->head_columns > 0 ? b->head_columns : 0;
    g->n_head = b->head.n;
    g->head = vec_take(b->s->arena, &b->head);
    g->n_body = b->body.n;
    g->body = vec_take(b->s->arena, &b->body);
    g->blanks = b->blanks;
    g->first_note = b->segment_note;
    g->n_note_lines = b->note_lines.n;
    g->note_lines = vec_take(b->s->arena, &b->note_lines);
    g->n_figures = b->figures.n;
    g->figures = vec_take(b->s->arena, &b->figures);
    b->segment_note = b->n_footed;
    b->starts_article = b->starts_section = false;
    b->keep = 0;
    b->blanks = false;
    builder_turn(b);
}

struct piece piece_moved(struct builder *b, struct piece piece, length inset)
{
    if (!inset)
        return piece;
    struct canvas c = {0};
    canvas_add(&c, b->s->arena, piece.items, piece.n_items, inset, 0);
    piece.n_items = c.items.n;
    piece.items = vec_take(b->s->arena, &c.items);
    return piece;
}

length builder_spanned(const struct builder *b, int columns)
{
    length all = (length)columns * b->column + (length)(columns - 1) * b->gap;
    return columns == SPAN_ALL || all > b->full ? b->full : all;
}

/* The head takes the columns of its widest part. */
static void widen_head(struct builder *b, int columns)
{
    if (!b->head.n)
        b->head_columns = columns;
    else if (columns == SPAN_ALL || b->head_columns == SPAN_ALL)
        b->head_columns = SPAN_ALL;
    else if (columns > b->head_columns)
        b->head_columns = columns;
}

void builder_block(struct builder *b, const struct span *spans, size_t n, const struct style *style,
                   length inset)
{
    builder_end_wrap(b);
    if (style->span) {
        if (b->body.n)
            end_segment(b);
        widen_head(b, style->span);
        vec_push(&b->head, block_piece(b, spans, n, style, builder_spanned(b, style->span)));
        return;
    }
    builder_turn(b);
    struct piece piece = block_piece(b, spans, n, style, b->column - inset);
    builder_add(b, piece_moved(b, piece, inset));
    b->keep = style->keep_next;
}

void builder_label(struct builder *b, size_t piece, const struct label *label)
{
    if (piece >= b->body.n)
        return;
    struct piece *p = &b->body.v[piece];
    struct style *plain = arena_one(b->s->arena, struct style);
    *plain = *label->style;
    plain->align = label->width ? label->align : ALIGN_START;
    plain->left = plain->right = plain->indent = 0;
    struct line_owner owner = composer_owner(b->s->composer, (struct line_owner){0});
    length measure = label->width ? label->width : b->full;
    struct text_block t = text_set(b->s, label->spans, label->n, plain, measure);
    composer_owner(b->s->composer, owner);
    struct canvas c = {0};
    canvas_add(&c, b->s->arena, t.items, t.n_items, label->x, 0);
    canvas_add(&c, b->s->arena, p->items, p->n_items, 0, 0);
    p->n_items = c.items.n;
    p->items = vec_take(b->s->arena, &c.items);
}

/* ---- article furniture ---- */

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
    end_segment(b);
}
