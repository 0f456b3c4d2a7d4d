#include "paginate/drawing.h"

#include "paginate/fields.h"
#include "paginate/jump.h"
#include "paginate/stretch.h"

/* The lines between two columns that no head and no picture crosses. */
static void free_lines(const struct band *b, int column, int *top, int *foot)
{
    *top = 0;
    *foot = b->lines;
    if (column < b->first + b->head_columns && column > b->first)
        *top = b->columns[b->first].top;
    for (int i = 0; i < b->n_figures; i++) {
        const struct figure_place *p = &b->figures[i];
        const struct figure *f = &b->segment->figures[p->figure];
        if (p->column >= column || p->column + f->columns <= column)
            continue;
        if (!p->foot)
            *top = p->line + f->lines > *top ? p->line + f->lines : *top;
        else
            *foot = p->line < *foot ? p->line : *foot;
    }
}

static void draw_column_rules(const struct drawing *d, const struct band *b, length y)
{
    const struct style_rule *rule = &d->frame->column_rule;
    for (int i = b->first ? b->first : 1; i < b->first + b->n_columns && rule->thickness; i++) {
        int top, foot;
        free_lines(b, i, &top, &foot);
        if (i == b->first && b->beside > foot)
            foot = b->beside;
        length x = column_x(d, i) - d->frame->gap / 2 - rule->thickness / 2;
        struct rect r = {x, y + (length)top * d->pitch, rule->thickness,
                         (length)(foot - top) * d->pitch};
        if (r.h > 0)
            canvas_fill(d->c, r, rule->color);
    }
}

/* The last baseline of the notes is that of the grid line they end on (GR-04, GR-07). */
static void draw_notes(const struct drawing *d, const struct segment *s,
                       const struct column_range *r, length x, length foot)
{
    const struct layout *l = d->s->layout;
    const struct style *note = l->styles[LAYOUT_NOTE];
    size_t n = r->note_to - r->note_from;
    if (!n)
        return;
    length leading = style_leading(l, note);
    length y = foot - (length)n * leading;
    canvas_rule(d->c, &l->note_rule, x, y - l->note_space - l->note_rule.thickness, d->column);
    y += baseline_in(d->s->composer, l->styles[LAYOUT_BODY], d->pitch) - d->pitch + leading -
         baseline_in(d->s->composer, note, leading);
    for (size_t i = r->note_from; i < r->note_to; i++, y += leading)
        canvas_add(d->c, d->s->arena, s->note_lines[i].items, s->note_lines[i].n_items, x, y);
}

/* Colour and lines behind an article, or what of it stands here (NP-20). They reach half a line
 * over it, so that the text stays on the grid. */
static void draw_looks(const struct drawing *d, const struct band *b, length y)
{
    const struct article_looks *looks = article_looks(d->s, b->segment->article);
    if (!looks || (!looks->has_fill && !looks->rule.thickness))
        return;
    int lines = (b->has_head ? b->head + b->under : 0) + b->lines;
    length over = looks->overhang, white = d->pitch / 2, thick = looks->rule.thickness;
    bool all = b->has_head && b->head;
    int columns = all ? d->frame->columns : b->n_columns;
    length width = columns * (d->column + d->frame->gap) - d->frame->gap;
    struct rect r = {column_x(d, all ? 0 : b->first) - over, y - white, width + 2 * over,
                     (length)lines * d->pitch + 2 * white};
    if (looks->has_fill)
        canvas_fill(d->c, r, looks->fill);
    if (!thick)
        return;
    struct item *i = vec_add(&d->c->items);
    *i = (struct item){
        .kind = ITEM_STROKE, .rect = r, .color = looks->rule.color, .thickness = thick};
}

static void draw_band(const struct drawing *d, const struct band *b, length top)
{
    const struct segment *s = b->segment;
    length y = top + (length)(b->top + b->gap) * d->pitch;
    draw_looks(d, b, y);
    if (b->has_head) {
        draw_pieces(d, &(struct pile){s->head, s->n_head, 0}, column_x(d, b->first), y);
        y += (length)(b->head + b->under) * d->pitch;
    }
    draw_figures(d, b, y);
    int most = d->s->layout->article.heading_stretch;
    for (int i = b->first; i < b->first + b->n_columns; i++) {
        const struct column_range *r = &b->columns[i];
        const struct pile pile = {s->body + r->from, r->to - r->from,
                                  column_stretch(d->thread, b, i, most)};
        draw_pieces(d, &pile, column_x(d, i), y + (length)r->top * d->pitch);
        int foot = b->lines - r->foot + figures_over_notes(b, i);
        draw_notes(d, s, r, column_x(d, i), y + (length)foot * d->pitch);
    }
    draw_column_rules(d, b, y);
}

/* Where （下转第N版） stands in the last column: in its last line when that leaves room, else under
 * it (NP-13). */
