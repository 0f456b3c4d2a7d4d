/* Formulas: what is read and what is refused, how they are set by the MATH table of a font, where
 * they are broken (FG-06), and made-up ones. */
#include "base/buf.h"
#include "base/vec.h"
#include "font/font.h"
#include "formula/formula.h"

#include "../base/check.h"
#include "../base/random.h"

#include <hb-ot.h>
#include <stdio.h>

#define SIZE (10 * LENGTH_PT)

struct test {
    struct arena *arena;
    struct diags *diags;
    struct fonts *fonts;
    struct source source;
    const struct face *face;
};

static int begin(void **state)
{
    struct test *t = xcalloc(1, sizeof *t);
    t->arena = arena_new();
    t->diags = diags_new();
    t->fonts = fonts_open(TEST_FONTS "/model", t->diags);
    t->face = fonts_face(t->fonts, STR("TeX Gyre Pagella Math"), (struct place){0}, t->diags);
    assert_non_null(t->face);
    assert_true(formula_face(t->face, (struct place){0}, t->diags));
    *state = t;
    return 0;
}

static int end(void **state)
{
    struct test *t = *state;
    fonts_free(t->fonts);
    diags_free(t->diags);
    arena_free(t->arena);
    free(t);
    return 0;
}

static struct place place_of(void *data, size_t at)
{
    return (struct place){data, 1, (uint32_t)at + 1};
}

static bool read(struct test *t, const char *text, struct notation *out)
{
    t->source = (struct source){.path = STR("formula"), .text = str_of(text)};
    struct formula_source s = {str_of(text), place_of, &t->source};
    return notation_read(t->arena, &s, out, t->diags);
}

/* Words are as wide as they have bytes. */
static struct formula_words words(void *data, str text, length size, struct place at)
{
    (void)data;
    (void)at;
    return (struct formula_words){.width = (length)text.n * size / 2, .up = size, .down = size / 4};
}

static struct formula_box set_in(struct test *t, const char *text, enum formula_style style)
{
    struct notation n;
    if (!read(t, text, &n)) {
        diags_print(t->diags, stderr, DIAG_TEXT);
        fail_msg("%s is not read", text);
    }
    struct formula_setup f = {
        .arena = t->arena, .face = t->face, .size = SIZE, .words = words, .diags = t->diags};
    return formula_set(&f, n.row, style);
}

static struct formula_box set(struct test *t, const char *text)
{
    return set_in(t, text, FORMULA_DISPLAY);
}

static length em(const struct test *t, hb_ot_math_constant_t which)
{
    return face_scale(t->face, hb_ot_math_get_constant(t->face->hb_font, which), SIZE);
}

/* The n-th item of a kind. */
static const struct formula_item *item(const struct formula_box *b, enum formula_item_kind kind,
                                       size_t n)
{
    for (size_t i = 0; i < b->n_items; i++)
        if (b->items[i].kind == kind && n-- == 0)
            return &b->items[i];
    fail_msg("there is no such item");
    return NULL;
}

static const struct formula_item *letter(const struct formula_box *b, const char *text)
{
    for (size_t i = 0; i < b->n_items; i++)
        if (b->items[i].kind == FORMULA_GLYPH && str_is(b->items[i].text, text))
            return &b->items[i];
    fail_msg("there is no %s", text);
    return NULL;
}

static void near(length a, length b)
{
    if (a - b > 4 || b - a > 4)
        fail_msg("%lld is not %lld", (long long)a, (long long)b);
}

/* ---- reading ---- */

