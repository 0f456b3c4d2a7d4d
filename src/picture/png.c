#include "base/xalloc.h"
#include "picture/formats.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <png.h>

/* libpng reports errors by not returning; `out` is where they go instead. */
struct png {
    str bytes;
    size_t at;
    png_structp png;
    png_infop info;
    const struct raster_sink *sink;
    struct raster raster;
    unsigned char *row;
    unsigned char *whole; /* of an interlaced file */
    unsigned char **whole_rows;
    char *message;
    jmp_buf out;
};

static void failed(png_structp png, png_const_charp message)
{
    struct png *p = png_get_error_ptr(png);
    snprintf(p->message, PICTURE_MESSAGE_MAX, "%s", message);
    longjmp(p->out, 1);
}

static void silent(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void read_bytes(png_structp png, png_bytep to, size_t n)
{
    struct png *p = png_get_io_ptr(png);
    if (n > p->bytes.n - p->at)
        png_error(png, "the picture is cut off");
    memcpy(to, p->bytes.p + p->at, n);
    p->at += n;
}

static void read_head(struct png *p)
{
    png_set_user_limits(p->png, INT32_MAX, INT32_MAX);
    png_set_read_fn(p->png, p, read_bytes);
    png_read_info(p->png, p->info);
}

/* Runs `work` where libpng's errors are caught. */
static bool run(struct png *p, void (*work)(struct png *p))
{
    p->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, p, failed, silent);
    p->info = p->png ? png_create_info_struct(p->png) : NULL;
    bool ok = false;
    if (!p->info) {
        picture_refuse(p->message, N_("libpng cannot be used"));
    } else if (setjmp(p->out) == 0) {
        work(p);
        ok = true;
    }
    return ok;
}

static void clear(struct png *p)
{
    png_destroy_read_struct(&p->png, &p->info, NULL);
    free(p->row);
    free(p->whole);
    free(p->whole_rows);
}

static void fill(const struct png *p, struct picture_head *out)
{
    out->components = png_get_color_type(p->png, p->info) & PNG_COLOR_MASK_COLOR ? 3 : 1;
    out->width = png_get_image_width(p->png, p->info);
    out->height = png_get_image_height(p->png, p->info);
    out->line_art = png_get_bit_depth(p->png, p->info) == 1;
    png_uint_32 x = 0, y = 0, n = 0;
    int unit = 0;
    if (png_get_pHYs(p->png, p->info, &x, &y, &unit) && unit == PNG_RESOLUTION_METER)
        out->ppi = (uint32_t)(((uint64_t)x * 254 + 5000) / 10000);
    png_bytep exif = NULL;
    if (png_get_eXIf_1(p->png, p->info, &n, &exif))
        out->orientation = exif_orientation((str){(const char *)exif, n});
}

bool png_profile(str bytes, struct buf *out)
{
    char message[PICTURE_MESSAGE_MAX];
    struct png p = {.bytes = bytes, .message = message};
    png_charp name;
    int compression;
    png_bytep profile;
    png_uint_32 n = 0;
    bool ok = run(&p, read_head) &&
              png_get_iCCP(p.png, p.info, &name, &compression, &profile, &n) == PNG_INFO_iCCP;
    if (ok)
        buf_add(out, profile, n);
    clear(&p);
    return ok && n > 0;
}

bool png_look(str bytes, struct picture_head *out, char *message)
{
    struct png p = {.bytes = bytes, .message = message};
    bool ok = run(&p, read_head);
    if (ok)
        fill(&p, out);
    clear(&p);
    return ok;
}

static void take_palette(struct png *p)
{
    png_colorp palette;
    int n = 0;
    png_get_PLTE(p->png, p->info, &palette, &n);
    p->raster.n_palette = n;
    for (int i = 0; i < n; i++) {
        p->raster.palette[i][0] = palette[i].red;
        p->raster.palette[i][1] = palette[i].green;
        p->raster.palette[i][2] = palette[i].blue;
    }
}

/* Chooses what the rows are decoded to: as it is in the file, but 8 bits where alpha or 16 bits ask
 * for it. */
static void set_transforms(struct png *p)
{
    struct raster *r = &p->raster;
    int type = png_get_color_type(p->png, p->info);
    bool transparent = png_get_valid(p->png, p->info, PNG_INFO_tRNS) != 0;
    r->alpha = transparent || (type & PNG_COLOR_MASK_ALPHA);
    r->plain = !r->alpha && png_get_bit_depth(p->png, p->info) <= 8 &&
               png_get_interlace_type(p->png, p->info) == PNG_INTERLACE_NONE;
    if (transparent)
        png_set_expand(p->png);
    if (png_get_bit_depth(p->png, p->info) == 16)
        png_set_scale_16(p->png);
    png_set_interlace_handling(p->png);
    png_read_update_info(p->png, p->info);
    r->width = png_get_image_width(p->png, p->info);
    r->height = png_get_image_height(p->png, p->info);
    r->bits = png_get_bit_depth(p->png, p->info);
    r->indexed = png_get_color_type(p->png, p->info) == PNG_COLOR_TYPE_PALETTE;
    r->channels = png_get_channels(p->png, p->info) - r->alpha;
    if (r->indexed)
        take_palette(p);
}

static void decode_interlaced(struct png *p, size_t row_bytes)
{
    uint32_t height = p->raster.height;
    if (row_bytes > PICTURE_HELD_MAX / height)
        png_error(p->png, "the picture is too large for an interlaced file");
    p->whole = xmalloc(row_bytes * height);
    p->whole_rows = xcalloc(height, sizeof *p->whole_rows);
    for (uint32_t y = 0; y < height; y++)
        p->whole_rows[y] = p->whole + row_bytes * y;
    png_read_image(p->png, p->whole_rows);
    for (uint32_t y = 0; y < height; y++)
        p->sink->row(p->sink->to, p->whole_rows[y]);
}

static void decode(struct png *p)
{
    read_head(p);
    set_transforms(p);
    size_t row_bytes = png_get_rowbytes(p->png, p->info);
    p->row = xmalloc(row_bytes);
    p->sink->begin(p->sink->to, &p->raster);
    if (png_get_interlace_type(p->png, p->info) != PNG_INTERLACE_NONE)
        decode_interlaced(p, row_bytes);
    else
        for (uint32_t y = 0; y < p->raster.height; y++) {
            png_read_row(p->png, p->row, NULL);
            p->sink->row(p->sink->to, p->row);
        }
    png_read_end(p->png, NULL);
}

bool png_decode(str bytes, const struct raster_sink *sink, char *message)
{
    struct png p = {.bytes = bytes, .sink = sink, .message = message};
    bool ok = run(&p, decode);
    clear(&p);
    return ok;
}

static uint32_t big_endian(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

void picture_png_rows(str bytes, struct buf *out)
{
    for (size_t at = 8; at + 12 <= bytes.n;) {
        size_t n = big_endian(bytes.p + at);
        if (n > bytes.n - at - 12 || memcmp(bytes.p + at + 4, "IEND", 4) == 0)
            break;
        if (memcmp(bytes.p + at + 4, "IDAT", 4) == 0)
            buf_add(out, bytes.p + at + 8, n);
        at += n + 12;
    }
}
