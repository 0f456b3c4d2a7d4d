/* Pictures in vertical text: upright among the lines, the caption in vertical lines beside them
 * (VT-08). */
#include "paginate/figure.h"
#include "paginate/fitting.h"
#include "paginate/lying.h"

struct size {
    length w, h;
};

static void refuse(const struct builder *b, struct place at, const char *what, const char *hint)
{
    diag_add(b->s->diags, DIAG_NOT_SET, at, "%-s", what);
    diag_hint(b->s->diags, "%-s", hint);
}

static void report_wishes(const struct builder *b, const struct wanted *p)
{
    const struct picture_wishes *w = p->wishes;
    if (w->bleed)
        refuse(b, w->at, N_("a picture in vertical text does not bleed"), N_("leave out `bleed`"));
    if (w->columns)
        refuse(b, w->at, N_("a picture in vertical text stands in one column"),
               N_("leave out `columns`"));
    if (w->wrap > PICTURE_WRAP_NONE)
        refuse(b, w->at,
               N_("a picture in vertical text takes whole lines, with no text above and "
                  "below it"),
               N_("leave out `wrap`"));
}

/* ---- size ---- */

static struct size shape_of(const struct wanted *p)
{
    const int *crop = p->wishes->crop;
    if (crop[0] > 0)
        return (struct size){crop[0], crop[1]};
    return (struct size){p->image->width, p->image->height};
}

static struct size narrowed(const struct wanted *p, struct size s, length width)
{
    if (s.w <= width)
        return s;
    length h = p->wishes->cover ? s.h : length_scale(width, s.h, s.w);
    return (struct size){width, length_max(h, 1)};
}

static struct size lowered(struct size s, length height)
{
    if (s.h <= height)
        return s;
    return (struct size){length_max(length_scale(height, s.w, s.h), 1), height};
}

/* As high as the author wants or the lines are, but no larger than its own size (FG-01); without
 * lines as it would be in a column. */
static struct size size_of(const struct builder *b, const struct wanted *p,
                           const struct upright_room *room)
{
    const struct picture_wishes *wish = p->wishes;
    struct size shape = shape_of(p);
    length share = length_scale(room->width, wish->percent ? wish->percent : 100, 100);
    if (wish->lines && wish->cover)
        return lowered((struct size){share, wish->lines * b->s->layout->grid.pitch}, room->most);
    if (!wish->lines && (wish->percent || !room->height)) {
        struct rect r = figure_fit(p, b->s->layout, room->width, b->lines).clip;
        return lowered((struct size){r.w, r.h}, room->most);
    }
    length h = wish->lines ? wish->lines * b->s->layout->grid.pitch : room->height;
    h = length_min(length_scale(h, p->scale, 100), room->most);
    struct size s = {length_max(length_scale(h, shape.w, shape.h), 1), h};
    if (!wish->lines && p->image->ppi)
        s = narrowed(p, s, length_scale(LENGTH_PT * 72, p->image->width, p->image->ppi));
    return narrowed(p, s, share);
}

length figure_upright_height(const struct builder *b, const struct wanted *p,
                             const struct upright_room *room)
{
    return size_of(b, p, room).h;
}

/* ---- caption ---- */

/* Where the caption of a picture begins along the lines, and its measure: no longer than the
 * picture (FG-01), where that is not too short for it; what is longer begins with it, if there is
 * room. */
static struct rect caption_room(const struct builder *lying, length h, length from)
{
    const struct style *style = lying->s->layout->styles[LAYOUT_CAPTION];
    length measure = length_max(h, length_min(lying->column, 12 * style->size));
    length at = style->align == ALIGN_CENTER ? from - (measure - h) / 2 : from;
    at = length_max(length_min(at, lying->column - measure), 0);
    return (struct rect){at, 0, measure, 0};
}

