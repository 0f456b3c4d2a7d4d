/* A page of another PDF as a form of the one that is made. Its content is written anew, operator by
 * operator, which tells what it uses; of that, what import_entries.def names is copied. Colours
 * become what the profile wants; what cannot is a fault, reported once. Private to import*.c. */
#pragma once

#include "base/map.h"
#include "input/contents.h"
#include "input/space.h"
#include "pdf/deflate.h"
#include "pdf/images.h"
#include "pdf/sources.h"
#include "pdf/syntax.h"

enum import_fault {
#define FAULT(id, diag, message, hint) FAULT_##id,
#include "pdf/import_faults.def"
#undef FAULT
    FAULT_COUNT
};

enum {
    IMPORT_OBJECTS_MAX = 100000,
    IMPORT_VALUES_MAX = 4 << 20,   /* numbers, names and the like */
    IMPORT_DEPTH_MAX = 32,         /* objects, forms too, in one another */
    IMPORT_BYTES_MAX = 512 << 20,  /* of all streams */
    IMPORT_STREAM_MAX = 128 << 20, /* of one, decoded */
    IMPORT_FAULTS_MAX = 8,         /* that are told of one page */
};

struct import {
    struct embedder *e;
    struct input *doc;
    struct spaces *spaces;
    struct arena *arena;
    struct deflater *deflater;
    struct map *made;        /* number of an object and kind → struct import_made */
    struct map *spaces_made; /* struct space → struct import_space */
    const struct image *image;
    struct diags *diags;
    struct map *told; /* faults that were reported */
    size_t n_faults, n_objects, n_values, n_bytes;
    unsigned depth;
};

/** Reports a fault; `what` completes its message. */
void import_fault(struct import *im, enum import_fault fault, const char *what);

/* ---- import_object.c: objects ---- */

enum import_kind {
    KIND_PLAIN, /* numbers, names, strings; arrays and dictionaries of these */
    KIND_GSTATE,
    KIND_FUNCTION,
    KIND_SHADING,
    KIND_PATTERN,
    KIND_FORM,
    KIND_GROUP,
    KIND_IMAGE,
    KIND_FONT,
    KIND_DESCRIPTOR,
    KIND_PROGRAM,
    KIND_ENCODING,
    KIND_CMAP,
    KIND_DATA,
    /* values that are looked at before they are copied */
    KIND_FONT_AND_SIZE,
    KIND_OVERPRINT,
    KIND_BLEND,
    KIND_SOFT_MASK,
    KIND_ALPHA,
    KIND_MASK,
    KIND_XOBJECT, /* FORM or IMAGE */
};

/** Writes a value, or a reference to what it became. `resources`: what forms in it fall back on. */
void import_value(struct import *im, struct buf *b, const struct node *n, enum import_kind kind,
                  const struct node *resources);

/** Writes the entries of a dictionary that its kind takes over. */
void import_entries(struct import *im, struct buf *b, const struct node *dict,
                    enum import_kind kind, const struct node *resources);

void import_number(struct buf *b, double v);

/* ---- import_data.c: streams ---- */

/** A new stream with the data of another, /Filter and /DecodeParms; NULL, and reported, when it
 * cannot be decoded. */
struct object *import_data(struct import *im, const struct node *stream);

/** The name of a filter that neither qpdf nor every profile decodes; NULL: there is none. */
const char *import_codec(struct import *im, const struct node *stream);

/** A new stream of bytes, deflated. */
struct object *import_bytes(struct import *im, str bytes);

/* ---- import_font.c ---- */

/** Reports what a font lacks; writes what is particular to it. */
void import_font(struct import *im, struct buf *b, const struct node *font,
                 const struct node *resources);

/* ---- import_picture.c ---- */

/** A picture as an object, converted where the profile wants it; NULL when it was reported. */
struct object *import_picture(struct import *im, const struct node *image,
                              const struct node *resources);
/** The same of one that stands in the content. */
struct object *import_inline(struct import *im, const struct inline_picture *p,
                             const struct node *resources);

/* ---- import_space.c: colours ---- */

struct import_space {
    enum space_kind kind; /* GRAY, RGB and CMYK whatever profile they have; the others as they are;
                             UNKNOWN: a fault */
    unsigned n;
    const struct import_space *base; /* PATTERN: of uncoloured ones; or NULL */
    str written;                     /* as it stands in resources and pictures */
    bool converts;                   /* its colours become others (GRAY, RGB, CMYK) */
    struct source_profile *source;   /* RGB: which one; NULL: sRGB */
};

const struct import_space *import_space(struct import *im, const struct node *cs,
                                        const struct node *resources);
const struct import_space *import_device(struct import *im, enum space_kind kind);

/** The space as one whose colours stay as they are: of shadings and alternates; NULL, and reported,
 * when the profile has none. */
const char *import_space_as_it_is(struct import *im, const struct import_space *s,
                                  const char *what);

/** Writes the components of a colour, converted, each followed by a blank. */
void import_components(struct import *im, struct buf *b, const struct import_space *s,
                       const double *v);

/** What converts a space's RGB to inks; NULL, and reported, when it cannot be had. */
struct colors *import_press(struct import *im, const struct import_space *s);

/** The inks of an RGB colour, 255 is full. */
void import_inks(struct import *im, const struct import_space *s, const double rgb[3],
                 unsigned char cmyk[4]);

/* ---- import_shading.c ---- */

/** Writes a shading's colour space, background and function. */
void import_shading(struct import *im, struct buf *b, const struct node *shading,
                    const struct node *resources);

/* ---- import_content.c ---- */

/** Writes content anew: its stream, with /Resources; NULL, and reported, when it cannot be. */
struct object *import_content(struct import *im, str text, const struct node *resources);
