#include "layout/misplaced.h"

#include "layout/dimension.h"

enum { LEAST = 8 }; /* em of a column that is proposed: the least beside a picture, too (GR-09) */

static const length tenth = LENGTH_PT * 36 / 127; /* mm */

str length_mm_over(struct arena *a, length l)
{
    int64_t n = (l * 1270 + 360 * LENGTH_PT - 1) / (360 * LENGTH_PT);
    return str_format(a, "%d.%dmm", (int)(n / 10), (int)(n % 10));
}

/* The greatest whole tenth of a millimetre that is no longer. */
static str mm_under(struct arena *a, length l)
{
    return length_mm_over(a, l > tenth ? l - tenth : l);
}

void report_nothing_left(struct layout_reader *r, const struct frame *f, const char *low,
                         const char *high, length over, bool anchored)
{
    str by = length_mm_over(r->fields.arena, over + tenth);
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "nothing is left of the frame between `%s` and `%s`", low, high);
    if (anchored)
        diag_hint(r->fields.diags,
                  "`+` moves a side to the right or down, `-` to the left or up: together %.*s and "
                  "more",
                  STR_ARG(by));
    else
        diag_hint(r->fields.diags,
                  "both count inwards from the edges, a negative one goes outwards: take %.*s and "
                  "more off their sum",
                  STR_ARG(by));
}

/* ---- sides that lie too far out ---- */

enum far_side { FAR_LEFT, FAR_RIGHT, FAR_TOP, FAR_FOOT, FAR_SIDES };

static const char *const moves[FAR_SIDES] = {
    [FAR_LEFT] = N_("its left side to the right"),
    [FAR_RIGHT] = N_("its right side to the left"),
    [FAR_TOP] = N_("its top down"),
    [FAR_FOOT] = N_("its foot up"),
};

/* How far each side reaches out of a rectangle, negative inside of it; the one that does most. */
static enum far_side worst_side(struct rect at, struct rect in, length *over)
{
    const length out[FAR_SIDES] = {in.x - at.x, at.x + at.w - in.x - in.w, in.y - at.y,
                                   at.y + at.h - in.y - in.h};
    enum far_side worst = FAR_LEFT;
    for (enum far_side i = FAR_LEFT; i < FAR_SIDES; i++)
        worst = out[i] > out[worst] ? i : worst;
    *over = out[worst];
    return worst;
}

void report_over_sheet(struct layout_reader *r, const struct frame *f, struct rect sheet)
{
    length over;
    enum far_side side = worst_side(f->rect, sheet, &over);
    str by = length_mm_over(r->fields.arena, over);
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "the frame reaches over the page and its bleed");
    diag_hint(r->fields.diags, "move %-s by %.*s", moves[side], STR_ARG(by));
}

void report_near_trim(struct layout_reader *r, const struct frame *f, length safe)
{
    const struct layout *l = r->layout;
    struct rect in = {safe, safe, l->width - 2 * safe, l->height - 2 * safe};
    length over;
    enum far_side side = worst_side(f->rect, in, &over);
    str is = length_mm(r->fields.arena, safe - over), by = length_mm_over(r->fields.arena, over);
    diag_add(r->fields.diags, DIAG_FRAME_NEAR_TRIM, f->at,
             "frame `%.*s` reaches to %.*s from the trim, where text may be cut off",
             STR_ARG(f->name), STR_ARG(is));
    diag_hint(r->fields.diags,
              "what is read stays 5 mm away from the trim (PD-09): move %-s by %.*s", moves[side],
              STR_ARG(by));
}

/* ---- the grid ---- */

void report_off_line(struct layout_reader *r, const struct frame *f, bool in_type)
{
    length pitch = r->layout->grid.pitch, from = f->rect.y - r->layout->type_area.y;
    length lines = from > 0 ? (from + pitch / 2) / pitch : 0, off = (from % pitch + pitch) % pitch;
    str unit = length_pt(r->fields.arena, pitch), higher = length_pt(r->fields.arena, off);
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "the flow frame is off the grid: it does not begin at a line");
    if (in_type)
        diag_hint(r->fields.diags, "a line of the grid is %.*s high: `top: %d lines` would do",
                  STR_ARG(unit), (int)lines);
    else
        diag_hint(
            r->fields.diags,
            "a line of the grid is %.*s high, and one lies %.*s higher; without `relative-to` a "
            "frame's place is counted from the type area: `top: %d lines`",
            STR_ARG(unit), STR_ARG(higher), (int)lines);
}