/* How wide the caption is, set for the measure alone. */
static length caption_width(const struct builder *lying, const struct wanted *p, length h)
{
    struct setter quiet = *lying->s;
    quiet.diags = diags_new();
    quiet.tags = NULL;
    struct builder trial = *lying;
    trial.s = &quiet;
    trial.marks.v = NULL;
    trial.marks.n = trial.marks.cap = 0;
    struct canvas c = {0};
    struct rect at = caption_room(lying, h, 0);
    composer_rehearse(quiet.composer, true);
    struct note_scope article = builder_open_own_notes(&trial);
    length width = figure_caption(&trial, &c, p, &at);
    builder_close_own_notes(&trial, &article);
    composer_rehearse(quiet.composer, false);
    vec_free(&trial.marks);
    vec_free(&c.items);
    diags_free(quiet.diags);
    return width;
}

/* Picture and caption have the width that there is: a lower picture may have a wider caption. */
static struct size size_beside(const struct builder *b, const struct builder *lying,
                               const struct wanted *p, const struct upright_room *room,
                               length *caption)
{
    enum { TRIES = 4 };
    length distance = b->s->layout->figures.caption_distance;
    struct size s = size_of(b, p, room);
    for (int i = 0; i < TRIES; i++) {
        *caption = caption_width(lying, p, s.h);
        *caption += *caption ? distance : 0;
        length free = room->width - *caption - b->s->layout->figures.distance;
        if (s.w <= free || free <= 0)
            break;
        s = narrowed(p, s, free);
    }
    return s;
}

bool figure_upright_fits(const struct builder *b, const struct builder *lying,
                         const struct wanted *p, const struct upright_room *room, length width)
{
    struct upright_room narrow = *room;
    narrow.width = width;
    if (width <= 0 || p->n_group)
        return false;
    length caption, white = b->s->layout->figures.distance;
    struct size own = size_beside(b, lying, p, room, &caption);
    struct size s = size_beside(b, lying, p, &narrow, &caption);
    return 2 * s.h >= own.h && s.w + caption + white <= width;
}

/* ---- the whole ---- */

/* At the lines' head or foot where that is wanted, else half way. */
static length place_along(const struct wanted *p, length rest)
{
    if (p->wishes->place == PICTURE_PLACE_TOP)
        return 0;
    return p->wishes->place == PICTURE_PLACE_FOOT ? rest : rest / 2;
}

static void draw(struct builder *b, struct canvas *c, const struct wanted *p, struct size size,
                 length along, length across)
{
    struct canvas upright = {0};
    struct frame_of_picture f = {.clip = {0, 0, size.w, size.h}};
    bool cut = p->wishes->crop[0] > 0 || p->wishes->cover;
    f.rect = cut ? picture_fit(p->image, f.clip, true, p->wishes->focus) : f.clip;
    figure_draw(b, &upright, p, &f);
    canvas_add_lying(c, b->s->arena, &upright, along, across, size.w);
    vec_free(&upright.items);
}

void figure_upright(struct builder *b, struct builder *lying, const struct wanted *p,
                    const struct upright_room *room)
{
    const struct layout *l = lying->s->layout;
    if (p->n_group) {
        refuse(b, p->block->at, N_("several pictures as one figure are not set in vertical text"),
               N_("leave an empty line between them: each is a figure then"));
        return;
    }
    report_wishes(b, p);
    struct wanted own = *p; /* it stands as it is */
    struct picture_wishes wishes = *p->wishes;
    wishes.bleed = PICTURE_BLEED_NONE;
    own.wishes = &wishes;
    length caption = 0, pitch = l->grid.pitch;
    struct size size = size_beside(b, lying, &own, room, &caption);
    struct piece piece = {.at = p->block->spans[0].at};
    piece.lines = grid_lines(lying->s, size.w + caption + l->figures.distance);
    piece.lines = piece.lines > l->grid.lines ? l->grid.lines : piece.lines;
    length across = ((length)piece.lines * pitch - size.w - caption) / 2;
    length along = place_along(&own, lying->column - size.h);
    bool right = l->figures.vertical_caption == CAPTION_RIGHT;
    struct canvas c = {0};
    draw(b, &c, &own, size, along, right ? across + caption : across);
    struct rect at = caption_room(lying, size.h, along);
    at.y = right ? across : across + size.w + l->figures.caption_distance;
    struct note_scope article = builder_open_own_notes(lying);
    figure_caption(lying, &c, &own, &at);
    builder_close_own_notes(lying, &article);
    piece.n_items = c.items.n;
    piece.items = vec_take(b->s->arena, &c.items);
    builder_add(lying, piece);
}
