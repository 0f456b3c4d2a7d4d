/* Imposition: the pages of a PDF on sheets, each page once as a form, so that what was vector stays
 * vector and fonts are shared. */
#pragma once

#include "base/buf.h"
#include "base/length.h"
#include "input/qpdf.h"

enum { IMPOSE_UP_MAX = 16 };

struct impose_options {
    unsigned up;      /* pages on a side, in reading order; 0: saddle stitch (骑马订) */
    length thickness; /* of the paper, for the creep (爬移) */
    bool blank;       /* add blank pages before the last one where the number does not fit */
    bool right_bound; /* the spine is at the right of the first page */
};

enum impose_end {
    IMPOSE_DONE,
    IMPOSE_UNREADABLE, /* the PDF */
    IMPOSE_COUNT,      /* the number of pages fits no signature */
    IMPOSE_SIZES,      /* the pages are not of one size */
    IMPOSE_FAILED,     /* the library could not write */
};

struct impose_result {
    enum impose_end end;
    size_t pages, wanted; /* of the PDF; the next number that fits */
    size_t sheets;        /* sides of them are twice as many in saddle stitch */
    length creep;         /* of the innermost sheet */
};

/** The total creep of saddle stitch: thickness × (pages / 4 − 1) × 1.3. */
length impose_creep(length thickness, size_t pages);

/** Page of a saddle-stitched booklet at the left (0) or right (1) of a side; all count from 0, side
 * 2 k is the front of sheet k from the outside. */
size_t impose_saddle(size_t pages, size_t side, int right);

/** Makes the sheets. */
struct impose_result impose(const struct qpdf *q, str bytes, const struct impose_options *options,
                            struct buf *out);
