/* Frames while they are read. Private to this stage. */
#pragma once

#include "layout/dimension.h"

enum frame_base { BASE_TYPE, BASE_PAGE, BASE_BLEED };

/* Sides of a frame; inside and outside are left and right as on odd pages; the end is that of the
 * text in a flow frame, which every page has elsewhere. */
enum side { SIDE_LEFT, SIDE_RIGHT, SIDE_INSIDE, SIDE_OUTSIDE, SIDE_TOP, SIDE_BOTTOM, SIDE_END };

/* Where an edge lies: so far inwards from the base, or from the side of a frame that stands earlier
 * in the master, to the right or down. */
struct anchored {
    bool set;
    length at;
    const struct yaml *frame; /* the name of that frame; NULL: from the base */
    enum side side;
};

/** `2mm`, `masthead.bottom`, `masthead.bottom + 1 line` [struct length_rule of the length] */
field_read_fn field_anchored;

/** What an axis asks of a frame it refers to: where the edge comes to be. NULL: there is none of
 * the name among `n`, or the side is of the other axis, which is reported. */
const struct frame *anchor_find(struct layout_reader *r, const struct anchored *edge,
                                const struct frame *frames, size_t n, bool vertical, length *at);

struct frame_source {
    struct {
        length at;
        int64_t em; /* in 1/65536 of the entries' size; 0: `at` is meant */
    } leader_pitch;
    struct frame frame;
    struct furniture_list texts;
    struct furniture label; /* FRAME_QR */
    str file;               /* FRAME_IMAGE */
    struct place file_at;
    bool shaded; /* FRAME_BOX: `fill-to` was typed */
    enum frame_base base;
    struct anchored left, right, top, bottom, inside, outside;
    struct edge width, height, least, gap, dash_gap;
};

/** The keys of a kind of frame; `kind` is one of enum frame_kind. */
const struct layout_map *frame_map(enum frame_kind kind);
extern const char *const frame_kind_names[]; /* NULL at the end */

/** Whether a frame's foot hangs on nothing that every page has elsewhere; reported if not. */
bool frame_foot_is_fixed(struct layout_reader *r, const struct frame_source *s);

/** What becomes of a placed frame that hangs on the end of a flow frame's text, itself or by way of
 * frame `on`, on which its top hangs; NULL: on none. Reports what cannot be. */
bool frame_follow(struct layout_reader *r, struct frame_source *s, const struct frame *on);

/** Resolves the place of a frame to frame.rect; `n` frames of its master are placed already.
 * Reports and gives false when it is over- or underspecified, leaves the sheet, or (a flow frame)
 * the grid. */
bool frame_place(struct layout_reader *r, struct frame_source *s, const struct frame *frames,
                 size_t n);
