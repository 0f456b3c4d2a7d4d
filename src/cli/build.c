#include "cli/build.h"

#include "base/file.h"
#include "base/pool.h"
#include "cli/attach.h"
#include "cli/corrections.h"
#include "layout/layout.h"
#include "paginate/paginate.h"
#include "pdf/pdf.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

/* What the stages make on the way; ended by end(). */
struct build {
    const struct build_request *request;
    struct arena *arena;
    const struct issue *issue;
    const struct layout *layout;
    struct fonts *fonts;
    struct composer *composer;
    const struct pages *pages;
    const char *layout_folder;
    const struct copyfit *copyfit; /* NULL: no number of pages is asked for */
    struct diags *diags;
};

/* Layout and fonts are made ready while the articles are read. */
struct reading {
    struct build *b;
    struct shelf *shelf;
    struct issue *issue;
    struct arena *arena; /* of the layout and what it needs */
    struct diags *diags;
};

static const struct layout *read_layout(struct build *b, const struct reading *r)
{
    const char *other = b->request->layout;
    str name = other ? str_of(other) : r->issue->layout.text;
    struct place at = other ? (struct place){0} : r->issue->layout.at;
    if (!name.n)
        return NULL; /* reported with the publication */
    if (str_find(name, '/', 0) < name.n || name.p[0] == '.') {
        diag_add(r->diags, DIAG_BAD_VALUE, at, "layout is the name of a folder in %s",
                 b->request->layouts);
        return NULL;
    }
    b->layout_folder = file_join(r->arena, str_of(b->request->layouts), name);
    return layout_read(r->arena, b->layout_folder, at, r->diags);
}

/* Nothing is set by a layout that is wrong: sizes may be missing, and what came of them in text
 * would hide what is to be mended. */
static void read_looks(struct reading *r)
{
    struct build *b = r->b;
    b->layout = read_layout(b, r);
    bool sound = b->layout && !diags_count(r->diags, SEVERITY_ERROR);
    b->fonts = shelf_fonts(r->shelf, b->request->fonts, r->diags);
    if (!sound || !b->fonts)
        return;
    const char *language = str_z(r->arena, r->issue->language.text);
    b->composer = composer_new(b->layout, b->fonts, language, r->diags);
    if (b->composer)
        composer_warm(b->composer, LAYOUT_BODY);
}

static void read_part(void *context, size_t part)
{
    struct reading *r = context;
    if (part == 0) {
        read_looks(r);
        return;
    }
    shelf_begin(r->shelf, r->b->request->fonts);
    issue_read_articles(r->issue, r->b->arena, r->b->diags);
    issue_check_sequence(r->issue, r->b->arena, r->b->diags);
}

static void read_all(struct build *b, struct shelf *shelf)
{
    struct issue *issue = issue_open(b->arena, b->request->issue, b->diags);
    b->issue = issue;
    if (!issue)
        return;
    struct reading r = {b, shelf, issue, arena_new(), diags_new()};
    pool_run(b->request->threads, 2, read_part, &r);
    arena_adopt(b->arena, r.arena);
    diags_adopt(b->diags, r.diags);
    if (b->composer)
        composer_keep_together(b->composer, &issue->no_break);
}

/* Takes over what copy-fit has found. What layout and fonts have wrong was reported before. */
static void change(struct build *b, const struct copyfit *f)
{
    struct diags *d = diags_new();
    struct issue *issue = arena_one(b->arena, struct issue);
    *issue = *b->issue;
    issue->articles = f->articles;
    issue->n_articles = f->n_articles;
    b->issue = issue;
    b->layout = layout_read_changed(b->arena, b->layout_folder, (struct place){0}, f->changes, d);
    composer_free(b->composer);
    b->composer = composer_new(b->layout, b->fonts, str_z(b->arena, issue->language.text), d);
    composer_keep_together(b->composer, &issue->no_break);
    diags_free(d);
}

static void fit_pages(struct build *b)
{
    if (!copyfit_asked(b->issue, b->layout) || diags_count(b->diags, SEVERITY_ERROR))
        return;
    const struct copyfit_job job = {b->issue, b->layout, b->layout_folder, b->fonts,
                                    b->request->threads};
    struct copyfit *f = arena_one(b->arena, struct copyfit);
    *f = copyfit_find(b->arena, &job, b->diags);
    b->copyfit = f;
    if (f->changes.n || f->n_fillers)
        change(b, f);
}

