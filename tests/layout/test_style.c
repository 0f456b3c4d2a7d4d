/* Inheritance, em against the final size, spans, and what a paragraph style must have. */
#include "reading.h"

#define PT(n) ((n)*LENGTH_PT)
#define BODY  "styles:\n  body: {font: song, size: 10pt, color: black}\n"

/* PD-02: `sizes` is read before anything that has one. */
static void test_size_table(void **state)
{
    (void)state;
#define STYLES                                                                                     \
    "styles:\n  body: {font: song, size: 10pt, color: black}\n"                                    \
    "  late: {extends: body, size: 三号}\n"
    struct reading word = reading_with("styles", STYLES, NULL);
    struct reading metal = reading_with("styles", STYLES "sizes: clreq\n", NULL);
#undef STYLES
    reading_clean(&word);
    reading_clean(&metal);
    assert_int_equal(style_of(&word, "late")->size, 16 * LENGTH_PT);
    assert_int_equal(style_of(&metal, "late")->size, 63 * LENGTH_PT / 4);
    reading_end(&word);
    reading_end(&metal);
}

static void test_inherits(void **state)
{
    (void)state;
    struct reading r = reading_with("styles",
                                    "styles:\n"
                                    "  late: {extends: middle, color: red}\n"
                                    "  middle: {extends: body, size: 20pt, left: 1em}\n"
                                    "  body: {font: song, size: 10pt, color: black, indent: 2em,\n"
                                    "    align: center, lines: [2, 3], orphans: 3}\n",
                                    NULL);
    reading_clean(&r);
    const struct style *s = style_of(&r, "late");
    assert_int_equal(s->size, PT(20));
    assert_int_equal(s->indent, PT(40)); /* typed as 2em: of the size it comes to */
    assert_int_equal(s->left, PT(20));
    assert_int_equal(s->align, ALIGN_CENTER);
    assert_int_equal(s->color.m, 10000);
    assert_int_equal(s->color.y, 9000);
    assert_int_equal(s->color.k, 800);
    assert_int_equal(s->n_lines, 2);
    assert_int_equal(s->orphans, 3);
    assert_int_equal(s->widows, 1);
    assert_string_equal(s->font->name.p, "song");
    assert_true(s->sets_font && s->sets_size && s->sets_color);
    assert_int_equal(style_of(&r, "body")->indent, PT(20));
    assert_int_equal(s->at.line, 7);
    reading_end(&r);
}

static void test_every_key(void **state)
{
    (void)state;
    struct reading r = reading_with(
        "styles",
        BODY
        "  full:\n"
        "    {extends: body, font: hei, size: 小四, color: red, align: even, indent: -1em,\n"
        "     left: 1em, right: 3mm, leading: 1.5em, lines: 2, position: bottom, keep-next: 4,\n"
        "     orphans: 2, widows: 3, span: columns, tracking: 1/20, shift: -0.5em,\n"
        "     rule-above: {thickness: 1pt, color: red, offset: -2pt, width: 3em},\n"
        "     rule-below: {thickness: 2pt, color: black}, fill: red,\n"
        "     fill-padding: [6pt, 3pt], gap: 1/8}\n"
        "  bare: {extends: full, rule-above: none, fill: none, fill-padding: 1pt, gap: 0}\n",
        NULL);
    reading_clean(&r);
    const struct style *s = style_of(&r, "full");
    assert_string_equal(s->font->name.p, "hei");
    assert_int_equal(s->size, PT(12));
    assert_int_equal(s->align, ALIGN_EVEN);
    assert_int_equal(s->indent, PT(-12));
    assert_int_equal(s->left, PT(12));
    assert_int_equal(s->right, 557314);
    assert_int_equal(s->leading, PT(18));
    assert_int_equal(s->n_lines, 1);
    assert_int_equal(s->lines[0], 2);
    assert_int_equal(s->position, BLOCK_BOTTOM);
    assert_int_equal(s->keep_next, 4);
    assert_int_equal(s->orphans, 2);
    assert_int_equal(s->widows, 3);
    assert_int_equal(s->span, SPAN_ALL);
    assert_int_equal(s->tracking, 3277);
    assert_int_equal(s->shift, -32768);
    assert_int_equal(s->rule_above.thickness, PT(1));
    assert_int_equal(s->rule_above.offset, PT(-2));
    assert_int_equal(s->rule_above.width, PT(36));
    assert_int_equal(s->rule_above.color.m, 10000);
    assert_int_equal(s->rule_below.thickness, PT(2));
    assert_int_equal(s->rule_below.color.k, 10000);
    assert_true(s->has_fill);
    assert_int_equal(s->fill.k, 800);
    assert_int_equal(s->fill_pad_x, PT(6));
    assert_int_equal(s->fill_pad_y, PT(3));
    assert_int_equal(s->gap_em, 8192);
    const struct style *bare = style_of(&r, "bare");
    assert_int_equal(bare->rule_above.thickness, 0);
    assert_int_equal(bare->rule_below.thickness, PT(2));
    assert_false(bare->has_fill);
    assert_int_equal(bare->fill_pad_y, PT(1));
    assert_int_equal(bare->gap_em, 0);
    assert_int_equal(style_of(&r, "body")->gap_em, 16384);
    reading_end(&r);
}

