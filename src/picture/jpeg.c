#include "base/xalloc.h"
#include "picture/formats.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

/* libjpeg reports errors by not returning; `out` is where they go instead. */
struct jpeg {
    char *message;
    jmp_buf out;
};

static void failed(j_common_ptr jpeg)
{
    struct jpeg *j = jpeg->client_data;
    char text[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, text);
    snprintf(j->message, PICTURE_MESSAGE_MAX, "%.*s", PICTURE_MESSAGE_MAX - 1, text);
    longjmp(j->out, 1);
}

static void silent(j_common_ptr jpeg, int level)
{
    (void)jpeg;
    (void)level;
}

/* What PDF's DCTDecode cannot take; NULL when it can. */
static const char *unfit(const struct jpeg_decompress_struct *jpeg)
{
    if (jpeg->data_precision != 8)
        return "only JPEG files of 8 bits a component can be used";
    if (jpeg->arith_code)
        return "a JPEG file with arithmetic coding cannot be used";
    int n = jpeg->num_components;
    return n == 1 || n == 3 || n == 4 ? NULL : "a JPEG file of 1, 3 or 4 components is wanted";
}

static uint32_t ppi_of(const struct jpeg_decompress_struct *jpeg)
{
    if (jpeg->density_unit == 1)
        return jpeg->X_density;
    return jpeg->density_unit == 2 ? (jpeg->X_density * 254u + 50) / 100 : 0;
}

static uint8_t orientation_of(const struct jpeg_decompress_struct *jpeg)
{
    for (jpeg_saved_marker_ptr m = jpeg->marker_list; m; m = m->next) {
        str data = {(const char *)m->data, m->data_length};
        if (str_starts(data, STR("Exif\0\0")))
            return exif_orientation(str_slice(data, 6, data.n));
    }
    return 1;
}

static void fill(struct picture_head *out, const struct jpeg_decompress_struct *jpeg)
{
    out->width = jpeg->image_width;
    out->height = jpeg->image_height;
    out->ppi = ppi_of(jpeg);
    out->orientation = orientation_of(jpeg);
    out->components = (uint8_t)jpeg->num_components;
    out->inverted = jpeg->num_components == 4 && jpeg->saw_Adobe_marker;
    out->plain_rgb = jpeg->jpeg_color_space == JCS_RGB && !jpeg->saw_Adobe_marker;
}

struct decoding {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg j;
    const struct raster_sink *sink;
    struct picture_head *head;
    struct buf *profile; /* that is wanted */
    unsigned char *row;
    bool ok;
};

/* Runs `work` behind the file's head, where libjpeg's errors are caught. */
static bool run(struct decoding *d, str bytes, bool (*work)(struct decoding *d), char *message)
{
    d->j.message = message;
    d->jpeg.err = jpeg_std_error(&d->errors);
    d->jpeg.client_data = &d->j;
    d->errors.error_exit = failed;
    d->errors.emit_message = silent;
    if (setjmp(d->j.out) == 0) {
        jpeg_create_decompress(&d->jpeg);
        jpeg_mem_src(&d->jpeg, (const unsigned char *)bytes.p, bytes.n);
        jpeg_save_markers(&d->jpeg, JPEG_APP0 + 1, 0xFFFF);
        if (d->profile)
            jpeg_save_markers(&d->jpeg, JPEG_APP0 + 2, 0xFFFF);
        jpeg_read_header(&d->jpeg, TRUE);
        d->ok = work(d);
    }
    jpeg_destroy_decompress(&d->jpeg);
    bool ok = d->ok;
    free(d->row);
    free(d);
    return ok;
}

static bool take_head(struct decoding *d)
{
    const char *why = unfit(&d->jpeg);
    fill(d->head, &d->jpeg);
    return why ? picture_refuse(d->j.message, why) : true;
}

bool jpeg_look(str bytes, struct picture_head *out, char *message)
{
    struct decoding *d = xcalloc(1, sizeof *d);
    d->head = out;
    return run(d, bytes, take_head, message);
}

static bool take_profile(struct decoding *d)
{
    JOCTET *bytes = NULL;
    unsigned n = 0;
    if (!jpeg_read_icc_profile(&d->jpeg, &bytes, &n))
        return false;
    buf_add(d->profile, bytes, n);
    free(bytes);
    return n > 0;
}

bool jpeg_profile(str bytes, struct buf *out)
{
    char message[PICTURE_MESSAGE_MAX];
    struct decoding *d = xcalloc(1, sizeof *d);
    d->profile = out;
    return run(d, bytes, take_profile, message);
}

static bool take_rows(struct decoding *d)
{
    struct jpeg_decompress_struct *jpeg = &d->jpeg;
    static const J_COLOR_SPACE spaces[] = {[1] = JCS_GRAYSCALE, [3] = JCS_RGB, [4] = JCS_CMYK};
    const char *why = unfit(jpeg);
    if (why)
        return picture_refuse(d->j.message, why);
    bool inverted = jpeg->num_components == 4 && jpeg->saw_Adobe_marker;
    jpeg->out_color_space = spaces[jpeg->num_components];
    jpeg->dct_method = JDCT_ISLOW;
    jpeg_start_decompress(jpeg);
    const struct raster r = {.width = jpeg->output_width,
                             .height = jpeg->output_height,
                             .channels = jpeg->output_components,
                             .bits = 8};
    d->row = xmalloc((size_t)r.width * (size_t)r.channels);
    d->sink->begin(d->sink->to, &r);
    while (jpeg->output_scanline < jpeg->output_height) {
        jpeg_read_scanlines(jpeg, &d->row, 1);
        for (size_t i = 0; inverted && i < 4 * (size_t)r.width; i++)
            d->row[i] ^= 0xFF;
        d->sink->row(d->sink->to, d->row);
    }
    jpeg_finish_decompress(jpeg);
    return true;
}

bool jpeg_decode(str bytes, const struct raster_sink *sink, char *message)
{
    struct decoding *d = xcalloc(1, sizeof *d);
    d->sink = sink;
    return run(d, bytes, take_rows, message);
}

/* The end of the compressed data that begins at `at`: the next marker that is neither a stuffed
 * zero nor a restart, or bytes.n. */
static size_t skip_scan(str bytes, size_t at)
{
    while (at + 1 < bytes.n) {
        const char *ff = memchr(bytes.p + at, 0xFF, bytes.n - at - 1);
        if (!ff)
            break;
        unsigned char code = (unsigned char)ff[1];
        at = (size_t)(ff - bytes.p);
        if (code == 0xFF)
            at++;
        else if (code == 0 || (code >= 0xD0 && code <= 0xD7))
            at += 2;
        else
            return at;
    }
    return bytes.n;
}

size_t picture_jpeg_end(str bytes)
{
    enum { SOS = 0xDA, EOI = 0xD9 };
    size_t at = 2;
    while (at + 1 < bytes.n) {
        unsigned char code = (unsigned char)bytes.p[at + 1];
        if ((unsigned char)bytes.p[at] != 0xFF || code == 0xFF) {
            at++; /* fill bytes */
            continue;
        }
        if (code == EOI)
            return at + 2;
        if (at + 4 > bytes.n)
            return 0;
        at += 2 + ((size_t)(unsigned char)bytes.p[at + 2] << 8 | (unsigned char)bytes.p[at + 3]);
        if (code == SOS)
            at = skip_scan(bytes, at);
    }
    return 0;
}
