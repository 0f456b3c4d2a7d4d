/* Display lists for the tests: pages built by hand from text, fills and pictures. */
#pragma once

#include "base/vec.h"
#include "page/page.h"
#include "pdf/pdf.h"
#include "tools.h"

struct sheet {
    struct arena *arena;
    struct diags *diags;
    struct fonts *fonts;
    struct shaper *shaper;
    struct pages pages;
    unsigned threads;       /* that make the PDF */
    VEC(struct item) items; /* of the page that is built */
    VEC(struct page) done;
};

/** Pages of 216 × 216 pt (3 inches) with the test fonts of tests/fonts/`catalogue`. */
void sheet_begin(struct sheet *s, const char *catalogue);

/** Adds text at (x, y) pt in a catalogue font; the run can be changed until the PDF is made. */
struct glyph_run *sheet_text(struct sheet *s, const char *font, int size, int x, int y,
                             const char *text);
struct glyph_run *sheet_shape(struct sheet *s, const char *font, enum shape_script script,
                              const char *language, const char *text);
/** Places a run made by sheet_shape(), scaled to a size. */
void sheet_place(struct sheet *s, struct glyph_run *run, length x, length y);

/** Adds text of a vertical line whose middle and top are at (x, y) pt. */
struct glyph_run *sheet_upright(struct sheet *s, const char *font, int size, int x, int y,
                                const char *text);

/** Moves the glyphs from `from` on, along the line, by units of 1/1000 em. */
void sheet_shift(struct glyph_run *run, size_t from, int units);

struct item *sheet_item(struct sheet *s, enum item_kind kind, int x, int y, int w, int h);
void sheet_end_page(struct sheet *s, const char *label);

/** Makes the PDF; asserts that it can be made. The caller frees the buffer. */
struct buf sheet_make(struct sheet *s);

/** Makes the PDF as a file that qpdf finds nothing wrong with; its path. */
const char *sheet_save(struct sheet *s, const struct tools *t);

void sheet_free(struct sheet *s);

#define PT(n) ((length)(n)*LENGTH_PT)
