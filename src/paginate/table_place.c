/* Where tables stand: in the column, at the head or foot of several, or turned on their side
 * (TB-06).
 */
#include "paginate/table.h"

/* ---- how many columns ---- */

static int lines_of(const struct table *t)
{
    int lines = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
        length leading = style_leading(t->b->s->layout, table_style(t, r, 0));
        lines += grid_lines(t->b->s, (length)table_row_lines(t, r) * leading);
    }
    return lines;
}

static int all_columns(const struct builder *b)
{
    return (int)((b->full + b->gap) / (b->column + b->gap));
}

/* As few as what may not be parted needs; more only where that takes a third less of the page. */
static int columns_for(struct table *t)
{
    const struct builder *b = t->b;
    int most = all_columns(b), best = most, area = 0;
    for (int k = 1; k <= most; k++) {
        length width = builder_spanned(b, k);
        if (table_least(t) > width && k < most)
            continue;
        table_divide(t, width);
        int own = lines_of(t) * k;
        if (area && own * 3 > area * 2)
            continue;
        best = k;
        area = own;
    }
    return best;
}

/* Whether a table so wide would part so many of its names that it rather takes more columns. */
static bool parts_names(struct table *t, length width)
{
    enum { MANY = 8 }; /* one in so many cells */
    size_t parted = 0;
    table_divide(t, width);
    for (size_t r = 0; r < t->n_rows; r++)
        for (size_t c = 0; c < t->n_columns; c++) {
            const struct table_cell *cell = table_cell(t, r, c);
            parted += table_is_name(cell) && t->columns[c].width < content_natural(&cell->content);
        }
    return parted * MANY > t->n_rows * t->n_columns;
}

/* 0: nothing was said. */
static int wished_columns(const struct builder *b, const struct picture_wishes *w)
{
    int most = all_columns(b);
    if (!w || (!w->columns && w->place == PICTURE_PLACE_HERE))
        return w ? 1 : 0;
    return w->columns == PICTURE_ALL_COLUMNS || w->columns > most ? most : w->columns;
}

/* ---- on its side (TB-06) ---- */

/* The lines of the highest column that it may stand in. */
static int page_lines(const struct builder *b)
{
    struct measure m = builder_figure_measure(b);
    int most = b->s->layout->grid.lines;
    return m.lines && m.lines < most ? m.lines : most;
}

static length caption_width(const struct table *t)
{
    const struct setter *s = t->b->s;
    const struct style *style = s->layout->styles[LAYOUT_TABLE_CAPTION];
    struct paragraph in = {.style = style, .measure = style->size};
    if (!t->block->title.n)
        return 0;
    in.spans = table_caption(t, &s->layout->table.caption, t->block, &in.n_spans);
    struct diags *quiet = diags_new(); /* the real setting reports */
    struct content c = compose_content(s->composer, s->arena, &in, quiet);
    diags_free(quiet);
    return content_natural(&c);
}

length builder_table_wanted(struct builder *b, const struct block *block)
{
    struct note_scope article = builder_open_own_notes(b);
    struct table t = table_measure(b, block, 0);
    length wanted = t.n_columns ? length_max(table_natural(&t), caption_width(&t)) : 0;
    builder_close_own_notes(b, &article);
    return wanted;
}

/* Its width becomes its height: what cells and caption ask for, or the type area's, where not
 * enough for text would be left. */
static length sideways_width(const struct table *t)
{
    const struct layout *l = t->b->s->layout;
    length pitch = l->grid.pitch, wanted = length_max(table_natural(t), caption_width(t));
    int most = page_lines(t->b), lines = grid_lines(t->b->s, wanted + l->figures.distance);
    if (lines * 4 > most * 3) /* from em box to em box */
        return (length)most * pitch - (pitch - l->grid.size);
    return (length)lines * pitch - l->figures.distance;
}

/* As few columns as its rows need, with caption and notes some lines more; the whole width where it
 * is parted. */
static int sideways_columns(const struct table *t)
{
    const struct builder *b = t->b;
    size_t around = (t->block->title.n > 0) + t->block->n_notes + b->notes.n;
    length needed = (length)(lines_of(t) + (int)around) * b->s->layout->grid.pitch;
    int k = 1, most = all_columns(b);
    while (k < most && builder_spanned(b, k) < needed)
        k++;
    return k;
}

/* Whether a table so wide would have what may not be parted outside its columns, or words cut into
 * lines of one and two characters. */
static bool is_cramped(struct table *t, length width)
{
    enum { LEAST = 3 };
    if (table_least(t) > width)
        return true;
    table_divide(t, width);
    for (size_t c = 0; c < t->n_columns; c++) {
        length em = table_style(t, 0, c)->size;
        if (t->columns[c].width < LEAST * em && t->columns[c].width < t->columns[c].natural)
            return true;
    }
    return false;
}

/* It stands in a list, quote, note or box, or in vertical text: in the text, in one column. */
static bool is_bound(const struct table *t)
{
    return t->inset || t->b->off_grid || t->b->box || t->b->s->lying;
}

static bool turns(struct table *t, const struct picture_wishes *w)
{
    const struct builder *b = t->b;
    length across = builder_spanned(b, SPAN_ALL), up = sideways_width(t);
    if (!w || !w->sideways)
        return b->s->layout->table.turns && !is_bound(t) && up > across && is_cramped(t, across);
    if (w->sideways == TABLE_SIDEWAYS_NO || !is_bound(t))
        return w->sideways == TABLE_SIDEWAYS_YES;
    diag_add(b->s->diags, DIAG_NOT_SET, w->at,
             "a table in a list, quote, box, note or vertical text is not set sideways");
    diag_hint(b->s->diags, "put it behind the list, quote, box or vertical text");
    return false;
}

