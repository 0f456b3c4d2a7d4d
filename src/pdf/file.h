/* One PDF as it is made. Several of the same pages can be at it in several threads. */
#pragma once

#include "pdf/pdf.h"
#include "pdf/subset.h"

struct pdf_file;

/** Begins a file. Everything given must outlive it; the subsets must be planned. NULL, and
 * reported, when libharu will not do. */
struct pdf_file *pdf_file_new(const struct pages *pages, const struct subsets *subsets,
                              const struct pdf_options *options, struct diags *d);
void pdf_file_free(struct pdf_file *file); /* accepts NULL */

/** Writes the pages; what fails is reported. */
void pdf_file_write_pages(struct pdf_file *file);

/** Writes all else, once the subsets are made, and the file to the end of `out`; false, and
 * reported, when something failed. `condition`: the profile of the printing condition, which must
 * outlive the file. Once only. */
bool pdf_file_finish(struct pdf_file *file, const struct deflated *condition, struct buf *out);
