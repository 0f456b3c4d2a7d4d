/* Pictures of every kind, whole and damaged. */
#include "pictures.h"
#include "sheet.h"
#include "tools.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

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

static bool reported(enum diag_code code)
{
    return diags_count_of(sheet.diags, code) > 0;
}

static const struct image *probe(const char *path)
{
    return image_probe(sheet.arena, path, (struct place){0}, sheet.diags);
}

/* Picture number i stands on half an inch in cell i of the page, over black. */
static void put_picture(size_t i, const char *path)
{
    int x = 10 + 40 * (int)(i % 5), y = 10 + 40 * (int)(i / 5);
    const struct image *image = probe(path);
    assert_non_null(image);
    assert_int_equal(image->width, PICTURE_SIZE);
    assert_int_equal(image->height, PICTURE_SIZE);
    sheet_item(&sheet, ITEM_FILL, x, y, 36, 36)->color =
        (struct color){.c = 10000, .m = 10000, .y = 10000, .k = 10000};
    sheet_item(&sheet, ITEM_IMAGE, x, y, 36, 36)->image = image;
}

static const char *make_page(void)
{
    sheet_end_page(&sheet, "1");
    return sheet_save(&sheet, &tools);
}

static const unsigned char *middle_of_quarter(const struct pixels *p, size_t i, int q)
{
    unsigned x = 10 + 40 * (unsigned)(i % 5) + 9 + 18 * (unsigned)(q % 2);
    unsigned y = 10 + 40 * (unsigned)(i / 5) + 9 + 18 * (unsigned)(q / 2);
    return p->v + ((size_t)y * p->width + x) * 3;
}

static void expect_color(const unsigned char *seen, const int *rgb, int tolerance, const char *what)
{
    for (int c = 0; c < 3; c++)
        if (seen[c] > rgb[c] + tolerance || seen[c] < rgb[c] - tolerance)
            fail_msg("%s: %d %d %d instead of %d %d %d", what, seen[0], seen[1], seen[2], rgb[0],
                     rgb[1], rgb[2]);
}

/* What a PNG of the kind must look like over black. */
static void expected_png(const struct png_kind *kind, int (*rgb)[3])
{
    bool color = kind->type & PNG_COLOR_MASK_COLOR;
    for (int q = 0; q < 4; q++) {
        int alpha = 255;
        if (kind->type & PNG_COLOR_MASK_ALPHA ||
            (kind->transparent && kind->type == PNG_COLOR_TYPE_PALETTE))
            alpha = quarter_alpha[q];
        else if (kind->transparent && q == 3)
            alpha = 0;
        for (int c = 0; c < 3; c++) {
            int v = quarter_rgb[q][color ? c : 0];
            if (kind->depth < 8 && !color) {
                int most = (1 << kind->depth) - 1;
                v = (v >> (8 - kind->depth)) * 255 / most;
            }
            rgb[q][c] = v * alpha / 255;
        }
    }
}

static void test_png_kinds(void **state)
{
    (void)state;
    static const struct png_kind kinds[] = {
        {"grey 1", PNG_COLOR_TYPE_GRAY, 1, false, false, false},
        {"grey 2 interlaced", PNG_COLOR_TYPE_GRAY, 2, true, false, false},
        {"grey 4", PNG_COLOR_TYPE_GRAY, 4, false, false, false},
        {"grey 4 with transparency", PNG_COLOR_TYPE_GRAY, 4, false, true, false},
        {"grey 8", PNG_COLOR_TYPE_GRAY, 8, false, false, false},
        {"grey 8 with transparency", PNG_COLOR_TYPE_GRAY, 8, true, true, false},
        {"grey 16", PNG_COLOR_TYPE_GRAY, 16, false, false, false},
        {"grey and alpha 8", PNG_COLOR_TYPE_GRAY_ALPHA, 8, false, false, false},
        {"grey and alpha 16", PNG_COLOR_TYPE_GRAY_ALPHA, 16, true, false, false},
        {"palette 2", PNG_COLOR_TYPE_PALETTE, 2, false, false, false},
        {"palette 4 interlaced", PNG_COLOR_TYPE_PALETTE, 4, true, false, false},
        {"palette 8", PNG_COLOR_TYPE_PALETTE, 8, false, false, false},
        {"palette 8 with transparency", PNG_COLOR_TYPE_PALETTE, 8, false, true, false},
        {"RGB 8", PNG_COLOR_TYPE_RGB, 8, false, false, false},
        {"RGB 8 interlaced", PNG_COLOR_TYPE_RGB, 8, true, false, false},
        {"RGB 8 with transparency", PNG_COLOR_TYPE_RGB, 8, false, true, false},
        {"RGB 16", PNG_COLOR_TYPE_RGB, 16, false, false, false},
        {"RGB 16 with transparency", PNG_COLOR_TYPE_RGB, 16, true, true, false},
        {"RGBA 8", PNG_COLOR_TYPE_RGB_ALPHA, 8, false, false, false},
        {"RGBA 16", PNG_COLOR_TYPE_RGB_ALPHA, 16, false, false, false},
    };
    size_t n = sizeof kinds / sizeof *kinds;
    for (size_t i = 0; i < n; i++)
        put_picture(i, picture_png(&tools, kinds[i].name, &kinds[i]));
    const char *pdf = make_page();
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&tools, r, pdf, 72, 3);
        for (size_t i = 0; i < n; i++) {
            int rgb[4][3];
            expected_png(&kinds[i], rgb);
            const char *what =
                str_format(tools.arena, "%s in %s", kinds[i].name, renderer_names[r]).p;
            for (int q = 0; q < 4; q++)
                expect_color(middle_of_quarter(&p, i, q), rgb[q], 3, what);
        }
    }
}

