/* The type area, and where frames stand. Page 200 × 300pt, bleed 10pt, type area 120 × 240pt at
 * (40, 20). */
#include "reading.h"

#include <stdio.h>

#define PT(n) ((n)*LENGTH_PT)

static struct reading reading_of_frame(const char *frame)
{
    struct buf b = {0};
    buf_format(&b,
               "masters:\n  inside:\n    - {kind: flow, left: 0, right: 0, top: 0, bottom: 0}\n"
               "    - %s\n",
               frame);
    buf_char(&b, '\0');
    struct reading r = reading_with("masters", b.data, NULL);
    buf_free(&b);
    return r;
}

static void want_rect(struct rect at, const int *pt, const char *what)
{
    if (at.x != PT(pt[0]) || at.y != PT(pt[1]) || at.w != PT(pt[2]) || at.h != PT(pt[3]))
        fail_msg("%s: at %lld, %lld, size %lld × %lld in 1/65536pt", what, (long long)at.x,
                 (long long)at.y, (long long)at.w, (long long)at.h);
}

static void test_frames(void **state)
{
    (void)state;
    static const struct {
        const char *frame;
        int odd[4], even[4];
    } rows[] = {
#define BOX "{kind: box, fill: red, "
        {BOX "left: 0, right: 0, top: 0, bottom: 0}", {40, 20, 120, 240}, {40, 20, 120, 240}},
        {BOX "left: 1em, width: 3em, top: 1 line, height: 2 lines}",
         {50, 36, 30, 32},
         {50, 36, 30, 32}},
        {BOX "right: -10pt, width: 20pt, bottom: -5pt, height: 10pt}",
         {150, 255, 20, 10},
         {150, 255, 20, 10}},
        {BOX "inside: -10pt, width: 20pt, top: 0, height: 10pt}",
         {30, 20, 20, 10},
         {150, 20, 20, 10}},
        {BOX "outside: 5pt, width: 20pt, top: 0, height: 10pt}",
         {135, 20, 20, 10},
         {45, 20, 20, 10}},
        {BOX "inside: 10pt, outside: 20pt, top: 0, height: 10pt}",
         {50, 20, 90, 10},
         {60, 20, 90, 10}},
        {BOX "relative-to: page, left: 0, right: 0, top: 0, height: 9pt}",
         {0, 0, 200, 9},
         {0, 0, 200, 9}},
        {BOX "relative-to: bleed, left: 0, right: 0, bottom: 0, height: 9pt}",
         {-10, 301, 220, 9},
         {-10, 301, 220, 9}},
        {BOX "relative-to: bleed, outside: 0, width: 15pt, top: 0, bottom: 0}",
         {195, -10, 15, 320},
         {-10, -10, 15, 320}},
        {"{kind: rule, left: 0, right: 0, top: -4pt, thickness: 2pt, color: red}",
         {40, 16, 120, 2},
         {40, 16, 120, 2}},
        {"{kind: rule, left: 0, width: 4pt, bottom: 0, thickness: 2pt, color: red}",
         {40, 258, 4, 2},
         {40, 258, 4, 2}},
        {"{kind: rule, top: 0, bottom: 0, right: 0, thickness: 2pt, color: red}",
         {158, 20, 2, 240},
         {158, 20, 2, 240}},
        /* on the sides of another frame, here the flow's */
        {BOX "left: flow.left + 1em, right: flow.right - 10pt, top: flow.bottom + 4pt, height: "
             "10pt}",
         {50, 264, 100, 10},
         {50, 264, 100, 10}},
        {BOX "left: flow.right, width: 5pt, top: flow.top - 1 line, bottom: flow.bottom + 2pt}",
         {160, 4, 5, 258},
         {160, 4, 5, 258}},
        {"{kind: rule, left: flow.left, right: 0, top: flow.top, thickness: 2pt, color: red}",
         {40, 20, 120, 2},
         {40, 20, 120, 2}},
#undef BOX
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading r = reading_of_frame(rows[i].frame);
        reading_clean(&r);
        const struct frame *f = &r.layout->inside->frames[1];
        want_rect(f->rect, rows[i].odd, rows[i].frame);
        want_rect(frame_rect(r.layout, f, false), rows[i].odd, rows[i].frame);
        want_rect(frame_rect(r.layout, f, true), rows[i].even, rows[i].frame);
        reading_end(&r);
    }
}

