/* Formulas in lines of their own (FG-06): whole grid lines, the axis in their middle, the number at
 * the right end. */
#include "formula/formula.h"

#include "base/vec.h"
#include "paginate/builder.h"

/* What a formula is set with, and what it became. */
struct display {
    struct builder *b;
    const struct block *block;
    const struct style *style;
    struct formula_box box;
    struct formula_line *lines;
    size_t n_lines;
    length measure, left; /* of the column; where it begins */
    struct text_block number;
};

/* A layout without a style for formulas has them in the middle. */
static const struct style *formula_style(const struct setter *s)
{
    struct style *style = arena_one(s->arena, struct style);
    *style = *s->layout->styles[LAYOUT_FORMULA];
    if (s->layout->styles[LAYOUT_FORMULA] == s->layout->styles[LAYOUT_BODY])
        style->align = ALIGN_CENTER;
    style->indent = 0;
    style->vertical = false;
    return style;
}

/* ---- words ---- */

struct words {
    const struct setter *s;
    const struct style *style;
};

static struct formula_words set_words(void *data, str text, length size, struct place at)
{
    enum { MEASURE = 4000 };
    const struct words *w = data;
    struct style style = *w->style;
    style.size = size;
    style.align = ALIGN_START;
    style.left = style.right = 0;
    struct span span = {.kind = SPAN_TEXT, .text = text, .format = SPAN_VERBATIM, .at = at};
    struct paragraph in = {
        .spans = &span, .n_spans = 1, .style = &style, .measure = MEASURE * LENGTH_PT, .at = at};
    struct formula_words out = {.up = length_scale(size, 80, 100), .down = size / 8};
    composer_rehearse(w->s->composer, true); /* no line of the text */
    struct lines lines = compose_paragraph(w->s->composer, w->s->arena, &in, w->s->diags);
    composer_rehearse(w->s->composer, false);
    if (!lines.n)
        return out;
    out.runs = lines.v[0].runs;
    out.n_runs = lines.v[0].n_runs;
    out.width = lines.v[0].x + lines.v[0].width;
    return out;
}

static bool set_formula(struct display *d)
{
    const struct setter *s = d->b->s;
    struct words words = {s, d->style};
    struct formula_setup setup = {.arena = s->arena,
                                  .face = composer_math(s->composer, d->style->font, s->diags),
                                  .size = d->style->size,
                                  .color = d->style->color,
                                  .words = set_words,
                                  .data = &words,
                                  .diags = s->diags};
    if (!setup.face || !formula_face(setup.face, d->style->font->math_at, s->diags))
        return false;
    d->box = formula_set(&setup, d->block->formula->row, FORMULA_DISPLAY);
    return true;
}

/* ---- lines ---- */

static void set_number(struct display *d)
{
    const struct setter *s = d->b->s;
    struct style *style = arena_one(s->arena, struct style);
    *style = *d->style;
    style->align = ALIGN_START;
    style->left = style->right = 0;
    struct span span = {.kind = SPAN_TEXT, .at = d->block->formula->tag_at};
    span.text = str_format(s->arena, "（%.*s）", STR_ARG(d->block->formula->tag));
    struct element *label = tag_begin(s->tags, ELEMENT_LBL);
    d->number = text_set(s, &span, 1, style, d->measure);
    tag_end(s->tags, label);
}

static void report_width(const struct display *d, length room)
{
    const struct setter *s = d->b->s;
    for (size_t i = 0; i < d->n_lines; i++) {
        const struct formula_line *l = &d->lines[i];
        if (l->x + l->width <= room)
            continue;
        length em = d->style->size;
        diag_add(s->diags, DIAG_FORMULA_TOO_WIDE, d->block->at,
                 "the formula has a line of %d characters, its column has room for %d",
                 (int)((l->x + l->width + em - 1) / em), (int)(room / em));
        diag_hint(s->diags, "break it by hand, between \\begin{aligned} and \\end{aligned}: a "
                            "line ends at \\\\, and signs behind & stand under each other");
        return;
    }
}

