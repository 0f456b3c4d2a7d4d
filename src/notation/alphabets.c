/* Letters of mathematical alphabets. */
#include "base/utf8.h"
#include "notation/notation.h"

/* Where the alphabets begin: capitals, small letters, digits, Greek capitals, small Greek; 0: none.
 */
static const uint32_t alphabets[][5] = {
    [ALPHABET_MATH] = {0x1D434, 0x1D44E, 0, 0, 0x1D6FC},
    [ALPHABET_ROMAN] = {0, 0, 0, 0, 0},
    [ALPHABET_ITALIC] = {0x1D434, 0x1D44E, 0, 0x1D6E2, 0x1D6FC},
    [ALPHABET_BOLD] = {0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2},
    [ALPHABET_BOLD_ITALIC] = {0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736},
    [ALPHABET_DOUBLE] = {0x1D538, 0x1D552, 0x1D7D8, 0, 0},
    [ALPHABET_SCRIPT] = {0x1D49C, 0x1D4B6, 0, 0, 0},
    [ALPHABET_FRAKTUR] = {0x1D504, 0x1D51E, 0, 0, 0},
};

/* Those that Unicode had before. */
static uint32_t encoded_before(uint32_t c)
{
    static const uint32_t pairs[][2] = {
        {0x1D455, 0x210E}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131},
        {0x1D4A3, 0x210B}, {0x1D4A4, 0x2110}, {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133},
        {0x1D4AD, 0x211B}, {0x1D4BA, 0x212F}, {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134},
        {0x1D506, 0x212D}, {0x1D50B, 0x210C}, {0x1D50C, 0x2111}, {0x1D515, 0x211C},
        {0x1D51D, 0x2128}, {0x1D53A, 0x2102}, {0x1D53F, 0x210D}, {0x1D545, 0x2115},
        {0x1D547, 0x2119}, {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == c)
            return pairs[i][1];
    return c;
}

static uint32_t greek_sign(uint32_t c)
{
    static const uint32_t signs[] = {0x2202, 0x3F5, 0x3D1, 0x3F0, 0x3D5, 0x3F1, 0x3D6};
    for (uint32_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i] == c)
            return 25 + i; /* behind the small letters from alpha to omega */
    return 0;
}

uint32_t notation_letter(uint32_t c, enum formula_alphabet alphabet)
{
    const uint32_t *from = alphabets[alphabet];
    uint32_t sign = greek_sign(c);
    if (c >= 'A' && c <= 'Z' && from[0])
        return encoded_before(from[0] + c - 'A');
    if (c >= 'a' && c <= 'z' && from[1])
        return encoded_before(from[1] + c - 'a');
    if (utf8_is_digit(c) && from[2])
        return from[2] + c - '0';
    if (c >= 0x391 && c <= 0x3A9 && from[3])
        return from[3] + c - 0x391;
    if (c >= 0x3B1 && c <= 0x3C9 && from[4])
        return from[4] + c - 0x3B1;
    return sign && from[4] ? from[4] + sign : c;
}