static void test_spans(void **state)
{
    (void)state;
    struct reading r = reading_with("styles",
                                    BODY "  superscript: {size: 0.6em, shift: 0.35em}\n"
                                         "  ruby: {extends: superscript, font: hei}\n"
                                         "  strong: {font: hei}\n"
                                         "  code-span: {size: 8pt, color: red}\n"
                                         "  link: {}\n"
                                         "  note: {extends: body, size: 0.8em}\n",
                                    NULL);
    reading_clean(&r);
    const struct style *const *s = r.layout->styles;
    assert_int_equal(s[LAYOUT_SPAN_SUPERSCRIPT]->size_em, 39322);
    assert_int_equal(s[LAYOUT_SPAN_SUPERSCRIPT]->shift, 22938);
    assert_true(s[LAYOUT_SPAN_SUPERSCRIPT]->sets_size);
    assert_false(s[LAYOUT_SPAN_SUPERSCRIPT]->sets_font);
    assert_int_equal(s[LAYOUT_SPAN_RUBY]->size_em, 39322);
    assert_true(s[LAYOUT_SPAN_RUBY]->sets_font);
    assert_false(s[LAYOUT_SPAN_STRONG]->sets_size);
    assert_int_equal(s[LAYOUT_SPAN_CODE]->size_em, 0);
    assert_int_equal(s[LAYOUT_SPAN_CODE]->size, PT(8));
    assert_true(s[LAYOUT_SPAN_CODE]->sets_color);
    assert_false(s[LAYOUT_SPAN_LINK]->sets_font || s[LAYOUT_SPAN_LINK]->sets_color);
    assert_null(s[LAYOUT_SPAN_EMPHASIS]);
    assert_int_equal(s[LAYOUT_NOTE]->size, PT(8));
    assert_int_equal(s[LAYOUT_NOTE]->size_em, 0);
    assert_ptr_equal(s[LAYOUT_QUOTE], s[LAYOUT_BODY]);
    reading_end(&r);
}

