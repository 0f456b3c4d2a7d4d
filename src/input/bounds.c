#include "input/bounds.h"

#include "base/xalloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Where a word begins, from `at` on; the end when there is none. */
static size_t find(str s, size_t at, str word)
{
    const char *p = at < s.n ? memmem(s.p + at, s.n - at, word.p, word.n) : NULL;
    return p ? (size_t)(p - s.p) : s.n;
}

static bool has(str s, str word)
{
    return find(s, 0, word) < s.n;
}

enum { ENTRIES_MOST = 4096 };

static int digit(char c)
{
    const char *digits = "0123456789ABCDEFabcdef", *p = c ? strchr(digits, c) : NULL;
    return !p ? -1 : p - digits < 16 ? (int)(p - digits) : (int)(p - digits) - 6;
}

/* The entries before a stream, as far as they can matter, with the escapes of names resolved. */
static str entries_before(str bytes, size_t stream, char to[ENTRIES_MOST])
{
    size_t from = stream > ENTRIES_MOST ? stream - ENTRIES_MOST : 0, n = 0;
    str s = str_slice(bytes, from, stream);
    for (size_t at = find(s, 0, STR(" obj")); at < s.n; at = find(s, 0, STR(" obj")))
        s = str_slice(s, at + 4, s.n);
    for (size_t i = 0; i < s.n; i++) {
        to[n++] = s.p[i];
        if (s.p[i] == '#' && i + 2 < s.n && digit(s.p[i + 1]) >= 0 && digit(s.p[i + 2]) >= 0) {
            to[n - 1] = (char)(digit(s.p[i + 1]) << 4 | digit(s.p[i + 2]));
            i += 2;
        }
    }
    return (str){to, n};
}

/* How many filters are named. */
static int count_filters(str entries)
{
    int n = 0;
    for (size_t at = find(entries, 0, STR("Decode")); at < entries.n;
         at = find(entries, at + 1, STR("Decode")))
        n += !str_starts(str_slice(entries, at, entries.n), STR("DecodeParms"));
    return n;
}

/* How much deflated data come to, at most one more than `most`. */
static size_t inflated(str data, size_t most)
{
    enum { STEP = 1 << 16 };
    unsigned char *out = xmalloc(STEP);
    z_stream z = {.next_in = (Bytef *)(uintptr_t)data.p,
                  .avail_in = data.n > UINT32_MAX ? UINT32_MAX : (uInt)data.n};
    size_t n = 0;
    if (inflateInit(&z) == Z_OK) {
        int status = Z_OK;
        while (status == Z_OK && n <= most) {
            z.next_out = out;
            z.avail_out = STEP;
            status = inflate(&z, Z_NO_FLUSH);
            n += STEP - z.avail_out;
        }
        inflateEnd(&z);
    }
    free(out);
    return n > most ? most + 1 : n;
}

/* What a stream that the library decodes while it opens the file comes to; 0: it is none. */
static size_t table_size(str bytes, size_t stream)
{
    char room[ENTRIES_MOST];
    str entries = entries_before(bytes, stream, room);
    if (!has(entries, STR("/ObjStm")) && !has(entries, STR("/XRef")))
        return 0;
    if (has(entries, STR("/Filter")) &&
        (!has(entries, STR("/FlateDecode")) || count_filters(entries) != 1))
        return INPUT_TABLES_MAX + 1;
    size_t from = stream + 6;
    while (from < bytes.n && (bytes.p[from] == '\r' || bytes.p[from] == '\n'))
        from++;
    return inflated(str_slice(bytes, from, bytes.n), INPUT_TABLES_MAX);
}

bool input_is_bounded(str bytes)
{
    size_t at = 0, tables = 0, objects = 0;
    bool ends = true; /* whether another endstream follows */
    while (at < bytes.n) {
        size_t stream = find(bytes, at, STR("stream"));
        objects += stream - at;
        if (stream < bytes.n)
            tables += table_size(bytes, stream);
        if (tables > INPUT_TABLES_MAX || objects > INPUT_WORDS_MAX)
            return false;
        size_t end = ends ? find(bytes, stream, STR("endstream")) : bytes.n;
        ends = end < bytes.n;
        at = end < bytes.n ? end + 9 : stream < bytes.n ? stream + 6 : bytes.n;
    }
    return true;
}
