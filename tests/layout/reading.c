#include "reading.h"

#include "base/xalloc.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct part {
    const char *key, *text;
} small[] = {
    {"name", "name: small\n"},
    {"page", "page: {width: 200pt, height: 300pt, bleed: 10pt}\n"},
    {"grid", "grid: {size: 10pt, pitch: 16pt, characters: 12, lines: 15, top: 20pt}\n"},
    {"colors", "colors: {black: grey(100), red: \"cmyk(0, 100, 90, 8)\"}\n"},
    {"fonts", "fonts: {song: {han: Song}, hei: {han: Hei, western: Latin}}\n"},
    {"composition", NULL},
    {"styles", "styles:\n  body: {font: song, size: 10pt, color: black}\n"},
    {"article", "article: {head: [{text: \"{article.title}\", style: body}]}\n"},
    {"list", NULL},
    {"divider", NULL},
    {"table", NULL},
    {"underline", NULL},
    {"marks", NULL},
    {"notes", NULL},
    {"links", NULL},
    {"masters", "masters:\n  inside:\n    - {kind: flow, left: 0, right: 0, top: 0, bottom: 0}\n"},
    {"pages", "pages: {inside: inside}\n"},
};

char *messages_of(struct diags *d)
{
    char *text = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&text, &n);
    diags_print(d, to, DIAG_TEXT);
    fclose(to);
    return text;
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

struct reading reading_of(const char *yaml)
{
    char folder[] = "/tmp/layout-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct reading r = {.arena = arena_new(), .diags = diags_new()};
    const char *path = str_format(r.arena, "%s/layout.yaml", folder).p;
    write_file(path, yaml);
    r.layout = layout_read(r.arena, folder, (struct place){0}, r.diags);
    unlink(path);
    rmdir(folder);
    r.messages = messages_of(r.diags);
    return r;
}

struct reading reading_with(const char *key, ...)
{
    struct part parts[sizeof small / sizeof *small];
    memcpy(parts, small, sizeof small);
    va_list ap;
    va_start(ap, key);
    for (const char *k = key; k; k = va_arg(ap, const char *)) {
        const char *text = va_arg(ap, const char *);
        bool found = false;
        for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
            if (strcmp(parts[i].key, k) != 0)
                continue;
            parts[i].text = text;
            found = true;
        }
        assert_true(found);
    }
    va_end(ap);
    struct buf b = {0};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (parts[i].text)
            buf_str(&b, str_of(parts[i].text));
    buf_char(&b, '\0');
    struct reading r = reading_of(b.data);
    buf_free(&b);
    return r;
}

void reading_end(struct reading *r)
{
    free(r->messages);
    diags_free(r->diags);
    arena_free(r->arena);
}

void assert_said(const struct reading *r, const char *part)
{
    if (!strstr(r->messages, part))
        fail_msg("not said: %s\nbut:\n%s", part, r->messages);
}

void reading_clean(const struct reading *r)
{
    if (r->messages[0])
        fail_msg("said:\n%s", r->messages);
    assert_non_null(r->layout);
}

const struct style *style_of(const struct reading *r, const char *name)
{
    for (size_t i = 0; i < r->layout->n_styles; i++)
        if (str_is(r->layout->all_styles[i].name, name))
            return &r->layout->all_styles[i];
    fail_msg("no style %s", name);
    return NULL;
}
