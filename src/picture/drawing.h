/* Pictures that are drawn, not stored as pixels: what is left of an SVG file (line art, logos,
 * charts) when shapes are paths. */
#pragma once

#include "base/arena.h"
#include "base/length.h"
#include "base/str.h"
#include "picture/picture.h"

#include <stdbool.h>

enum drawing_op { DRAWING_MOVE, DRAWING_LINE, DRAWING_CURVE, DRAWING_CLOSE };
enum { DRAWING_DASHES = 8 };

struct drawing_point {
    length x, y;
};

/** A colour. */
struct drawing_color {
    bool light;       /* it is sRGB, else it is inks */
    uint8_t rgb[3];   /* then */
    uint16_t cmyk[4]; /* in 1/10000 */
};

/** A colour on the way of a gradient, in 1/10000 of it; `at` grows from stop to stop. */
struct drawing_stop {
    uint16_t at;
    struct drawing_color color;
};

/** A gradient: from (0, 0) to (1, 0) of its own axes; or, radial, from its focus to the circle of
 * radius 1 about (0, 0). Beyond its ends it goes on in their colours. */
struct drawing_gradient {
    struct drawing_point origin, x_axis, y_axis; /* where (0, 0) lies, and what its axes are */
    bool radial;
    int focus[2]; /* in 1/10000, inside the circle */
    const struct drawing_stop *stops;
    size_t n; /* at least 2 */
};

/** Colour of a path's inside or line. */
struct drawing_paint {
    bool any;
    struct drawing_color color;
    uint16_t alpha;                          /* in 1/1000 */
    const struct drawing_gradient *gradient; /* in the stead of the colour; or NULL */
};

/** Points in the order of the operators: one of MOVE and LINE, three of CURVE, none of CLOSE. x
 * grows to the right and y downwards from the picture's top left corner. */
struct drawing_outline {
    const unsigned char *ops; /* enum drawing_op */
    size_t n_ops;
    const struct drawing_point *points;
};

/** What cuts off a path, and what cuts off this. */
struct drawing_clip {
    const struct drawing_clip *outer;
    struct drawing_outline outline; /* empty: nothing shows */
    bool even_odd;
};

struct drawing_path {
    struct drawing_outline outline;
    const struct drawing_clip *clip; /* or NULL */
    struct drawing_paint fill, stroke;
    bool even_odd;
    length width, dashes[DRAWING_DASHES], dash_start;
    int n_dashes;
    int cap, join; /* as PDF numbers them */
    int miter;     /* in 1/1000 */
};

/** Text of one font. */
struct drawing_part {
    str text;     /* without line ends and surplus blanks */
    str families; /* as the file lists them, with commas; empty: it says none */
    bool bold, italic;
    length size, spacing; /* the em; added between characters */
    length dx, dy;        /* from where the part before ends */
    struct drawing_color color;
};

enum drawing_anchor { DRAWING_START, DRAWING_MIDDLE, DRAWING_END };

/** Text that is set from one point on, with fonts that only others have: it is drawn above the
 * paths. */
struct drawing_text {
    struct drawing_point at; /* the baseline, where `anchor` says */
    enum drawing_anchor anchor;
    length along[2], down[2]; /* where a unit along the line and one below it go, in 1/65536 */
    const struct drawing_part *parts;
    size_t n;
    unsigned line;
};

struct drawing {
    length width, height;
    const struct drawing_path *paths; /* in drawing order */
    size_t n;
    const struct drawing_text *texts;
    size_t n_texts;
};

/** Something of the file that is not drawn: the first of its kind. */
struct drawing_loss {
    const char *what;
    unsigned line;
};

enum { DRAWING_LOSSES = 8 };

struct drawing_losses {
    struct drawing_loss v[DRAWING_LOSSES];
    size_t n;
};

/** Reads an SVG file into the arena: paths and basic shapes, groups and `use`, transforms, plain
 * and class styles, fills and lines with opacity, gradients, clips, text. Patterns, masks, filters,
 * pictures in it and scripts are not drawn and come back as losses. False, and why in `message`,
 * when it is no SVG, damaged or larger than it may be. */
bool svg_read(struct arena *a, str bytes, struct drawing *out, struct drawing_losses *losses,
              char message[PICTURE_MESSAGE_MAX]);

/** What the head of a drawing's file says. */
struct picture_head drawing_head(const struct drawing *d, const struct drawing_losses *losses);
