#include "base/vec.h"
#include "font/font.h"

#include <assert.h>

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

static const hb_feature_t western_features[] = {
    {HB_TAG('k', 'e', 'r', 'n'), 1, ALL},
    {HB_TAG('l', 'i', 'g', 'a'), 1, ALL},
};

static void run_harfbuzz(struct shaper *s, const struct face *face, enum shape_script script)
{
    /* named so that a build of HarfBuzz with other shapers gives the same result */
    static const char *const shapers[] = {"ot", NULL};
    bool han = script == SHAPE_HAN;
    const hb_feature_t *features = han ? han_features : western_features;
    unsigned n = han ? sizeof han_features / sizeof *han_features
                     : sizeof western_features / sizeof *western_features;
    if (!hb_shape_full(face->hb_font, s->buffer, features, n, shapers) ||
        !hb_buffer_allocation_successful(s->buffer))
        xalloc_die();
}

static struct shaped *room(struct shaper *s, size_t n)
{
    while (s->out.cap < n || !s->out.v)
        vec_grow((void **)&s->out.v, &s->out.cap, s->out.cap, sizeof *s->out.v);
    return s->out.v;
}

const struct shaped *shape(struct shaper *s, const struct face *face, enum shape_script script,
                           const char *language, const uint32_t *text, size_t n_text, size_t from,
                           size_t to, size_t *n)
{
    assert(from <= to && to <= n_text && n_text <= INT32_MAX);
    hb_buffer_clear_contents(s->buffer);
    hb_buffer_add_utf32(s->buffer, text, (int)n_text, (unsigned)from, (int)(to - from));
    hb_buffer_set_direction(s->buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(s->buffer, script == SHAPE_HAN ? HB_SCRIPT_HAN : HB_SCRIPT_LATIN);
    hb_buffer_set_language(s->buffer, hb_language_from_string(language, -1));
    run_harfbuzz(s, face, script);

    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(s->buffer, &count);
    struct shaped *out = room(s, count);
    for (unsigned i = 0; i < count; i++)
        out[i] = (struct shaped){info[i].codepoint, info[i].cluster, position[i].x_advance,
                                 position[i].x_offset, position[i].y_offset};
    *n = count;
    return out;
}
