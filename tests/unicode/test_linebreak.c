/* Line breaking: every line of the Unicode Character Database's LineBreakTest.txt (its path is the
 * first argument), cases of our own, and random text. */
#include "../base/random.h"
#include "base/file.h"
#include "base/utf8.h"
#include "unicode/linebreak.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { LONGEST = 256 };

struct sample {
    uint32_t text[LONGEST];
    bool breaks[LONGEST]; /* after text[i] */
    size_t n;
};

/* ---- LineBreakTest.txt: `× 0023 × 0020 ÷ 0023 ÷	# comment` ---- */

static str next_word(str line, size_t *at)
{
    while (*at < line.n && (line.p[*at] == ' ' || line.p[*at] == '\t'))
        ++*at;
    size_t from = *at;
    while (*at < line.n && line.p[*at] != ' ' && line.p[*at] != '\t')
        ++*at;
    return str_slice(line, from, *at);
}

static struct sample read_sample(str line)
{
    struct sample s = {.n = 0};
    for (size_t at = 0; at < line.n;) {
        str word = next_word(line, &at);
        bool allowed = str_is(word, "÷");
        if (allowed || str_is(word, "×")) {
            if (s.n > 0)
                s.breaks[s.n - 1] = allowed;
            continue;
        }
        char *end;
        assert_true(word.n >= 4 && s.n < LONGEST);
        s.text[s.n++] = (uint32_t)strtoul(word.p, &end, 16);
        assert_ptr_equal(end, word.p + word.n);
    }
    return s;
}

static bool sample_passes(const struct sample *s)
{
    unsigned char breaks[LONGEST];
    unicode_line_breaks(s->text, s->n, breaks);
    for (size_t i = 0; i < s->n; i++)
        if ((breaks[i] != LINE_BREAK_NEVER) != s->breaks[i])
            return false;
    return true;
}

static void test_conformance(void **state)
{
    str all = file_map(*state);
    assert_non_null(all.p);
    size_t passed = 0, failed = 0;
    for (size_t at = 0; at < all.n;) {
        size_t end = str_find(all, '\n', at);
        str line = str_slice(all, at, end);
        at = end + 1;
        struct sample s = read_sample(str_trim(str_slice(line, 0, str_find(line, '#', 0))));
        if (s.n == 0)
            continue;
        bool good = sample_passes(&s);
        if (!good)
            print_error("%.*s\n", STR_ARG(line));
        passed += good;
        failed += !good;
    }
    file_unmap(all);
    assert_int_equal(failed, 0);
    assert_true(passed > 7000);
}

/* ---- cases ---- */

static size_t decode(const char *text, uint32_t *out)
{
    str s = str_of(text);
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        assert_true(n < LONGEST);
        out[n++] = utf8_next(s, &at);
    }
    return n;
}

/* The text with | at allowed and ! at forced breaks; the end of the text is not shown. */
static void check_breaks(const char *text, const char *expected)
{
    uint32_t points[LONGEST] = {0};
    unsigned char breaks[LONGEST];
    size_t n = decode(text, points);
    unicode_line_breaks(points, n, breaks);
    struct buf b = {0};
    for (size_t i = 0; i < n; i++) {
        utf8_put(&b, points[i]);
        if (i + 1 < n && breaks[i] != LINE_BREAK_NEVER)
            utf8_put(&b, breaks[i] == LINE_BREAK_FORCED ? '!' : '|');
    }
    if (!str_is(buf_view(&b), expected))
        fail_msg("expected %s\ngot      %.*s", expected, STR_ARG(buf_view(&b)));
    buf_free(&b);
}

static void test_cases(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"今天天气", "今|天|天|气"},
        {"你好，世界。再见", "你|好，|世|界。|再|见"},
        {"（甲）《乙》", "（甲）|《乙》"},
        {"「甲」」乙", "「甲」」|乙"},
        {"甲——乙", "甲|——|乙"},
        {"甲……乙", "甲……|乙"},
        {"一2024年", "一|2024|年"},
        {"the quick fox", "the |quick |fox"},
        {"a  b", "a  |b"},
        {"a\nb\r\nc\rd", "a\n!b\r\n!c\r!d"},
        {"a\xC2\x85"
         "b\xE2\x80\xA8"
         "c",
         "a\xC2\x85!b\xE2\x80\xA8!c"},
        {"well-known fact", "well-|known |fact"},
        {"$(12.50) x", "$(12.50) |x"},
        {"$(x)", "$|(x)"},
        {"12,345.67%", "12,345.67%"},
        {"(s)he", "(s)he"},
        {"“quoted” text", "“quoted” |text"},
        {"a\u00A0b", "a\u00A0b"},
        {"a\u2060一", "a\u2060一"},
        {"甲\u200B，乙", "甲\u200B|，|乙"},
        {"🇨🇳🇺🇸🇯🇵", "🇨🇳|🇺🇸|🇯🇵"},
        {"👩\u200D💻💻", "👩\u200D💻|💻"},
        {"👍🏽一", "👍🏽|一"},
        {"한국어 글", "한|국|어 |글"},
        {"שָׁלוֹם-עולם", "שָׁלוֹם-עולם"},
        {"きゃっと", "きゃっ|と"},
        {"葛󠄀城", "葛󠄀|城"},
        {"http://a.b/c", "http://|a.b/|c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_breaks(cases[i].text, cases[i].expected);
}

