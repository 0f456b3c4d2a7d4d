/* Reads every article of articles/ and every issue of issues/ and compares the tree and the
 * diagnostics with the files NAME.tree and NAME.diag beside them (no .diag: none expected).
 * Besides each text must stand where it says. A case is added by dropping files. With --update the
 * files are written instead. */
#include "../base/check.h"
#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "tree.h"

#include <unistd.h>

static bool update; /* set once, from the command line */

static void save(const char *path, str text)
{
    struct diags *d = diags_new();
    if (text.n)
        assert_true(file_write(path, text.p, text.n, d));
    else
        unlink(path);
    diags_free(d);
}

/* Points at the first line that differs. */
static void compare(const char *path, str expected, str actual)
{
    if (str_eq(expected, actual))
        return;
    size_t line = 1, at = 0;
    while (at < expected.n && at < actual.n && expected.p[at] == actual.p[at])
        line += expected.p[at++] == '\n';
    while (at > 0 && expected.p[at - 1] != '\n')
        at--;
    str was = str_slice(expected, at, str_find(expected, '\n', at));
    str is = str_slice(actual, at, str_find(actual, '\n', at));
    fail_msg("%s:%zu:\n  expected: %.*s\n  actual:   %.*s", path, line, STR_ARG(was), STR_ARG(is));
}

static void check(struct arena *a, const char *base, const char *ending, str actual)
{
    const char *path = str_format(a, "%s.%s", base, ending).p;
    if (update) {
        save(path, actual);
        return;
    }
    str bytes = file_map(path);
    str expected = str_dup(a, bytes);
    if (bytes.p)
        file_unmap(bytes);
    compare(path, expected, actual);
}

static void check_all(struct arena *a, const char *base, struct buf *tree, struct diags *d)
{
    check(a, base, "tree", buf_view(tree));
    check(a, base, "diag", check_printed(a, d, DIAG_TEXT));
    buf_free(tree);
    diags_free(d);
    arena_free(a);
}

/* The character at a place, 0 behind the end of its line. */
static uint32_t character_at(struct place at)
{
    str text = at.source->text;
    size_t i = 0;
    for (uint32_t line = 1; line < at.line; line++)
        i = str_find(text, '\n', i) + 1;
    size_t end = str_find(text, '\n', i);
    for (uint32_t column = 1; column < at.column && i < end; column++)
        utf8_next(text, &i);
    return i < end ? utf8_next(text, &i) : 0;
}

/* What stands in a formula's text for a letter, a command or a sign, and between signs. */
static bool is_formula(uint32_t c, uint32_t there)
{
    bool letter = (c >= 0x1D400 && c <= 0x1D7FF) || (c >= 0x2100 && c <= 0x214F);
    bool sign = c == 0x2032 || (c == 0x2212 && there == '-') || (c == 0x2217 && there == '*');
    return letter || sign || there == '\\' || c == 0xA0 || c == ' ';
}

/* A text begins at its place with what it begins with, but for entities, tags, line ends, formulas
 * and replaced bullets. */
static void check_span(const struct span *s)
{
    size_t at = 0;
    uint32_t c = s->kind == SPAN_TEXT ? utf8_next(s->text, &at) : 0, there = character_at(s->at);
    bool good = !c || c == '\n' || c == there || there == '&' || (there == '<' && c == 0x200B) ||
                is_formula(c, there) || (there >= 0xE000 && there < 0xF900);
    if (!good)
        fail_msg("%.*s:%u:%u holds U+%04X, not U+%04X", STR_ARG(s->at.source->path), s->at.line,
                 s->at.column, there, c);
}

static void check_spans(const struct block *blocks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < blocks[i].n_spans; k++)
            check_span(&blocks[i].spans[k]);
        check_spans(blocks[i].children, blocks[i].n_children);
    }
}

static void check_places(const struct article *a)
{
    check_spans(a->blocks, a->n_blocks);
    for (size_t i = 0; i < a->n_notes; i++)
        check_spans(a->notes[i].blocks, a->notes[i].n_blocks);
}

static void test_article(void **state)
{
    const char *base = *state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct buf tree = {0};
    const char *path = str_format(a, "%s.md", base).p;
    const struct source *s = file_read_text(a, path, (struct place){0}, d);
    struct article article;
    if (s) {
        bool ok = article_read(a, s, &article, d);
        tree_article(&tree, &article);
        check_places(&article);
        assert_true(ok == (diags_count(d, SEVERITY_ERROR) == 0));
    }
    check_all(a, base, &tree, d);
}

static void test_issue(void **state)
{
    const char *base = *state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct buf tree = {0};
    const struct issue *issue = issue_read(a, base, d);
    if (issue)
        tree_issue(&tree, issue);
    check_all(a, base, &tree, d);
}

typedef VEC(struct CMUnitTest) test_vec;

static void add_cases(struct arena *a, test_vec *tests, const char *folder, CMUnitTestFunction run)
{
    size_t n = 0;
    const str *names = file_list(a, folder, &n);
    for (size_t i = 0; names && i < n; i++) {
        str path = str_format(a, "%s/%.*s", folder, STR_ARG(names[i]));
        bool is_case = run == test_issue ? file_is_folder(path.p) : str_ends(path, STR(".md"));
        if (!is_case)
            continue;
        if (run == test_article)
            path.n -= 3;
        char *base = str_z(a, path);
        vec_push(tests,
                 ((struct CMUnitTest){.name = base, .test_func = run, .initial_state = base}));
    }
}

int main(int argc, char **argv)
{
    if (argc < 2 || chdir(argv[1]) != 0) {
        fprintf(stderr, "usage: %s FOLDER [--update]\n", argv[0]);
        return 2;
    }
    update = argc > 2 && strcmp(argv[2], "--update") == 0;
    struct arena *a = arena_new();
    test_vec tests = {0};
    add_cases(a, &tests, "articles", test_article);
    add_cases(a, &tests, "issues", test_issue);
    int failed = tests.n < 20 ? 1 : _cmocka_run_group_tests("golden", tests.v, tests.n, NULL, NULL);
    vec_free(&tests);
    arena_free(a);
    return failed;
}
