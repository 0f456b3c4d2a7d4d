/* Marks and annotations from composition to the page: dashes without a seam, dots at mid-height
 * (FT-06), wavy lines (IM-03), annotations that tear no text apart (RB-07). */
#include "paginate/canvas.h"
#include "sheet.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define DPI  1200
#define SIZE PT(20)
#define LEFT PT(20)
#define BASE PT(100)

/* A page with one composed line at (LEFT, BASE), its text SIZE high. */
struct scene {
    struct sheet sheet;
    struct tools tools;
    struct font_role role;
    struct style body;
    struct layout layout;
    const char *pdf;
    length width; /* of the line */
};

static void save(struct scene *s)
{
    struct buf pdf = sheet_make(&s->sheet);
    s->pdf = tools_write(&s->tools, "test.pdf", pdf.data, pdf.n);
    buf_free(&pdf);
    tools_check(&s->tools, s->pdf);
}

static void scene_set(struct scene *s, const char *catalogue, const char *face,
                      const struct span *spans, size_t n)
{
    *s = (struct scene){.tools = tools_begin()};
    struct sheet *sheet = &s->sheet;
    sheet_begin(sheet, catalogue);
    s->role = (struct font_role){.han = str_of(face), .western = str_of(face)};
    s->role.western_scale = LENGTH_PT;
    s->body = (struct style){.font = &s->role, .size = SIZE, .color = {.k = 10000}};
    s->layout = (struct layout){.fonts = &s->role, .n_fonts = 1};
    s->layout.grid.pitch = 2 * SIZE;
    s->layout.styles[LAYOUT_BODY] = &s->body;
    struct composer *c = composer_new(&s->layout, sheet->fonts, "zh-CN", sheet->diags);
    assert_non_null(c);
    struct paragraph in = {.spans = spans, .n_spans = n, .style = &s->body, .measure = PT(180)};
    struct lines lines = compose_paragraph(c, sheet->arena, &in, sheet->diags);
    assert_int_equal(lines.n, 1);
    s->width = lines.v[0].width;
    struct canvas canvas = {0};
    const struct setter setter = {.arena = sheet->arena};
    canvas_line(&canvas, &setter, &lines.v[0], LEFT, BASE);
    for (size_t i = 0; i < canvas.items.n; i++)
        vec_push(&sheet->items, canvas.items.v[i]);
    sheet_end_page(sheet, "1");
    vec_free(&canvas.items);
    composer_free(c);
    save(s);
}

static void scene_end(struct scene *s)
{
    tools_end(&s->tools);
    sheet_free(&s->sheet);
}

static void expect_text(struct scene *s, const char *expected)
{
    static const char *const modes[] = {"", "-raw", "-layout"};
    for (int i = 0; i < 3; i++) {
        str text = tools_run(&s->tools, "PDFTOTEXT", "%s -enc UTF-8 '%s' - 2>&1", modes[i], s->pdf);
        text = str_trim(text);
        while (text.n && text.p[text.n - 1] == '\f')
            text = str_trim(str_slice(text, 0, text.n - 1));
        if (!str_is(text, expected))
            fail_msg("%s: \"%.*s\" instead of \"%s\"", modes[i], STR_ARG(text), expected);
    }
}

/* ---- pixels ---- */

static unsigned px(length l)
{
    return (unsigned)(l * DPI / 72 / LENGTH_PT);
}

/* The ink of a column of pixels: its middle and thickness in pixels, 0 when there is none. */
struct column {
    unsigned first, last, dark;
};

static struct column column_at(const struct pixels *p, unsigned x)
{
    struct column c = {0};
    for (unsigned y = 0; y < p->height; y++) {
        if (p->v[(size_t)y * p->width + x] > 127)
            continue;
        c.first = c.dark ? c.first : y;
        c.last = y;
        c.dark++;
    }
    return c;
}

/* ---- dashes ---- */

/* FT-06: alone on its line, so that all ink is the dash's: 1.95 em and more of it without a gap,
 * everywhere about as thick. */
