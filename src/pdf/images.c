#include "pdf/images.h"

#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"
#include "pdf/intent.h"
#include "pdf/sources.h"

#include <errno.h>
#include <stdio.h>

str picture_bytes(const struct image *image, struct diags *d)
{
    str bytes = file_map(image->path);
    if (!bytes.p)
        diag_add(d, DIAG_FILE_UNREADABLE, (struct place){0}, "%s: %-s", image->path,
                 message_errno(errno));
    return bytes;
}

bool picture_same(const struct image *image, const struct picture_head *h, char *message)
{
    bool turned = picture_is_turned(h->orientation);
    bool same = h->format == image->format && h->orientation == image->orientation &&
                h->width == (turned ? image->height : image->width) &&
                h->height == (turned ? image->width : image->height);
    if (!same)
        snprintf(message, PICTURE_MESSAGE_MAX, "the file was changed meanwhile");
    return same;
}

void picture_report(const struct image *image, const char *message, struct diags *d)
{
    diag_add(d, DIAG_BAD_IMAGE, (struct place){0}, "%s: %-s", image->path, message);
    diag_hint(d, "open the picture and save it again");
}

str picture_open(const struct image *image, struct picture_head *h, struct diags *d)
{
    char message[PICTURE_MESSAGE_MAX] = "";
    str bytes = picture_bytes(image, d);
    if (!bytes.p || (picture_look(bytes, h, message) && picture_same(image, h, message)))
        return bytes;
    picture_report(image, message, d);
    file_unmap(bytes);
    return (str){0};
}

struct pictures {
    struct embedder embedder;
    struct map *by_path; /* and page */
    struct arena *names; /* the keys */
    VEC(struct picture *) pictures;
};

unsigned embedder_srgb(struct embedder *e)
{
    if (!e->srgb)
        e->srgb = intent_put_srgb(e->doc);
    return e->srgb;
}

unsigned pictures_srgb(struct pictures *p)
{
    return embedder_srgb(&p->embedder);
}

unsigned embedder_profile(struct embedder *e, struct source_profile *source)
{
    if (!source->object)
        source->object = intent_put_rgb(e->doc, buf_view(&source->icc));
    return source->object;
}

str embedder_rgb(struct embedder *e)
{
    struct source_profile *s = e->source;
    bool light =
        e->traits->colors == COLORS_SCREEN; /* its intent says which RGB; all is made that */
    if (s && !light) {
        e->rgb.n = 0;
        buf_format(&e->rgb, "[/ICCBased %u 0 R]", embedder_profile(e, s));
        return buf_view(&e->rgb);
    }
    if (light || !pdf_has_intent(e->traits))
        return STR("/DeviceRGB");
    e->rgb.n = 0;
    buf_format(&e->rgb, "[/ICCBased %u 0 R]", embedder_srgb(e));
    return buf_view(&e->rgb);
}

str embedder_cmyk(struct embedder *e)
{
    const struct pdf_condition *c = &e->options->condition;
    if (e->traits->colors != COLORS_SCREEN)
        return STR("/DeviceCMYK");
    if (!e->cmyk.n)
        buf_format(&e->cmyk, "[/ICCBased %u 0 R]", intent_put_condition(e->doc, c));
    return buf_view(&e->cmyk);
}

/* What converts a picture; NULL: nothing, or, with `*failed`, what should cannot be had. */
static struct colors *colors_for(struct embedder *e, const struct picture_head *h, bool *failed,
                                 struct diags *d)
{
    const struct pdf_condition *c = &e->options->condition;
    bool press = e->traits->colors == COLORS_PRESS;
    if (!press && h->components == 4)
        return e->screen; /* NULL where all stay */
    if (e->traits->colors == COLORS_KEPT || h->components != 3 || (!press && !e->source))
        return NULL;
    str source = e->source ? buf_view(&e->source->icc) : STR("");
    struct colors **made = e->source ? &e->source->colors : &e->press;
    if (!*made)
        *made =
            press ? colors_to_press(c->icc, source, c->ink_max, d) : colors_of_source(source, d);
    *failed = !*made;
    return *made;
}

bool picture_forbidden(const struct embedder *e, const struct image *image, bool alpha,
                       struct diags *d)
{
    if (e->traits->x != 1 || !alpha)
        return false;
    diag_add(d, DIAG_IMAGE_COLOR, (struct place){0},
             "%s: what can be seen through cannot stand in PDF/X-1a", image->path);
    diag_hint(d, "save it without transparency, or leave out --standard x1a: PDF/X-4 takes it");
    return true;
}

struct pictures *pictures_new(struct document *doc, const struct pdf_options *options,
                              struct colors *screen)
{
    struct pictures *p = xcalloc(1, sizeof *p);
    p->embedder = (struct embedder){
        .doc = doc, .options = options, .traits = pdf_traits(options->profile), .screen = screen};
    p->embedder.sources = sources_new();
    p->by_path = map_new();
    p->names = arena_new();
    return p;
}

void pictures_free(struct pictures *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->pictures.n; i++)
        free(p->pictures.v[i]);
    vec_free(&p->pictures);
    map_free(p->by_path);
    arena_free(p->names);
    buf_free(&p->embedder.rgb);
    buf_free(&p->embedder.cmyk);
    colors_free(p->embedder.press);
    sources_free(p->embedder.sources);
    free(p);
}

