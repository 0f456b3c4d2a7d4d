/* What a reader of the PDF navigates by: information, outline, page labels, links. */
#pragma once

#include "pdf/objects.h"
#include "pdf/pdf.h"
#include "pdf/tagging.h"

/** What the parts below share. */
struct structure {
    struct document *doc;
    const struct pages *pages;
    struct object **page_objects; /* one a page */
    struct tagging *tagging;      /* may be NULL */
    length margin;                /* around the trimmed page */
};

/** The catalogue's language, title display, labels and outline. */
void structure_write(const struct structure *s);

/** The information dictionary and the XMP packet, whose identifiers come from all that is there:
 * the last thing to be written. */
void structure_describe(const struct structure *s, const struct pdf_options *options);

/** Puts the document's date, (D:20250807); false, and nothing, when it has none. */
bool structure_put_date(struct buf *b, const struct pages *p, int64_t source_date_epoch);

/** The links of a page as its /Annots; nothing when it has none. */
void structure_write_links(const struct structure *s, size_t page);
