/* Stage "write": from the display list to a PDF, through libharu's objects. */
#pragma once

#include "base/buf.h"
#include "page/page.h"

/** What the file is for: read on a screen as it always was; or printed: PDF/X-4, PDF/A-2a and
 * PDF/UA-1 at once, without links, for a printing condition. */
enum pdf_profile { PDF_PLAIN, PDF_PRINT };

struct pdf_options {
    enum pdf_profile profile;
    struct pdf_condition { /* of PDF_PRINT */
        str name, info;    /* its identifier, what it is in words */
        str icc;           /* its profile */
    } condition;

    int64_t source_date_epoch; /* seconds, or -1: the dates come from the issue */
    const char *producer;      /* "banxin 0.1.0" */
    unsigned threads;          /* that may work on it; 0 and 1: only the caller's */
};

/** Why a profile cannot be a printing condition's; NULL: it can. */
const char *pdf_condition_fault(str icc);

/** Makes the PDF in memory (nothing is written to disk). The same pages and options give the same
 * bytes. Reports what fails (an image that does not decode, libharu's errors); false then. */
bool pdf_make(const struct pages *pages, const struct pdf_options *options, struct buf *out,
              struct diags *d);
