/* What the codes of a font mean: its ToUnicode CMap (ISO 32000-1, 9.10.3). */
#pragma once

#include "input/input.h"

enum unicode_kind {
    UNICODE_NONE, /* the code is not mapped */
    UNICODE_GOOD,
    UNICODE_BAD,     /* U+0000, U+FEFF, U+FFFE: no character */
    UNICODE_PRIVATE, /* of a private use area */
};

/** The kind of each of 65536 codes, in the document's arena; NULL: there is no such CMap. */
const unsigned char *unicode_map_read(struct input *doc, const struct node *stream);
