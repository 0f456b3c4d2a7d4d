/* Tagged PDF: marked content on the pages, and the structure tree that refers to it. */
#pragma once

#include "page/page.h"
#include "pdf/objects.h"

struct tagging;

/** `links`: annotations will be told of; without them links are tagged as text. `margin`: of
 * the trimmed page, all around. */
struct tagging *tagging_new(struct document *doc, const struct pages *pages,
                            struct object **page_objects, bool links, length margin);
void tagging_free(struct tagging *t); /* accepts NULL */

/** Whether the item belongs to another element than what is being written. */
bool tagging_changes(const struct tagging *t, const struct item *item);

/** Begins the marked content of an item's element, or of an artifact, ending what came before. */
void tagging_begin(struct tagging *t, struct buf *out, const struct item *item, size_t page);

/** Ends what is open: at the end of a page. */
void tagging_end_page(struct tagging *t, struct buf *out, size_t page);

/** Ties a link's annotation to the element that it belongs to, if any. */
void tagging_link(struct tagging *t, struct object *annotation, const struct element *element,
                  size_t page);

/** Writes the structure tree and what the catalogue says about it. */
void tagging_write(struct tagging *t);