static void test_jpeg_kinds(void **state)
{
    (void)state;
    static const struct jpeg_kind kinds[] = {
        {"grey", JCS_GRAYSCALE, false, false},         {"YCbCr", JCS_YCbCr, false, false},
        {"YCbCr progressive", JCS_YCbCr, true, false}, {"YCbCr of Adobe", JCS_YCbCr, false, true},
        {"RGB of Adobe", JCS_RGB, false, true},        {"RGB", JCS_RGB, false, false},
    };
    size_t n = sizeof kinds / sizeof *kinds;
    for (size_t i = 0; i < n; i++)
        put_picture(i, picture_jpeg(&tools, kinds[i].name, &kinds[i]));
    const char *pdf = make_page();
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&tools, r, pdf, 72, 3);
        for (size_t i = 0; i < n; i++)
            for (int q = 0; q < 4; q++) {
                bool gray = kinds[i].space == JCS_GRAYSCALE;
                int rgb[3];
                for (int c = 0; c < 3; c++)
                    rgb[c] = quarter_rgb[q][gray ? 0 : c];
                expect_color(middle_of_quarter(&p, i, q), rgb, 12, kinds[i].name);
            }
    }
}

/* Viewers turn inks into light each in its own way, but white, black, cyan and yellow stay apart.
 */
static void test_cmyk_jpeg(void **state)
{
    (void)state;
    static const struct jpeg_kind kinds[] = {
        {"CMYK", JCS_CMYK, false, false},
        {"CMYK of Adobe", JCS_CMYK, false, true},
        {"YCCK of Adobe", JCS_YCCK, true, true},
    };
    for (size_t i = 0; i < 3; i++)
        put_picture(i, picture_jpeg(&tools, kinds[i].name, &kinds[i]));
    const char *pdf = make_page();
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&tools, r, pdf, 72, 3);
        for (size_t i = 0; i < 3; i++) {
            const unsigned char *cyan = middle_of_quarter(&p, i, 0);
            const unsigned char *yellow = middle_of_quarter(&p, i, 1);
            const unsigned char *black = middle_of_quarter(&p, i, 2);
            const unsigned char *white = middle_of_quarter(&p, i, 3);
            bool ok = cyan[0] < 100 && cyan[2] > 180 && yellow[0] > 200 && yellow[2] < 100 &&
                      black[0] < 60 && black[1] < 60 && white[0] > 240 && white[2] > 240;
            if (!ok)
                fail_msg("%s, %s: wrong colours", kinds[i].name, renderer_names[r]);
        }
    }
}

static str read_file(const char *path)
{
    str mapped = file_map(path);
    str copy = str_dup(tools.arena, mapped);
    file_unmap(mapped);
    return copy;
}

static size_t count(const struct buf *b, const char *text)
{
    size_t n = 0;
    for (size_t i = 0; i + strlen(text) <= b->n; i++)
        n += memcmp(b->data + i, text, strlen(text)) == 0;
    return n;
}

static void test_embedded_once(void **state)
{
    (void)state;
    const struct jpeg_kind kind = {"YCbCr", JCS_YCbCr, false, false};
    const char *path = picture_jpeg(&tools, "picture.jpg", &kind);
    for (int i = 0; i < 2; i++) {
        sheet_item(&sheet, ITEM_IMAGE, 10, 10, 20, 20)->image = probe(path);
        sheet_item(&sheet, ITEM_IMAGE, 40, 10, 20, 20)->image = probe(path);
        sheet_end_page(&sheet, "1");
    }
    struct buf pdf = sheet_make(&sheet);
    assert_int_equal(count(&pdf, "/Subtype /Image"), 1);
    /* and byte for byte as it is */
    str file = file_map(path);
    assert_non_null(memmem(pdf.data, pdf.n, file.p, file.n));
    file_unmap(file);
    buf_free(&pdf);
}

