/* WebP and TIFF, pictures that are stored turned, and files that mean harm. */
#include "pictures.h"
#include "sheet.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <tiffio.h>
#include <webp/encode.h>

#include <jpeglib.h>
#include <png.h>

#include <cmocka.h>

static struct sheet sheet;
static struct tools tools;

static int begin(void **state)
{
    (void)state;
    sheet_begin(&sheet, "model");
    tools = tools_begin();
    return 0;
}

static int end(void **state)
{
    (void)state;
    tools_end(&tools);
    sheet_free(&sheet);
    return 0;
}

/* ---- files ---- */

struct tiff_kind {
    const char *name;
    int photometric, bits, samples;
    int compression, extra; /* EXTRASAMPLE_…; 0: none */
    bool tiled;
    int orientation;
};

static int quarter(int x, int y)
{
    return (y >= PICTURE_SIZE / 2) * 2 + (x >= PICTURE_SIZE / 2);
}

static int tiff_sample(const struct tiff_kind *k, int q, int i)
{
    int colors = k->photometric == PHOTOMETRIC_SEPARATED ? 4
                 : k->photometric == PHOTOMETRIC_RGB     ? 3
                                                         : 1;
    int alpha = k->extra ? quarter_alpha[q] : 255;
    if (i >= colors)
        return alpha;
    int v = colors == 4 ? quarter_cmyk[q][i] : quarter_rgb[q][i];
    return k->extra == EXTRASAMPLE_ASSOCALPHA ? v * alpha / 255 : v;
}

static void fill_row(const struct tiff_kind *k, int y, unsigned char *row)
{
    memset(row, 0, 512);
    for (int x = 0; x < PICTURE_SIZE; x++)
        for (int i = 0; i < k->samples; i++) {
            int q = quarter(x, y), v = tiff_sample(k, q, i), at = x * k->samples + i;
            if (k->photometric == PHOTOMETRIC_PALETTE)
                row[at] = (unsigned char)q;
            else if (k->bits == 1)
                row[x / 8] |= (unsigned char)((q == 0 || q == 3) << (7 - x % 8));
            else if (k->bits == 8)
                row[at] = (unsigned char)(k->photometric == PHOTOMETRIC_MINISWHITE ? 255 - v : v);
            else
                memcpy(row + 2 * at, &(uint16_t){(uint16_t)(v * 257)}, 2);
        }
}

static void put_palette(TIFF *t)
{
    static uint16_t color[3][256];
    for (int i = 0; i < 4; i++)
        for (int c = 0; c < 3; c++)
            color[c][i] = (uint16_t)(quarter_rgb[i][c] * 257);
    TIFFSetField(t, TIFFTAG_COLORMAP, color[0], color[1], color[2]);
}

