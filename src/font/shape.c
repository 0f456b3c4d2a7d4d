#include "base/vec.h"
#include "font/font.h"

#include <assert.h>
#include <hb-ot.h>

struct shaper {
    hb_buffer_t *buffer;
    VEC(struct shaped) out;
};

struct shaper *shaper_new(void)
{
    struct shaper *s = xcalloc(1, sizeof *s);
    s->buffer = hb_buffer_create();
    if (!hb_buffer_allocation_successful(s->buffer))
        xalloc_die();
    return s;
}

void shaper_free(struct shaper *s)
{
    if (!s)
        return;
    hb_buffer_destroy(s->buffer);
    vec_free(&s->out);
    free(s);
}

#define ALL 0, (unsigned)-1

/* FT-03, FT-12: the composer spaces marks and Han itself */
static const hb_feature_t han_features[] = {
    {HB_TAG('k', 'e', 'r', 'n'), 0, ALL}, {HB_TAG('l', 'i', 'g', 'a'), 0, ALL},
    {HB_TAG('c', 'l', 'i', 'g'), 0, ALL}, {HB_TAG('p', 'a', 'l', 't'), 0, ALL},
    {HB_TAG('h', 'a', 'l', 't'), 0, ALL}, {HB_TAG('c', 'h', 'w', 's'), 0, ALL},
};

/* FT-04: an apostrophe from a Chinese face is a Western one here, not an em wide */
static const hb_feature_t western_features[] = {
    {HB_TAG('k', 'e', 'r', 'n'), 1, ALL},
    {HB_TAG('l', 'i', 'g', 'a'), 1, ALL},
    {HB_TAG('p', 'w', 'i', 'd'), 1, ALL},
};

/* NU-01 */
static const hb_feature_t half_width_features[] = {
    {HB_TAG('k', 'e', 'r', 'n'), 0, ALL},
    {HB_TAG('l', 'i', 'g', 'a'), 0, ALL},
    {HB_TAG('h', 'w', 'i', 'd'), 1, ALL},
};

/* NU-01: in a Western run, without kerning, which would make widths differ again */
static const hb_feature_t digit_features[] = {
    {HB_TAG('k', 'e', 'r', 'n'), 0, ALL},
    {HB_TAG('t', 'n', 'u', 'm'), 1, ALL},
    {HB_TAG('h', 'w', 'i', 'd'), 1, ALL},
};

/* FT-05: HarfBuzz asks for vert itself; vrt2, where a font has it, takes its place and turns
 * Western letters too, which the composer does. */
static const hb_feature_t vertical_features[] = {
    {HB_TAG('v', 'k', 'r', 'n'), 0, ALL}, {HB_TAG('l', 'i', 'g', 'a'), 0, ALL},
    {HB_TAG('c', 'l', 'i', 'g'), 0, ALL}, {HB_TAG('v', 'p', 'a', 'l'), 0, ALL},
    {HB_TAG('v', 'h', 'a', 'l'), 0, ALL}, {HB_TAG('v', 'c', 'h', 'w'), 0, ALL},
    {HB_TAG('v', 'e', 'r', 't'), 1, ALL},
};

/* FT-03, PW-13: what the font itself takes off a mark */
static const hb_feature_t half_marks_features[] = {
    {HB_TAG('k', 'e', 'r', 'n'), 0, ALL},
    {HB_TAG('l', 'i', 'g', 'a'), 0, ALL},
    {HB_TAG('c', 'h', 'w', 's'), 0, ALL},
    {HB_TAG('h', 'a', 'l', 't'), 1, ALL},
};
static const hb_feature_t half_marks_vertical_features[] = {
    {HB_TAG('v', 'k', 'r', 'n'), 0, ALL}, {HB_TAG('l', 'i', 'g', 'a'), 0, ALL},
    {HB_TAG('v', 'c', 'h', 'w'), 0, ALL}, {HB_TAG('v', 'e', 'r', 't'), 1, ALL},
    {HB_TAG('v', 'h', 'a', 'l'), 1, ALL},
};

