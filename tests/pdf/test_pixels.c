/* Pictures of the pages: three viewers must show every glyph as FreeType draws it from the font
 * file, where the display list says. Text that can be copied proves nothing: it is right even
 * where every glyph is wrong. */
#include "sheet.h"
#include "tools.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <ft2build.h>

#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <cmocka.h>

#define DPI 600

/* ---- the reference ---- */

/* Adds ink (0…255 each) to a picture at (left, top), where it lies inside. */
static void add_ink(struct pixels *to, const FT_Bitmap *ink, long left, long top)
{
    for (long y = 0; y < (long)ink->rows; y++)
        for (long x = 0; x < (long)ink->width; x++) {
            long px = left + x, py = top + y;
            if (px < 0 || py < 0 || px >= (long)to->width || py >= (long)to->height)
                continue;
            unsigned char *at = &to->v[(size_t)py * to->width + (size_t)px];
            *at = (unsigned char)(*at * (255 - ink->buffer[y * ink->pitch + x]) / 255);
        }
}

/* Where a glyph's origin stands on the page. */
struct origin {
    length x, y;
};

static struct origin origin_of(const struct glyph_run *run, size_t i)
{
    const struct glyph *g = &run->glyphs[i];
    if (run->direction == RUN_TURNED)
        return (struct origin){run->x - g->y, run->y + g->x};
    return (struct origin){run->x + g->x, run->y + g->y};
}

/* Draws one glyph of a run, black on white. */
static void draw_glyph(FT_Library library, FT_Face ft, struct pixels *to,
                       const struct glyph_run *run, size_t i)
{
    const double scale = DPI / 72.0 / LENGTH_PT * 64; /* 1/64 pixels a length */
    struct origin at = origin_of(run, i);
    FT_Pos x = (FT_Pos)((double)at.x * scale + 0.5);
    FT_Pos y = (FT_Pos)((double)at.y * scale + 0.5);
    FT_Outline *outline = &ft->glyph->outline;
    assert_int_equal(FT_Load_Glyph(ft, run->glyphs[i].id, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP),
                     0);
    FT_Matrix turn = {0, 0x10000, -0x10000, 0}, narrow = {run->narrow, 0, 0, 0x10000};
    if (run->direction == RUN_TURNED)
        FT_Outline_Transform(outline, &turn);
    if (run->narrow)
        FT_Outline_Transform(outline, &narrow);
    FT_Outline_Translate(outline, x, -y);
    FT_BBox box;
    FT_Outline_Get_CBox(outline, &box);
    long left = box.xMin >> 6, right = (box.xMax >> 6) + 1;
    long bottom = box.yMin >> 6, top = (box.yMax >> 6) + 1;
    FT_Bitmap ink = {.rows = (unsigned)(top - bottom),
                     .width = (unsigned)(right - left),
                     .pitch = (int)(right - left),
                     .num_grays = 256,
                     .pixel_mode = FT_PIXEL_MODE_GRAY};
    ink.buffer = test_calloc(ink.rows, ink.width);
    FT_Outline_Translate(outline, -left * 64, -bottom * 64);
    assert_int_equal(FT_Outline_Get_Bitmap(library, outline, &ink), 0);
    add_ink(to, &ink, left, -top);
    test_free(ink.buffer);
}

static struct pixels draw_page(const struct tools *t, const struct sheet *s)
{
    struct pixels p = {.channels = 1};
    p.width = (unsigned)((s->pages.width / LENGTH_PT * DPI + 71) / 72);
    p.height = (unsigned)((s->pages.height / LENGTH_PT * DPI + 71) / 72);
    p.v = arena_many(t->arena, (size_t)p.width * p.height, unsigned char);
    memset(p.v, 255, (size_t)p.width * p.height);
    FT_Library library;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    const struct page *page = &s->done.v[0];
    for (size_t k = 0; k < page->n_items; k++) {
        const struct glyph_run *run = page->items[k].run;
        FT_Face ft;
        assert_int_equal(FT_New_Face(library, run->face->path, run->face->index, &ft), 0);
        assert_int_equal(
            FT_Set_Char_Size(ft, 0, (FT_F26Dot6)(run->size * 64 / LENGTH_PT), DPI, DPI), 0);
        for (size_t i = 0; i < run->n; i++)
            draw_glyph(library, ft, &p, run, i);
        FT_Done_Face(ft);
    }
    FT_Done_FreeType(library);
    return p;
}

/* ---- comparing ---- */

struct box {
    unsigned x0, y0, x1, y1;
};

