/* Where frames stand. Like absolute positioning: two of an axis's two edges and its extent. */
#include "layout/misplaced.h"

/* What becomes of a frame on even pages: it stays, goes with the type area, or is mirrored. */
enum turn { TURN_NONE, TURN_TYPE, TURN_MIRROR };

/* One axis of a frame: what was typed, the box it counts from, the frames it hangs on, and where it
 * comes to be. */
struct axis {
    const char *low_name, *high_name, *extent_name;
    struct anchored low, high;
    struct edge extent;
    length from, to; /* of the base */
    const struct frame *low_frame, *high_frame;
    length at, size;
};

static struct rect base_rect(const struct layout *l, enum frame_base base)
{
    if (base == BASE_TYPE)
        return l->type_area;
    length bleed = base == BASE_BLEED ? l->bleed : 0;
    return (struct rect){-bleed, -bleed, l->width + 2 * bleed, l->height + 2 * bleed};
}

static int edges(const struct axis *a)
{
    return a->low.set + a->high.set + a->extent.set;
}

static bool report_axis(struct layout_reader *r, const struct frame *f, const struct axis *a)
{
    const char *low = a->low.set ? a->low_name : NULL, *high = a->high.set ? a->high_name : NULL;
    const char *one = low ? low : high ? high : a->extent_name;
    struct diags *d = r->fields.diags;
    if (edges(a) == 3)
        diag_add(d, DIAG_BAD_VALUE, f->at, "the frame has `%s`, `%s` and `%s`: one is too many",
                 a->low_name, a->high_name, a->extent_name);
    else if (edges(a) == 1)
        diag_add(d, DIAG_MISSING_KEY, f->at, "the frame has `%s` but not where it ends", one);
    else
        diag_add(d, DIAG_MISSING_KEY, f->at, "the frame has neither `%s` nor `%s` nor `%s`",
                 a->low_name, a->high_name, a->extent_name);
    diag_hint(d, "give two of %s, %s and %s", a->low_name, a->high_name, a->extent_name);
    return false;
}

/* The frames of the master that are placed already. */
struct frames_before {
    const struct frame *v;
    size_t n;
};

/* The edge of an axis as a place on the page. */
static bool resolve_edge(struct layout_reader *r, const struct anchored *edge, length from_base,
                         const struct frames_before *before, bool vertical,
                         const struct frame **frame, length *at)
{
    *at = from_base;
    if (!edge->set || !edge->frame)
        return true;
    *frame = anchor_find(r, edge, before->v, before->n, vertical, at);
    return *frame && (*frame)->rect.w > 0; /* one without a place was reported */
}

static bool resolve_axis(struct layout_reader *r, const struct frame *f,
                         const struct frames_before *before, bool vertical, struct axis *a)
{
    length low, high;
    if (edges(a) != 2)
        return report_axis(r, f, a);
    if (!resolve_edge(r, &a->low, a->from + a->low.at, before, vertical, &a->low_frame, &low) ||
        !resolve_edge(r, &a->high, a->to - a->high.at, before, vertical, &a->high_frame, &high))
        return false;
    if (!a->low.set)
        low = high - a->extent.at;
    if (!a->high.set)
        high = low + a->extent.at;
    a->at = low;
    a->size = high - low;
    if (a->size > 0)
        return true;
    report_nothing_left(r, f, a->low_name, a->high_name, -a->size, a->low_frame || a->high_frame);
    return false;
}

/* ---- even pages ---- */

static enum turn turn_of(const struct frame *f)
{
    return f->mirrored ? TURN_MIRROR : f->on_type ? TURN_TYPE : TURN_NONE;
}

/* How far the type area moves on even pages. */
static length type_shift(const struct layout *l)
{
    return l->width - l->type_area.w - 2 * l->type_area.x;
}

