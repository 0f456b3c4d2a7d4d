/* A growing byte buffer that owns its memory. Zero-initialise it; buf_free() ends it. */
#pragma once

#include "base/str.h"

#include <stdint.h>
#include <stdio.h>

struct buf {
    char *data;
    size_t n, cap;
};

void buf_free(struct buf *b);
/** Makes room for `more` bytes after the contents and returns where they go. */
char *buf_room(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_str(struct buf *b, str s);
void buf_char(struct buf *b, char c);
/** By printf rules; never with floating point (locale!). */
void buf_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** value / scale as a decimal with up to `digits` fraction digits, rounded half away from zero,
 * trailing zeros left out: (98304, 65536, 4) gives "1.5". Independent of the locale. */
void buf_decimal(struct buf *b, int64_t value, int64_t scale, int digits);

/** A JSON string with its quotation marks; malformed bytes become U+FFFD. */
void buf_json(struct buf *b, str s);

/** Writes the contents to a stream, whose error flag tells of a failure. */
void buf_print(const struct buf *b, FILE *to);

/** The contents as a slice that lives until the buffer changes. */
static inline str buf_view(const struct buf *b)
{
    return (str){b->data, b->n};
}
