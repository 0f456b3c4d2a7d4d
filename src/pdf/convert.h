/* Pictures made into others for what the PDF is for: in other colours, smaller, compressed anew.
 * What was made is kept in the cache, by the file's content and all that decides beside it. */
#pragma once

#include "pdf/colors.h"
#include "picture/picture.h"

struct recipe {
    struct colors *colors;  /* of pictures that have what they convert from; NULL: all stay */
    uint32_t width, height; /* of the result, as it is stored */
    bool small;             /* compressed with loss where that makes it much smaller */
};

/** A picture as it goes into a PDF. */
struct converted {
    bool as_it_is; /* nothing is gained: the file itself is better. All else is empty then */
    bool jpeg;     /* else deflated behind PNG's predictors */
    bool alpha;
    uint32_t width, height;
    int channels; /* 1 grey, 3 RGB, 4 CMYK; 8 bits each */
    struct buf data, mask;
};
void converted_free(struct converted *c);

/** Converts a file that was looked at; false, and why in `message`, when it does not decode. */
bool convert_picture(const struct recipe *recipe, str bytes, const struct picture_head *head,
                     struct converted *out, char message[PICTURE_MESSAGE_MAX]);
