/* The display list: what stands where on every page. Made by composition and pagination, read by
 * the PDF writer and the page dump. Coordinates: x to the right, y downwards, from the top left
 * corner of the trimmed page; text positions are baselines. */
#pragma once

#include "font/font.h"
#include "page/element.h"
#include "picture/picture.h"

/** A colour, in 1/100 of a percent (10000 is full ink): of the process inks, or of a spot ink, for
 * which the others stand where there is none; or of light, which has no inks yet. */
struct color {
    uint16_t c, m, y, k;
    uint16_t spot; /* number of the ink in the document, from 1; 0: process inks */
    uint16_t tint; /* of that ink */
    bool light;
    uint8_t rgb[3]; /* of sRGB, then */
};

/** A spot ink (专色). */
struct spot_ink {
    str name;            /* as the plate is called: PANTONE 186 C */
    struct color stands; /* for full ink, in process inks */
};

/** One drawn glyph. Text: bytes [text, text + text_n) of the run's text; glyphs that carry the rest
 * of a cluster have text_n 0. */
struct glyph {
    uint32_t id;
    uint32_t text, text_n;
    length x, y; /* of its origin, from the run's origin; y downwards */
};

/** How a run goes: along a baseline; down a vertical line, its glyphs upright; or down, lying on
 * their right side, as Western words do in a vertical line (VT-06). */
enum run_direction { RUN_HORIZONTAL, RUN_UPRIGHT, RUN_TURNED };

/** How a run is turned, sloped or mirrored about its origin: where a unit along the line and one
 * below it go, to the right and down, in 1/65536. */
struct run_matrix {
    length along_x, along_y, down_x, down_y;
};

/** Glyphs of one face, size and colour on one line. Of a turned run the glyphs' places are those
 * before it is turned clockwise about its origin. */
struct glyph_run {
    enum run_direction direction;
    const struct run_matrix *matrix; /* of a horizontal run; NULL: it lies as it is */
    length narrow; /* glyphs are as wide as this many 65536th of themselves; 0: as they are */
    const struct face *face;
    length size;
    struct color color;
    length x, y;  /* origin on the page */
    length width; /* from the origin to the end of the last glyph's cell, along the line */
    str text;     /* what a reader copies out, in order */
    bool aside;   /* an annotation: no part of the text that is copied out (RB-07) */
    str link;     /* address of the link that it belongs to; empty: none */
    const struct glyph *glyphs;
    size_t n;
    struct place at;
};

/** A picture file that was looked at and found usable. Pixels stay in the file until it is written.
 */
struct image {
    const char *path;
    unsigned page;        /* of a PDF file; 1 in any other */
    struct place used_at; /* where it is named first */
    enum image_format format;
    uint32_t width, height; /* pixels, as it is looked at */
    uint32_t ppi;           /* stated in the file; 0: not stated */
    uint8_t orientation;    /* how it is stored: EXIF's 1 to 8; 0 is 1 */
    bool line_art;          /* one bit a pixel (FG-07) */
    bool has_text;          /* of shapes: text is to be set over them */
    bool drawn;             /* shapes, no pixels: what counts as such is 1/100 pt */
};

struct rect {
    length x, y, w, h;
};

/** Where a gradient goes: from `color` at the other side to `shade`. */
enum shade_direction { SHADE_NONE, SHADE_DOWN, SHADE_UP, SHADE_RIGHT, SHADE_LEFT };

enum item_kind {
    ITEM_GLYPHS, /* run */
    ITEM_FILL,   /* rect filled with color; rules are thin fills */
    ITEM_STROKE, /* rect outlined inside-centred with `thickness`; dashed when it has a gap */
    ITEM_LINE,   /* dashed or dotted rule along the longer middle axis of rect: `dash` on, `gap` off
                  */
    ITEM_WAVE,   /* a wavy line of `thickness` along the longer axis of rect, from crest to crest
                    about   `period` */
    ITEM_IMAGE,  /* image drawn into rect (rect may reach out of `clip`) */
    ITEM_CELLS,  /* a QR matrix of n × n cells over rect, dark ones filled */
    ITEM_LINK,   /* rect leads to page `to_page` at `to_y`, or to `uri` */
};

struct item {
    enum item_kind kind;
    /* what it is part of; NULL: an artifact, which is looked at but not read out */
    struct element *element;
    uint32_t order;              /* in which it was set, among the element's items */
    const struct element *after; /* the element's child that it comes behind; NULL: before all */
    struct rect rect;
    struct color color;
    enum shade_direction shading; /* FILL */
    struct color shade; /* of the same kind of ink: process inks, or one spot ink and paper */
    const struct glyph_run *run;
    length thickness, dash, gap, period;
    length radius; /* FILL, STROKE: rounded corners */
    const struct image *image;
    struct rect clip;           /* ITEM_IMAGE */
    const unsigned char *cells; /* n * n bytes, 1 dark */
    unsigned n_cells;           /* n */
    size_t to_page;             /* index */
    length to_y;
    str uri;  /* empty: to_page */
    str note; /* what the link says, for readers that show it */
};

struct page {
    str master; /* name of the page master it was made with */
    const struct rect
        *frames; /* where those of its master stand, in their order; 0 wide: nowhere */
    size_t n_frames;
    str label;                /* page label: what the folio prints */
    const struct item *items; /* in drawing order */
    size_t n_items;
};

/** An entry of the outline; `level` 0 is the top, a deeper one belongs to the last shallower one.
 */
struct outline {
    int level;
    str title;
    size_t page;
    length y;
};

#define FOLDS_MAX 4

/** Lines along which paper is folded, from its left or upper edge. */
struct folds {
    length at[FOLDS_MAX];
    size_t n;
};

struct pages {
    length width, height, bleed; /* trimmed size; bleed on every side */
    struct folds fold_x, fold_y; /* on even pages fold_x is mirrored */
    const struct page *pages;
    size_t n;
    const struct spot_ink *spots; /* color.spot - 1 */
    size_t n_spots;
    bool has_light; /* colours of light may be among those of the pages */
    const struct outline *outline;
    size_t n_outline;
    const struct element *structure; /* the document's root; its elements have numbers */
    size_t n_elements;
    /* document information */
    str title, author, subject, keywords, language;
    str western;              /* the language of words in Western letters; empty: not known */
    int64_t year, month, day; /* date of the issue */
    str publication;          /* its name */
    int64_t volume, number;   /* year of the volume, number in it; 0: not known */
};

/** Writes the pages as text, one item a line, for goldens and reading: see dump.c for the form.
 * The same pages give the same bytes everywhere. */
struct buf;
void pages_dump(const struct pages *p, struct buf *out);

/** Looks at an image file, or a page of a PDF file (`ad.pdf#page=2`; without a number the first):
 * format, size, resolution; without decoding the pixels. Files that are
 * missing, no image, damaged at the head, of a kind that is not supported, or of more than
 * PICTURE_PIXELS_MAX pixels are reported at `used_at`; NULL then. */
const struct image *image_probe(struct arena *a, const char *path, struct place used_at,
                                struct diags *d);
