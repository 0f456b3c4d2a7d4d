/* Pages of PDF files as pictures: how they lie, what they use, and files that mean harm. */
#include "pictures.h"
#include "sheet.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

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

/* A file of numbered objects: a catalogue, a page tree, a page with `entries`, its content, others.
 */
struct draft {
    const char *entries, *resources, *content;
    const char *more[8]; /* objects from 5 on */
};

static void put_object(struct buf *b, size_t *places, size_t number, const char *text)
{
    places[number] = b->n;
    buf_format(b, "%zu 0 obj\n%s\nendobj\n", number, text);
}

static str make(const struct draft *d)
{
    struct buf b = {0};
    size_t places[16] = {0}, n = 5;
    buf_str(&b, STR("%PDF-1.6\n%\xE2\xE3\xCF\xD3\n"));
    put_object(&b, places, 1, "<</Type /Catalog /Pages 2 0 R>>");
    put_object(&b, places, 2, "<</Type /Pages /Count 1 /Kids [3 0 R]>>");
    put_object(&b, places, 3,
               str_format(tools.arena,
                          "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <<%s>> %s>>",
                          d->resources ? d->resources : "", d->entries)
                   .p);
    put_object(&b, places, 4,
               str_format(tools.arena, "<</Length %zu>>\nstream\n%s\nendstream",
                          strlen(d->content) + 1, d->content)
                   .p);
    for (; d->more[n - 5]; n++)
        put_object(&b, places, n, d->more[n - 5]);
    size_t table = b.n;
    buf_format(&b, "xref\n0 %zu\n0000000000 65535 f \n", n);
    for (size_t i = 1; i < n; i++)
        buf_format(&b, "%010zu 00000 n \n", places[i]);
    buf_format(&b, "trailer\n<</Size %zu /Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", n, table);
    str s = str_dup(tools.arena, buf_view(&b));
    buf_free(&b);
    return s;
}

static const char *stream(const char *entries, const char *data)
{
    return str_format(tools.arena, "<<%s /Length %zu>>\nstream\n%s\nendstream", entries,
                      strlen(data) + 1, data)
        .p;
}

/* ---- how pages lie ---- */

static const struct image *probe(str bytes)
{
    const char *path = tools_write(&tools, "page.pdf", bytes.p, bytes.n);
    return image_probe(sheet.arena, path, (struct place){0}, sheet.diags);
}

/* Red, green, blue and yellow quarters of 20 × 20 points from (100, 200) on, amid black. */
static const char quarters[] = "0 g 0 0 400 400 re f\n"
                               "0 1 1 0 k 100 210 10 10 re f 1 0 1 0 k 110 210 10 10 re f\n"
                               "1 1 0 0 k 100 200 10 10 re f 0 0 1 0 k 110 200 10 10 re f\n";

static bool is_seen(const unsigned char *p, int q)
{
    bool red = p[0] > 120, green = p[1] > 90, blue = p[2] > 80;
    static const bool want[4][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}};
    return red == want[q][0] && green == want[q][1] && blue == want[q][2];
}

static const char *make_page(const struct image *image)
{
    sheet_item(&sheet, ITEM_IMAGE, 20, 20, 40, 40)->image = image;
    sheet_end_page(&sheet, "1");
    return sheet_save(&sheet, &tools);
}

static void expect_quarters(const struct image *image, const int seen[4], const char *what)
{
    const char *pdf = make_page(image);
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&tools, r, pdf, 72, 3);
        for (int q = 0; q < 4; q++) {
            unsigned x = 30 + 20 * (unsigned)(q % 2), y = 30 + 20 * (unsigned)(q / 2);
            const unsigned char *v = p.v + ((size_t)y * p.width + x) * 3;
            if (!is_seen(v, seen[q]))
                fail_msg("%s, %s: quarter %d is %d %d %d", what, renderer_names[r], q, v[0], v[1],
                         v[2]);
        }
        const unsigned char *beside = p.v + ((size_t)30 * p.width + 64) * 3;
        assert_int_equal(beside[0], 255); /* what is outside the box is not there */
    }
}

