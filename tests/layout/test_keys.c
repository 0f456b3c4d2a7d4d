/* Made from the tables themselves: every key is documented, and misspelt it is named again. */
#include "layout/reader.h"
#include "reading.h"

#include <stdlib.h>

static bool is_han(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0xE4 && (unsigned char)*text <= 0xE9)
            return true;
    return false;
}

/* Words, with Chinese examples at most. */
static bool is_english(const char *text)
{
    size_t letters = 0, n = strlen(text);
    for (; *text; text++)
        letters += (*text >= 'a' && *text <= 'z') || *text == ' ';
    return letters * 2 > n;
}

static void test_documented(void **state)
{
    (void)state;
    for (size_t m = 0; layout_maps[m]; m++) {
        const struct layout_map *map = layout_maps[m];
        assert_true(map->n > 0 && map->n_common <= map->n);
        assert_non_null(map->what);
        assert_non_null(map->title.chinese);
        for (size_t i = 0; i < map->n; i++) {
            const struct field *f = &map->fields[i];
            if (!f->help.chinese || !is_han(f->help.chinese) || !f->unit || !f->unit[0])
                fail_msg("%s: %s is not documented", map->what, f->name);
            if (!f->help.english || !is_english(f->help.english))
                fail_msg("%s: %s is not documented in English", map->what, f->name);
            if (!f->required == !f->standard && map != &map_style)
                fail_msg("%s: %s is required, or else has a standard", map->what, f->name);
        }
    }
}

/* The message about one key of a map, read alone. */
static char *said_about(const struct layout_map *map, const char *key)
{
    struct layout_reader r = {.fields = {.arena = arena_new(), .diags = diags_new()}};
    r.fields.context = &r;
    struct yaml value = {.kind = YAML_SCALAR, .quoted = true, .text = STR("0")};
    struct yaml_entry entry = {.key = str_of(key), .value = &value};
    struct yaml yaml = {.kind = YAML_MAP, .n = 1, .entries = &entry};
    struct buf room = {0};
    void *out = memset(buf_room(&room, 16384), 0, 16384);
    assert_false(layout_read_map(&r.fields, &yaml, map, out));
    char *said = messages_of(r.fields.diags);
    diags_free(r.fields.diags);
    arena_free(r.fields.arena);
    buf_free(&room);
    return said;
}

static void want_hint(const struct layout_map *map, const char *typed, const char *key)
{
    struct buf b = {0};
    buf_format(&b, "unknown key `%s` in %s", typed, map->what);
    buf_char(&b, '\0');
    size_t hint = b.n;
    buf_format(&b, "did you mean `%s`?", key);
    buf_char(&b, '\0');
    char *said = said_about(map, typed);
    if (!strstr(said, b.data) || !strstr(said, b.data + hint))
        fail_msg("%s: %s for %s gives\n%s", map->what, typed, key, said);
    free(said);
    buf_free(&b);
}

/* A slip in the middle, and the first letters in the wrong order. */
static void test_misspelt(void **state)
{
    (void)state;
    for (size_t m = 0; layout_maps[m]; m++) {
        for (size_t i = 0; i < layout_maps[m]->n; i++) {
            const char *key = layout_maps[m]->fields[i].name;
            char typed[64];
            size_t n = strlen(key), half = n / 2;
            assert_true(n >= 2 && n + 2 < sizeof typed);
            memcpy(typed, key, half);
            typed[half] = 'x';
            strcpy(typed + half + 1, key + half);
            want_hint(layout_maps[m], typed, key);
            strcpy(typed, key);
            typed[0] = key[1];
            typed[1] = key[0];
            if (strcmp(typed, key) != 0)
                want_hint(layout_maps[m], typed, key);
        }
    }
}

/* No key may read past its struct or crash on the wrong kind of value. */
static void test_wrong_kinds(void **state)
{
    (void)state;
    static const char *const values[] = {"[]", "{}", "[[]]", "{a: b}", "", "\"\"", "x", "-1", "~"};
    for (size_t m = 0; layout_maps[m]; m++) {
        for (size_t i = 0; i < layout_maps[m]->n; i++) {
            for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
                struct buf b = {0};
                const char *key = layout_maps[m]->fields[i].name;
                buf_format(&b, "%s: %s\n", key, values[v]);
                struct layout_reader r = {.fields = {.arena = arena_new(), .diags = diags_new()}};
                r.fields.context = &r;
                struct source source = {STR("test"), buf_view(&b)};
                struct yaml *yaml =
                    yaml_read(r.fields.arena, &source, source.text, 1, r.fields.diags);
                assert_non_null(yaml);
                struct buf room = {0};
                void *out = memset(buf_room(&room, 16384), 0, 16384);
                layout_read_map(&r.fields, yaml, layout_maps[m], out);
                char *said = messages_of(r.fields.diags);
                free(said);
                diags_free(r.fields.diags);
                arena_free(r.fields.arena);
                buf_free(&room);
                buf_free(&b);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documented),
        cmocka_unit_test(test_misspelt),
        cmocka_unit_test(test_wrong_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
