/* The editors' list of words that no line ends in (UB-12): nobreak.txt, one word a line. */
#include "issue/nobreak.h"

#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"

struct list {
    VEC(str) words;
    VEC(struct place) at;
};

static size_t count_characters(str text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n; n++)
        utf8_next(text, &at);
    return n;
}

static void take_line(struct list *l, const struct source *source, str line, int number,
                      struct diags *d)
{
    enum { MOST = 40 };
    str word = str_trim(str_slice(line, 0, str_find(line, '#', 0)));
    struct place at = {.source = source, .line = number, .column = 1};
    if (!word.n)
        return;
    size_t n = count_characters(word);
    if (n < 2 || n > MOST) {
        diag_add(d, DIAG_BAD_VALUE, at,
                 "`%.*s` cannot be kept on one line: a word has from 2 to %d "
                 "characters",
                 STR_ARG(word), MOST);
        diag_hint(d, "write one word a line, without commas; what follows a # is a remark");
        return;
    }
    vec_push(&l->words, word);
    vec_push(&l->at, at);
}

static void read_list(struct list *l, struct arena *a, const char *path, struct diags *d)
{
    if (!file_exists(path))
        return;
    const struct source *source = file_read_text(a, path, (struct place){0}, d);
    int number = 1;
    for (size_t from = 0; source && from < source->text.n; number++) {
        size_t end = str_find(source->text, '\n', from);
        take_line(l, source, str_slice(source->text, from, end), number, d);
        from = end + 1;
    }
}

struct texts nobreak_read(struct arena *a, const char *const *folders, size_t n, struct diags *d)
{
    struct list l = {0};
    for (size_t i = 0; i < n; i++)
        read_list(&l, a, file_join(a, str_of(folders[i]), STR("nobreak.txt")), d);
    struct texts t = {.n = l.words.n};
    t.v = vec_take(a, &l.words);
    t.at = vec_take(a, &l.at);
    return t;
}
