/* The other parts: page, colours, fonts, article, lists, frames' own keys, pages; standards. */
#include "reading.h"

#include <stdlib.h>
#include <unistd.h>

#define PT(n) ((n)*LENGTH_PT)

static void want_text(str text, const char *expected)
{
    if (!str_is(text, expected))
        fail_msg("`%.*s` instead of `%s`", STR_ARG(text), expected);
}

static void want_literal(const struct text_template *t, const char *expected)
{
    assert_int_equal(t->n_parts, 1);
    want_text(t->parts[0].literal, expected);
}

static void test_standards(void **state)
{
    (void)state;
    struct reading r = reading_with(NULL, NULL);
    reading_clean(&r);
    const struct layout *l = r.layout;
    want_text(l->name, "small");
    assert_int_equal(l->width, PT(200));
    assert_int_equal(l->height, PT(300));
    assert_int_equal(l->bleed, PT(10));
    assert_int_equal(l->composition.level, PROHIBITION_GB);
    assert_true(l->weights.widow > l->weights.orphan); /* PG-09 */
    assert_int_equal(l->n_bullets, 1);
    want_literal(&l->bullets[0], "•");
    assert_int_equal(l->number.n_parts, 2);
    assert_int_equal(l->number.parts[0].field, TEMPLATE_N);
    want_literal(&l->divider, "＊　＊　＊");
    assert_int_equal(l->list_hang, PT(15));
    assert_int_equal(l->table.rule_thick, 65536);
    assert_int_equal(l->table.rule_thin, 19660);
    assert_int_equal(l->table.rule_color.k, 10000);
    assert_int_equal(l->table.cell_gap, PT(10));
    assert_int_equal(l->underline_thickness, PT(1) / 2);
    assert_int_equal(l->underline_offset, PT(1));
    assert_int_equal(l->marks.emphasis, EMPHASIS_STYLE);
    assert_int_equal(l->marks.dot, LENGTH_PT / 5);
    assert_int_equal(l->marks.dot_offset, LENGTH_PT / 20);
    assert_int_equal(l->marks.wave, LENGTH_PT / 8);
    assert_int_equal(l->marks.wave_length, LENGTH_PT / 2);
    assert_int_equal(l->marks.gap, LENGTH_PT / 8);
    assert_int_equal(l->note_mark, NOTE_MARK_CIRCLED);
    assert_int_equal(l->note_title.n, 0);
    assert_false(l->link_notes);
    assert_int_equal(l->article.gap, 1);
    assert_int_equal(l->article.least_lines, 1);
    assert_int_equal(l->article.n_head, 1);
    assert_int_equal(l->article.n_end, 0);
    assert_non_null(l->inside);
    assert_null(l->first);
    assert_null(l->last);
    reading_end(&r);
}

