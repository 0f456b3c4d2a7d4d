/* Writing the tokens of PDF: numbers, names, strings, operators' operands. */
#pragma once

#include "base/buf.h"
#include "page/page.h"
#include "pdf/colors.h"

/** A length in points with at most 4 decimals. */
void put_length(struct buf *b, length v);

/** The same, counted in the 1/10000 pt that are written, for sums that must come out exactly. */
static inline int64_t length_steps(length v)
{
    return length_scale(v, 10000, LENGTH_PT);
}

/** `n` lengths in length_steps(), each followed by a blank. */
void put_steps(struct buf *b, const int64_t *steps, size_t n);

/** What a colour needs of its inks, each followed by a blank: four, or a spot ink's tint. It is not
 * one of light. */
void put_inks(struct buf *b, struct color c);

/** What a colour needs in the space that put_color() sets, each number followed by a blank. */
void put_components(struct buf *b, const struct colors *colors, struct color c);

/** "c m y k op\n"; op is k (fill) or K (stroke). A spot ink is colour space S1, S2 … of the page.
 * `colors` is what converts for the PDF: to screens, all as what sRGB shows of it (rg, RG, or g, G
 * for a grey); to a press, light as inks; NULL: inks are inks and light is sRGB (rg, RG). */
void put_color(struct buf *b, const struct colors *colors, struct color c, char op);

/** UTF-8 text as a string of UTF-16BE with byte order mark: <FEFF…>. */
void put_text(struct buf *b, str utf8);

/** The hexadecimal digits of UTF-8 text in UTF-16BE, without anything around. */
void put_utf16(struct buf *b, str utf8);

/** Bytes as a literal string: (…), or without the parentheses when they are already there. */
void put_literal(struct buf *b, str bytes);
void put_literal_byte(struct buf *b, unsigned char byte);

/** A name: /Name, with what a name cannot hold escaped. */
void put_name(struct buf *b, str name);

/** An address as a literal string of ASCII: what it cannot hold is percent-encoded. */
void put_uri(struct buf *b, str uri);
