/* Pictures: resolution, colour, soundness, ink. */
#include "base/map.h"
#include "press/checks.h"
#include "press/picture.h"

/* Resolutions in ppi: what is asked for, and below what a press sends the job back (the limits of
 * the Ghent Workgroup's 2015 specifications for magazines). */
static const struct limits {
    double wanted, least;
} tones = {300, 150}, line_art = {1200, 550};

static void check_resolution(struct check *c, const struct painting *p, const struct picture *pic)
{
    const struct limits *l = pic->bits == 1 && pic->space->n == 1 ? &line_art : &tones;
    double across = matrix_scale_x(&p->state->matrix) * c->unit;
    double down = matrix_scale_y(&p->state->matrix) * c->unit;
    double ppi = 72 * fmin(pic->width / across, pic->height / down);
    if (pic->width <= 2 || pic->height <= 2 || !(across > 0 && down > 0) || ppi >= l->wanted - 0.5)
        return; /* one or two pixels are a way to draw a rectangle */
    findings_add(c->findings, ppi < l->least - 0.5 ? RULE_IMAGE_TOO_COARSE : RULE_IMAGE_COARSE,
                 check_spot(c, &p->box), "%-s of %s x %s pixels prints at %s ppi, not %s",
                 l == &line_art ? N_("a line drawing") : N_("a picture"),
                 check_number(c, pic->width, 0), check_number(c, pic->height, 0),
                 check_number(c, ppi, 0), check_number(c, l->wanted, 0));
}

static void check_head(struct check *c, const struct painting *p, const struct picture *pic)
{
    struct spot at = check_spot(c, &p->box);
    struct painting q = *p;
    struct tint t = {.space = pic->space};
    if (pic->mask)
        t = p->state->fill;
    const struct space *s = t.space;
    check_device(c, s, at, N_("a picture"));
    if (s->kind == SPACE_INDEXED && s->base)
        s = s->base;
    bool opaque_format =
        input_filters(c->doc, p->object) && str_is(input_filter(c->doc, p->object, 0), "JPXDecode");
    if (space_is_rgb(s))
        findings_add(c->findings, RULE_COLOR_RGB, at, "a picture is in %-s", space_name(s));
    else if (s->kind == SPACE_LAB || s->kind == SPACE_CAL_GRAY)
        findings_add(c->findings, RULE_COLOR_INDEPENDENT, at, "a picture is in %-s", space_name(s));
    else if (s->kind == SPACE_UNKNOWN && !opaque_format)
        findings_add(c->findings, RULE_COLOR_UNKNOWN, at, "a picture has no known colour space");
    if (pic->bits == 16)
        findings_add(c->findings, RULE_IMAGE_DEPTH, at, "a picture has 16 bits a channel");
    if (input_get(c->doc, q.object, "Alternates")->type == NODE_ARRAY)
        findings_add(c->findings, RULE_IMAGE_ALTERNATES, at, "a picture has alternates");
    if (input_get(c->doc, q.object, "Interpolate")->number != 0)
        findings_add(c->findings, RULE_IMAGE_INTERPOLATE, at, "a picture is interpolated");
    if (input_get(c->doc, q.object, "SMask")->type == NODE_STREAM)
        check_transparent(c, p, N_("a picture with a soft mask"));
}

static void check_data(struct check *c, const struct painting *p, enum picture_state state)
{
    bool is_new;
    map_slot_number(c->pictures, (uintptr_t)p->object, &is_new);
    if (!is_new)
        return;
    if (state == PICTURE_BROKEN)
        findings_add(c->findings, RULE_IMAGE_BROKEN, check_spot(c, &p->box),
                     "a picture's data are damaged or end too early");
    else if (state == PICTURE_LARGE)
        findings_add(c->findings, RULE_FILE_LIMITS, check_spot(c, &p->box),
                     "a picture is too large to be looked at");
}

void check_picture(struct check *c, const struct painting *p)
{
    struct picture pic;
    const struct graphics *g = p->state;
    picture_read(&pic, c->doc, content_spaces(c->content), p->object, p->resources);
    check_resolution(c, p, &pic);
    check_head(c, p, &pic);
    if (p->object->type == NODE_STREAM)
        check_data(c, p, picture_decode(&pic, c->doc, content_spaces(c->content), p->object));
    struct ink_paint paint = {
        .clip = g->clip,
        .clip_box = p->box,
        .plates = pic.mask ? space_plates(g->fill.space, g->fill.v)
                           : (struct plates){.k = 0.5, .process = true},
        .alpha = fmin(1, fmax(0, g->alpha_fill)),
        .overprint = g->overprint_fill,
        .multiplies = str_is(g->blend, "Multiply"),
    };
    ink_picture(c->ink, &g->matrix, picture_sample, &pic, &paint);
    picture_end(&pic);
}
