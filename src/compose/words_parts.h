/* What the files that divide Western words share. */
#pragma once

#include "base/utf8.h"
#include "compose/words.h"

#include <stdbool.h>

/** Part of a run; `points` stands beside `text`. */
struct word {
    const uint32_t *text;
    size_t n;
    unsigned char *points;
};

/** The fewest characters on each side of a division without a hyphen (LW-03). */
#define WORD_SIDE_MIN 3

static inline bool word_digit(uint32_t c)
{
    return utf8_is_digit(c);
}

/** A letter of the Latin script, composed or bare. */
static inline bool word_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0x00C0 && c <= 0x024F && c != 0x00D7 && c != 0x00F7) ||
           (c >= 0x1E00 && c <= 0x1EFF);
}

/** A combining mark of the kind that Latin letters carry. */
static inline bool word_accent(uint32_t c)
{
    return c >= 0x0300 && c <= 0x036F;
}

static inline bool word_alnum(uint32_t c)
{
    return word_digit(c) || word_letter(c) || word_accent(c);
}

static inline bool word_sides(const struct word *w, size_t i)
{
    return i + 1 >= WORD_SIDE_MIN && w->n - i - 1 >= WORD_SIDE_MIN;
}

/** text[i] stands between a number and a digit: 2024-05, 10:30, 1/2. */
bool word_between_numbers(const struct word *w, size_t i);

enum address {
    ADDRESS_NONE,
    ADDRESS_PATH, /* also names with several dots or underscores */
    ADDRESS_EMAIL,
    ADDRESS_URL,
};

/** Begins like an address that may hold any mark, brackets and commas too: https://… or www. */
bool address_has_scheme(const struct word *w);

/** What a piece of text between brackets, commas and quotation marks is. */
enum address address_of(const struct word *w);

/** Marks the breaks of an address (LW-03, LW-04). */
void address_mark(const struct word *w, enum address kind);

/** Marks the hyphenation points of a stretch of letters (LW-01); `h` may be NULL. */
void hyphenator_mark(struct hyphenator *h, const char *language, const struct word *w);
