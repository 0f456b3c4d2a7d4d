/* The pixels of a picture in a PDF, decoded within bounds, for measuring its ink. */
#pragma once

#include "press/plates.h"

enum { PICTURE_PIXELS_MAX = 64 << 20 };

enum picture_state {
    PICTURE_GOOD,
    PICTURE_OPAQUE, /* of a kind that is not decoded here */
    PICTURE_BROKEN, /* damaged, or fewer bytes than it should have */
    PICTURE_LARGE,
};

struct picture {
    double width, height; /* pixels, as its dictionary says */
    unsigned bits;        /* of a component */
    bool mask;            /* a stencil: painted in the current colour */
    const struct space *space;
    double decode[2 * COLORANTS_MAX];
    struct buf data;
    size_t row_bytes;
    struct picture *alpha; /* of a soft mask; NULL: none */
};

/** Reads the head; no pixels yet. */
void picture_read(struct picture *p, struct input *doc, struct spaces *spaces,
                  const struct node *image, const struct node *resources);
/** Decodes the pixels (and those of its soft mask). */
enum picture_state picture_decode(struct picture *p, struct input *doc, struct spaces *spaces,
                                  const struct node *image);
void picture_end(struct picture *p);

/** An ink_sampler. */
double picture_sample(const void *picture, double u, double v, struct plates *to);
