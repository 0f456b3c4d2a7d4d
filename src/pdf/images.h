/* Picture files as image objects; each file once. */
#pragma once

#include "page/page.h"
#include "pdf/objects.h"

struct picture {
    const struct image *image;
    struct object *object; /* NULL: could not be read, which was reported */
    char name[16];         /* in the pages' resources */
    size_t last_page;      /* 1 + the page that last asked for it; for its user */
};

struct pictures;

struct pictures *pictures_new(struct document *doc);
void pictures_free(struct pictures *p);

/** The picture of an image, embedded at the first call for its path. Valid until pictures_free().
 */
struct picture *pictures_get(struct pictures *p, const struct image *image, struct diags *d);

/** The two kinds. Report and give NULL when the file is not what its head promised. */
struct object *embed_jpeg(struct document *doc, const struct image *image, struct diags *d);
struct object *embed_png(struct document *doc, const struct image *image, struct diags *d);