struct colors *embedder_press(struct embedder *e, struct source_profile *source, struct diags *d)
{
    const struct pdf_condition *c = &e->options->condition;
    struct colors **made = source ? &source->colors : &e->press;
    if (!*made)
        *made = colors_to_press(c->icc, source ? buf_view(&source->icc) : STR(""), c->ink_max, d);
    if (!*made || colors_prepare(*made))
        return *made;
    diag_add(d, DIAG_CONDITION_BAD, (struct place){0},
             "colours cannot be converted by the profile of the printing condition");
    return NULL;
}

const struct colors *pictures_press(struct pictures *p, struct diags *d)
{
    return embedder_press(&p->embedder, NULL, d);
}

static struct picture *enter(struct pictures *p, const struct image *image)
{
    str key = str_format(p->names, "%u %s", image->page, image->path);
    uintptr_t *slot = map_slot(p->by_path, key, NULL);
    if (!*slot) {
        struct picture *picture = xcalloc(1, sizeof *picture);
        vec_push(&p->pictures, picture);
        picture->image = image;
        snprintf(picture->name, sizeof picture->name, "I%zu", p->pictures.n);
        *slot = (uintptr_t)picture;
    }
    return (struct picture *)*slot;
}

void pictures_measure(struct pictures *p, const struct pages *pages)
{
    for (size_t i = 0; i < pages->n; i++)
        for (size_t k = 0; k < pages->pages[i].n_items; k++) {
            const struct item *item = &pages->pages[i].items[k];
            if (item->kind != ITEM_IMAGE)
                continue;
            struct picture *picture = enter(p, item->image);
            picture->width = length_max(picture->width, item->rect.w);
        }
}

struct picture *pictures_get(struct pictures *p, const struct image *image, struct diags *d)
{
    struct picture *picture = enter(p, image);
    if (!picture->tried)
        picture->object = image->format == IMAGE_PDF    ? embed_page(&p->embedder, image, d)
                          : image->drawn                ? embed_drawing(&p->embedder, image, d)
                          : image->format == IMAGE_JPEG ? embed_jpeg(&p->embedder, picture, d)
                                                        : embed_raster(&p->embedder, picture, d);
    picture->tried = true;
    return picture;
}

/* ---- converted ---- */

/* The pixels that a picture needs, as it is stored: those of the resolution asked for where it has
 * a quarter more. Line art needs twice as many. */
static void choose_size(const struct embedder *e, const struct picture *p,
                        const struct picture_head *h, struct recipe *r)
{
    enum { LINE_ART = 2, POINTS = 72 };
    int64_t ppi = (int64_t)e->options->ppi * (h->line_art ? LINE_ART : 1);
    int64_t want = (length_scale(p->width, ppi, POINTS) + LENGTH_PT - 1) / LENGTH_PT;
    int64_t have = p->image->width; /* as it is looked at */
    r->width = h->width;
    r->height = h->height;
    if (!r->small || want <= 0 || want * 5 / 4 >= have)
        return;
    r->width = (uint32_t)length_max(1, length_scale(h->width, want, have));
    r->height = (uint32_t)length_max(1, length_scale(h->height, want, have));
}

static void free_bytes(void *p, size_t size)
{
    (void)size;
    free(p);
}

/* A stream of what a buffer held; the space of one channel is grey whatever else there is. */
static struct object *embed_samples(struct embedder *e, const struct converted *c, struct buf *data,
                                    int channels, bool jpeg)
{
    struct object *o =
        object_stream(e->doc, (struct stream_bytes){data->data, data->n, free_bytes, data->cap});
    struct buf *b = object_entries(o);
    *data = (struct buf){0};
    buf_format(b,
               "/Type /XObject /Subtype /Image /Width %u /Height %u /BitsPerComponent 8 "
               "/ColorSpace %.*s ",
               c->width, c->height,
               STR_ARG(channels == 1   ? STR("/DeviceGray")
                       : channels == 3 ? embedder_rgb(e)
                                       : STR("/DeviceCMYK")));
    if (jpeg)
        buf_str(b, STR("/Filter /DCTDecode"));
    else
        buf_format(b,
                   "/Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors %d "
                   "/BitsPerComponent 8 /Columns %u>>",
                   channels, c->width);
    return o;
}

struct object *embed_made(struct embedder *e, struct converted *c)
{
    struct object *o = embed_samples(e, c, &c->data, c->channels, c->jpeg);
    if (c->alpha)
        buf_format(object_entries(o), " /SMask %u 0 R",
                   object_number(embed_samples(e, c, &c->mask, 1, false)));
    return o;
}

/* Whether there is anything to convert it to. */
static bool is_wanted(const struct embedder *e, const struct picture_head *h,
                      const struct recipe *r)
{
    bool smaller = r->width != h->width || r->height != h->height;
    return e->traits->colors == COLORS_SCREEN ? smaller || !h->line_art : r->colors != NULL;
}

bool embed_converted(struct embedder *e, const struct picture *picture, str bytes,
                     const struct picture_head *head, struct object **object, struct diags *d)
{
    bool failed = false;
    char message[PICTURE_MESSAGE_MAX] = "";
    struct converted made;
    struct recipe recipe = {.colors = colors_for(e, head, &failed, d),
                            .small = e->traits->colors == COLORS_SCREEN};
    *object = NULL;
    choose_size(e, picture, head, &recipe);
    if (failed)
        return true;
    if (!is_wanted(e, head, &recipe))
        return false;
    if (!convert_picture(&recipe, bytes, head, &made, message)) {
        picture_report(picture->image, message, d);
        return true;
    }
    if (made.as_it_is)
        return false;
    if (!picture_forbidden(e, picture->image, made.alpha, d))
        *object = embed_made(e, &made);
    converted_free(&made);
    return true;
}
