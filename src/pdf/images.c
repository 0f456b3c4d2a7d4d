#include "pdf/images.h"

#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"
#include "pdf/intent.h"

#include <errno.h>
#include <stdio.h>

str picture_bytes(const struct image *image, struct diags *d)
{
    str bytes = file_map(image->path);
    if (!bytes.p)
        diag_add(d, DIAG_FILE_UNREADABLE, (struct place){0}, "%s: %s", image->path,
                 strerror(errno));
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
    diag_add(d, DIAG_BAD_IMAGE, (struct place){0}, "%s: %s", image->path, message);
    diag_hint(d, "open the picture and save it again");
}

struct pictures {
    struct embedder embedder;
    struct map *by_path;
    VEC(struct picture *) pictures;
};

str embedder_rgb(struct embedder *e)
{
    if (!pdf_has_intent(e->traits))
        return STR("/DeviceRGB");
    if (!e->rgb.n)
        intent_put_srgb(e->doc, &e->rgb);
    return buf_view(&e->rgb);
}

const struct inks *embedder_inks(struct embedder *e, bool *failed, struct diags *d)
{
    *failed = false;
    if (!e->traits->x)
        return NULL;
    if (!e->inks)
        e->inks = inks_new(e->icc, d);
    *failed = !e->inks;
    return e->inks;
}

bool picture_forbidden(const struct embedder *e, const struct image *image, bool alpha,
                       struct diags *d)
{
    if (e->traits->x != 1 || !alpha)
        return false;
    diag_add(d, DIAG_IMAGE_COLOR, (struct place){0},
             "%s: what can be seen through cannot stand in PDF/X-1a", image->path);
    diag_hint(d, "save it without transparency, or make the profile `print` (PDF/X-4)");
    return true;
}

struct pictures *pictures_new(struct document *doc, const struct pdf_traits *traits, str icc)
{
    struct pictures *p = xcalloc(1, sizeof *p);
    p->embedder = (struct embedder){.doc = doc, .traits = traits, .icc = icc};
    p->by_path = map_new();
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
    buf_free(&p->embedder.rgb);
    inks_free(p->embedder.inks);
    free(p);
}

static struct picture *embed(struct pictures *p, const struct image *image, struct diags *d)
{
    struct picture *picture = xcalloc(1, sizeof *picture);
    vec_push(&p->pictures, picture);
    picture->image = image;
    snprintf(picture->name, sizeof picture->name, "I%zu", p->pictures.n);
    picture->object = image->drawn                  ? embed_drawing(&p->embedder, image, d)
                      : image->format == IMAGE_JPEG ? embed_jpeg(&p->embedder, image, d)
                                                    : embed_raster(&p->embedder, image, d);
    return picture;
}

struct picture *pictures_get(struct pictures *p, const struct image *image, struct diags *d)
{
    uintptr_t *slot = map_slot(p->by_path, str_of(image->path), NULL);
    if (!*slot)
        *slot = (uintptr_t)embed(p, image, d);
    return (struct picture *)*slot;
}