static const char *picture_tiff(const char *name, const struct tiff_kind *k)
{
    const char *path = tools_path(&tools, name);
    TIFF *t = TIFFOpen(path, "w");
    unsigned char row[512], tile[PICTURE_SIZE * 512];
    TIFFSetField(t, TIFFTAG_IMAGEWIDTH, PICTURE_SIZE);
    TIFFSetField(t, TIFFTAG_IMAGELENGTH, PICTURE_SIZE);
    TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, k->bits);
    TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, k->samples);
    TIFFSetField(t, TIFFTAG_PHOTOMETRIC, k->photometric);
    TIFFSetField(t, TIFFTAG_COMPRESSION, k->compression);
    TIFFSetField(t, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(t, TIFFTAG_XRESOLUTION, 600.0);
    TIFFSetField(t, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    TIFFSetField(t, TIFFTAG_ORIENTATION, k->orientation ? k->orientation : 1);
    if (k->extra)
        TIFFSetField(t, TIFFTAG_EXTRASAMPLES, 1, &(uint16_t){(uint16_t)k->extra});
    if (k->photometric == PHOTOMETRIC_PALETTE)
        put_palette(t);
    if (k->tiled) {
        size_t n = (size_t)PICTURE_SIZE * (size_t)k->samples * (size_t)k->bits / 8;
        TIFFSetField(t, TIFFTAG_TILEWIDTH, PICTURE_SIZE);
        TIFFSetField(t, TIFFTAG_TILELENGTH, PICTURE_SIZE);
        for (int y = 0; y < PICTURE_SIZE; y++) {
            fill_row(k, y, row);
            memcpy(tile + n * (size_t)y, row, n);
        }
        assert_true(TIFFWriteTile(t, tile, 0, 0, 0, 0) > 0);
    }
    for (int y = 0; !k->tiled && y < PICTURE_SIZE; y++) {
        fill_row(k, y, row);
        assert_int_equal(TIFFWriteScanline(t, row, (uint32_t)y, 0), 1);
    }
    TIFFClose(t);
    return path;
}

static const char *picture_webp(const char *name, bool alpha)
{
    uint8_t rgba[PICTURE_SIZE * PICTURE_SIZE * 4], *out = NULL;
    for (int i = 0; i < PICTURE_SIZE * PICTURE_SIZE; i++) {
        int q = quarter(i % PICTURE_SIZE, i / PICTURE_SIZE);
        memcpy(rgba + 4 * i, quarter_rgb[q], 3);
        rgba[4 * i + 3] = alpha ? quarter_alpha[q] : 255;
    }
    size_t n = WebPEncodeLosslessRGBA(rgba, PICTURE_SIZE, PICTURE_SIZE, 4 * PICTURE_SIZE, &out);
    const char *path = tools_write(&tools, name, out, n);
    WebPFree(out);
    return path;
}

static const char exif_head[] = "Exif\0\0MM\0*\0\0\0\x8\0\1\1\x12\0\3\0\0\0\1\0";

/* A JPEG whose EXIF data say how it lies. */
static const char *picture_turned(int orientation)
{
    const struct jpeg_kind kind = {"YCbCr", JCS_YCbCr, false, false};
    str plain = {0};
    const char *path = picture_jpeg(&tools, "plain.jpg", &kind);
    FILE *f = fopen(path, "rb");
    char bytes[8192];
    plain = (str){bytes, fread(bytes, 1, sizeof bytes, f)};
    fclose(f);
    struct buf b = {0};
    buf_str(&b, str_slice(plain, 0, 2));
    buf_add(&b, "\xFF\xE1\0\x22", 4);
    buf_add(&b, exif_head, sizeof exif_head - 1);
    buf_char(&b, (char)orientation);
    buf_add(&b, "\0\0\0\0\0\0", 6);
    assert_int_equal(b.n, 2 + 2 + 0x22 + 0);
    buf_str(&b, str_slice(plain, 2, plain.n));
    path = tools_write(&tools, str_format(tools.arena, "turned%d.jpg", orientation).p, b.data, b.n);
    buf_free(&b);
    return path;
}

/* ---- pages ---- */

static const struct image *probe(const char *path)
{
    return image_probe(sheet.arena, path, (struct place){0}, sheet.diags);
}

static void put_picture(size_t i, const char *path)
{
    int x = 10 + 40 * (int)(i % 5), y = 10 + 40 * (int)(i / 5);
    const struct image *image = probe(path);
    assert_non_null(image);
    sheet_item(&sheet, ITEM_FILL, x, y, 36, 36)->color =
        (struct color){.c = 10000, .m = 10000, .y = 10000, .k = 10000};
    sheet_item(&sheet, ITEM_IMAGE, x, y, 36, 36)->image = image;
}

static const char *make_page(void)
{
    sheet_end_page(&sheet, "1");
    return sheet_save(&sheet, &tools);
}

static const unsigned char *seen_at(const struct pixels *p, size_t i, int q)
{
    unsigned x = 10 + 40 * (unsigned)(i % 5) + 9 + 18 * (unsigned)(q % 2);
    unsigned y = 10 + 40 * (unsigned)(i / 5) + 9 + 18 * (unsigned)(q / 2);
    return p->v + ((size_t)y * p->width + x) * 3;
}

static void expect(const struct pixels *p, size_t i, int q, const int *rgb, int tolerance)
{
    const unsigned char *seen = seen_at(p, i, q);
    for (int c = 0; c < 3; c++)
        if (abs(seen[c] - rgb[c]) > tolerance)
            fail_msg("picture %zu, quarter %d: %d %d %d instead of %d %d %d", i, q, seen[0],
                     seen[1], seen[2], rgb[0], rgb[1], rgb[2]);
}

static void test_tiff_kinds(void **state)
{
    (void)state;
    static const struct tiff_kind kinds[] = {
        {"RGB", PHOTOMETRIC_RGB, 8, 3, COMPRESSION_LZW, 0, false, 0},
        {"RGB 16", PHOTOMETRIC_RGB, 16, 3, COMPRESSION_ADOBE_DEFLATE, 0, false, 0},
        {"RGB tiled", PHOTOMETRIC_RGB, 8, 3, COMPRESSION_NONE, 0, true, 0},
        {"alpha", PHOTOMETRIC_RGB, 8, 4, COMPRESSION_NONE, EXTRASAMPLE_UNASSALPHA, false, 0},
        {"multiplied", PHOTOMETRIC_RGB, 8, 4, COMPRESSION_LZW, EXTRASAMPLE_ASSOCALPHA, true, 0},
        {"palette", PHOTOMETRIC_PALETTE, 8, 1, COMPRESSION_PACKBITS, 0, false, 0},
        {"grey", PHOTOMETRIC_MINISBLACK, 8, 1, COMPRESSION_NONE, 0, false, 0},
        {"negative", PHOTOMETRIC_MINISWHITE, 8, 1, COMPRESSION_NONE, 0, false, 0},
        {"grey 16", PHOTOMETRIC_MINISBLACK, 16, 1, COMPRESSION_LZW, 0, false, 0},
        {"fax", PHOTOMETRIC_MINISWHITE, 1, 1, COMPRESSION_CCITTFAX4, 0, false, 0},
    };
    size_t n = sizeof kinds / sizeof *kinds;
    for (size_t i = 0; i < n; i++)
        put_picture(i, picture_tiff(str_format(tools.arena, "%zu.tiff", i).p, &kinds[i]));
    const char *pdf = make_page();
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&tools, r, pdf, 72, 3);
        for (size_t i = 0; i < n; i++)
            for (int q = 0; q < 4; q++) {
                int rgb[3];
                for (int c = 0; c < 3; c++) {
                    rgb[c] = quarter_rgb[q][kinds[i].samples == 1 && i != 5 ? 0 : c];
                    rgb[c] = kinds[i].extra ? rgb[c] * quarter_alpha[q] / 255 : rgb[c];
                    if (kinds[i].bits == 1)
                        rgb[c] = q == 0 || q == 3 ? 0 : 255;
                }
                expect(&p, i, q, rgb, 3);
            }
    }
}

