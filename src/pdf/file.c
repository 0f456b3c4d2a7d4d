#include "pdf/file.h"

#include "base/map.h"
#include "base/xalloc.h"
#include "pdf/attachments.h"
#include "pdf/draw.h"
#include "pdf/fontfile.h"
#include "pdf/images.h"
#include "pdf/intent.h"
#include "pdf/printer_marks.h"
#include "pdf/structure.h"
#include "pdf/syntax.h"
#include "pdf/tagging.h"
#include "pdf/text.h"

#include <stdio.h>
#include <stdlib.h>

struct pdf_file {
    const struct pages *pages;
    const struct pdf_options *options;
    const struct pdf_traits *traits;
    length margin; /* around the trimmed page */
    const struct subsets *subsets;
    struct diags *diags;
    struct document *doc;
    struct deflater *deflater;
    struct colors *screen;       /* that all colours are shown by; NULL: they are inks */
    const struct colors *colors; /* those of put_color() */
    struct pictures *pictures;
    struct text_writer *text;
    struct tagging *tagging;             /* NULL: the pages have no structure */
    struct object *overprint, *knockout; /* graphics states of text */
    struct object **page_objects;
    struct map *font_of_face;
    struct font **fonts; /* one a subset */
    struct buf content;  /* of the page that is written */
    struct buf used_fonts, used_pictures, used_shadings;
    size_t n_shadings; /* of the page */
    struct buf spots;  /* colour spaces of the spot inks, for every page */
    bool ok;
};

static struct font *font_for(const struct pdf_file *p, const struct face *face)
{
    return (struct font *)map_get_number(p->font_of_face, (uintptr_t)face);
}

/* ---- pages ---- */

/* An ink of its own, and what stands for it elsewhere (ISO 32000-1 8.6.6.4). */
static void put_spot(struct buf *b, const struct spot_ink *ink)
{
    buf_str(b, STR("[/Separation "));
    put_name(b, ink->name);
    buf_str(b, STR(" /DeviceCMYK <</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 ["));
    put_inks(b, ink->stands);
    buf_str(b, STR("] /N 1>>]"));
}

static void put_text_item(struct pdf_file *p, const struct item *item, size_t page)
{
    if (!item->run->n)
        return;
    struct font *f = font_for(p, item->run->face);
    bool upright = item->run->direction == RUN_UPRIGHT;
    size_t *last = upright ? &f->last_upright : &f->last_page;
    if (*last != page + 1)
        buf_format(&p->used_fonts, "/%s%s %u 0 R ", f->name, upright ? UPRIGHT_SUFFIX : "",
                   object_number(upright ? f->upright : f->object));
    *last = page + 1;
    text_put_run(p->text, item->run, f);
}

static void put_image_item(struct pdf_file *p, const struct canvas *c, const struct item *item,
                           size_t page)
{
    struct picture *picture = pictures_get(p->pictures, item->image, p->diags);
    if (!picture->object) {
        p->ok = false;
        return;
    }
    if (picture->last_page != page + 1)
        buf_format(&p->used_pictures, "/%s %u 0 R ", picture->name, object_number(picture->object));
    picture->last_page = page + 1;
    draw_image(c, item, picture->name);
}

static void put_fill_item(struct pdf_file *p, const struct canvas *c, const struct item *item)
{
    if (!item->shading) {
        draw_fill(c, item);
        return;
    }
    char name[32];
    snprintf(name, sizeof name, "H%zu", ++p->n_shadings);
    buf_format(&p->used_shadings, "/%s ", name);
    struct buf space = {0};
    if (p->screen || (item->color.light && !p->colors))
        buf_str(&space, STR("/DeviceRGB"));
    else if (item->color.spot)
        put_spot(&space, &p->pages->spots[item->color.spot - 1]);
    else
        buf_str(&space, STR("/DeviceCMYK"));
    put_shading(&p->used_shadings, c, item, buf_view(&space));
    buf_free(&space);
    draw_shaded(c, item, name);
}

