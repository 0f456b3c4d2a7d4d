/* texts ISSUE LAYOUTS FONTS: lays an issue out and prints the texts on its pages, one line for each
 * page and face: file, index, script, text, parted by tabs. The input of `floor`. */
#include "base/buf.h"
#include "base/file.h"
#include "base/vec.h"
#include "layout/layout.h"
#include "paginate/paginate.h"

#include <stdio.h>
#include <stdlib.h>

struct page_text {
    const struct face *face;
    struct buf text;
};

typedef VEC(struct page_text) page_texts;

static struct buf *text_of(page_texts *l, const struct face *face)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].face == face)
            return &l->v[i].text;
    struct page_text *new = vec_add(l);
    new->face = face;
    return &new->text;
}

static void print_page(const struct page *page)
{
    page_texts l = {0};
    for (size_t i = 0; i < page->n_items; i++)
        if (page->items[i].kind == ITEM_GLYPHS)
            buf_str(text_of(&l, page->items[i].run->face), page->items[i].run->text);
    for (size_t i = 0; i < l.n; i++) {
        const struct face *face = l.v[i].face;
        const char *script = face_has(face, 0x4E00) ? "Hani" : "Latn";
        for (size_t at = 0; at < l.v[i].text.n; at++)
            if ((unsigned char)l.v[i].text.data[at] < ' ')
                l.v[i].text.data[at] = ' ';
        printf("%s\t%u\t%s\t%.*s\n", face->path, face->index, script,
               STR_ARG(buf_view(&l.v[i].text)));
        buf_free(&l.v[i].text);
    }
    vec_free(&l);
}

static bool print_texts(struct arena *a, char **names, struct diags *d)
{
    const struct issue *issue = issue_read(a, names[0], d);
    struct fonts *fonts = fonts_open(names[2], d);
    const struct layout *layout = NULL;
    struct composer *composer = NULL;
    const struct pages *pages = NULL;
    if (issue)
        layout =
            layout_read(a, file_join(a, str_of(names[1]), issue->layout.text), issue->layout.at, d);
    if (layout && fonts)
        composer = composer_new(layout, fonts, str_z(a, issue->language.text), d);
    if (composer)
        pages = paginate(a, issue, layout, composer, &(struct paginate_options){.threads = 1}, d);
    for (size_t i = 0; pages && i < pages->n; i++)
        print_page(&pages->pages[i]);
    composer_free(composer);
    fonts_free(fonts);
    return pages && diags_count(d, SEVERITY_ERROR) == 0;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: texts ISSUE LAYOUTS FONTS\n");
        return 2;
    }
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    bool ok = print_texts(a, argv + 1, d);
    if (!ok)
        diags_print(d, stderr, DIAG_TEXT);
    diags_free(d);
    arena_free(a);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