static void test_boxes_and_turns(void **state)
{
    (void)state;
    static const struct {
        const char *entries;
        int seen[4];
    } cases[] = {
        {"/MediaBox [100 200 120 220]", {0, 1, 2, 3}},
        {"/MediaBox [0 0 400 400] /CropBox [100 200 120 220]", {0, 1, 2, 3}},
        {"/MediaBox [0 0 400 400] /CropBox [50 50 300 300] /TrimBox [120 220 100 200]",
         {0, 1, 2, 3}},
        {"/MediaBox [100 200 120 220] /Rotate 90", {2, 0, 3, 1}},
        {"/MediaBox [100 200 120 220] /Rotate 180", {3, 2, 1, 0}},
        {"/MediaBox [100 200 120 220] /Rotate -90", {1, 3, 0, 2}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct draft d = {.entries = cases[i].entries, .content = quarters};
        const struct image *image = probe(make(&d));
        assert_non_null(image);
        assert_int_equal(image->width, 2000);
        assert_int_equal(image->height, 2000);
        expect_quarters(image, cases[i].seen, cases[i].entries);
    }
}

static void test_size(void **state)
{
    (void)state;
    const struct draft turned = {.entries = "/MediaBox [0 0 300 200] /Rotate 270", .content = ""};
    const struct image *image = probe(make(&turned));
    assert_int_equal(image->width, 20000);
    assert_int_equal(image->height, 30000);
    const struct draft large = {.entries = "/MediaBox [0 0 300 200] /UserUnit 2", .content = ""};
    image = probe(make(&large));
    assert_int_equal(image->width, 60000);
}

/* What a form uses, directly and through others: forms, patterns, gradients, states, inline
 * pictures, colour spaces. */
static void test_what_is_used(void **state)
{
    (void)state;
    const struct draft d = {
        .entries = "/MediaBox [0 0 20 20]",
        .resources = "/XObject <</F 5 0 R /Unused 99 0 R>> /Pattern <</P 6 0 R /H 8 0 R>> "
                     "/ColorSpace <</I [/Indexed /DeviceCMYK 1 <00FFFF00FF00FF00>]>>",
        .content = "q 1 0 0 1 0 10 cm /F Do Q\n"           /* top left: red by a form in a form */
                   "/Pattern cs /P scn 10 10 10 10 re f\n" /* green by tiles */
                   "/Pattern cs /H scn 0 0 10 10 re f\n"   /* blue by a gradient */
                   "q 10 0 0 10 10 0 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK /F /AHx ID 0000FF00> EI Q\n",
        .more = {
            stream("/Subtype /Form /BBox [0 0 10 10] /Resources <</XObject <</F 7 0 R>>>>",
                   "/F Do"),
            stream("/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep "
                   "10 /Resources <<>>",
                   "1 0 1 0 k 0 0 10 10 re f"),
            /* without resources of its own: those around it */
            stream("/Subtype /Form /BBox [0 0 10 10]", "/I cs 0 sc 0 0 10 10 re f"),
            "<</PatternType 2 /Shading <</ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 "
            "10 0] /Extend [true true] /Function 9 0 R>>>>",
            "<</FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 0 0] /C1 [1 1 0 0]>>"}};
    static const int all[4] = {0, 1, 2, 3};
    struct draft with = d; /* the innermost form falls back on what the one around it has */
    with.more[0] = stream("/Subtype /Form /BBox [0 0 10 10] /Resources <</XObject <</F 7 0 R>> "
                          "/ColorSpace <</I [/Indexed /DeviceCMYK 1 <00FFFF00FF00FF00>]>>>>",
                          "/F Do");
    const struct image *image = probe(make(&with));
    assert_non_null(image);
    expect_quarters(image, all, "what is used");
    size_t n;
    FILE *f = fopen(tools_path(&tools, "test.pdf"), "rb");
    char bytes[1 << 16];
    n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    assert_null(memmem(bytes, n, "Unused", 6));
}

/* ---- what means harm ---- */

/* Looks at a file and makes a PDF of it as the program does; whether both went well. */
static bool use(str bytes, struct buf *said)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    const char *path = tools_write(&tools, "harm.pdf", bytes.p, bytes.n);
    const struct image *image = image_probe(a, path, (struct place){0}, d);
    bool ok = image != NULL;
    if (ok) {
        struct item item = {.kind = ITEM_IMAGE, .rect = {0, 0, PT(20), PT(20)}, .image = image};
        struct page page = {.items = &item, .n_items = 1, .label = STR("1")};
        struct pages pages = sheet.pages;
        pages.pages = &page;
        pages.n = 1;
        struct buf out = {0};
        ok = pdf_make(&pages, &(struct pdf_options){.profile = PDF_PLAIN, .source_date_epoch = 0},
                      &out, d);
        buf_free(&out);
    }
    assert_int_equal(ok, diags_count(d, SEVERITY_ERROR) == 0); /* whoever refuses says why */
    if (said) {
        char *text = NULL;
        size_t n = 0;
        FILE *f = open_memstream(&text, &n);
        diags_print(d, f, DIAG_TEXT);
        fclose(f);
        buf_add(said, text, n);
        free(text);
    }
    diags_free(d);
    arena_free(a);
    return ok;
}

