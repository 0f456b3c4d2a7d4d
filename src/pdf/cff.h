/* The one change that a subset's CFF table needs. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/** Makes the character ids of a CID-keyed CFF font equal its glyph numbers, in place: HarfBuzz
 * keeps the ids of the whole font, and viewers disagree on which of the two a code means. Fonts
 * that are not CID-keyed stay as they are. False when the table is damaged. */
bool cff_make_cids_glyphs(unsigned char *cff, size_t n);
