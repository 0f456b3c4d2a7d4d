#include "sheet.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const struct color black = {.k = 10000};

void sheet_begin(struct sheet *s, const char *catalogue)
{
    *s = (struct sheet){.arena = arena_new(), .diags = diags_new(), .shaper = shaper_new()};
    const char *folder = str_format(s->arena, "%s/%s", TEST_FONTS, catalogue).p;
    s->fonts = fonts_open(folder, s->diags);
    if (!s->fonts)
        diags_print(s->diags, stderr, DIAG_TEXT);
    assert_non_null(s->fonts);
    s->pages = (struct pages){.width = PT(216),
                              .height = PT(216),
                              .year = 2025,
                              .month = 8,
                              .day = 15,
                              .language = STR("zh-CN"),
                              .title = STR("试验")};
}

/* The bytes where each code point begins, and where the text ends. */
static uint32_t *decode(struct sheet *s, str text, size_t *n, uint32_t **starts)
{
    uint32_t *codes = arena_many(s->arena, text.n + 1, uint32_t);
    *starts = arena_many(s->arena, text.n + 1, uint32_t);
    *n = 0;
    for (size_t i = 0; i < text.n;) {
        (*starts)[*n] = (uint32_t)i;
        codes[(*n)++] = utf8_next(text, &i);
    }
    (*starts)[*n] = (uint32_t)text.n;
    return codes;
}

struct glyph_run *sheet_shape(struct sheet *s, const char *font, enum shape_script script,
                              const char *language, const char *text)
{
    const struct face *face = fonts_face(s->fonts, str_of(font), (struct place){0}, s->diags);
    if (!face)
        diags_print(s->diags, stderr, DIAG_TEXT);
    assert_non_null(face);
    struct glyph_run *run = arena_one(s->arena, struct glyph_run);
    run->face = face;
    run->size = PT(10);
    run->color = black;
    run->text = str_dup(s->arena, str_of(text));
    size_t n;
    uint32_t *starts, *codes = decode(s, run->text, &n, &starts);
    const struct shaped *g = shape(s->shaper, face, script, language, codes, n, 0, n, &run->n);
    struct glyph *glyphs = arena_many(s->arena, run->n, struct glyph);
    run->glyphs = glyphs;
    int64_t pen = 0; /* in font units until the run is placed */
    for (size_t i = 0; i < run->n; i++) {
        size_t next = i + 1;
        while (next < run->n && g[next].cluster == g[i].cluster)
            next++;
        bool head = i == 0 || g[i - 1].cluster != g[i].cluster;
        uint32_t end = next < run->n ? starts[g[next].cluster] : (uint32_t)run->text.n;
        glyphs[i] =
            (struct glyph){g[i].glyph, starts[g[i].cluster], head ? end - starts[g[i].cluster] : 0,
                           pen + g[i].x_offset, -g[i].y_offset};
        if (script == SHAPE_VERTICAL) {
            glyphs[i].x = g[i].x_offset;
            glyphs[i].y = pen - g[i].y_offset;
            run->direction = RUN_UPRIGHT;
        }
        pen += g[i].advance;
    }
    run->width = pen;
    return run;
}

void sheet_place(struct sheet *s, struct glyph_run *run, length x, length y)
{
    struct glyph *glyphs = (struct glyph *)(uintptr_t)run->glyphs;
    for (size_t i = 0; i < run->n; i++) {
        glyphs[i].x = face_scale(run->face, glyphs[i].x, run->size);
        glyphs[i].y = face_scale(run->face, glyphs[i].y, run->size);
    }
    run->width = face_scale(run->face, run->width, run->size);
    run->x = x;
    run->y = y;
    struct item *item = vec_add(&s->items);
    item->kind = ITEM_GLYPHS;
    item->run = run;
}

struct glyph_run *sheet_text(struct sheet *s, const char *font, int size, int x, int y,
                             const char *text)
{
    struct glyph_run *run = sheet_shape(s, font, SHAPE_HAN, "zh-CN", text);
    run->size = PT(size);
    sheet_place(s, run, PT(x), PT(y));
    return run;
}

struct glyph_run *sheet_upright(struct sheet *s, const char *font, int size, int x, int y,
                                const char *text)
{
    struct glyph_run *run = sheet_shape(s, font, SHAPE_VERTICAL, "zh-CN", text);
    run->size = PT(size);
    sheet_place(s, run, PT(x), PT(y));
    return run;
}

void sheet_shift(struct glyph_run *run, size_t from, int units)
{
    struct glyph *glyphs = (struct glyph *)(uintptr_t)run->glyphs;
    for (size_t i = from; i < run->n; i++) {
        length move = length_scale(run->size, units, 1000);
        *(run->direction == RUN_UPRIGHT ? &glyphs[i].y : &glyphs[i].x) += move;
    }
}

struct item *sheet_item(struct sheet *s, enum item_kind kind, int x, int y, int w, int h)
{
    struct item *item = vec_add(&s->items);
    item->kind = kind;
    item->rect = (struct rect){PT(x), PT(y), PT(w), PT(h)};
    item->color = black;
    return item;
}

void sheet_end_page(struct sheet *s, const char *label)
{
    struct page *page = vec_add(&s->done);
    page->label = str_of(label);
    page->n_items = s->items.n;
    page->items = vec_take(s->arena, &s->items);
}

struct buf sheet_make(struct sheet *s)
{
    const struct pdf_options options = {.profile = PDF_PLAIN,
                                        .source_date_epoch = -1,
                                        .producer = "banxin test",
                                        .threads = s->threads};
    s->pages.n = s->done.n;
    s->pages.pages = s->done.v;
    struct buf out = {0};
    bool ok = pdf_make(&s->pages, &options, &out, s->diags);
    if (!ok)
        diags_print(s->diags, stderr, DIAG_TEXT);
    assert_true(ok);
    return out;
}

const char *sheet_save(struct sheet *s, const struct tools *t)
{
    struct buf pdf = sheet_make(s);
    const char *path = tools_write(t, "test.pdf", pdf.data, pdf.n);
    buf_free(&pdf);
    tools_check(t, path);
    return path;
}

void sheet_free(struct sheet *s)
{
    vec_free(&s->items);
    vec_free(&s->done);
    shaper_free(s->shaper);
    fonts_free(s->fonts);
    diags_free(s->diags);
    arena_free(s->arena);
}
