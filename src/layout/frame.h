/* Frames while they are read. Private to this stage. */
#pragma once

#include "layout/dimension.h"

enum frame_base { BASE_TYPE, BASE_PAGE, BASE_BLEED };

struct frame_source {
    struct frame frame;
    struct furniture_list texts;
    struct furniture label; /* FRAME_QR */
    str file;               /* FRAME_IMAGE */
    struct place file_at;
    bool shaded; /* FRAME_BOX: `fill-to` was typed */
    enum frame_base base;
    struct edge left, right, width, top, bottom, height, inside, outside;
    struct edge gap, dash_gap;
};

/** The keys of a kind of frame; `kind` is one of enum frame_kind. */
const struct layout_map *frame_map(enum frame_kind kind);
extern const char *const frame_kind_names[]; /* NULL at the end */

/** Resolves the place of a frame to frame.rect; reports and gives false when it is over- or
 * underspecified, leaves the sheet, or (a flow frame) the grid. */
bool frame_place(struct layout_reader *r, struct frame_source *s);