/* The lines, the number's room and a distance from it left free. */
static void break_lines(struct display *d)
{
    length em = d->style->size, beside = d->number.width ? d->number.width + em : 0;
    bool center = d->style->align == ALIGN_CENTER;
    length room = d->measure - beside;
    if (d->box.width > room && d->box.parts && d->number.width)
        room = d->measure - d->number.width;
    d->lines = formula_break(d->b->s->arena, &d->box, room, em, &d->n_lines);
    report_width(d, room);
    length widest = 0;
    for (size_t i = 0; i < d->n_lines; i++)
        widest = length_max(widest, d->lines[i].x + d->lines[i].width);
    length x = center ? (d->measure - widest) / 2 : 0;
    if (x + widest > d->measure - beside)
        x = length_max(d->measure - beside - widest, 0);
    for (size_t i = 0; i < d->n_lines; i++)
        d->lines[i].x += x;
}

/* ---- drawing ---- */

static bool follows(const struct formula_item *a, const struct formula_item *b)
{
    return b->kind == FORMULA_GLYPH && b->size == a->size && (b->y == a->y || !b->text.n);
}

/* Glyphs of one size on one line are a run, and the parts of a sign, wherever they stand. */
static size_t draw_glyphs(const struct display *d, struct canvas *c, size_t from, size_t to,
                          length x, length y)
{
    const struct setter *s = d->b->s;
    const struct formula_item *v = d->box.items;
    size_t end = from + 1;
    while (end < to && follows(&v[from], &v[end]))
        end++;
    struct glyph *glyphs = arena_many(s->arena, end - from, struct glyph);
    struct buf text = {0};
    for (size_t i = from; i < end; i++) {
        glyphs[i - from] = (struct glyph){.id = v[i].glyph,
                                          .text = (uint32_t)text.n,
                                          .text_n = (uint32_t)v[i].text.n,
                                          .x = v[i].x - v[from].x,
                                          .y = v[i].y - v[from].y};
        buf_str(&text, v[i].text);
    }
    const struct face *face = composer_math(s->composer, d->style->font, s->diags);
    length last = face_scale(face, hb_font_get_glyph_h_advance(face->hb_font, v[end - 1].glyph),
                             v[from].size);
    struct glyph_run run = {.face = face,
                            .size = v[from].size,
                            .color = d->style->color,
                            .x = v[from].x,
                            .y = v[from].y,
                            .width = v[end - 1].x - v[from].x + last,
                            .text = str_dup(s->arena, buf_view(&text)),
                            .glyphs = glyphs,
                            .n = end - from,
                            .at = v[from].at};
    buf_free(&text);
    canvas_run(c, s, &run, x, y);
    return end;
}

static void draw_items(const struct display *d, struct canvas *c, size_t from, size_t to, length x,
                       length y)
{
    const struct formula_item *v = d->box.items;
    for (size_t i = from; i < to;) {
        if (v[i].kind == FORMULA_GLYPH) {
            i = draw_glyphs(d, c, i, to, x, y);
            continue;
        }
        if (v[i].kind == FORMULA_RULE)
            canvas_part(c, d->b->s, (struct rect){x + v[i].x, y + v[i].y, v[i].w, v[i].h},
                        d->style->color);
        else
            canvas_run(c, d->b->s, v[i].run, x + v[i].x, y + v[i].y);
        i++;
    }
}

/* A line's items, its baseline at `y`. */
static void draw_line(const struct display *d, struct canvas *c, const struct formula_line *l,
                      length y)
{
    const struct formula_box *box = &d->box;
    if (d->n_lines == 1) {
        draw_items(d, c, 0, box->n_items, d->left + l->x, y);
        return;
    }
    length x = d->left + l->x - box->parts[l->from].x;
    for (size_t i = l->from; i < l->to; i++)
        draw_items(d, c, box->parts[i].from, box->parts[i].to, x, y);
}

