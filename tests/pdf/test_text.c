/* What a reader copies out, and where the glyphs stand in the content stream. */
#include "sheet.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define SONG    "Noto Serif CJK SC"
#define HEI     "Noto Sans CJK SC Bold"
#define KAI     "LXGW WenKai"
#define WESTERN "EB Garamond"

static const char *save(const struct tools *t, struct sheet *s)
{
    struct buf pdf = sheet_make(s);
    const char *path = tools_write(t, "test.pdf", pdf.data, pdf.n);
    buf_free(&pdf);
    return path;
}

/* Asserts that the PDF reads as these lines, and that qpdf has no complaint. */
static void expect_lines(struct sheet *s, const char *const *lines, size_t n)
{
    struct tools t = tools_begin();
    const char *path = save(&t, s);
    tools_check(&t, path);
    str text = tools_run(&t, "PDFTOTEXT", "-enc UTF-8 '%s' - 2>&1", path);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        while (at < text.n && (text.p[at] == '\n' || text.p[at] == '\f'))
            at++;
        size_t end = str_find(text, '\n', at);
        str line = str_slice(text, at, end);
        if (!str_is(line, lines[i]))
            fail_msg("line %zu: \"%.*s\" instead of \"%s\"", i + 1, STR_ARG(line), lines[i]);
        at = end;
    }
    while (at < text.n && strchr("\n\f", text.p[at]))
        at++;
    assert_int_equal(at, text.n);
    tools_end(&t);
}

static struct glyph_run *western(struct sheet *s, const char *font, int x, int y, const char *text)
{
    struct glyph_run *run = sheet_shape(s, font, SHAPE_WESTERN, "en", text);
    sheet_place(s, run, PT(x), PT(y));
    return run;
}

static void test_plain(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "他说：“版心”——甲乙……", "第一期，2025年（总第１期）。",
        "𠮷⼀一〇々",           "版心双周刊",
        "编辑、排印",           "office fi AV",
        "office fi AV (1\\2)",
    };
    struct sheet s;
    sheet_begin(&s, "real");
    sheet_text(&s, SONG, 12, 10, 20, lines[0]);
    sheet_text(&s, SONG, 10, 10, 40, lines[1]);
    sheet_text(&s, SONG, 10, 10, 60, lines[2]);
    sheet_text(&s, KAI, 14, 10, 90, lines[3]);
    sheet_text(&s, HEI, 14, 10, 120, lines[4]);
    western(&s, SONG, 10, 150, lines[5]);
    western(&s, WESTERN, 10, 180, lines[6]);
    sheet_end_page(&s, "1");
    expect_lines(&s, lines, 7);
    sheet_free(&s);
}

/* The same glyph for all Han: only ActualText can tell them apart. */
static void test_shared_glyphs(void **state)
{
    (void)state;
    static const char *const lines[] = {"甲乙丙丁，甲乙。", "ab 12（甲）"};
    struct sheet s;
    sheet_begin(&s, "model");
    sheet_text(&s, SONG, 12, 10, 50, lines[0]);
    sheet_text(&s, SONG, 12, 10, 100, lines[1]);
    sheet_end_page(&s, "1");
    expect_lines(&s, lines, 2);
    sheet_free(&s);
}

/* PW-01: neighbours lose half an em, a bracket even on both sides. */
static void test_squeezed_marks(void **state)
{
    (void)state;
    static const char *const lines[] = {"甲（乙）「丙」。丁", "“‘甲’”，乙", "《甲》、《乙》"};
    struct sheet s;
    sheet_begin(&s, "real");
    struct glyph_run *run;
    for (int size = 7; size <= 13; size += 3) {
        int y = size * 14 - 80;
        run = sheet_text(&s, SONG, size, 10, y, lines[0]);
        sheet_shift(run, 1, -500);
        sheet_shift(run, 4, -1000);
        sheet_shift(run, 7, -500);
        run = sheet_text(&s, SONG, size, 10, y + 13, lines[1]);
        sheet_shift(run, 1, -500);
        sheet_shift(run, 4, -500);
        sheet_shift(run, 5, -500);
        run = sheet_text(&s, SONG, size, 10, y + 26, lines[2]);
        sheet_shift(run, 3, -500);
        sheet_shift(run, 4, -500);
    }
    sheet_end_page(&s, "1");
    const char *const all[] = {lines[0], lines[1], lines[2], lines[0], lines[1],
                               lines[2], lines[0], lines[1], lines[2]};
    expect_lines(&s, all, 9);
    sheet_free(&s);
}

/* Vertical lines come out as lines, from right to left, with digits that stand side by side and
 * words that lie in them, by the metrics that W2 states (VT-13). */
