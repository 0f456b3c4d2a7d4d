#include "base/file.h"
#include "base/xalloc.h"
#include "pdf/images.h"
#include "pdf/rows.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <png.h>

/* The compressed rows of most PNG files can be read by PDF's own filter; they are decoded only to
 * see that they are sound, and go in as they are. The others are deflated again row by row: alpha
 * becomes a soft mask, 16 bits become 8. Only interlaced files are held whole, up to this size. */
#define INTERLACED_MAX ((size_t)256 << 20)

struct decoder {
    str bytes;
    size_t at;
    png_structp png;
    png_infop info;
    uint32_t width, height;
    int channels; /* without alpha */
    int bits;     /* a component */
    bool alpha, indexed;
    bool plain; /* its compressed rows can be used as they are */
    struct rows *color, *mask;
    unsigned char *row;   /* as decoded */
    unsigned char *plane; /* one row of color or mask taken out of it */
    unsigned char *whole; /* of an interlaced file */
    unsigned char **whole_rows;
    char message[128];
    jmp_buf out;
};

static void failed(png_structp png, png_const_charp message)
{
    struct decoder *c = png_get_error_ptr(png);
    snprintf(c->message, sizeof c->message, "%s", message);
    longjmp(c->out, 1);
}

static void silent(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void read_bytes(png_structp png, png_bytep to, size_t n)
{
    struct decoder *c = png_get_io_ptr(png);
    if (n > c->bytes.n - c->at)
        png_error(png, "the picture is cut off");
    memcpy(to, c->bytes.p + c->at, n);
    c->at += n;
}

/* Chooses what the rows are decoded to: as it is in the file, but 8 bits where alpha or 16 bits ask
 * for it. */
static void set_transforms(struct decoder *c)
{
    int type = png_get_color_type(c->png, c->info);
    bool transparent = png_get_valid(c->png, c->info, PNG_INFO_tRNS) != 0;
    c->alpha = transparent || (type & PNG_COLOR_MASK_ALPHA);
    c->plain = !c->alpha && png_get_bit_depth(c->png, c->info) <= 8 &&
               png_get_interlace_type(c->png, c->info) == PNG_INTERLACE_NONE;
    if (transparent)
        png_set_expand(c->png);
    if (png_get_bit_depth(c->png, c->info) == 16)
        png_set_scale_16(c->png);
    png_set_interlace_handling(c->png);
    png_read_update_info(c->png, c->info);
    c->width = png_get_image_width(c->png, c->info);
    c->height = png_get_image_height(c->png, c->info);
    c->bits = png_get_bit_depth(c->png, c->info);
    c->indexed = png_get_color_type(c->png, c->info) == PNG_COLOR_TYPE_PALETTE;
    c->channels = png_get_channels(c->png, c->info) - c->alpha;
}

static void take_channels(const struct decoder *c, const unsigned char *row, int from, int n)
{
    int all = c->channels + 1;
    unsigned char *to = c->plane;
    for (uint32_t x = 0; x < c->width; x++)
        for (int i = 0; i < n; i++)
            *to++ = row[(size_t)x * (size_t)all + (size_t)(from + i)];
}

static void put_row(const struct decoder *c, const unsigned char *row)
{
    if (!c->alpha) {
        rows_put(c->color, row);
        return;
    }
    take_channels(c, row, 0, c->channels);
    rows_put(c->color, c->plane);
    take_channels(c, row, c->channels, 1);
    rows_put(c->mask, c->plane);
}

static void decode_interlaced(struct decoder *c, size_t row_bytes)
{
    if (row_bytes > INTERLACED_MAX / c->height)
        png_error(c->png, "the picture is too large for an interlaced file");
    c->whole = xmalloc(row_bytes * c->height);
    c->whole_rows = xcalloc(c->height, sizeof *c->whole_rows);
    for (uint32_t y = 0; y < c->height; y++)
        c->whole_rows[y] = c->whole + row_bytes * y;
    png_read_image(c->png, c->whole_rows);
    for (uint32_t y = 0; y < c->height; y++)
        put_row(c, c->whole_rows[y]);
}

static void decode_again(struct decoder *c, size_t row_bytes)
{
    c->plane = xmalloc(row_bytes);
    c->color = rows_new(c->alpha ? (size_t)c->width * (size_t)c->channels : row_bytes,
                        c->bits == 8 && !c->indexed ? (unsigned)c->channels : 0);
    if (c->alpha)
        c->mask = rows_new(c->width, 1);
    if (png_get_interlace_type(c->png, c->info) != PNG_INTERLACE_NONE) {
        decode_interlaced(c, row_bytes);
        return;
    }
    for (uint32_t y = 0; y < c->height; y++) {
        png_read_row(c->png, c->row, NULL);
        put_row(c, c->row);
    }
}

static void decode(struct decoder *c)
{
    png_set_user_limits(c->png, INT32_MAX, INT32_MAX);
    png_set_read_fn(c->png, c, read_bytes);
    png_read_info(c->png, c->info);
    set_transforms(c);
    size_t row_bytes = png_get_rowbytes(c->png, c->info);
    c->row = xmalloc(row_bytes);
    if (!c->plain)
        decode_again(c, row_bytes);
    for (uint32_t y = 0; c->plain && y < c->height; y++)
        png_read_row(c->png, c->row, NULL);
    png_read_end(c->png, NULL);
}

static bool run(struct decoder *c)
{
    c->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, c, failed, silent);
    c->info = c->png ? png_create_info_struct(c->png) : NULL;
    if (!c->info) {
        snprintf(c->message, sizeof c->message, "libpng cannot be used");
        return false;
    }
    if (setjmp(c->out) != 0)
        return false;
    decode(c);
    return true;
}

