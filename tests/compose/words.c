/* Where Western words may be divided. The goldens stand in text files, one case a line: a run with
 * `~` where a line may end with a hyphen and `|` where it may end without one; what is to be taken
 * literally of `~ | \` stands behind a `\`. `language=de ` before it names the language. `--update`
 * rewrites the files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "compose/words.h"

struct run {
    VEC(uint32_t) text;
    unsigned char *points;
};

struct setup {
    const char *files[2];   /* goldens for the system's dictionaries, and for the test's own */
    const char *folders[2]; /* NULL is the system's */
    bool update;
};

static void run_free(struct run *r)
{
    vec_free(&r->text);
    free(r->points);
}

/* The run without its marks. */
static struct run take_run(str marked)
{
    struct run r = {0};
    for (size_t at = 0; at < marked.n;) {
        uint32_t c = utf8_next(marked, &at);
        if (c == '~' || c == '|')
            continue;
        if (c == '\\' && at < marked.n)
            c = utf8_next(marked, &at);
        vec_push(&r.text, c);
    }
    /* Exactly as long as the text, so that a write behind it is seen. */
    r.points = xmalloc(r.text.n ? r.text.n : 1);
    memset(r.points, 0xEE, r.text.n);
    return r;
}

static void put_run(struct buf *b, const struct run *r)
{
    static const char marks[] = {[POINT_BREAK] = '|', [POINT_LESSER] = '|', [POINT_HYPHEN] = '~'};
    for (size_t i = 0; i < r->text.n; i++) {
        uint32_t c = r->text.v[i];
        if (c == '~' || c == '|' || c == '\\')
            buf_char(b, '\\');
        utf8_put(b, c);
        assert_in_range(r->points[i], POINT_NONE, POINT_HYPHEN);
        if (r->points[i] != POINT_NONE)
            buf_char(b, marks[r->points[i]]);
    }
}

static void mark(struct hyphenator *h, const char *language, struct run *r)
{
    words_mark(h, language, r->text.v, r->text.n, r->points);
}

/* ---- goldens ---- */

struct golden {
    str language, marked;
};

static struct golden take_case(str line)
{
    struct golden g = {.marked = line};
    if (str_starts(line, STR("language="))) {
        size_t blank = str_find(line, ' ', 0);
        g.language = str_slice(line, strlen("language="), blank);
        g.marked = str_slice(line, blank < line.n ? blank + 1 : blank, line.n);
    }
    return g;
}

static bool run_case(struct hyphenator *h, struct arena *a, str line, struct buf *all)
{
    struct golden g = take_case(line);
    struct run r = take_run(g.marked);
    mark(h, g.language.n ? str_z(a, g.language) : NULL, &r);
    buf_add(all, line.p, (size_t)(g.marked.p - line.p));
    size_t from = all->n;
    put_run(all, &r);
    bool same = str_eq(g.marked, (str){all->data + from, all->n - from});
    if (!same)
        print_error("expected %.*s\n     got %.*s\n", STR_ARG(line), (int)(all->n - from),
                    all->data + from);
    run_free(&r);
    return same;
}

static void run_file(const char *path, const char *folder, bool update)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct hyphenator *h = hyphenator_new(folder);
    const struct source *source = file_read_text(a, path, (struct place){0}, d);
    assert_non_null(source);
    struct buf all = {0};
    int cases = 0, failed = 0;
    for (size_t at = 0, end; at < source->text.n; at = end + 1) {
        end = str_find(source->text, '\n', at);
        str line = str_slice(source->text, at, end);
        if (!line.n || str_starts(line, STR("# ")) || str_is(line, "#")) {
            buf_str(&all, line);
        } else {
            cases++;
            failed += !run_case(h, a, line, &all);
        }
        buf_char(&all, '\n');
    }
    if (update)
        assert_true(file_write(path, all.data, all.n, d));
    else
        assert_int_equal(failed, 0);
    assert_true(cases > 0);
    buf_free(&all);
    hyphenator_free(h);
    diags_free(d);
    arena_free(a);
}

