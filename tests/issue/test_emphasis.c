/* MD-01: emphasis round any mix of Han, full-width marks and Western text is taken, whatever stands
 * beside it. */
#include "issue/issue.h"

#include "base/buf.h"
#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static uint32_t next(uint64_t *state, uint32_t below)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(*state >> 33) % below;
}

static void add_text(struct buf *b, uint64_t *r)
{
    static const char *const pieces[] = {"甲", "乙", "，", "。", "“",  "”",  "（", "）",
                                         "——", "、", "《", "》", "：", "……", "字", "！"};
    static const char *const western[] = {"", "AI", "12%", "(1)", "C++", "$5", "é", "OK!"};
    buf_str(b, str_of(western[next(r, sizeof western / sizeof *western)]));
    for (size_t n = 1 + next(r, 4); n > 0; n--)
        buf_str(b, str_of(pieces[next(r, sizeof pieces / sizeof *pieces)]));
    buf_str(b, str_of(western[next(r, sizeof western / sizeof *western)]));
}

struct stretch {
    str text;
    unsigned format;
};

/* An article of one paragraph; what it should become goes to `expected`. */
static str make(struct arena *a, uint64_t *r, struct stretch *expected, size_t *n)
{
    static const unsigned formats[] = {0, SPAN_EMPHASIS, SPAN_STRONG};
    static const char *const marks[] = {"", "*", "**"};
    struct buf b = {0};
    *n = 0;
    buf_str(&b, STR("---\ntitle: 一\n---\n\n"));
    size_t parts = 3 + next(r, 6);
    for (size_t i = 0; i < parts; i++) {
        size_t form = i % 2 ? 1 + next(r, 2) : 0;
        struct buf text = {0};
        add_text(&text, r);
        buf_str(&b, str_of(marks[form]));
        buf_str(&b, buf_view(&text));
        buf_str(&b, str_of(marks[form]));
        expected[(*n)++] = (struct stretch){str_dup(a, buf_view(&text)), formats[form]};
        buf_free(&text);
    }
    buf_char(&b, '\n');
    str text = str_dup(a, buf_view(&b));
    buf_free(&b);
    return text;
}

static void test_random(void **state)
{
    (void)state;
    uint64_t r = 1;
    for (int round = 0; round < 3000; round++) {
        struct arena *a = arena_new();
        struct diags *d = diags_new();
        struct stretch expected[16];
        size_t n;
        const struct source source = {STR("01.md"), make(a, &r, expected, &n)};
        struct article article;
        assert_true(article_read(a, &source, &article, d));
        assert_int_equal(article.n_blocks, 1);
        if (article.blocks[0].n_spans != n)
            print_error("%.*s\n", STR_ARG(source.text));
        assert_int_equal(article.blocks[0].n_spans, n);
        for (size_t i = 0; i < n; i++) {
            assert_true(str_eq(article.blocks[0].spans[i].text, expected[i].text));
            assert_int_equal(article.blocks[0].spans[i].format, expected[i].format);
        }
        diags_free(d);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