/* With an inside margin the type area changes sides, and what is placed by it goes along. */
static void test_inside(void **state)
{
    (void)state;
    struct reading r = reading_with(
        "grid",
        "grid: {size: 10pt, pitch: 16pt, characters: 12, lines: 15, top: 20pt, inside: 50pt}\n",
        "masters",
        "masters:\n  inside:\n"
        "    - {kind: flow, left: 0, right: 0, top: 0, bottom: 0}\n"
        "    - {kind: box, fill: red, right: 0, width: 10pt, top: 0, height: 10pt}\n"
        "    - {kind: box, fill: red, outside: 0, width: 10pt, top: 0, height: 10pt}\n"
        "    - {kind: box, fill: red, relative-to: page, left: 0, width: 10pt, top: 0, height: "
        "9pt}\n",
        NULL);
    reading_clean(&r);
    static const int odd[][4] = {
        {50, 20, 120, 240}, {160, 20, 10, 10}, {160, 20, 10, 10}, {0, 0, 10, 9}};
    static const int even[][4] = {
        {30, 20, 120, 240}, {140, 20, 10, 10}, {30, 20, 10, 10}, {0, 0, 10, 9}};
    for (size_t i = 0; i < 4; i++) {
        const struct frame *f = &r.layout->inside->frames[i];
        want_rect(frame_rect(r.layout, f, false), odd[i], "odd");
        want_rect(frame_rect(r.layout, f, true), even[i], "even");
    }
    reading_end(&r);
}

/* A frame turns on even pages as that does on which it hangs; names may have points. */
static void test_hanging_frames(void **state)
{
    (void)state;
    struct reading r = reading_with(
        "grid",
        "grid: {size: 10pt, pitch: 16pt, characters: 12, lines: 15, top: 20pt, inside: 50pt}\n",
        "masters",
        "masters:\n  inside:\n"
        "    - {kind: flow, left: 0, right: 0, top: 0, bottom: 0}\n"
        "    - {kind: box, name: a.left, fill: red, outside: 0, width: 10pt, top: 0, height: "
        "10pt}\n"
        "    - {kind: box, name: b, fill: red, right: a.left.left - 5pt, width: 20pt, top: "
        "a.left.bottom+1em, height: 9pt}\n"
        "    - {kind: box, fill: red, inside: b.outside, width: 5pt, top: b.top, bottom: "
        "b.bottom}\n"
        "    - {kind: box, fill: red, relative-to: page, left: flow.left, width: 10pt, top: 0, "
        "height: 9pt}\n",
        NULL);
    reading_clean(&r);
    static const int odd[][4] = {
        {50, 20, 120, 240}, {160, 20, 10, 10}, {135, 40, 20, 9}, {155, 40, 5, 9}, {50, 0, 10, 9}};
    static const int even[][4] = {
        {30, 20, 120, 240}, {30, 20, 10, 10}, {45, 40, 20, 9}, {40, 40, 5, 9}, {30, 0, 10, 9}};
    for (size_t i = 0; i < 5; i++) {
        const struct frame *f = &r.layout->inside->frames[i];
        want_rect(frame_rect(r.layout, f, false), odd[i], "odd");
        want_rect(frame_rect(r.layout, f, true), even[i], "even");
    }
    reading_end(&r);
}

/* LA-09: columns hold whole characters; the rest widens their gaps, or stands beside a single one.
 */