#define FEATURES(list)                                                                             \
    {                                                                                              \
        list, sizeof list / sizeof *list                                                           \
    }
static const struct {
    const hb_feature_t *v;
    unsigned n;
} features[] = {
    [SHAPE_HAN] = FEATURES(han_features),
    [SHAPE_WESTERN] = FEATURES(western_features),
    [SHAPE_HALF_WIDTH] = FEATURES(half_width_features),
    [SHAPE_DIGITS] = FEATURES(digit_features),
    [SHAPE_VERTICAL] = FEATURES(vertical_features),
    [SHAPE_HALF_MARKS] = FEATURES(half_marks_features),
    [SHAPE_HALF_MARKS_VERTICAL] = FEATURES(half_marks_vertical_features),
};
#undef FEATURES

static void run_harfbuzz(struct shaper *s, const struct face *face, enum shape_script script)
{
    /* named so that a build of HarfBuzz with other shapers gives the same result */
    static const char *const shapers[] = {"ot", NULL};
    if (!hb_shape_full(face->hb_font, s->buffer, features[script].v, features[script].n, shapers) ||
        !hb_buffer_allocation_successful(s->buffer))
        xalloc_die();
}

static struct shaped *room(struct shaper *s, size_t n)
{
    while (s->out.cap < n || !s->out.v)
        vec_grow((void **)&s->out.v, &s->out.cap, s->out.cap, sizeof *s->out.v);
    return s->out.v;
}

struct vertical_metrics face_vertical(const struct face *face, uint32_t glyph)
{
    hb_position_t x = 0, y = 0;
    if (!face->vertical) {
        int advance = hb_font_get_glyph_h_advance(face->hb_font, glyph);
        return (struct vertical_metrics){face->upem, advance / 2, face->em_top};
    }
    hb_font_get_glyph_v_origin(face->hb_font, glyph, &x, &y);
    return (struct vertical_metrics){-hb_font_get_glyph_v_advance(face->hb_font, glyph), x, y};
}

/* HarfBuzz's own guess where a font has no vertical metrics is no em box. */
static struct shaped vertical(const struct face *face, const hb_glyph_info_t *info,
                              const hb_glyph_position_t *position)
{
    struct vertical_metrics m = face_vertical(face, info->codepoint);
    struct shaped s = {info->codepoint, info->cluster, m.advance, -m.x, -m.y};
    if (face->vertical) {
        s.advance = -position->y_advance;
        s.x_offset = position->x_offset;
        s.y_offset = position->y_offset;
    }
    return s;
}

const struct shaped *shape(struct shaper *s, const struct face *face, enum shape_script script,
                           const char *language, const uint32_t *text, size_t n_text, size_t from,
                           size_t to, size_t *n)
{
    assert(from <= to && to <= n_text && n_text <= INT32_MAX);
    hb_buffer_clear_contents(s->buffer);
    hb_buffer_add_utf32(s->buffer, text, (int)n_text, (unsigned)from, (int)(to - from));
    bool down = script == SHAPE_VERTICAL || script == SHAPE_HALF_MARKS_VERTICAL;
    bool western = script == SHAPE_WESTERN || script == SHAPE_DIGITS;
    hb_buffer_set_direction(s->buffer, down ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
    hb_buffer_set_script(s->buffer, western ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN);
    hb_buffer_set_language(s->buffer, hb_language_from_string(language, -1));
    run_harfbuzz(s, face, script);

    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(s->buffer, &count);
    struct shaped *out = room(s, count);
    for (unsigned i = 0; i < count; i++)
        out[i] = down ? vertical(face, &info[i], &position[i])
                      : (struct shaped){info[i].codepoint, info[i].cluster, position[i].x_advance,
                                        position[i].x_offset, position[i].y_offset};
    *n = count;
    return out;
}