static void put_item(struct pdf_file *p, const struct canvas *c, const struct item *item,
                     size_t page)
{
    if (item->kind == ITEM_LINK)
        return;
    bool tags = p->tagging && tagging_changes(p->tagging, item);
    if (item->kind != ITEM_GLYPHS || tags)
        text_end(p->text);
    if (tags)
        tagging_begin(p->tagging, &p->content, item, page);
    switch (item->kind) {
    case ITEM_GLYPHS: put_text_item(p, item, page); break;
    case ITEM_FILL: put_fill_item(p, c, item); break;
    case ITEM_STROKE: draw_stroke(c, item); break;
    case ITEM_LINE: draw_line(c, item); break;
    case ITEM_WAVE: draw_wave(c, item); break;
    case ITEM_IMAGE: put_image_item(p, c, item, page); break;
    case ITEM_CELLS: draw_cells(c, item); break;
    case ITEM_LINK: break;
    }
}

/* `outset`: how far it reaches out of the trimmed page. */
static void put_box(struct buf *b, const char *name, const struct pdf_file *f, length outset)
{
    const struct pages *p = f->pages;
    length inset = f->margin - outset;
    buf_format(b, "/%s [", name);
    const int64_t box[] = {length_steps(inset), length_steps(inset),
                           length_steps(2 * f->margin + p->width - inset),
                           length_steps(2 * f->margin + p->height - inset)};
    put_steps(b, box, 4);
    buf_str(b, STR("]\n"));
}

static void put_resources(struct pdf_file *p, struct buf *b)
{
    buf_str(b, STR("/Resources <<"));
    if (!p->screen)
        buf_format(b, "/ExtGState <</" OVERPRINT_STATE " %u 0 R /" KNOCKOUT_STATE " %u 0 R>>",
                   object_number(p->overprint), object_number(p->knockout));
    if (p->spots.n)
        buf_format(b, "/ColorSpace <<%.*s>>", STR_ARG(buf_view(&p->spots)));
    if (p->used_fonts.n)
        buf_format(b, "/Font <<%.*s>>", STR_ARG(buf_view(&p->used_fonts)));
    if (p->used_pictures.n)
        buf_format(b, "/XObject <<%.*s>>", STR_ARG(buf_view(&p->used_pictures)));
    if (p->used_shadings.n)
        buf_format(b, "/Shading <<%.*s>>", STR_ARG(buf_view(&p->used_shadings)));
    buf_str(b, STR(">>\n"));
}

static void put_marks(struct pdf_file *p, size_t page)
{
    if (p->tagging)
        buf_str(&p->content, STR("/Artifact BMC\n"));
    printer_marks_put_page(&p->content, p->pages, page);
    if (p->tagging)
        buf_str(&p->content, STR("EMC\n"));
}

static void write_page(struct pdf_file *p, size_t i)
{
    const struct page *page = &p->pages->pages[i];
    struct canvas canvas = {&p->content, p->margin, p->margin + p->pages->height, p->colors};
    p->content.n = p->used_fonts.n = p->used_pictures.n = p->used_shadings.n = p->n_shadings = 0;
    text_begin_page(p->text, &p->content, canvas.origin_x, canvas.origin_y);
    for (size_t k = 0; k < page->n_items; k++)
        put_item(p, &canvas, &page->items[k], i);
    text_end(p->text);
    if (p->tagging)
        tagging_end_page(p->tagging, &p->content, i);
    if (p->options->marks)
        put_marks(p, i);
    struct object *content = deflate_stream(p->deflater, p->doc, p->content.data, p->content.n);
    struct buf *b = object_entries(p->page_objects[i]);
    put_box(b, "MediaBox", p, p->margin);
    put_box(b, "BleedBox", p, length_min(p->margin, p->pages->bleed));
    put_box(b, "TrimBox", p, 0);
    put_resources(p, b);
    buf_format(b, "/Contents %u 0 R\n", object_number(content));
}

/* ---- the whole ---- */

static struct object *graphics_state(struct pdf_file *p, const char *entries)
{
    struct object *o = object_new(p->doc);
    buf_str(object_entries(o), str_of(entries));
    return o;
}

static void put_spots(struct pdf_file *p)
{
    for (size_t i = 0; i < p->pages->n_spots; i++) {
        buf_format(&p->spots, "/S%zu ", i + 1);
        put_spot(&p->spots, &p->pages->spots[i]);
        buf_char(&p->spots, '\n');
    }
}

/* What only inks need. */
static void make_states(struct pdf_file *p)
{
    put_spots(p);
    if (p->options->marks)
        buf_str(&p->spots, STR("/" MARKS_SPACE " " MARKS_SPACE_ARRAY "\n"));
    p->overprint = graphics_state(p, "/Type /ExtGState /op true /OP false /OPM 1");
    p->knockout = graphics_state(p, "/Type /ExtGState /op false /OP false");
}

