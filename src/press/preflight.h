/* Judges a PDF, whoever made it, as a print shop does before it makes plates. */
#pragma once

#include "input/qpdf.h"
#include "press/findings.h"

struct preflight_options {
    double ink;        /* greatest total area coverage: 3 is 300 % */
    double bleed;      /* mm */
    size_t multiple;   /* of pages: 4 for saddle stitch */
    const char *spots; /* names of the spot colours that are wanted, parted by commas; NULL: any */
};

/** What was seen of the file as a whole. */
struct preflight_summary {
    size_t pages;
    double width, height; /* of the first page's trim, mm */
    double most_ink;      /* on any page */
    size_t most_ink_page;
};

/** Judges the PDF in memory by the profiles that the findings were made for. */
void preflight(const struct qpdf *q, str bytes, const struct preflight_options *options,
               struct findings *findings, struct preflight_summary *summary);
