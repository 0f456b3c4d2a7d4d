/* What designers see through the pages: type area, grid and frames with their names and measures.
 */
#pragma once

#include "base/buf.h"
#include "layout/layout.h"

/** Appends three groups for the page with this index: `<g class="over type">` the type area, `over
 * grid` its columns and lines, `over frames` the frames of the page's master. */
void overlay_put(const struct layout *l, const struct page *page, size_t index, struct buf *out);

/** What stands for a page of a PDF, which browsers do not draw in a picture's place: a box with its
 * name, page and size. */
void overlay_stand_in(const struct image *image, struct rect at, struct buf *b);
