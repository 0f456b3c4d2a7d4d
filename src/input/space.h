/* Colour spaces of a PDF. */
#pragma once

#include "input/input.h"

enum { COLORANTS_MAX = 32 };

enum space_kind {
    SPACE_UNKNOWN,
    SPACE_GRAY,
    SPACE_RGB,
    SPACE_CMYK,
    SPACE_CAL_GRAY,
    SPACE_CAL_RGB,
    SPACE_LAB,
    SPACE_ICC,
    SPACE_INDEXED,
    SPACE_SEPARATION,
    SPACE_DEVICE_N,
    SPACE_PATTERN,
};

struct space {
    enum space_kind kind;
    unsigned n;                 /* components; INDEXED: 1 */
    const struct space *base;   /* INDEXED, PATTERN: its colours'; SEPARATION, DEVICE_N: alternate;
                                   a device space: the Default space that stands for it; or NULL */
    str names[COLORANTS_MAX];   /* SEPARATION, DEVICE_N */
    const struct node *profile; /* ICC: the stream */
    str table;                  /* INDEXED: its colours */
    const struct node *node;    /* the array it was read from, or NULL */
};

struct spaces;
struct spaces *spaces_new(struct input *doc);
void spaces_free(struct spaces *s);

/** The space that a name or an array stands for, with a page's or form's resources. Never NULL. */
const struct space *space_read(struct spaces *s, const struct node *cs,
                               const struct node *resources);
/** DeviceGray, DeviceRGB or DeviceCMYK by its kind, or the Default space that replaces it. */
const struct space *space_device(struct spaces *s, enum space_kind kind,
                                 const struct node *resources);

/** Every SEPARATION and DEVICE_N read so far. */
size_t spaces_spots(const struct spaces *s);
const struct space *spaces_spot(const struct spaces *s, size_t i);

/** "DeviceRGB", "ICC profile of 3 components" …: for messages. */
const char *space_name(const struct space *space);

/** Whether its colours are red, green and blue. */
bool space_is_rgb(const struct space *space);
