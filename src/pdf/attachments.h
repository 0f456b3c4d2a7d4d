/* Files inside the PDF (ISO 32000-1 7.11.4, ISO 19005-3 6.8). */
#pragma once

#include "pdf/objects.h"
#include "pdf/pdf.h"

/** Embeds the files, by their names and as associated with the document. */
void attachments_write(struct document *doc, const struct pages *pages,
                       const struct pdf_options *options);
