#include "press/value.h"

enum { SAME_DEPTH_MAX = 24 };

static void put_utf8(struct buf *b, uint32_t c)
{
    if (c < 0x80) {
        buf_char(b, (char)c);
    } else if (c < 0x800) {
        buf_char(b, (char)(0xC0 | c >> 6));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        buf_char(b, (char)(0xE0 | c >> 12));
        buf_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_char(b, (char)(0xF0 | c >> 18));
        buf_char(b, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    }
}

static uint32_t unit_at(str s, size_t i)
{
    return (uint32_t)(unsigned char)s.p[i] << 8 | (unsigned char)s.p[i + 1];
}

static void put_utf16(struct buf *b, str s)
{
    for (size_t i = 2; i + 1 < s.n; i += 2) {
        uint32_t c = unit_at(s, i);
        bool pair = c >= 0xD800 && c < 0xDC00 && i + 3 < s.n;
        uint32_t low = pair ? unit_at(s, i + 2) : 0;
        if (pair && low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c & 0x3FF) << 10) + (low & 0x3FF);
            i += 2;
        }
        put_utf8(b, c);
    }
}

str value_text(struct input *doc, const struct node *n)
{
    struct buf b = {0};
    str s = n->text;
    if (n->type != NODE_STRING)
        return (str){0};
    if (str_starts(s, STR("\xFE\xFF")))
        put_utf16(&b, s);
    else if (str_starts(s, STR("\xEF\xBB\xBF")))
        buf_str(&b, str_slice(s, 3, s.n));
    else
        for (size_t i = 0; i < s.n; i++)
            put_utf8(&b, (unsigned char)s.p[i]);
    str text = str_dup(input_arena(doc), buf_view(&b));
    buf_free(&b);
    return text;
}

static bool same(struct input *doc, const struct node *a, const struct node *b, int depth);

static bool same_dicts(struct input *doc, const struct node *a, const struct node *b, int depth)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        const char *key = str_z(input_arena(doc), node_key_at(a, i));
        if (!same(doc, node_value_at(a, i), node_value(b, key), depth))
            return false;
    }
    return true;
}

static bool same_data(struct input *doc, const struct node *a, const struct node *b)
{
    struct buf x = {0}, y = {0};
    bool equal =
        input_raw(doc, a, &x) && input_raw(doc, b, &y) && str_eq(buf_view(&x), buf_view(&y));
    buf_free(&x);
    buf_free(&y);
    return equal;
}

static bool same(struct input *doc, const struct node *a, const struct node *b, int depth)
{
    a = input_follow(doc, a);
    b = input_follow(doc, b);
    if (a == b || depth > SAME_DEPTH_MAX)
        return true;
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case NODE_BOOL:
    case NODE_NUMBER: return a->number == b->number;
    case NODE_STRING:
    case NODE_NAME: return str_eq(a->text, b->text);
    case NODE_ARRAY:
        for (size_t i = 0; i < a->n && a->n == b->n; i++)
            if (!same(doc, &a->items[i], &b->items[i], depth + 1))
                return false;
        return a->n == b->n;
    case NODE_DICT: return same_dicts(doc, a, b, depth + 1);
    case NODE_STREAM: return same_dicts(doc, a, b, depth + 1) && same_data(doc, a, b);
    default: return true;
    }
}

bool value_same(struct input *doc, const struct node *a, const struct node *b)
{
    return same(doc, a, b, 0);
}

static bool take_digits(str s, size_t *at, size_t n, int *to)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (*at + i >= s.n || s.p[*at + i] < '0' || s.p[*at + i] > '9')
            return false;
        value = value * 10 + (s.p[*at + i] - '0');
    }
    *at += n;
    *to = value;
    return true;
}

/* Z, +08'00' or +08:00. */
static bool take_zone(str s, size_t at, struct value_date *d)
{
    int hours = 0, minutes = 0;
    d->zoned = true;
    if (s.p[at] == 'Z')
        return true;
    int sign = s.p[at] == '-' ? -1 : 1;
    if (s.p[at++] != '-' && sign > 0 && s.p[at - 1] != '+')
        return false;
    if (!take_digits(s, &at, 2, &hours))
        return false;
    if (at < s.n && (s.p[at] == '\'' || s.p[at] == ':'))
        at++;
    if (at < s.n && !take_digits(s, &at, 2, &minutes))
        return false;
    d->offset = sign * (hours * 60 + minutes);
    return at == s.n || (s.p[at] == '\'' && at + 1 == s.n);
}

static bool in_range(const struct value_date *d)
{
    static const int most[6] = {9999, 12, 31, 23, 59, 59};
    for (int i = 0; i < 6; i++)
        if (d->v[i] > most[i] || ((i == 1 || i == 2) && d->v[i] == 0))
            return false;
    return d->v[0] >= 0;
}

/* `between` stands before each field, '\0' for nothing. */
static bool read_date(str s, size_t at, const char *between, struct value_date *d)
{
    *d = (struct value_date){.v = {-1, -1, -1, -1, -1, -1}};
    for (size_t i = 0; i < 6 && at < s.n; i++) {
        if (s.p[at] == 'Z' || s.p[at] == '+' || (s.p[at] == '-' && i > 2))
            break;
        if (between[i] && s.p[at++] != between[i])
            return false;
        if (!take_digits(s, &at, i ? 2 : 4, &d->v[i]))
            return false;
    }
    return (at == s.n || take_zone(s, at, d)) && in_range(d);
}

bool value_pdf_date(str s, struct value_date *d)
{
    return read_date(s, str_starts(s, STR("D:")) ? 2 : 0, "\0\0\0\0\0\0", d);
}

bool value_xmp_date(str s, struct value_date *d)
{
    size_t point = str_find(s, '.', 0), end = point;
    struct buf whole = {0};
    while (end < s.n && (s.p[end] == '.' || (s.p[end] >= '0' && s.p[end] <= '9')))
        end++;
    buf_str(&whole, str_slice(s, 0, point)); /* fractions of a second tell nothing here */
    buf_str(&whole, str_slice(s, end, s.n));
    bool good = read_date(buf_view(&whole), 0, "\0--T::", d);
    buf_free(&whole);
    return good;
}

/* Minutes since some day long ago. */
static int64_t minutes_of(const struct value_date *d)
{
    int64_t y = d->v[0], m = d->v[1] > 0 ? d->v[1] : 1, day = d->v[2] > 0 ? d->v[2] : 1;
    y -= m <= 2;
    int64_t days =
        365 * y + y / 4 - y / 100 + y / 400 + (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return days * 1440 + (d->v[3] > 0 ? d->v[3] : 0) * 60 + (d->v[4] > 0 ? d->v[4] : 0) - d->offset;
}

bool value_dates_agree(const struct value_date *a, const struct value_date *b)
{
    bool timed = a->v[3] >= 0 && b->v[3] >= 0;
    if (timed && a->zoned && b->zoned)
        return minutes_of(a) == minutes_of(b) && (a->v[5] == b->v[5] || a->v[5] < 0 || b->v[5] < 0);
    for (int i = 0; i < 6; i++)
        if (a->v[i] >= 0 && b->v[i] >= 0 && a->v[i] != b->v[i])
            return false;
    return true;
}
