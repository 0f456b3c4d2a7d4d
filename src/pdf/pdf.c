#include "pdf/pdf.h"

#include "base/pool.h"
#include "base/xalloc.h"
#include "pdf/file.h"
#include "pdf/workers.h"

#include <stdlib.h>

const struct pdf_traits *pdf_traits(enum pdf_profile profile)
{
#define PROFILE(id, name, standard, suffix, version, packed, links, x, a, colors, files)           \
    {name, standard, suffix, version, packed, links, x, a, colors, files},
    static const struct pdf_traits traits[] = {
#include "pdf/profiles.def"
    };
#undef PROFILE
    return &traits[profile];
}

/* Files of the same pages as they are made. The phases: collect all glyphs, plan the fonts, write
 * the pages while other threads cut the fonts down, write all else while they keep the fonts. */
struct making {
    const struct pages *pages;
    const struct pdf_options *options; /* one a file */
    size_t n;
    struct subsets subsets;
    struct workers *workers;
    struct deflated condition; /* the profile of the printing condition, for all files */
    struct pdf_file **files;
    struct diags **diags; /* one a file */
    struct buf *outs;
    bool *made;
};

/* Waits for a step of the fonts. */
static bool reach(const struct making *m, enum subset_step step, const char *fault, struct diags *d)
{
    const struct subset *failed = workers_reach(m->workers, step);
    if (failed)
        diag_add(d, DIAG_PDF_FAILED, (struct place){0}, "%.*s: %-s", STR_ARG(failed->face->name),
                 fault);
    return !failed;
}

/* The condition of the files that ask for one, with a profile; NULL: there is none. */
static const struct pdf_condition *condition_of(const struct making *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (pdf_has_press(pdf_traits(m->options[i].profile)) && m->options[i].condition.icc.n)
            return &m->options[i].condition;
    return NULL;
}

static void deflate_condition(struct making *m)
{
    struct deflater *z = deflater_new();
    m->condition = deflate_kept(z, condition_of(m)->icc);
    deflater_free(z);
}

/* Begins a file and writes its pages; the job behind those of the files is the condition's. */
static void write_pages(void *context, size_t i)
{
    struct making *m = context;
    if (i == m->n) {
        deflate_condition(m);
        return;
    }
    m->files[i] = pdf_file_new(m->pages, &m->subsets, &m->options[i], m->diags[i]);
    if (m->files[i])
        pdf_file_write_pages(m->files[i]);
}

static void finish(void *context, size_t i)
{
    const struct making *m = context;
    m->made[i] = m->files[i] && pdf_file_finish(m->files[i], &m->condition, &m->outs[i]);
}

static bool make(struct making *m, struct diags *d)
{
    unsigned threads = m->options[0].threads;
    if (!reach(m, STEP_PLAN, N_("HarfBuzz cannot subset the font"), d))
        return false;
    pool_run(threads, m->n + (condition_of(m) != NULL), write_pages, m);
    bool ok = reach(m, STEP_MAKE, N_("HarfBuzz's subset of the font cannot be embedded"), d);
    if (ok)
        pool_run(threads, m->n, finish, m);
    for (size_t i = 0; i < m->n; i++)
        ok = ok && m->made[i];
    if (ok)
        workers_reach(m->workers, STEP_KEEP);
    return ok;
}

bool pdf_make_all(const struct pages *pages, const struct pdf_options *options, size_t n,
                  struct buf *outs, struct diags *d)
{
    struct making m = {.pages = pages,
                       .options = options,
                       .n = n,
                       .files = xcalloc(n, sizeof(struct pdf_file *)),
                       .diags = xcalloc(n, sizeof(struct diags *)),
                       .made = xcalloc(n, sizeof(bool)),
                       .outs = outs};
    for (size_t i = 0; i < n; i++)
        m.diags[i] = diags_new();
    subsets_collect(&m.subsets, pages);
    m.workers = workers_new(options[0].threads, m.subsets.v, m.subsets.n);
    bool ok = make(&m, d);
    workers_free(m.workers); /* first: they may be at the fonts */
    for (size_t i = 0; i < n; i++) {
        pdf_file_free(m.files[i]);
        diags_adopt(d, m.diags[i]);
    }
    subsets_free(&m.subsets);
    free(m.condition.p);
    free(m.files);
    free(m.diags);
    free(m.made);
    return ok;
}

bool pdf_make(const struct pages *pages, const struct pdf_options *options, struct buf *out,
              struct diags *d)
{
    return pdf_make_all(pages, options, 1, out, d);
}