static void test_upright(void **state)
{
    (void)state;
    static const char *const lines[] = {"版心，双周“刊”。", "甲12月乙", "读office书，写字"};
    struct sheet s;
    sheet_begin(&s, "real");
    struct glyph_run *run = sheet_upright(&s, SONG, 10, 190, 10, "版心，双周『刊』。");
    run->text = str_dup(s.arena, str_of(lines[0]));
    sheet_shift(run, 3, -500);
    sheet_shift(run, 7, -500);
    run = sheet_upright(&s, SONG, 10, 170, 10, "甲");
    run = sheet_upright(&s, SONG, 10, 170, 20, "12");
    struct glyph *g = (struct glyph *)(uintptr_t)run->glyphs;
    g[0].x -= PT(2.5);
    g[1].x += PT(2.5);
    g[1].y = g[0].y;
    sheet_upright(&s, SONG, 10, 170, 30, "月乙");
    sheet_upright(&s, SONG, 10, 150, 10, "读");
    run = western(&s, WESTERN, 146, 22, "office");
    run->direction = RUN_TURNED;
    sheet_upright(&s, SONG, 10, 150, 48, "书，写字");
    sheet_end_page(&s, "1");
    expect_lines(&s, lines, 3);
    sheet_free(&s);
}

/* HL-12: the gap between Han and Western text is not a blank; one that was typed is. */
static void test_gaps(void **state)
{
    (void)state;
    static const char *const lines[] = {"第12期AI甲", "第1期（2025年）", "甲乙丙丁戊己庚辛",
                                        "on the page", "甲乙丙abc丁戊"};
    struct sheet s;
    sheet_begin(&s, "real");
    struct glyph_run *run = sheet_text(&s, SONG, 10, 10, 20, lines[0]);
    sheet_shift(run, 1, 250);
    sheet_shift(run, 3, 250);
    sheet_shift(run, 4, 250);
    sheet_shift(run, 6, 250);
    sheet_text(&s, KAI, 10, 10, 50, "第");
    western(&s, WESTERN, 22, 50, "1");
    sheet_text(&s, KAI, 10, 29, 50, "期（");
    western(&s, WESTERN, 49, 50, "2025");
    sheet_text(&s, KAI, 10, 71, 50, "年）");
    run = sheet_text(&s, SONG, 10, 10, 80, lines[2]); /* a loose line */
    for (size_t i = 1; i < run->n; i++)
        sheet_shift(run, i, 180);
    run = western(&s, WESTERN, 10, 110, lines[3]);
    sheet_shift(run, 3, 200);
    sheet_shift(run, 7, 200);
    run = sheet_text(&s, SONG, 10, 10, 140, lines[4]); /* X3 with a word inside */
    for (size_t i = 1; i < run->n; i++)
        sheet_shift(run, i, i < 3 || i > 6 ? 125 : i == 3 || i == 6 ? 375 : 0);
    sheet_end_page(&s, "1");
    expect_lines(&s, lines, 5);
    sheet_free(&s);
}

/* Two columns on one baseline stay two lines. */
static void test_columns(void **state)
{
    (void)state;
    static const char *const lines[] = {"甲乙丙丁", "戊己庚辛", "一二三四", "五六七八"};
    struct sheet s;
    sheet_begin(&s, "real");
    sheet_text(&s, SONG, 10, 10, 20, lines[0]);
    sheet_text(&s, SONG, 10, 70, 20, lines[2]);
    sheet_text(&s, SONG, 10, 10, 32, lines[1]);
    sheet_text(&s, SONG, 10, 70, 32, lines[3]);
    sheet_end_page(&s, "1");
    expect_lines(&s, lines, 4);
    sheet_free(&s);
}

/* ---- the content stream, as a viewer computes it ---- */

/* Enough of a viewer to follow the pen through one run's Tj and TJ. */
struct viewer {
    str content;
    size_t at;
    double size, spacing, x, y, rise;
    double shown[200][2]; /* where each glyph came to stand */
    size_t n;
    const double *widths; /* by code */
};

static unsigned next_byte(struct viewer *v)
{
    unsigned char c = (unsigned char)v->content.p[v->at++];
    if (c != '\\')
        return c;
    c = (unsigned char)v->content.p[v->at++];
    return c == 'r' ? '\r' : c;
}

static void show_string(struct viewer *v)
{
    v->at++;
    while (v->content.p[v->at] != ')') {
        unsigned code = next_byte(v) << 8;
        code |= next_byte(v);
        assert_true(v->n < 200 && code < 4);
        v->shown[v->n][0] = v->x;
        v->shown[v->n++][1] = v->y + v->rise;
        v->x += v->widths[code] / 1000 * v->size + v->spacing;
    }
    v->at++;
}

static void do_operator(struct viewer *v, str op, const double *stack)
{
    if (str_is(op, "Tf"))
        v->size = stack[0];
    if (str_is(op, "Tc"))
        v->spacing = stack[0];
    if (str_is(op, "Ts"))
        v->rise = stack[0];
    if (str_is(op, "Tm")) {
        v->x = stack[4];
        v->y = stack[5];
    }
}