/* Where the baseline is in a height: that of a line of text in a line of the grid (GR-01), else the
 * axis is in its middle, unless that would push what stands there out of it. */
static length baseline_for(const struct display *d, const struct formula_line *l, length height)
{
    const struct setter *s = d->b->s;
    length usual = baseline_in(s->composer, d->style, height);
    if (height == s->layout->grid.pitch && l->up <= usual && l->down <= height - usual)
        return usual;
    length y = height / 2 + d->box.axis;
    length least = l->up, most = height - l->down;
    y = length_min(y, most);
    return length_max(y, least);
}

/* White above and below as between lines of text; what a line of the grid holds may do with less.
 */
static int lines_for(const struct display *d, const struct formula_line *l)
{
    const struct setter *s = d->b->s;
    length pitch = s->layout->grid.pitch, white = length_max(pitch - s->layout->grid.size, 0);
    length high = l->up + l->down;
    int lines = high + white / 3 <= pitch ? 1 : grid_lines(s, high + white);
    int least = style_lines(d->style, 1);
    return lines < least ? least : lines;
}

static struct piece line_piece(struct display *d, size_t i)
{
    const struct setter *s = d->b->s;
    const struct formula_line *l = &d->lines[i];
    length pitch = s->layout->grid.pitch;
    struct piece piece = {.style = d->style, .at = d->block->at, .lines = lines_for(d, l)};
    length y = baseline_for(d, l, (length)piece.lines * pitch);
    struct canvas c = {0};
    draw_line(d, &c, l, y);
    if (i + 1 == d->n_lines && d->number.width) {
        length leading = style_leading(s->layout, d->style);
        length x = d->left + d->measure - d->number.width;
        canvas_add(&c, s->arena, d->number.items, d->number.n_items, x,
                   y - baseline_in(s->composer, d->style, leading));
    }
    piece.n_items = c.items.n;
    piece.items = vec_take(s->arena, &c.items);
    piece.kept = i + 1 < d->n_lines;
    return piece;
}

static bool fits_column(const struct display *d, int lines)
{
    const struct setter *s = d->b->s;
    int room = d->b->lines ? d->b->lines : s->layout->grid.lines;
    if (lines <= room)
        return true;
    diag_add(s->diags, DIAG_FORMULA_TOO_HIGH, d->block->at,
             "the formula is %d lines high, its column has %d", lines, room);
    diag_hint(s->diags, "divide it into several formulas");
    return false;
}

/* The text above leads in the formula: it is better not left behind. */
static void keep_with_text(struct builder *b)
{
    struct piece *last = b->body.n ? &b->body.v[b->body.n - 1] : NULL;
    if (last && !last->blank && last->flaw < FLAW_LEAD)
        last->flaw = FLAW_LEAD;
}

void builder_formula(struct builder *b, const struct block *block, struct nesting at)
{
    const struct setter *s = b->s;
    builder_turn(b);
    struct display d = {.b = b, .block = block, .style = formula_style(s)};
    d.left = at.inset + d.style->left;
    d.measure = length_max(b->column - d.left - d.style->right, d.style->size);
    struct element *e = tag_begin(s->tags, ELEMENT_FORMULA);
    if (e)
        e->alt = block->title;
    if (set_formula(&d)) {
        if (block->formula->tag.n)
            set_number(&d);
        break_lines(&d);
        keep_with_text(b);
        int lines = 0;
        size_t first = b->body.n;
        for (size_t i = 0; i < d.n_lines; i++) {
            struct piece piece = line_piece(&d, i);
            lines += piece.lines;
            if (!fits_column(&d, lines))
                break;
            builder_add(b, piece);
        }
        for (size_t i = first; i + 1 < b->body.n; i++)
            b->body.v[i].fixed = true;
    }
    tag_end(s->tags, e);
}