/* Both sides of a frame must do the same on even pages, else it would not be as wide there. */
static bool agree_on_turn(struct layout_reader *r, struct frame_source *s, const struct axis *x)
{
    struct frame *f = &s->frame;
    enum turn own = f->mirrored ? TURN_MIRROR : s->base == BASE_TYPE ? TURN_TYPE : TURN_NONE;
    enum turn low = x->low_frame ? turn_of(x->low_frame) : own,
              high = x->high_frame ? turn_of(x->high_frame) : own;
    if (!x->low.set)
        low = high;
    if (!x->high.set)
        high = low;
    bool still = type_shift(r->layout) == 0 && low != TURN_MIRROR && high != TURN_MIRROR;
    f->mirrored = low == TURN_MIRROR;
    f->on_type = low == TURN_TYPE;
    if (low == high || still)
        return true;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "the two sides of the frame move differently on even pages");
    diag_hint(r->fields.diags, "hang both on frames that stay, or both on frames that are placed "
                               "by inside or outside; or use `width`");
    return false;
}

static bool horizontal(struct layout_reader *r, struct frame_source *s, struct axis *x)
{
    struct rect base = base_rect(r->layout, s->base);
    bool sides = s->left.set || s->right.set;
    s->frame.mirrored = s->inside.set || s->outside.set;
    *x = (struct axis){.low_name = "left",
                       .high_name = "right",
                       .extent_name = "width",
                       .low = s->left,
                       .high = s->right,
                       .extent = s->width,
                       .from = base.x,
                       .to = base.x + base.w};
    if (s->frame.mirrored) {
        x->low_name = "inside";
        x->high_name = "outside";
        x->low = s->inside;
        x->high = s->outside;
    }
    if (!sides || !s->frame.mirrored)
        return true;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, s->frame.at,
             "the frame mixes `left` or `right` with `inside` or `outside`");
    diag_hint(r->fields.diags,
              "left and right stay, inside and outside change sides on even pages");
    return false;
}

/* A rule's thickness is the extent of the axis that names one edge only. */
static bool thicken(struct layout_reader *r, const struct frame *f, struct axis *x, struct axis *y)
{
    const struct edge thickness = {true, f->thickness};
    if (edges(x) == 2 && edges(y) == 1 && !y->extent.set) {
        y->extent = thickness;
        return true;
    }
    if (edges(y) == 2 && edges(x) == 1 && !x->extent.set) {
        x->extent = thickness;
        return true;
    }
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "a rule lies at one edge and runs between two");
    diag_hint(r->fields.diags, "a horizontal one has left, right and top (or bottom), a vertical "
                               "one top, bottom and left (or "
                               "right); the rest is `thickness`");
    return false;
}

static bool check_sheet(struct layout_reader *r, const struct frame *f)
{
    struct rect sheet = base_rect(r->layout, BASE_BLEED), at = f->rect;
    if (at.x >= sheet.x && at.y >= sheet.y && at.x + at.w <= sheet.x + sheet.w &&
        at.y + at.h <= sheet.y + sheet.h)
        return true;
    report_over_sheet(r, f, sheet);
    return false;
}

/* PD-09: what is read stands clear of the knife. The margins of the text itself are the grid's. */
static void check_trim(struct layout_reader *r, const struct frame *f)
{
    const length safe = length_scale(LENGTH_PT, 5 * 360, 127); /* 5 mm */
    const struct layout *l = r->layout;
    if (f->kind == FRAME_RULE || f->kind == FRAME_BOX || f->kind == FRAME_IMAGE ||
        f->kind == FRAME_FLOW)
        return;
    struct rect at = f->rect;
    length nearest = length_min(length_min(at.x, l->width - at.x - at.w),
                                length_min(at.y, l->height - at.y - at.h));
    if (nearest < safe)
        report_near_trim(r, f, safe);
}

/* LA-09: lines are whole characters long; what is left over widens the gaps between columns, or
 * stands on both sides of a single one. */
