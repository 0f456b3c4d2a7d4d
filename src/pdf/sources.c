#include "pdf/sources.h"

#include "base/vec.h"
#include "base/xalloc.h"

#include <stdlib.h>

struct sources {
    VEC(struct source_profile *) v;
};

struct sources *sources_new(void)
{
    return xcalloc(1, sizeof(struct sources));
}

void sources_free(struct sources *s)
{
    for (size_t i = 0; s && i < s->v.n; i++) {
        colors_free(s->v.v[i]->colors);
        buf_free(&s->v.v[i]->icc);
        free(s->v.v[i]);
    }
    if (s)
        vec_free(&s->v);
    free(s);
}

static bool contains(str s, str what)
{
    for (size_t i = 0; i + what.n <= s.n; i++)
        if (memcmp(s.p + i, what.p, what.n) == 0)
            return true;
    return false;
}

static uint32_t big_endian(str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* A profile of RGB that PDF/A takes (ISO 19005-2, 6.2.4.2). */
static bool is_rgb(str icc)
{
    enum { HEAD = 132, VERSION = 8, CLASS = 12, SPACE = 16, SIGNATURE = 36, NEWEST = 4 };
    static const char *const classes[] = {"mntr", "scnr", "spac"};
    if (icc.n < HEAD || big_endian(icc, 0) != icc.n || (unsigned char)icc.p[VERSION] > NEWEST ||
        !str_is(str_slice(icc, SPACE, SPACE + 4), "RGB ") ||
        !str_is(str_slice(icc, SIGNATURE, SIGNATURE + 4), "acsp"))
        return false;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (str_is(str_slice(icc, CLASS, CLASS + 4), classes[i]))
            return true;
    return false;
}

/* Every program has its own profile of sRGB; all of them say so in their texts. */
static bool is_srgb(str icc)
{
    return contains(icc, STR("sRGB")) || contains(icc, STR("s\0R\0G\0B"));
}

struct source_profile *sources_enter(struct sources *s, struct buf icc)
{
    if (!is_rgb(buf_view(&icc)) || is_srgb(buf_view(&icc))) {
        buf_free(&icc);
        return NULL;
    }
    for (size_t i = 0; i < s->v.n; i++)
        if (str_eq(buf_view(&s->v.v[i]->icc), buf_view(&icc))) {
            buf_free(&icc);
            return s->v.v[i];
        }
    struct source_profile *source = xcalloc(1, sizeof *source);
    source->icc = icc;
    vec_push(&s->v, source);
    return source;
}

struct source_profile *sources_find(struct sources *s, str bytes, const struct picture_head *head)
{
    struct buf icc = {0};
    if (head->components == 3 && picture_profile(bytes, head->format, &icc))
        return sources_enter(s, icc);
    buf_free(&icc);
    return NULL;
}
