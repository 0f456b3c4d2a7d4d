/* What has to be known of a CFF table, and the one change that a subset's needs. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/** Whether the font is CID-keyed (Adobe technical note 5176, section 18). Its glyphs are then drawn
 * each by itself, without accents put together of others (`seac`). */
bool cff_is_cid_keyed(const unsigned char *cff, size_t n);

/** Makes the character ids of a CID-keyed CFF font equal its glyph numbers, in place: HarfBuzz
 * keeps the ids of the whole font, and viewers disagree on which of the two a code means. Fonts
 * that are not CID-keyed stay as they are. False when the table is damaged. */
bool cff_make_cids_glyphs(unsigned char *cff, size_t n);
