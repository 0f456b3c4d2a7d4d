/* bad/NAME/layout.yaml is read and what is said compared with bad/NAME/said.txt. With --update the
 * latter is written. Runs in this folder. */
#include "reading.h"

#include "base/file.h"

#include <stdlib.h>

static bool update;

static char *say(const char *folder)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    layout_read(a, folder, (struct place){0}, d);
    char *said = messages_of(d);
    diags_free(d);
    arena_free(a);
    return said;
}

static void check(struct arena *a, const char *folder)
{
    const char *path = file_join(a, str_of(folder), STR("said.txt"));
    char *said = say(folder);
    struct diags *d = diags_new();
    if (update)
        file_write(path, said, strlen(said), d);
    const struct source *expected = file_read_text(a, path, (struct place){0}, d);
    assert_non_null(expected);
    if (!str_is(expected->text, said))
        fail_msg("%s: expected\n%.*s\nbut said\n%s", folder, STR_ARG(expected->text), said);
    assert_true(said[0]);
    diags_free(d);
    free(said);
}

static void test_bad(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t n = 0;
    str *names = file_list(a, "bad", &n);
    assert_true(n >= 5);
    for (size_t i = 0; i < n; i++)
        check(a, file_join(a, STR("bad"), names[i]));
    arena_free(a);
}

int main(int argc, char **argv)
{
    update = argc > 1 && strcmp(argv[1], "--update") == 0;
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bad)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
