/* Every layout that is shipped reads without a word. The argument is the folder of layouts. */
#include "reading.h"

#include "base/file.h"

#include <stdlib.h>

static const char *folder_of_layouts;

static void test_layouts(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t n = 0, read = 0;
    str *names = file_list(a, folder_of_layouts, &n);
    assert_non_null(names);
    for (size_t i = 0; i < n; i++) {
        const char *folder = file_join(a, str_of(folder_of_layouts), names[i]);
        if (!file_is_folder(folder))
            continue;
        struct diags *d = diags_new();
        const struct layout *l = layout_read(a, folder, (struct place){0}, d);
        char *said = messages_of(d);
        if (!l || said[0])
            fail_msg("%s", said);
        if (!str_eq(l->name, names[i]))
            fail_msg("%s: the name is %.*s", folder, STR_ARG(l->name));
        free(said);
        diags_free(d);
        read++;
    }
    assert_true(read > 0);
    arena_free(a);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    folder_of_layouts = argv[1];
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_layouts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
