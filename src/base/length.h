/* Lengths: integers of 1/65536 pt (1 pt = 1/72 inch), so that the same input gives the same page
 * on every machine. Everything that places ink counts in them. */
#pragma once

#include <stdint.h>

typedef int64_t length;

#define LENGTH_PT  ((length)65536)
#define LENGTH_MAX INT64_MAX

/** value * num / den, rounded half away from zero; den > 0. The product must fit 63 bits. */
static inline length length_scale(length value, int64_t num, int64_t den)
{
    int64_t p = value * num;
    return p >= 0 ? (p + den / 2) / den : -((-p + den / 2) / den);
}

static inline length length_min(length a, length b)
{
    return a < b ? a : b;
}

static inline length length_max(length a, length b)
{
    return a > b ? a : b;
}