/* The cell of a glyph: its em box. */
static struct box cell_of(const struct pixels *p, const struct glyph_run *run, size_t i)
{
    double scale = DPI / 72.0 / LENGTH_PT;
    struct origin at = origin_of(run, i);
    double x = (double)at.x * scale, y = (double)at.y * scale, em = (double)run->size * scale;
    if (run->direction == RUN_TURNED) { /* its em box lies on its side */
        x -= 0.2 * em;
        y += 0.9 * em;
    }
    return (struct box){(unsigned)(x > 0 ? x : 0), (unsigned)(y - 0.9 * em > 0 ? y - 0.9 * em : 0),
                        (unsigned)(x + em) < p->width ? (unsigned)(x + em) : p->width,
                        (unsigned)(y + 0.2 * em)};
}

/* How far two pictures differ in a box, as a share of the ink of the first: 0 the same, 1 and more
 * nothing in common. The second one is looked at (dx, dy) further. */
static double difference(const struct pixels *a, const struct pixels *b, const struct box *at,
                         int dx, int dy)
{
    long ink = 1, off = 0;
    for (unsigned y = at->y0; y < at->y1; y++)
        for (unsigned x = at->x0; x < at->x1; x++) {
            long bx = (long)x + dx, by = (long)y + dy;
            bool outside = bx < 0 || by < 0 || bx >= (long)b->width || by >= (long)b->height;
            int va = a->v[(size_t)y * a->width + x];
            int vb = outside ? 255 : b->v[(size_t)by * b->width + (size_t)bx];
            ink += 255 - va;
            off += va > vb ? va - vb : vb - va;
        }
    return (double)off / (double)ink;
}

/* Viewers put glyphs on whole pixels (of 1/600 inch here), each in its own way. */
static double least_difference(const struct pixels *a, const struct pixels *b, const struct box *at)
{
    double least = difference(a, b, at, 0, 0);
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++) {
            double d = difference(a, b, at, dx, dy);
            least = d < least ? d : least;
        }
    return least;
}

/* Measured: the same glyph differs by up to 0.14 (smoothing, and neighbours that reach into its
 * cell), another one by 0.5 and more. */
#define SAME 0.2

static void expect_same(const struct sheet *s, const struct pixels *reference,
                        const struct pixels *seen, const char *who)
{
    assert_int_equal(seen->width, reference->width);
    assert_int_equal(seen->height, reference->height);
    const struct page *page = &s->done.v[0];
    for (size_t k = 0; k < page->n_items; k++) {
        const struct glyph_run *run = page->items[k].run;
        for (size_t i = 0; i < run->n; i++) {
            struct box cell = cell_of(reference, run, i);
            double d = least_difference(reference, seen, &cell);
            if (getenv("SHOW_DIFFERENCES"))
                printf("%s run %zu glyph %zu: %.3f\n", who, k, i, d);
            if (d > SAME)
                fail_msg("%s: glyph %zu of \"%.*s\" differs by %.2f", who, i, STR_ARG(run->text),
                         d);
        }
    }
}

/* That the measure tells glyphs apart: none may pass for its neighbour, nor a line for one that is
 * 1/16 em off (single glyphs with long strokes might). */
static void expect_sharp(const struct sheet *s, const struct pixels *reference)
{
    const struct glyph_run *run = s->done.v[0].items[0].run;
    double moved = 0;
    for (size_t i = 0; i + 1 < run->n; i++) {
        struct box cell = cell_of(reference, run, i);
        length step = run->glyphs[i + 1].x - run->glyphs[i].x;
        int em = (int)(step * DPI / 72 / LENGTH_PT);
        assert_true(difference(reference, reference, &cell, em, 0) > 2 * SAME);
        moved += difference(reference, reference, &cell, em / 16, 0);
    }
    assert_true(moved / (double)(run->n - 1) > 2 * SAME);
}

static void expect_page(struct sheet *s, bool sharp)
{
    struct tools t = tools_begin();
    struct buf pdf = sheet_make(s);
    const char *path = tools_write(&t, "test.pdf", pdf.data, pdf.n);
    buf_free(&pdf);
    struct pixels reference = draw_page(&t, s);
    if (sharp)
        expect_sharp(s, &reference);
    for (enum renderer r = 0; r < RENDERERS; r++) {
        struct pixels seen = tools_render(&t, r, path, DPI, 1);
        expect_same(s, &reference, &seen, renderer_names[r]);
    }
    tools_end(&t);
}

/* ---- pages ---- */