static void test_manners(void **state)
{
    (void)state;
    struct reading r = reading_with(
        "composition", "composition: {level: strict, gap: 1/6}\n", "article",
        "article:\n  head: [{text: \"{section}\", style: body, if: new-section},\n"
        "    {text: \"{article.title}\", style: body},\n"
        "    {text: by, style: body, if: [{section}, article.author], unless: {theme}}]\n"
        "  end: [{text: x, style: body}]\n  gap: 2\n  gap-stretch: 3\n  least-lines: 4\n",
        "list", "list: {bullets: [a, b, c], number: \"（{n}）\", hang: 2em, bullet-style: body}\n",
        "table",
        "table: {rule-thick: 2pt, rule-thin: 1pt, rule-color: red, cell-gap: 3pt, space-below: "
        "2}\n",
        "underline", "underline: {thickness: 2pt, offset: -1pt}\n", "marks",
        "marks: {emphasis: both, dot: 1/4, dot-offset: 0, wave: 0.2, wave-length: 1, gap: 0.25}\n",
        "notes", "notes: {mark: plain, title: 注}\n", "links", "links: notes\n", "divider",
        "divider: x\n", NULL);
    reading_clean(&r);
    const struct layout *l = r.layout;
    assert_int_equal(l->composition.level, PROHIBITION_STRICT);
    assert_int_equal(l->styles[LAYOUT_BODY]->gap_em, 10923);
    assert_int_equal(l->article.n_head, 3);
    const struct presence *p = &l->article.head[0].conditions.present;
    assert_int_equal(p->n, 1);
    assert_int_equal(p->v[0], CONDITION_NEW_SECTION);
    assert_int_equal(l->article.head[1].conditions.present.n, 0);
    p = &l->article.head[2].conditions.present;
    assert_int_equal(p->n, 2);
    assert_int_equal(p->v[1], TEMPLATE_ARTICLE_AUTHOR);
    p = &l->article.head[2].conditions.absent;
    assert_int_equal(p->n, 1);
    assert_int_equal(p->v[0], TEMPLATE_THEME);
    assert_ptr_equal(l->article.head[1].style, l->styles[LAYOUT_BODY]);
    assert_int_equal(l->article.n_end, 1);
    assert_int_equal(l->article.gap, 2);
    assert_int_equal(l->article.gap_stretch, 3);
    assert_int_equal(l->article.least_lines, 4);
    assert_int_equal(l->n_bullets, 3);
    want_literal(&l->bullets[2], "c");
    assert_int_equal(l->number.n_parts, 3);
    assert_int_equal(l->list_hang, PT(20));
    assert_int_equal(l->table.rule_thick, PT(2));
    assert_int_equal(l->table.rule_thin, PT(1));
    assert_int_equal(l->table.rule_color.m, 10000);
    assert_int_equal(l->table.cell_gap, PT(3));
    assert_int_equal(l->table.space_below, 2);
    assert_ptr_equal(l->bullet, l->styles[LAYOUT_BODY]);
    assert_int_equal(l->underline_thickness, PT(2));
    assert_int_equal(l->underline_offset, PT(-1));
    assert_int_equal(l->marks.emphasis, EMPHASIS_BOTH);
    assert_int_equal(l->marks.dot, LENGTH_PT / 4);
    assert_int_equal(l->marks.dot_offset, 0);
    assert_int_equal(l->marks.wave, 13107);
    assert_int_equal(l->marks.wave_length, LENGTH_PT);
    assert_int_equal(l->marks.gap, LENGTH_PT / 4);
    assert_int_equal(l->note_mark, NOTE_MARK_PLAIN);
    want_text(l->note_title, "注");
    assert_true(l->link_notes);
    want_literal(&l->divider, "x");
    reading_end(&r);
}

static void test_fonts(void **state)
{
    (void)state;
    struct reading r = reading_with(
        "fonts",
        "fonts:\n  hei: {han: Hei}\n"
        "  song: {han: Song, western: Latin, western-scale: 1.1, western-shift: -0.05,\n"
        "    fallback: [One, Two]}\n  kai: {han: Kai, fallback: One}\n",
        NULL);
    reading_clean(&r);
    const struct font_role *song = r.layout->styles[LAYOUT_BODY]->font;
    assert_int_equal(r.layout->n_fonts, 3);
    assert_ptr_equal(song, &r.layout->fonts[1]);
    want_text(song->name, "song");
    want_text(song->han, "Song");
    want_text(song->western, "Latin");
    assert_int_equal(song->han_at.line, 7);
    assert_int_equal(song->han_at.column, 15);
    assert_int_equal(song->western_at.column, 30);
    assert_int_equal(song->western_scale, 72090);
    assert_int_equal(song->western_shift, -3277);
    assert_int_equal(song->n_fallback, 2);
    want_text(song->fallback[1], "Two");
    assert_int_equal(song->fallback_at[1].line, 8);
    want_text(r.layout->fonts[0].western, "Hei");
    assert_int_equal(r.layout->fonts[0].western_at.column, 14);
    assert_int_equal(r.layout->fonts[0].western_scale, 65536);
    assert_int_equal(r.layout->fonts[2].n_fallback, 1);
    reading_end(&r);
}

