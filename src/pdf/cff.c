#include "pdf/cff.h"

#include <stdint.h>

struct reader {
    const unsigned char *p;
    size_t n, at;
    bool bad;
};

static unsigned read_number(struct reader *r, unsigned size)
{
    unsigned v = 0;
    if (r->at > r->n || size > r->n - r->at) {
        r->bad = true;
        return 0;
    }
    while (size--)
        v = v << 8 | r->p[r->at++];
    return v;
}

/* Reads an INDEX, leaves `r` behind it; its number of items and the range of the first one. */
static unsigned read_index(struct reader *r, size_t *first, size_t *first_end)
{
    unsigned count = read_number(r, 2);
    if (count == 0)
        return 0;
    unsigned size = read_number(r, 1);
    if (size < 1 || size > 4)
        r->bad = true;
    if (r->bad)
        return 0;
    size_t offsets = r->at, data = offsets + (size_t)(count + 1) * size - 1;
    unsigned begin = read_number(r, size), end = read_number(r, size);
    r->at = offsets + (size_t)count * size;
    size_t last = read_number(r, size);
    *first = data + begin;
    *first_end = data + end;
    r->at = data + last;
    if (begin > end || end > last || r->at > r->n)
        r->bad = true;
    return count;
}

/* Skips a real number operand: nibbles up to 0xF. */
static void skip_real(struct reader *r)
{
    while (!r->bad) {
        unsigned b = read_number(r, 1);
        if ((b & 15) == 15 || b >> 4 == 15)
            return;
    }
}

/* An operand that begins with byte b0 (28…255). */
static int read_operand(struct reader *r, unsigned b0)
{
    if (b0 == 28)
        return (int16_t)read_number(r, 2);
    if (b0 == 29)
        return (int32_t)read_number(r, 4);
    if (b0 == 30)
        skip_real(r);
    if (b0 < 32)
        return 0;
    if (b0 < 247)
        return (int)b0 - 139;
    int b1 = (int)read_number(r, 1);
    return b0 < 251 ? ((int)b0 - 247) * 256 + b1 + 108 : -((int)b0 - 251) * 256 - b1 - 108;
}

struct top_dict {
    bool cid_keyed;
    int charset, char_strings; /* offsets */
};

static struct top_dict read_top_dict(struct reader *r, size_t from, size_t to)
{
    enum { CHARSET = 15, CHAR_STRINGS = 17, ESCAPE = 12, ROS = 30 };
    struct top_dict top = {0};
    int operand = 0;
    for (r->at = from; r->at < to && !r->bad;) {
        unsigned b = read_number(r, 1);
        if (b >= 28)
            operand = read_operand(r, b);
        else if (b == ESCAPE)
            top.cid_keyed |= read_number(r, 1) == ROS;
        else if (b == CHARSET)
            top.charset = operand;
        else if (b == CHAR_STRINGS)
            top.char_strings = operand;
    }
    return top;
}

/* Reads up to the top DICT; false when the table is damaged. */
static bool read_top(struct reader *r, struct top_dict *top)
{
    size_t from = 0, to = 0;
    r->at = 2;
    r->at = read_number(r, 1); /* size of the header */
    read_index(r, &from, &to);
    if (r->bad || read_index(r, &from, &to) != 1 || r->bad)
        return false;
    *top = read_top_dict(r, from, to);
    return !r->bad;
}

bool cff_is_cid_keyed(const unsigned char *cff, size_t n)
{
    struct reader r = {.p = cff, .n = n};
    struct top_dict top;
    return read_top(&r, &top) && top.cid_keyed;
}

/* Bytes that the charset at r->at takes for `glyphs` glyphs. */
static size_t charset_size(struct reader *r, unsigned glyphs)
{
    size_t start = r->at;
    unsigned format = read_number(r, 1);
    if (format == 0)
        return 1 + 2 * (size_t)(glyphs - 1);
    for (unsigned done = 1; done < glyphs && !r->bad;) {
        read_number(r, 2);
        done += read_number(r, format == 1 ? 1 : 2) + 1;
    }
    return r->at - start;
}

/* One range 1…glyphs - 1, in whichever form fits the room that is there. */
static bool write_charset(unsigned char *p, size_t room, unsigned glyphs)
{
    unsigned left = glyphs - 2;
    if (room >= 5) {
        p[0] = 2;
        p[3] = (unsigned char)(left >> 8);
        p[4] = (unsigned char)left;
    } else if (room == 4 && left < 256) {
        p[0] = 1;
        p[3] = (unsigned char)left;
    } else if (room == 3 && left == 0) {
        p[0] = 0;
    } else {
        return false;
    }
    p[1] = 0;
    p[2] = 1;
    return true;
}

bool cff_make_cids_glyphs(unsigned char *cff, size_t n)
{
    struct reader r = {.p = cff, .n = n};
    struct top_dict top;
    if (!read_top(&r, &top) || top.char_strings <= 0)
        return false;
    if (!top.cid_keyed)
        return true;
    r.at = (size_t)top.char_strings;
    unsigned glyphs = read_number(&r, 2);
    if (r.bad || glyphs < 2)
        return !r.bad;
    r.at = (size_t)top.charset;
    size_t room = charset_size(&r, glyphs);
    if (r.bad || top.charset <= 2 || (size_t)top.charset + room > n)
        return false;
    return write_charset(cff + top.charset, room, glyphs);
}
