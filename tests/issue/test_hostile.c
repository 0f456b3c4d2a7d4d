/* Input that nobody writes by hand: it must be read in bounded time and memory, with a bounded
 * number of diagnostics, also by several threads at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tree.h"

#include <pthread.h>

enum { COUNT = 30000, LISTED_MAX = 300 };

#define HEAD "---\ntitle: x\n---\n"

static struct source make_source(struct buf *b)
{
    return (struct source){.path = STR("hostile.md"), .text = buf_view(b)};
}

static size_t count_errors(struct buf *text)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct source s = make_source(text);
    struct article article;
    article_read(a, &s, &article, d);
    size_t errors = diags_count(d, SEVERITY_ERROR);
    assert_true(errors + diags_count(d, SEVERITY_WARNING) < LISTED_MAX);
    diags_free(d);
    arena_free(a);
    return errors;
}

struct repeated {
    const char *before, *unit, *after;
    bool is_error;
};

static void check_repeated(const struct repeated *c)
{
    struct buf b = {0};
    buf_str(&b, STR(HEAD));
    buf_str(&b, str_of(c->before));
    for (int i = 0; i < COUNT; i++)
        buf_str(&b, str_of(c->unit));
    buf_str(&b, str_of(c->after));
    size_t errors = count_errors(&b);
    if (c->is_error != (errors > 0))
        fail_msg("%s%s…: %zu errors", c->before, c->unit, errors);
    buf_free(&b);
}

static void test_repeated(void **state)
{
    (void)state;
    static const struct repeated cases[] = {
        {"", "[a](b) ", "", false},
        {"", "[a](b \"c\") ", "", false},
        {"", "![a](b) ", "", false},
        {"", "[", "a", true},
        {"", "![[]()", "a", true},
        {"", "*a **b ", "", false},
        {"", "*a _b ~~c `d ", "", false},
        {"", "**，**甲", "", false},
        {"", "*", "a", false},
        {"", "> ", "a", true},
        {"", "- ", "a", true},
        {"", "> a\n\n", "", false},
        {"", "`a\nb` ", "", false},
        {"", "a\\\n", "b", false},
        {"", "<u>", "a", false},
        {"", "<x>", "a", false},
        {"", "a</sup>", "", false},
        {"", "<!-- ", "", true}, /* hides all */
        {"a\n\n", "<!-- ", "", false},
        {"a\n\n<div>", "<", "", false},
        {"a\n\n<div>", "<a \"", "", false},
        {"a\n\n<div>", "<script>", "", false},
        {"<ruby>", "甲<rt>b", "", false},
        {"", "&amp;", "", false},
        {"", "&hellip;", "", false},
        {"", "&", "", false},
        {"", "[^a]", "\n\n[^a]: b\n", false},
        {"", "[^a] ", "", false},
        {"a\n\n", "[^x]: a\n", "", false},
        {"", "a [^", "", true}, /* brackets without end */
        {"a\n\n", "[a]: /b\n", "", false},
        {"|a|\n|-|\n|", "\\|*a* ", "|\n", false},
        {"|a|\n|-|\n", "|a|\n", "", false},
        {"|", "a|", "\n", false},
        {"", "\x07*甲*", "", false},
        {"", "　", "甲", false},
        {"", "　\n", "甲", false},
        {"", "甲\n", "", false},
        {"", "# 甲\n", "", false},
        {"", "甲\n=\n", "", false},
        {"```\n", "甲\n", "", false},
        {"", "::: 框\n", "x", true},
        {"", "::: 诗\n甲\n:::\n", "", false},
        {"::: 对话\n", "甲：乙\n", ":::\n", false},
        {"", ":::\n", "", true},
        {"甲\n", "：乙\n", "", false},
        {"", "（一）甲\n", "", false},
        {"", "（九十九）甲\n\n", "", false},
        {"", "> 甲\n> ——乙\n\n", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_repeated(&cases[i]);
}

static void test_wide_table(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_str(&b, STR(HEAD));
    for (int row = 0; row < 2; row++) {
        for (int i = 0; i < 2000; i++)
            buf_str(&b, row ? STR("|-") : STR("|a"));
        buf_char(&b, '\n');
    }
    for (int i = 0; i < 2000; i++) /* each would be filled up to 2000 cells */
        buf_str(&b, STR("|a\n"));
    assert_int_equal(count_errors(&b), 1);
    buf_free(&b);
}

static void test_unfolding(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_str(&b, STR(HEAD "[a]: /"));
    for (int i = 0; i < COUNT; i++)
        buf_char(&b, 'x');
    buf_str(&b, STR("\n\n"));
    for (int i = 0; i < COUNT; i++)
        buf_str(&b, STR("[a] "));
    assert_int_equal(count_errors(&b), 1);
    buf_free(&b);
}

/* Not from a file: what file_read_text() refuses must not hurt either. */
static void test_raw_bytes(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_str(&b, STR(HEAD));
    for (int i = 0; i < 4096; i++)
        buf_char(&b, (char)(i * 7));
    count_errors(&b);
    buf_free(&b);
}

/* Extensions of the parser that switch process-wide tables. */
static const char *const shared = HEAD
    "甲~~乙~~**丙：**丁[^1]，`戊`\n\n| *己* | ~~庚~~ |\n|---|---|\n| 辛 | 壬 |\n\n[^1]: ~~癸~~\n";

static void put_shared(struct buf *tree)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct source s = {.path = STR("shared.md"), .text = str_of(shared)};
    struct article article;
    article_read(a, &s, &article, d);
    tree_article(tree, &article);
    diags_free(d);
    arena_free(a);
}

static void *read_often(void *expected)
{
    for (int i = 0; i < 300; i++) {
        struct buf tree = {0};
        put_shared(&tree);
        bool same = str_eq(buf_view(&tree), buf_view(expected));
        buf_free(&tree);
        if (!same)
            return expected;
    }
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    struct buf expected = {0};
    put_shared(&expected);
    assert_true(expected.n > 0);
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_often, &expected), 0);
    for (int i = 0; i < 4; i++) {
        void *result = NULL;
        pthread_join(threads[i], &result);
        assert_null(result);
    }
    buf_free(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_repeated),  cmocka_unit_test(test_wide_table),
        cmocka_unit_test(test_unfolding), cmocka_unit_test(test_raw_bytes),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
