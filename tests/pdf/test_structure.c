/* What a reader navigates by, and the operators of the graphics. */
#include "sheet.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define SONG "Noto Serif CJK SC"

static struct sheet sheet;
static struct tools tools;

static int begin(void **state)
{
    (void)state;
    sheet_begin(&sheet, "real");
    sheet.pages.width = PT(100);
    sheet.pages.height = PT(150);
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

/* What mutool shows of an object, with single blanks between its tokens. */
static str show(const char *pdf, const char *object)
{
    str text = tools_run(&tools, "MUTOOL", "show '%s' %s 2>&1", pdf, object);
    char *to = arena_many(tools.arena, text.n + 1, char);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i] == '\n' || text.p[i] == '\t' ? ' ' : text.p[i];
        if (c != ' ' || (n && to[n - 1] != ' '))
            to[n++] = c;
    }
    return str_trim((str){to, n});
}

static void expect(const char *pdf, const char *object, const char *text)
{
    str seen = show(pdf, object);
    if (!str_is(seen, text))
        fail_msg("%s is \"%.*s\" instead of \"%s\"", object, STR_ARG(seen), text);
}

static void expect_part(str text, const char *part)
{
    if (!strstr(text.p, part))
        fail_msg("no \"%s\" in \"%.*s\"", part, STR_ARG(text));
}

static void test_boxes(void **state)
{
    (void)state;
    sheet.pages.bleed = PT(9);
    sheet_end_page(&sheet, "1");
    const char *pdf = sheet_save(&sheet, &tools);
    expect(pdf, "pages/1/MediaBox", "[ 0 0 118 168 ]");
    expect(pdf, "pages/1/BleedBox", "[ 0 0 118 168 ]");
    expect(pdf, "pages/1/TrimBox", "[ 9 9 109 159 ]");
}

static void test_labels(void **state)
{
    (void)state;
    static const char *const labels[] = {"封面", "1", "2"};
    for (int i = 0; i < 3; i++)
        sheet_end_page(&sheet, labels[i]);
    expect(sheet_save(&sheet, &tools), "trailer/Root/PageLabels",
           "<< /Nums [ 0 << /P <FEFF5C019762> >> 1 << /P <FEFF0031> >> 2 << /P <FEFF0032> >> ] >>");
}

static void test_information(void **state)
{
    (void)state;
    sheet.pages.title = STR("版心双周 (第一期)\\");
    sheet.pages.author = STR("编辑部");
    sheet.pages.subject = STR("𠮷");
    sheet.pages.keywords = STR("版式, 排印");
    sheet_end_page(&sheet, "1");
    const char *pdf = sheet_save(&sheet, &tools);
    str json = tools_run(&tools, "QPDF", "--json=1 --json-key=objects '%s'", pdf);
    expect_part(json, "\"/Title\": \"版心双周 (第一期)\\\\\"");
    expect_part(json, "\"/Author\": \"编辑部\"");
    expect_part(json, "\"/Subject\": \"𠮷\"");
    expect_part(json, "\"/Keywords\": \"版式, 排印\"");
    expect_part(json, "\"/Producer\": \"banxin test\"");
    expect_part(json, "\"/CreationDate\": \"D:20250815\"");
    expect_part(json, "\"/Lang\": \"zh-CN\"");
    expect_part(json, "\"/DisplayDocTitle\": true");
    assert_null(strstr(json.p, "/PageMode"));
    assert_null(strstr(json.p, "Haru"));
}

static void test_date_of_build(void **state)
{
    (void)state;
    sheet_end_page(&sheet, "1");
    sheet.pages.n = 1;
    sheet.pages.pages = sheet.done.v;
    const struct pdf_options options = {
        .profile = PDF_PLAIN, .source_date_epoch = 1700000000, .producer = "p"};
    struct buf pdf = {0};
    assert_true(pdf_make(&sheet.pages, &options, &pdf, sheet.diags));
    const char *path = tools_write(&tools, "test.pdf", pdf.data, pdf.n);
    buf_free(&pdf);
    expect(path, "trailer/Info/CreationDate", "(D:20231114221320Z)");
    expect(path, "trailer/Info/ModDate", "(D:20231114221320Z)");
}

