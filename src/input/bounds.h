/* What a PDF makes of memory before anybody asks for its pages. */
#pragma once

#include "base/str.h"

#include <stdbool.h>

enum {
    INPUT_TABLES_MAX = 16 << 20, /* bytes of object and cross-reference streams, decoded */
    INPUT_WORDS_MAX = 16 << 20   /* bytes of all that is no stream */
};

/** Whether the library can read the file in bounded memory: it decodes object and cross-reference
 * streams whole while it opens a file, and makes objects of every word in them. */
bool input_is_bounded(str bytes);