/* The inks of a CMYK TIFF are those of the PDF. */
static void test_cmyk_tiff(void **state)
{
    (void)state;
    const struct tiff_kind kind = {"CMYK", PHOTOMETRIC_SEPARATED, 8, 4, COMPRESSION_LZW, 0, false,
                                   0};
    put_picture(0, picture_tiff("cmyk.tiff", &kind));
    const char *pdf = make_page();
    str inks = tools_run(&tools, "MUTOOL", "show -b '%s' pages/1/Resources/XObject/I1", pdf);
    assert_int_equal(inks.n, 4 * PICTURE_SIZE * PICTURE_SIZE);
    for (int i = 0; i < PICTURE_SIZE * PICTURE_SIZE; i++)
        assert_memory_equal(inks.p + 4 * i,
                            quarter_cmyk[quarter(i % PICTURE_SIZE, i / PICTURE_SIZE)], 4);
}

static void test_webp(void **state)
{
    (void)state;
    put_picture(0, picture_webp("a.webp", false));
    put_picture(1, picture_webp("b.jpg", true)); /* the name says nothing */
    const char *pdf = make_page();
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&tools, r, pdf, 72, 3);
        for (int q = 0; q < 4; q++) {
            int rgb[2][3];
            for (int c = 0; c < 3; c++) {
                rgb[0][c] = quarter_rgb[q][c];
                rgb[1][c] = quarter_rgb[q][c] * quarter_alpha[q] / 255;
            }
            expect(&p, 0, q, rgb[0], 3);
            expect(&p, 1, q, rgb[1], 3);
        }
    }
}

/* Which stored quarter is seen in each quarter, by EXIF's definition of the eight orientations. */
static const int seen_quarter[9][4] = {
    {0, 1, 2, 3}, {0, 1, 2, 3}, {1, 0, 3, 2}, {3, 2, 1, 0}, {2, 3, 0, 1},
    {0, 2, 1, 3}, {2, 0, 3, 1}, {3, 1, 2, 0}, {1, 3, 0, 2},
};

