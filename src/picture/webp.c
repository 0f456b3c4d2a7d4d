#include "picture/formats.h"

#include <stdio.h>
#include <stdlib.h>

#include <webp/decode.h>

struct webp {
    int (*get_features)(const uint8_t *data, size_t n, WebPBitstreamFeatures *out, int version);
    uint8_t *(*decode)(const uint8_t *data, size_t n, int *width, int *height);
    void (*free)(void *pixels);
};

static bool open_library(struct webp *w, bool alpha, char *message)
{
    const struct library_function functions[] = {
        {"WebPGetFeaturesInternal", &w->get_features},
        {alpha ? "WebPDecodeRGBA" : "WebPDecodeRGB", &w->decode},
        {"WebPFree", &w->free},
    };
    return format_library("libwebp.so.7", "libwebp7", functions, 3, message);
}

static uint32_t little_endian(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

/* A chunk of the file; p NULL: there is none. */
static str chunk_of(str bytes, const char name[4])
{
    for (size_t at = 12; at + 8 <= bytes.n;) {
        size_t n = little_endian(bytes.p + at + 4);
        if (n > bytes.n - at - 8)
            break;
        if (memcmp(bytes.p + at, name, 4) == 0)
            return str_slice(bytes, at + 8, at + 8 + n);
        at += 8 + n + n % 2;
    }
    return (str){0};
}

/* The orientation in the EXIF chunk, which may have a JPEG's prefix. */
static uint8_t orientation_of(str bytes)
{
    str exif = chunk_of(bytes, "EXIF");
    if (!exif.p)
        return 1;
    return exif_orientation(str_starts(exif, STR("Exif\0\0")) ? str_slice(exif, 6, exif.n) : exif);
}

bool webp_profile(str bytes, struct buf *out)
{
    str icc = chunk_of(bytes, "ICCP");
    if (icc.p)
        buf_str(out, icc);
    return icc.n > 0;
}

static bool read_features(const struct webp *w, str bytes, WebPBitstreamFeatures *f, char *message)
{
    if (w->get_features((const uint8_t *)bytes.p, bytes.n, f, WEBP_DECODER_ABI_VERSION) !=
        VP8_STATUS_OK)
        return picture_refuse(message, N_("the WebP file is damaged"));
    if (f->has_animation)
        return picture_refuse(message, N_("a moving WebP file cannot be printed"));
    return true;
}

bool webp_look(str bytes, struct picture_head *out, char *message)
{
    struct webp w;
    WebPBitstreamFeatures f;
    if (!str_starts(bytes, STR("RIFF")))
        return picture_refuse(message, N_("the WebP file is damaged"));
    if (!open_library(&w, false, message) || !read_features(&w, bytes, &f, message))
        return false;
    out->width = (uint32_t)f.width;
    out->height = (uint32_t)f.height;
    out->components = 3;
    out->orientation = orientation_of(bytes);
    return true;
}

/* WebP gives no rows before the whole is there. */
bool webp_decode(str bytes, const struct raster_sink *sink, char *message)
{
    struct webp w;
    WebPBitstreamFeatures f;
    if (!open_library(&w, false, message) || !read_features(&w, bytes, &f, message) ||
        (f.has_alpha && !open_library(&w, true, message)))
        return false;
    size_t row_bytes = (size_t)f.width * (f.has_alpha ? 4 : 3);
    if (row_bytes > PICTURE_HELD_MAX / (size_t)f.height)
        return picture_refuse(message, N_("the picture is too large for a WebP file"));
    int width = 0, height = 0;
    uint8_t *pixels = w.decode((const uint8_t *)bytes.p, bytes.n, &width, &height);
    if (!pixels)
        return picture_refuse(message, N_("the WebP file is damaged or cut off"));
    struct raster r = {.width = (uint32_t)width,
                       .height = (uint32_t)height,
                       .channels = 3,
                       .bits = 8,
                       .alpha = f.has_alpha};
    sink->begin(sink->to, &r);
    for (int y = 0; y < height; y++)
        sink->row(sink->to, pixels + row_bytes * (size_t)y);
    w.free(pixels);
    return true;
}