static str sample(void)
{
    const struct draft d = {
        .entries = "/MediaBox [0 0 20 20] /Group <</S /Transparency /CS /DeviceCMYK>>",
        .resources = "/XObject <</F 5 0 R /I 6 0 R>> /Shading <</H 7 0 R>> /Font <</T 9 0 R>> "
                     "/ExtGState <</G <</ca 0.5 /SMask <</S /Luminosity /G 5 0 R>>>>>>",
        .content = "q /G gs 0 0 1 0 k /F Do Q BT /T 9 Tf (a) Tj ET\n/I Do q /H sh Q\n"
                   "q 10 0 0 10 10 0 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK /F /AHx ID 0000FF00> EI Q\n",
        .more = {
            stream("/Subtype /Form /BBox [0 0 9 9] /Group <</S /Transparency /CS /DeviceGray>>",
                   "0.5 g 0 0 9 9 re f"),
            stream("/Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace "
                   "[/Indexed /DeviceRGB 1 <FF000000FF00>] /Filter /ASCIIHexDecode",
                   "00010100>"),
            "<</ShadingType 3 /ColorSpace [/Separation /Spot /DeviceCMYK 8 0 R] /Coords [0 0 "
            "0 5 5 9] /Function <</FunctionType 2 /Domain [0 1] /N 1>>>>",
            "<</FunctionType 3 /Domain [0 1] /Bounds [0.5] /Encode [0 1 0 1] /Functions "
            "[<</FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [1 1 0 0]>> "
            "<</FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 0 0] /C1 [0 0 1 0]>>]>>",
            "<</Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.001 0 0 0.001 0 "
            "0] /FirstChar 97 /LastChar 97 /Widths [500] /Encoding <</Differences [97 /a]>> "
            "/CharProcs <</a 10 0 R>>>>",
            stream("", "500 0 d0 0 0 9 9 re f")}};
    return make(&d);
}

/* Cut off anywhere but in its last line, it is refused: pieces might be missing. */
static void test_truncated(void **state)
{
    (void)state;
    str whole = sample();
    assert_true(use(whole, NULL));
    for (size_t at = 0; at + 24 < whole.n; at += 7)
        if (use(str_slice(whole, 0, at), NULL))
            fail_msg("taken at %zu of %zu bytes", at, whole.n);
}

/* Any bit may be wrong: taken or refused, never a crash. */
static void test_wrong_bits(void **state)
{
    (void)state;
    str whole = sample();
    char *bytes = (char *)(uintptr_t)whole.p;
    size_t refused = 0;
    for (size_t at = 9; at < whole.n; at += 3) {
        int bit = 1 << at % 7;
        bytes[at] = (char)(bytes[at] ^ bit);
        refused += !use(whole, NULL);
        bytes[at] = (char)(bytes[at] ^ bit);
    }
    assert_true(refused > 100);
}

static const char *saves(int n)
{
    struct buf b = {0};
    for (int i = 0; i < n; i++)
        buf_str(&b, STR("q "));
    const char *s = str_dup(tools.arena, buf_view(&b)).p;
    buf_free(&b);
    return s;
}