void report_part_line(struct layout_reader *r, const struct frame *f)
{
    length pitch = r->layout->grid.pitch;
    int lines = f->rect.h > pitch ? (int)(f->rect.h / pitch) : 1;
    str unit = length_pt(r->fields.arena, pitch);
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "the flow frame is off the grid: it is no whole number of lines high");
    diag_hint(r->fields.diags,
              "a line of the grid is %.*s high: beside one of `top` and `bottom`, `height: %d "
              "lines` would do",
              STR_ARG(unit), lines);
}

/* ---- columns ---- */

/* The most columns that have room for some characters each. */
static int columns_in(const struct layout_reader *r, const struct frame *f)
{
    length least = LEAST * r->layout->grid.size;
    length n = (f->rect.w + f->gap) / (least + f->gap);
    return n > 1 ? (int)n : 1;
}

void report_measure(struct layout_reader *r, const struct frame *f)
{
    struct arena *a = r->fields.arena;
    length em = r->layout->grid.size, least = f->columns * LEAST * em + (f->columns - 1) * f->gap;
    str width = length_pt(a, f->rect.w), gap = length_pt(a, f->gap), size = length_pt(a, em);
    str wider = length_mm_over(a, least);
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "the flow frame's columns are not even one character wide");
    if (f->columns > columns_in(r, f))
        diag_hint(r->fields.diags,
                  "it is %.*s wide with gaps of %.*s, a character of the grid %.*s: `columns: %d` "
                  "would do, or a width of %.*s",
                  STR_ARG(width), STR_ARG(gap), STR_ARG(size), columns_in(r, f), STR_ARG(wider));
    else
        diag_hint(r->fields.diags,
                  "it is %.*s wide, a character of the grid %.*s: a width of %.*s would hold %d",
                  STR_ARG(width), STR_ARG(size), STR_ARG(wider), LEAST);
}

void report_gaps(struct layout_reader *r, const struct frame *f)
{
    length least = LEAST * r->layout->grid.size * f->columns;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at, "the gaps leave no room for %d columns",
             f->columns);
    if (f->rect.w <= least) {
        diag_hint(r->fields.diags, "`columns: %d` would do", columns_in(r, f));
        return;
    }
    str gap = mm_under(r->fields.arena, (f->rect.w - least) / (f->columns - 1));
    diag_hint(r->fields.diags, "`columns: %d` would do, or a `gap` of %.*s at most",
              columns_in(r, f), STR_ARG(gap));
}

/* ---- others ---- */

void report_code(struct layout_reader *r, const struct frame *f)
{
    str most = mm_under(r->fields.arena, length_min(f->rect.w, f->rect.h));
    str is = length_mm_over(r->fields.arena, f->size);
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at, "the code is larger than its frame");
    diag_hint(r->fields.diags,
              "`size: %.*s` would do, less where a label stands under it; or make width and height "
              "%.*s and more",
              STR_ARG(most), STR_ARG(is));
}

void report_overlap(struct layout_reader *r, const struct frame *f, const struct frame *other)
{
    length pitch = r->layout->grid.pitch;
    length down = other->rect.y + other->rect.h - f->rect.y,
           right = other->rect.x + other->rect.w - f->rect.x,
           left = f->rect.x + f->rect.w - other->rect.x;
    diag_add(r->fields.diags, DIAG_BAD_VALUE, f->at,
             "the flow frames `%.*s` and `%.*s` lie over each other", STR_ARG(other->name),
             STR_ARG(f->name));
    if (right < f->rect.w || left < f->rect.w) {
        bool first = right <= left;
        str by = length_mm_over(r->fields.arena, first ? right : left);
        diag_hint(r->fields.diags,
                  "in the second one move %-s by %.*s; or put them on odd and even pages by "
                  "`pages`",
                  moves[first ? FAR_LEFT : FAR_RIGHT], STR_ARG(by));
    } else if (down < f->rect.h) {
        diag_hint(r->fields.diags,
                  "in the second one move %-s by %d lines; or put them on odd and even pages by "
                  "`pages`",
                  moves[FAR_TOP], (int)((down + pitch - 1) / pitch));
    } else {
        diag_hint(r->fields.diags,
                  "the second one lies in the first: leave it out, or put them on odd and even "
                  "pages by `pages`");
    }
}
