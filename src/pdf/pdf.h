/* Stage "write": from the display list to a PDF, through libharu's objects. */
#pragma once

#include "base/buf.h"
#include "page/page.h"

struct pdf_options {
    int64_t source_date_epoch; /* seconds, or -1: the dates come from the issue */
    const char *producer;      /* "banxin 0.1.0" */
    unsigned threads;          /* that may work on it; 0 and 1: only the caller's */
};

/** Makes the PDF in memory (nothing is written to disk). The same pages and options give the same
 * bytes. Reports what fails (an image that does not decode, libharu's errors); false then. */
bool pdf_make(const struct pages *pages, const struct pdf_options *options, struct buf *out,
              struct diags *d);
