#include "base/file.h"
#include "cli/commands.h"
#include "cli/issue_pdf.h"
#include "cli/paths.h"
#include "press/guard.h"
#include "press/impose.h"

#include <errno.h>
#include <stdlib.h>

struct imposing {
    const struct options *options;
    struct qpdf qpdf;
    str bytes;
    struct diags *diags;
    struct arena *arena;
};

/* In the process that reads the PDF: the result, then the sheets. */
static void work(void *context, struct buf *out)
{
    const struct imposing *g = context;
    const struct options *o = g->options;
    const struct impose_options options = {o->up, o->thickness, o->blank, o->right_bound};
    struct buf sheets = {0};
    struct impose_result r = impose(&g->qpdf, g->bytes, &options, &sheets);
    buf_add(out, &r, sizeof r);
    buf_str(out, buf_view(&sheets));
    buf_free(&sheets);
}

/* out/2025-16.pdf → out/2025-16-sheets.pdf */
static const char *output_of(const struct imposing *g)
{
    const struct options *o = g->options;
    const char *name = o->operands[0];
    if (o->output)
        return o->output;
    str pdf = str_of(file_is_folder(name) ? paths_output(g->arena, o, name, "", false) : name);
    if (str_ends(pdf, STR(".pdf")))
        pdf.n -= 4;
    return str_format(g->arena, "%.*s-sheets.pdf", STR_ARG(pdf)).p;
}

static void report(struct imposing *g, const struct impose_result *r)
{
    const char *file = g->options->operands[0];
    static const struct place nowhere = {0};
    switch (r->end) {
    case IMPOSE_DONE: break;
    case IMPOSE_COUNT:
        diag_add(g->diags, DIAG_PAGE_COUNT, nowhere,
                 "%s: %zu pages make no whole sheets of 4 for saddle stitch", file, r->pages);
        diag_hint(g->diags,
                  r->wanted - r->pages == 1 ? N_("with %zu blank page it has %zu: give --blank")
                                            : N_("with %zu blank pages it has %zu: give --blank"),
                  r->wanted - r->pages, r->wanted);
        break;
    case IMPOSE_SIZES:
        diag_add(g->diags, DIAG_PAGE_SIZES, nowhere, "%s: its pages are not of one trimmed size",
                 file);
        break;
    case IMPOSE_UNREADABLE:
        diag_add(g->diags, DIAG_BAD_PDF, nowhere, "%s: it is no PDF that can be read", file);
        break;
    case IMPOSE_FAILED:
        diag_add(g->diags, DIAG_BAD_PDF, nowhere, "%s: its pages cannot be taken over", file);
        break;
    }
}

static void tell(const char *path, const struct impose_result *r)
{
    struct buf b = {0};
    buf_format(&b, "%s: %zu pages on %zu sheet%s", path, r->pages, r->sheets,
               r->sheets == 1 ? "" : "s");
    if (r->creep) {
        buf_str(&b, STR(", creep "));
        buf_decimal(&b, r->creep * 254, LENGTH_PT * 720, 2);
        buf_str(&b, STR(" mm"));
    }
    buf_char(&b, '\n');
    buf_print(&b, stdout);
    buf_free(&b);
}

static bool make_folder(struct imposing *g, const char *path)
{
    const char *folder = str_z(g->arena, file_folder(g->arena, str_of(path)));
    if (file_make_folder(folder))
        return true;
    diag_add(g->diags, DIAG_FILE_UNWRITABLE, (struct place){0},
             "%s: the folder cannot be made: %-s", folder, message_errno(errno));
    return false;
}

static void write_sheets(struct imposing *g, const struct buf *out)
{
    struct impose_result r;
    const char *path = output_of(g);
    memcpy(&r, out->data, sizeof r);
    report(g, &r);
    if (r.end == IMPOSE_DONE && make_folder(g, path) &&
        file_write(path, out->data + sizeof r, out->n - sizeof r, g->diags) && !g->options->quiet)
        tell(path, &r);
}

static void run(struct imposing *g)
{
    struct buf out = {0};
    enum guard_end end = guard_run(work, g, &out);
    if (end == GUARD_DONE && out.n >= sizeof(struct impose_result))
        write_sheets(g, &out);
    else if (end == GUARD_FAILED)
        diag_add(g->diags, DIAG_BAD_ENVIRONMENT, (struct place){0}, "no process can be started");
    else
        diag_add(g->diags, DIAG_BAD_PDF, (struct place){0},
                 "%s: reading it takes more time or memory than any print file should",
                 g->options->operands[0]);
    buf_free(&out);
}

int command_impose(const struct options *o)
{
    struct imposing g = {.options = o, .diags = diags_new(), .arena = arena_new()};
    struct issue_pdf pdf;
    int status = EXIT_SUCCESS;
    if (qpdf_open(&g.qpdf, g.diags)) {
        status = issue_pdf_open(&pdf, o, PDF_PRINT);
        g.bytes = pdf.bytes;
        if (!status)
            run(&g);
        issue_pdf_close(&pdf);
    }
    diags_print(g.diags, stderr, (enum diag_format)o->format);
    if (!status)
        status = diags_status(g.diags);
    diags_free(g.diags);
    arena_free(g.arena);
    return status;
}
