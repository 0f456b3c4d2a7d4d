/* The page dump: one item a line, lengths in pt, for goldens and for reading.
 *
 *   page 2 label "2" master inside 595.276x841.89 bleed 8.504
 *   text 56.14,81.2 w 483 song "Noto Serif CJK SC" 10.5 k100 "…" [advances]
 *
 * Behind an item stands the role of the element that it belongs to, <P>; the elements follow the
 * pages, each further in than its parent.
 *
 * A run's positions are shown as the x of every glyph that does not stand where the glyph before it
 * ends by the face's own advance: "@index:x". Runs of vertical lines are `upright`, with the y of
 * glyphs that do not stand under one another by the face's vertical metrics, or `turned`. Text of a
 * picture that does not lie as it is has its `matrix`. */
#include "base/buf.h"
#include "page/page.h"

static void put_length(struct buf *b, length v)
{
    buf_decimal(b, v, LENGTH_PT, 3);
}

static void put_rect(struct buf *b, const struct rect *r)
{
    put_length(b, r->x);
    buf_char(b, ',');
    put_length(b, r->y);
    buf_char(b, ' ');
    put_length(b, r->w);
    buf_char(b, 'x');
    put_length(b, r->h);
}

static void put_color(struct buf *b, struct color c)
{
    if (c.spot) {
        buf_format(b, "spot%u-", c.spot);
        buf_decimal(b, c.tint, 100, 2);
        return;
    }
    if (c.light) {
        buf_format(b, "rgb%d,%d,%d", c.rgb[0], c.rgb[1], c.rgb[2]);
        return;
    }
    const struct {
        char name;
        uint16_t value;
    } inks[] = {{'c', c.c}, {'m', c.m}, {'y', c.y}, {'k', c.k}};
    bool any = false;
    for (int i = 0; i < 4; i++) {
        if (!inks[i].value)
            continue;
        buf_char(b, inks[i].name);
        buf_decimal(b, inks[i].value, 100, 2);
        any = true;
    }
    if (!any)
        buf_str(b, STR("white"));
}

static void put_quoted(struct buf *b, str s)
{
    buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\')
            buf_char(b, '\\');
        if (s.p[i] == '\n')
            buf_str(b, STR("\\n"));
        else
            buf_char(b, s.p[i]);
    }
    buf_char(b, '"');
}

static length own_advance(const struct glyph_run *r, uint32_t glyph)
{
    return face_scale(r->face, hb_font_get_glyph_h_advance(r->face->hb_font, glyph), r->size);
}

static void put_upright_positions(struct buf *b, const struct glyph_run *r)
{
    length pen = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct glyph *g = &r->glyphs[i];
        struct vertical_metrics m = face_vertical(r->face, g->id);
        length x = g->x + face_scale(r->face, m.x, r->size);
        length y = g->y - face_scale(r->face, m.y, r->size);
        if (y - pen > 32 || y - pen < -32) {
            buf_format(b, " @%zu:", i);
            put_length(b, y);
        }
        if (x > 32 || x < -32) {
            buf_format(b, " >%zu:", i);
            put_length(b, x);
        }
        pen = y + face_scale(r->face, m.advance, r->size);
    }
}

/* Positions that differ from what the advances alone would give, to 1/1000 pt. */
static void put_positions(struct buf *b, const struct glyph_run *r)
{
    length pen = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct glyph *g = &r->glyphs[i];
        length off = g->x - pen;
        if (off > 32 || off < -32) {
            buf_format(b, " @%zu:", i);
            put_length(b, g->x);
        }
        if (g->y) {
            buf_format(b, " ^%zu:", i);
            put_length(b, g->y);
        }
        pen = g->x + own_advance(r, g->id);
    }
}

static void put_run(struct buf *b, const struct glyph_run *r)
{
    buf_str(b, STR("text "));
    put_length(b, r->x);
    buf_char(b, ',');
    put_length(b, r->y);
    buf_str(b, STR(" w "));
    put_length(b, r->width);
    buf_char(b, ' ');
    put_quoted(b, r->face->name);
    buf_char(b, ' ');
    put_length(b, r->size);
    buf_char(b, ' ');
    put_color(b, r->color);
    buf_char(b, ' ');
    put_quoted(b, r->text);
    if (r->aside)
        buf_str(b, STR(" aside"));
    if (r->direction)
        buf_str(b, r->direction == RUN_UPRIGHT ? STR(" upright") : STR(" turned"));
    if (r->matrix) {
        const length m[] = {r->matrix->along_x, r->matrix->along_y, r->matrix->down_x,
                            r->matrix->down_y};
        buf_str(b, STR(" matrix"));
        for (int i = 0; i < 4; i++) {
            buf_char(b, ' ');
            buf_decimal(b, m[i], LENGTH_PT, 4);
        }
    }
    if (r->narrow) {
        buf_str(b, STR(" narrow "));
        put_length(b, r->narrow);
    }
    if (r->direction == RUN_UPRIGHT)
        put_upright_positions(b, r);
    else
        put_positions(b, r);
}

