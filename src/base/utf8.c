#include "base/utf8.h"

#include <assert.h>
#include <utf8proc.h>

uint32_t utf8_next(str s, size_t *at)
{
    assert(*at < s.n);
    unsigned char first = (unsigned char)s.p[*at];
    if (first < 0x80) {
        ++*at;
        return first;
    }
    utf8proc_int32_t c;
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)s.p + *at, (utf8proc_ssize_t)(s.n - *at), &c);
    *at += n > 0 ? (size_t)n : 1;
    return n > 0 ? (uint32_t)c : UTF8_BAD;
}

uint32_t utf8_before(str s, size_t at)
{
    if (at == 0)
        return 0;
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)s.p[start] & 0xC0) == 0x80)
        start--;
    return utf8_next(s, &start);
}

void utf8_put(struct buf *b, uint32_t c)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);
    assert(n > 0);
    buf_add(b, bytes, (size_t)n);
}

size_t utf8_check(str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t start = at;
        if (utf8_next(s, &at) == UTF8_BAD)
            return start;
    }
    return s.n;
}

size_t utf8_count(str s)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n; n++)
        utf8_next(s, &at);
    return n;
}

int utf8_columns(uint32_t c)
{
    if (c == UTF8_BAD)
        return 1;
    int n = utf8proc_charwidth((utf8proc_int32_t)c);
    return n < 0 ? 0 : n;
}

int utf8_width(str s)
{
    int n = 0;
    for (size_t at = 0; at < s.n;)
        n += utf8_columns(utf8_next(s, &at));
    return n;
}

size_t utf8_skip_blanks(str s, size_t at)
{
    enum { IDEOGRAPHIC_SPACE = 0x3000 };
    for (size_t next = at; next < s.n; at = next) {
        uint32_t c = utf8_next(s, &next);
        if (c != ' ' && c != '\t' && c != IDEOGRAPHIC_SPACE)
            break;
    }
    return at;
}
