#include "cli/commands.h"
#include "cli/paths.h"
#include "cli/subject.h"
#include "cli/tally.h"

#include "base/file.h"
#include "base/pool.h"
#include "compose/compose.h"
#include "layout/layout.h"
#include "preview/svg.h"

#include <stdlib.h>

/* ---- check ---- */

static void tell_counts(const char *folder, const struct layout *l, const struct diags *d)
{
    size_t warnings = diags_count(d, SEVERITY_WARNING);
    struct buf told = {0};
    if (warnings)
        tally_warnings(&told, warnings);
    else
        buf_str(&told, str_of(_("nothing is wrong")));
    printf(_("%s: %zu styles, %zu fonts, %.*s\n"), folder, l->n_styles, l->n_fonts, (int)told.n,
           told.data);
    buf_free(&told);
}

static int check(const struct options *o)
{
    int status = EXIT_SUCCESS;
    for (size_t i = 1; i < o->n_operands; i++) {
        struct arena *a = arena_new();
        struct diags *d = diags_new();
        const struct layout *l = layout_read(a, o->operands[i], (struct place){0}, d);
        if (l) {
            composition_check(l, d);
            layout_advise(l, d);
        }
        diags_print(d, stderr, (enum diag_format)o->format);
        if (l && diags_status(d) == EXIT_SUCCESS && !o->quiet)
            tell_counts(o->operands[i], l, d);
        status = diags_status(d) > status ? diags_status(d) : status;
        diags_free(d);
        arena_free(a);
    }
    return status;
}

/* ---- show ---- */

struct showing {
    const char *output;
    struct svg_book *book;
    struct buf pages;
    size_t n;
};

static void draw(const struct laid_out *out, void *data)
{
    struct showing *s = data;
    for (size_t i = 0; out->pages && i < out->pages->n; i++, s->n++)
        svg_page(s->book, out->pages, i, out->layout, &s->pages);
}

/* One file that any browser shows: the outlines, then the pages with everything over them. */
static bool write(const struct showing *s, struct diags *d)
{
    struct buf html = {0};
    buf_str(&html,
            STR("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>banxin layout show</title>\n"
                "<style>body{margin:1em;background:#6b6e72;text-align:center}"
                "svg[viewBox]{width:48%;margin:.5%;background:#fff}</style>\n"
                "<svg width=\"0\" height=\"0\"><defs>"));
    glyph_book_put(s->book->glyphs, 0, &html);
    buf_str(&html, STR("</defs></svg>\n"));
    buf_str(&html, buf_view(&s->pages));
    bool ok = file_write(s->output, html.data, html.n, d);
    if (ok)
        printf(ngettext("%s: %zu page\n", "%s: %zu pages\n", s->n), s->output, s->n);
    buf_free(&html);
    return ok;
}

/* NAME.html beside where NAME.pdf would go. */
static const char *output_of(struct arena *a, const struct options *o, const char *operand)
{
    if (o->output)
        return o->output;
    const char *pdf = paths_output(a, o, operand, "", false);
    return str_format(a, "%.*s.html", (int)strlen(pdf) - 4, pdf).p;
}

static int show(const struct options *o)
{
    int status = EXIT_SUCCESS;
    struct arena *a = arena_new();
    struct showing s = {.output = output_of(a, o, o->operands[1])};
    struct build_request request = {.source_date_epoch = -1,
                                    .threads = pool_processors(),
                                    .laid_out = draw,
                                    .laid_out_data = &s};
    if (subject_choose(a, o, o->operands[1], &request, &status)) {
        struct shelf *shelf = shelf_new();
        struct diags *d = diags_new();
        s.book = svg_book_new();
        s.book->whole = true;
        status = build_issue(&request, shelf, stderr, (enum diag_format)o->format).status;
        if (s.n && file_make_folder(str_z(a, file_folder(a, str_of(s.output)))))
            write(&s, d);
        diags_print(d, stderr, (enum diag_format)o->format);
        status = status ? status : diags_status(d);
        svg_book_free(s.book);
        diags_free(d);
        shelf_free(shelf);
    }
    buf_free(&s.pages);
    arena_free(a);
    return status;
}

int command_layout(const struct options *o)
{
    const str what = str_of(o->operands[0]);
    if (str_is(what, "check"))
        return check(o);
    if (!str_is(what, "show"))
        return options_wrong(o->command,
                             "layout does not %s; it checks or shows: banxin layout "
                             "check DIR, banxin layout show DIR",
                             o->operands[0]);
    if (o->n_operands > 2)
        return options_wrong(o->command, "one layout or issue is shown at a time");
    return show(o);
}
