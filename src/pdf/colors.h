/* Colours between a printing condition and sRGB, by lcms2: pictures in RGB for the press, all
 * colours for screens. Black stays black: what is grey in itself becomes black ink alone, and black
 * ink alone becomes a grey, by the condition's own tones stretched so that full ink is black. */
#pragma once

#include "base/buf.h"
#include "base/diag.h"
#include "page/page.h"

struct colors;

/** By profiles, whose bytes must outlive it: from RGB (`source`; empty: sRGB) to the inks of a
 * condition, `ink_max` percent in all at most (0: as the profile does); from its inks to sRGB; from
 * RGB to sRGB. Reports, and gives NULL, when the library cannot be opened or the condition does not
 * do. */
struct colors *colors_to_press(str icc, str source, unsigned ink_max, struct diags *d);
struct colors *colors_to_screen(str icc, struct diags *d);
struct colors *colors_of_source(str source, struct diags *d);
void colors_free(struct colors *colors); /* accepts NULL */

/** Makes what the functions of pixels below need, which takes as long as some pages do: before the
 * first of them, and by one thread. False when the library fails, as it may at a source. */
bool colors_prepare(struct colors *colors);

/** How many bytes a pixel has before and after. */
int colors_from(const struct colors *colors);
int colors_to(const struct colors *colors);

/** Whether a pixel is grey in itself: RGB of three equal parts but for what rounding does, or black
 * ink alone. */
bool colors_is_grey(const struct colors *colors, const unsigned char *pixel);

/** The black ink (255 is full) or the light of a pixel that is grey in itself. */
unsigned char colors_grey(const struct colors *colors, const unsigned char *pixel);

/** Converts n pixels; for several threads. With `greys` those that are grey in themselves stay so.
 */
void colors_row(const struct colors *colors, const unsigned char *from, unsigned char *to, size_t n,
                bool greys);

/** Whether all colours are shown by it as light; NULL and others: not. */
bool colors_is_screen(const struct colors *colors);

/** The inks of a colour of light, of a grey black ink alone; a colour of inks as it is. */
struct color colors_inks(const struct colors *to_press, struct color c);

/** What sRGB shows of a colour of the layout, 65535 is full; a spot ink as what stands for it. One
 * of light needs no `to_screen`. */
void colors_show(const struct colors *to_screen, struct color c, uint16_t rgb[3]);

/** Appends what else than the profile decides what comes out: the library, the way. */
void colors_stamp(const struct colors *colors, struct buf *out);

/** The bytes of the profiles, of the condition and of the source; empty where there is none. */
str colors_condition(const struct colors *colors);
str colors_source(const struct colors *colors);
