/* Layouts that nobody would write. */
#include "reading.h"

#include <stdlib.h>

static void add_many(struct buf *b, const char *text, size_t times)
{
    while (times--)
        buf_str(b, str_of(text));
}

static struct reading reading_of_buf(struct buf *b)
{
    buf_char(b, '\0');
    struct reading r = reading_of(b->data);
    buf_free(b);
    return r;
}

static void test_deep(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_str(&b, STR("masters: "));
    add_many(&b, "[", 100000);
    struct reading r = reading_of_buf(&b);
    assert_null(r.layout);
    assert_said(&r, "nested too deep");
    reading_end(&r);
}

static void test_long_scalars(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "page: {width: ", "grid: {size: ",    "links: ",
        "divider: ",      "colors: {black: ", "fonts: {song: {western-scale: "};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct buf b = {0};
        buf_str(&b, str_of(parts[i]));
        add_many(&b, "[9", i == 3 ? 1 << 19 : 0);
        add_many(&b, "9", i == 3 ? 0 : 1 << 20);
        add_many(&b, "}", i == 2 || i == 3 ? 0 : i == 5 ? 2 : 1);
        buf_str(&b, STR("\n"));
        struct reading r = reading_of_buf(&b);
        assert_true(diags_count(r.diags, SEVERITY_ERROR) > 0);
        reading_end(&r);
    }
}

static void test_duplicate(void **state)
{
    (void)state;
    struct reading r = reading_of("name: a\npage: {}\nname: b\n");
    assert_null(r.layout);
    assert_said(&r, ":3:1: error: the key `name` stands twice");
    reading_end(&r);
}

static void test_no_layout(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"", "the layout has no `name`"},
        {"just text\n", "the layout must be keys with values"},
        {"- a\n- b\n", "the layout must be keys with values"},
        {"a: [b\n", "not valid YAML"},
        {"a: &x 1\nb: *x\n", "anchors"},
        {"a: \"\xFF\"\n", "not UTF-8"},
        {"a: b\n---\nc: d\n", "second YAML document"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading r = reading_of(rows[i].text);
        assert_said(&r, rows[i].said);
        reading_end(&r);
    }
}

/* A chain as long as a map may be, in the worst order. */
static void test_long_chain(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_str(&b, STR("styles:\n"));
    for (int i = 0; i < 990; i++)
        buf_format(&b, "  s%d: {extends: s%d}\n", i, i + 1);
    buf_str(&b, STR("  s990: {extends: body}\n  body: {font: song, size: 10pt, color: black, "
                    "indent: 2em}\n"));
    buf_char(&b, '\0');
    struct reading r = reading_with("styles", b.data, NULL);
    reading_clean(&r);
    assert_int_equal(style_of(&r, "s0")->indent, 20 * LENGTH_PT);
    reading_end(&r);
    buf_free(&b);
}

static void test_many(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_str(&b, STR("article: {head: ["));
    add_many(&b, "{text: a, style: body}, ", 101);
    buf_str(&b, STR("]}\n"));
    buf_char(&b, '\0');
    struct reading r = reading_with("article", b.data, NULL);
    assert_said(&r, "`head` has 101 entries; 100 are the limit");
    reading_end(&r);
    b.n = 0;
    buf_str(&b, STR("masters: {inside: ["));
    add_many(&b, "{}, ", 501);
    buf_str(&b, STR("]}\n"));
    buf_char(&b, '\0');
    r = reading_with("masters", b.data, NULL);
    assert_said(&r, "has 501 entries; 500 are the limit");
    reading_end(&r);
    b.n = 0;
    buf_str(&b, STR("masters:\n"));
    for (int i = 0; i < 101; i++)
        buf_format(&b, "  m%d: []\n", i);
    buf_char(&b, '\0');
    r = reading_with("masters", b.data, NULL);
    assert_said(&r, "101 masters; 100 are the limit");
    reading_end(&r);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deep),       cmocka_unit_test(test_long_scalars),
        cmocka_unit_test(test_duplicate),  cmocka_unit_test(test_no_layout),
        cmocka_unit_test(test_long_chain), cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
