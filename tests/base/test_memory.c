/* Arenas, maps and files. */
#include "check.h"

#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"

#include <errno.h>
#include <unistd.h>

static void test_arena(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char *first = arena_alloc(a, 100);
    memset(first, 1, 100);
    struct arena_mark mark = arena_mark(a);
    for (size_t n = 1; n < 300000; n *= 3) {
        unsigned char *p = arena_alloc(a, n);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xFF, n);
    }
    arena_release(a, mark);
    unsigned char *again = arena_alloc(a, 64);
    assert_int_equal(again[0], 0); /* zeroed although it was in use */
    assert_int_equal(first[99], 1);
    arena_free(a);
    arena_free(NULL);
}

static void test_map(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct map *m = map_new();
    assert_int_equal(map_get(m, STR("x")), 0);
    for (uintptr_t i = 1; i <= 5000; i++) {
        bool is_new = false;
        *map_slot(m, str_format(a, "key %d", (int)i), &is_new) = i;
        assert_true(is_new);
        *map_slot_number(m, i << 32, &is_new) = i * 2;
        assert_true(is_new);
    }
    assert_int_equal(map_count(m), 10000);
    for (uintptr_t i = 1; i <= 5000; i++) {
        assert_int_equal(map_get(m, str_format(a, "key %d", (int)i)), i);
        assert_int_equal(map_get_number(m, i << 32), i * 2);
    }
    bool is_new = true;
    map_slot(m, STR("key 7"), &is_new);
    assert_false(is_new);
    map_slot(m, STR(""), &is_new);
    assert_true(is_new);
    map_slot(m, (str){NULL, 0}, &is_new); /* the same as "" */
    assert_false(is_new);
    map_slot_number(m, 0, &is_new); /* but not the number 0 */
    assert_true(is_new);
    map_free(m);
    map_free(NULL);
    arena_free(a);
}

static void test_vec(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    VEC(int) v = {0};
    for (int i = 0; i < 1000; i++)
        vec_push(&v, i);
    assert_int_equal(v.n, 1000);
    const int *p = vec_take(a, &v);
    assert_int_equal(p[999], 999);
    assert_null(v.v);
    arena_free(a);
}

static void test_paths(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(file_join(a, STR("a"), STR("b")), "a/b");
    assert_string_equal(file_join(a, STR("a/"), STR("b")), "a/b");
    assert_string_equal(file_join(a, STR(""), STR("b")), "b");
    assert_string_equal(file_join(a, STR("a"), STR("/b")), "/b");
    check_text(file_folder(a, STR("a/b/c")), "a/b");
    check_text(file_folder(a, STR("a/b//")), "a");
    check_text(file_folder(a, STR("a")), ".");
    check_text(file_folder(a, STR("/a")), "/");
    check_text(file_name(STR("a/b/")), "b");
    check_text(file_name(STR("b")), "b");
    check_text(file_name(STR("/")), "");
    arena_free(a);
}

static void make_folder(char *path)
{
    strcpy(path, "/tmp/banxin-test-XXXXXX");
    assert_non_null(mkdtemp(path));
}

static void test_files(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    char folder[64];
    make_folder(folder);
    const char *deep = file_join(a, str_of(folder), STR("x/y"));
    const char *path = file_join(a, str_of(deep), STR("t"));
    assert_false(file_write(path, "a", 1, d));
    assert_int_equal(diags_status(d), 3);
    assert_true(file_make_folder(deep));
    assert_true(file_make_folder(deep));
    assert_true(file_is_folder(deep));
    assert_true(file_write(path, "one", 3, d));
    assert_true(file_write(path, "\xEF\xBB\xBFtwo", 6, d));
    size_t n = 0;
    const str *names = file_list(a, deep, &n);
    assert_int_equal(n, 1); /* nothing temporary is left */
    check_text(names[0], "t");
    const struct source *s = file_read_text(a, path, (struct place){0}, d);
    assert_non_null(s);
    check_text(s->text, "two");
    str bytes = file_map(path);
    assert_int_equal(bytes.n, 6);
    file_unmap(bytes);
    unlink(path);
    assert_null(file_map(path).p);
    assert_int_equal(errno, ENOENT);
    assert_null(file_list(a, path, &n));
    rmdir(deep);
    rmdir(file_join(a, str_of(folder), STR("x")));
    rmdir(folder);
    diags_free(d);
    arena_free(a);
}

static void check_unreadable(const char *bytes, size_t n, const char *expected)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    char folder[64];
    make_folder(folder);
    assert_int_equal(chdir(folder), 0);
    assert_true(file_write("t", bytes, n, d));
    assert_null(file_read_text(a, "t", (struct place){0}, d));
    str printed = check_printed(a, d, DIAG_TEXT);
    check_text(str_slice(printed, 0, str_find(printed, '\n', 0)), expected);
    unlink("t");
    assert_int_equal(chdir("/"), 0);
    rmdir(folder);
    diags_free(d);
    arena_free(a);
}

static void test_bad_text(void **state)
{
    (void)state;
    check_unreadable("ab\n版\xFF", 7,
                     "t:2:2: error: the file is not UTF-8: byte 0xFF does not fit [bad-utf8]");
    check_unreadable("a\0b", 3,
                     "t:1:2: error: the file is not UTF-8: byte 0x00 does not fit [bad-utf8]");
}

static void test_too_large(void **state)
{
    (void)state;
    struct buf b = {0};
    memset(buf_room(&b, FILE_TEXT_MAX + 1), 'x', FILE_TEXT_MAX + 1);
    check_unreadable(b.data, FILE_TEXT_MAX + 1,
                     "t: error: the file is larger than 64 MiB [file-too-large]");
    buf_free(&b);
}

static void test_missing(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    const struct source *s = check_source(a, "articles: [x.md]\n");
    assert_null(file_read_text(a, "/nonexistent/x.md", (struct place){s, 1, 12}, d));
    check_text(check_printed(a, d, DIAG_TEXT),
               "t.yaml:1:12: error: /nonexistent/x.md: No such file or directory [file-missing]\n"
               "    articles: [x.md]\n"
               "               ^\n");
    diags_free(d);
    d = diags_new();
    assert_null(file_read_text(a, "/", (struct place){0}, d));
    assert_int_equal(diags_status(d), 3);
    diags_free(d);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena),     cmocka_unit_test(test_map),
        cmocka_unit_test(test_vec),       cmocka_unit_test(test_paths),
        cmocka_unit_test(test_files),     cmocka_unit_test(test_bad_text),
        cmocka_unit_test(test_too_large), cmocka_unit_test(test_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
