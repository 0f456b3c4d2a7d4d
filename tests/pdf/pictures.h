/* Picture files for the tests: four quarters of known colours. */
#pragma once

#include "tools.h"

#define PICTURE_SIZE 16

struct png_kind {
    const char *name;
    int type, depth; /* as libpng names them */
    bool interlaced;
    bool transparent; /* by tRNS where the type has no alpha */
    bool noise;       /* smooth noise instead of quarters; 8 bits only */
};

struct jpeg_kind {
    const char *name;
    int space; /* of the file, as libjpeg names it */
    bool progressive;
    bool adobe; /* with Adobe's marker, whose CMYK is inverted */
};

/** Colours of the quarters (top left, top right, bottom left, bottom right): RGB, and inks for
 * CMYK; the alpha of pictures that have one. */
extern const unsigned char quarter_rgb[4][3];
extern const unsigned char quarter_cmyk[4][4];
extern const unsigned char quarter_alpha[4];

/** The value of sample `channel` at a pixel of a picture of noise. */
unsigned char noise_at(int x, int y, int channel);

/** Writes a file of the kind; its path. */
const char *picture_png(const struct tools *t, const char *name, const struct png_kind *kind);
const char *picture_jpeg(const struct tools *t, const char *name, const struct jpeg_kind *kind);
