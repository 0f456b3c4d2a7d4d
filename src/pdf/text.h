/* Glyph runs as text operators. */
#pragma once

#include "pdf/colors.h"
#include "pdf/fontfile.h"

/** What the resource name of a font for vertical lines ends in. */
#define UPRIGHT_SUFFIX "V"

/** The resource names of the graphics states in which text overprints and in which nothing does. */
#define OVERPRINT_STATE "GO"
#define KNOCKOUT_STATE  "GK"

/** State of the text of one page's content. */
struct text_writer;

/** `colors`: those of put_color(). */
struct text_writer *text_writer_new(const struct colors *colors);
void text_writer_free(struct text_writer *t);

/** Begins with a page's content that goes to `out`; `origin_x`, `origin_y` is the page's top left
 * trimmed corner in PDF space. */
void text_begin_page(struct text_writer *t, struct buf *out, length origin_x, length origin_y);

/** Sets a run in `font`, which must be planned. It is written when the line that it belongs to is
 * complete, at the latest by text_end(); the run and its text must live until the font is embedded.
 */
void text_put_run(struct text_writer *t, const struct glyph_run *run, struct font *font);

/** Writes what is due and closes the text object: before other graphics and at the end of a page.
 * Nothing overprints after it. */
void text_end(struct text_writer *t);