static void test_faults(void **state)
{
    static const struct {
        const char *text;
        unsigned column;
        const char *what;
    } cases[] = {
        {"a \\fra{1}{2}", 3, "`\\fra` is not known in formulas"},
        {"\\frac{1}", 9, "an argument is missing here"},
        {"{a", 1, "the group that begins here is not closed"},
        {"a}", 2, "no group is open that this could close"},
        {"\\left( a", 1, "\\left without \\right"},
        {"a \\right)", 3, "\\right without \\left"},
        {"\\left a \\right)", 7, "a delimiter is missing here"},
        {"x^a^b", 4, "there are two superscripts"},
        {"x_a_b", 4, "there are two subscripts"},
        {"x^a'", 4, "a prime stands behind a superscript"},
        {"a & b", 3, "`&` (U+0026) is not known in formulas"},
        {"a \\\\ b", 3, "`\\\\` is not known in formulas"},
        {"a，b", 2, "`，` (U+FF0C) is not known in formulas"},
        {"50%", 3, "`%` (U+0025) is not known in formulas"},
        {"\\begin{tikz}a\\end{tikz}", 1, "\\begin{tikz} is not known in formulas"},
        {"\\begin{matrix}a\\end{cases}", 16, "\\begin{matrix} ends with \\end{cases}"},
        {"\\begin{matrix}a", 1, "\\begin{matrix} is not closed"},
        {"a\\end{matrix}", 2, "\\end without \\begin"},
        {"\\begin{array}{l|c}a&b\\end{array}", 14, "such columns are not known"},
        {"\\text{a $x$}", 6, "\\text holds plain text, no formula"},
        {"\\not a", 1, "there is no such sign struck through"},
        {"a\\tag{1}\\tag{2}", 9, "the formula has two numbers"},
        {"\\label{eq}", 1, "`\\label` is not known in formulas"},
        {"", 1, "the formula is empty"},
        {"  ", 1, "the formula is empty"},
        {"\\", 1, "`\\` is not known in formulas"},
        {"\\sqrt[3{x}", 6, "the degree of the root is not closed"},
    };
    struct test *t = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct notation n;
        struct diags *own = diags_new(), *all = t->diags;
        t->diags = own;
        assert_false(read(t, cases[i].text, &n));
        t->diags = all;
        str printed = check_printed(t->arena, own, DIAG_TEXT);
        str wanted =
            str_format(t->arena, "formula:1:%u: error: %s", cases[i].column, cases[i].what);
        assert_int_equal(diags_count(own, SEVERITY_ERROR), 1);
        if (!str_starts(printed, wanted))
            fail_msg("%s: %.*s", cases[i].text, STR_ARG(printed));
        diags_free(own);
    }
}

static void test_hostile(void **state)
{
    static const char *const units[] = {
        "{", "x^{",     "\\frac{", "\\sqrt{", "\\left(", "\\hat{", "\\begin{matrix}",
        "x", "\\text{", "'",       "^",       "}",       "&"};
    struct test *t = *state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct buf b = {0};
        for (int k = 0; k < 20000; k++)
            buf_str(&b, str_of(units[i]));
        buf_char(&b, '\0');
        struct notation n;
        bool ok = read(t, b.data, &n);
        assert_true(!ok || str_is(STR("'"), units[i]));
        buf_free(&b);
    }
}

static void test_known(void **state)
{
    static const char *const texts[] = {"a+b-c*d/e",
                                        "x'",
                                        "f''(x)",
                                        "x'^2_1",
                                        "\\sin x",
                                        "\\operatorname{sgn}x",
                                        "a\\quad b\\,c\\;d\\!e",
                                        "\\begin{cases}a&b\\\\c&d\\end{cases}",
                                        "\\begin{aligned}a&=b\\\\&=c\\\\\\end{aligned}",
                                        "\\begin{vmatrix}a\\end{vmatrix}",
                                        "\\left.\\frac{a}{b}\\right|",
                                        "\\bigl(a\\bigr)",
                                        "\\text{若 x}",
                                        "版心宽=n",
                                        "\\mathrm{d}x",
                                        "\\sum\\nolimits_a^b",
                                        "\\int\\limits_0^1",
                                        "\\overset{a}{=}",
                                        "\\not=",
                                        "a\\bmod b",
                                        "a\\pmod b",
                                        "\\dfrac12",
                                        "\\displaystyle\\sum",
                                        "a·b",
                                        "α≤β",
                                        "a~b",
                                        "\\begin{array}{lr}a&b\\end{array}",
                                        "\\% \\& \\_",
                                        "{}_a^bX",
                                        "\\underbrace{a}_{b}"};
    struct test *t = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct notation n;
        if (!read(t, texts[i], &n)) {
            diags_print(t->diags, stderr, DIAG_TEXT);
            fail_msg("%s", texts[i]);
        }
    }
    struct notation n;
    assert_true(read(t, "a=b \\tag{2a}", &n));
    assert_true(str_is(n.tag, "2a"));
}