static void test_style_lines(void **state)
{
    (void)state;
    struct style s = {.n_lines = 0};
    assert_int_equal(style_lines(&s, 0), 0);
    assert_int_equal(style_lines(&s, 7), 7);
    s = (struct style){.n_lines = 2, .lines = {3, 5}};
    static const int of_two[] = {0, 3, 5, 7, 9};
    for (int i = 0; i < 5; i++)
        assert_int_equal(style_lines(&s, i), of_two[i]);
    s = (struct style){.n_lines = 1, .lines = {2}};
    assert_int_equal(style_lines(&s, 1), 2);
    assert_int_equal(style_lines(&s, 3), 6);
    s = (struct style){.n_lines = 2, .lines = {2, 2}};
    assert_int_equal(style_lines(&s, 4), 4); /* lines of text never share a grid line for good */
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *styles, *said, *hint;
    } rows[] = {
        {BODY "  a: {extends: a}\n", "the style `a` extends itself", ""},
        {BODY "  a: {extends: b}\n  b: {extends: c}\n  c: {extends: a}\n", "extends itself",
         "leave one of them out"},
        {BODY "  a: {extends: bodi}\n", "no style `bodi`", "did you mean `body`?"},
        {BODY "  a: {extends: }\n", "`extends` has no value", ""},
        {BODY "  a: {extends: [body]}\n", "`extends` takes one value", ""},
        {BODY "  a: {font: sang}\n", "no font `sang`", "did you mean `song`?"},
        {BODY "  a: {color: blcak}\n", "no colour `blcak`", "did you mean `black`?"},
        {BODY "  a: {color: \"#c8102e\"}\n", "no colour `#c8102e`", "under `colors`"},
        {BODY "  a:\n    color: #c8102e\n", "`color` has no value", "print colours are CMYK"},
        {BODY "  a: {size: 0}\n", "must be more than 0, up to 1000pt", ""},
        {BODY "  a: {size: 1001pt}\n", "must be more than 0, up to 1000pt", ""},
        {BODY "  a: {size: -3pt}\n", "must be more than 0", ""},
        {BODY "  a: {size: 30pt, leading: 12pt}\n", "lines would overlap", ""},
        {BODY "  a: {lines: [3, 2]}\n", "cannot shrink: 2 does not come after 3", "[2, 3]"},
        {BODY "  a: {lines: [1, 2, 3, 4, 5, 6, 7]}\n", "has 7 entries; 6 are the limit", ""},
        {BODY "  a: {lines: 501}\n", "must be from 1 to 500", ""},
        {BODY "  a: {lines: {one: 2}}\n", "takes one value, not a map", ""},
        {BODY "  a: {fill-padding: [1pt, 2pt, 3pt]}\n", "one length or two", "[6pt, 3pt]"},
        {BODY "  a: {rule-above: {color: red}}\n", "a rule has no `thickness`", "0.5pt"},
        {BODY "  a: {rule-above: {thickness: 1pt, color: rde}}\n", "no colour `rde`", "`red`"},
        {BODY "  a: {rule-above: }\n", "a rule must be keys with values", ""},
        {BODY "  a: {align: middle}\n", "`align` cannot be `middle`", "known: justify, start"},
        {BODY "  a: {span: columm}\n", "`span` cannot be `columm`", "did you mean `column`?"},
        {BODY "  a: {tracking: 12pt}\n", "is a ratio", ""},
        {BODY "  a: {left: -1em}\n", "must be from 0", ""},
        {BODY "  a:\n", "a style must be keys with values", ""},
        {BODY "  quote: {font: song, size: 9pt}\n", "`quote` has no `color`", "a paragraph style"},
        {"styles: {body: {font: song, size: 9pt, color: black}}\n",
         "set in 9pt, but the grid counts characters of 10pt", "leave it out"},
        {"styles: {text: {font: song, size: 9pt, color: black}}\n", "there is no style `body`",
         "articles are set in it"},
        {"styles: {}\n", "every style must stand with its name", ""},
        {"styles: [body]\n", "every style must stand with its name", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading r = reading_with("styles", rows[i].styles, NULL);
        assert_said(&r, rows[i].said);
        assert_said(&r, rows[i].hint);
        reading_end(&r);
    }
}

/* What an heir takes over wrong is said once, where it stands. */
static void test_said_once(void **state)
{
    (void)state;
    struct reading r = reading_with("styles",
                                    BODY "  a: {extends: body, indent: 12}\n"
                                         "  b: {extends: a}\n  c: {extends: b}\n",
                                    NULL);
    const char *first = strstr(r.messages, "has no unit");
    assert_non_null(first);
    assert_null(strstr(first + 1, "has no unit"));
    assert_said(&r, "layout.yaml:8:30: error");
    reading_end(&r);
}

/* A style is asked for what it needs only where it is used. */
/* A paragraph style without a size is as large as the grid's characters. */
static void test_usual_size(void **state)
{
    (void)state;
    struct reading r = reading_with("styles", "styles: {body: {font: song, color: black}}\n", NULL);
    reading_clean(&r);
    assert_int_equal(r.layout->styles[LAYOUT_BODY]->size, r.layout->grid.size);
    reading_end(&r);
}

static void test_used(void **state)
{
    (void)state;
    struct reading r = reading_with("styles", BODY "  title: {size: 20pt}\n", NULL);
    reading_clean(&r);
    reading_end(&r);
    r = reading_with("styles", BODY "  title: {size: 20pt}\n", "article",
                     "article: {head: [{text: x, style: title}]}\n", NULL);
    assert_said(&r, "layout.yaml:8:3: error: the style `title` has no `font`");
    assert_said(&r, "in line 9");
    reading_end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_size_table),  cmocka_unit_test(test_inherits),
        cmocka_unit_test(test_every_key),   cmocka_unit_test(test_spans),
        cmocka_unit_test(test_style_lines), cmocka_unit_test(test_errors),
        cmocka_unit_test(test_said_once),   cmocka_unit_test(test_usual_size),
        cmocka_unit_test(test_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
