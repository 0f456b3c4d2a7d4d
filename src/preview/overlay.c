#include "preview/overlay.h"

/* Colours of the aids: none that a page is printed in. */
#define TYPE_COLOR  "#00a0c8"
#define GRID_COLOR  "#00a0c8"
#define FRAME_COLOR "#c000c0"

static void put_length(struct buf *b, length v)
{
    buf_decimal(b, v, LENGTH_PT, 2);
}

static void put_rect(struct buf *b, struct rect r, const char *looks)
{
    static const char *const names[] = {"x", "y", "width", "height"};
    const length v[] = {r.x, r.y, r.w, r.h};
    buf_format(b, "<rect fill=\"none\" %s", looks);
    for (int i = 0; i < 4; i++) {
        buf_format(b, " %s=\"", names[i]);
        put_length(b, v[i]);
        buf_char(b, '"');
    }
    buf_str(b, STR("/>"));
}

static void put_escaped(struct buf *b, str s)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '<': buf_str(b, STR("&lt;")); break;
        case '&': buf_str(b, STR("&amp;")); break;
        default: buf_char(b, s.p[i]);
        }
}

/* To 1/10 mm; 1 in = 72 pt = 25.4 mm. */
static void put_mm(struct buf *b, length v)
{
    buf_decimal(b, v * 254, (int64_t)LENGTH_PT * 720, 1);
}

static struct rect type_area(const struct layout *l, bool even)
{
    struct rect r = l->type_area;
    if (even)
        r.x = l->width - r.x - r.w;
    return r;
}

static void put_columns(const struct layout *l, struct rect area, struct buf *b)
{
    const struct grid *g = &l->grid;
    length column = g->characters * g->size;
    for (int i = 0; i < g->columns; i++) {
        struct rect r = {area.x + i * (column + g->gap), area.y, column, area.h};
        put_rect(b, r, "stroke=\"" GRID_COLOR "\" stroke-width=\"0.3\"");
    }
}

static void put_lines(const struct layout *l, struct rect area, struct buf *b)
{
    buf_str(b, STR("<path fill=\"none\" stroke=\"" GRID_COLOR "\" stroke-width=\"0.2\" d=\""));
    for (int i = 1; i < l->grid.lines; i++) {
        buf_char(b, 'M');
        put_length(b, area.x);
        buf_char(b, ' ');
        put_length(b, area.y + i * l->grid.pitch);
        buf_char(b, 'h');
        put_length(b, area.w);
    }
    buf_str(b, STR("\"/>"));
}

static void put_frame(const struct frame *f, struct rect r, struct buf *b)
{
    put_rect(b, r, "stroke=\"" FRAME_COLOR "\" stroke-width=\"0.5\" stroke-dasharray=\"3 2\"");
    buf_str(b,
            STR("<text font-size=\"6\" font-family=\"sans-serif\" fill=\"" FRAME_COLOR "\" x=\""));
    put_length(b, r.x + LENGTH_PT);
    buf_str(b, STR("\" y=\""));
    put_length(b, r.y - LENGTH_PT);
    buf_str(b, STR("\">"));
    put_escaped(b, f->name);
    buf_char(b, ' ');
    put_mm(b, r.w);
    buf_str(b, STR("×"));
    put_mm(b, r.h);
    buf_str(b, STR(" mm</text>"));
}

static void put_fold(struct buf *b, length x, length y, char way, length to)
{
    buf_str(b, STR("<path fill=\"none\" stroke=\"" TYPE_COLOR
                   "\" stroke-width=\"0.5\" stroke-dasharray=\"6 3\" d=\"M"));
    put_length(b, x);
    buf_char(b, ' ');
    put_length(b, y);
    buf_char(b, way);
    put_length(b, to);
    buf_str(b, STR("\"/>"));
}

/* Where the page is folded, from edge to edge. */
static void put_folds(const struct layout *l, bool even, struct buf *b)
{
    for (size_t i = 0; i < l->fold_x.n; i++)
        put_fold(b, even ? l->width - l->fold_x.at[i] : l->fold_x.at[i], 0, 'V', l->height);
    for (size_t i = 0; i < l->fold_y.n; i++)
        put_fold(b, 0, l->fold_y.at[i], 'H', l->width);
}

static str last_part(str path)
{
    size_t at = path.n;
    while (at > 0 && path.p[at - 1] != '/')
        at--;
    return str_slice(path, at, path.n);
}

void overlay_stand_in(const struct image *image, struct rect at, struct buf *b)
{
    enum { ACROSS = 24 }; /* letters beside one another, about */
    length size = length_min(8 * LENGTH_PT, at.w / ACROSS);
    put_rect(b, at, "stroke=\"" FRAME_COLOR "\" stroke-width=\"0.5\"");
    buf_str(b, STR("<text text-anchor=\"middle\" font-family=\"sans-serif\" fill=\"" FRAME_COLOR
                   "\" font-size=\""));
    put_length(b, size);
    buf_str(b, STR("\" x=\""));
    put_length(b, at.x + at.w / 2);
    buf_str(b, STR("\" y=\""));
    put_length(b, at.y + (at.h + size) / 2);
    buf_str(b, STR("\">"));
    put_escaped(b, last_part(str_of(image->path)));
    buf_format(b, " · %u · ", image->page);
    put_mm(b, at.w);
    buf_str(b, STR("×"));
    put_mm(b, at.h);
    buf_str(b, STR(" mm</text>\n"));
}

static const struct master *master_of(const struct layout *l, str name)
{
    const struct master *const masters[] = {l->first, l->inside, l->last, l->odd, l->even};
    const struct master_map *const maps[] = {&l->by_number, &l->by_section};
    for (size_t i = 0; i < sizeof masters / sizeof *masters; i++)
        if (masters[i] && str_eq(masters[i]->name, name))
            return masters[i];
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        for (size_t k = 0; k < maps[i]->n; k++)
            if (str_eq(maps[i]->v[k].master->name, name))
                return maps[i]->v[k].master;
    return NULL;
}

static void put_frames(const struct layout *l, const struct page *page, struct buf *b)
{
    const struct master *m = master_of(l, page->master);
    for (size_t i = 0; m && i < m->n_frames && i < page->n_frames; i++)
        if (page->frames[i].w > 0)
            put_frame(&m->frames[i], page->frames[i], b);
}

void overlay_put(const struct layout *l, const struct page *page, size_t index, struct buf *out)
{
    bool even = index % 2 == 1;
    struct rect area = type_area(l, even);
    buf_str(out, STR("<g class=\"over type\">"));
    put_rect(out, area, "stroke=\"" TYPE_COLOR "\" stroke-width=\"0.8\"");
    put_folds(l, even, out);
    buf_str(out, STR("</g>\n<g class=\"over grid\">"));
    put_columns(l, area, out);
    put_lines(l, area, out);
    buf_str(out, STR("</g>\n<g class=\"over frames\">"));
    put_frames(l, page, out);
    buf_str(out, STR("</g>\n"));
}
