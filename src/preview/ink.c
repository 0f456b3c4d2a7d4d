#include "preview/ink.h"

/* sRGB of the solids and their overprints, by bits: cyan 1, magenta 2, yellow 4, black 8. */
static const uint8_t solids[16][3] = {
    {255, 255, 255}, {0, 158, 224}, {230, 0, 126}, {49, 39, 131}, {255, 237, 0}, {0, 150, 64},
    {227, 6, 19},    {54, 47, 45},  {29, 29, 27},  {0, 17, 27},   {27, 6, 16},   {6, 6, 18},
    {28, 26, 0},     {0, 19, 8},    {26, 5, 3},    {8, 7, 7},
};

uint32_t ink_on_screen(struct color color)
{
    enum { FULL = 10000 };
    const int64_t inks[4] = {color.c, color.m, color.y, color.k};
    uint32_t out = 0;
    if (color.light)
        return (uint32_t)color.rgb[0] << 16 | (uint32_t)color.rgb[1] << 8 | color.rgb[2];
    for (int channel = 0; channel < 3; channel++) {
        int64_t v[16];
        for (int i = 0; i < 16; i++)
            v[i] = (int64_t)solids[i][channel] << 16;
        for (int ink = 3, n = 8; ink >= 0; ink--, n /= 2)
            for (int i = 0; i < n; i++)
                v[i] += (v[i + n] - v[i]) * inks[ink] / FULL;
        out = out << 8 | (uint32_t)((v[0] + 32768) >> 16);
    }
    return out;
}
