#include "pdf/pdf.h"

#include "base/map.h"
#include "base/vec.h"
#include "pdf/attachments.h"
#include "pdf/draw.h"
#include "pdf/images.h"
#include "pdf/intent.h"
#include "pdf/structure.h"
#include "pdf/syntax.h"
#include "pdf/tagging.h"
#include "pdf/text.h"
#include "pdf/workers.h"

/* A PDF as it is made. The phases: collect all glyphs, plan the fonts, write the pages, embed the
 * fonts, add the structure, save. */
struct pdf {
    const struct pages *pages;
    struct diags *diags;
    struct document *doc;
    struct deflater *deflater;
    struct workers *workers;
    struct pictures *pictures;
    struct text_writer *text;
    struct tagging *tagging;             /* NULL: the pages have no structure */
    struct object *overprint, *knockout; /* graphics states of text */
    struct object **page_objects;
    struct map *font_of_face;
    VEC(struct font *) fonts; /* in order of first use */
    struct buf content;       /* of the page that is written */
    struct buf used_fonts, used_pictures, used_shadings;
    size_t n_shadings; /* of the page */
    struct buf spots;  /* colour spaces of the spot inks, for every page */
    bool ok;
};

const struct pdf_traits *pdf_traits(enum pdf_profile profile)
{
#define PROFILE(id, name, version, links, x, a, files) {name, version, links, x, a, files},
    static const struct pdf_traits traits[] = {
#include "pdf/profiles.def"
    };
#undef PROFILE
    return &traits[profile];
}

/* ---- fonts ---- */

static struct font *font_for(struct pdf *p, const struct face *face)
{
    uintptr_t *slot = map_slot_number(p->font_of_face, (uintptr_t)face, NULL);
    if (!*slot) {
        struct font *f = font_new(p->doc, face, (unsigned)p->fonts.n + 1);
        vec_push(&p->fonts, f);
        *slot = (uintptr_t)f;
    }
    return (struct font *)*slot;
}

static void collect_glyphs(struct pdf *p)
{
    for (size_t i = 0; i < p->pages->n; i++) {
        const struct page *page = &p->pages->pages[i];
        for (size_t k = 0; k < page->n_items; k++) {
            const struct glyph_run *run = page->items[k].run;
            if (page->items[k].kind != ITEM_GLYPHS || !run->n)
                continue;
            struct font *f = font_for(p, run->face);
            if (run->direction == RUN_UPRIGHT)
                font_upright(f, p->doc);
            for (size_t g = 0; g < run->n; g++)
                font_collect(f, run->glyphs[g].id);
        }
    }
}

static bool plan_job(struct font *f, struct deflater *z)
{
    (void)z;
    return font_plan(f);
}

static void finish_job(struct pdf *p, const char *what)
{
    const struct font *failed = workers_finish(p->workers);
    if (!failed)
        return;
    diag_add(p->diags, DIAG_PDF_FAILED, (struct place){0}, "%.*s: %s", STR_ARG(failed->face->name),
             what);
    p->ok = false;
}

static void plan_fonts(struct pdf *p)
{
    workers_begin(p->workers, plan_job, p->fonts.v, p->fonts.n);
    finish_job(p, "HarfBuzz cannot subset the font");
}

