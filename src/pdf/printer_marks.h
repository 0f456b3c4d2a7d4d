/* Printer's marks in the margin around a trimmed page or sheet (ISO 32000-1 14.11.3): crop, fold
 * and registration marks and colour bars, beyond the bleed. PDF operators; the colour space of all
 * plates is called Registration. */
#pragma once

#include "base/buf.h"
#include "base/length.h"
#include "page/page.h"

/** The colour space of marks that stand on every plate, and what it is. */
#define MARKS_SPACE "Registration"
#define MARKS_SPACE_ARRAY                                                                          \
    "[/Separation /All /DeviceCMYK <</FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [1 1 1 " \
    "1]>>]"

/** Where marks begin, from the trim: beyond the bleed. */
length marks_from(length bleed);

/** How wide the margin is that holds them. */
length marks_margin(length bleed);

/** Sets colour and width of what follows, between q and Q. */
void marks_begin(struct buf *b);

/** A mark in the margins before and behind the trimmed area, which goes from `low` to `high`: up
 * and down at x `at`, or across at y `at`. */
void marks_put_pair(struct buf *b, length from, length at, length low, length high, bool upright);

/** Dashes: the pairs that follow are folds. */
void marks_fold(struct buf *b);

/** A registration mark: a circle with a cross. */
void marks_put_register(struct buf *b, length x, length y);

/** All marks of a page whose trim's lower left corner is (margin, margin): crop marks, registration
 * marks in the middle of each side, and at its head bars of the process inks, of two of them over
 * each other, of their halves, of a grey made of three of them beside one of black, and of the spot
 * inks. */
void marks_put_page(struct buf *b, const struct pages *pages);
