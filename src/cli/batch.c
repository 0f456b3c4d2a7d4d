#include "cli/batch.h"

#include "base/map.h"
#include "base/pool.h"
#include "base/xalloc.h"
#include "cli/paths.h"
#include "cli/progress.h"
#include "cli/tally.h"

#include <pthread.h>
#include <stdlib.h>

static bool outputs_differ(const struct batch *b, int *status)
{
    struct map *seen = map_new();
    bool differ = true;
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; differ && k < b->requests[i].n_files; k++) {
            bool is_new;
            const char *path = b->requests[i].files[k].path;
            uintptr_t *slot = map_slot(seen, str_of(path), &is_new);
            if (is_new) {
                *slot = i;
                continue;
            }
            *status = options_wrong(b->options->command, "%s and %s would both be written to %s",
                                    b->requests[*slot].issue, b->requests[i].issue, path);
            differ = false;
        }
    map_free(seen);
    return differ;
}

/* The profile of a name that conforms to the standard asked for. */
static enum pdf_profile of_standard(int profile, const char *standard)
{
    const char *name = pdf_traits((enum pdf_profile)profile)->name;
    for (int i = profile; standard && i < PDF_PROFILES; i++) {
        const struct pdf_traits *t = pdf_traits((enum pdf_profile)i);
        if (t->standard && str_is(str_of(t->name), name) && str_is(str_of(t->standard), standard))
            return (enum pdf_profile)i;
    }
    return (enum pdf_profile)profile;
}

static bool makes(const struct options *o, enum pdf_profile profile)
{
    for (size_t i = 0; i < o->profiles.n; i++)
        if (o->profiles.v[i] == (int)profile)
            return true;
    return !o->profiles.n && profile == PDF_PRINT;
}

int batch_check_usage(const struct options *o)
{
    const struct {
        bool given;
        const char *option;
        enum pdf_profile profile;
    } rules[] = {{o->standard != NULL, "standard", PDF_PRINT},
                 {o->marks, "marks", PDF_PRINT},
                 {o->ppi != 0, "ppi", PDF_SCREEN}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].given && !makes(o, rules[i].profile))
            return options_wrong(o->command, "--%s is of the profile %s, which is not made",
                                 rules[i].option, pdf_traits(rules[i].profile)->name);
    return 0;
}

static void add_files(const struct batch *b, struct build_request *r)
{
    const struct profile_list *list = &b->options->profiles;
    size_t n = list->n ? list->n : 1;
    struct build_file *files = arena_many(b->arena, n, struct build_file);
    for (size_t i = 0; i < n; i++) {
        files[i].profile = of_standard(list->n ? list->v[i] : PDF_PRINT, b->options->standard);
        files[i].path = paths_output(b->arena, b->options, r->issue,
                                     pdf_traits(files[i].profile)->suffix, n > 1);
    }
    r->files = files;
    r->n_files = n;
}

/* An environment that every issue would trip over is told of once. */
static bool read_epoch(const struct batch *b, int64_t *epoch, int *status)
{
    struct diags *d = diags_new();
    bool ok = build_epoch(epoch, d);
    diags_print(d, stderr, (enum diag_format)b->options->format);
    *status = diags_status(d);
    diags_free(d);
    return ok;
}

static unsigned jobs_of(const struct batch *b)
{
    return b->options->jobs ? b->options->jobs : pool_processors();
}

bool batch_prepare(struct batch *b, const char *const *issues, size_t n, int *status)
{
    int64_t epoch;
    if (!read_epoch(b, &epoch, status))
        return false;
    b->n = n;
    b->requests = arena_many(b->arena, n, struct build_request);
    for (size_t i = 0; i < n; i++) {
        b->requests[i] = (struct build_request){
            .issue = issues[i],
            .layout = b->options->layout,
            .layouts = paths_layouts(b->arena, b->options, issues[i]),
            .fonts = paths_fonts(b->arena, b->options, issues[i]),
            .dump_pages = b->options->dump_pages,
            .ppi = b->options->ppi,
            .marks = b->options->marks,
            .source_date_epoch = epoch,
            .threads = b->n == 1 ? jobs_of(b) : 1, /* several issues go side by side instead */
        };
        if (b->writes)
            add_files(b, &b->requests[i]);
    }
    return !b->writes || outputs_differ(b, status);
}

