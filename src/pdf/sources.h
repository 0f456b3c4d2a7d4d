/* The profiles that pictures bring along: what their RGB is, where it is not sRGB. */
#pragma once

#include "pdf/colors.h"
#include "picture/picture.h"

struct source_profile {
    struct buf icc;
    struct colors *colors; /* what converts from it, for what the PDF is for; NULL: not yet made */
    unsigned object;       /* its number in the PDF, likewise; 0: not yet written */
};

struct sources;

struct sources *sources_new(void);
void sources_free(struct sources *s); /* accepts NULL */

/** The profile of a picture; NULL: it has none, one of sRGB, or one that says nothing about RGB.
 * Pictures with the same one share it. Valid until sources_free(). */
struct source_profile *sources_find(struct sources *s, str bytes, const struct picture_head *head);

/** The same of a profile that was read out of a file; takes it over. */
struct source_profile *sources_enter(struct sources *s, struct buf icc);
