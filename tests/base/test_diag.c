/* What people and tools get to see of diagnostics. */
#include "check.h"

static void test_text(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct source s = {.path = STR("a.md"), .text = STR("第一行\n\t版心\x01字\r\n")};
    diag_add(d, DIAG_NOTE_UNUSED, (struct place){&s, 2, 4}, "%s %d", "later", 2);
    diag_hint(d, "mend it");
    diag_add(d, DIAG_NO_HEAD, (struct place){&s, 1, 3}, "first");
    diag_add(d, DIAG_NO_ARTICLES, (struct place){&s, 0, 0}, "the file");
    diag_add(d, DIAG_PDF_FAILED, (struct place){0}, "no file");
    diag_add(d, DIAG_NO_HEAD, (struct place){&s, 1, 3}, "first");
    diag_add(d, DIAG_NO_HEAD, (struct place){&s, 2, 6}, "behind the line");
    check_text(check_printed(a, d, DIAG_TEXT), "a.md: error: the file [no-articles]\n"
                                               "a.md:1:3: error: first [no-head]\n"
                                               "    第一行\n"
                                               "        ^\n"
                                               "a.md:2:4: warning: later 2 [note-unused]\n"
                                               "     版心?字\n"
                                               "         ^\n"
                                               "  hint: mend it\n"
                                               "a.md:2:6: error: behind the line [no-head]\n"
                                               "     版心?字\n"
                                               "            ^\n"
                                               "banxin: error: no file [pdf-failed]\n");
    diags_free(d);
    arena_free(a);
}

static void test_long_line(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct buf text = {0};
    for (int i = 0; i < 200; i++)
        buf_char(&text, (char)('a' + i % 26));
    struct source s = {.path = STR("a"), .text = buf_view(&text)};
    diag_add(d, DIAG_NO_HEAD, (struct place){&s, 1, 100}, "here");
    check_text(check_printed(a, d, DIAG_TEXT),
               "a:1:100: error: here [no-head]\n"
               "    jklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefg…\n"
               "                                          ^\n");
    buf_free(&text);
    diags_free(d);
    arena_free(a);
}

static void test_json(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct source s = {.path = STR("dir/a \"b\".md"), .text = STR("x\n")};
    diag_add(d, DIAG_TEXT_CLEANED, (struct place){&s, 1, 1}, "tab\there, \\ and 版\xFF");
    diag_hint(d, "line\nend");
    diag_add(d, DIAG_LAST_LINE_SHORT, (struct place){0}, "note");
    check_text(
        check_printed(a, d, DIAG_JSON),
        "{\"code\":\"text-cleaned\",\"severity\":\"warning\",\"file\":\"dir/a \\\"b\\\".md\","
        "\"line\":1,\"column\":1,\"message\":\"tab\\u0009here, \\\\ and 版\\ufffd\","
        "\"hint\":\"line\\u000aend\","
        "\"message_zh\":\"tab\\u0009here, \\\\ and 版\\ufffd\",\"hint_zh\":\"line\\u000aend\"}\n"
        "{\"code\":\"last-line-short\",\"severity\":\"note\",\"file\":null,\"line\":0,"
        "\"column\":0,\"message\":\"note\",\"hint\":null,"
        "\"message_zh\":\"note\",\"hint_zh\":null}\n");
    diags_free(d);
    arena_free(a);
}

static void test_order_of_files(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct source z = {.path = STR("z"), .text = STR("")}, b = {.path = STR("b"), .text = STR("")};
    struct source z_again = z;
    diag_add(d, DIAG_NO_HEAD, (struct place){.source = &z}, "one");
    diag_add(d, DIAG_NO_HEAD, (struct place){.source = &b}, "two");
    diag_add(d, DIAG_NO_HEAD, (struct place){.source = &z_again}, "three");
    check_text(check_printed(a, d, DIAG_TEXT), "z: error: one [no-head]\n"
                                               "z: error: three [no-head]\n"
                                               "b: error: two [no-head]\n");
    diags_free(d);
    arena_free(a);
}

static void test_status(void **state)
{
    (void)state;
    struct diags *d = diags_new();
    assert_int_equal(diags_status(d), 0);
    diag_add(d, DIAG_TEXT_CLEANED, (struct place){0}, "warning");
    assert_int_equal(diags_status(d), 0);
    diag_add(d, DIAG_FONT_MISSING, (struct place){0}, "environment");
    assert_int_equal(diags_status(d), 3);
    diag_add(d, DIAG_NO_HEAD, (struct place){0}, "input");
    assert_int_equal(diags_status(d), 1);
    assert_int_equal(diags_count(d, SEVERITY_ERROR), 2);
    assert_int_equal(diags_count(d, SEVERITY_WARNING), 1);
    diags_free(d);
    diags_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),   cmocka_unit_test(test_long_line),
        cmocka_unit_test(test_json),   cmocka_unit_test(test_order_of_files),
        cmocka_unit_test(test_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
