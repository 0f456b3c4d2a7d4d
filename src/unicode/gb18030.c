#include "unicode/gb18030.h"

#include "gb18030_table.h"

#include <stdlib.h>

/* The Han of the standard: as many of each block as Unicode 11 has. */
static const struct range {
    uint32_t first, last;
    int level;
} ranges[] = {
    {0x3400, 0x4DB5, 1},   {0x4E00, 0x9FEF, 1},   {0x20000, 0x2A6D6, 3}, {0x2A700, 0x2B734, 3},
    {0x2B740, 0x2B81D, 3}, {0x2B820, 0x2CEA1, 3}, {0x2CEB0, 0x2EBE0, 3},
};

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

int gb18030_level(uint32_t c)
{
    enum { N = sizeof table_of_general_use / sizeof *table_of_general_use };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (c < ranges[i].first || c > ranges[i].last)
            continue;
        if (ranges[i].level > 1 && bsearch(&c, table_of_general_use, N, sizeof c, compare))
            return 2;
        return ranges[i].level;
    }
    return 0;
}

size_t gb18030_count(int level, bool has(const void *data, uint32_t c), const void *data)
{
    size_t n = 0;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        for (uint32_t c = ranges[i].first; c <= ranges[i].last; c++)
            n += gb18030_level(c) == level && (!has || has(data, c));
    return n;
}
