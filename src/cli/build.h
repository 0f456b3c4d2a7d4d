/* One issue through all stages. */
#pragma once

#include "base/buf.h"
#include "cli/copyfit.h"
#include "cli/shelf.h"
#include "compose/compose.h"
#include "paginate/report.h"
#include "pdf/pdf.h"

/** What was laid out, errors or not. All of it goes when the build ends; `pages` may be NULL. */
struct laid_out {
    const struct issue *issue;
    const struct layout *layout;
    const struct pages *pages;
    const struct copyfit *copyfit; /* NULL: no number of pages was asked for */
    size_t errors;
};
typedef void laid_out_fn(const struct laid_out *out, void *data);

/** A PDF that is to be made. */
struct build_file {
    enum pdf_profile profile;
    const char *path; /* NULL: the request's memory takes it */
};

/** What is to be built. The strings belong to the caller. */
struct build_request {
    const char *issue;              /* the issue's folder, as the user named it */
    const char *layout;             /* name of the layout; NULL: the one that the issue names */
    const char *layouts;            /* folder with the layouts */
    const char *fonts;              /* folder with fonts.yaml */
    const struct build_file *files; /* none: only see what is wrong */
    size_t n_files;                 /* at most PDF_PROFILES */
    struct buf *memory;             /* takes a PDF that goes to no file */
    unsigned ppi;                   /* struct pdf_options */
    bool marks;                     /* likewise, of files for the press */
    const char *dump_pages;         /* also the page dump; "-": standard output; NULL: none */
    int64_t source_date_epoch;      /* for the PDF's dates; -1: from the issue */
    unsigned threads;               /* that may work on it */
    line_observer *observer;        /* is told of each line set; NULL: nobody is */
    region_observer *page_observer; /* of each frame of each page; NULL: nobody is */
    void *observer_data;
    laid_out_fn *laid_out; /* is shown what was laid out; NULL: nobody is */
    void *laid_out_data;
};

struct build_result {
    size_t n_articles;
    size_t n_pages;
    size_t n_bytes[PDF_PROFILES]; /* of each file */
    unsigned ink_max;             /* percent, of the printing condition; 0: none is said */
    size_t errors, warnings;      /* reported */
    int status;                   /* exit status: 0, 1 or 3 */
};

/** Builds an issue with fonts from the shelf; its diagnostics are printed to `diagnostics` in the
 * given form. No file is written when there are errors. Keeps no memory. For several threads, each
 * with an issue and stream of its own. */
struct build_result build_issue(const struct build_request *r, struct shelf *shelf,
                                FILE *diagnostics, enum diag_format format);

/** Lays an issue out and shows it to the request's `laid_out`; nothing is written or reported. */
void build_silently(const struct build_request *r, struct shelf *shelf);

/** The environment's SOURCE_DATE_EPOCH, -1 when it is not set. Reports one that is no number of
 * seconds up to the year 9999; false then. */
bool build_epoch(int64_t *seconds, struct diags *d);
