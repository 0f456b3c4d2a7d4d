/* Picture files as image objects, or forms where they are drawn; each file once. */
#pragma once

#include "page/page.h"
#include "pdf/inks.h"
#include "pdf/objects.h"
#include "pdf/pdf.h"

struct picture {
    const struct image *image;
    struct object *object; /* NULL: could not be read, which was reported */
    char name[16];         /* in the pages' resources */
    size_t last_page;      /* 1 + the page that last asked for it; for its user */
};

struct pictures;

/** `icc`: the profile of the printing condition, where the profile asks for one. */
struct pictures *pictures_new(struct document *doc, const struct pdf_traits *traits, str icc);
void pictures_free(struct pictures *p);

/** The picture of an image, embedded at the first call for its path. Valid until pictures_free().
 */
struct picture *pictures_get(struct pictures *p, const struct image *image, struct diags *d);

/** Where pictures go. */
struct embedder {
    struct document *doc;
    const struct pdf_traits *traits;
    str icc;
    struct buf rgb;    /* the colour space of pictures in RGB, once one was met */
    struct inks *inks; /* that they are converted to, likewise */
};

/** What pictures in RGB are converted to, for the press (PDF/X); NULL: they stay as they are, or,
 * with
 * `*failed`, cannot be converted, which is reported. */
const struct inks *embedder_inks(struct embedder *e, bool *failed, struct diags *d);

/** The colour space of pictures in RGB: where a standard forbids that of the device they say which
 * RGB it is. */
str embedder_rgb(struct embedder *e);

/** The ways. Report and give NULL when the file is not what its head promised. */
struct object *embed_jpeg(struct embedder *e, const struct image *image, struct diags *d);
struct object *embed_raster(struct embedder *to, const struct image *image, struct diags *d);
struct object *embed_drawing(struct embedder *e, const struct image *image, struct diags *d);

/** What both need: the mapped file (NULL bytes, and reported, when it cannot be read); whether its
 * head is still the one that was probed; the report that it cannot be used. */
str picture_bytes(const struct image *image, struct diags *d);
bool picture_same(const struct image *image, const struct picture_head *h, char *message);
void picture_report(const struct image *image, const char *message, struct diags *d);

/** Reports what PDF/X-1a has no place for: what can be seen through. True when it did. */
bool picture_forbidden(const struct embedder *e, const struct image *image, bool alpha,
                       struct diags *d);
