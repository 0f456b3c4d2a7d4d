#include "paginate/fitting.h"

struct rect picture_fit(const struct image *image, struct rect frame, bool cover,
                        const int focus[2])
{
    static const int middle[2] = {50, 50};
    struct rect r = {.w = frame.w, .h = length_scale(frame.w, image->height, image->width)};
    if (cover ? r.h < frame.h : r.h > frame.h) {
        r.h = frame.h;
        r.w = length_scale(frame.h, image->width, image->height);
    }
    const int *at = cover ? focus : middle;
    r.x = frame.x + length_scale(frame.w - r.w, at[0], 100);
    r.y = frame.y + length_scale(frame.h - r.h, at[1], 100);
    return r;
}

struct rect picture_bleed(const struct layout *l, enum picture_bleed bleed, struct rect placed)
{
    struct rect r = {-l->bleed, placed.y, l->width + 2 * l->bleed, placed.h};
    if (bleed == PICTURE_BLEED_NONE)
        return placed;
    if (bleed == PICTURE_BLEED_TOP)
        r.h += placed.y + l->bleed;
    if (bleed != PICTURE_BLEED_SIDES)
        r.y = -l->bleed;
    if (bleed == PICTURE_BLEED_PAGE)
        r.h = l->height + 2 * l->bleed;
    return r;
}

void picture_check(const struct setter *s, const struct image *image, length width, struct place at)
{
    const struct figures_layout *l = &s->layout->figures;
    int least = image->line_art ? l->least_ppi_line : l->least_ppi;
    int64_t ppi = (int64_t)image->width * 72 * LENGTH_PT / width;
    if (image->drawn || ppi >= least)
        return;
    diag_add(s->diags, DIAG_IMAGE_COARSE, at, "%s: only %d ppi at its printed width", image->path,
             (int)ppi);
    diag_hint(s->diags, "%-s needs %d ppi: a picture at least %d pixels wide",
              image->line_art ? N_("line art") : N_("print"), least,
              (int)((width * least + 72 * LENGTH_PT - 1) / (72 * LENGTH_PT)));
}
