/* Fills, outlines, rules, QR matrices and pictures as path operators. */
#pragma once

#include "base/buf.h"
#include "page/page.h"
#include "pdf/colors.h"

/** Where drawing goes: a content stream and the page's top left trimmed corner in PDF space. */
struct canvas {
    struct buf *out;
    length origin_x, origin_y;
    const struct colors *colors; /* those of put_color() */
};

/** ITEM_FILL: the rectangle, with rounded corners when it has a radius. */
void draw_fill(const struct canvas *c, const struct item *item);

/** The same filled with the shading of the resource `name`. */
void draw_shaded(const struct canvas *c, const struct item *item, const char *name);

/** Appends the axial shading of an item (ISO 32000-1 8.7.4.5.3); `space` is its colour space. */
void put_shading(struct buf *b, const struct canvas *c, const struct item *item, str space);

/** ITEM_STROKE: an outline of `thickness` inside the rectangle. */
void draw_stroke(const struct canvas *c, const struct item *item);

/** ITEM_LINE: a rule of `thickness` along the longer middle axis (thickness 0: as thick as the
 * rectangle). `dash` on, `gap` off, the gap adjusted so that it ends as it begins; dash 0 gives
 * round dots with `gap` between them; gap 0 an unbroken rule. */
void draw_line(const struct canvas *c, const struct item *item);

/** ITEM_WAVE: a wavy line along the longer axis as one path that begins and ends level at a crest
 * or trough, on the rectangle's sides; its half waves fill the width evenly. */
void draw_wave(const struct canvas *c, const struct item *item);

/** ITEM_CELLS: the dark cells as one path, so that no seams show. */
void draw_cells(const struct canvas *c, const struct item *item);

/** ITEM_IMAGE: the picture of the resource `name`, cut off at `clip`. */
void draw_image(const struct canvas *c, const struct item *item, const char *name);
