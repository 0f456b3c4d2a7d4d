/* The reference in layouts/README.md and README.en.md (the argument, one of them) is what the
 * tables say; with --update behind it, it is written there. It stands between two comments. */
#include "reading.h"

#include "base/file.h"
#include "layout/reader.h"

static const char *path;
static bool update, english;

#define BEGIN "<!-- reference -->\n"
#define END   "<!-- /reference -->\n"

static size_t find(str text, const char *part)
{
    const char *at = memmem(text.p, text.n, part, strlen(part));
    assert_non_null(at);
    return (size_t)(at - text.p);
}

static void test_reference(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    const struct source *readme = file_read_text(a, path, (struct place){0}, d);
    assert_non_null(readme);
    str text = readme->text;
    size_t begin = find(text, BEGIN) + strlen(BEGIN), end = find(text, END);
    assert_true(begin <= end);
    struct buf wanted = {0};
    buf_str(&wanted, str_slice(text, 0, begin));
    layout_reference(&wanted, english);
    buf_str(&wanted, str_slice(text, end, text.n));
    if (update)
        assert_true(file_write(path, wanted.data, wanted.n, d));
    else if (!str_eq(text, buf_view(&wanted)))
        fail_msg("the reference is not what the tables say: run this test with --update");
    buf_free(&wanted);
    diags_free(d);
    arena_free(a);
}

/* Every key, template field and style name stands in the reference, none without its help. */
static void test_complete(void **state)
{
    (void)state;
    struct buf b = {0};
    layout_reference(&b, english);
    buf_char(&b, '\0');
#define NAME(id, name) assert_non_null(strstr(b.data, "`{" name "}` |"));
    TEMPLATE_FIELDS(NAME)
#undef NAME
#define NAME(id, name) assert_non_null(strstr(b.data, "`" name "` |"));
    LAYOUT_STYLES(NAME)
#undef NAME
    for (size_t m = 0; layout_maps[m]; m++) {
        for (size_t i = 0; i < layout_maps[m]->n; i++) {
            struct buf row = {0};
            buf_format(&row, "\n| `%s` | ", layout_maps[m]->fields[i].name);
            buf_char(&row, '\0');
            assert_non_null(strstr(b.data, row.data));
            buf_free(&row);
        }
    }
    assert_null(strstr(b.data, "|  |"));
    assert_null(strstr(b.data, "(null)"));
    buf_free(&b);
}

static bool is_chinese(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0xE4 && (unsigned char)*text <= 0xE9)
            return true;
    return false;
}

/* What holds without a key is worded in each language; what is quoted is Chinese in both. */
static void test_standards(void **state)
{
    (void)state;
    struct buf b = {0};
    layout_reference(&b, true);
    buf_char(&b, '\0');
    for (size_t m = 0; layout_maps[m]; m++) {
        for (size_t i = 0; i < layout_maps[m]->n; i++) {
            const char *standard = layout_maps[m]->fields[i].standard;
            if (!standard || standard[0] == '"' || !is_chinese(standard))
                continue;
            struct buf cell = {0};
            buf_format(&cell, "| %s |", standard);
            buf_char(&cell, '\0');
            if (strstr(b.data, cell.data))
                fail_msg("`%s` has no English", standard);
            buf_free(&cell);
        }
    }
    buf_free(&b);
}

/* Headings and what stands under them. */
static void test_titles(void **state)
{
    (void)state;
    for (size_t m = 0; layout_maps[m]; m++) {
        const struct layout_map *map = layout_maps[m];
        assert_false(is_chinese(map->title.english));
        assert_true(map->title.english[0] && map->title.chinese[0]);
        assert_int_equal(!map->intro.chinese, !map->intro.english);
        assert_false(map->intro.english && is_chinese(map->intro.english));
    }
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    path = argv[1];
    english = strstr(path, ".en.") != NULL;
    update = argc > 2 && strcmp(argv[2], "--update") == 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference),
        cmocka_unit_test(test_complete),
        cmocka_unit_test(test_standards),
        cmocka_unit_test(test_titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