static void lay_out(struct build *b, struct shelf *shelf)
{
    read_all(b, shelf);
    if (!b->composer)
        return;
    fit_pages(b);
    unsigned threads = b->request->observer ? 1 : b->request->threads; /* to be told in order */
    composer_observe(b->composer, b->request->observer, b->request->observer_data);
    const struct paginate_options options = {threads, b->request->page_observer,
                                             b->request->observer_data};
    b->pages = paginate(b->arena, b->issue, b->layout, b->composer, &options, b->diags);
}

static bool good(const struct build *b)
{
    return b->pages && diags_count(b->diags, SEVERITY_ERROR) == 0;
}

static void write_dump(const struct build *b)
{
    const char *path = b->request->dump_pages;
    struct buf text = {0};
    pages_dump(b->pages, &text);
    if (str_is(str_of(path), "-"))
        buf_print(&text, stdout); /* a failure shows when the stream ends */
    else
        file_write(path, text.data, text.n, b->diags);
    buf_free(&text);
}

/* Makes the folder a file goes to. */
static bool make_folder_of(const struct build *b, const char *file)
{
    const char *folder = str_z(b->arena, file_folder(b->arena, str_of(file)));
    if (file_make_folder(folder))
        return true;
    diag_add(b->diags, DIAG_FILE_UNWRITABLE, (struct place){0},
             "%s: the folder cannot be made: %-s", folder, message_errno(errno));
    return false;
}

static bool report_registered(const struct build *b, const struct condition *c)
{
    diag_add(b->diags, DIAG_CONDITION_BAD, b->layout->output_at,
             "the printing condition %.*s has no profile, which only PDF/X-1a can do without",
             STR_ARG(c->name));
    diag_hint(b->diags, "add `file` and `sha256` of its ICC profile to it in fonts.yaml, or make "
                        "only --standard x1a");
    return false;
}

/* The printing condition that the layout names; a `registered` one does, or a profile must be
 * there. */
static bool read_condition(const struct build *b, bool registered, struct pdf_condition *out)
{
    struct condition c;
    if (!fonts_condition(b->fonts, b->layout->output, b->layout->output_at, &c, b->diags))
        return false;
    *out = (struct pdf_condition){.name = c.name, .info = c.info, .ink_max = c.ink};
    if (!c.path)
        return registered || report_registered(b, &c);
    out->icc = file_map(c.path);
    const char *fault = out->icc.p ? pdf_condition_fault(out->icc) : N_("it cannot be read");
    if (!fault)
        return true;
    diag_add(b->diags, DIAG_CONDITION_BAD, (struct place){0}, "%s: %-s", c.path, fault);
    diag_hint(b->diags, "a condition of `conditions` in fonts.yaml is a CMYK profile of a printer");
    if (out->icc.p)
        file_unmap(out->icc);
    return false;
}

/* What the files need beside the pages. */
struct means {
    struct pdf_condition condition;
    struct attachments attachments;
};

static bool gather(const struct build *b, struct means *m)
{
    bool intent = false, profile = false, files = false;
    for (size_t i = 0; i < b->request->n_files; i++) {
        const struct pdf_traits *t = pdf_traits(b->request->files[i].profile);
        intent = intent || pdf_has_intent(t);
        profile = profile || (pdf_has_intent(t) && t->x != 1);
        files = files || t->files;
    }
    return (!intent || read_condition(b, !profile, &m->condition)) &&
           (!files || attach_sources(b->arena, b->issue, b->layout, b->request->fonts,
                                     &m->attachments, b->diags));
}

static struct pdf_options options_of(const struct build *b, const struct means *m, size_t file)
{
    struct pdf_options o = {.profile = b->request->files[file].profile,
                            .condition = m->condition,
                            .marks =
                                b->request->marks && pdf_traits(b->request->files[file].profile)->x,
                            .ppi = b->request->ppi ? b->request->ppi : PDF_PPI_USUAL,
                            .source_date_epoch = b->request->source_date_epoch,
                            .producer = "banxin " BANXIN_VERSION,
                            .threads = b->request->threads};
    if (pdf_traits(o.profile)->files) {
        o.attachments = m->attachments.v;
        o.n_attachments = m->attachments.n;
    }
    return o;
}

