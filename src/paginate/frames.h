/* Frames of page masters: everything but the flow. */
#pragma once

#include "paginate/canvas.h"
#include "paginate/fields.h"

/** Where an article begins, for the contents and the outline. */
struct start {
    const struct article *article;
    size_t page; /* index */
    length y;
    bool section; /* a section begins here */
};

struct frame_context {
    const struct setter *s;
    const struct field_values *values;
    const struct start *starts; /* by article, in order */
    size_t n_starts;
    bool new_section; /* one begins on the page */
    bool repeated;    /* the page's master serves many pages */
    /* where in the document's structure frames belong: before the articles, behind them */
    struct element *front, *back;
};

/** Whether a frame stands on this page at all (`pages`). */
bool frame_is_on(const struct frame *f, size_t page);

/** Whether what a frame shows is read out, and no furniture. */
bool frame_is_read(const struct frame_context *x, const struct frame *f);

/** Draws one frame (not FRAME_FLOW). */
void frame_draw(struct canvas *c, const struct frame_context *x, const struct frame *f,
                struct rect r);

/** Draws what stands in a frame; gives its height (of vertical texts their width). */
typedef length frame_draw_fn(struct canvas *c, const struct frame_context *x, const struct frame *f,
                             struct rect r);
frame_draw_fn frame_contents, frame_contact;

/** Draws a frame at the greatest size that fits, of those that it allows (`shrink`); reports what
 * fits at none. */
void frame_draw_fitting(struct canvas *c, const struct frame_context *x, const struct frame *f,
                        struct rect r, frame_draw_fn *draw);

enum { SHRINK_STEP = 2 }; /* percent by which frames are tried smaller and smaller */

/** A frame with all its styles, and the white between its lines, at a percentage. */
struct frame frame_sized(const struct frame_context *x, const struct frame *f, int percent);

/** What drawing a frame would take; nothing is drawn, tagged or reported. */
length frame_extent(const struct frame_context *x, const struct frame *f, struct rect r,
                    frame_draw_fn *draw);

void frame_qr(struct canvas *c, const struct frame_context *x, const struct frame *f,
              struct rect r);
