/* Slices, UTF-8 and numbers as text. */
#include "check.h"

#include "base/utf8.h"

static void test_slices(void **state)
{
    (void)state;
    assert_true(str_starts(STR("banxin"), STR("ban")));
    assert_true(str_starts(STR("ban"), STR("")));
    assert_false(str_starts(STR("ba"), STR("ban")));
    assert_true(str_ends(STR("01.md"), STR(".md")));
    assert_false(str_ends(STR("md"), STR(".md")));
    assert_true(str_cmp(STR("a"), STR("ab")) < 0);
    assert_true(str_cmp(STR("\xFF"), STR("a")) > 0);
    assert_int_equal(str_cmp(STR("版"), STR("版")), 0);
    assert_true(str_is(str_trim(STR(" \t版 心\r\n")), "版 心"));
    assert_int_equal(str_trim(STR(" \n ")).n, 0);
    assert_int_equal(str_find(STR("abcabc"), 'c', 3), 5);
    assert_int_equal(str_find(STR("abc"), 'x', 0), 3);
    assert_int_equal(str_find(STR("abc"), 'a', 9), 3);
}

static void test_nearest(void **state)
{
    (void)state;
    static const char *const keys[] = {"title", "section", "source", "lead", "qr"};
    static const struct {
        const char *word, *expected;
    } cases[] = {
        {"titel", "title"},    {"tilte", "title"},  {"Title", "title"},  {"titles", "title"},
        {"secton", "section"}, {"sauce", "source"}, {"leed", "lead"},    {"qrs", "qr"},
        {"xyzzy", NULL},       {"", NULL},          {"publisher", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *near = str_nearest(str_of(cases[i].word), keys, 5);
        if (!cases[i].expected)
            assert_null(near);
        else
            assert_string_equal(near, cases[i].expected);
    }
    char longer[200];
    memset(longer, 't', sizeof longer);
    assert_null(str_nearest((str){longer, sizeof longer}, keys, 5));
}

static void check_decimal(int64_t value, int64_t scale, int digits, const char *expected)
{
    struct buf b = {0};
    buf_decimal(&b, value, scale, digits);
    check_text(buf_view(&b), expected);
    buf_free(&b);
}

static void test_decimal(void **state)
{
    (void)state;
    check_decimal(98304, 65536, 4, "1.5");
    check_decimal(0, 65536, 4, "0");
    check_decimal(-98304, 65536, 4, "-1.5");
    check_decimal(1, 3, 3, "0.333");
    check_decimal(2, 3, 3, "0.667");
    check_decimal(1, 2, 0, "1");
    check_decimal(-1, 2, 0, "-1");
    check_decimal(-1, 1000000, 3, "0");
    check_decimal(999999, 1000000, 3, "1");
    check_decimal(1, 1000, 3, "0.001");
    check_decimal(100, 1, 2, "100");
    check_decimal(INT64_MAX, 65536, 9, "140737488355327.999984741");
    check_decimal(INT64_MIN, 1, 0, "-9223372036854775808");
}

static void test_buffer(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_add(&b, NULL, 0);
    assert_int_equal(b.n, 0);
    for (int i = 0; i < 1000; i++)
        buf_format(&b, "%03d,", i);
    buf_char(&b, '!');
    assert_int_equal(b.n, 4001);
    assert_memory_equal(b.data + 3996, "999,!", 5);
    buf_free(&b);
    assert_null(b.data);
}

static void test_utf8(void **state)
{
    (void)state;
    str s = STR("a版\xF0\x9F\x99\x82\xFFz");
    static const uint32_t expected[] = {'a', 0x7248, 0x1F642, UTF8_BAD, 'z'};
    size_t at = 0;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(utf8_next(s, &at), expected[i]);
    assert_int_equal(at, s.n);
    assert_int_equal(utf8_count(s), 5);
    assert_int_equal(utf8_check(s), 8);
    assert_int_equal(utf8_before(s, 4), 0x7248);
    assert_int_equal(utf8_before(s, 8), 0x1F642);
    assert_int_equal(utf8_before(s, 0), 0);
    struct buf b = {0};
    utf8_put(&b, 'a');
    utf8_put(&b, 0x7248);
    utf8_put(&b, 0x1F642);
    check_text(buf_view(&b), "a版\xF0\x9F\x99\x82");
    buf_free(&b);
}

static void test_malformed_utf8(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\xC0\x80",         /* overlong */
        "\xE0\x80\x80",     /* overlong */
        "\xED\xA0\x80",     /* a surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\x80",             /* a continuation alone */
        "\xE7\x89",         /* cut off */
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        str s = str_of(bad[i]);
        size_t at = 0;
        assert_int_equal(utf8_check(s), 0);
        assert_int_equal(utf8_next(s, &at), UTF8_BAD);
        assert_int_equal(at, 1);
    }
    assert_int_equal(utf8_check(STR("版\xF4\x8F\xBF\xBF")), 7);
}

static void test_columns(void **state)
{
    (void)state;
    assert_int_equal(utf8_columns('a'), 1);
    assert_int_equal(utf8_columns(0x7248), 2);
    assert_int_equal(utf8_columns(0xFF0C), 2);
    assert_int_equal(utf8_columns(0x301), 0);
    assert_int_equal(utf8_columns(UTF8_BAD), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slices),  cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_decimal), cmocka_unit_test(test_buffer),
        cmocka_unit_test(test_utf8),    cmocka_unit_test(test_malformed_utf8),
        cmocka_unit_test(test_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
