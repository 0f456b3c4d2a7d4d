/* Lengths, ratios, counts and colours: exact values, and what is said about wrong ones. */
#include "layout/dimension.h"
#include "reading.h"

#include <stdlib.h>

/* A reader as it stands in a style of 10pt on a grid of 16pt. */
struct bench {
    struct layout_reader reader;
    struct yaml value;
};

static struct bench bench_of(const char *text)
{
    struct bench b = {.reader = {.em = 10 * LENGTH_PT, .pitch = 16 * LENGTH_PT}};
    b.reader.fields.arena = arena_new();
    b.reader.fields.diags = diags_new();
    b.value = (struct yaml){.kind = YAML_SCALAR, .text = str_of(text)};
    return b;
}

static void bench_end(struct bench *b)
{
    arena_free(b->reader.fields.arena);
    diags_free(b->reader.fields.diags);
}

static bool bench_read(struct bench *b, const struct field *field, void *out)
{
    b->reader.fields.context = &b->reader;
    return field->read(&b->reader.fields, &b->value, field, out);
}

static const struct field any_length = {
    .name = "key", .unit = UNIT_LENGTH, .read = field_length, .parameter = &rule_any};
static const struct field any_ratio = {
    .name = "key",
    .unit = UNIT_RATIO,
    .read = field_ratio,
    .parameter = &(const struct length_rule){-655360, 655360, "from -10 to 10"}};

static void want_value(const struct field *field, const char *text, int64_t value)
{
    struct bench b = bench_of(text);
    int64_t out = INT64_MIN;
    if (!bench_read(&b, field, &out) || out != value)
        fail_msg("%s: %lld instead of %lld", text, (long long)out, (long long)value);
    assert_int_equal(diags_count(b.reader.fields.diags, SEVERITY_ERROR), 0);
    bench_end(&b);
}

static void test_lengths(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        length value;
    } rows[] = {
        {"0", 0},
        {"-0", 0},
        {"0.00", 0},
        {"12pt", 12 * LENGTH_PT},
        {"12 pt", 12 * LENGTH_PT},
        {"007pt", 7 * LENGTH_PT},
        {"-30pt", -1966080},
        {"0.5pt", 32768},
        {"1/128pt", 512},
        {"3/8192pt", 24},
        {"0.000008pt", 1},
        {"-0.000008pt", -1},
        {"0.000007pt", 0},
        {"3mm", 557314},
        {"210mm", 39011981},
        {"99.99mm", 18575276},
        {"0.001mm", 186},
        {"12.345678mm", 2293473},
        {"5080mm", 14400 * LENGTH_PT},
        {"-5080mm", -14400 * LENGTH_PT},
        {"25.4mm", 72 * LENGTH_PT},
        {"2.54cm", 72 * LENGTH_PT},
        {"0.5cm", 928857},
        {"2em", 20 * LENGTH_PT},
        {"-1.5em", -15 * LENGTH_PT},
        {"1/3em", 218453},
        {"-1/3em", -218453},
        {"2/3em", 436907},
        {"1 line", 16 * LENGTH_PT},
        {"3 lines", 48 * LENGTH_PT},
        {"3lines", 48 * LENGTH_PT},
        {"-1/2 lines", -8 * LENGTH_PT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        want_value(&any_length, rows[i].text, rows[i].value);
}

/* PD-02, Word's values. */
static void test_chinese_sizes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int half_points;
    } rows[] = {{"初号", 84}, {"小初", 72}, {"一号", 52}, {"小一", 48}, {"二号", 44}, {"小二", 36},
                {"三号", 32}, {"小三", 30}, {"四号", 28}, {"小四", 24}, {"五号", 21}, {"小五", 18},
                {"六号", 15}, {"小六", 13}, {"七号", 11}, {"八号", 10}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        want_value(&any_length, rows[i].text, rows[i].half_points * LENGTH_PT / 2);
}

/* PD-02: metal type's values where the layout asks for them; those of CLREQ's table. */
static void test_metal_sizes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int eighths; /* of a point */
    } rows[] = {{"初号", 336}, {"一号", 220}, {"二号", 168}, {"三号", 126}, {"四号", 110},
                {"五号", 84},  {"六号", 63},  {"七号", 42},  {"八号", 40}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bench b = bench_of(rows[i].text);
        length out = 0;
        b.reader.clreq_sizes = true;
        assert_true(bench_read(&b, &any_length, &out));
        assert_int_equal(out, rows[i].eighths * LENGTH_PT / 8);
        bench_end(&b);
    }
}

