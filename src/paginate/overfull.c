#include "paginate/overfull.h"

static const length mm = LENGTH_PT * 360 / 127;

static bool is_overfull(length extent, length room)
{
    return extent - room > LENGTH_PT / 100;
}

static void report(const struct frame_context *x, const struct frame *f, length over)
{
    diag_add(x->s->diags, DIAG_FRAME_OVERFULL, f->at,
             f->vertical ? N_("the text of frame `%.*s` is %d pt wider than the frame")
                         : N_("the text of frame `%.*s` is %d pt higher than the frame"),
             STR_ARG(f->name), (int)((over + LENGTH_PT - 1) / LENGTH_PT));
}

static int mm_over(length l)
{
    return (int)(l * 127 / (360 * LENGTH_PT)) + 1;
}

/* ---- remedies, tried ---- */

enum { MORE_COLUMNS = 3, LEAST = 8 /* em of the grid in a column */ };

static bool fits(const struct frame_context *x, const struct frame *f, struct rect r,
                 frame_draw_fn *draw)
{
    return !is_overfull(frame_extent(x, f, r, draw), f->vertical ? r.w : r.h);
}

/* So many columns hold all, 0: not a few more. */
static int fitting_columns(const struct frame_context *x, const struct frame *f, struct rect r,
                           frame_draw_fn *draw)
{
    struct frame more = *f;
    if (f->kind == FRAME_TEXT)
        return 0;
    while (++more.columns <= f->columns + MORE_COLUMNS) {
        length gaps = (more.columns - 1) * more.gap;
        if ((r.w - gaps) / more.columns < LEAST * x->s->layout->grid.size)
            return 0;
        if (fits(x, &more, r, draw))
            return more.columns;
    }
    return 0;
}

/* All fits at this percentage of its size, 0: at none that could be read. */
static int fitting_percent(const struct frame_context *x, const struct frame *f, struct rect r,
                           frame_draw_fn *draw)
{
    enum { SMALLEST = 50 };
    for (int percent = 100 - SHRINK_STEP; percent >= SMALLEST; percent -= SHRINK_STEP) {
        struct frame smaller = frame_sized(x, f, percent);
        if (fits(x, &smaller, r, draw))
            return percent;
    }
    return 0;
}

/* ---- what is said ---- */

static void advise_text(const struct frame_context *x, const struct frame *f, int needs,
                        int percent, int lines)
{
    if (percent)
        diag_hint(x->s->diags,
                  f->vertical
                      ? N_("it needs %d mm: give the frame that width in the layout, or `shrink: "
                           "0.%02d`, or shorten the text by %d lines")
                      : N_("it needs %d mm: give the frame that height in the layout, or "
                           "`shrink: 0.%02d`, or shorten the text by %d lines"),
                  needs, percent, lines);
    else
        diag_hint(x->s->diags,
                  f->vertical
                      ? N_("it needs %d mm: give the frame that width in the layout, or shorten "
                           "the text by %d lines")
                      : N_("it needs %d mm: give the frame that height in the layout, or shorten "
                           "the text by %d lines"),
                  needs, lines);
}

static void advise_columns(const struct frame_context *x, int needs, int percent, int columns)
{
    if (percent && columns)
        diag_hint(x->s->diags,
                  "it needs %d mm: give the frame that height in the layout, or `shrink: 0.%02d`, "
                  "or `columns: %d`",
                  needs, percent, columns);
    else if (columns)
        diag_hint(x->s->diags,
                  "it needs %d mm: give the frame that height in the layout, or `columns: %d`",
                  needs, columns);
    else if (percent)
        diag_hint(x->s->diags,
                  "it needs %d mm: give the frame that height in the layout, or `shrink: 0.%02d`",
                  needs, percent);
    else
        diag_hint(x->s->diags, "it needs %d mm: give the frame that height in the layout", needs);
}

void overfull_check(const struct frame_context *x, const struct frame *f, const struct frame *as,
                    struct rect r, length extent, frame_draw_fn *draw)
{
    length room = f->vertical ? r.w : r.h;
    if (!is_overfull(extent, room))
        return;
    int percent = fitting_percent(x, f, r, draw), columns = fitting_columns(x, as, r, draw);
    report(x, f, extent - room);
    if (f->kind != FRAME_TEXT) {
        advise_columns(x, mm_over(extent), percent, columns);
        return;
    }
    length leading = style_leading(x->s->layout, as->texts[as->n_texts - 1].style);
    int lines = (int)((extent - room + leading - 1) / leading);
    advise_text(x, f, mm_over(extent), percent, lines);
}

/* ---- QR codes ---- */

void overfull_check_code(const struct frame_context *x, const struct frame *f, struct rect r,
                         length height, length size)
{
    enum { SMALLEST = 15 }; /* mm: a code that is read from paper */
    if (!is_overfull(height, r.h))
        return;
    int smaller = (int)((size - (height - r.h)) / mm);
    report(x, f, height - r.h);
    if (smaller >= SMALLEST)
        diag_hint(x->s->diags,
                  "it needs %d mm: give the frame that height in the layout, or the code `size: "
                  "%dmm`",
                  mm_over(height), smaller);
    else
        diag_hint(x->s->diags, "it needs %d mm: give the frame that height in the layout",
                  mm_over(height));
}
