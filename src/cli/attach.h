/* What an archive keeps with the pages: everything that they were made from. */
#pragma once

#include "issue/issue.h"
#include "layout/layout.h"
#include "pdf/pdf.h"

struct attachments {
    struct pdf_attachment *v;
    size_t n;
};

/** The issue's folder with all that is in it, what it takes from the folder above, the layout with
 * those that it extends, and the catalogue of fonts in `fonts`. Files stay mapped until
 * attach_free(). Reports what cannot be read; false then. */
bool attach_sources(struct arena *a, const struct issue *issue, const struct layout *layout,
                    const char *fonts, struct attachments *out, struct diags *d);
void attach_free(struct attachments *a);