static void test_png_as_it_is(void **state)
{
    (void)state;
    const struct png_kind kind = {"palette", PNG_COLOR_TYPE_PALETTE, 4, false, false, false};
    const char *path = picture_png(&tools, "picture.png", &kind);
    put_picture(0, path);
    str pdf = read_file(make_page()), file = read_file(path);
    const char *rows = memmem(file.p, file.n, "IDAT", 4);
    assert_non_null(rows);
    assert_non_null(memmem(pdf.p, pdf.n, rows + 4, (unsigned char)rows[-1]));
}

/* Rows that are predicted anew come out sample by sample as they went in. */
static void test_samples(void **state)
{
    (void)state;
    const struct png_kind kind = {"RGBA", PNG_COLOR_TYPE_RGB_ALPHA, 8, false, false, true};
    put_picture(0, picture_png(&tools, "picture.png", &kind));
    const char *pdf = make_page();
    str color = tools_run(&tools, "MUTOOL", "show -b '%s' pages/1/Resources/XObject/I1", pdf);
    str mask = tools_run(&tools, "MUTOOL", "show -b '%s' pages/1/Resources/XObject/I1/SMask", pdf);
    assert_int_equal(color.n, 3 * PICTURE_SIZE * PICTURE_SIZE);
    assert_int_equal(mask.n, PICTURE_SIZE * PICTURE_SIZE);
    for (int i = 0; i < PICTURE_SIZE * PICTURE_SIZE; i++) {
        int x = i % PICTURE_SIZE, y = i / PICTURE_SIZE;
        for (int c = 0; c < 3; c++)
            assert_int_equal((unsigned char)color.p[3 * i + c], noise_at(x, y, c));
        assert_int_equal((unsigned char)mask.p[i], noise_at(x, y, 3));
    }
}

static void test_clip(void **state)
{
    (void)state;
    const struct png_kind kind = {"RGB", PNG_COLOR_TYPE_RGB, 8, false, false, false};
    const char *path = picture_png(&tools, "picture.png", &kind);
    struct item *item = sheet_item(&sheet, ITEM_IMAGE, 36, 36, 144, 144);
    item->image = probe(path);
    item->clip = (struct rect){PT(72), PT(72), PT(72), PT(72)};
    sheet_end_page(&sheet, "1");
    struct buf made = sheet_make(&sheet);
    const char *pdf = tools_write(&tools, "test.pdf", made.data, made.n);
    buf_free(&made);
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&tools, r, pdf, 72, 3);
        const unsigned char *inside = p.v + (80 * p.width + 80) * 3;
        const unsigned char *outside = p.v + (60 * p.width + 60) * 3;
        assert_in_range(inside[0], 195, 205);
        assert_int_equal(outside[0] + outside[1] + outside[2], 3 * 255);
    }
}

static void test_resolution(void **state)
{
    (void)state;
    const struct png_kind png = {"RGB", PNG_COLOR_TYPE_RGB, 8, false, false, false};
    const struct jpeg_kind jpeg = {"YCbCr", JCS_YCbCr, false, false};
    assert_int_equal(probe(picture_png(&tools, "a.png", &png))->ppi, 300);
    assert_int_equal(probe(picture_jpeg(&tools, "a.jpg", &jpeg))->ppi, 240);
}

/* ---- what cannot be used ---- */

static void expect_unfit(const char *path, enum diag_code code)
{
    assert_null(probe(path));
    assert_true(reported(code));
}

static void test_no_picture(void **state)
{
    (void)state;
    expect_unfit(tools_path(&tools, "none.png"), DIAG_FILE_MISSING);
    expect_unfit(tools.folder, DIAG_FILE_UNREADABLE);
    expect_unfit(tools_write(&tools, "empty.jpg", "", 0), DIAG_BAD_IMAGE);
}

