/* Stage "preview": pages of the display list to SVG for the screen. */
#pragma once

#include "layout/layout.h"
#include "page/page.h"
#include "preview/glyphs.h"

/** What the pages of a running preview share. Zero-initialise it but for `glyphs`; svg_end(). */
struct svg_book {
    struct glyph_book *glyphs;
    struct map *numbers; /* of sources and pictures by path; value: number + 1 */
    struct svg_file {
        char *path;
        bool image;
    } * files;
    size_t n_files, cap_files;
    bool whole; /* pictures stand in the drawings themselves, for a file of its own */
};

struct svg_book *svg_book_new(void);
void svg_book_free(struct svg_book *b); /* accepts NULL */

/** The file of a number, NULL when there is none or it is not of that kind: only files that pages
 * show, or that a diagnostic names, are ever handed out. */
const char *svg_book_image(const struct svg_book *b, size_t number);
const char *svg_book_source(const struct svg_book *b, size_t number);

/** The number of a source; a new one is given to a path that was not seen before. */
size_t svg_book_number(struct svg_book *b, str path, bool image);

/** Appends the bytes of a picture file as browsers are to show it: the text of an SVG file is drawn
 * with the page's. */
void svg_picture(str bytes, struct buf *out);

/** Appends a page (the index of one of `pages`) as an `<svg>` whose unit is the point, the trimmed
 * page at 0 0, with the bleed around it. Glyphs are `<use>`s of the book's; each run stands in a
 * `<g data-at="F:L:C">` with the number of its source, the line and the column; pictures are
 * `image/N` (or `whole`); over it the aids of overlay.h. */
void svg_page(struct svg_book *b, const struct pages *pages, size_t index,
              const struct layout *layout, struct buf *out);
