/* Picture files as image objects, or forms where they are drawn; each file once. */
#pragma once

#include "page/page.h"
#include "pdf/convert.h"
#include "pdf/objects.h"
#include "pdf/pdf.h"

struct picture {
    const struct image *image;
    struct object *object; /* NULL: could not be read, which was reported */
    bool tried;
    char name[16];    /* in the pages' resources */
    size_t last_page; /* 1 + the page that last asked for it; for its user */
    length width;     /* the widest that it is set, where that was measured */
};

struct pictures;

/** Pictures go into `doc` as the options want them. `screen`: what all colours are shown by; NULL:
 * they are inks. What is given must outlive them. */
struct pictures *pictures_new(struct document *doc, const struct pdf_options *options,
                              struct colors *screen);
void pictures_free(struct pictures *p);

/** Measures how large the pictures of pages are set: before the first pictures_get() of a PDF whose
 * pictures are made smaller. */
void pictures_measure(struct pictures *p, const struct pages *pages);

/** The picture of an image, embedded at the first call for its path. Valid until pictures_free().
 */
struct picture *pictures_get(struct pictures *p, const struct image *image, struct diags *d);

/** What makes inks of sRGB, ready for use; NULL: it cannot be had, which is reported. */
const struct colors *pictures_press(struct pictures *p, struct diags *d);

/** The number of the profile of sRGB in the PDF. */
unsigned pictures_srgb(struct pictures *p);

/** Where pictures go. */
struct embedder {
    struct document *doc;
    const struct pdf_options *options;
    const struct pdf_traits *traits;
    struct colors *screen;
    struct buf rgb; /* the colour space of the picture in RGB that was last asked for */
    struct buf
        cmyk;      /* that of pictures in inks where these are shown by sRGB, once it is written */
    unsigned srgb; /* number of the object of sRGB; 0: not yet written */
    struct colors *press;          /* what pictures in sRGB are converted by; NULL: not yet made */
    struct source_profile *source; /* the profile of the picture at hand; NULL: sRGB */
    struct sources *sources;
};

/** Embeds a picture of pixels that is converted for what the PDF is for. False: this one is not, it
 * goes in as it is. `*object` is NULL when it cannot be converted, which is reported. */
bool embed_converted(struct embedder *e, const struct picture *picture, str bytes,
                     const struct picture_head *head, struct object **object, struct diags *d);

/** A picture that was converted, whose data are taken out of it. */
struct object *embed_made(struct embedder *e, struct converted *c);

/** The colour space of the picture at hand, in RGB: that of its profile; where it has none and a
 * standard forbids that of the device, sRGB. */
str embedder_rgb(struct embedder *e);

/** The number of a source's profile in the PDF. */
unsigned embedder_profile(struct embedder *e, struct source_profile *source);

/** What makes inks of a source's RGB (NULL: of sRGB), ready for use; NULL: it cannot be had, which
 * is reported. */
struct colors *embedder_press(struct embedder *e, struct source_profile *source, struct diags *d);

/** The number of the profile of sRGB in the PDF. */
unsigned embedder_srgb(struct embedder *e);

/** The colour space of pictures in inks: where these have no intent, the condition says which. */
str embedder_cmyk(struct embedder *e);

/** The ways. Report and give NULL when the file is not what its head promised. */
struct object *embed_jpeg(struct embedder *e, const struct picture *picture, struct diags *d);
struct object *embed_raster(struct embedder *to, const struct picture *picture, struct diags *d);
struct object *embed_drawing(struct embedder *e, const struct image *image, struct diags *d);
struct object *embed_page(struct embedder *e, const struct image *image, struct diags *d);

/** What both need: the mapped file (NULL bytes, and reported, when it cannot be read); whether its
 * head is still the one that was probed; the report that it cannot be used. */
str picture_bytes(const struct image *image, struct diags *d);
bool picture_same(const struct image *image, const struct picture_head *h, char *message);
void picture_report(const struct image *image, const char *message, struct diags *d);

/** All three of a picture of pixels: its bytes (the caller unmaps them) and its head; NULL bytes,
 * and reported, when it cannot be used. */
str picture_open(const struct image *image, struct picture_head *h, struct diags *d);

/** Reports what PDF/X-1a has no place for: what can be seen through. True when it did. */
bool picture_forbidden(const struct embedder *e, const struct image *image, bool alpha,
                       struct diags *d);
