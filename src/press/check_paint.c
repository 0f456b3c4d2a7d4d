/* Colour, overprint, lines and type. */
#include "press/checks.h"

static const double text_safe_mm = 3, hairline_pt = 0.25, rich_below_pt = 18, fine_text_pt = 9,
                    fine_line_pt = 1;

enum { INK_SOME = 5, INK_STRONG = 10, INK_RICH = 50, INK_FULL = 99 }; /* % of a plate */
enum { FINE_INKS_MAX = 2 };

static bool has(double plate, int percent)
{
    return plate * 100 >= percent;
}

/* How many have at least so much ink. */
static int count_plates(const struct plates *p, int percent)
{
    return has(p->c, percent) + has(p->m, percent) + has(p->y, percent) + has(p->k, percent) +
           has(p->spot, percent);
}

static const char *thing_of(const struct painting *p)
{
    static const char *const names[] = {[PAINT_FILL] = N_("a filled area"),
                                        [PAINT_STROKE] = N_("a line"),
                                        [PAINT_TEXT] = N_("text"),
                                        [PAINT_IMAGE] = N_("a picture"),
                                        [PAINT_SHADING] = N_("a gradient")};
    return names[p->kind];
}

static void check_space(struct check *c, const struct painting *p, const struct space *s)
{
    struct spot at = check_spot(c, &p->box);
    check_device(c, s, at, thing_of(p));
    if ((s->kind == SPACE_INDEXED || s->kind == SPACE_PATTERN) && s->base)
        s = s->base;
    if ((s->kind == SPACE_RGB || s->kind == SPACE_GRAY || s->kind == SPACE_CMYK) && s->base)
        s = s->base;
    if (space_is_rgb(s))
        findings_add(c->findings, RULE_COLOR_RGB, at, "%-s is in %-s", thing_of(p), space_name(s));
    else if (s->kind == SPACE_LAB || s->kind == SPACE_CAL_GRAY)
        findings_add(c->findings, RULE_COLOR_INDEPENDENT, at, "%-s is in %-s", thing_of(p),
                     space_name(s));
    else if (s->kind == SPACE_UNKNOWN)
        findings_add(c->findings, RULE_COLOR_UNKNOWN, at, "%-s has no known colour space",
                     thing_of(p));
}

static void check_coverage(struct check *c, const struct painting *p, const struct plates *v)
{
    struct spot at = check_spot(c, &p->box);
    bool full =
        has(v->c, INK_FULL) && has(v->m, INK_FULL) && has(v->y, INK_FULL) && has(v->k, INK_FULL);
    struct box inside = box_meet(&p->box, &c->bleed);
    double total = plates_total(v);
    if ((v->all || full) && inside.x1 - inside.x0 > 0.01 && inside.y1 - inside.y0 > 0.01)
        findings_add(c->findings, RULE_COLOR_REGISTRATION, at, "%-s inside the bleed is in %-s",
                     thing_of(p), v->all ? N_("registration colour") : N_("all four inks in full"));
    else if (!v->all && total > c->options->ink + 0.001 && !box_is_empty(&inside))
        findings_add(c->findings, RULE_INK_COLOR, at, "%-s has a colour of %s %% ink, more than %s",
                     thing_of(p), check_number(c, 100 * total, 0),
                     check_number(c, 100 * c->options->ink, 0));
}

static bool is_black(const struct plates *v)
{
    return has(v->k, INK_FULL) && v->c + v->m + v->y + v->spot < 0.005;
}