static void test_hostile(void **state)
{
    (void)state;
    const char *box = "/MediaBox [0 0 20 20]";
    const struct {
        const char *said;
        struct draft d;
    } cases[] = {
        {"has no size", {"/MediaBox [0 0 0 20]", NULL, "", {NULL}}},
        {"has no size", {"/MediaBox [0 0 1e9 20]", NULL, "", {NULL}}},
        {"has no size", {"/CropBox [0 0 9 9]", NULL, "", {NULL}}},
        {"XObject X is not there", {box, NULL, "/X Do", {NULL}}},
        {"draws itself",
         {box,
          "/XObject <</F 5 0 R>>",
          "/F Do",
          {stream("/Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</F 5 0 R>>>>",
                  "/F Do")}}},
        {"draws itself",
         {box,
          "/Pattern <</P 5 0 R>>",
          "/Pattern cs /P scn 0 0 9 9 re f",
          {stream("/PatternType 1 /PaintType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources "
                  "<</Pattern <</P 5 0 R>>>>",
                  "/Pattern cs /P scn 0 0 9 9 re f")}}},
        {"draws itself",
         {box,
          "/Shading <</H <</ShadingType 2 /Coords [0 0 9 9] /ColorSpace /DeviceGray /Function "
          "5 0 R>>>>",
          "/H sh",
          {"<</FunctionType 3 /Domain [0 1] /Functions [5 0 R] /Bounds [] /Encode [0 1]>>"}}},
        {"a colour space",
         {box, "/ColorSpace <</C 5 0 R>>", "/C cs", {"[/Separation /A 5 0 R 5 0 R]"}}},
        {"a palette", {box, "/ColorSpace <</C 5 0 R>>", "/C cs", {"[/Indexed 5 0 R 1 <00>]"}}},
        {"PostScript", {box, "/XObject <</P 5 0 R>>", "/P Do", {stream("/Subtype /PS", "quit")}}},
        {"OPI",
         {box,
          "/XObject <</P 5 0 R>>",
          "/P Do",
          {stream("/Subtype /Form /BBox [0 0 9 9] /OPI <<>>", "")}}},
        {"JPEG 2000",
         {box,
          "/XObject <</P 5 0 R>>",
          "/P Do",
          {stream("/Subtype /Image /Width 1 /Height 1 /Filter /JPXDecode", "x")}}},
        {"a JPEG picture",
         {box,
          "/XObject <</P 5 0 R>>",
          "/P Do",
          {stream("/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
                  "/Filter /DCTDecode",
                  "x")}}},
        {"more of pixels",
         {box,
          "/XObject <</P 5 0 R>>",
          "/P Do",
          {stream("/Subtype /Image /Width 90000 /Height 90000 /ColorSpace /DeviceGray "
                  "/BitsPerComponent 8",
                  "x")}}},
        {"the font Helvetica is not embedded",
         {box,
          "/Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>",
          "BT /F 9 Tf (a) Tj ET",
          {NULL}}},
        {"graphics states", {box, NULL, saves(1000), {NULL}}},
        {"its content", {box, NULL, "1 2 re f", {NULL}}},
        {"its content", {box, NULL, "BI /W 1 ID xxxx", {NULL}}},
        {"its content", {box, NULL, "(((((((", {NULL}}},
        {"nested data",
         {box,
          "/Shading <</H <</ShadingType 2 /Coords [5 0 R] /ColorSpace /DeviceGray>>>>",
          "/H sh",
          {"[6 0 R 6 0 R 6 0 R]", "[5 0 R 5 0 R 5 0 R]"}}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf said = {0};
        bool taken = use(make(&cases[i].d), &said);
        buf_char(&said, '\0');
        if (taken || !strstr(said.data, cases[i].said))
            fail_msg("case %zu, `%s`: %s", i, cases[i].said, said.data);
        buf_free(&said);
    }
}

/* A stream of objects that is decoded before anybody asks for a page. */
static void test_bombs(void **state)
{
    (void)state;
    static const char *const kinds[] = {"/Type /ObjStm /N 1 /First 9", "/Type /Obj#53tm",
                                        "/Type /XRef /W [1 1 1]"};
    enum { SIZE = 200 << 20 };
    uLongf n = compressBound(SIZE);
    char *zeros = calloc(1, SIZE), *packed = malloc(n);
    assert_int_equal(compress2((Bytef *)packed, &n, (const Bytef *)zeros, SIZE, 1), Z_OK);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct buf b = {0}, said = {0};
        buf_format(&b, "%%PDF-1.6\n5 0 obj\n<<%s /Length %lu /Filter /FlateDecode>>\nstream\n",
                   kinds[i], n);
        buf_add(&b, packed, n);
        buf_str(&b, STR("\nendstream\nendobj\n"));
        assert_false(use(buf_view(&b), &said));
        buf_char(&said, '\0');
        assert_non_null(strstr(said.data, "more objects than a picture needs"));
        buf_free(&b);
        buf_free(&said);
    }
    free(zeros);
    free(packed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_boxes_and_turns, begin, end),
        cmocka_unit_test_setup_teardown(test_size, begin, end),
        cmocka_unit_test_setup_teardown(test_what_is_used, begin, end),
        cmocka_unit_test_setup_teardown(test_truncated, begin, end),
        cmocka_unit_test_setup_teardown(test_wrong_bits, begin, end),
        cmocka_unit_test_setup_teardown(test_hostile, begin, end),
        cmocka_unit_test_setup_teardown(test_bombs, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