static void test_orientation(void **state)
{
    (void)state;
    for (int o = 1; o <= 8; o++) {
        struct tiff_kind kind = {"RGB", PHOTOMETRIC_RGB, 8, 3, COMPRESSION_NONE, 0, false, o};
        put_picture((size_t)o - 1, picture_turned(o));
        put_picture((size_t)o + 9,
                    picture_tiff(str_format(tools.arena, "turned%d.tiff", o).p, &kind));
    }
    const char *pdf = make_page();
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&tools, r, pdf, 72, 3);
        for (int o = 1; o <= 8; o++)
            for (int q = 0; q < 4; q++) {
                int rgb[3];
                for (int c = 0; c < 3; c++)
                    rgb[c] = quarter_rgb[seen_quarter[o][q]][c];
                expect(&p, (size_t)o - 1, q, rgb, 12);
                expect(&p, (size_t)o + 9, q, rgb, 3);
            }
    }
}

static void test_line_art(void **state)
{
    (void)state;
    const struct tiff_kind kind = {
        "fax", PHOTOMETRIC_MINISWHITE, 1, 1, COMPRESSION_CCITTFAX4, 0, false, 0};
    const struct image *image = probe(picture_tiff("fax.tiff", &kind));
    assert_true(image->line_art);
    assert_int_equal(image->ppi, 600);
    assert_false(probe(picture_webp("a.webp", false))->line_art);
}

/* ---- what means harm ---- */

static void nowhere(void *to, const struct raster *r)
{
    *(size_t *)to = ((size_t)r->width * (size_t)(r->channels + r->alpha) * (size_t)r->bits + 7) / 8;
}

static void read_row(void *to, const unsigned char *row)
{
    size_t n = *(size_t *)to;
    assert_true(row[0] <= 255 && row[n - 1] <= 255); /* a row is there, for the sanitizers */
}

/* Looks at and decodes bytes as the PDF does; true when both went well. A copy of its own, so that
 * the sanitizers see every byte that is read past its end. */
static bool use(const void *p, size_t n)
{
    char *copy = malloc(n ? n : 1), message[PICTURE_MESSAGE_MAX] = "";
    memcpy(copy, p, n);
    struct picture_head h = {0};
    size_t row_bytes = 0;
    const struct raster_sink sink = {&row_bytes, nowhere, read_row};
    str bytes = {copy, n};
    bool ok = picture_look(bytes, &h, message);
    if (ok && (uint64_t)h.width * h.height > PICTURE_PIXELS_MAX)
        ok = picture_look((str){"", 0}, &h, message);
    if (ok)
        ok = h.format == IMAGE_JPEG ? picture_jpeg_end(bytes) > 0
                                    : picture_rows(bytes, h.format, &sink, message);
    if (!ok && (h.format != IMAGE_JPEG || !h.width))
        assert_true(message[0]); /* whoever refuses says why */
    free(copy);
    return ok;
}

static str read_whole(const char *path)
{
    FILE *f = fopen(path, "rb");
    char bytes[16384];
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    return str_dup(tools.arena, (str){bytes, n});
}

static size_t make_samples(str *out)
{
    const struct tiff_kind tiff = {"RGB", PHOTOMETRIC_RGB, 8, 3, COMPRESSION_LZW, 0, false, 6};
    const struct tiff_kind tiles = {"16", PHOTOMETRIC_MINISBLACK, 16, 1, COMPRESSION_NONE, 0, true,
                                    0};
    const struct png_kind png = {"a", PNG_COLOR_TYPE_RGB_ALPHA, 16, true, false, false};
    out[0] = read_whole(picture_turned(6));
    out[1] = read_whole(picture_png(&tools, "a.png", &png));
    out[2] = read_whole(picture_webp("a.webp", true));
    out[3] = read_whole(picture_tiff("a.tiff", &tiff));
    out[4] = read_whole(picture_tiff("b.tiff", &tiles));
    return 5;
}

/* Cut off at every offset. */
static void test_truncated(void **state)
{
    (void)state;
    str samples[5];
    size_t n = make_samples(samples);
    for (size_t i = 0; i < n; i++) {
        assert_true(use(samples[i].p, samples[i].n));
        for (size_t at = 0; at < samples[i].n; at++)
            if (use(samples[i].p, at) && i < 2 && at + 12 < samples[i].n)
                fail_msg("sample %zu is taken at %zu of %zu bytes", i, at, samples[i].n);
    }
}

