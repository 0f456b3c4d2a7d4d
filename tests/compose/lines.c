/* Runs the line goldens: every case of the files named on the command line is composed with the
 * model font (Han 1 em, letters and digits half) and compared with the lines that follow it. The
 * notation is explained in tests/README.md. `--update` rewrites the files. */
#include "base/file.h"
#include "dump.h"

#include <stdlib.h>

struct suite {
    struct model model;
    int passed, failed;
};

static str next_line(str text, size_t *at)
{
    size_t end = str_find(text, '\n', *at);
    str line = str_slice(text, *at, end);
    *at = end + 1;
    return line;
}

/* The indented lines from `*at` on, taken. */
static str next_block(str text, size_t *at)
{
    size_t from = *at;
    while (*at < text.n && str_starts(str_slice(text, *at, text.n), STR("  ")))
        next_line(text, at);
    return str_slice(text, from, *at < text.n ? *at : text.n);
}

static void compare(struct suite *s, str name, str line, str expected, str got)
{
    if (str_eq(expected, got)) {
        s->passed++;
        return;
    }
    s->failed++;
    fprintf(stderr, "%.*s\n%.*s\nexpected:\n%.*sgot:\n%.*s\n", STR_ARG(name), STR_ARG(line),
            STR_ARG(expected), STR_ARG(got));
}

/* Compares, or writes what a file should be to `all`. */
static void run_text(struct suite *s, str text, bool update, struct buf *all)
{
    str name = STR("");
    for (size_t at = 0; at < text.n;) {
        str line = next_line(text, &at);
        buf_str(all, line);
        buf_char(all, '\n');
        if (str_starts(line, STR("#")))
            name = line;
        if (!str_starts(line, STR("M=")))
            continue;
        str expected = next_block(text, &at);
        size_t start = all->n;
        struct test_case t = notation_case(&s->model, line);
        dump_case(&s->model, &t, all);
        if (!update)
            compare(s, name, line, expected, (str){all->data + start, all->n - start});
    }
}

static void run_file(struct suite *s, const char *path, bool update)
{
    const struct source *source =
        file_read_text(s->model.arena, path, (struct place){0}, s->model.diags);
    if (!source)
        exit(2);
    struct buf all = {0};
    run_text(s, source->text, update, &all);
    if (update)
        file_write(path, all.data, all.n, s->model.diags);
    buf_free(&all);
}

int main(int argc, char **argv)
{
    struct suite s = {0};
    bool update = argc > 3 && strcmp(argv[3], "--update") == 0;
    if (argc < 4) {
        fprintf(stderr, "usage: %s FONTS DICTIONARIES [--update] FILE…\n", argv[0]);
        return 2;
    }
    model_init(&s.model, argv[1]);
    s.model.dictionaries = argv[2];
    for (int i = update ? 4 : 3; i < argc; i++)
        run_file(&s, argv[i], update);
    model_finish(&s.model);
    printf("%d passed, %d failed\n", s.passed, s.failed);
    return s.failed || (!s.passed && !update) ? 1 : 0;
}