static void test_han(const char *font)
{
    struct sheet s;
    sheet_begin(&s, "real");
    sheet_text(&s, font, 16, 5, 30, "版心双周刊是在中国");
    sheet_text(&s, font, 12, 5, 60, "（第一期）、“编辑”；排印！");
    struct glyph_run *run = sheet_text(&s, font, 12, 5, 90, "甲（乙）「丙」。丁戊");
    sheet_shift(run, 1, -500);
    sheet_shift(run, 4, -1000);
    sheet_shift(run, 7, -500);
    run = sheet_text(&s, font, 11, 5, 120, "上下左右东西南北月日");
    for (size_t i = 1; i < run->n; i++)
        sheet_shift(run, i, 123);
    run = sheet_shape(&s, font, SHAPE_WESTERN, "en", "office (fi) \\ AV");
    run->size = PT(14);
    sheet_place(&s, run, PT(5), PT(150));
    sheet_end_page(&s, "1");
    expect_page(&s, true);
    sheet_free(&s);
}

/* Vertical lines: forms by the font, moved in both directions, narrowed, and words on their side.
 */
static void test_vertical_in(const char *font)
{
    struct sheet s;
    sheet_begin(&s, "real");
    sheet_upright(&s, font, 16, 190, 5, "版心（双周）刊，『一二』。");
    struct glyph_run *run = sheet_upright(&s, font, 16, 160, 5, "甲（乙）『丙』丁——");
    sheet_shift(run, 1, -500);
    sheet_shift(run, 4, -500);
    sheet_shift(run, 7, 123);
    run = sheet_upright(&s, font, 14, 130, 5, "上12下");
    struct glyph *g = (struct glyph *)(uintptr_t)run->glyphs;
    run->narrow = LENGTH_PT * 8 / 10;
    for (size_t i = 0; i < run->n; i++) /* the middle of the line is the middle still */
        g[i].x = length_scale(g[i].x, 8, 10);
    run = sheet_upright(&s, font, 14, 100, 5, "上12下");
    g = (struct glyph *)(uintptr_t)run->glyphs;
    g[1].x -= PT(4);
    g[2].x += PT(4);
    g[2].y = g[1].y;
    run = sheet_shape(&s, "EB Garamond", SHAPE_WESTERN, "en", "office (fi) AV");
    run->size = PT(15);
    sheet_place(&s, run, PT(60), PT(20));
    run->direction = RUN_TURNED;
    sheet_end_page(&s, "1");
    expect_page(&s, false);
    sheet_free(&s);
}

static void test_vertical(void **state)
{
    (void)state;
    test_vertical_in("Noto Serif CJK SC");
    test_vertical_in("LXGW WenKai");
    test_vertical_in("Noto Sans CJK SC Bold"); /* without vertical metrics */
}

static void test_cid_cff(void **state)
{
    (void)state;
    test_han("Noto Serif CJK SC");
    test_han("Noto Sans CJK SC Bold");
}

static void test_truetype(void **state)
{
    (void)state;
    test_han("LXGW WenKai");
}

static void test_named_cff(void **state)
{
    (void)state;
    struct sheet s;
    sheet_begin(&s, "real");
    static const char *const lines[] = {"The quick brown fox", "jumps: office, (fi) AV",
                                        "0123456789 é × ° ©"};
    for (int i = 0; i < 3; i++) {
        struct glyph_run *run = sheet_shape(&s, "EB Garamond", SHAPE_WESTERN, "en", lines[i]);
        run->size = PT(15);
        sheet_place(&s, run, PT(5), PT(40 + 40 * i));
    }
    sheet_end_page(&s, "1");
    expect_page(&s, false);
    sheet_free(&s);
}

/* A subset of one glyph has the smallest charset there is. */
static void test_few_glyphs(void **state)
{
    (void)state;
    static const char *const texts[] = {"甲", "甲乙", "甲乙丙", "丁戊己庚"};
    for (size_t i = 0; i < 4; i++) {
        struct sheet s;
        sheet_begin(&s, "real");
        s.pages.width = s.pages.height = PT(72);
        sheet_text(&s, "Noto Serif CJK SC", 16, 4, 40, texts[i]);
        sheet_end_page(&s, "1");
        expect_page(&s, false);
        sheet_free(&s);
    }
}

/* Raised and lowered glyphs, and a colour that is not black but prints as dark. */
static void test_rise(void **state)
{
    (void)state;
    struct sheet s;
    sheet_begin(&s, "real");
    struct glyph_run *run = sheet_text(&s, "Noto Serif CJK SC", 16, 10, 60, "甲乙丙丁戊");
    struct glyph *glyphs = (struct glyph *)(uintptr_t)run->glyphs;
    glyphs[1].y = -PT(6);
    glyphs[3].y = PT(4);
    glyphs[4].y = PT(4);
    sheet_end_page(&s, "1");
    expect_page(&s, false);
    sheet_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cid_cff),   cmocka_unit_test(test_truetype),
        cmocka_unit_test(test_named_cff), cmocka_unit_test(test_few_glyphs),
        cmocka_unit_test(test_rise),      cmocka_unit_test(test_vertical),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
