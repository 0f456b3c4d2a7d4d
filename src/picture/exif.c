#include "picture/formats.h"

/* One number is wanted of EXIF, so its directory is read here. */

struct exif {
    str bytes;
    bool little;
};

static uint32_t number(const struct exif *e, size_t at, int size)
{
    uint32_t v = 0;
    for (int i = 0; i < size; i++)
        v = v << 8 | (unsigned char)e->bytes.p[at + (size_t)(e->little ? size - 1 - i : i)];
    return v;
}

uint8_t exif_orientation(str bytes)
{
    enum { ORIENTATION = 0x112, SHORT = 3, ENTRY = 12 };
    struct exif e = {bytes, str_starts(bytes, STR("II*\0"))};
    if (bytes.n < 8 || (!e.little && !str_starts(bytes, STR("MM\0*"))))
        return 1;
    size_t at = number(&e, 4, 4);
    if (at > bytes.n - 2)
        return 1;
    size_t n = number(&e, at, 2);
    for (at += 2; n-- > 0 && at + ENTRY <= bytes.n; at += ENTRY)
        if (number(&e, at, 2) == ORIENTATION && number(&e, at + 2, 2) == SHORT) {
            uint32_t v = number(&e, at + 8, 2);
            return v >= 1 && v <= 8 ? (uint8_t)v : 1;
        }
    return 1;
}
