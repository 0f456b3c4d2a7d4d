/* The fonts of a PDF: subsets with their text. Writing the pages' contents gives codes their text;
 * then they are embedded. */
#pragma once

#include "pdf/objects.h"
#include "pdf/subset.h"

struct font {
    const struct subset *subset; /* planned */
    char name[16];               /* in the pages' resources */
    struct object *object;       /* the Type 0 font */
    struct object *upright; /* the same for vertical lines (Identity-V); NULL: there are none */
    size_t last_page, last_upright; /* 1 + the page that last asked for either; for its user */
    str *texts; /* of each code, what it is copied out as; p NULL: not yet known */
};

/** A font of the planned subset, with the resource name F`number`. */
struct font *font_new(struct document *doc, const struct subset *subset, size_t number);
void font_free(struct font *f); /* accepts NULL */

/** Writes the font's objects: the subset's program, which must be made and live until the document
 * is freed, its descriptor, widths and text. */
void font_embed(struct font *f, struct document *doc, struct deflater *z);