static void put_shape(struct buf *b, const char *name, const struct item *i)
{
    buf_format(b, "%s ", name);
    put_rect(b, &i->rect);
    buf_char(b, ' ');
    put_color(b, i->color);
    if (i->thickness) {
        buf_str(b, STR(" thick "));
        put_length(b, i->thickness);
    }
    if (i->shading) {
        static const char *const to[] = {"", "down", "up", "right", "left"};
        buf_format(b, " %s to ", to[i->shading]);
        put_color(b, i->shade);
    }
    if (i->kind == ITEM_LINE || (i->kind == ITEM_STROKE && i->gap)) {
        buf_str(b, STR(" dash "));
        put_length(b, i->dash);
        buf_char(b, ' ');
        put_length(b, i->gap);
    }
    if (i->kind == ITEM_WAVE) {
        buf_str(b, STR(" period "));
        put_length(b, i->period);
    }
    if (i->radius) {
        buf_str(b, STR(" radius "));
        put_length(b, i->radius);
    }
}

static void put_image(struct buf *b, const struct item *i)
{
    str path = str_of(i->image->path);
    size_t slash = path.n;
    while (slash > 0 && path.p[slash - 1] != '/')
        slash--;
    buf_str(b, STR("image "));
    put_rect(b, &i->rect);
    static const char *const formats[] = {"jpeg", "png", "webp", "tiff", "svg", "pdf"};
    buf_format(b, " %s %ux%u ", formats[i->image->format], i->image->width, i->image->height);
    put_quoted(b, str_slice(path, slash, path.n));
    if (i->image->page > 1)
        buf_format(b, " page %u", i->image->page);
    if (memcmp(&i->clip, &i->rect, sizeof i->rect) != 0) {
        buf_str(b, STR(" seen "));
        put_rect(b, &i->clip);
    }
}

static void put_cells(struct buf *b, const struct item *i)
{
    unsigned dark = 0;
    for (unsigned k = 0; k < i->n_cells * i->n_cells; k++)
        dark += i->cells[k];
    put_shape(b, "cells", i);
    buf_format(b, " %u dark %u", i->n_cells, dark);
}

static void put_link(struct buf *b, const struct item *i)
{
    buf_str(b, STR("link "));
    put_rect(b, &i->rect);
    if (i->uri.n) {
        buf_str(b, STR(" uri "));
        put_quoted(b, i->uri);
        return;
    }
    buf_format(b, " page %zu y ", i->to_page + 1);
    put_length(b, i->to_y);
}

static void put_item(struct buf *b, const struct item *i)
{
    switch (i->kind) {
    case ITEM_GLYPHS: put_run(b, i->run); break;
    case ITEM_FILL: put_shape(b, "fill", i); break;
    case ITEM_STROKE: put_shape(b, "stroke", i); break;
    case ITEM_LINE: put_shape(b, "line", i); break;
    case ITEM_WAVE: put_shape(b, "wave", i); break;
    case ITEM_IMAGE: put_image(b, i); break;
    case ITEM_CELLS: put_cells(b, i); break;
    case ITEM_LINK: put_link(b, i); break;
    }
    if (i->element)
        buf_format(b, " <%s>", element_role_name(i->element->role));
    buf_char(b, '\n');
}

static void put_outline(struct buf *b, const struct outline *o)
{
    buf_format(b, "outline %d page %zu y ", o->level, o->page + 1);
    put_length(b, o->y);
    buf_char(b, ' ');
    put_quoted(b, o->title);
    buf_char(b, '\n');
}

static void put_element(struct buf *b, const struct element *e, int depth)
{
    if (!e->number)
        return;
    buf_format(b, "%*s<%s>", depth, "", element_role_name(e->role));
    if (e->alt.n) {
        buf_char(b, ' ');
        put_quoted(b, e->alt);
    }
    buf_char(b, '\n');
    for (const struct element *child = e->first; child; child = child->next)
        put_element(b, child, depth + 1);
}

void pages_dump(const struct pages *p, struct buf *out)
{
    buf_str(out, STR("document "));
    put_quoted(out, p->title);
    buf_format(out, " date %04d-%02d-%02d pages %zu ", (int)p->year, (int)p->month, (int)p->day,
               p->n);
    put_length(out, p->width);
    buf_char(out, 'x');
    put_length(out, p->height);
    buf_str(out, STR(" bleed "));
    put_length(out, p->bleed);
    buf_char(out, '\n');
    for (size_t i = 0; i < p->n; i++) {
        const struct page *page = &p->pages[i];
        buf_format(out, "page %zu label \"%.*s\" master %.*s\n", i + 1, STR_ARG(page->label),
                   STR_ARG(page->master));
        for (size_t k = 0; k < page->n_items; k++)
            put_item(out, &page->items[k]);
    }
    for (size_t i = 0; i < p->n_outline; i++)
        put_outline(out, &p->outline[i]);
    if (p->structure)
        put_element(out, p->structure, 0);
}
