/* The cache: what it gives back is what was put in, or nothing. */
#include "check.h"

#include "base/cache.h"
#include "base/file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char top[64];

static int begin(void **state)
{
    (void)state;
    snprintf(top, sizeof top, "/tmp/banxin cache XXXXXX");
    return mkdtemp(top) && setenv("XDG_CACHE_HOME", top, 1) == 0 ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", top);
    return system(command);
}

static struct cache_key key_for(const char *maker, const char *input)
{
    const str inputs[] = {str_of(input)};
    return cache_key(maker, inputs, 1);
}

static void path_of(const struct cache_key *key, char path[256])
{
    char hex[SHA256_HEX];
    sha256_hex(key->digest, hex);
    snprintf(path, 256, "%s/banxin/objects/%s", top, hex);
}

static bool gives(const struct cache_key *key, const char *wanted)
{
    struct buf out = {0};
    buf_str(&out, STR("before "));
    bool found = cache_get(key, &out);
    bool same = wanted ? found && str_is(str_slice(buf_view(&out), 7, out.n), wanted)
                       : !found && out.n == 7;
    buf_free(&out);
    return same;
}

static void test_gives_back(void **state)
{
    (void)state;
    const struct cache_key a = key_for("m 1", "a"), b = key_for("m 1", "b"),
                           c = key_for("m 2", "a");
    assert_true(gives(&a, NULL));
    cache_put(&a, STR("made of a"));
    cache_put(&b, STR(""));
    assert_true(gives(&a, "made of a"));
    assert_true(gives(&b, ""));
    assert_true(gives(&c, NULL));
    cache_put(&a, STR("anew"));
    assert_true(gives(&a, "anew"));
}

/* Lists of inputs that are the same bytes one after the other have other keys. */
static void test_keys(void **state)
{
    (void)state;
    const str one[] = {STR("ab"), STR("c")}, two[] = {STR("a"), STR("bc")};
    struct cache_key x = cache_key("m", one, 2), y = cache_key("m", two, 2);
    assert_memory_not_equal(&x, &y, sizeof x);
}

/* Every byte matters, and so does the end. */
static void test_damage(void **state)
{
    (void)state;
    char path[256], other_path[256];
    const struct cache_key key = key_for("m", "damage"), other = key_for("m", "other");
    path_of(&key, path);
    path_of(&other, other_path);
    cache_put(&key, STR("some bytes"));
    str whole = file_map(path);
    for (size_t i = 0; i < whole.n; i++) {
        struct buf b = {0};
        buf_str(&b, whole);
        b.data[i] ^= 1;
        int fd = open(other_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        assert_int_equal(write(fd, b.data, b.n), b.n);
        close(fd);
        assert_int_equal(rename(other_path, path), 0);
        assert_true(gives(&key, NULL));
        fd = open(other_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        assert_int_equal(write(fd, whole.p, i), i);
        close(fd);
        assert_int_equal(rename(other_path, path), 0);
        assert_true(gives(&key, NULL));
        buf_free(&b);
    }
    file_unmap(whole);
    /* a whole one under another's name */
    cache_put(&key, STR("some bytes"));
    assert_int_equal(rename(path, other_path), 0);
    assert_true(gives(&other, NULL));
    cache_put(&other, STR("mended"));
    assert_true(gives(&other, "mended"));
}

/* What is no file of ours alone is not read, and does not stop us. */
static void test_strange_files(void **state)
{
    (void)state;
    char path[256], aside[256];
    const struct cache_key key = key_for("m", "strange");
    path_of(&key, path);
    cache_put(&key, STR("x"));
    assert_int_equal(chmod(path, 0622), 0);
    assert_true(gives(&key, NULL));
    assert_int_equal(chmod(path, 0600), 0);
    assert_true(gives(&key, "x"));
    snprintf(aside, sizeof aside, "%s/aside", top);
    assert_int_equal(rename(path, aside), 0);
    assert_int_equal(symlink(aside, path), 0);
    assert_true(gives(&key, NULL));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_true(gives(&key, NULL));
    cache_put(&key, STR("again"));
    assert_true(gives(&key, "again"));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    cache_put(&key, STR("lost"));
    assert_true(gives(&key, NULL));
    assert_int_equal(rmdir(path), 0);
}

static void test_no_cache(void **state)
{
    (void)state;
    char folder[128];
    const struct cache_key key = key_for("m", "none");
    snprintf(folder, sizeof folder, "%s/banxin/objects", top);
    assert_int_equal(chmod(folder, 0777), 0); /* anybody's */
    cache_put(&key, STR("x"));
    assert_true(gives(&key, NULL));
    assert_int_equal(chmod(folder, 0700), 0);
    setenv("XDG_CACHE_HOME", "/dev/null", 1);
    cache_put(&key, STR("x"));
    assert_true(gives(&key, NULL));
    setenv("XDG_CACHE_HOME", "relative", 1);
    setenv("HOME", "", 1);
    cache_put(&key, STR("x"));
    assert_true(gives(&key, NULL));
    setenv("XDG_CACHE_HOME", top, 1);
}

static void make_large(const char *name, int64_t seconds)
{
    char path[256];
    const struct timespec times[] = {{seconds, 0}, {seconds, 0}};
    snprintf(path, sizeof path, "%s/banxin/objects/%s", top, name);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_int_equal(ftruncate(fd, CACHE_SIZE_MAX / 4), 0); /* without blocks of its own */
    assert_int_equal(futimens(fd, times), 0);
    close(fd);
}

static bool is_there(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/banxin/objects/%s", top, name);
    return file_exists(path);
}

static void test_bounded(void **state)
{
    (void)state;
    const struct cache_key key = key_for("m", "newest");
    static const char *const names[] = {"c", "a", "d", "b"};
    for (int i = 0; i < 4; i++)
        make_large(names[i], 1000 + i);
    cache_put(&key, STR("over the most"));
    assert_true(gives(&key, "over the most"));
    assert_false(is_there("c"));
    assert_false(is_there("a"));
    assert_true(is_there("d"));
    assert_true(is_there("b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gives_back), cmocka_unit_test(test_keys),
        cmocka_unit_test(test_damage),     cmocka_unit_test(test_strange_files),
        cmocka_unit_test(test_no_cache),   cmocka_unit_test(test_bounded),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