static length jump_y(const struct drawing *d, const struct band *b, const struct column_range *last)
{
    const struct setter *s = d->s;
    const struct piece *p = last->to > last->from ? &b->segment->body[last->to - 1] : NULL;
    length under =
        (length)(b->top + b->gap + b->head + b->under + last->top + last->text) * d->pitch;
    if (!p || !piece_is_short(p, jump_beside(s, d->column)))
        return under;
    const struct style *style = s->layout->jump_to.style;
    return under - d->pitch + baseline_in(s->composer, p->style, d->pitch) -
           baseline_in(s->composer, style, style_leading(s->layout, style));
}

static void draw_jump(const struct drawing *d, const struct sheet *sheet, length top)
{
    const struct jump *j = d->thread->jump;
    const struct furniture *f = &d->s->layout->jump_to;
    if (!j || sheet != &d->thread->sheets.v[d->thread->sheets.n - 1] || !sheet->n || !f->style)
        return;
    struct field_values v = {.issue = d->s->issue, .article = j->article, .page = j->to_page + 1};
    size_t n;
    const struct span *spans = furniture_fill(d->s->arena, f, &v, false, &n);
    tag_open(d->s->tags, sheet->bands[sheet->n - 1].segment->element);
    struct element *p = tag_begin(d->s->tags, ELEMENT_P);
    struct element *link = tag_begin(d->s->tags, ELEMENT_LINK);
    struct text_block t = text_set(d->s, spans, n, f->style, d->column);
    tag_end(d->s->tags, link);
    tag_end(d->s->tags, p);
    tag_open(d->s->tags, NULL);
    const struct region *region = &d->thread->regions[sheet->region];
    const struct band *b = &sheet->bands[sheet->n - 1];
    const struct column_range *last = &b->columns[region->columns - 1];
    length x = column_x(d, region->columns - 1), y = top + jump_y(d, b, last);
    canvas_add(d->c, d->s->arena, t.items, t.n_items, x, y);
    struct rect r = {x, y, d->column, t.height};
    vec_push(&d->c->items, ((struct item){.kind = ITEM_LINK,
                                          .element = link,
                                          .rect = r,
                                          .to_page = j->to_page,
                                          .note = j->article->title.text}));
}

bool flow_hides(const struct setter *s, const struct threads *t, const struct surroundings *on,
                const struct rect *what)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct thread *thread = &t->v[i];
        struct drawing d = {.s = s, .thread = thread, .on = on, .pitch = s->layout->grid.pitch};
        for (size_t k = 0; k < thread->sheets.n; k++) {
            const struct sheet *sheet = &thread->sheets.v[k];
            bool here = thread->first_page + sheet->page == on->page &&
                        thread->regions[sheet->region].frame == on->frame;
            for (size_t b = 0; b < sheet->n && here; b++)
                if (figures_hide(&d, &sheet->bands[b], what))
                    return true;
        }
    }
    return false;
}

void draw_flow(struct canvas *c, const struct setter *s, const struct threads *t,
               const struct surroundings *on)
{
    const struct frame *f = on->frame;
    for (size_t i = 0; i < t->n; i++) {
        struct drawing d = {.c = c, .s = s, .thread = &t->v[i], .on = on, .frame = f};
        d.pitch = s->layout->grid.pitch;
        d.x = on->rect.x;
        d.column = frame_measure(f, NULL, 0).column;
        const struct sheets *sheets = &t->v[i].sheets;
        for (size_t k = 0; k < sheets->n; k++) {
            const struct sheet *sheet = &sheets->v[k];
            if (d.thread->first_page + sheet->page != on->page ||
                d.thread->regions[sheet->region].frame != f)
                continue;
            for (size_t b = 0; b < sheet->n; b++)
                draw_band(&d, &sheet->bands[b], on->rect.y);
            draw_jump(&d, sheet, on->rect.y);
        }
    }
}

static length end_in(const struct setter *s, const struct thread *t, const struct sheet *sheet,
                     const struct frame *f)
{
    if (t->jump && sheet == &t->sheets.v[t->sheets.n - 1])
        return f->rect.y + f->rect.h;
    int lines = 0;
    for (size_t i = 0; i < sheet->n; i++) {
        int foot = band_foot(&sheet->bands[i]);
        lines = foot > lines ? foot : lines;
    }
    return f->rect.y + (length)lines * s->layout->grid.pitch;
}

length flow_end(const struct setter *s, const struct threads *t, const struct frame *f, size_t page)
{
    length end = f->rect.y;
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < t->v[i].sheets.n; k++) {
            const struct sheet *sheet = &t->v[i].sheets.v[k];
            if (t->v[i].first_page + sheet->page == page && sheet->n &&
                t->v[i].regions[sheet->region].frame == f)
                end = length_max(end, end_in(s, &t->v[i], sheet, f));
        }
    return end;
}
