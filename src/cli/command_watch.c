#include "cli/build.h"
#include "cli/commands.h"
#include "cli/language.h"
#include "cli/paths.h"
#include "cli/subject.h"
#include "cli/tally.h"

#include "base/file.h"
#include "base/pool.h"
#include "base/xalloc.h"
#include "layout/layout.h"
#include "preview/folders.h"
#include "preview/server.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

enum { PORT = 8715, QUIET = 12 /* ms */ };

struct watch {
    struct arena *arena;
    const struct options *options;
    struct build_request request;
    struct shelf *shelf;
    struct screen *screen;
    struct folders *folders;
    size_t n_pages;
};

static volatile sig_atomic_t stopped;
static struct folders *waited_for; /* when a signal arrives */

/* A signal that arrives just before the wait begins must end it too. */
static void stop(int signal)
{
    (void)signal;
    stopped = 1;
    folders_interrupt(waited_for);
}

static void catch_signals(struct folders *f)
{
    waited_for = f;
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* ---- what to watch ---- */

static void watch_folder(struct watch *w, const char *path)
{
    if (path && *path && file_is_folder(path))
        folders_add(w->folders, path);
}

/* The folders an issue is made of; those of layouts follow when they are known. */
static void watch_issue(struct watch *w)
{
    struct arena *a = w->arena;
    const char *issue = w->request.issue, *above = paths_above(a, issue);
    watch_folder(w, issue);
    watch_folder(w, above && *above ? above : ".");
    watch_folder(w, w->request.fonts);
    size_t n = 0;
    str *names = file_list(a, issue, &n);
    for (size_t i = 0; names && i < n; i++)
        watch_folder(w, file_join(a, str_of(issue), names[i]));
}

/* ---- building ---- */

static void see(const struct laid_out *out, void *data)
{
    struct watch *w = data;
    struct arena *a = arena_new();
    for (size_t i = 0; out->layout && i < out->layout->n_sources; i++)
        watch_folder(w, str_z(a, file_folder(a, out->layout->sources[i]->path)));
    arena_free(a);
    if (!out->pages || !out->pages->n || (out->errors && w->n_pages))
        return; /* the last good pages stay on the screen */
    w->n_pages = out->pages->n;
    screen_pages(w->screen, out->pages, out->layout);
}

static unsigned milliseconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (unsigned)((now.tv_sec - start->tv_sec) * 1000 +
                      (now.tv_nsec - start->tv_nsec) / 1000000);
}

static void update(struct watch *w)
{
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    char *said = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&said, &n);
    if (!to)
        xalloc_die();
    struct build_result result = build_issue(&w->request, w->shelf, to, DIAG_JSON);
    if (fclose(to) != 0)
        xalloc_die();
    unsigned ms = milliseconds_since(&start);
    screen_done(w->screen, (str){said, n}, ms);
    if (!w->options->quiet) {
        struct buf told = {0};
        buf_format(&told, "%s: ", w->request.issue);
        tally_pages(&told, w->n_pages);
        buf_str(&told, str_of(_(", ")));
        tally_faults(&told, result.errors, result.warnings);
        printf(_("%.*s, %u ms\n"), (int)told.n, told.data, ms);
        buf_free(&told);
        fflush(stdout);
    }
    free(said);
}

static int follow(struct watch *w)
{
    update(w);
    while (!stopped) {
        enum folders_event event = folders_wait(w->folders, -1, QUIET);
        if (event == FOLDERS_FAILED)
            return EXIT_ENVIRONMENT;
        if (event == FOLDERS_CHANGED && !stopped) {
            watch_issue(w); /* a folder for pictures may be new */
            update(w);
        }
    }
    return EXIT_SUCCESS;
}

static int serve(struct watch *w)
{
    struct diags *d = diags_new();
    const struct server_options options = {w->options->port_given ? w->options->port : PORT,
                                           w->options->editor};
    struct server *server = server_new(w->screen, &options, d);
    diags_print(d, stderr, DIAG_TEXT);
    int status = diags_status(d);
    diags_free(d);
    if (!server)
        return status;
    printf("http://127.0.0.1:%u/\n", server_port(server));
    fflush(stdout);
    watch_issue(w);
    status = follow(w);
    server_free(server);
    return status;
}

static int begin(struct watch *w)
{
    language_need_both(); /* the page changes between them in place */
    w->folders = folders_new();
    if (!w->folders) {
        fprintf(stderr, "banxin: %s%s%s\n", _("error: "), _("files cannot be watched: "),
                _(message_errno(errno)));
        return EXIT_ENVIRONMENT;
    }
    w->request.source_date_epoch = -1;
    w->request.threads = pool_processors();
    w->request.laid_out = see;
    w->request.laid_out_data = w;
    catch_signals(w->folders);
    return serve(w);
}

int command_watch(const struct options *o)
{
    int status = EXIT_SUCCESS;
    struct watch w = {.arena = arena_new(), .options = o};
    if (subject_choose(w.arena, o, o->operands[0], &w.request, &status)) {
        w.shelf = shelf_new();
        w.screen = screen_new();
        status = begin(&w);
        screen_free(w.screen);
        shelf_free(w.shelf);
        signal(SIGINT, SIG_DFL);
        signal(SIGTERM, SIG_DFL);
        folders_free(w.folders);
    }
    arena_free(w.arena);
    return status;
}