static void make_fonts(struct pdf_file *p)
{
    size_t n = p->subsets->n;
    p->font_of_face = map_new();
    p->fonts = xcalloc(n + 1, sizeof(struct font *));
    for (size_t i = 0; i < n; i++) {
        p->fonts[i] = font_new(p->doc, p->subsets->v[i], i + 1);
        *map_slot_number(p->font_of_face, (uintptr_t)p->subsets->v[i]->face, NULL) =
            (uintptr_t)p->fonts[i];
    }
}

/* Light becomes inks for a press; where it stays, a standard wants to know which RGB it is (ISO
 * 19005-2, 6.2.4.3). */
static void choose_colors(struct pdf_file *p)
{
    p->colors = p->screen;
    if (!p->pages->has_light || p->screen)
        return;
    if (p->traits->colors == COLORS_PRESS) {
        p->colors = pictures_press(p->pictures, p->diags);
        p->ok = p->ok && p->colors;
    } else if (pdf_has_intent(p->traits)) {
        buf_format(&p->spots, "/DefaultRGB [/ICCBased %u 0 R]\n", pictures_srgb(p->pictures));
    }
}

struct pdf_file *pdf_file_new(const struct pages *pages, const struct subsets *subsets,
                              const struct pdf_options *options, struct diags *d)
{
    struct document *doc = document_new(d);
    if (!doc)
        return NULL;
    struct pdf_file *p = xcalloc(1, sizeof *p);
    *p = (struct pdf_file){.pages = pages,
                           .options = options,
                           .traits = pdf_traits(options->profile),
                           .subsets = subsets,
                           .diags = d,
                           .doc = doc};
    bool shown = p->traits->colors == COLORS_SCREEN;
    p->margin = shown            ? 0 /* what bleeds is cut off */
                : options->marks ? printer_marks_margin(pages->bleed)
                                 : pages->bleed;
    if (shown)
        p->screen = colors_to_screen(options->condition.icc, d);
    p->ok = !shown || p->screen;
    p->deflater = deflater_new();
    p->pictures = pictures_new(doc, options, p->screen);
    choose_colors(p);
    if (shown)
        pictures_measure(p->pictures, pages);
    p->text = text_writer_new(p->colors);
    if (!shown)
        make_states(p);
    p->page_objects = xcalloc(pages->n + 1, sizeof(struct object *));
    for (size_t i = 0; i < pages->n; i++)
        p->page_objects[i] = document_add_page(doc);
    make_fonts(p);
    if (pages->structure)
        p->tagging = tagging_new(doc, pages, p->page_objects, p->traits->links, p->margin);
    return p;
}

void pdf_file_free(struct pdf_file *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->subsets->n; i++)
        font_free(p->fonts[i]);
    free(p->fonts);
    map_free(p->font_of_face);
    free(p->page_objects);
    text_writer_free(p->text);
    tagging_free(p->tagging);
    pictures_free(p->pictures);
    colors_free(p->screen);
    deflater_free(p->deflater);
    buf_free(&p->content);
    buf_free(&p->used_fonts);
    buf_free(&p->used_pictures);
    buf_free(&p->used_shadings);
    buf_free(&p->spots);
    document_free(p->doc);
    free(p);
}

void pdf_file_write_pages(struct pdf_file *p)
{
    for (size_t i = 0; p->ok && i < p->pages->n; i++)
        write_page(p, i);
}

bool pdf_file_finish(struct pdf_file *p, const struct deflated *condition, struct buf *out)
{
    if (!p->ok) /* was reported */
        return false;
    for (size_t i = 0; i < p->subsets->n; i++)
        font_embed(p->fonts[i], p->doc, p->deflater);
    const struct structure s = {p->doc, p->pages, p->page_objects, p->tagging, p->margin};
    for (size_t i = 0; p->traits->links && i < p->pages->n; i++)
        structure_write_links(&s, i);
    structure_write(&s);
    if (p->tagging)
        tagging_write(p->tagging);
    if (pdf_has_intent(p->traits))
        intent_write(p->doc, p->traits, &p->options->condition, condition);
    attachments_write(p->doc, p->pages, p->options);
    structure_describe(&s, p->options);
    return document_save(p->doc, p->traits->version, p->traits->packed, out, p->diags);
}
