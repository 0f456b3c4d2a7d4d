#include "pdf/kept_subset.h"

#include "base/cache.h"
#include "base/library.h"
#include "base/xalloc.h"

#include <stdlib.h>

/* An object is the head, the codes of the glyphs in the order of these, the program. */
struct head {
    uint64_t program_size; /* before deflating */
    uint64_t n_glyphs;
};

static struct buf glyphs_of(const struct subset *s)
{
    struct buf b = {0};
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(s->glyphs, &glyph))
        buf_add(&b, &glyph, sizeof glyph);
    return b;
}

/* The flags of the subset belong to the form: who changes them counts it up. */
static struct cache_key key_of(const struct subset *s)
{
    struct buf maker = {0}, glyphs = glyphs_of(s);
    buf_format(&maker, "subset 1, HarfBuzz %s, face %u", hb_version_string(), s->face->index);
    library_stamp((void (*)(void))hb_subset_plan_create_or_fail, &maker);
    library_stamp((void (*)(void))hb_face_create, &maker);
    deflate_stamp(&maker);
    buf_char(&maker, '\0');
    const str inputs[] = {s->face->sha256, buf_view(&glyphs)};
    struct cache_key key = cache_key(maker.data, inputs, 2);
    buf_free(&maker);
    buf_free(&glyphs);
    return key;
}

static void take(struct subset *s, const struct head *head, const char *codes, str program)
{
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(s->glyphs, &glyph)) {
        uint16_t code;
        memcpy(&code, codes, sizeof code);
        hb_map_set(s->codes, glyph, code);
        codes += sizeof code;
    }
    s->program = (struct deflated){xmalloc(program.n), program.n};
    memcpy(s->program.p, program.p, program.n);
    s->program_size = (size_t)head->program_size;
}

bool kept_subset_find(struct subset *s)
{
    struct buf b = {0};
    struct head head;
    const struct cache_key key = key_of(s);
    const size_t n_glyphs = hb_set_get_population(s->glyphs);
    const size_t before = sizeof head + n_glyphs * sizeof(uint16_t);
    bool found = cache_get(&key, &b) && b.n > before;
    if (found)
        memcpy(&head, b.data, sizeof head);
    found = found && head.n_glyphs == n_glyphs;
    if (found)
        take(s, &head, b.data + sizeof head, str_slice(buf_view(&b), before, b.n));
    buf_free(&b);
    return found;
}

void kept_subset_keep(const struct subset *s)
{
    struct buf b = {0};
    const struct head head = {s->program_size, hb_set_get_population(s->glyphs)};
    const struct cache_key key = key_of(s);
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    buf_add(&b, &head, sizeof head);
    while (hb_set_next(s->glyphs, &glyph)) {
        uint16_t code = (uint16_t)subset_code(s, glyph);
        buf_add(&b, &code, sizeof code);
    }
    buf_add(&b, s->program.p, s->program.n);
    cache_put(&key, buf_view(&b));
    buf_free(&b);
}