static void test_colors(void **state)
{
    (void)state;
    static const struct {
        const char *color;
        struct color value;
    } rows[] = {
        {"cmyk(0, 100, 90, 8)", {.m = 10000, .y = 9000, .k = 800}},
        {"cmyk(1.25,0.5,33.33,100.00)", {.c = 125, .m = 50, .y = 3333, .k = 10000}},
        {"cmyk( 1% , 2% , 3% , 4% )", {.c = 100, .m = 200, .y = 300, .k = 400}},
        {"cmyk(1/4, 0, 0, 0)", {.c = 25}},
        {"cmyk(0 100 90.5 8)", {.m = 10000, .y = 9050, .k = 800}},
        {"grey(60)", {.k = 6000}},
        {"gray(0)", {0}},
        {"spot(PANTONE 186 C, cmyk(0, 100, 81, 4))",
         {.m = 10000, .y = 8100, .k = 400, .spot = 1, .tint = 10000}},
        {"spot(金 , 50)\n  gold: spot(金, cmyk(0 20 80 10))",
         {.m = 1000, .y = 4000, .k = 500, .spot = 1, .tint = 5000}},
        {"spot(b, 12.5%)\n  x: spot(a, grey(1))\n  y: spot(b, cmyk(100,0,0,0))",
         {.c = 1250, .spot = 2, .tint = 1250}},
        {"rgb(200, 16, 46)", {.light = true, .rgb = {200, 16, 46}}},
        {"rgb(#c8102E)", {.light = true, .rgb = {200, 16, 46}}},
        {"rgb( 90 90 90 )", {.light = true, .rgb = {90, 90, 90}}},
        {"rgb(0, 0, 0)", {.k = 10000}},
        {"rgb(#ffffff)", {0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        buf_format(&b, "colors:\n  black: %s\n", rows[i].color);
        buf_char(&b, '\0');
        struct reading r = reading_with("colors", b.data, NULL);
        reading_clean(&r);
        assert_memory_equal(&r.layout->styles[LAYOUT_BODY]->color, &rows[i].value,
                            sizeof rows[i].value);
        reading_end(&r);
        buf_free(&b);
    }
}

static void test_wrong_colors(void **state)
{
    (void)state;
    static const struct {
        const char *colors, *said, *hint;
    } rows[] = {
        {"black: \"#c8102e\"", "`#c8102e` is no colour", "rgb(#c8102e)"},
        {"black: #c8102e", "`black` has no value", "print colours are CMYK"},
        {"black: rgb(1, 2, 256)", "is no colour", "rgb(200, 16, 46)"},
        {"black: rgb(1, 2)", "is no colour", "rgb(200, 16, 46)"},
        {"black: rgb(1, 2, 3, 4)", "is no colour", "rgb(200, 16, 46)"},
        {"black: rgb(0.5, 2, 3)", "is no colour", "rgb(200, 16, 46)"},
        {"black: rgb(#c8102)", "is no colour", "rgb(200, 16, 46)"},
        {"black: rgb(#c8102g)", "is no colour", "rgb(200, 16, 46)"},
        {"black: rgb(", "is no colour", "rgb(200, 16, 46)"},
        {"black: black", "`black` is no colour", "cmyk(0, 100, 90, 8)"},
        {"black: cmyk(0, 0, 0)", "is no colour", "percents"},
        {"black: cmyk(0, 0, 0, 101)", "is no colour", "percents"},
        {"black: cmyk(0, 0, 0, -1)", "is no colour", "percents"},
        {"black: cmyk(0, 0, 0, 1.234)", "is no colour", "two decimals"},
        {"black: cmyk(0, 0, 0, 1) x", "is no colour", "percents"},
        {"black: cmyk(0, 0, 0, 1", "is no colour", "cmyk(0 100 90 8)"},
        {"black: grey(1, 2)", "is no colour", "percents"},
        {"black: grey()", "is no colour", "percents"},
        {"black: [0, 0, 0, 1]", "takes one value, not a list", "CMYK"},
        {"black: spot(x, 50)", "`spot(x, 50)` is no colour", "spot(PANTONE 186 C, 50) for tints"},
        {"black: spot(Black, grey(100))", "Black is no name for a spot ink", "there already"},
        {"black: spot(x, grey(9))\n  red: spot(x, grey(8))", "spot ink x has two colours",
         "elsewhere write spot(x, 100)"},
        {"black: spot(x)", "is no colour", "spot(PANTONE 186 C, 50)"},
        {"black: spot(x, grey(9), 50)", "is no colour", "spot(PANTONE 186 C, 50)"},
        {"none: grey(1)", "`none` means no colour", "another name"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        buf_format(&b, "colors:\n  %s\n", rows[i].colors);
        buf_char(&b, '\0');
        struct reading r = reading_with("colors", b.data, NULL);
        assert_said(&r, rows[i].said);
        assert_said(&r, rows[i].hint);
        reading_end(&r);
        buf_free(&b);
    }
    struct reading r = reading_with("colors", "colors: {black: cmyk(0, 9, 8, 100)}\n", NULL);
    assert_said(&r, "write blanks for the commas: cmyk(0 100 90 8)");
    reading_end(&r);
    r = reading_with("colors", "colors: {black: cmyk(0, 0, 0, 100)}\n", NULL);
    assert_said(&r, "must stand in double quotes");
    reading_end(&r);
    r = reading_with("colors", "colors: {black: cmyk(0 0 0 100)}\n", NULL);
    reading_clean(&r);
    reading_end(&r);
}

static void test_frame_keys(void **state)
{
    (void)state;
    struct reading r = reading_with(
        "masters",
        "masters:\n  inside:\n"
        "    - {kind: flow, left: 0, right: 0, top: 0, bottom: 0, columns: 2,\n"
        "       column-rule: {thickness: 1pt, color: red}}\n"
        "    - {kind: text, name: head, pages: even, left: 0, right: 0, top: 0, height: 20pt,\n"
        "       position: bottom, texts: [{text: a, style: body, if: theme}, {text: b, style: "
        "body}]}\n"
        "    - {kind: contents, left: 0, right: 0, top: 0, bottom: 0, columns: 2, gap: 4pt,\n"
        "       section: {text: s, style: body}, entry: {text: e, style: body}, page-style: body,\n"
        "       leader: …, leader-pitch: 1em, section-gap: 6pt, runs-in: yes}\n"
        "    - {kind: contact, left: 0, right: 0, top: 0, bottom: 0, label-style: body,\n"
        "       value-style: body, publisher-label: 主办, separator: 、, label-width: 4em,\n"
        "       item-gap: 5pt}\n"
        "    - {kind: rule, pages: odd, left: 0, right: 0, top: 0, thickness: 2pt, color: red,\n"
        "       dash: 3pt}\n"
        "    - {kind: box, left: 0, right: 0, top: 0, bottom: 0, fill: red, color: black,\n"
        "       thickness: 1pt, radius: 3pt, dash: 2pt, dash-gap: 1pt}\n"
        "    - {kind: qr, index: 2, size: 28mm, left: 0, right: 0, top: 0, bottom: 0,\n"
        "       color: red, label: {text: \"{n}\", style: body}, label-gap: 4pt}\n"
        "    - {kind: text, left: 0, right: 0, top: 0, bottom: 0, texts: []}\n",
        NULL);
    reading_clean(&r);
    const struct frame *f = r.layout->inside->frames;
    assert_int_equal(r.layout->inside->n_frames, 8);
    assert_int_equal(f[0].kind, FRAME_FLOW);
    want_text(f[0].name, "flow");
    assert_int_equal(f[0].columns, 2);
    assert_int_equal(f[0].column_rule.thickness, PT(1));
    assert_int_equal(f[0].at.line, 11);
    assert_int_equal(f[0].at.column, 7);
    want_text(f[1].name, "head");
    assert_int_equal(f[1].pages, PAGES_EVEN);
    assert_int_equal(f[1].position, BLOCK_BOTTOM);
    assert_int_equal(f[1].n_texts, 2);
    assert_int_equal(f[1].texts[0].conditions.present.v[0], TEMPLATE_THEME);
    want_literal(&f[1].texts[1].text, "b");
    assert_int_equal(f[2].columns, 2);
    assert_int_equal(f[2].gap, PT(4));
    want_literal(&f[2].section.text, "s");
    want_literal(&f[2].entry.text, "e");
    assert_ptr_equal(f[2].page_style, r.layout->styles[LAYOUT_BODY]);
    want_text(f[2].leader, "…");
    assert_int_equal(f[2].leader_pitch, f[2].entry.style->size);
    assert_int_equal(f[2].section_gap, PT(6));
    assert_true(f[2].runs_in);
    assert_int_equal(f[3].columns, 1);
    assert_int_equal(f[3].gap, PT(20));
    want_text(f[3].publisher_label, "主办");
    want_text(f[3].separator, "、");
    assert_int_equal(f[3].label_width, PT(40));
    assert_int_equal(f[3].item_gap, PT(5));
    assert_non_null(f[3].label_style);
    assert_non_null(f[3].value_style);
    assert_int_equal(f[4].pages, PAGES_ODD);
    assert_int_equal(f[4].dash, PT(3));
    assert_int_equal(f[4].dash_gap, PT(3));
    assert_int_equal(f[4].color.m, 10000);
    assert_true(f[5].has_fill && f[5].has_stroke);
    assert_int_equal(f[5].fill.m, 10000);
    assert_int_equal(f[5].color.m, 0);
    assert_int_equal(f[5].thickness, PT(1));
    assert_int_equal(f[5].radius, PT(3));
    assert_int_equal(f[5].dash_gap, PT(1));
    assert_int_equal(f[6].index, 2);
    assert_int_equal(f[6].size, 5201597);
    assert_int_equal(f[6].label_gap, PT(4));
    assert_int_equal(f[6].n_texts, 1);
    assert_int_equal(f[6].texts[0].text.parts[0].field, TEMPLATE_N);
    assert_int_equal(f[6].color.m, 10000);
    assert_int_equal(f[7].position, BLOCK_TOP);
    reading_end(&r);
}

static void test_pages(void **state)
{
    (void)state;
#define FLOW "[{kind: flow, left: 0, right: 0, top: 0, bottom: 0}]"
#define BOX  "[{kind: box, fill: red, left: 0, right: 0, top: 0, bottom: 0}]"
    struct reading r = reading_with("masters", "masters: {a: " BOX ", b: " FLOW ", c: " BOX "}\n",
                                    "pages", "pages: {first: a, inside: b, last: c}\n", NULL);
    reading_clean(&r);
    want_text(r.layout->first->name, "a");
    want_text(r.layout->inside->name, "b");
    want_text(r.layout->last->name, "c");
    assert_int_equal(r.layout->last->at.line, 9);
    reading_end(&r);
    static const struct {
        const char *masters, *pages, *said, *hint;
    } rows[] = {
        {"masters: {b: " BOX "}\n", "pages: {inside: b}\n", "`b` has no flow frame", "kind: flow"},
        {"masters: {b: " FLOW "}\n", "pages: {inside: inside}\n", "no master `inside`", "known: b"},
        {"masters: {body: " FLOW "}\n", "pages: {inside: bdy}\n", "no master", "mean `body`?"},
        {"masters: {b: " FLOW "}\n", "pages: {first: b}\n", "the pages has no `inside`", ""},
        {"masters: {b: " FLOW "}\n", "pages: {inside: b, frist: b}\n", "unknown key", "`first`"},
        {"masters: {b: {kind: flow}}\n", "pages: {inside: b}\n", "must be a list", ""},
        {"masters: {b: [{knd: flow}]}\n", "pages: {inside: b}\n", "has no `kind`", ""},
        {"masters: {}\n", "pages: {inside: b}\n", "every master must stand with its name", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        r = reading_with("masters", rows[i].masters, "pages", rows[i].pages, NULL);
        assert_said(&r, rows[i].said);
        assert_said(&r, rows[i].hint);
        reading_end(&r);
    }
#undef FLOW
#undef BOX
}

/* An image of 1 × 1 pixel, as small as a PNG may be. */
static void test_image(void **state)
{
    (void)state;
    static const unsigned char png[] = {
        0x89, 'P',  'N',  'G',  0x0D, 0x0A, 0x1A, 0x0A, 0,    0,    0,    13,   'I',  'H',
        'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,    8,    0,    0,    0,
        0,    0x3A, 0x7E, 0x9B, 0x55, 0,    0,    0,    10,   'I',  'D',  'A',  'T',  0x78,
        0x9C, 0x63, 0x60, 0,    0,    0,    2,    0,    1,    0x48, 0xAF, 0xA4, 0x71, 0,
        0,    0,    0,    'I',  'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};
    char path[] = "/tmp/layout-image-XXXXXX.png";
    int fd = mkstemps(path, 4);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, png, sizeof png), sizeof png);
    close(fd);
    struct buf b = {0};
    buf_format(&b,
               "masters:\n  inside:\n    - {kind: flow, left: 0, right: 0, top: 0, bottom: 0}\n"
               "    - {kind: image, file: ../%s, left: 0, right: 0, top: 0, bottom: 0}\n",
               path + strlen("/tmp/"));
    buf_char(&b, '\0');
    struct reading r = reading_with("masters", b.data, NULL);
    unlink(path);
    reading_clean(&r);
    const struct image *image = r.layout->inside->frames[1].image;
    assert_non_null(image);
    assert_int_equal(image->width, 1);
    assert_int_equal(image->format, IMAGE_PNG);
    reading_end(&r);
    buf_free(&b);
}

static void test_missing_parts(void **state)
{
    (void)state;
    static const char *const keys[] = {"name",   "page",    "grid",    "colors", "fonts",
                                       "styles", "article", "masters", "pages"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct reading r = reading_with(keys[i], NULL, NULL);
        struct buf b = {0};
        buf_format(&b, "the layout has no `%s`", keys[i]);
        buf_char(&b, '\0');
        assert_said(&r, b.data);
        assert_non_null(r.layout);
        reading_end(&r);
        buf_free(&b);
    }
}

static void test_missing_file(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    assert_null(layout_read(a, "/nonexistent/folder", (struct place){0}, d));
    assert_int_equal(diags_status(d), 1);
    diags_free(d);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_standards),     cmocka_unit_test(test_manners),
        cmocka_unit_test(test_fonts),         cmocka_unit_test(test_colors),
        cmocka_unit_test(test_wrong_colors),  cmocka_unit_test(test_frame_keys),
        cmocka_unit_test(test_pages),         cmocka_unit_test(test_image),
        cmocka_unit_test(test_missing_parts), cmocka_unit_test(test_missing_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
