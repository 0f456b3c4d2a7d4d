/* A paragraph as its checks see it, and those of numbers (NU). */
#pragma once

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"

#include <stdbool.h>

/* What a character can begin: most are plain Han, at which no check need look. */
enum prose_kind {
    PROSE_DIGIT = 1,  /* 0 to 9 */
    PROSE_FIGURE = 2, /* a number in Han, or what is taken for its zero */
    PROSE_MARK = 4,   /* neither a Han nor a Western letter or digit */
};

/* A paragraph's characters with what each is; what is not to be looked at is 0. */
struct prose {
    const uint32_t *c;
    const unsigned char *kinds; /* of enum prose_kind */
    const struct place *at;
    size_t n;
    int64_t year, month; /* of the issue, for dates without a year; 0: not known */
};

unsigned char prose_kind(uint32_t c);

struct finding {
    size_t n;    /* characters */
    str instead; /* what to write; empty: the hint says it */
};

/** Character i; 0 behind the last one. */
uint32_t prose_at(const struct prose *p, size_t i);

bool prose_is_one_of(uint32_t c, const char *list);

/** How many digits stand from i on. */
size_t prose_digits(const struct prose *p, size_t i);

/** Whether a character beside digits makes them part of something longer. */
bool prose_joins_number(uint32_t c);

/** Characters [from, to) as text in the arena. */
str prose_slice(struct arena *a, const struct prose *p, size_t from, size_t to);

/** A check: what of it begins at character i; n 0: nothing. */
typedef struct finding check_fn(struct arena *a, const struct prose *p, size_t i);

/** Ranges with hyphens (NU-03), dates (NU-04), years with grouped digits (NU-02), the zero of a Han
 * year (NU-05), rough numbers (NU-06). */
check_fn check_range, check_date, check_grouping, check_year, check_about;

/** What the checks of numbers begin with: a digit, a figure. */
enum { PROSE_NUMBER = PROSE_DIGIT | PROSE_FIGURE };

/** NU-12: the same kind of number in Han and in Arabic figures in one paragraph: where the second
 * script begins, and what it is called. False when all are alike. */
bool check_scripts(const struct prose *p, size_t *where, const char **what);
