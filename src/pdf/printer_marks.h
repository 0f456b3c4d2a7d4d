/* Printer's marks in the margin (the slug) around a trimmed page or sheet (ISO 32000-1 14.11.3):
 * crop, fold and registration marks and colour bars, beyond the bleed. PDF operators; the colour
 * space of all plates is called Registration. */
#pragma once

#include "base/buf.h"
#include "base/length.h"
#include "page/page.h"

/** The colour space of marks that stand on every plate, and what it is. */
#define MARKS_SPACE "Registration"
#define MARKS_SPACE_ARRAY                                                                          \
    "[/Separation /All /DeviceCMYK <</FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [1 1 1 " \
    "1]>>]"

/** How wide the margin is that holds them. */
length printer_marks_margin(length bleed);

/** Where a page or sheet is cut and folded along an axis, in rising order; the first and the last
 * cut are its edges. */
struct marks_axis {
    const length *cuts;
    size_t n_cuts; /* at least 2 */
    const length *folds;
    size_t n_folds;
};

struct marks_area {
    struct marks_axis x, y; /* y goes up */
    length bleed;
};

/** All marks around an area: crop marks, dashed fold marks, registration marks in the middle of
 * each side, or beside it where there is a cut or a fold, and at its head bars of the process inks,
 * of two of them over each other, of their halves, of a grey made of three of them beside one of
 * black, and of the spot inks S1 to `n_spots`. */
void printer_marks_put(struct buf *b, const struct marks_area *area, size_t n_spots);

/** Those of page `index` (from 0), whose trim's lower left corner is (margin, margin). */
void printer_marks_put_page(struct buf *b, const struct pages *pages, size_t index);
