#include "pdf/convert.h"

#include "base/cache.h"
#include "base/library.h"
#include "base/xalloc.h"
#include "pdf/pixels.h"
#include "pdf/rows.h"
#include "picture/scale.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum {
    QUALITY_PRESS = 92,
    QUALITY_SCREEN = 80,
    JPEG_SIDE_MAX = 65500,
};

void converted_free(struct converted *c)
{
    buf_free(&c->data);
    buf_free(&c->mask);
}

/* ---- compressing ---- */

/* Where rows of 8 bits end: deflated, as JPEG, or both, to see which is smaller. */
struct encoder {
    const struct recipe *recipe;
    bool lossless, lossy; /* what is to be tried */
    struct raster raster;
    struct rows *color, *mask;
    struct jpeg_writer *jpeg;
    unsigned char *plane;
};

static void encoder_begin(void *to, const struct raster *r)
{
    struct encoder *e = to;
    unsigned channels = (unsigned)r->channels;
    e->raster = *r;
    e->lossy = e->lossy && r->width <= JPEG_SIDE_MAX && r->height <= JPEG_SIDE_MAX;
    e->lossless = e->lossless || !e->lossy;
    e->plane = xmalloc((size_t)r->width * channels);
    if (e->lossless)
        e->color = rows_new((size_t)r->width * channels, channels);
    if (r->alpha)
        e->mask = rows_new(r->width, 1);
    if (e->lossy)
        e->jpeg = jpeg_writer_new(r->width, r->height, r->channels,
                                  e->recipe->small ? QUALITY_SCREEN : QUALITY_PRESS);
}

static void encoder_row(void *to, const unsigned char *row)
{
    const struct encoder *e = to;
    const unsigned char *color = row;
    if (e->raster.alpha) {
        pixels_take(row, &e->raster, e->raster.channels, 1, e->plane);
        rows_put(e->mask, e->plane);
        pixels_take(row, &e->raster, 0, e->raster.channels, e->plane);
        color = e->plane;
    }
    if (e->color)
        rows_put(e->color, color);
    if (e->jpeg)
        jpeg_writer_row(e->jpeg, color);
}

/* Loss must pay: what deflates well is a drawing. */
static void encoder_finish(struct encoder *e, struct converted *out)
{
    struct buf jpeg = {0};
    out->width = e->raster.width;
    out->height = e->raster.height;
    out->channels = e->raster.channels;
    out->alpha = e->raster.alpha;
    if (e->color)
        rows_end(e->color, &out->data);
    if (e->mask)
        rows_end(e->mask, &out->mask);
    if (e->jpeg) {
        jpeg.data = (char *)jpeg_writer_finish(e->jpeg, &jpeg.n);
        jpeg.cap = jpeg.n;
        e->jpeg = NULL;
    }
    out->jpeg = jpeg.n && (!e->color || jpeg.n < out->data.n / 2);
    if (out->jpeg) {
        buf_free(&out->data);
        out->data = jpeg;
    } else {
        buf_free(&jpeg);
    }
}

static void encoder_free(struct encoder *e)
{
    rows_free(e->color);
    rows_free(e->mask);
    jpeg_writer_free(e->jpeg);
    free(e->plane);
}

/* ---- the way from file to stream ---- */

static bool is_lossy(const struct picture_head *h)
{
    return h->format == IMAGE_JPEG;
}

/* From the last step to the first: each hands its rows on to the one that was made before. */
static bool run(const struct recipe *recipe, str bytes, const struct picture_head *h,
                const struct pixel_facts *facts, struct converted *out, bool *plain, char *message)
{
    bool lossy = is_lossy(h);
    struct encoder encoder = {
        .recipe = recipe, .lossless = !lossy, .lossy = lossy || recipe->small};
    struct raster_sink sink = {&encoder, encoder_begin, encoder_row};
    struct scaler *scaler = NULL;
    if (recipe->width != h->width || recipe->height != h->height) {
        scaler = scaler_new(recipe->width, recipe->height, &sink);
        sink = scaler_sink(scaler);
    }
    struct pixels *recolored = pixels_recolor(recipe->colors, facts, &sink);
    sink = pixels_sink(recolored);
    struct pixels *bytewise = pixels_expand(&sink);
    sink = pixels_sink(bytewise);
    bool ok = picture_rows(bytes, h->format, &sink, message);
    *plain = pixels_were_plain(bytewise);
    if (ok)
        encoder_finish(&encoder, out);
    encoder_free(&encoder);
    scaler_free(scaler);
    pixels_free(recolored);
    pixels_free(bytewise);
    return ok;
}

