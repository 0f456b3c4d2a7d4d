#include "check.h"

#include <stdlib.h>

str check_printed(struct arena *a, struct diags *d, enum diag_format format)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    assert_non_null(f);
    diags_print(d, f, format);
    fclose(f);
    str copy = str_dup(a, (str){text, n});
    free(text);
    return copy;
}

void check_text(str actual, const char *expected)
{
    if (!str_is(actual, expected))
        fail_msg("expected:\n%s\nactual:\n%.*s\n", expected, STR_ARG(actual));
}

const struct source *check_source(struct arena *a, const char *text)
{
    struct source *s = arena_one(a, struct source);
    s->path = STR("t.yaml");
    s->text = str_dup(a, str_of(text));
    return s;
}