/* ---- setting ---- */

static void test_fraction(void **state)
{
    struct formula_box b = set(*state, "x=\\frac{a}{b}");
    const struct formula_item *rule = item(&b, FORMULA_RULE, 0);
    length axis = em(*state, HB_OT_MATH_CONSTANT_AXIS_HEIGHT);
    near(b.axis, axis);
    near(rule->y + rule->h / 2, -axis);
    near(rule->h, em(*state, HB_OT_MATH_CONSTANT_FRACTION_RULE_THICKNESS));
    assert_int_equal(letter(&b, "a")->size, SIZE); /* display style: full size */
    near(-letter(&b, "a")->y,
         em(*state, HB_OT_MATH_CONSTANT_FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP));
    struct formula_box inline_ = set_in(*state, "\\frac{a}{b}", FORMULA_INLINE);
    assert_true(letter(&inline_, "a")->size < SIZE * 8 / 10);
}

static void test_scripts(void **state)
{
    struct test *t = *state;
    struct formula_box b = set(t, "x^2");
    near(-letter(&b, "2")->y, em(t, HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP));
    int64_t percent =
        hb_ot_math_get_constant(t->face->hb_font, HB_OT_MATH_CONSTANT_SCRIPT_PERCENT_SCALE_DOWN);
    assert_int_equal(letter(&b, "2")->size, length_scale(SIZE, percent, 100));
    b = set(t, "\\sqrt{x^2}"); /* cramped: less high */
    near(-letter(&b, "2")->y, em(t, HB_OT_MATH_CONSTANT_SUPERSCRIPT_SHIFT_UP_CRAMPED));
    b = set(t, "x_i^n");
    length gap = letter(&b, "i")->y - letter(&b, "n")->y;
    assert_true(gap > em(t, HB_OT_MATH_CONSTANT_SUB_SUPERSCRIPT_GAP_MIN));
    assert_int_equal(letter(&b, "i")->x <= letter(&b, "n")->x, 1);
    b = set(t, "\\int_0^1"); /* the lower limit goes back under the slanted sign */
    assert_true(letter(&b, "0")->x < letter(&b, "1")->x);
}

static void test_limits(void **state)
{
    struct formula_box b = set(*state, "\\sum_i^n a");
    length below = letter(&b, "i")->y, above = letter(&b, "n")->y;
    assert_true(below > SIZE && above < -SIZE);
    struct formula_box inline_ = set_in(*state, "\\sum_i^n a", FORMULA_INLINE);
    assert_true(letter(&inline_, "i")->x > letter(&inline_, "\xE2\x88\x91")->x);
    assert_true(inline_.up + inline_.down < b.up + b.down);
    assert_true(letter(&inline_, "\xE2\x88\x91")->glyph != letter(&b, "\xE2\x88\x91")->glyph);
}

