#include "base/buf.h"

#include "base/utf8.h"
#include "base/xalloc.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_free(struct buf *b)
{
    free(b->data);
    *b = (struct buf){0};
}

char *buf_room(struct buf *b, size_t more)
{
    if (b->cap - b->n < more) {
        size_t cap = b->cap ? b->cap * 2 : 256;
        while (cap - b->n < more)
            cap *= 2;
        b->data = xrealloc(b->data, cap);
        b->cap = cap;
    }
    return b->data + b->n;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    if (n == 0)
        return;
    memcpy(buf_room(b, n), bytes, n);
    b->n += n;
}

void buf_str(struct buf *b, str s)
{
    buf_add(b, s.p, s.n);
}

void buf_char(struct buf *b, char c)
{
    *buf_room(b, 1) = c;
    b->n++;
}

void buf_format(struct buf *b, const char *format, ...)
{
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (n > 0) {
        vsnprintf(buf_room(b, (size_t)n + 1), (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

/* A number with at least `least` digits: this is where most of a PDF's bytes come from. */
static void put_digits(struct buf *b, uint64_t n, int least)
{
    char text[24];
    int at = sizeof text;
    do {
        text[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n || (int)sizeof text - at < least);
    buf_add(b, text + at, sizeof text - (size_t)at);
}

void buf_decimal(struct buf *b, int64_t value, int64_t scale, int digits)
{
    assert(scale > 0 && digits >= 0 && digits <= 9);
    int64_t power = 1;
    for (int i = 0; i < digits; i++)
        power *= 10;
    bool negative = value < 0;
    uint64_t v = negative ? 0 - (uint64_t)value : (uint64_t)value;
    uint64_t s = (uint64_t)scale, whole = v / s;
    uint64_t fraction = ((v % s) * (uint64_t)power + s / 2) / s;
    if (fraction == (uint64_t)power) {
        whole++;
        fraction = 0;
    }
    if (negative && (whole || fraction))
        buf_char(b, '-');
    put_digits(b, whole, 1);
    if (!fraction)
        return;
    buf_char(b, '.');
    while (fraction % 10 == 0) {
        fraction /= 10;
        digits--;
    }
    put_digits(b, fraction, digits);
}

void buf_json(struct buf *b, str s)
{
    buf_char(b, '"');
    for (size_t at = 0; at < s.n;) {
        size_t start = at;
        uint32_t c = utf8_next(s, &at);
        if (c == UTF8_BAD)
            buf_str(b, STR("\\ufffd"));
        else if (c < 0x20 || c == 0x7F)
            buf_format(b, "\\u%04x", c);
        else {
            if (c == '"' || c == '\\')
                buf_char(b, '\\');
            buf_str(b, str_slice(s, start, at));
        }
    }
    buf_char(b, '"');
}

void buf_print(const struct buf *b, FILE *to)
{
    if (b->n) /* or there may be no data to point to */
        fwrite(b->data, 1, b->n, to);
}