/* The fonts' programs do not depend on the pages: other threads make them meanwhile. */
static void embed_fonts(struct pdf *p)
{
    finish_job(p, "HarfBuzz's subset of the font cannot be embedded");
    for (size_t i = 0; p->ok && i < p->fonts.n; i++)
        font_embed(p->fonts.v[i], p->doc, p->deflater);
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

static void put_text_item(struct pdf *p, const struct item *item, size_t page)
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

static void put_image_item(struct pdf *p, const struct canvas *c, const struct item *item,
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

static void put_fill_item(struct pdf *p, const struct canvas *c, const struct item *item)
{
    if (!item->shading) {
        draw_fill(c, item);
        return;
    }
    char name[32];
    snprintf(name, sizeof name, "H%zu", ++p->n_shadings);
    buf_format(&p->used_shadings, "/%s ", name);
    struct buf space = {0};
    if (item->color.spot)
        put_spot(&space, &p->pages->spots[item->color.spot - 1]);
    else
        buf_str(&space, STR("/DeviceCMYK"));
    put_shading(&p->used_shadings, c, item, buf_view(&space));
    buf_free(&space);
    draw_shaded(c, item, name);
}

static void put_item(struct pdf *p, const struct canvas *c, const struct item *item, size_t page)
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

static void put_box(struct buf *b, const char *name, const struct pages *p, length inset)
{
    buf_format(b, "/%s [", name);
    const int64_t box[] = {length_steps(inset), length_steps(inset),
                           length_steps(2 * p->bleed + p->width - inset),
                           length_steps(2 * p->bleed + p->height - inset)};
    put_steps(b, box, 4);
    buf_str(b, STR("]\n"));
}

static void put_resources(struct pdf *p, struct buf *b)
{
    buf_format(b,
               "/Resources <</ExtGState <</" OVERPRINT_STATE " %u 0 R /" KNOCKOUT_STATE " %u 0 R>>",
               object_number(p->overprint), object_number(p->knockout));
    if (p->pages->n_spots)
        buf_format(b, "/ColorSpace <<%.*s>>", STR_ARG(buf_view(&p->spots)));
    if (p->used_fonts.n)
        buf_format(b, "/Font <<%.*s>>", STR_ARG(buf_view(&p->used_fonts)));
    if (p->used_pictures.n)
        buf_format(b, "/XObject <<%.*s>>", STR_ARG(buf_view(&p->used_pictures)));
    if (p->used_shadings.n)
        buf_format(b, "/Shading <<%.*s>>", STR_ARG(buf_view(&p->used_shadings)));
    buf_str(b, STR(">>\n"));
}

static void write_page(struct pdf *p, size_t i)
{
    const struct page *page = &p->pages->pages[i];
    struct canvas canvas = {&p->content, p->pages->bleed, p->pages->bleed + p->pages->height};
    p->content.n = p->used_fonts.n = p->used_pictures.n = p->used_shadings.n = p->n_shadings = 0;
    text_begin_page(p->text, &p->content, canvas.origin_x, canvas.origin_y);
    for (size_t k = 0; k < page->n_items; k++)
        put_item(p, &canvas, &page->items[k], i);
    text_end(p->text);
    if (p->tagging)
        tagging_end_page(p->tagging, &p->content, i);
    struct object *content = deflate_stream(p->deflater, p->doc, p->content.data, p->content.n);
    struct buf *b = object_entries(p->page_objects[i]);
    put_box(b, "MediaBox", p->pages, 0);
    put_box(b, "BleedBox", p->pages, 0);
    put_box(b, "TrimBox", p->pages, p->pages->bleed);
    put_resources(p, b);
    buf_format(b, "/Contents %u 0 R\n", object_number(content));
}

/* ---- all ---- */

static struct object *graphics_state(struct pdf *p, const char *entries)
{
    struct object *o = object_new(p->doc);
    buf_str(object_entries(o), str_of(entries));
    return o;
}

static void put_spots(struct pdf *p)
{
    for (size_t i = 0; i < p->pages->n_spots; i++) {
        buf_format(&p->spots, "/S%zu ", i + 1);
        put_spot(&p->spots, &p->pages->spots[i]);
        buf_char(&p->spots, '\n');
    }
}

static void begin(struct pdf *p, const struct pdf_options *options)
{
    put_spots(p);
    p->workers = workers_new(options->threads);
    p->deflater = deflater_new();
    p->pictures = pictures_new(p->doc, pdf_traits(options->profile), options->condition.icc);
    p->text = text_writer_new();
    p->overprint = graphics_state(p, "/Type /ExtGState /op true /OP false /OPM 1");
    p->knockout = graphics_state(p, "/Type /ExtGState /op false /OP false");
    p->font_of_face = map_new();
    p->page_objects = xcalloc(p->pages->n + 1, sizeof *p->page_objects);
    for (size_t i = 0; i < p->pages->n; i++)
        p->page_objects[i] = document_add_page(p->doc);
    if (p->pages->structure)
        p->tagging =
            tagging_new(p->doc, p->pages, p->page_objects, pdf_traits(options->profile)->links);
    p->ok = true;
}

static void end(struct pdf *p)
{
    workers_free(p->workers); /* first: they may be at the fonts */
    for (size_t i = 0; i < p->fonts.n; i++)
        font_free(p->fonts.v[i]);
    vec_free(&p->fonts);
    map_free(p->font_of_face);
    free(p->page_objects);
    text_writer_free(p->text);
    tagging_free(p->tagging);
    pictures_free(p->pictures);
    deflater_free(p->deflater);
    buf_free(&p->content);
    buf_free(&p->used_fonts);
    buf_free(&p->used_pictures);
    buf_free(&p->used_shadings);
    buf_free(&p->spots);
    document_free(p->doc);
}

static void write_all(struct pdf *p, const struct pdf_options *options)
{
    workers_begin(p->workers, font_subset, p->fonts.v, p->fonts.n);
    for (size_t i = 0; i < p->pages->n; i++)
        write_page(p, i);
    embed_fonts(p);
    const struct structure s = {p->doc, p->pages, p->page_objects, p->tagging};
    const struct pdf_traits *traits = pdf_traits(options->profile);
    for (size_t i = 0; traits->links && i < p->pages->n; i++)
        structure_write_links(&s, i);
    structure_write(&s);
    if (p->tagging)
        tagging_write(p->tagging);
    if (pdf_has_intent(traits))
        intent_write(p->doc, traits, &options->condition);
    attachments_write(p->doc, p->pages, options);
    structure_describe(&s, options);
}

bool pdf_make(const struct pages *pages, const struct pdf_options *options, struct buf *out,
              struct diags *d)
{
    struct pdf p = {.pages = pages, .diags = d, .doc = document_new(d)};
    const char *version = pdf_traits(options->profile)->version;
    if (!p.doc)
        return false;
    begin(&p, options);
    collect_glyphs(&p);
    plan_fonts(&p);
    if (p.ok)
        write_all(&p, options);
    bool ok = p.ok && document_save(p.doc, version, out, d);
    end(&p);
    return ok;
}
