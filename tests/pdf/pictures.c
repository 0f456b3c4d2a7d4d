#include "pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <jpeglib.h>
#include <png.h>

#include <cmocka.h>

const unsigned char quarter_rgb[4][3] = {
    {200, 30, 40}, {20, 160, 60}, {30, 60, 190}, {250, 250, 250}};
const unsigned char quarter_cmyk[4][4] = {
    {255, 0, 0, 0}, {0, 0, 255, 0}, {0, 0, 0, 255}, {0, 0, 0, 0}};
const unsigned char quarter_alpha[4] = {255, 255, 128, 0};

unsigned char noise_at(int x, int y, int channel)
{
    unsigned noise = (unsigned)(x * 7919 + y * 104729 + channel * 1299709) * 2654435761u;
    return (unsigned char)(x * 9 + y * 5 + channel * 40 + (int)(noise >> 28) - 8);
}

static int quarter_at(int x, int y)
{
    return (x >= PICTURE_SIZE / 2) + 2 * (y >= PICTURE_SIZE / 2);
}

/* Puts `value` (8 bits) as sample number i of a row of samples of `depth` bits. */
static void put_sample(unsigned char *row, int i, int depth, unsigned value)
{
    if (depth == 16) {
        row[2 * i] = row[2 * i + 1] = (unsigned char)value;
        return;
    }
    int per_byte = 8 / depth;
    unsigned sample = value >> (8 - depth);
    row[i / per_byte] |= (unsigned char)(sample << (8 - depth - i % per_byte * depth));
}

static void fill_png_row(unsigned char *row, int y, const struct png_kind *kind)
{
    bool color = kind->type & PNG_COLOR_MASK_COLOR, alpha = kind->type & PNG_COLOR_MASK_ALPHA;
    bool indexed = kind->type == PNG_COLOR_TYPE_PALETTE;
    memset(row, 0, (size_t)PICTURE_SIZE * 8);
    for (int x = 0, i = 0; x < PICTURE_SIZE; x++) {
        int q = quarter_at(x, y);
        if (kind->noise) {
            for (int c = 0; c < 4; c++)
                row[4 * x + c] = noise_at(x, y, c);
            continue;
        }
        if (indexed) {
            put_sample(row, i++, kind->depth, (unsigned)q << (8 - kind->depth));
            continue;
        }
        for (int c = 0; c < (color ? 3 : 1); c++)
            put_sample(row, i++, kind->depth, quarter_rgb[q][c]);
        if (alpha)
            put_sample(row, i++, kind->depth, quarter_alpha[q]);
    }
}

static void set_transparency(png_structp png, png_infop info, const struct png_kind *kind)
{
    if (kind->type == PNG_COLOR_TYPE_PALETTE) {
        png_set_tRNS(png, info, quarter_alpha, 4, NULL);
        return;
    }
    unsigned scale = kind->depth == 16 ? 257 : 1; /* the last quarter's colour is transparent */
    png_color_16 color = {.red = (png_uint_16)(quarter_rgb[3][0] * scale),
                          .green = (png_uint_16)(quarter_rgb[3][1] * scale),
                          .blue = (png_uint_16)(quarter_rgb[3][2] * scale),
                          .gray = (png_uint_16)(quarter_rgb[3][0] * scale >>
                                                (kind->depth < 8 ? 8 - kind->depth : 0))};
    png_set_tRNS(png, info, NULL, 0, &color);
}

const char *picture_png(const struct tools *t, const char *name, const struct png_kind *kind)
{
    const char *path = tools_path(t, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, file);
    png_set_IHDR(png, info, PICTURE_SIZE, PICTURE_SIZE, kind->depth, kind->type,
                 kind->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, 11811, 11811, PNG_RESOLUTION_METER);
    png_color palette[4];
    for (int q = 0; q < 4; q++)
        palette[q] = (png_color){quarter_rgb[q][0], quarter_rgb[q][1], quarter_rgb[q][2]};
    if (kind->type == PNG_COLOR_TYPE_PALETTE)
        png_set_PLTE(png, info, palette, kind->depth == 1 ? 2 : 4);
    if (kind->transparent)
        set_transparency(png, info, kind);
    unsigned char pixels[PICTURE_SIZE][PICTURE_SIZE * 8], *rows[PICTURE_SIZE];
    for (int y = 0; y < PICTURE_SIZE; y++) {
        rows[y] = pixels[y];
        fill_png_row(pixels[y], y, kind);
    }
    png_set_rows(png, info, rows);
    png_write_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
    png_destroy_write_struct(&png, &info);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void fill_jpeg_row(unsigned char *row, int y, int components, bool inverted)
{
    for (int x = 0; x < PICTURE_SIZE; x++)
        for (int c = 0; c < components; c++) {
            int q = quarter_at(x, y);
            unsigned char v = components == 4 ? quarter_cmyk[q][c] : quarter_rgb[q][c];
            *row++ = inverted ? (unsigned char)(255 - v) : v;
        }
}

const char *picture_jpeg(const struct tools *t, const char *name, const struct jpeg_kind *kind)
{
    const char *path = tools_path(t, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    struct jpeg_error_mgr errors;
    struct jpeg_compress_struct jpeg = {.err = jpeg_std_error(&errors)};
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, file);
    J_COLOR_SPACE space = (J_COLOR_SPACE)kind->space;
    bool four = space == JCS_CMYK || space == JCS_YCCK;
    jpeg.image_width = jpeg.image_height = PICTURE_SIZE;
    jpeg.input_components = four ? 4 : space == JCS_GRAYSCALE ? 1 : 3;
    jpeg.in_color_space = four ? JCS_CMYK : space == JCS_GRAYSCALE ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_colorspace(&jpeg, space);
    jpeg_set_quality(&jpeg, 95, TRUE);
    if (kind->progressive)
        jpeg_simple_progression(&jpeg);
    jpeg.write_Adobe_marker = kind->adobe;
    jpeg.density_unit = 1;
    jpeg.X_density = jpeg.Y_density = 240;
    jpeg_start_compress(&jpeg, TRUE);
    for (int y = 0; y < PICTURE_SIZE; y++) {
        unsigned char row[PICTURE_SIZE * 4], *rows[] = {row};
        fill_jpeg_row(row, y, jpeg.input_components, four && kind->adobe);
        jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    assert_int_equal(fclose(file), 0);
    return path;
}