/* What is known of an issue once it was built, kept until those before it were told of. */
struct outcome {
    bool done;
    struct build_result result;
    char *diagnostics;
    size_t n_diagnostics;
};

struct run {
    const struct batch *batch;
    struct shelf *shelf;
    pthread_mutex_t lock; /* guards all that follows */
    struct outcome *outcomes;
    size_t n_told;
    struct progress progress;
    struct batch_result result;
};

static void tell_result(const struct batch *b, const struct build_request *r,
                        const struct build_result *result)
{
    struct buf told = {0};
    if (result->status == EXIT_SUCCESS && b->each_told) {
        for (size_t i = 0; i < r->n_files; i++) {
            buf_format(&told, "%s: ", r->files[i].path);
            tally_pages(&told, result->n_pages);
            buf_format(&told, "%s%zu KiB\n", _(", "), (result->n_bytes[i] + 1023) / 1024);
        }
        if (!b->writes) {
            buf_format(&told, "%s: ", r->issue);
            tally_pages(&told, result->n_pages);
            buf_str(&told, str_of(_(", ")));
            tally_warnings(&told, result->warnings);
            buf_char(&told, '\n');
        }
        buf_print(&told, stdout);
    } else if (result->status != EXIT_SUCCESS && b->options->format == DIAG_TEXT) {
        buf_format(&told, "%s: ", r->issue);
        tally_faults(&told, result->errors, result->warnings);
        buf_format(&told, "%s\n", b->writes ? _("; no PDF was written") : "");
        buf_print(&told, stderr);
    }
    buf_free(&told);
}

/* Tells of all issues that can be told of in order. Called with the lock held. */
static void tell(struct run *run)
{
    const struct batch *b = run->batch;
    for (; run->n_told < b->n && run->outcomes[run->n_told].done; run->n_told++) {
        struct outcome *o = &run->outcomes[run->n_told];
        if (o->n_diagnostics) {
            progress_clear(&run->progress);
            fwrite(o->diagnostics, 1, o->n_diagnostics, stderr);
        }
        free(o->diagnostics);
        o->diagnostics = NULL;
        tell_result(b, &b->requests[run->n_told], &o->result);
    }
}

static void build_one(void *context, size_t i)
{
    struct run *run = context;
    struct outcome o = {.done = true};
    FILE *to = open_memstream(&o.diagnostics, &o.n_diagnostics);
    if (!to)
        xalloc_die();
    o.result = build_issue(&run->batch->requests[i], run->shelf, to,
                           (enum diag_format)run->batch->options->format);
    if (fclose(to) != 0)
        xalloc_die();
    bool failed = o.result.status != EXIT_SUCCESS;
    pthread_mutex_lock(&run->lock);
    run->outcomes[i] = o;
    run->result.built += !failed;
    run->result.failed += failed;
    run->result.status = batch_worse(run->result.status, o.result.status);
    tell(run);
    progress_step(&run->progress, failed);
    pthread_mutex_unlock(&run->lock);
}

struct batch_result batch_run(const struct batch *b)
{
    struct run run = {.batch = b, .shelf = shelf_new()};
    unsigned jobs = jobs_of(b);
    pthread_mutex_init(&run.lock, NULL);
    run.outcomes = arena_many(b->arena, b->n, struct outcome);
    run.progress = progress_begin(b->n, b->n > 1 && !b->options->quiet);
    pool_run(jobs, b->n, build_one, &run);
    progress_clear(&run.progress);
    pthread_mutex_destroy(&run.lock);
    shelf_leave(run.shelf);
    return run.result;
}

int batch_worse(int a, int b)
{
    if (a == EXIT_INPUT || b == EXIT_INPUT)
        return EXIT_INPUT;
    return a > b ? a : b;
}
