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

/** What a colour needs of its inks, each followed by a blank: four, or a spot ink's tint. */
void put_inks(struct buf *b, struct color c);

/** What sRGB shows of a colour: three numbers, each followed by a blank. */
void put_light(struct buf *b, const struct colors *screen, struct color c);

/** "c m y k op\n"; op is k (fill) or K (stroke). A spot ink is colour space S1, S2 … of the page.
 * With `screen`, what sRGB shows of the colour instead (rg, RG, or g, G for a grey); NULL: inks. */
void put_color(struct buf *b, const struct colors *screen, struct color c, char op);

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