/* The decision about $ and ( falls at the digit, any number of combining marks later. */
static void test_late_decision(void **state)
{
    (void)state;
    static const uint32_t last[] = {'1', 'x'};
    for (size_t i = 0; i < 2; i++) {
        uint32_t text[LONGEST] = {'$', '('};
        unsigned char breaks[LONGEST];
        for (size_t k = 2; k < LONGEST; k++)
            text[k] = k % 2 ? 0x0301 : 0x200D;
        text[LONGEST - 1] = last[i];
        unicode_line_breaks(text, LONGEST, breaks);
        assert_int_equal(breaks[0], i == 0 ? LINE_BREAK_NEVER : LINE_BREAK_ALLOWED);
        for (size_t k = 1; k < LONGEST - 1; k++)
            assert_int_equal(breaks[k], LINE_BREAK_NEVER);
    }
}

static void test_bounds(void **state)
{
    (void)state;
    unsigned char untouched = 77;
    unicode_line_breaks(NULL, 0, &untouched);
    assert_int_equal(untouched, 77);
    static const uint32_t odd[] = {UTF8_BAD, 0x110000, 0xD800, 0xDFFF, 0x10FFFF, 0xFFFE, 0};
    unsigned char breaks[7];
    unicode_line_breaks(odd, 7, breaks);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(breaks[i], LINE_BREAK_NEVER); /* all letters, the last a control */
    assert_int_equal(breaks[6], LINE_BREAK_FORCED);
}

/* ---- random text ---- */

static uint32_t random_point(struct random *r)
{
    switch (random_below(r, 4)) {
    case 0: return random_below(r, 0x250);
    case 1: return 0x2000 + random_below(r, 0x1100);
    case 2: return 0xFE00 + random_below(r, 0x200);
    default: return random_below(r, 0x120000);
    }
}

/* Text in memory of its exact size: a sanitizer sees any step outside. */
static uint32_t *random_text(struct random *r, size_t n)
{
    uint32_t *text = malloc(n * sizeof *text);
    assert_non_null(text);
    for (size_t i = 0; i < n; i++)
        text[i] = random_point(r);
    return text;
}

/* A line that must end leaves nothing over: each line by itself breaks as in the whole text. */
static void check_lines_alone(const uint32_t *text, size_t n, const unsigned char *breaks)
{
    for (size_t from = 0, i = 0; i < n; i++) {
        if (breaks[i] != LINE_BREAK_FORCED)
            continue;
        size_t length = i + 1 - from;
        unsigned char *alone = malloc(length);
        assert_non_null(alone);
        unicode_line_breaks(text + from, length, alone);
        assert_memory_equal(alone, breaks + from, length);
        free(alone);
        from = i + 1;
    }
}

static void test_random(void **state)
{
    (void)state;
    struct random r = {20250715};
    size_t counts[3] = {0};
    for (int round = 0; round < 3000; round++) {
        size_t n = 1 + random_below(&r, 200);
        uint32_t *text = random_text(&r, n);
        unsigned char *breaks = malloc(n);
        assert_non_null(breaks);
        unicode_line_breaks(text, n, breaks);
        for (size_t i = 0; i < n; i++) {
            assert_in_range(breaks[i], LINE_BREAK_NEVER, LINE_BREAK_FORCED);
            counts[breaks[i]]++;
        }
        check_lines_alone(text, n, breaks);
        free(breaks);
        free(text);
    }
    for (size_t i = 0; i < 3; i++)
        assert_true(counts[i] > 1000);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s LineBreakTest.txt\n", argv[0]);
        return 2;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_conformance, argv[1]),
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_late_decision),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests_name("linebreak", tests, NULL, NULL);
}
