/* Feeds articles to the reader: it may complain, never crash, hang or leak, and every place that it
 * gives lies in the text. */
#include "base/utf8.h"
#include "issue/issue.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void want(bool good)
{
    if (!good)
        abort();
}

/* Lengths of the source's lines in code points, by number - 1. */
struct lines {
    uint32_t *length, n;
};

static struct lines measure(struct arena *a, str text)
{
    struct lines lines = {.length = arena_many(a, text.n + 2, uint32_t)};
    for (size_t at = 0; at <= text.n; lines.n++) {
        size_t end = str_find(text, '\n', at);
        lines.length[lines.n] = (uint32_t)utf8_count(str_slice(text, at, end));
        at = end + 1;
    }
    return lines;
}

static void check_place(const struct lines *lines, struct place at)
{
    want(at.source && at.line >= 1 && at.line <= lines->n);
    want(at.column >= 1 && at.column <= lines->length[at.line - 1] + 1);
}

static void check_blocks(const struct lines *lines, const struct block *blocks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check_place(lines, blocks[i].at);
        for (size_t k = 0; k < blocks[i].n_spans; k++) {
            const struct span *s = &blocks[i].spans[k];
            check_place(lines, s->at);
            want(utf8_check(s->text) == s->text.n && utf8_check(s->ruby) == s->ruby.n);
            want(s->kind != SPAN_TEXT || s->text.n > 0);
            want(s->kind != SPAN_NOTE || s->note > 0);
        }
        check_blocks(lines, blocks[i].children, blocks[i].n_children);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {(const char *)data, size};
    if (utf8_check(text) != size || memchr(data, 0, size))
        return 0; /* refused before the reader */
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct source source = {STR("article.md"), str_dup(a, text)};
    struct lines lines = measure(a, source.text);
    struct article article;
    article_read(a, &source, &article, d);
    check_blocks(&lines, article.blocks, article.n_blocks);
    for (size_t i = 0; i < article.n_notes; i++)
        check_blocks(&lines, article.notes[i].blocks, article.notes[i].n_blocks);
    FILE *to = fopen("/dev/null", "w");
    if (to) {
        diags_print(d, to, DIAG_TEXT);
        fclose(to);
    }
    diags_free(d);
    arena_free(a);
    return 0;
}