/* Whether the file as it is would do as well: nothing was gained, or too little for a JPEG to be
 * compressed a second time. */
static bool is_vain(const struct recipe *recipe, str bytes, const struct picture_head *h,
                    bool plain, const struct converted *c)
{
    size_t old = bytes.n;
    if (h->format == IMAGE_PNG && plain) {
        struct buf rows = {0};
        picture_png_rows(bytes, &rows);
        old = rows.n;
        buf_free(&rows);
        return old <= c->data.n + c->mask.n;
    }
    bool scaled = recipe->width != h->width || recipe->height != h->height;
    return is_lossy(h) && (scaled ? old <= c->data.n : old / 4 * 3 <= c->data.n);
}

static bool convert(const struct recipe *recipe, str bytes, const struct picture_head *h,
                    struct converted *out, char *message)
{
    struct pixel_facts facts;
    bool plain;
    if (recipe->colors && !colors_prepare(recipe->colors)) {
        snprintf(message, PICTURE_MESSAGE_MAX,
                 "its colours cannot be converted by the profile in it");
        return false;
    }
    if (!pixels_look(recipe->colors, bytes, h->format, &facts, message) ||
        !run(recipe, bytes, h, &facts, out, &plain, message))
        return false;
    if (recipe->small && !facts.recolored && is_vain(recipe, bytes, h, plain, out)) {
        converted_free(out);
        *out = (struct converted){.as_it_is = true};
    }
    return true;
}

/* ---- keeping ---- */

/* What stands before the bytes of a picture that is kept. */
struct kept_head {
    uint32_t as_it_is, jpeg, alpha, width, height, channels, data, mask;
};

static struct cache_key key_of(const struct recipe *recipe, str bytes)
{
    struct buf maker = {0};
    const struct colors *c = recipe->colors;
    const str inputs[] = {bytes, c ? colors_condition(c) : STR(""), c ? colors_source(c) : STR("")};
    buf_format(&maker, "picture 2, %u x %u, %s, zlib %s, libjpeg %d, ", recipe->width,
               recipe->height, recipe->small ? "small" : "press", zlibVersion(),
               jpeg_writer_version());
    library_stamp((void (*)(void))zlibVersion, &maker);
    if (c)
        colors_stamp(c, &maker);
    buf_char(&maker, '\0');
    struct cache_key key = cache_key(maker.data, inputs, 3);
    buf_free(&maker);
    return key;
}

static void keep(const struct cache_key *key, const struct converted *c)
{
    const struct kept_head head = {c->as_it_is,
                                   c->jpeg,
                                   c->alpha,
                                   c->width,
                                   c->height,
                                   (uint32_t)c->channels,
                                   (uint32_t)c->data.n,
                                   (uint32_t)c->mask.n};
    struct buf b = {0};
    if (c->data.n > UINT32_MAX || c->mask.n > UINT32_MAX)
        return;
    buf_add(&b, &head, sizeof head);
    buf_str(&b, buf_view(&c->data));
    buf_str(&b, buf_view(&c->mask));
    cache_put(key, buf_view(&b));
    buf_free(&b);
}

static bool find_kept(const struct cache_key *key, struct converted *out)
{
    struct buf b = {0};
    struct kept_head head;
    bool found = cache_get(key, &b) && b.n >= sizeof head;
    if (found)
        memcpy(&head, b.data, sizeof head);
    found = found && b.n == sizeof head + (uint64_t)head.data + head.mask;
    if (found) {
        *out = (struct converted){.as_it_is = head.as_it_is != 0,
                                  .jpeg = head.jpeg != 0,
                                  .alpha = head.alpha != 0,
                                  .width = head.width,
                                  .height = head.height,
                                  .channels = (int)head.channels};
        buf_add(&out->data, b.data + sizeof head, head.data);
        buf_add(&out->mask, b.data + sizeof head + head.data, head.mask);
    }
    buf_free(&b);
    return found;
}

bool convert_picture(const struct recipe *recipe, str bytes, const struct picture_head *head,
                     struct converted *out, char message[PICTURE_MESSAGE_MAX])
{
    const struct cache_key key = key_of(recipe, bytes);
    *out = (struct converted){0};
    if (find_kept(&key, out))
        return true;
    if (!convert(recipe, bytes, head, out, message)) {
        converted_free(out);
        return false;
    }
    keep(&key, out);
    return true;
}