static void test_measures(void **state)
{
    (void)state;
    static const struct {
        const char *frame;
        length gap, w, x; /* x: from the left of the type area */
    } rows[] = {
        {"columns: 1, left: 0, width: 117pt", PT(20), PT(110), PT(7) / 2},
        {"columns: 1, left: 0, width: 110pt", PT(20), PT(110), 0},
        {"columns: 2, gap: 20pt, left: 0, width: 117pt", PT(37), PT(117), 0},
        {"columns: 2, gap: 20pt, left: 0, width: 120pt", PT(20), PT(120), 0},
        {"columns: 3, gap: 10pt, left: 0, width: 115pt", PT(25) / 2, PT(115), 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        buf_format(&b, "masters:\n  inside:\n    - {kind: flow, %s, top: 0, bottom: 0}\n",
                   rows[i].frame);
        buf_char(&b, '\0');
        struct reading r = reading_with("masters", b.data, NULL);
        reading_clean(&r);
        const struct frame *f = &r.layout->inside->frames[0];
        assert_int_equal(rows[i].gap, f->columns > 1 ? f->gap : rows[i].gap);
        assert_int_equal(rows[i].w, f->rect.w);
        assert_int_equal(PT(40) + rows[i].x, f->rect.x);
        reading_end(&r);
        buf_free(&b);
    }
}

/* LA-09: a column of 81.6 mm and type of 10.5 pt: 22 em, and 0.11 mm are left. */
static void test_column_in_mm(void **state)
{
    (void)state;
    struct reading r = reading_with(
        "page", "page: {width: 210mm, height: 297mm}\n", "grid",
        "grid: {size: 10.5pt, pitch: 17pt, characters: 40, lines: 40, inside: 0}\n", "styles",
        "styles:\n  body: {font: song, color: black}\n", "masters",
        "masters:\n  inside:\n"
        "    - {kind: flow, columns: 2, gap: 7mm, left: 0, width: 170.2mm, top: 0, bottom: 0}\n",
        NULL);
    reading_clean(&r);
    const struct frame *f = &r.layout->inside->frames[0];
    assert_int_equal(22 * PT(21) / 2, (f->rect.w - f->gap) / 2);
    length wider = f->gap - PT(7) * 72 * 10 / 254;
    assert_in_range(wider * 254 / 720, PT(21) / 100, PT(22) / 100); /* 2 × 0.11 mm */
    reading_end(&r);
}

static void test_grids(void **state)
{
    (void)state;
    static const struct {
        const char *grid;
        int area[4];
    } rows[] = {
        {"{size: 10pt, pitch: 16pt, characters: 12, lines: 15}", {40, 30, 120, 240}},
        {"{size: 10pt, pitch: 1.6em, characters: 12, lines: 15, top: 0, inside: 0}",
         {0, 0, 120, 240}},
        {"{size: 10pt, pitch: 16pt, characters: 7, lines: 15, columns: 2}", {20, 30, 160, 240}},
        {"{size: 10pt, pitch: 16pt, characters: 5, lines: 15, columns: 3, gap: 1em, top: 1 line}",
         {15, 16, 170, 240}},
        {"{size: 10pt, pitch: 15pt, characters: 20, lines: 20}", {0, 0, 200, 300}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        buf_format(&b, "grid: %s\n", rows[i].grid);
        buf_char(&b, '\0');
        struct reading r = reading_with("grid", b.data, NULL);
        reading_clean(&r);
        want_rect(r.layout->type_area, rows[i].area, rows[i].grid);
        const struct frame *flow = &r.layout->inside->frames[0];
        assert_int_equal(flow->columns, r.layout->grid.columns);
        assert_int_equal(flow->gap, r.layout->grid.gap);
        reading_end(&r);
        buf_free(&b);
    }
}

static void test_wrong_grids(void **state)
{
    (void)state;
    static const struct {
        const char *grid, *said, *hint;
    } rows[] = {
        {"{size: 1em, pitch: 16pt, characters: 12, lines: 15}", "it says what an em means", "五号"},
        {"{size: 1 line, pitch: 16pt, characters: 12, lines: 15}", "what a line means", ""},
        {"{size: 10pt, pitch: 2 lines, characters: 12, lines: 15}", "what a line means", ""},
        {"{size: 10pt, pitch: 9pt, characters: 12, lines: 15}", "lines would overlap", "1.5 to 2"},
        {"{size: 10pt, pitch: 16pt, characters: 21, lines: 15}", "74.083mm wide, the page 70.556mm",
         "less `characters`"},
        {"{size: 10pt, pitch: 16pt, characters: 12, lines: 15, inside: 81pt}", "does not fit", ""},
        {"{size: 10pt, pitch: 16pt, characters: 12, lines: 19}", "does not fit", "less `lines`"},
        {"{size: 10pt, pitch: 16pt, characters: 12, lines: 15, top: -1mm}", "must be from 0", ""},
        {"{size: 10pt, pitch: 16pt, characters: 12, lines: 0}", "from 1 to 500", ""},
        {"{size: 10pt, pitch: 16pt, characters: 501, lines: 15}", "from 1 to 500", ""},
        {"{size: 10pt, pitch: 16pt, characters: 1, lines: 15, columns: 13}", "from 1 to 12", ""},
        {"{size: 10pt, pitch: 16pt, lines: 15}", "the grid has no `characters`", "1–500"},
        {"{size: 10pt, pich: 16pt, characters: 12, lines: 15}", "unknown key `pich`", "`pitch`"},
        {"{size: 12, pitch: 16pt, characters: 12, lines: 15}", "has no unit", "12pt"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        buf_format(&b, "grid: %s\n", rows[i].grid);
        buf_char(&b, '\0');
        struct reading r = reading_with("grid", b.data, NULL);
        assert_said(&r, rows[i].said);
        assert_said(&r, rows[i].hint);
        reading_end(&r);
        buf_free(&b);
    }
}

static void test_wrong_frames(void **state)
{
    (void)state;
    static const struct {
        const char *frame, *said, *hint;
    } rows[] = {
#define BOX "{kind: box, fill: red, "
        {BOX "left: 0, top: 0, bottom: 0}", "has `left` but not where it ends",
         "left, right and width"},
        {BOX "width: 3em, top: 0, bottom: 0}", "has `width` but not where", "two of"},
        {BOX "top: 0, bottom: 0}", "neither `left` nor `right` nor `width`", "two of"},
        {BOX "left: 0, right: 0, width: 3em, top: 0, bottom: 0}", "one is too many", "two of"},
        {BOX "left: 0, right: 0, top: 0, bottom: 0, height: 1em}", "`top`, `bottom` and `height`",
         ""},
        {BOX "inside: 0, right: 0, top: 0, bottom: 0}", "mixes `left` or `right`", "even pages"},
        {BOX "inside: 0, top: 0, bottom: 0}", "has `inside` but not", "inside, outside and width"},
        {BOX "left: 60pt, right: 60pt, top: 0, bottom: 0}", "nothing is left", "inwards"},
        {BOX "left: -51pt, right: 0, top: 0, bottom: 0}", "over the page and its bleed",
         "to the right by 0.4mm"},
        {BOX "relative-to: bleed, left: 0, right: 0, top: 0, height: 321pt}", "over the page", ""},
        {"{kind: box, left: 0, right: 0, top: 0, bottom: 0}", "neither `fill` nor `thickness`", ""},
        {"{kind: box, left: 0, right: 0, top: 0, bottom: 0, thickness: 1pt}", "no `color`", ""},
        {"{kind: rule, left: 0, top: 0, thickness: 2pt, color: red}", "at one edge", "horizontal"},
        {"{kind: rule, left: 0, right: 0, top: 0, bottom: 0, thickness: 2pt, color: red}",
         "one edge", ""},
        {BOX "left: 0, right: 0, top: flwo.top, height: 9pt}", "no earlier frame `flwo`", "`flow`"},
        {BOX "name: me, left: 0, right: 0, top: me.top, height: 9pt}", "no earlier frame `me`",
         "flow"},
        {BOX "left: flow.top, width: 9pt, top: 0, height: 9pt}", "`top` of a frame says nothing",
         "left or right"},
        {BOX "left: 0, right: 0, top: flow.buttom, height: 9pt}", "cannot be `flow.buttom`",
         "bottom"},
        {BOX "left: 0, right: 0, top: flow.bottom 2mm, height: 9pt}", "cannot be `flow.bottom 2mm`",
         "+ 2mm"},
        {BOX "left: 0, right: 0, top: flow.bottom + , height: 9pt}", "cannot be", "+ 2mm"},
        {BOX "left: 0, right: 0, top: flow.bottom + -2mm, height: 9pt}", "cannot be", "+ 2mm"},
        {BOX "left: 0, right: 0, top: flow.bottom + 2, height: 9pt}", "has no unit", "2mm"},
        {BOX "left: 0, right: 0, top: flow.bottom, bottom: flow.top}", "nothing is left", "down"},
        {BOX "left: flow.left, outside: 0, top: 0, height: 9pt}", "mixes", "even pages"},
        {"{kind: rule, left: 0, right: 0, height: 2pt, thickness: 2pt, color: red}", "one edge",
         ""},
        {"{kind: qr, index: 1, size: 30pt, left: 0, width: 20pt, top: 0, height: 40pt}", "larger",
         "`size: 7.0mm`"},
        {"{kind: contact, label-style: body, value-style: body, columns: 5, gap: 30pt, left: 0, "
         "right: 0, top: 0, height: 20pt}",
         "no room for 5 columns", ""},
        {"{kind: flow, left: 0, right: 0, top: 0, bottom: 0}", "lie over each other",
         "leave it out"},
        {"{left: 0}", "a frame has no `kind`", "text, flow"},
        {"{kind: texts}", "`kind` cannot be `texts`", "did you mean `text`?"},
        {"text", "a frame must be keys with values", ""},
        {"{kind: text, texts: [{text: a, style: body}], fill: red, left: 0, right: 0, top: 0, "
         "bottom: 0}",
         "unknown key `fill` in a text frame", ""},
        {"{kind: image, file: /logo.png, left: 0, right: 0, top: 0, bottom: 0}",
         "from the layout's folder", ""},
        {"{kind: image, file: \"\", left: 0, right: 0, top: 0, bottom: 0}",
         "from the layout's folder", ""},
        {"{kind: image, file: logo.png, left: 0, right: 0, top: 0, bottom: 0}", "logo.png", ""},
#undef BOX
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading r = reading_of_frame(rows[i].frame);
        assert_said(&r, rows[i].said);
        assert_said(&r, rows[i].hint);
        reading_end(&r);
    }
}

static void test_flows(void **state)
{
    (void)state;
    static const struct {
        const char *flow, *said; /* NULL: nothing */
    } rows[] = {
        {"left: 0, right: 0, top: 2 lines, bottom: 1 line", NULL},
        {"left: 0, width: 5em, top: 0, height: 3 lines", NULL},
        {"left: 0, right: 0, top: 0, bottom: 0, columns: 2", NULL},
        {"left: 0, right: 0, top: 0, bottom: 0, columns: 3, gap: 1.5em", NULL},
        {"left: 0, right: 0, top: 5pt, bottom: 11pt", "it does not begin at a line"},
        {"left: 0, right: 0, top: 0, bottom: 5pt", "no whole number of lines high"},
        {"left: 0, width: 9pt, top: 0, bottom: 0", "not even one character wide"},
        {"left: 0, right: 0, top: 0, bottom: 0, columns: 12, gap: 2em", "not even one char"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char masters[300];
        snprintf(masters, sizeof masters, "masters: {inside: [{kind: flow, %s}]}\n", rows[i].flow);
        struct reading r = reading_with("masters", masters, NULL);
        if (rows[i].said)
            assert_said(&r, rows[i].said);
        else
            reading_clean(&r);
        reading_end(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frames),         cmocka_unit_test(test_inside),
        cmocka_unit_test(test_hanging_frames), cmocka_unit_test(test_measures),
        cmocka_unit_test(test_column_in_mm),   cmocka_unit_test(test_grids),
        cmocka_unit_test(test_wrong_grids),    cmocka_unit_test(test_wrong_frames),
        cmocka_unit_test(test_flows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