static void check_black(struct check *c, const struct painting *p, const struct space *s,
                        const struct plates *v, bool overprints)
{
    struct spot at = check_spot(c, &p->box);
    if (s->kind == SPACE_GRAY && is_black(v))
        findings_add(c->findings, RULE_BLACK_KNOCKOUT, at,
                     "black text is in DeviceGray, which does not overprint");
    else if (s->kind == SPACE_CMYK && is_black(v) && !overprints)
        findings_add(c->findings, RULE_BLACK_KNOCKOUT, at, "black text does not overprint");
    else if (s->kind == SPACE_CMYK && is_black(v) && p->state->overprint_mode != 1)
        findings_add(c->findings, RULE_BLACK_KNOCKOUT, at,
                     "black text overprints with OPM 0, which knocks out the other inks");
    if (!space_is_rgb(s) && !v->all && has(v->k, INK_RICH) &&
        has(v->c, INK_SOME) + has(v->m, INK_SOME) + has(v->y, INK_SOME) >= 2 &&
        p->size < rich_below_pt)
        findings_add(c->findings, RULE_BLACK_RICH, at,
                     "text of %s pt is in four-colour black (%s %s %s %s)",
                     check_number(c, p->size, 1), check_number(c, v->c * 100, 0),
                     check_number(c, v->m * 100, 0), check_number(c, v->y * 100, 0),
                     check_number(c, v->k * 100, 0));
}

static void check_type(struct check *c, const struct painting *p, const struct plates *v)
{
    struct spot at = check_spot(c, &p->box);
    bool white = plates_total(v) == 0;
    bool many = count_plates(v, INK_SOME) > 1;
    if (p->size < 4.99)
        findings_add(c->findings, RULE_TEXT_SMALL, at, "text is %s pt",
                     check_number(c, p->size, 1));
    else if (p->size < 5.99 && (white || many))
        findings_add(c->findings, RULE_TEXT_SMALL, at, "text of %s pt is %-s",
                     check_number(c, p->size, 1), white ? N_("white") : N_("in several inks"));
}

static void check_text_place(struct check *c, const struct painting *p)
{
    struct box safe = box_grow(&c->trim, -text_safe_mm * PT_PER_MM / c->unit);
    struct box cut = box_meet(&p->box, &c->trim);
    if (box_is_empty(&cut) || box_within(&p->box, &safe, 0.5))
        return;
    struct spot at = check_spot(c, &p->box);
    if (!box_within(&p->box, &c->trim, 0.5))
        findings_add(c->findings, RULE_TEXT_CUT, at, "text crosses the trim");
    else
        findings_add(c->findings, RULE_TEXT_NEAR_EDGE, at, "text is less than %s mm from the trim",
                     check_number(c, text_safe_mm, 1));
}

/* How thick a line or a rule is, in pt; negative: it is neither. */
static double thickness(const struct check *c, const struct painting *p)
{
    if (p->kind != PAINT_FILL)
        return p->kind == PAINT_STROKE ? p->width * c->unit : -1;
    struct box b = BOX_EMPTY;
    for (size_t i = 0; i < p->path->n_points; i++)
        box_add(&b, p->path->points[i]);
    double w = b.x1 - b.x0, h = b.y1 - b.y0;
    return p->path->rectangle && fmax(w, h) >= 2 ? fmin(w, h) * c->unit : -1;
}

/* What is finer than a press holds its plates together. Four-colour black is an error of its own,
 * RGB one that comes first. */
static void check_fine(struct check *c, const struct painting *p, const struct space *s,
                       const struct plates *v)
{
    bool text = p->kind == PAINT_TEXT;
    double pt = text ? p->size : thickness(c, p);
    int inks = count_plates(v, INK_STRONG);
    if (pt >= 0 && pt < (text ? fine_text_pt : fine_line_pt) - 0.005 && inks > FINE_INKS_MAX &&
        !space_is_rgb(s))
        findings_add(c->findings, RULE_INKS_FINE, check_spot(c, &p->box),
                     "%-s of %s pt is in %s inks", text ? N_("text") : N_("a line"),
                     check_number(c, pt, 2), check_number(c, inks, 0));
}