static void test_spaces(void **state)
{
    static const struct {
        const char *text;
        int mu; /* between the first two atoms */
    } cases[] = {{"a b", 0}, {"a+b", 4}, {"a=b", 5}, {"-b", 0}, {"a,b", 0}, {"2\\sin x", 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct formula_box b = set(*state, cases[i].text);
        length space = b.parts[1].x - b.parts[0].end;
        length lean = 0;
        if (cases[i].text[0] == 'a' && cases[i].mu) {
            uint32_t glyph = letter(&b, "a")->glyph;
            struct test *t = *state;
            lean = face_scale(
                t->face, hb_ot_math_get_glyph_italics_correction(t->face->hb_font, glyph), SIZE);
        }
        near(space - lean, length_scale(SIZE, cases[i].mu, 18));
    }
}

static void test_radical(void **state)
{
    struct test *t = *state;
    struct formula_box b = set(t, "\\sqrt{x}");
    const struct formula_item *rule = item(&b, FORMULA_RULE, 0), *sign = letter(&b, "\xE2\x88\x9A");
    hb_glyph_extents_t e;
    hb_font_get_glyph_extents(t->face->hb_font, sign->glyph, &e);
    near(rule->y, sign->y - face_scale(t->face, e.y_bearing, SIZE)); /* they join */
    near(rule->x,
         sign->x +
             face_scale(t->face, hb_font_get_glyph_h_advance(t->face->hb_font, sign->glyph), SIZE));
    assert_int_equal(letter(&b, "x")->x, rule->x);
}

/* Delimiters cover what they surround, put together where no glyph is large enough. */
static void test_delimiters(void **state)
{
    struct formula_box small = set(*state, "\\left(x\\right)");
    struct formula_box large = set(
        *state, "\\left(\\begin{matrix}a\\\\a\\\\a\\\\a\\\\a\\\\a\\\\a\\\\a\\end{matrix}\\right)");
    assert_int_equal(small.n_items, 3);
    size_t parts = 0;
    for (size_t i = 0; i < large.n_items; i++)
        parts += str_is(large.items[i].text, "(") || !large.items[i].text.n;
    assert_true(parts > 3); /* the first part says it, the others say nothing */
    assert_true(large.up + large.down > 9 * SIZE);
    near(large.up - large.axis, large.down + large.axis);
    assert_true(str_is(large.items[0].text, "(")); /* in the order of reading */
}

/* ---- breaking (FG-06) ---- */

struct lines_of {
    struct formula_box box;
    struct formula_line *v;
    size_t n;
};

static struct lines_of broken(struct test *t, const char *text, int width_em)
{
    struct lines_of l = {.box = set(t, text)};
    l.v = formula_break(t->arena, &l.box, width_em * SIZE, SIZE, &l.n);
    return l;
}

static void test_breaks(void **state)
{
    struct lines_of l = broken(*state, "a=b+c=d+e", 30);
    assert_int_equal(l.n, 1);
    l = broken(*state, "y=a+b+c+d=e+f+g+b=a+b+c+d", 10); /* before relations, under the first */
    assert_int_equal(l.n, 3);
    for (size_t i = 1; i < l.n; i++) {
        assert_int_equal(l.box.parts[l.v[i].from].class, ATOM_REL);
        assert_int_equal(l.v[i].x, l.box.parts[1].x);
    }
    l = broken(*state, "y=a+b+c+d+e+f+g+b+a+b+c+d", 10); /* else before operators, behind it */
    assert_true(l.n > 1);
    for (size_t i = 1; i < l.n; i++) {
        assert_int_equal(l.box.parts[l.v[i].from].class, ATOM_BIN);
        assert_int_equal(l.v[i].x, l.box.parts[2].x);
    }
    l = broken(*state, "y=a\\times b\\times c+d\\times e\\times f", 9); /* first where terms end */
    assert_int_equal(l.n, 2);
    assert_int_equal(l.box.parts[l.v[1].from].before, BREAK_SUM);
    l = broken(*state, "y=a\\times(b+c+d+e+f+g)", 9); /* brackets stay whole where they can */
    assert_int_equal(l.box.parts[l.v[1].from].before, BREAK_PRODUCT);
    l = broken(*state, "a+b+c+d+e+f+g+i+l+m=y", 10); /* the relation is too far to the right */
    assert_true(l.n > 1 && l.v[1].x == 2 * SIZE);
    l = broken(*state, "y=\\frac{a+b+c+d+e+f+g+b+a}{2}", 5); /* nothing to break at */
    assert_true(l.v[l.n - 1].x + l.v[l.n - 1].width > 5 * SIZE);
    for (size_t i = 0; i + 1 < l.n; i++)
        assert_int_equal(l.v[i].to, l.v[i + 1].from);
}

/* ---- made-up ones ---- */

static void make_up(struct random *r, struct buf *b, int depth)
{
    static const char *const leaves[] = {"a",     "x", "2",       "\\alpha",  "+",     "=",
                                         "\\le",  ",", "(",       ")",        "\\sum", "\\int",
                                         "\\lim", "-", "\\cdots", "\\text{x}"};
    static const char *const one[] = {"\\sqrt{", "\\hat{",  "\\overline{",
                                      "{",       "\\left(", "\\underbrace{"};
    int n = 1 + (int)random_below(r, 4);
    for (int i = 0; i < n; i++) {
        uint32_t kind = depth > 4 ? 0 : random_below(r, 7);
        uint32_t which = random_below(r, 6);
        if (kind < 3) {
            buf_str(b, str_of(leaves[random_below(r, 16)]));
            buf_char(b, ' ');
        } else if (kind == 3) {
            buf_str(b, STR("\\frac{"));
            make_up(r, b, depth + 1);
            buf_str(b, STR("}{"));
            make_up(r, b, depth + 1);
            buf_str(b, STR("}"));
        } else if (kind == 4) {
            buf_str(b, STR("x_{"));
            make_up(r, b, depth + 1);
            buf_str(b, STR("}^{"));
            make_up(r, b, depth + 1);
            buf_str(b, STR("}"));
        } else if (kind == 5) {
            buf_str(b, str_of(one[which]));
            make_up(r, b, depth + 1);
            buf_str(b, which == 4 ? STR("\\right)") : STR("}"));
        } else {
            buf_str(b, STR("\\begin{pmatrix}"));
            make_up(r, b, depth + 1);
            buf_str(b, STR("&"));
            make_up(r, b, depth + 1);
            buf_str(b, STR("\\\\"));
            make_up(r, b, depth + 1);
            buf_str(b, STR("\\end{pmatrix}"));
        }
    }
}

/* The ink of an item. */
static struct rect ink(const struct test *t, const struct formula_item *i)
{
    if (i->kind != FORMULA_GLYPH)
        return (struct rect){i->x, i->y, i->w, i->h};
    hb_glyph_extents_t e = {0};
    hb_font_get_glyph_extents(t->face->hb_font, i->glyph, &e);
    return (struct rect){i->x + face_scale(t->face, e.x_bearing, i->size),
                         i->y - face_scale(t->face, e.y_bearing, i->size),
                         face_scale(t->face, e.width, i->size),
                         face_scale(t->face, -e.height, i->size)};
}

static bool overlap(const struct rect *a, const struct rect *b)
{
    length slack = SIZE / 100;
    return a->x + slack < b->x + b->w && b->x + slack < a->x + a->w && a->y + slack < b->y + b->h &&
           b->y + slack < a->y + a->h;
}

/* Nothing reaches out of the box, parts follow each other, and no two rules or digits and rules
 * stand over each other. */
static void hold(const struct test *t, const struct formula_box *b, const char *text)
{
    length slack = SIZE / 5; /* slanted ends */
    struct rect *inks = arena_many(t->arena, b->n_items + 1, struct rect);
    for (size_t i = 0; i < b->n_items; i++) {
        struct rect r = inks[i] = ink(t, &b->items[i]);
        bool in = r.y >= -b->up - 8 && r.y + r.h <= b->down + 8 && r.x >= -3 * slack &&
                  r.x + r.w <= b->width + 3 * slack;
        if (b->items[i].kind != FORMULA_RUN && !in)
            fail_msg("%s: item %zu is out of the box", text, i);
        for (size_t k = 0; b->items[i].kind == FORMULA_RULE && k < i; k++) {
            struct rect o = inks[k];
            bool digit = str_is(b->items[k].text, "2");
            if ((digit || b->items[k].kind == FORMULA_RULE) && overlap(&r, &o))
                fail_msg("%s: item %zu stands over a rule", text, k);
        }
    }
    for (size_t i = 1; i < b->n_parts; i++)
        assert_true(b->parts[i].x + slack >= b->parts[i - 1].end);
}

static void test_random(void **state)
{
    struct test *t = *state;
    struct random r = {20250821};
    for (int i = 0; i < 200; i++) {
        struct arena_mark mark = arena_mark(t->arena);
        struct buf b = {0};
        make_up(&r, &b, 0);
        buf_char(&b, '\0');
        struct formula_box box = set(t, b.data);
        hold(t, &box, b.data);
        size_t n, next = 0;
        struct formula_line *lines = formula_break(t->arena, &box, 12 * SIZE, SIZE, &n);
        for (size_t k = 0; k < n; next = lines[k++].to)
            assert_int_equal(lines[k].from, next);
        assert_int_equal(next, box.n_parts);
        buf_free(&b);
        arena_release(t->arena, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(test_faults),  TEST(test_hostile), TEST(test_known),      TEST(test_fraction),
        TEST(test_scripts), TEST(test_limits),  TEST(test_spaces),     TEST(test_radical),
        TEST(test_breaks),  TEST(test_random),  TEST(test_delimiters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