static void test_outline(void **state)
{
    (void)state;
    sheet_end_page(&sheet, "1");
    sheet_end_page(&sheet, "2");
    static const struct outline outline[] = {
        {1, {"零", 3}, 0, PT(10)}, {0, {"甲", 3}, 0, PT(20)},    {1, {"乙", 3}, 0, PT(30)},
        {2, {"丙", 3}, 1, PT(40)}, {1, {"(丁\\", 5}, 1, PT(50)}, {0, {"𠮷", 4}, 1, 0},
    };
    sheet.pages.outline = outline;
    sheet.pages.n_outline = 6;
    const char *pdf = sheet_save(&sheet, &tools);
    expect(pdf, "trailer/Root/PageMode", "/UseOutlines");
    expect(pdf, "trailer/Root/Outlines/Count", "5"); /* 零 甲 (乙 丁) 𠮷 */
    expect(pdf, "outline",
           "| \"零\" #page=1&zoom=nan,nan,10 - \"甲\" #page=1&zoom=nan,nan,20 "
           "+ \"乙\" #page=1&zoom=nan,nan,30 | \"丙\" #page=2&zoom=nan,nan,40 "
           "| \"(丁\\\\\" #page=2&zoom=nan,nan,50 | \"𠮷\" #page=2&zoom=nan,nan,0");
}

static void test_links(void **state)
{
    (void)state;
    sheet.pages.bleed = PT(9);
    struct item *item = sheet_item(&sheet, ITEM_LINK, 10, 20, 30, 5);
    item->to_page = 1;
    item->to_y = PT(25);
    item->note = STR("见第2页");
    item = sheet_item(&sheet, ITEM_LINK, 50, 20, 30, 5);
    item->uri = STR("https://example.org/(a)?q=版 1\\");
    sheet_end_page(&sheet, "1");
    sheet_end_page(&sheet, "2");
    const char *pdf = sheet_save(&sheet, &tools);
    expect(pdf, "pages/1/Annots/1/Rect", "[ 19 134 49 139 ]");
    expect(pdf, "pages/1/Annots/1/F", "4");
    expect(pdf, "pages/1/Annots/1/Contents", "<FEFF89C17B2C00329875>");
    str dest = show(pdf, "pages/1/Annots/1/Dest");
    assert_true(str_ends(dest, STR("0 R /XYZ null 134 null ]")));
    /* the destination is the second page */
    const char *number = str_z(tools.arena, str_slice(dest, 2, str_find(dest, ' ', 2)));
    assert_true(str_eq(show(pdf, number), show(pdf, "pages/2")));
    assert_false(str_eq(show(pdf, number), show(pdf, "pages/1")));
    expect(pdf, "pages/1/Annots/2/A/URI", "(https://example.org/\\(a\\)?q=%E7%89%88%201%5C)");
    expect(pdf, "pages/2/Annots", "null");
}

/* ---- graphics ---- */

static void expect_content(const char *text)
{
    sheet_end_page(&sheet, "1");
    str seen = tools_run(&tools, "MUTOOL", "show -b '%s' pages/1/Contents 2>&1",
                         sheet_save(&sheet, &tools));
    if (!str_is(seen, text))
        fail_msg("\"%.*s\" instead of \"%s\"", STR_ARG(seen), text);
}

static void test_fill(void **state)
{
    (void)state;
    sheet.pages.bleed = PT(9);
    struct item *item = sheet_item(&sheet, ITEM_FILL, -9, -9, 118, 30);
    item->color = (struct color){.c = 0, .m = 9950, .y = 10000, .k = 1};
    item = sheet_item(&sheet, ITEM_FILL, 10, 20, 30, 0);
    item->rect.h = LENGTH_PT / 4;
    expect_content("0 0.995 1 0.0001 k\n0 138 118 30 re\nf\n"
                   "0 0 0 1 k\n19 138.75 30 0.25 re\nf\n");
}

static void test_rounded_fill(void **state)
{
    (void)state;
    sheet_item(&sheet, ITEM_FILL, 10, 10, 40, 20)->radius = PT(4);
    expect_content("0 0 0 1 k\n14 120 m\n46 120 l\n48.2092 120 50 121.7908 50 124 c\n"
                   "50 136 l\n50 138.2092 48.2092 140 46 140 c\n14 140 l\n"
                   "11.7908 140 10 138.2092 10 136 c\n10 124 l\n"
                   "10 121.7908 11.7908 120 14 120 c\nh\nf\n");
}

static void test_stroke(void **state)
{
    (void)state;
    struct item *item = sheet_item(&sheet, ITEM_STROKE, 10, 10, 40, 20);
    item->thickness = PT(2);
    item->color = (struct color){.c = 0, .m = 0, .y = 0, .k = 5000};
    expect_content("q\n0 0 0 0.5 K\n2 w\n11 121 38 18 re\nS\nQ\n");
}

static void test_rules(void **state)
{
    (void)state;
    sheet_item(&sheet, ITEM_LINE, 10, 10, 80, 2);
    struct item *item = sheet_item(&sheet, ITEM_LINE, 10, 20, 80, 0); /* fitted to 13 gaps */
    item->thickness = PT(1);
    item->dash = PT(3);
    item->gap = PT(3);
    item = sheet_item(&sheet, ITEM_LINE, 40, 20, 2, 101);
    item->gap = PT(3);
    expect_content("q\n0 0 0 1 K\n2 w\n10 139 m\n90 139 l\nS\nQ\n"
                   "q\n0 0 0 1 K\n1 w\n[3 2.9231] 0 d\n10 130 m\n90 130 l\nS\nQ\n"
                   "q\n0 0 0 1 K\n2 w\n1 J\n[0 4.95] 0 d\n41 129 m\n41 30 l\nS\nQ\n");
}