static void expect_dash(const char *catalogue, const char *face, const char *text)
{
    struct scene s;
    const struct span span = {.text = str_of(text)};
    scene_set(&s, catalogue, face, &span, 1);
    assert_int_equal(s.width, 2 * SIZE);
    struct pixels p = tools_render(&s.tools, POPPLER, s.pdf, DPI, 1);
    unsigned from = px(LEFT), to = px(LEFT + 2 * SIZE), run = 0, longest = 0;
    unsigned middle = column_at(&p, px(LEFT + SIZE / 2)).dark;
    for (unsigned x = from - px(SIZE); x < to + px(SIZE); x++) {
        struct column c = column_at(&p, x);
        run = c.dark ? run + 1 : 0;
        longest = run > longest ? run : longest;
        unsigned edge = px(SIZE / 10);
        if (x > from + edge && x < to - edge)
            assert_in_range(c.dark, middle - 3, middle + 3);
        else if (x < from || x > to)
            assert_int_equal(c.dark, 0);
    }
    if (longest < px(SIZE * 195 / 100))
        fail_msg("%s: %u pixels of ink, %u are 2 em", face, longest, px(2 * SIZE));
    expect_text(&s, text);
    scene_end(&s);
}

static void test_dashes(void **state)
{
    (void)state;
    expect_dash("real", "Noto Serif CJK SC", "——"); /* a ligature with ink of 1.86 em */
    expect_dash("real", "Noto Sans CJK SC Bold", "——");
    expect_dash("real", "LXGW WenKai", "——");      /* two glyphs 0.004 em apart; a long one */
    expect_dash("real", "Noto Serif CJK SC", "⸺"); /* of 1.69 em in the font */
    expect_dash("model", "Noto Serif CJK SC", "——");
}

/* FT-06: the model font's dots stand at the foot. */
static void test_dots(void **state)
{
    (void)state;
    static const char *const catalogues[] = {"model", "real"};
    for (int i = 0; i < 2; i++) {
        struct scene s;
        const struct span span = {.text = STR("……")};
        scene_set(&s, catalogues[i], "Noto Serif CJK SC", &span, 1);
        struct pixels p = tools_render(&s.tools, POPPLER, s.pdf, DPI, 1);
        unsigned top = p.height, bottom = 0;
        for (unsigned x = px(LEFT); x < px(LEFT + 2 * SIZE); x++) {
            struct column c = column_at(&p, x);
            top = c.dark && c.first < top ? c.first : top;
            bottom = c.dark && c.last > bottom ? c.last : bottom;
        }
        /* the em box's middle is 0.38 em over the baseline */
        unsigned middle = (top + bottom) / 2, wanted = px(BASE - SIZE * 38 / 100);
        assert_in_range(middle, wanted - px(SIZE / 50), wanted + px(SIZE / 50));
        expect_text(&s, "……");
        scene_end(&s);
    }
}

/* ---- waves ---- */

/* From x on: how often the ink turns at its top and at its foot. */
static void count_turns(const struct pixels *p, const unsigned x[2], unsigned middle,
                        unsigned turns[2])
{
    bool above = false, below = false;
    for (unsigned i = x[0]; i < x[1]; i++) {
        struct column c = column_at(p, i);
        assert_true(c.dark > 0);
        turns[0] += c.last < middle && !above;
        turns[1] += c.first > middle && !below;
        above = c.last < middle;
        below = c.first > middle;
    }
}

