#include "pdf/images.h"

#include "base/map.h"
#include "base/vec.h"

#include <stdio.h>

struct pictures {
    struct document *doc;
    struct map *by_path;
    VEC(struct picture *) pictures;
};

struct pictures *pictures_new(struct document *doc)
{
    struct pictures *p = xcalloc(1, sizeof *p);
    p->doc = doc;
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
    free(p);
}

static struct picture *embed(struct pictures *p, const struct image *image, struct diags *d)
{
    struct picture *picture = xcalloc(1, sizeof *picture);
    vec_push(&p->pictures, picture);
    picture->image = image;
    snprintf(picture->name, sizeof picture->name, "I%zu", p->pictures.n);
    picture->object =
        image->format == IMAGE_JPEG ? embed_jpeg(p->doc, image, d) : embed_png(p->doc, image, d);
    return picture;
}

struct picture *pictures_get(struct pictures *p, const struct image *image, struct diags *d)
{
    uintptr_t *slot = map_slot(p->by_path, str_of(image->path), NULL);
    if (!*slot)
        *slot = (uintptr_t)embed(p, image, d);
    return (struct picture *)*slot;
}
