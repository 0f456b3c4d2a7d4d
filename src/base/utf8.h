/* UTF-8 in and out. */
#pragma once

#include "base/buf.h"

#include <stdint.h>

/** The code point that starts at s.p[*at]; moves *at behind it. On malformed input returns
 * UTF8_BAD and moves on by one byte. *at must be < s.n. */
uint32_t utf8_next(str s, size_t *at);
#define UTF8_BAD 0xFFFFFFFFu

/** The code point that ends before s.p[at], or 0 when at is 0. */
uint32_t utf8_before(str s, size_t at);

/** Appends a code point. */
void utf8_put(struct buf *b, uint32_t c);

/** Byte position of the first malformed sequence, or s.n when all is well. Surrogates, overlong
 * forms and code points above U+10FFFF are malformed. */
size_t utf8_check(str s);

/** Number of code points (each malformed byte counts as one). */
size_t utf8_count(str s);

/** Columns that a terminal uses to show a code point: 0, 1 or 2. */
int utf8_columns(uint32_t c);

/** Columns that a terminal uses to show a text. */
int utf8_width(str s);

/** Position behind the blanks, tabs and ideographic spaces (U+3000) that stand at s.p[at]. */
size_t utf8_skip_blanks(str s, size_t at);

/** ASCII digits, letters and digits. */
static inline bool utf8_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static inline bool utf8_is_alnum(uint32_t c)
{
    return utf8_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