static void test_cells(void **state)
{
    (void)state;
    static const unsigned char cells[] = {1, 1, 0, 0, 0, 0, 1, 0, 1};
    struct item *item = sheet_item(&sheet, ITEM_CELLS, 10, 10, 10, 10);
    item->cells = cells;
    item->n_cells = 3;
    expect_content("0 0 0 1 k\n10 136.6667 6.6667 3.3333 re\n10 130 3.3333 3.3333 re\n"
                   "16.6667 130 3.3333 3.3333 re\nf\n");
}

/* Dark cells leave no light seam between them in any viewer. */
static void test_cells_without_seams(void **state)
{
    (void)state;
    unsigned char cells[29 * 29];
    memset(cells, 1, sizeof cells);
    struct item *item = sheet_item(&sheet, ITEM_CELLS, 10, 10, 80, 80);
    item->rect.w = item->rect.h = PT(80) + 1111;
    item->cells = cells;
    item->n_cells = 29;
    sheet_end_page(&sheet, "1");
    const char *pdf = sheet_save(&sheet, &tools);
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&tools, r, pdf, 97, 1);
        unsigned lightest = 0;
        for (unsigned y = 16; y < 118; y++)
            for (unsigned x = 16; x < 118; x++)
                if (p.v[y * p.width + x] > lightest)
                    lightest = p.v[y * p.width + x];
        if (lightest > 8)
            fail_msg("%s: a seam of grey %u", renderer_names[r], lightest);
    }
}

/* ---- all together ---- */

static struct buf make_again(unsigned threads)
{
    struct sheet s;
    sheet_begin(&s, "real");
    s.threads = threads;
    sheet_text(&s, "LXGW WenKai", 10, 10, 20, "版心双周刊");
    sheet_text(&s, SONG, 10, 10, 40, "第一期，office");
    sheet_text(&s, "Noto Sans CJK SC Bold", 10, 10, 60, "版心");
    sheet_end_page(&s, "1");
    sheet_text(&s, SONG, 10, 10, 40, "第二期");
    sheet_end_page(&s, "2");
    struct buf pdf = sheet_make(&s);
    sheet_free(&s);
    return pdf;
}

static void test_same_bytes(void **state)
{
    (void)state;
    struct buf first = make_again(1);
    for (unsigned threads = 1; threads <= 4; threads++) {
        struct buf again = make_again(threads);
        assert_int_equal(first.n, again.n);
        assert_memory_equal(first.data, again.data, first.n);
        buf_free(&again);
    }
    assert_true(str_starts(buf_view(&first), STR("%PDF-1.7\n%")));
    const char *pdf = tools_write(&tools, "same.pdf", first.data, first.n);
    buf_free(&first);
    tools_check(&tools, pdf);
    /* fonts are numbered as the pages use them, and pages name only their own */
    expect_part(show(pdf, "pages/1/Resources/Font/F1/BaseFont"), "+BanxinTestKai");
    expect_part(show(pdf, "pages/1/Resources/Font/F2/BaseFont"), "+BanxinTestSong-Identity-H");
    expect_part(show(pdf, "pages/1/Resources/Font/F3/BaseFont"), "+BanxinTestHei-Identity-H");
    str fonts = show(pdf, "pages/2/Resources/Font");
    expect_part(fonts, "<< /F2 ");
    assert_null(strstr(fonts.p, "/F1"));
}

/* /ID is made from the contents. */
static void test_identity(void **state)
{
    (void)state;
    sheet_end_page(&sheet, "1");
    str id = show(sheet_save(&sheet, &tools), "trailer/ID");
    sheet.pages.title = STR("另一期");
    str other = show(sheet_save(&sheet, &tools), "trailer/ID");
    assert_int_equal(id.n, strlen("[ <0123456789ABCDEF0123456789ABCDEF> ") * 2 - 1);
    assert_false(str_eq(id, other));
}

static void test_no_pages_text(void **state)
{
    (void)state;
    struct glyph_run *empty = arena_one(sheet.arena, struct glyph_run);
    empty->size = PT(10);
    struct item *item = sheet_item(&sheet, ITEM_GLYPHS, 0, 0, 0, 0);
    item->run = empty;
    expect_content("");
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(boxes),      TEST(labels),   TEST(information),   TEST(date_of_build),
        TEST(outline),    TEST(links),    TEST(fill),          TEST(rounded_fill),
        TEST(stroke),     TEST(rules),    TEST(cells),         TEST(cells_without_seams),
        TEST(same_bytes), TEST(identity), TEST(no_pages_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
