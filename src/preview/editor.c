#include "preview/editor.h"

#include "base/buf.h"
#include "base/message.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 32 };

static void put_word(struct buf *out, str word, const struct editor_place *place)
{
    static const str file = STR("{file}"), line = STR("{line}"), column = STR("{column}");
    for (size_t i = 0; i < word.n;) {
        str rest = str_slice(word, i, word.n);
        if (str_starts(rest, file)) {
            buf_str(out, str_of(place->file));
            i += file.n;
        } else if (str_starts(rest, line)) {
            buf_format(out, "%u", place->line);
            i += line.n;
        } else if (str_starts(rest, column)) {
            buf_format(out, "%u", place->column);
            i += column.n;
        } else {
            buf_char(out, word.p[i++]);
        }
    }
    buf_char(out, '\0');
}

/* Offsets of the words in `out`. */
static size_t put_words(struct buf *out, const char *command, const struct editor_place *place,
                        size_t starts[WORDS_MAX])
{
    size_t n = 0;
    for (str rest = str_trim(str_of(command)); rest.n && n < WORDS_MAX; n++) {
        size_t end = str_find(rest, ' ', 0);
        starts[n] = out->n;
        put_word(out, str_slice(rest, 0, end), place);
        rest = str_trim(str_slice(rest, end, rest.n));
    }
    return n;
}

/* A grandchild, so that nobody has to wait for it: the child ends at once. */
bool editor_open(const char *command, const struct editor_place *place)
{
    struct buf words = {0};
    size_t starts[WORDS_MAX];
    char *argv[WORDS_MAX + 1] = {0};
    size_t n = put_words(&words, command, place, starts);
    for (size_t i = 0; i < n; i++)
        argv[i] = words.data + starts[i];
    struct arena *arena = arena_new();
    char **environment = message_environment(arena);
    bool ok = false;
    pid_t child = n ? fork() : -1;
    if (child == 0) {
        pid_t own;
        _exit(posix_spawnp(&own, argv[0], NULL, NULL, argv, environment) == 0 ? 0 : 1);
    }
    int status;
    if (child > 0 && waitpid(child, &status, 0) == child)
        ok = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    arena_free(arena);
    buf_free(&words);
    return ok;
}
