#include "preview/svg.h"

#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"
#include "preview/ink.h"
#include "preview/overlay.h"

/* ---- files ---- */

struct svg_book *svg_book_new(void)
{
    struct svg_book *b = xcalloc(1, sizeof *b);
    b->glyphs = glyph_book_new();
    b->numbers = map_new();
    return b;
}

void svg_book_free(struct svg_book *b)
{
    if (!b)
        return;
    glyph_book_free(b->glyphs);
    map_free(b->numbers);
    for (size_t i = 0; i < b->n_files; i++)
        free(b->files[i].path);
    free(b->files);
    free(b);
}

static const char *file_of(const struct svg_book *b, size_t number, bool image)
{
    return number < b->n_files && b->files[number].image == image ? b->files[number].path : NULL;
}

const char *svg_book_image(const struct svg_book *b, size_t number)
{
    return file_of(b, number, true);
}

const char *svg_book_source(const struct svg_book *b, size_t number)
{
    return file_of(b, number, false);
}

size_t svg_book_number(struct svg_book *b, str path, bool image)
{
    uintptr_t known = map_get(b->numbers, path);
    if (known)
        return known - 1;
    vec_grow((void **)&b->files, &b->cap_files, b->n_files, sizeof *b->files);
    struct svg_file *f = &b->files[b->n_files++];
    *f = (struct svg_file){xcalloc(1, path.n + 1), image};
    memcpy(f->path, path.p, path.n);
    *map_slot(b->numbers, str_of(f->path), NULL) = b->n_files;
    return b->n_files - 1;
}

/* ---- values ---- */

static void put_length(struct buf *b, length v)
{
    buf_decimal(b, v, LENGTH_PT, 3);
}

static void put_lengths(struct buf *b, const char *const names[], const length v[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_format(b, " %s=\"", names[i]);
        put_length(b, v[i]);
        buf_char(b, '"');
    }
}

static void put_rect(struct buf *b, const struct rect *r)
{
    static const char *const names[] = {"x", "y", "width", "height"};
    put_lengths(b, names, (const length[]){r->x, r->y, r->w, r->h}, 4);
}

static void put_paint(struct buf *b, const char *what, struct color color)
{
    buf_format(b, " %s=\"#%06x\"", what, (unsigned)ink_on_screen(color));
}

/* ---- items ---- */

static void put_place(struct svg_book *book, struct place at, struct buf *b)
{
    if (!at.source)
        return;
    size_t file = svg_book_number(book, at.source->path, false);
    buf_format(b, " data-at=\"%zu:%u:%u\"", file, at.line, at.column);
}

static void put_matrix(struct buf *b, const struct run_matrix *m)
{
    const length v[] = {m->along_x, m->along_y, m->down_x, m->down_y};
    buf_str(b, STR(") matrix("));
    for (int i = 0; i < 4; i++) {
        buf_decimal(b, v[i], LENGTH_PT, 5);
        buf_char(b, ' ');
    }
    buf_str(b, STR("0 0"));
}

/* Glyphs in font units, moved and scaled together. */
static void put_run(struct svg_book *book, const struct glyph_run *r, struct buf *b)
{
    int upem = r->face->upem;
    buf_str(b, STR("<g"));
    put_place(book, r->at, b);
    put_paint(b, "fill", r->color);
    buf_str(b, STR(" transform=\"translate("));
    put_length(b, r->x);
    buf_char(b, ' ');
    put_length(b, r->y);
    int64_t size = r->narrow ? length_scale(r->size, r->narrow, LENGTH_PT) : r->size;
    if (r->matrix)
        put_matrix(b, r->matrix);
    buf_str(b, r->direction == RUN_TURNED ? STR(") rotate(90) scale(") : STR(") scale("));
    buf_decimal(b, size, (int64_t)LENGTH_PT * upem, 7);
    if (r->narrow) {
        buf_char(b, ' ');
        buf_decimal(b, r->size, (int64_t)LENGTH_PT * upem, 7);
    }
    buf_str(b, STR(")\">"));
    for (size_t i = 0; i < r->n; i++) {
        const struct glyph *g = &r->glyphs[i];
        buf_format(b, "<use href=\"#g%zu\" x=\"", glyph_book_number(book->glyphs, r->face, g->id));
        buf_decimal(b, g->x * upem, size, 1);
        if (g->y) {
            buf_str(b, STR("\" y=\""));
            buf_decimal(b, g->y * upem, r->size, 1);
        }
        buf_str(b, STR("\"/>"));
    }
    buf_str(b, STR("</g>\n"));
}

static void put_dashes(const struct item *i, length gap, struct buf *b)
{
    buf_str(b, STR(" stroke-dasharray=\""));
    put_length(b, i->dash);
    buf_char(b, ' ');
    put_length(b, gap);
    buf_char(b, '"');
}

