/* Text templates: parts, groups, escapes, and the columns of what is wrong. */
#include "reading.h"

#include <stdio.h>

/* Parts as text: literals as they are, fields as <number>, groups as (number:…). */
static void dump(const struct text_template *t, struct buf *b)
{
    for (size_t i = 0; i < t->n_parts; i++) {
        buf_format(b, "%d", t->parts[i].group);
        if (t->parts[i].field)
            buf_format(b, "<%d>", t->parts[i].field);
        else
            buf_format(b, "'%.*s'", STR_ARG(t->parts[i].literal));
    }
    buf_char(b, '\0');
}

static void test_parts(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *parts;
    } rows[] = {
        {"\"\"", ""},
        {"plain", "0'plain'"},
        {"\"{year} 年第 {number} 期[（总第 {total} 期）]\"",
         "0<5>0' 年第 '0<6>0' 期'1'（总第 '1<7>1' 期）'"},
        {"\"[{title}][·{theme}]\"", "1<1>2'·'2<4>"},
        {"\"[{title}{theme}]\"", "1<1>1<4>"},
        {"\"{ title }\"", "0<1>"},
        {"\"{article.section}{section}\"", "0<29>0<29>"},
        {"'\\[\\]\\{\\}\\\\'", "0'[]{}\\'"},
        {"\"\\\\[{n}\\\\]\"", "0'['0<35>0']'"},
        {"\"\\u3010{n}\\u3011\"", "0'【'0<35>0'】'"},
        {"\"{date.year}{month}{day}{page}{pages}\"", "0<8>0<9>0<10>0<27>0<28>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0}, parts = {0};
        buf_format(&b, "divider: %s", rows[i].yaml);
        buf_str(&b, STR("\n\0"));
        struct reading r = reading_with("divider", b.data, NULL);
        reading_clean(&r);
        dump(&r.layout->divider, &parts);
        assert_string_equal(parts.data, rows[i].parts);
        reading_end(&r);
        buf_free(&b);
        buf_free(&parts);
    }
}

/* Columns count from the `d` of "divider: "; the value begins in column 10. */
static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        int column;
        const char *said, *hint;
    } rows[] = {
        {"{year}", 0, "takes one value, not a map", ""},
        {"\"{yaer}\"", 11, "there is no field `{yaer}`", "did you mean `{year}`?"},
        {"\"年第 {nmber}\"", 14, "there is no field `{nmber}`", "did you mean `{number}`?"},
        {"年第 {nmber}", 13, "there is no field `{nmber}`", "did you mean `{number}`?"},
        {"'it''s {nmber}'", 17, "there is no field `{nmber}`", "`{number}`"},
        {"\"\\u3010\\\"\\\\[{nmber}\"", 22, "there is no field `{nmber}`", "`{number}`"},
        {"\"{articel.title}\"", 11, "no field", "did you mean `{article.title}`?"},
        {"\"{}\"", 11, "there is no field `{}`", "written \\{"},
        {"\"{zzzzzzzzzzzz}\"", 11, "there is no field", "written \\{"},
        {"\"abc{title\"", 14, "`{` without `}`", "\\{"},
        {"\"abc}\"", 14, "`}` without `{`", "\\}"},
        {"\"ab[c\"", 13, "`[` without `]`", "\\["},
        {"\"ab]c\"", 13, "`]` without `[`", "\\]"},
        {"\"a[b[{n}]]\"", 14, "`[` inside `[ ]`", "\\["},
        {"\"a[b]{n}\"", 12, "no field between `[` and `]`", "\\["},
        {"'a\\b'", 12, "`\\` stands before", "\\\\"},
        {"'a\\'", 12, "`\\` stands before", "\\\\"},
        {"\"a\\nb\"", 12, "line end", "one text a line"},
        {"[a]", 0, "takes one value, not a list", ""},
        {"", 0, "`divider` has no value", "\"\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b = {0};
        buf_format(&b, "divider: %s\n", rows[i].yaml);
        buf_char(&b, '\0');
        struct reading r = reading_with("divider", b.data, NULL);
        assert_said(&r, rows[i].said);
        assert_said(&r, rows[i].hint);
        char place[40];
        snprintf(place, sizeof place, ":9:%d: error", rows[i].column);
        if (rows[i].column)
            assert_said(&r, place);
        reading_end(&r);
        buf_free(&b);
    }
}

/* In a block, whose lines libyaml joins, the place is that of the text. */
static void test_block(void **state)
{
    (void)state;
    struct reading r = reading_with("divider", "divider: >-\n  {year}\n  {nmber}\n", NULL);
    assert_said(&r, ":9:10: error: there is no field `{nmber}`");
    reading_end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