static void check_tint(struct check *c, const struct painting *p, const struct tint *t,
                       bool overprints)
{
    struct plates v = space_plates(t->space, t->v);
    check_space(c, p, t->space);
    if (t->space->kind == SPACE_PATTERN)
        return;
    if (t->space->kind == SPACE_ICC && t->space->n == 4 && overprints &&
        p->state->overprint_mode == 1)
        findings_add(c->findings, RULE_COLOR_OVERPRINT, check_spot(c, &p->box),
                     "%-s overprints in ICC-based CMYK with OPM 1", thing_of(p));
    check_coverage(c, p, &v);
    if (overprints && plates_total(&v) == 0 && v.process && v.exact &&
        p->state->overprint_mode == 1)
        findings_add(c->findings, RULE_WHITE_OVERPRINT, check_spot(c, &p->box),
                     "%-s in white overprints and will not show", thing_of(p));
    if (p->kind == PAINT_TEXT) {
        check_black(c, p, t->space, &v, overprints);
        check_type(c, p, &v);
    }
    check_fine(c, p, t->space, &v);
}

static void check_thin(struct check *c, const struct painting *p)
{
    double thick = thickness(c, p);
    if (thick >= 0 && thick < hairline_pt - 0.005)
        findings_add(c->findings, RULE_HAIRLINE, check_spot(c, &p->box), "%-s is %s pt thick",
                     p->kind == PAINT_FILL ? N_("a rule") : N_("a line"),
                     check_number(c, thick, 2));
}

static void lay_ink(struct check *c, const struct painting *p)
{
    const struct graphics *g = p->state;
    bool stroke = p->kind == PAINT_STROKE;
    const struct tint *t = stroke ? &g->stroke : &g->fill;
    struct ink_paint paint = {
        .clip = g->clip,
        .clip_box = p->box,
        .plates = space_plates(t->space, t->v),
        .alpha = fmin(1, fmax(0, stroke ? g->alpha_stroke : g->alpha_fill)),
        .overprint = stroke ? g->overprint_stroke : g->overprint_fill,
        .keeps_zeros = g->overprint_mode == 1 && t->space->kind == SPACE_CMYK,
        .multiplies = str_is(g->blend, "Multiply") || str_is(g->blend, "Darken"),
    };
    if (t->space->kind == SPACE_PATTERN)
        paint.plates = (struct plates){.k = 0.5, .process = true}; /* there is something */
    if (p->kind == PAINT_FILL)
        ink_fill(c->ink, p->path, p->even_odd, &paint);
    else
        ink_stroke(c->ink, p->path, p->width, &paint);
}

void check_transparent(struct check *c, const struct painting *p, const char *thing)
{
    c->transparent = true;
    findings_add(c->findings, RULE_TRANSPARENCY, check_spot(c, &p->box), "%-s is transparent",
                 thing);
}

void check_painting(struct check *c, const struct painting *p)
{
    const struct graphics *g = p->state;
    int mode = g->text.mode & 3;
    bool text = p->kind == PAINT_TEXT;
    check_tagged(c, p, thing_of(p));
    if (text && findings_wants(c->findings, RULE_FONT_PRIVATE))
        check_private(c, p);
    if (text && (g->text.mode == 3 || g->text.mode == 7))
        return;
    if (g->masked || g->alpha_fill < 1 || g->alpha_stroke < 1 ||
        !(str_is(g->blend, "Normal") || str_is(g->blend, "Compatible")))
        check_transparent(c, p, thing_of(p));
    if (p->kind == PAINT_IMAGE) {
        check_picture(c, p);
        return;
    }
    if (p->kind == PAINT_SHADING) {
        const struct node *cs = input_get(c->doc, p->object, "ColorSpace");
        check_space(c, p, space_read(content_spaces(c->content), cs, p->resources));
        return;
    }
    if (text)
        check_text_place(c, p);
    if (p->kind == PAINT_FILL || (text && mode != 1))
        check_tint(c, p, &g->fill, g->overprint_fill);
    if (p->kind == PAINT_STROKE || (text && (mode == 1 || mode == 2)))
        check_tint(c, p, &g->stroke, g->overprint_stroke);
    if (!text) {
        check_thin(c, p);
        lay_ink(c, p);
    }
}