static void make_pdfs(const struct build *b, struct buf *pdfs, unsigned *ink_max)
{
    struct pdf_options options[PDF_PROFILES];
    struct means m = {0};
    size_t n = b->request->n_files;
    bool ready = gather(b, &m);
    for (size_t i = 0; i < n; i++)
        options[i] = options_of(b, &m, i);
    if (ready)
        pdf_make_all(b->pages, options, n, pdfs, b->diags);
    *ink_max = m.condition.ink_max;
    attach_free(&m.attachments);
    if (m.condition.icc.p)
        file_unmap(m.condition.icc);
}

/* The size of what was written; 0: it could not be. */
static size_t write_file(const struct build *b, const char *path, const struct buf *pdf)
{
    if (!path)
        buf_str(b->request->memory, buf_view(pdf));
    else if (!make_folder_of(b, path) || !file_write(path, pdf->data, pdf->n, b->diags))
        return 0;
    return pdf->n;
}

/* Writes what was asked for, as long as there are no errors; PDFs are the last, once all of them
 * are made. Says how large they are. */
static void write_files(const struct build *b, struct build_result *result)
{
    const struct build_request *r = b->request;
    struct buf pdfs[PDF_PROFILES] = {0};
    if (r->n_files && good(b))
        make_pdfs(b, pdfs, &result->ink_max);
    if (r->dump_pages && good(b))
        write_dump(b);
    for (size_t i = 0; i < r->n_files && good(b); i++)
        result->n_bytes[i] = write_file(b, r->files[i].path, &pdfs[i]);
    for (size_t i = 0; i < r->n_files; i++)
        buf_free(&pdfs[i]);
}

static void end(struct build *b)
{
    composer_free(b->composer);
    diags_free(b->diags);
    arena_free(b->arena);
}

static void show(const struct build *b)
{
    const struct build_request *r = b->request;
    if (r->laid_out)
        r->laid_out(&(struct laid_out){b->issue, b->layout, b->pages, b->copyfit,
                                       diags_count(b->diags, SEVERITY_ERROR)},
                    r->laid_out_data);
}

void build_silently(const struct build_request *r, struct shelf *shelf)
{
    struct build b = {.request = r, .arena = arena_new(), .diags = diags_new()};
    lay_out(&b, shelf);
    show(&b);
    end(&b);
}

struct build_result build_issue(const struct build_request *r, struct shelf *shelf,
                                FILE *diagnostics, enum diag_format format)
{
    struct build b = {.request = r, .arena = arena_new(), .diags = diags_new()};
    struct build_result result = {0};
    lay_out(&b, shelf);
    if (b.issue)
        corrections_check(b.issue, r, shelf, b.diags);
    show(&b);
    write_files(&b, &result);
    diags_print(b.diags, diagnostics, format);
    result.n_articles = b.issue ? b.issue->n_articles : 0;
    result.n_pages = b.pages ? b.pages->n : 0;
    result.errors = diags_count(b.diags, SEVERITY_ERROR);
    result.warnings = diags_count(b.diags, SEVERITY_WARNING);
    result.status = diags_status(b.diags);
    assert(b.pages || result.errors); /* a stage that gives up says why */
    end(&b);
    return result;
}

bool build_epoch(int64_t *seconds, struct diags *d)
{
    static const int64_t last = 253402300799; /* the end of 9999: PDF dates have four digits */
    const char *text = getenv("SOURCE_DATE_EPOCH");
    *seconds = -1;
    if (!text)
        return true;
    int64_t value = 0;
    const char *p = text;
    for (; *p >= '0' && *p <= '9' && value <= last; p++)
        value = value * 10 + (*p - '0');
    if (p == text || *p || value > last) {
        diag_add(d, DIAG_BAD_ENVIRONMENT, (struct place){0},
                 "SOURCE_DATE_EPOCH is '%s', not a number of seconds since 1970", text);
        diag_hint(d, "set it to a number up to %lld, or unset it", (long long)last);
        return false;
    }
    *seconds = value;
    return true;
}