/* IM-03: whole half waves from side to side, as high as the rectangle, nowhere broken. */
static void test_wave(void **state)
{
    (void)state;
    struct scene s = {.tools = tools_begin()};
    sheet_begin(&s.sheet, "model");
    struct item *item = sheet_item(&s.sheet, ITEM_WAVE, 20, 100, 100, 4);
    item->thickness = LENGTH_PT / 2;
    item->period = PT(10) + LENGTH_PT / 7;
    sheet_end_page(&s.sheet, "1");
    save(&s);
    for (int r = 0; r < RENDERERS; r++) {
        struct pixels p = tools_render(&s.tools, (enum renderer)r, s.pdf, DPI, 1);
        unsigned x[2] = {px(PT(20)) + 1, px(PT(120)) - 1}, turns[2] = {0}, top = p.height, end = 0;
        count_turns(&p, x, px(PT(102)), turns);
        assert_int_equal(turns[0], 11);
        assert_int_equal(turns[1], 10);
        assert_int_equal(column_at(&p, x[0] - 4).dark, 0);
        assert_int_equal(column_at(&p, x[1] + 4).dark, 0);
        for (unsigned i = x[0]; i < x[1]; i++) {
            struct column c = column_at(&p, i);
            top = c.first < top ? c.first : top;
            end = c.last > end ? c.last : end;
        }
        assert_in_range(top, px(PT(100)) - 1, px(PT(100)) + 2);
        assert_in_range(end, px(PT(104)) - 2, px(PT(104)) + 1);
    }
    scene_end(&s);
}

/* What a page dump says of a wave and of an annotation. */
static void test_dump(void **state)
{
    (void)state;
    struct sheet s;
    sheet_begin(&s, "model");
    struct item *item = sheet_item(&s, ITEM_WAVE, 20, 100, 100, 4);
    item->thickness = LENGTH_PT / 2;
    item->period = PT(10);
    sheet_text(&s, "Noto Serif CJK SC", 10, 20, 90, "a")->aside = true;
    sheet_end_page(&s, "1");
    s.pages.pages = s.done.v;
    s.pages.n = 1;
    struct buf b = {0};
    pages_dump(&s.pages, &b);
    str text = buf_view(&b);
    static const char wave[] = "\nwave 20,100 100x4 k100 thick 0.5 period 10\n";
    static const char over[] = " \"a\" aside\n";
    assert_non_null(memmem(text.p, text.n, wave, strlen(wave)));
    assert_non_null(memmem(text.p, text.n, over, strlen(over)));
    buf_free(&b);
    sheet_free(&s);
}

/* ---- annotations ---- */

/* RB-07: bases apart by half an em and more are one text, and the annotations none. */
static void test_annotations(void **state)
{
    (void)state;
    const struct span spans[] = {
        {.text = STR("在")},
        {.kind = SPAN_RUBY, .text = STR("中国"), .ruby = STR("zhongguo")},
        {.kind = SPAN_RUBY, .text = STR("人"), .ruby = STR("ren")},
        {.kind = SPAN_RUBY, .text = STR("户"), .ruby = STR("zhuang")},
        {.text = STR("，中")},
    };
    struct scene s;
    scene_set(&s, "real", "Noto Serif CJK SC", spans, sizeof spans / sizeof *spans);
    expect_text(&s, "在中国人户，中");
    struct pixels p = tools_render(&s.tools, POPPLER, s.pdf, DPI, 1);
    unsigned over = 0; /* they are drawn all the same */
    for (unsigned x = px(LEFT); x < px(LEFT + s.width); x++)
        over += column_at(&p, x).dark && column_at(&p, x).first < px(BASE - SIZE * 95 / 100);
    assert_true(over > px(SIZE));
    scene_end(&s);
}

/* A letter of an annotation is still itself in the text. */
static void test_letters(void **state)
{
    (void)state;
    const struct span spans[] = {
        {.kind = SPAN_RUBY, .text = STR("中"), .ruby = STR("zh")},
        {.text = STR("zhzh")},
    };
    struct scene s;
    scene_set(&s, "real", "Noto Serif CJK SC", spans, 2);
    expect_text(&s, "中zhzh");
    str raw = tools_run(&s.tools, "MUTOOL", "draw -q -F txt '%s' 2>&1", s.pdf);
    assert_non_null(
        memmem(raw.p, raw.n, "zhzh", 4)); /* by the codes: it does not read ActualText */
    scene_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dashes),      cmocka_unit_test(test_dots),
        cmocka_unit_test(test_wave),        cmocka_unit_test(test_dump),
        cmocka_unit_test(test_annotations), cmocka_unit_test(test_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