static void test_bad_heads(void **state)
{
    (void)state;
    static const char huge[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\1\x86\xA0\0\1\x86\xA0\x8\2\0\0\0"
                               "\x27\x30\x9C\x9F\0\0\0\0IDAT\x35\xAF\x06\x1E";
    expect_unfit(tools_write(&tools, "huge.png", huge, sizeof huge - 1), DIAG_IMAGE_TOO_LARGE);
    assert_false(reported(DIAG_BAD_IMAGE));
    static const struct {
        const char *bytes;
        size_t n;
    } heads[] = {
        {"GIF89a\1\0\1\0", 10},
        {"\xFF\xD8\xFF", 3},
        {"\xFF\xD8\xFF\xE0\0\2\xFF\xD9", 8},
        {huge, 20},
        {huge, 8},
        {"RIFF\1\1\1\1WEBPVP8 ", 16},
        {"text", 4},
        {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\0\0\0\0\1\x8\2\0\0\0\x7F\xB5\x38\xE0", 33},
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        expect_unfit(tools_write(&tools, "head", heads[i].bytes, heads[i].n), DIAG_BAD_IMAGE);
}

/* Makes a page with a picture whose file is `n` bytes of `bytes`, which was sound when it was
 * probed; true when the PDF could be made. */
static bool make_with(const struct image *image, const void *bytes, size_t n)
{
    tools_write(&tools, file_name(str_of(image->path)).p, bytes, n);
    sheet_item(&sheet, ITEM_IMAGE, 72, 72, 72, 72)->image = image;
    sheet_end_page(&sheet, "1");
    sheet.pages.n = sheet.done.n;
    sheet.pages.pages = sheet.done.v;
    const struct pdf_options options = {
        .profile = PDF_PLAIN, .source_date_epoch = -1, .producer = "p"};
    struct buf pdf = {0};
    bool ok = pdf_make(&sheet.pages, &options, &pdf, sheet.diags);
    if (ok)
        tools_write(&tools, "test.pdf", pdf.data, pdf.n);
    else
        assert_int_equal(pdf.n, 0);
    buf_free(&pdf);
    vec_free(&sheet.done);
    return ok;
}

static void test_cut_off(void **state)
{
    (void)state;
    const struct png_kind png = {"RGB", PNG_COLOR_TYPE_RGB, 8, false, false, false};
    const struct jpeg_kind jpeg = {"YCbCr", JCS_YCbCr, true, false};
    const char *paths[] = {picture_png(&tools, "a.png", &png),
                           picture_jpeg(&tools, "a.jpg", &jpeg)};
    for (int i = 0; i < 2; i++) {
        const struct image *image = probe(paths[i]);
        str whole = read_file(paths[i]);
        assert_true(make_with(image, whole.p, whole.n));
        assert_int_equal(diags_count(sheet.diags, SEVERITY_ERROR), (size_t)i);
        assert_false(make_with(image, whole.p, whole.n * 9 / 10));
        assert_true(reported(DIAG_BAD_IMAGE));
    }
}

/* Cameras append things; only the picture goes into the PDF. */
static void test_trailing_bytes(void **state)
{
    (void)state;
    const struct jpeg_kind kind = {"YCbCr", JCS_YCbCr, false, false};
    const char *path = picture_jpeg(&tools, "a.jpg", &kind);
    const struct image *image = probe(path);
    str whole = read_file(path);
    struct buf more = {0};
    buf_str(&more, whole);
    buf_str(&more, STR("trailing bytes \xFF\xD9"));
    assert_true(make_with(image, more.data, more.n));
    buf_free(&more);
    str pdf = read_file(tools_path(&tools, "test.pdf"));
    assert_null(memmem(pdf.p, pdf.n, "trailing", 8));
    tools_check(&tools, tools_path(&tools, "test.pdf"));
}

/* Any byte may be wrong: the picture is used or reported, never a crash. */
static void test_wrong_bytes(void **state)
{
    (void)state;
    const struct png_kind png = {"palette", PNG_COLOR_TYPE_PALETTE, 8, true, true, false};
    const struct jpeg_kind jpeg = {"YCCK", JCS_YCCK, true, true};
    const char *paths[] = {picture_png(&tools, "a.png", &png),
                           picture_jpeg(&tools, "a.jpg", &jpeg)};
    size_t refused = 0;
    for (int i = 0; i < 2; i++) {
        str whole = read_file(paths[i]);
        char *bytes = str_z(tools.arena, whole);
        memcpy(bytes, whole.p, whole.n);
        for (size_t at = 0; at < whole.n; at += whole.n / 97 + 1) {
            bytes[at] = (char)(bytes[at] ^ (1 << at % 8));
            tools_write(&tools, file_name(str_of(paths[i])).p, bytes, whole.n);
            const struct image *image = probe(paths[i]);
            refused += !image || !make_with(image, bytes, whole.n);
            bytes[at] = whole.p[at];
        }
    }
    assert_true(refused > 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(png_kinds),    TEST(jpeg_kinds), TEST(cmyk_jpeg), TEST(embedded_once),
        TEST(png_as_it_is), TEST(samples),    TEST(clip),      TEST(resolution),
        TEST(no_picture),   TEST(bad_heads),  TEST(cut_off),   TEST(trailing_bytes),
        TEST(wrong_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
