/* Opening one font file: map it, have FreeType check and measure it, give it to HarfBuzz. */
#pragma once

#include "base/message.h"
#include "font/font.h"

/** What a face is opened from; strings that outlive the face. */
struct face_request {
    str name;
    const char *path;
    unsigned index;
    str sha256;
};

/** Why a face could not be opened: a diagnostic with its texts in the arena; no hint: empty. */
struct face_failure {
    enum diag_code code;
    struct message text, hint;
};

/** Opens; false and *why (texts in `a`) when the file is not what the catalogue says or no font
 * that can be used. face_close() ends an opened face. */
bool face_open(struct face *face, const struct face_request *request, struct arena *a,
               struct face_failure *why);
void face_close(struct face *face);
