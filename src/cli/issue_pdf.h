/* A PDF to work on: a file's bytes, or what an issue becomes. */
#pragma once

#include "base/buf.h"
#include "cli/options.h"
#include "pdf/pdf.h"

struct issue_pdf {
    str bytes;
    struct buf built;
    bool mapped;
    unsigned ink_max; /* percent, of an issue's printing condition; 0: not known */
};

/** Maps the file that the first operand names, or builds the issue for a profile. Reports what is
 * wrong on standard error; gives the exit status. */
int issue_pdf_open(struct issue_pdf *p, const struct options *o, enum pdf_profile profile);
void issue_pdf_close(struct issue_pdf *p);