static void check_width(const struct table *t, const struct table_place *p)
{
    length over = table_least(t) - p->width;
    if (over <= 0)
        return;
    diag_add(t->b->s->diags, DIAG_TABLE_TOO_WIDE, t->block->at,
             t->b->s->lying ? N_("the table is %d pt higher than the %d pt it has")
                            : N_("the table is %d pt wider than the %d pt it has"),
             (int)(over / LENGTH_PT) + 1, (int)(p->width / LENGTH_PT));
    if (p->sideways || t->b->s->lying)
        diag_hint(t->b->s->diags, "divide it, or say less in a column");
    else
        diag_hint(t->b->s->diags, "divide it, say less in a column, or set it sideways: "
                                  "`{sideways=yes}` behind its caption");
}

static bool is_aside(const struct table_place *p, const struct picture_wishes *w)
{
    return p->columns > 1 ||
           (w && (w->place == PICTURE_PLACE_TOP || w->place == PICTURE_PLACE_FOOT));
}

struct table_place table_place(struct table *t)
{
    const struct builder *b = t->b;
    const struct picture_wishes *w = t->block->wishes;
    struct table_place p = {.columns = 1};
    t->sideways = turns(t, w);
    if (t->sideways) {
        p = (struct table_place){.sideways = true, .aside = true, .width = sideways_width(t)};
        table_divide(t, p.width);
        p.columns = sideways_columns(t);
    } else {
        int wished = is_bound(t) ? 1 : wished_columns(b, w);
        p.columns = wished ? wished : columns_for(t);
        if (!wished && parts_names(t, builder_spanned(b, p.columns))) {
            table_keep_names(t, builder_spanned(b, SPAN_ALL));
            p.columns = columns_for(t);
        }
        p.aside = !is_bound(t) && is_aside(&p, w);
        p.width = builder_spanned(b, p.columns) - t->inset;
        table_keep_names(t, p.width);
    }
    check_width(t, &p);
    return p;
}

/* ---- at the head or foot of columns ---- */

static enum figure_side side_of(const struct table *t)
{
    const struct picture_wishes *w = t->block->wishes;
    if (!w || (w->place != PICTURE_PLACE_TOP && w->place != PICTURE_PLACE_FOOT))
        return FIGURE_ANYWHERE;
    return w->place == PICTURE_PLACE_TOP ? FIGURE_TOP : FIGURE_FOOT;
}

/* Pieces under one another, with the head that is repeated. */
static length stack(const struct table *t, const struct piece *from, const struct piece *to,
                    struct canvas *c)
{
    const struct setter *s = t->b->s;
    length pitch = s->layout->grid.pitch, y = 0;
    if (from->repeat) {
        canvas_add(c, s->arena, from->repeat->items, from->repeat->n_items, 0, 0);
        y = (length)from->repeat->lines * pitch;
    }
    for (const struct piece *p = from; p < to; p++) {
        canvas_add(c, s->arena, p->items, p->n_items, 0, y);
        y += (length)p->lines * pitch;
    }
    return y;
}

/* Pieces [from, to) as one figure at the head or foot of columns; what is turned stands in the
 * middle of them, or its parts where the first begins. */
static void add_figure(const struct table *t, const struct table_place *place,
                       const struct piece *from, const struct piece *to, bool parted)
{
    struct builder *b = t->b;
    const struct setter *s = b->s;
    struct canvas c = {0};
    length height = stack(t, from, to, &c);
    struct figure *f = vec_add(&b->figures);
    *f = (struct figure){.columns = place->columns,
                         .side = side_of(t),
                         .anchor = b->body.n,
                         .height = place->sideways ? place->width : height,
                         .at = from->at};
    f->lines = grid_lines(s, f->height + s->layout->figures.distance);
    if (place->sideways) {
        struct canvas turned = {0};
        length white = parted ? 0 : builder_spanned(b, place->columns) - height;
        canvas_add_sideways(&turned, s->arena, &c, length_max(white / 2, 0), 0, place->width);
        vec_free(&c.items);
        c = turned;
        int most = page_lines(b);
        f->lines = f->lines > most ? most : f->lines;
    }
    f->n_items = c.items.n;
    f->items = vec_take(s->arena, &c.items);
}

/* A table that is higher than a page, or when it is turned wider, goes on in further figures. */
static void add_figures(const struct table *t, const struct table_place *place,
                        const piece_list *pieces)
{
    const struct builder *b = t->b;
    int most = b->s->layout->grid.lines - 2, lines = 0;
    if (place->sideways)
        most = (int)(builder_spanned(b, place->columns) / b->s->layout->grid.pitch);
    size_t from = 0, end = 0; /* where the figure begins; where it may end */
    for (size_t i = 0; i < pieces->n; i++) {
        const struct piece *p = &pieces->v[i];
        lines += p->lines;
        if (lines > most && end > from) {
            add_figure(t, place, &pieces->v[from], &pieces->v[end], true);
            from = end;
            lines = from < pieces->n && pieces->v[from].repeat ? pieces->v[from].repeat->lines : 0;
            for (size_t k = from; k <= i; k++)
                lines += pieces->v[k].lines;
        }
        end = p->kept ? end : i + 1;
    }
    add_figure(t, place, &pieces->v[from], pieces->v + pieces->n, from > 0);
}

void table_put(const struct table *t, const struct table_place *place, const piece_list *pieces)
{
    struct builder *b = t->b;
    if (place->aside) {
        add_figures(t, place, pieces);
        return;
    }
    int above = b->s->layout->table.space_above;
    if (above && b->body.n)
        builder_add(b, (struct piece){.lines = above, .blank = true, .kept = true});
    for (size_t i = 0; i < pieces->n; i++)
        builder_add(b, pieces->v[i]);
}
