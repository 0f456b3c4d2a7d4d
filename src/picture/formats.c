#include "picture/formats.h"

#include <stdio.h>
#include <string.h>

struct magic {
    size_t at;
    str bytes;
};

static const struct format {
    struct magic magic;
    enum image_format format;
    look_fn *look;
    decode_fn *decode;
    profile_fn *profile;
} formats[] = {
    {{0, {"\xFF\xD8\xFF", 3}}, IMAGE_JPEG, jpeg_look, jpeg_decode, jpeg_profile},
    {{0, {"\x89PNG\r\n\x1A\n", 8}}, IMAGE_PNG, png_look, png_decode, png_profile},
    {{8, {"WEBP", 4}}, IMAGE_WEBP, webp_look, webp_decode, webp_profile},
    {{0, {"II*\0", 4}}, IMAGE_TIFF, tiff_look, tiff_decode, tiff_profile},
    {{0, {"MM\0*", 4}}, IMAGE_TIFF, tiff_look, tiff_decode, tiff_profile},
    {{0, {"II+\0", 4}}, IMAGE_TIFF, tiff_look, tiff_decode, tiff_profile},
    {{0, {"MM\0+", 4}}, IMAGE_TIFF, tiff_look, tiff_decode, tiff_profile},
    {{0, {"%PDF-", 5}}, IMAGE_PDF, pdf_look, NULL, NULL},
};

/* Kinds that are known only to be named. */
static const struct {
    struct magic magic;
    const char *name;
} strangers[] = {
    {{0, {"GIF8", 4}}, "a GIF file"},          {{0, {"BM", 2}}, "a BMP file"},
    {{4, {"ftyp", 4}}, "a HEIF or AVIF file"}, {{0, {"<?xml", 5}}, "an XML file"},
    {{0, {"8BPS", 4}}, "a Photoshop file"},
};

static bool has_magic(str bytes, const struct magic *m)
{
    size_t end = m->at + m->bytes.n;
    return bytes.n >= end && str_eq(str_slice(bytes, m->at, end), m->bytes);
}

bool picture_refuse(char *message, const char *why)
{
    snprintf(message, PICTURE_MESSAGE_MAX, "%s", why);
    return false;
}

static const char *stranger(str bytes)
{
    if (!bytes.n)
        return "an empty file";
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        if (has_magic(bytes, &strangers[i].magic))
            return strangers[i].name;
    return "not a JPEG, PNG, WebP, TIFF, SVG or PDF file";
}

/* An element of that name near the beginning; what else an XML file may be is seen when it is read.
 */
static bool is_svg(str bytes)
{
    enum { NEAR = 8192 };
    str s = str_slice(bytes, 0, bytes.n < NEAR ? bytes.n : NEAR);
    size_t i = str_starts(s, STR("\xEF\xBB\xBF")) ? 3 : 0;
    while (i < s.n && strchr(" \t\r\n", s.p[i]))
        i++;
    if (i == s.n || s.p[i] != '<')
        return false;
    while (i < s.n && !str_starts(str_slice(s, i, s.n), STR("<svg")))
        i++;
    return i < s.n;
}

const char *picture_media_type(str bytes)
{
    static const char *const types[] = {
        [IMAGE_JPEG] = "image/jpeg",   [IMAGE_PNG] = "image/png",
        [IMAGE_WEBP] = "image/webp",   [IMAGE_TIFF] = "image/tiff",
        [IMAGE_SVG] = "image/svg+xml", [IMAGE_PDF] = "application/pdf"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (has_magic(bytes, &formats[i].magic))
            return types[formats[i].format];
    return is_svg(bytes) ? types[IMAGE_SVG] : "application/octet-stream";
}

bool picture_look(str bytes, struct picture_head *out, char message[PICTURE_MESSAGE_MAX])
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!has_magic(bytes, &formats[i].magic))
            continue;
        *out = (struct picture_head){.format = formats[i].format, .orientation = 1};
        return formats[i].look(bytes, out, message);
    }
    if (is_svg(bytes)) {
        *out = (struct picture_head){.format = IMAGE_SVG, .orientation = 1};
        return svg_look(bytes, out, message);
    }
    return picture_refuse(message, stranger(bytes));
}

bool picture_look_page(str bytes, unsigned page, struct picture_head *out,
                       char message[PICTURE_MESSAGE_MAX])
{
    if (page == 1)
        return picture_look(bytes, out, message);
    if (str_starts(bytes, STR("%PDF-")))
        return pdf_look_page(bytes, page, out, message);
    return picture_refuse(message, N_("only PDF files have pages to be named"));
}

bool picture_rows(str bytes, enum image_format format, const struct raster_sink *sink,
                  char message[PICTURE_MESSAGE_MAX])
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i].format == format && has_magic(bytes, &formats[i].magic))
            return formats[i].decode ? formats[i].decode(bytes, sink, message)
                                     : picture_refuse(message, N_("pixels that are not decoded"));
    return picture_refuse(message, N_("the file was changed meanwhile"));
}

bool picture_profile(str bytes, enum image_format format, struct buf *out)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i].format == format && has_magic(bytes, &formats[i].magic))
            return formats[i].profile(bytes, out);
    return false;
}