/* Named by what it looks like, so that the same page is the same text again. */
static void put_shade_name(const struct item *i, struct buf *b)
{
    buf_format(b, "shade-%06x-%06x-%d-%lld-%lld-%lld-%lld", (unsigned)ink_on_screen(i->color),
               (unsigned)ink_on_screen(i->shade), (int)i->shading, (long long)i->rect.x,
               (long long)i->rect.y, (long long)i->rect.w, (long long)i->rect.h);
}

static uint16_t between(uint16_t a, uint16_t b, int of_8)
{
    return (uint16_t)((a * (8 - of_8) + b * of_8) / 8);
}

/* Stops as the inks mix, which is not as the screen's colours do. */
static void put_shade(const struct item *i, struct buf *b)
{
    static const char *const ways[] = {
        "", "x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"", "x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\"",
        "x1=\"0\" y1=\"0\" x2=\"1\" y2=\"0\"", "x1=\"1\" y1=\"0\" x2=\"0\" y2=\"0\""};
    buf_str(b, STR("<linearGradient id=\""));
    put_shade_name(i, b);
    buf_format(b, "\" %s>", ways[i->shading]);
    for (int k = 0; k <= 8; k += 2) {
        struct color c = {.c = between(i->color.c, i->shade.c, k),
                          .m = between(i->color.m, i->shade.m, k),
                          .y = between(i->color.y, i->shade.y, k),
                          .k = between(i->color.k, i->shade.k, k)};
        buf_format(b, "<stop offset=\"%d.%02d\" stop-color=\"#%06x\"/>", k / 8, k * 100 / 8 % 100,
                   (unsigned)ink_on_screen(c));
    }
    buf_str(b, STR("</linearGradient>"));
}

static void put_shape(const struct item *i, struct buf *b)
{
    struct rect r = i->rect;
    bool stroke = i->kind == ITEM_STROKE;
    if (i->shading)
        put_shade(i, b);
    length t = stroke ? i->thickness : 0;
    r = (struct rect){r.x + t / 2, r.y + t / 2, r.w - t, r.h - t};
    buf_str(b, STR("<rect"));
    put_rect(b, &r);
    if (i->radius)
        put_lengths(b, (const char *const[]){"rx"}, &i->radius, 1);
    if (stroke) {
        buf_str(b, STR(" fill=\"none\""));
        put_lengths(b, (const char *const[]){"stroke-width"}, &t, 1);
    }
    if (stroke && i->gap)
        put_dashes(i, i->gap, b);
    if (i->shading) {
        buf_str(b, STR(" fill=\"url(#"));
        put_shade_name(i, b);
        buf_str(b, STR(")\""));
    } else {
        put_paint(b, stroke ? "stroke" : "fill", i->color);
    }
    buf_str(b, STR("/>\n"));
}

static void put_line(const struct item *i, struct buf *b)
{
    static const char *const names[] = {"x1", "y1", "x2", "y2", "stroke-width"};
    const struct rect *r = &i->rect;
    bool flat = r->w >= r->h;
    length thick = i->thickness ? i->thickness : flat ? r->h : r->w;
    length x = flat ? r->x : r->x + r->w / 2, y = flat ? r->y + r->h / 2 : r->y;
    buf_str(b, STR("<line"));
    put_lengths(b, names, (const length[]){x, y, flat ? x + r->w : x, flat ? y : y + r->h, thick},
                5);
    put_paint(b, "stroke", i->color);
    if (i->gap > 0) {
        if (!i->dash)
            buf_str(b, STR(" stroke-linecap=\"round\""));
        put_dashes(i, i->dash ? i->gap : i->gap + thick, b);
    }
    buf_str(b, STR("/>\n"));
}

/* A step of so much along the wave and across it. */
static void put_step(struct buf *b, bool down, length along, length across)
{
    put_length(b, down ? across : along);
    buf_char(b, ' ');
    put_length(b, down ? along : across);
}

/* Half waves as quadratic curves, along the longer axis: near enough for the screen. */
static void put_wave(const struct item *i, struct buf *b)
{
    const struct rect *r = &i->rect;
    bool down = r->h > r->w;
    length whole = down ? r->h : r->w, wide = down ? r->w : r->h;
    length half = length_max(i->period / 2, 1), n = length_max(1, whole / half);
    length step = whole / n, height = length_max(0, wide - i->thickness);
    buf_str(b, STR("<path fill=\"none\""));
    put_paint(b, "stroke", i->color);
    put_lengths(b, (const char *const[]){"stroke-width"}, &i->thickness, 1);
    buf_str(b, STR(" d=\"M"));
    put_length(b, down ? r->x + r->w / 2 : r->x);
    buf_char(b, ' ');
    put_length(b, down ? r->y : r->y + r->h / 2);
    buf_char(b, 'q');
    put_step(b, down, step / 2, -height);
    buf_char(b, ' ');
    put_step(b, down, step, 0);
    for (length k = 1; k < n; k++) {
        buf_char(b, 't');
        put_step(b, down, step, 0);
    }
    buf_str(b, STR("\"/>\n"));
}

