#include "press/unicode_map.h"

enum { CODES = 65536, STRINGS_MAX = 4096 };

static uint32_t number_of(str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n && i < 4; i++)
        n = n << 8 | (unsigned char)s.p[i];
    return n;
}

static uint32_t first_character(str s)
{
    uint32_t c = number_of(str_slice(s, 0, s.n < 2 ? s.n : 2));
    if (c >= 0xD800 && c < 0xDC00 && s.n >= 4)
        return 0x10000 + ((c & 0x3FF) << 10) + (number_of(str_slice(s, 2, 4)) & 0x3FF);
    return c;
}

static enum unicode_kind kind_of(str s, uint32_t more)
{
    uint32_t c = first_character(s) + (s.n <= 2 ? more : 0);
    if (!s.n)
        return UNICODE_NONE;
    if (c == 0 || c == 0xFEFF || c == 0xFFFE)
        return UNICODE_BAD;
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 ? UNICODE_PRIVATE : UNICODE_GOOD;
}

static void put(unsigned char *kinds, uint32_t code, enum unicode_kind kind)
{
    if (code < CODES)
        kinds[code] = (unsigned char)kind;
}

/* low high <first> or low high [<each> …]. */
static void put_range(unsigned char *kinds, const struct node *low, const struct node *high,
                      const struct node *to)
{
    uint32_t a = number_of(low->text), b = number_of(high->text);
    for (uint32_t code = a; code <= b && code < CODES; code++) {
        if (to->type == NODE_STRING)
            put(kinds, code, kind_of(to->text, code - a));
        else if (to->type == NODE_ARRAY && code - a < to->n)
            put(kinds, code, kind_of(to->items[code - a].text, 0));
    }
}

static void read_maps(struct input *doc, str text, unsigned char *kinds)
{
    struct node_reader r = {input_arena(doc), text, 0, false, false};
    struct node args[STRINGS_MAX];
    size_t n = 0;
    for (struct node k = node_read(&r); k.type != NODE_END; k = node_read(&r)) {
        if (k.type != NODE_OPERATOR) {
            if (n < STRINGS_MAX)
                args[n++] = k;
            continue;
        }
        bool chars = str_is(k.text, "endbfchar"), ranges = str_is(k.text, "endbfrange");
        for (size_t i = 0; chars && i + 1 < n; i += 2)
            put(kinds, number_of(args[i].text), kind_of(args[i + 1].text, 0));
        for (size_t i = 0; ranges && i + 2 < n; i += 3)
            put_range(kinds, &args[i], &args[i + 1], &args[i + 2]);
        n = 0;
    }
}

const unsigned char *unicode_map_read(struct input *doc, const struct node *stream)
{
    struct buf b = {0};
    if (stream->type != NODE_STREAM)
        return NULL;
    unsigned char *kinds = arena_many(input_arena(doc), CODES, unsigned char);
    if (input_stream(doc, stream, 16 << 20, &b) == STREAM_GOOD)
        read_maps(doc, buf_view(&b), kinds);
    buf_free(&b);
    return kinds;
}
