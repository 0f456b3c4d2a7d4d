/* Line breaking by the Unicode Standard: UAX #14, revision 50 (Unicode 15.0), with the tailoring of
 * numbers of its section 8.2, example 7. What Chinese composition decides otherwise is listed in
 * compose/overrides.def. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum line_break { LINE_BREAK_NEVER, LINE_BREAK_ALLOWED, LINE_BREAK_FORCED };

/** breaks[i]: whether a line may end after text[i], an enum line_break, for all n code points. It
 * is FORCED after a line end and after the last code point (LB3); text[i] is a new paragraph's
 * first whenever i is 0. Spaces stay at the end of their line: the break comes after them.
 *
 * Time is linear in n, nothing is allocated. Surrogates and numbers above U+10FFFF, UTF8_BAD for
 * one, are ordinary letters (class XX). */
void unicode_line_breaks(const uint32_t *text, size_t n, unsigned char *breaks);
