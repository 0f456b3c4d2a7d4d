/* Tables that read YAML maps into structs. */
#include "check.h"

#include "base/fields.h"

struct sample {
    str name;
    struct texts list;
    int64_t number;
    bool flag;
    int choice;
};

static const char *const colours[] = {"red", "green", "blue", NULL};

#define ROW(key, reader, needed, expected, extra)                                                  \
    {                                                                                              \
        .name = #key, .read = reader, .offset = offsetof(struct sample, key), .required = needed,  \
        .unit = expected, .parameter = extra                                                       \
    }

static const struct field fields[] = {
    ROW(name, field_text, true, "text", NULL),
    ROW(list, field_texts, false, "text or list", NULL),
    ROW(number, field_integer, false, "number", NULL),
    ROW(flag, field_bool, false, "yes or no", NULL),
    ROW(choice, field_choice, false, "a colour", colours),
};

struct reading {
    struct arena *arena;
    struct diags *diags;
    struct sample sample;
    bool ok;
};

static struct reading read_sample(const char *text)
{
    struct reading r = {.arena = arena_new(), .diags = diags_new()};
    r.sample.number = 42;
    const struct source *s = check_source(r.arena, text);
    const struct yaml *y = yaml_read(r.arena, s, s->text, 1, r.diags);
    assert_non_null(y);
    struct fields_reader reader = {.arena = r.arena, .diags = r.diags};
    r.ok = fields_read(&reader, y, "the sample", fields, 5, &r.sample);
    return r;
}

static void end(struct reading *r)
{
    diags_free(r->diags);
    arena_free(r->arena);
}

static void test_values(void **state)
{
    (void)state;
    struct reading r = read_sample("name: 版心\nlist: [a, 'b']\nflag: on\nchoice: blue\n");
    assert_true(r.ok);
    assert_true(str_is(r.sample.name, "版心"));
    assert_int_equal(r.sample.list.n, 2);
    assert_true(str_is(r.sample.list.v[1], "b"));
    assert_int_equal(r.sample.list.at[1].column, 11);
    assert_true(r.sample.flag);
    assert_int_equal(r.sample.choice, 2);
    assert_int_equal(r.sample.number, 42); /* absent: as it was */
    end(&r);

    r = read_sample("{name: \"\", list: one, number: 007, flag: no}\n");
    assert_true(r.ok);
    assert_int_equal(r.sample.name.n, 0);
    assert_int_equal(r.sample.list.n, 1);
    assert_int_equal(r.sample.number, 7);
    assert_false(r.sample.flag);
    end(&r);
}

/* One error: its line without the path, and the hint. */
static void check_error(const char *text, const char *message, const char *hint)
{
    struct reading r = read_sample(text);
    assert_false(r.ok);
    assert_int_equal(diags_count(r.diags, SEVERITY_ERROR), 1);
    str printed = check_printed(r.arena, r.diags, DIAG_TEXT);
    size_t line_end = str_find(printed, '\n', 0);
    check_text(str_slice(printed, STR("t.yaml:").n, line_end), message);
    size_t last = printed.n - 1;
    while (printed.p[last - 1] != '\n')
        last--;
    check_text(str_slice(printed, last, printed.n - 1), hint);
    end(&r);
}

static void test_errors(void **state)
{
    (void)state;
    check_error("nmae: x\nname: y\n", "1:1: error: unknown key `nmae` in the sample [unknown-key]",
                "  hint: did you mean `name`?");
    check_error("zzz: x\nname: y\n", "1:1: error: unknown key `zzz` in the sample [unknown-key]",
                "  hint: known keys: name, list, number, flag, choice");
    check_error("number: 1\n", "1:1: error: the sample has no `name` [missing-key]",
                "  hint: add a line `name: …` (text)");
    check_error("name: [a]\n", "1:7: error: `name` takes one value, not a list [bad-value]",
                "  hint: expected: text");
    check_error("name: {a: b}\n", "1:7: error: `name` takes one value, not a map [bad-value]",
                "  hint: expected: text");
    check_error("name:\n", "1:6: error: `name` has no value [empty-value]",
                "  hint: expected: text; a value that begins with # must stand in quotes, one that "
                "is meant to be empty is \"\"");
    check_error("name: a\nlist: [b, [c]]\n",
                "2:11: error: `list` takes one value, not a list [bad-value]",
                "  hint: expected: text or list");
    check_error("name: a\nchoice: bleu\n", "2:9: error: `choice` cannot be `bleu` [bad-value]",
                "  hint: did you mean `blue`? known: red, green, blue");
    check_error("name: a\nflag: maybe\n", "2:7: error: `flag` cannot be `maybe` [bad-value]",
                "  hint: known: false, true, no, yes, off, on");
    check_error("[a]\n", "1:1: error: the sample must be keys with values [bad-value]",
                "  hint: write `key: value`, one a line");
}

static void test_integers(void **state)
{
    (void)state;
    static const char *const bad[] = {"-1", "1.5", "x1", "1x", "0x10", "9999999999999999", "''"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct arena *a = arena_new();
        struct reading r = read_sample(str_format(a, "name: a\nnumber: %s\n", bad[i]).p);
        assert_false(r.ok);
        assert_int_equal(r.sample.number, 42);
        end(&r);
        arena_free(a);
    }
}

static void test_all_errors(void **state)
{
    (void)state;
    struct reading r = read_sample("x: 1\nnumber: b\nflag: c\nchoice: d\nlist:\n");
    assert_false(r.ok);
    assert_int_equal(diags_count(r.diags, SEVERITY_ERROR), 6);
    end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_all_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