/* Runs through the content; numbers wait on a stack for their operator. */
static void view(struct viewer *v)
{
    double stack[8];
    size_t n = 0;
    bool array = false;
    while (v->at < v->content.n) {
        char c = v->content.p[v->at];
        if (c == '(') {
            show_string(v);
        } else if (c == '[' || c == ']') {
            array = c == '[';
            v->at++;
        } else if (c == '-' || c == '.' || (c >= '0' && c <= '9')) {
            char *end;
            double d = strtod(v->content.p + v->at, &end);
            v->at = (size_t)(end - v->content.p);
            if (array)
                v->x -= d / 1000 * v->size;
            else
                stack[n++ % 8] = d;
        } else if (c == ' ' || c == '\n') {
            v->at++;
        } else {
            size_t end = v->at + 1;
            while (end < v->content.n && !strchr(" \n[(", v->content.p[end]))
                end++;
            if (v->content.p[v->at] != '/') { /* a name is an operand */
                do_operator(v, str_slice(v->content, v->at, end), stack);
                n = 0;
            }
            v->at = end;
        }
    }
}

static str content_of(const struct tools *t, const char *pdf)
{
    return tools_run(t, "MUTOOL", "show -b '%s' pages/1/Contents 2>&1", pdf);
}

static void test_black_text(void **state)
{
    (void)state;
    struct sheet s;
    sheet_begin(&s, "real");
    struct tools t = tools_begin();
    sheet_text(&s, SONG, 10, 10, 20, "甲乙");
    sheet_end_page(&s, "1");
    str content = content_of(&t, save(&t, &s));
    str expected = STR("BT\n0 0 0 1 k\n/GO gs\n/F1 10 Tf\n1 0 0 1 10 196 Tm\n (");
    assert_true(str_starts(content, expected));
    assert_true(str_ends(str_trim(content), STR(")Tj\nET\n/GK gs")));
    tools_end(&t);
    sheet_free(&s);
}

static void test_positions(void **state)
{
    (void)state;
    struct sheet s;
    sheet_begin(&s, "model");
    struct glyph_run *run =
        sheet_shape(&s, SONG, SHAPE_HAN, "zh-CN",
                    "甲甲甲a甲甲，甲甲a甲甲，甲甲甲甲甲a甲甲甲甲甲甲甲甲甲甲甲甲甲，甲");
    run->size = 677777; /* no round number of points */
    sheet_place(&s, run, 1234567, 7654321);
    struct glyph *glyphs = (struct glyph *)(uintptr_t)run->glyphs;
    uint32_t random = 1;
    length drift = 0;
    for (size_t i = 1; i < run->n; i++) {
        random = random * 1664525 + 1013904223;
        drift += i < run->n / 2 ? 3333 + (length)(i % 2)
                 : i % 3 == 0   ? (length)(random >> 24)
                                : (length)(random >> 16) - 32768;
        glyphs[i].x += drift;
    }
    glyphs[5].y = -100000;
    sheet_end_page(&s, "1");
    struct tools t = tools_begin();
    static const double widths[] = {1000, 1000, 500, 1000}; /* .notdef 甲 a ， */
    struct viewer v = {.content = content_of(&t, save(&t, &s)), .widths = widths};
    view(&v);
    assert_int_equal(v.n, run->n);
    double em = (double)run->size / LENGTH_PT;
    for (size_t i = 0; i < v.n; i++) {
        double x = (double)(run->x + glyphs[i].x) / LENGTH_PT;
        double y = 216 - (double)(run->y + glyphs[i].y) / LENGTH_PT;
        double off = v.shown[i][0] - x, off_y = v.shown[i][1] - y;
        double most = em / 100000 + 0.00006;
        if (off > most || off < -most || off_y > 0.0002 || off_y < -0.0002)
            fail_msg("glyph %zu stands off by %g, %g pt", i, off, off_y);
    }
    tools_end(&t);
    sheet_free(&s);
}

/* FT-09: bytes that a literal string must escape appear as codes of a large enough subset. */
static void test_escaped_codes(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "的一是不了在人有我他这中大来上个国到说们", "为子和你地出道也时年得就那要下以生会自着",
        "去之过家学对可她里后小么心多天而能好都然", "没日于起还发成事只作当想看文无开手十用主",
        "行方又如前所本见经头面公同三二四五六七八"};
    struct sheet s;
    sheet_begin(&s, "real");
    for (int i = 0; i < 5; i++)
        sheet_text(&s, SONG, 9, 5, 20 + 20 * i, lines[i]);
    sheet_end_page(&s, "1");
    expect_lines(&s, lines, 5);
    sheet_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),          cmocka_unit_test(test_shared_glyphs),
        cmocka_unit_test(test_squeezed_marks), cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_upright),        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_black_text),     cmocka_unit_test(test_positions),
        cmocka_unit_test(test_escaped_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