static void test_ratios(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } rows[] = {{"0", 0},           {"1", 65536},     {"1/4", 16384},   {"0.25", 16384},
                {"0.25em", 16384},  {"1/20", 3277},   {"-0.15", -9830}, {"1.1", 72090},
                {"0.35 em", 22938}, {"1/3", 21845},   {"-1/3", -21845}, {"2/3", 43691},
                {"10", 655360},     {"-10", -655360}, {"0.000008", 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        want_value(&any_ratio, rows[i].text, rows[i].value);
}

static void want_error(const struct field *field, const char *text, const char *said,
                       const char *hint)
{
    struct bench b = bench_of(text);
    int64_t out = 4711;
    bool ok = bench_read(&b, field, &out);
    char *messages = messages_of(b.reader.fields.diags);
    if (ok || out != 4711 || !strstr(messages, said) || !strstr(messages, hint))
        fail_msg("%s: expected `%s` and `%s`, got\n%s", text, said, hint, messages);
    free(messages);
    bench_end(&b);
}

static void test_wrong_lengths(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said, *hint;
    } rows[] = {
        {"12", "has no unit", "write 12pt, 12mm, 12em or 12lines"},
        {"-1.5", "has no unit", "write -1.5pt"},
        {"18mn", "unknown unit `mn`", "did you mean mm?"},
        {"18 pts", "unknown unit `pts`", "did you mean pt?"},
        {"18PT", "unknown unit `PT`", "known units: pt, mm, cm, em, lines"},
        {"18px", "unknown unit `px`", "did you mean pt?"},
        {"1.5pt2", "unknown unit `pt2`", "did you mean pt?"},
        {"2 linse", "unknown unit `linse`", "did you mean lines?"},
        {"九号", "cannot be `九号`", "Chinese sizes: 初号"},
        {".5pt", "cannot be `.5pt`", "write `0.5pt`"},
        {"five", "cannot be `five`", "expected: 12pt"},
        {"+5pt", "cannot be `+5pt`", "expected: 12pt"},
        {"--5pt", "cannot be `--5pt`", "expected: 12pt"},
        {"5.pt", "cannot be `5.pt`", "expected: 12pt"},
        {"1/0pt", "cannot be `1/0pt`", "expected: 12pt"},
        {"1/pt", "cannot be `1/pt`", "expected: 12pt"},
        {"1/10000pt", "cannot be `1/10000pt`", "expected: 12pt"},
        {"100000pt", "cannot be `100000pt`", "up to five digits"},
        {"0.0000001pt", "cannot be `0.0000001pt`", "up to six behind the point"},
        {"999999999999999999999pt", "cannot be", "up to five digits"},
        {"", "has no value", "expected: 12pt"},
        {"１２pt", "cannot be `１２pt`", "expected: 12pt"},
        {"99999pt", "must be from -5080mm to 5080mm, not 99999pt", ""},
        {"99999.999999cm", "must be from -5080mm to 5080mm", ""},
        {"-99999.999999cm", "must be from -5080mm to 5080mm", ""},
        {"99999.999999em", "must be from -5080mm to 5080mm", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        want_error(&any_length, rows[i].text, rows[i].said, rows[i].hint);
    want_error(&any_ratio, "3pt", "is a ratio, it cannot be in `pt`", "1/4 or 0.25");
    want_error(&any_ratio, "quarter", "cannot be `quarter`", "expected: 1/4, 0.25");
    want_error(&any_ratio, "10.1", "must be from -10 to 10", "");
}

static void test_units_without_meaning(void **state)
{
    (void)state;
    static const char *const texts[] = {"2em", "2lines"};
    for (size_t i = 0; i < 2; i++) {
        struct bench b = bench_of(texts[i]);
        b.reader.em = b.reader.pitch = 0;
        length out;
        assert_false(bench_read(&b, &any_length, &out));
        char *messages = messages_of(b.reader.fields.diags);
        assert_non_null(strstr(messages, "write it in pt or mm"));
        free(messages);
        bench_end(&b);
    }
}

static void test_counts(void **state)
{
    (void)state;
    const struct field field = {.name = "key",
                                .unit = "2",
                                .read = field_count,
                                .parameter = &(const struct count_rule){1, 12}};
    struct bench b = bench_of("12");
    int out = 0;
    assert_true(bench_read(&b, &field, &out));
    assert_int_equal(out, 12);
    bench_end(&b);
    want_error(&field, "0", "must be from 1 to 12, not 0", "");
    want_error(&field, "13", "must be from 1 to 12, not 13", "");
    want_error(&field, "999999999999999", "must be from 1 to 12", "");
    want_error(&field, "2.5", "must be a whole number", "");
    want_error(&field, "-1", "must be a whole number", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lengths),       cmocka_unit_test(test_chinese_sizes),
        cmocka_unit_test(test_metal_sizes),   cmocka_unit_test(test_ratios),
        cmocka_unit_test(test_wrong_lengths), cmocka_unit_test(test_units_without_meaning),
        cmocka_unit_test(test_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