static void put_palette(struct buf *b, const struct decoder *c)
{
    png_colorp palette;
    int n = 0;
    png_get_PLTE(c->png, c->info, &palette, &n);
    buf_format(b, " /ColorSpace [/Indexed /DeviceRGB %d <", n > 0 ? n - 1 : 0);
    for (int i = 0; i < n; i++)
        buf_format(b, "%02X%02X%02X", palette[i].red, palette[i].green, palette[i].blue);
    buf_str(b, n > 0 ? STR(">]") : STR("000000>]"));
}

/* `predicted`: the rows went through PNG's predictors. */
static void put_entries(struct buf *b, const struct decoder *c, int channels, bool predicted)
{
    buf_format(b, " /Type /XObject /Subtype /Image /Width %u /Height %u /BitsPerComponent %d",
               c->width, c->height, c->bits);
    if (c->indexed)
        put_palette(b, c);
    else
        buf_format(b, " /ColorSpace /Device%s", channels == 1 ? "Gray" : "RGB");
    if (predicted)
        buf_format(b, " /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %u>>",
                   channels, c->bits, c->width);
}

static struct object *embed_rows(struct document *doc, const struct decoder *c, struct rows *rows,
                                 int channels)
{
    struct object *o = rows_finish(rows, doc);
    put_entries(object_entries(o), c, channels, c->bits == 8 && !c->indexed);
    return o;
}

static void free_bytes(void *p, size_t size)
{
    (void)size;
    free(p);
}

static uint32_t big_endian(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The compressed rows of a file that libpng has read to its end. */
static struct object *embed_as_it_is(struct document *doc, const struct decoder *c)
{
    struct buf b = {0};
    size_t end = c->at;
    for (size_t at = 8; at + 12 <= end;) {
        size_t n = big_endian(c->bytes.p + at);
        if (n > end - at - 12)
            break;
        if (memcmp(c->bytes.p + at + 4, "IDAT", 4) == 0)
            buf_add(&b, c->bytes.p + at + 8, n);
        at += n + 12;
    }
    struct object *o = object_stream(doc, (struct stream_bytes){b.data, b.n, free_bytes, b.n});
    buf_str(object_entries(o), STR("/Filter /FlateDecode"));
    put_entries(object_entries(o), c, c->channels, true);
    return o;
}

static struct object *embed_decoded(struct document *doc, const struct decoder *c)
{
    if (c->plain)
        return embed_as_it_is(doc, c);
    struct object *o = embed_rows(doc, c, c->color, c->channels);
    if (c->alpha)
        buf_format(object_entries(o), " /SMask %u 0 R",
                   object_number(embed_rows(doc, c, c->mask, 1)));
    return o;
}

static void clear(struct decoder *c)
{
    png_destroy_read_struct(&c->png, &c->info, NULL);
    rows_free(c->color);
    rows_free(c->mask);
    free(c->row);
    free(c->plane);
    free(c->whole);
    free(c->whole_rows);
    file_unmap(c->bytes);
}

struct object *embed_png(struct document *doc, const struct image *image, struct diags *d)
{
    struct decoder c = {.bytes = file_map(image->path)};
    if (!c.bytes.p) {
        diag_add(d, DIAG_FILE_UNREADABLE, (struct place){0}, "%s: %s", image->path,
                 strerror(errno));
        return NULL;
    }
    struct object *o = NULL;
    bool ok = run(&c);
    if (ok && (c.width != image->width || c.height != image->height)) {
        snprintf(c.message, sizeof c.message, "the file was changed meanwhile");
        ok = false;
    }
    if (ok) {
        o = embed_decoded(doc, &c);
    } else {
        diag_add(d, DIAG_BAD_IMAGE, (struct place){0}, "%s: %s", image->path, c.message);
        diag_hint(d, "open the picture and save it again");
    }
    clear(&c);
    return o;
}