static void test_english(void **state)
{
    const struct setup *s = *state;
    run_file(s->files[0], s->folders[0], s->update);
}

static void test_languages(void **state)
{
    const struct setup *s = *state;
    run_file(s->files[1], s->folders[1], s->update);
}

/* ---- without dictionaries ---- */

static void check_marks(struct hyphenator *h, const char *language, const char *text,
                        const char *expected)
{
    struct run r = take_run(str_of(text));
    mark(h, language, &r);
    struct buf b = {0};
    put_run(&b, &r);
    buf_char(&b, 0);
    assert_string_equal(b.data, expected);
    buf_free(&b);
    run_free(&r);
}

static void test_missing(void **state)
{
    const struct setup *s = *state;
    struct hyphenator *nowhere = hyphenator_new("/nonexistent/folder");
    check_marks(nowhere, "en", "internationalization", "internationalization");
    check_marks(nowhere, "en", "state-of-the-art", "state-|of-|the-|art");
    check_marks(NULL, "en", "internationalization", "internationalization");
    check_marks(NULL, NULL, "someone@example.org", "someone@|example|.org");
    hyphenator_free(nowhere);
    hyphenator_free(NULL);

    struct hyphenator *h = hyphenator_new(s->folders[1]);
    static const char *const none[] = {"xx", "x", "../en", "en/US", "e n", "12", "english", "-"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check_marks(h, none[i], "aabbaabb", "aabbaabb");
    hyphenator_free(h);
}

static void test_long_folder(void **state)
{
    (void)state;
    char folder[6000];
    memset(folder, 'a', sizeof folder - 1);
    folder[0] = '/';
    folder[sizeof folder - 1] = 0;
    struct hyphenator *h = hyphenator_new(folder);
    check_marks(h, "en", "internationalization", "internationalization");
    hyphenator_free(h);
}

/* ---- hostile runs ---- */

#define LONG 10000

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* What holds for every run: all points are known ones, none ends the run, an accent stays with its
 * letter, a hyphen stands between letters, a second call says the same. */
static void check_run(struct hyphenator *h, const uint32_t *text, size_t n)
{
    unsigned char *points = xmalloc(n), *again = xmalloc(n);
    memset(points, 0xEE, n);
    words_mark(h, "en", text, n, points);
    for (size_t i = 0; i < n; i++) {
        assert_in_range(points[i], POINT_NONE, POINT_HYPHEN);
        if (i + 1 == n || (text[i + 1] >= 0x300 && text[i + 1] <= 0x36F))
            assert_int_equal(points[i], POINT_NONE);
        if (points[i] == POINT_HYPHEN)
            assert_true(i + 1 >= 2 && n - i - 1 >= 3 && text[i] > '@' && text[i + 1] > '@');
        if (points[i] == POINT_BREAK || points[i] == POINT_LESSER)
            assert_true(i + 1 >= 3 && n - i - 1 >= 3);
    }
    memset(again, 0x11, n);
    words_mark(h, "en", text, n, again);
    assert_memory_equal(points, again, n);
    free(points);
    free(again);
}

static void test_long(void **state)
{
    (void)state;
    static const char *const cycles[] = {
        "a",    "international",
        "-",    "a-",
        "/",    "a/",
        "/~",   "://",
        "a://", "%E4",
        "%",    "abc.",
        ".",    "@",
        "a@b.", "_",
        "::",   "0",
        "0-",   "0.",
        "0a",   "'",
        "a'",   "(",
        ",",    "1,",
        "www.", "10.",
        "?&=",  "\\",
        "0x",   "~",
        "a_b/",
    };
    struct hyphenator *h = hyphenator_new(NULL);
    uint32_t *text = xmalloc(LONG * sizeof *text);
    for (size_t i = 0; i < sizeof cycles / sizeof *cycles; i++) {
        size_t period = strlen(cycles[i]);
        for (size_t k = 0; k < LONG; k++)
            text[k] = (unsigned char)cycles[i][k % period];
        check_run(h, text, LONG);
    }
    for (size_t k = 0; k < LONG; k++)
        text[k] = k ? 0x300 + (uint32_t)k % 0x70 : 'e';
    check_run(h, text, LONG);
    check_run(h, text + 1, LONG - 1);
    free(text);
    hyphenator_free(h);
}

static void test_random(void **state)
{
    (void)state;
    static const uint32_t others[] = {'/',   '.',   '-',    ':',    '@',      '_',    '%',
                                      '~',   '\'',  ',',    '(',    ')',      '?',    '#',
                                      '=',   '+',   0x301,  0x308,  0x2019,   0x2014, 0xE9,
                                      0x130, 0xDF,  0x1E9E, 0x4E2D, 0x10FFFF, 0,      0xD800,
                                      0x1C5, 0x149, 'A',    '0',    '9',      0x2026, 0xFFFFFFFF};
    struct hyphenator *h = hyphenator_new(NULL);
    uint64_t seed = 20251;
    uint32_t text[160];
    for (int round = 0; round < 20000; round++) {
        size_t n = 1 + next_random(&seed) % (round % 10 ? 24 : 160);
        uint32_t kind = next_random(&seed) % 8;
        for (size_t i = 0; i < n; i++)
            text[i] = next_random(&seed) % 8 < kind
                          ? 'a' + next_random(&seed) % 26
                          : others[next_random(&seed) % (sizeof others / sizeof *others)];
        check_run(h, text, n);
    }
    words_mark(h, "en", text, 0, NULL);
    hyphenator_free(h);
}

/* A word of 100 letters is looked up, one of 101 is not; with accents there are more characters. */
static void test_length_limit(void **state)
{
    (void)state;
    struct hyphenator *h = hyphenator_new(NULL);
    for (size_t accents = 0; accents < 2; accents++)
        for (size_t letters = 100; letters <= 101; letters++) {
            uint32_t text[202];
            unsigned char points[202];
            size_t n = 0, hyphens = 0;
            for (size_t i = 0; i < letters; i++) {
                text[n++] = (unsigned char)"international"[i % 13];
                if (accents && i >= 52)
                    text[n++] = 0x301;
            }
            if (accents)
                for (size_t i = 52; i < n; i += 2)
                    text[i] = 'e';
            words_mark(h, "en", text, n, points);
            for (size_t i = 0; i < n; i++)
                hyphens += points[i] == POINT_HYPHEN;
            if (letters == 100)
                assert_true(hyphens > 8);
            else
                assert_int_equal(hyphens, 0);
        }
    hyphenator_free(h);
}

/* The order of words and languages leaves no trace. */
static void test_order(void **state)
{
    const struct setup *s = *state;
    static const char *const languages[] = {"de", "en-GB", "fr", "en", "xx", "zh-CN"};
    enum { N = sizeof languages / sizeof *languages };
    static const char word[] = "aabbaabb";
    unsigned char fresh[N][8];
    uint32_t text[8];
    for (size_t i = 0; i < 8; i++)
        text[i] = (unsigned char)word[i];
    for (size_t i = 0; i < N; i++) {
        struct hyphenator *h = hyphenator_new(s->folders[1]);
        words_mark(h, languages[i], text, 8, fresh[i]);
        hyphenator_free(h);
    }
    assert_memory_not_equal(fresh[1], fresh[3], 8);
    struct hyphenator *h = hyphenator_new(s->folders[1]);
    uint64_t seed = 7;
    for (int round = 0; round < 200; round++) {
        unsigned char points[8];
        size_t i = next_random(&seed) % N;
        words_mark(h, languages[i], text, 8, points);
        assert_memory_equal(points, fresh[i], 8);
    }
    hyphenator_free(h);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: %s WORDS OWN-WORDS OWN-DICTIONARIES [--update]\n", argv[0]);
        return 2;
    }
    struct setup s = {{argv[1], argv[2]}, {NULL, argv[3]}, argc > 4};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_english, &s),
        cmocka_unit_test_prestate(test_languages, &s),
        cmocka_unit_test_prestate(test_missing, &s),
        cmocka_unit_test(test_long_folder),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_length_limit),
        cmocka_unit_test_prestate(test_order, &s),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