/* Any bit may be wrong: taken or refused, never a crash. */
static void test_wrong_bits(void **state)
{
    (void)state;
    str samples[5];
    size_t n = make_samples(samples), refused = 0;
    for (size_t i = 0; i < n; i++) {
        char *bytes = (char *)(uintptr_t)samples[i].p;
        for (size_t at = 0; at < samples[i].n; at++)
            for (int bit = 0; bit < 8; bit += 3) {
                bytes[at] = (char)(bytes[at] ^ (1 << bit));
                refused += !use(bytes, samples[i].n);
                bytes[at] = (char)(bytes[at] ^ (1 << bit));
            }
    }
    assert_true(refused > 100);
}

#define IFD(n_low, entries) "II*\0\x8\0\0\0" n_low "\0" entries
#define LONG(tag, value)    tag "\4\0\1\0\0\0" value
#define SHORT(tag, value)   tag "\3\0\1\0\0\0" value "\0\0"
#define GREY                                                                                       \
    SHORT("\2\1", "\x8\0")                                                                         \
    SHORT("\3\1", "\1\0")                                                                          \
    SHORT("\6\1", "\1\0")                                                                          \
    LONG("\x11\1", "\x8\0\0\0") SHORT("\x15\1", "\1\0") LONG("\x17\1", "\4\0\0\0")

static void test_hostile(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes;
        size_t n;
        bool fit;
    } files[] = {
#define FILE_OF(name, bytes, fit) {name, bytes, sizeof(bytes) - 1, fit}
        FILE_OF("TIFF whose second directory is its first",
                IFD("\x8", LONG("\0\1", "\4\0\0\0") LONG("\1\1", "\1\0\0\0") GREY) "\x8\0\0\0",
                true),
        FILE_OF("TIFF whose directory is itself an entry", "II*\0\x4\0\0\0", false),
        FILE_OF("TIFF without entries", IFD("\0", "") "\0\0\0\0", false),
        FILE_OF("TIFF of 4294967295 columns",
                IFD("\x8", LONG("\0\1", "\xFF\xFF\xFF\xFF") LONG("\1\1", "\1\0\0\0") GREY) "\0\0\0",
                false),
        FILE_OF(
            "TIFF of 65535 × 65535",
            IFD("\x8", LONG("\0\1", "\xFF\xFF\0\0") LONG("\1\1", "\xFF\xFF\0\0") GREY) "\0\0\0\0",
            false),
        FILE_OF("TIFF of 60000 rows in four bytes",
                IFD("\x8", LONG("\0\1", "\4\0\0\0") LONG("\1\1", "\x60\xEA\0\0") GREY) "\0\0\0\0",
                false),
        FILE_OF("WebP of nothing", "RIFF\x4\0\0\0WEBP", false),
        FILE_OF("WebP of 16384 × 16384",
                "RIFF\x16\0\0\0WEBPVP8L\x9\0\0\0\x2F\xFF\xFF\xFF\x0F\0\0\0\0\0", false),
        FILE_OF("WebP of 16777216 × 256",
                "RIFF\x16\0\0\0WEBPVP8X\xA\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\0\0", false),
        FILE_OF("JPEG of 65535 × 65535",
                "\xFF\xD8\xFF\xC0\0\x0B\x8\xFF\xFF\xFF\xFF\1\1\x11\0\xFF\xDA\0\x8\1\1\0\0\x3F\0"
                "\xFF\xD9",
                false),
        FILE_OF("EXIF that points to itself",
                "\xFF\xD8\xFF\xE1\0\x16"
                "Exif\0\0II*\0\0\0\0\0\xFF\xFF\0\0\xFF\xD9",
                false),
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (use(files[i].bytes, files[i].n) != files[i].fit)
            fail_msg("%s was %s", files[i].name, files[i].fit ? "refused" : "taken");
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, begin, end)

int main(void)
{
    TIFFSetWarningHandler(NULL);
    const struct CMUnitTest tests[] = {
        TEST(tiff_kinds), TEST(cmyk_tiff), TEST(webp),       TEST(orientation),
        TEST(line_art),   TEST(truncated), TEST(wrong_bits), TEST(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