static bool fit_measure(struct layout_reader *r, struct frame *f)
{
    length size = r->layout->grid.size, gaps = f->columns - 1;
    length measure = (f->rect.w - gaps * f->gap) / f->columns / size * size;
    if (measure <= 0) {
        report_measure(r, f);
        return false;
    }
    length rest = f->rect.w - f->columns * measure;
    f->gap = gaps ? rest / gaps : f->gap;
    length width = f->columns * measure + gaps * f->gap;
    f->rect.x += (f->rect.w - width) / 2;
    f->rect.w = width;
    return true;
}

static bool check_flow(struct layout_reader *r, struct frame_source *s)
{
    struct frame *f = &s->frame;
    const struct grid *g = &r->layout->grid;
    bool begins = (f->rect.y - r->layout->type_area.y) % g->pitch == 0,
         ends = f->rect.h % g->pitch == 0;
    if (!begins)
        report_off_line(r, f, s->base == BASE_TYPE && s->top.set && !s->top.frame);
    if (!ends)
        report_part_line(r, f);
    return fit_measure(r, f) && begins && ends;
}

/* HP-03: what hangs out of one column must not come near the next. */
static bool check_hanging(struct layout_reader *r, const struct frame *f)
{
    length least = r->layout->grid.size * 3 / 2;
    if (r->layout->composition.hang == HANG_OFF || f->columns <= 1 || f->gap >= least)
        return true;
    str gap = length_pt(r->fields.arena, f->gap);
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "marks hang between columns that are only %.*s apart", STR_ARG(gap));
    diag_hint(r->fields.diags, "make `gap` 1.5em or wider, or write `hang: off` (HP-03)");
    return false;
}

static bool check_columns(struct layout_reader *r, const struct frame *f)
{
    if (f->columns <= 1 || f->rect.w > (f->columns - 1) * f->gap)
        return true;
    report_gaps(r, f);
    return false;
}

static bool check_code(struct layout_reader *r, const struct frame *f)
{
    if (f->size <= f->rect.w && f->size <= f->rect.h)
        return true;
    report_code(r, f);
    return false;
}

static bool check_kind(struct layout_reader *r, struct frame_source *s)
{
    struct frame *f = &s->frame;
    switch (f->kind) {
    case FRAME_FLOW: return check_flow(r, s) && check_hanging(r, f);
    case FRAME_CONTENTS:
    case FRAME_CONTACT: return check_columns(r, f);
    case FRAME_QR: return check_code(r, f);
    default: return true;
    }
}

bool frame_place(struct layout_reader *r, struct frame_source *s, const struct frame *frames,
                 size_t n)
{
    const struct frames_before before = {frames, n};
    struct frame *f = &s->frame;
    struct rect base = base_rect(r->layout, s->base);
    struct axis x, y = {.low_name = "top",
                        .high_name = "bottom",
                        .extent_name = "height",
                        .low = s->top,
                        .high = s->bottom,
                        .extent = s->height,
                        .from = base.y,
                        .to = base.y + base.h};
    if (!frame_foot_is_fixed(r, s) || !horizontal(r, s, &x) ||
        (f->kind == FRAME_RULE && !thicken(r, f, &x, &y)))
        return false;
    bool ok = resolve_axis(r, f, &before, false, &x) && agree_on_turn(r, s, &x);
    if (!resolve_axis(r, f, &before, true, &y) || !ok)
        return false;
    f->rect = (struct rect){x.at, y.at, x.size, y.size};
    if (!frame_follow(r, s, y.low_frame) || !check_sheet(r, f))
        return false;
    check_trim(r, f);
    return check_kind(r, s);
}

struct rect frame_rect(const struct layout *l, const struct frame *f, bool even)
{
    struct rect at = f->rect;
    if (even && f->mirrored)
        at.x = l->width - at.x - at.w;
    else if (even && f->on_type)
        at.x += type_shift(l);
    return at;
}
