/* Formats in both languages, with a catalogue that is made here by msgfmt. */
#include "check.h"

#include "base/message.h"

#include <stdlib.h>

static const char catalogue[] = "msgid \"\"\n"
                                "msgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                                "msgid \"%s of %-s: %d %%\"\n"
                                "msgstr \"%2$-s里的%1$s：%3$d %%\"\n"
                                "msgid \"%.*s, U+%04X, %zu, %lld, %c\"\n"
                                "msgstr \"%6$c、%5$lld、%4$zu、U+%3$04X、%2$.*1$s\"\n"
                                "msgid \"a frame\"\n"
                                "msgstr \"框\"\n"
                                "msgid \"%*d|%-s\"\n"
                                "msgstr \"%*d｜%-s\"\n";

static str put(struct arena *a, bool chinese, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static str put(struct arena *a, bool chinese, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    struct message m = message_format(a, format, ap);
    va_end(ap);
    return chinese ? m.chinese : m.english;
}

static void check_both(void **state)
{
    struct arena *a = *state;
    for (int chinese = 0; chinese < 2; chinese++) {
        check_text(put(a, chinese, "%s of %-s: %d %%", "a frame", "a frame", -3),
                   chinese ? "框里的a frame：-3 %" : "a frame of a frame: -3 %");
        check_text(put(a, chinese, "%.*s, U+%04X, %zu, %lld, %c", 6, "版心页", 0x4Eu, (size_t)7,
                       -(1LL << 40), 'x'),
                   chinese ? "x、-1099511627776、7、U+004E、版心"
                           : "版心, U+004E, 7, -1099511627776, x");
        check_text(put(a, chinese, "%*d|%-s", 4, 12, "no word of the catalogue"),
                   chinese ? "  12｜no word of the catalogue" : "  12|no word of the catalogue");
        check_text(put(a, chinese, "not in it: %-s", ""), "not in it: ");
    }
}

static void test_closed(void **state)
{
    struct arena *a = *state;
    check_text(put(a, true, "%s of %-s: %d %%", "x", "a frame", 1), "x of a frame: 1 %");
    assert_string_equal(message_chinese("a frame"), "a frame");
}

static char *make_catalogue(struct arena *a)
{
    char *folder = str_z(a, STR("/tmp/banxin-message-XXXXXX"));
    assert_non_null(mkdtemp(folder));
    const char *command = str_format(a,
                                     "cd %s && mkdir -p zh_CN/LC_MESSAGES && cat >z.po && "
                                     "msgfmt -o zh_CN/LC_MESSAGES/banxin.mo z.po",
                                     folder)
                              .p;
    FILE *to = popen(command, "w");
    assert_non_null(to);
    fputs(catalogue, to);
    assert_int_equal(pclose(to), 0);
    return folder;
}

static size_t count_of(char **environment, const char *entry)
{
    size_t n = 0;
    for (; *environment; environment++)
        n += strcmp(*environment, entry) == 0;
    return n;
}

/* In an order: what is opened stays open. */
static void test_open(void **state)
{
    struct arena *a = *state;
    setenv("LC_ALL", "nowhere_XX.UTF-8", 1); /* a locale that is not installed */
    setenv("LANGUAGE", "de:en", 1);
    char *folder = make_catalogue(a);
    message_open(folder);
    check_both(state);
    assert_string_equal(_("a frame"), "a frame");
    assert_false(message_is_chinese());
    message_use_chinese();
    assert_string_equal(_("a frame"), "框");
    assert_true(message_is_chinese());
    assert_int_equal(count_of(message_environment(a), "LANGUAGE=de:en"), 1);
    assert_string_equal(message_errno(2), "No such file or directory");
    assert_int_equal(system(str_format(a, "rm -r %s", folder).p), 0);
}

static int begin(void **state)
{
    *state = arena_new();
    return 0;
}

static int end(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_closed, begin, end),
        cmocka_unit_test_setup_teardown(test_open, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
