/* The outlines that pages on the screen are made of: each glyph of each face once, numbered in the
 * order in which it was first needed, so that a page that is shown already needs only the new ones.
 */
#pragma once

#include "base/buf.h"
#include "font/font.h"

struct glyph_book;

struct glyph_book *glyph_book_new(void);
void glyph_book_free(struct glyph_book *b); /* accepts NULL */

/** The number of a glyph; it is drawn when it is new. Faces are told apart by their `order`. */
size_t glyph_book_number(struct glyph_book *b, const struct face *face, uint32_t glyph);

/** How many there are: their numbers are smaller. */
size_t glyph_book_count(const struct glyph_book *b);

/** Appends the definitions of the glyphs from number `from` on: `<path id="gN" d="…"/>`, in font
 * units with y downwards. */
void glyph_book_put(const struct glyph_book *b, size_t from, struct buf *out);
