#include "base/file.h"
#include "page/page.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>
#include <png.h>

/* The head of a picture file as it is read. libjpeg and libpng report errors by not returning;
 * `out` is where they go instead. */
struct head {
    str bytes;
    size_t at; /* read so far (PNG) */
    struct image image;
    char message[JMSG_LENGTH_MAX];
    jmp_buf out;
};

static void set_message(struct head *h, const char *text)
{
    snprintf(h->message, sizeof h->message, "%s", text);
}

static void jpeg_failed(j_common_ptr jpeg)
{
    struct head *h = jpeg->client_data;
    jpeg->err->format_message(jpeg, h->message);
    longjmp(h->out, 1);
}

static void jpeg_silent(j_common_ptr jpeg, int level)
{
    (void)jpeg;
    (void)level;
}

/* What PDF's DCTDecode cannot take; NULL when it can. */
static const char *unfit_jpeg(const struct jpeg_decompress_struct *jpeg)
{
    if (jpeg->data_precision != 8)
        return "only JPEG files of 8 bits a component can be used";
    if (jpeg->arith_code)
        return "a JPEG file with arithmetic coding cannot be used";
    int n = jpeg->num_components;
    return n == 1 || n == 3 || n == 4 ? NULL : "a JPEG file of 1, 3 or 4 components is wanted";
}

static uint32_t jpeg_ppi(const struct jpeg_decompress_struct *jpeg)
{
    if (jpeg->density_unit == 1)
        return jpeg->X_density;
    return jpeg->density_unit == 2 ? (jpeg->X_density * 254u + 50) / 100 : 0;
}

static bool probe_jpeg(struct head *h)
{
    struct jpeg_error_mgr errors;
    struct jpeg_decompress_struct jpeg = {.err = jpeg_std_error(&errors), .client_data = h};
    errors.error_exit = jpeg_failed;
    errors.emit_message = jpeg_silent;
    bool ok = false;
    if (setjmp(h->out) == 0) {
        jpeg_create_decompress(&jpeg);
        jpeg_mem_src(&jpeg, (const unsigned char *)h->bytes.p, h->bytes.n);
        jpeg_read_header(&jpeg, TRUE);
        const char *unfit = unfit_jpeg(&jpeg);
        if (unfit)
            set_message(h, unfit);
        ok = !unfit;
        h->image.format = IMAGE_JPEG;
        h->image.width = jpeg.image_width;
        h->image.height = jpeg.image_height;
        h->image.ppi = jpeg_ppi(&jpeg);
    }
    jpeg_destroy_decompress(&jpeg);
    return ok;
}

static void png_failed(png_structp png, png_const_charp message)
{
    struct head *h = png_get_error_ptr(png);
    set_message(h, message);
    longjmp(h->out, 1);
}

static void png_silent(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void png_read(png_structp png, png_bytep to, size_t n)
{
    struct head *h = png_get_io_ptr(png);
    if (n > h->bytes.n - h->at)
        png_error(png, "the file ends too early");
    memcpy(to, h->bytes.p + h->at, n);
    h->at += n;
}

static void read_png_head(struct head *h, png_structp png, png_infop info)
{
    png_set_user_limits(png, INT32_MAX, INT32_MAX);
    png_set_read_fn(png, h, png_read);
    png_read_info(png, info);
    h->image.format = IMAGE_PNG;
    h->image.width = png_get_image_width(png, info);
    h->image.height = png_get_image_height(png, info);
    png_uint_32 x = 0, y = 0;
    int unit = 0;
    if (png_get_pHYs(png, info, &x, &y, &unit) && unit == PNG_RESOLUTION_METER)
        h->image.ppi = (uint32_t)(((uint64_t)x * 254 + 5000) / 10000);
}

static bool probe_png(struct head *h)
{
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, h, png_failed, png_silent);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool ok = false;
    if (!info) {
        set_message(h, "libpng cannot be used");
    } else if (setjmp(h->out) == 0) {
        read_png_head(h, png, info);
        ok = true;
    }
    png_destroy_read_struct(&png, &info, NULL);
    return ok;
}

static const char *other_format(str bytes)
{
    static const struct {
        size_t at;
        str magic;
        const char *name;
    } known[] = {
        {0, {"GIF8", 4}, "a GIF file"},
        {8, {"WEBP", 4}, "a WebP file"},
        {0, {"II*\0", 4}, "a TIFF file"},
        {0, {"MM\0*", 4}, "a TIFF file"},
        {0, {"BM", 2}, "a BMP file"},
        {0, {"%PDF", 4}, "a PDF file"},
        {4, {"ftyp", 4}, "a HEIF or AVIF file"},
        {0, {"<svg", 4}, "an SVG file"},
        {0, {"<?xml", 5}, "an XML file"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t end = known[i].at + known[i].magic.n;
        if (bytes.n >= end && str_eq(str_slice(bytes, known[i].at, end), known[i].magic))
            return known[i].name;
    }
    return "neither a JPEG nor a PNG file";
}

static bool probe(struct head *h)
{
    if (str_starts(h->bytes, STR("\xFF\xD8\xFF")))
        return probe_jpeg(h);
    if (str_starts(h->bytes, STR("\x89PNG\r\n\x1A\n")))
        return probe_png(h);
    set_message(h, h->bytes.n ? other_format(h->bytes) : "an empty file");
    return false;
}

static void report_unread(const char *path, struct place used_at, struct diags *d)
{
    bool missing = errno == ENOENT || errno == ENOTDIR;
    diag_add(d, missing ? DIAG_FILE_MISSING : DIAG_FILE_UNREADABLE, used_at, "%s: %s", path,
             strerror(errno));
}

const struct image *image_probe(struct arena *a, const char *path, struct place used_at,
                                struct diags *d)
{
    struct head h = {.bytes = file_map(path)};
    if (!h.bytes.p) {
        report_unread(path, used_at, d);
        return NULL;
    }
    bool ok = probe(&h);
    file_unmap(h.bytes);
    if (!ok) {
        diag_add(d, DIAG_BAD_IMAGE, used_at, "%s: %s", path, h.message);
        diag_hint(d, "save the picture as JPEG or PNG again");
        return NULL;
    }
    uint64_t pixels = (uint64_t)h.image.width * h.image.height;
    if (pixels > IMAGE_PIXELS_MAX) {
        diag_add(d, DIAG_IMAGE_TOO_LARGE, used_at, "%s: %u × %u pixels are more than %u", path,
                 h.image.width, h.image.height, IMAGE_PIXELS_MAX);
        diag_hint(d, "make the picture smaller: 300 pixels an inch are enough for print");
        return NULL;
    }
    struct image *image = arena_one(a, struct image);
    *image = h.image;
    image->path = str_z(a, str_of(path));
    return image;
}