static void put_cells(const struct item *i, struct buf *b)
{
    buf_str(b, STR("<path"));
    put_paint(b, "fill", i->color);
    buf_str(b, STR(" transform=\"translate("));
    put_length(b, i->rect.x);
    buf_char(b, ' ');
    put_length(b, i->rect.y);
    buf_str(b, STR(") scale("));
    buf_decimal(b, i->rect.w, (int64_t)LENGTH_PT * i->n_cells, 6);
    buf_str(b, STR(")\" d=\""));
    for (unsigned k = 0; k < i->n_cells * i->n_cells; k++)
        if (i->cells[k])
            buf_format(b, "M%u %uh1v1h-1z", k % i->n_cells, k / i->n_cells);
    buf_str(b, STR("\"/>\n"));
}

static void put_base64(struct buf *b, str bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.n; i += 3) {
        size_t n = bytes.n - i < 3 ? bytes.n - i : 3;
        uint32_t v = 0;
        for (size_t k = 0; k < 3; k++)
            v = v << 8 | (k < n ? (unsigned char)bytes.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buf_char(b, k <= n ? digits[v >> (18 - 6 * k) & 63] : '=');
    }
}

/* Where the root's tag ends; 0: nowhere. */
static size_t root_end(str s)
{
    size_t at = 0;
    while (at < s.n) {
        at = str_find(s, '<', at);
        size_t end = at + 1;
        while (end < s.n && (s.p[end] > '@' || s.p[end] == ':'))
            end++;
        if (str_ends(str_slice(s, at < s.n ? at + 1 : at, end), STR("svg")))
            break;
        at++;
    }
    for (char quote = 0; at < s.n; at++) {
        if (quote ? s.p[at] == quote : s.p[at] == '"' || s.p[at] == '\'')
            quote = quote ? 0 : s.p[at];
        else if (!quote && s.p[at] == '>')
            return s.p[at - 1] == '/' ? 0 : at + 1;
    }
    return 0;
}

void svg_picture(str bytes, struct buf *out)
{
    bool drawn = str_is(str_of(picture_media_type(bytes)), "image/svg+xml");
    size_t at = drawn ? root_end(bytes) : 0;
    buf_str(out, str_slice(bytes, 0, at));
    if (at)
        buf_str(out, STR("<style xmlns=\"http://www.w3.org/2000/svg\">"
                         "text{display:none!important}</style>"));
    buf_str(out, str_slice(bytes, at, bytes.n));
}

static void put_picture(struct svg_book *book, const char *path, struct buf *b)
{
    size_t number = svg_book_number(book, str_of(path), true);
    str bytes = book->whole ? file_map(path) : (str){0};
    if (!bytes.p) {
        buf_format(b, "image/%zu", number);
        return;
    }
    buf_format(b, "data:%s;base64,", picture_media_type(bytes));
    struct buf shown = {0};
    svg_picture(bytes, &shown);
    put_base64(b, buf_view(&shown));
    buf_free(&shown);
    file_unmap(bytes);
}

/* A nested drawing clips what reaches out of it. */
static void put_image(struct svg_book *book, const struct item *i, struct buf *b)
{
    if (i->image->format == IMAGE_PDF) {
        overlay_stand_in(i->image, i->clip.w > 0 && i->clip.h > 0 ? i->clip : i->rect, b);
        return;
    }
    bool clipped = i->clip.w > 0 && i->clip.h > 0;
    const struct rect *view = clipped ? &i->clip : &i->rect;
    struct rect at = {i->rect.x - view->x, i->rect.y - view->y, i->rect.w, i->rect.h};
    buf_str(b, STR("<svg"));
    put_rect(b, view);
    buf_str(b, STR("><image preserveAspectRatio=\"none\""));
    put_rect(b, &at);
    buf_str(b, STR(" href=\""));
    put_picture(book, i->image->path, b);
    buf_str(b, STR("\"/></svg>\n"));
}

static void put_item(struct svg_book *book, const struct item *i, struct buf *b)
{
    switch (i->kind) {
    case ITEM_GLYPHS: put_run(book, i->run, b); break;
    case ITEM_FILL:
    case ITEM_STROKE: put_shape(i, b); break;
    case ITEM_LINE: put_line(i, b); break;
    case ITEM_WAVE: put_wave(i, b); break;
    case ITEM_IMAGE: put_image(book, i, b); break;
    case ITEM_CELLS: put_cells(i, b); break;
    case ITEM_LINK: break;
    }
}

void svg_page(struct svg_book *book, const struct pages *pages, size_t index,
              const struct layout *layout, struct buf *out)
{
    const struct page *page = &pages->pages[index];
    length bleed = pages->bleed;
    buf_str(out, STR("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\""));
    const length box[] = {-bleed, -bleed, pages->width + 2 * bleed, pages->height + 2 * bleed};
    for (int i = 0; i < 4; i++) {
        if (i)
            buf_char(out, ' ');
        put_length(out, box[i]);
    }
    buf_str(out, STR("\">\n"));
    for (size_t i = 0; i < page->n_items; i++)
        put_item(book, &page->items[i], out);
    overlay_put(layout, page, index, out);
    buf_str(out, STR("</svg>\n"));
}
