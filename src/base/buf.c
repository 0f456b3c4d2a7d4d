#include "base/buf.h"

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

void buf_decimal(struct buf *b, int64_t value, int64_t scale, int digits)
{
    assert(scale > 0 && digits >= 0 && digits <= 9);
    int64_t power = 1;
    for (int i = 0; i < digits; i++)
        power *= 10;
    bool negative = value < 0;
    uint64_t v = negative ? (uint64_t)-value : (uint64_t)value;
    uint64_t s = (uint64_t)scale, whole = v / s;
    uint64_t fraction = ((v % s) * (uint64_t)power + s / 2) / s;
    if (fraction == (uint64_t)power) {
        whole++;
        fraction = 0;
    }
    if (negative && (whole || fraction))
        buf_char(b, '-');
    char text[24];
    buf_add(b, text, (size_t)snprintf(text, sizeof text, "%llu", (unsigned long long)whole));
    if (!fraction)
        return;
    int n = snprintf(text, sizeof text, ".%0*llu", digits, (unsigned long long)fraction);
    while (text[n - 1] == '0')
        n--;
    buf_add(b, text, (size_t)n);
}
