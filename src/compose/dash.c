/* Pass 2b: —— as one unbroken rule 2 em wide, …… at the middle of its body (CC-05, CC-06, FT-06).
 * Fonts part the two halves of a dash by a hair, or end it well inside its body. */
#include "compose/composer.h"
#include "compose/paragraph.h"

#define TWO_EM_DASH     0x2E3A
#define CENTRED_DOTS    0x22EF
#define EM_DASH         0x2014
#define LEAST_INK       1900 /* of a dash that stays as it is, in 1/1000 of 2 em */
#define LEAST_MEAN_DOTS 250  /* height of an ellipsis's middle, in 1/1000 em */

/** A glyph's ink in font units, y upwards. */
struct ink {
    int left, right, bottom, top;
};

static bool ink_of(const struct face *face, uint32_t glyph, struct ink *ink)
{
    hb_glyph_extents_t e;
    if (!hb_font_get_glyph_extents(face->hb_font, glyph, &e) || !e.width || !e.height)
        return false;
    *ink = (struct ink){e.x_bearing, e.x_bearing + e.width, e.y_bearing + e.height, e.y_bearing};
    return true;
}

/* ---- dashes ---- */

/* How many em of dash a unit is; 0 when it is none. */
static size_t dash_em(const struct paragraph_state *p, const struct unit *u)
{
    if (u->class != CLASS_DASH)
        return 0;
    return p->letters.v[u->letter_from].c == TWO_EM_DASH ? 2 : u->letter_to - u->letter_from;
}

/* The end of the dash that begins with unit i. */
static size_t dash_end(const struct paragraph_state *p, size_t i)
{
    const struct unit *u = p->units.v;
    while (i + 1 < p->units.n && dash_em(p, &u[i + 1]) && u[i + 1].look == u[i].look &&
           p->letters.v[u[i].letter_to - 1].glue)
        i++;
    return i + 1;
}

/* Whether the glyphs [from, to) make one rule of at least LEAST_INK. Halves must lie over one
 * another by half their thickness: round ends leave a notch, and viewers show a seam where two
 * edges only meet. */
static bool is_unbroken(const struct raw_glyph *g, size_t n, size_t em)
{
    int pen = 0, left = 0, right = 0;
    for (size_t i = 0; i < n; i++) {
        struct ink ink;
        if (!ink_of(g[i].face, g[i].id, &ink))
            return false;
        if (i == 0)
            left = ink.left;
        else if (pen + ink.left > right - (ink.top - ink.bottom) / 2)
            return false;
        right = pen + ink.right;
        pen += g[i].advance;
    }
    return n > 0 && (int64_t)(right - left) * 2000 >= (int64_t)em * LEAST_INK * g->face->upem;
}

/* The font's own dash of 2 em, when it is a good one. */
static bool long_dash(struct paragraph_state *p, const struct face *face, struct raw_glyph *out)
{
    const uint32_t halves[] = {EM_DASH, EM_DASH};
    hb_codepoint_t id;
    size_t n;
    const struct shaped *s =
        shape(p->composer->shaper, face, SHAPE_HAN, p->composer->language, halves, 2, 0, 2, &n);
    *out = (struct raw_glyph){face, s->glyph, s->advance, s->x_offset, s->y_offset};
    if (n == 1 && is_unbroken(out, 1, 2))
        return true;
    if (!hb_font_get_nominal_glyph(face->hb_font, TWO_EM_DASH, &id))
        return false;
    *out = (struct raw_glyph){face, id, hb_font_get_glyph_h_advance(face->hb_font, id), 0, 0};
    return is_unbroken(out, 1, 2);
}

/* CC-05: as wide as it counts em, the glyphs in the middle. */
static void widen(struct paragraph_state *p, struct unit *u, size_t em)
{
    length advance = 0;
    for (size_t g = u->glyph_from; g < u->glyph_to; g++)
        advance += face_scale(p->glyphs.v[g].face, p->glyphs.v[g].advance, u->size);
    u->body = (length)em * u->size;
    u->shift = (u->body - advance) / 2;
}

/* Joins the units [from, to) of one dash; the number of units that are left of them. */
static size_t join(struct paragraph_state *p, size_t from, size_t to)
{
    struct unit *u = &p->units.v[from];
    size_t em = 0, glyph_from = u->glyph_from, glyph_to = p->units.v[to - 1].glyph_to;
    for (size_t i = from; i < to; i++)
        em += dash_em(p, &p->units.v[i]);
    struct raw_glyph better;
    bool good = unit_stance(p, u) == STANCE_UPRIGHT ||
                is_unbroken(&p->glyphs.v[glyph_from], glyph_to - glyph_from, em);
    if (!good && em == 2 && long_dash(p, p->glyphs.v[glyph_from].face, &better)) {
        p->glyphs.v[glyph_from] = better;
        u->glyph_to = glyph_from + 1;
        u->letter_to = p->units.v[to - 1].letter_to;
        widen(p, u, em);
        return 1;
    }
    for (size_t i = from; i < to; i++) {
        p->units.v[i].ruled = !good;
        widen(p, &p->units.v[i], dash_em(p, &p->units.v[i]));
    }
    return to - from;
}

/* ---- ellipses ---- */

/* FT-06: dots on the baseline go to the middle of the body. */
static void raise_dots(struct paragraph_state *p, struct unit *u)
{
    struct raw_glyph *g = &p->glyphs.v[u->glyph_from];
    const struct face *face = g->face;
    struct ink ink;
    hb_codepoint_t id;
    if (u->glyph_to != u->glyph_from + 1 || !ink_of(face, g->id, &ink) ||
        (ink.bottom + ink.top) * 1000 >= 2 * LEAST_MEAN_DOTS * face->upem)
        return;
    int middle = (face->em_top + face->em_bottom) / 2;
    struct ink other;
    if (hb_font_get_nominal_glyph(face->hb_font, CENTRED_DOTS, &id) && ink_of(face, id, &other) &&
        (other.bottom + other.top) * 1000 >= 2 * LEAST_MEAN_DOTS * face->upem &&
        hb_font_get_glyph_h_advance(face->hb_font, id) == g->advance)
        g->id = id;
    else
        g->y_offset += middle - (ink.bottom + ink.top) / 2;
}

void paragraph_join_dashes(struct paragraph_state *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->units.n;) {
        size_t end = i + 1, left = 1;
        struct unit *u = &p->units.v[i];
        if (dash_em(p, u)) {
            end = dash_end(p, i);
            left = join(p, i, end);
        } else if (u->class == CLASS_ELLIPSIS && !p->letters.v[u->letter_from].western) {
            if (unit_stance(p, u) == STANCE_TURNED)
                raise_dots(p, u);
            widen(p, u, u->letter_to - u->letter_from);
        }
        for (size_t k = 0; k < left; k++)
            p->units.v[kept++] = p->units.v[i + k];
        i = end;
    }
    p->units.n = kept;
}
