/* lines ISSUE LAYOUTS FONTS [RUNS]: what composition costs and how loose its lines are, beside
 * lines that a greedy breaker makes of the same units by the same rules. The linker puts the
 * functions here in the place of composition's own (--wrap).
 *
 * time    of all calls of compose_paragraph() of one layout of the issue, on one thread, in a
 *         process that has its fonts open: the median of RUNS, in time of the processor
 * loose   lines of justified paragraphs, the last ones left out, whose gaps X3 widens by more than
 *         0.1 em, of all such lines; and how many last lines are too short (PG-06), which the
 *         greedy breaker does not avoid */
#include "compose/composer.h"
#include "compose/paragraph.h"
#include "paginate/paginate.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS_MOST = 1000 };

struct count {
    size_t lines, loose, runts;
};

static struct {
    bool compare;
    int depth; /* of compose_paragraph(): ruby and the like compose inside */
    int64_t nanoseconds;
    struct count chosen, greedy;
} watch;

/* ---- time ---- */

struct lines __real_compose_paragraph(struct composer *c, struct arena *a,
                                      const struct paragraph *p, struct diags *d);
struct lines __wrap_compose_paragraph(struct composer *c, struct arena *a,
                                      const struct paragraph *p, struct diags *d);

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

struct lines __wrap_compose_paragraph(struct composer *c, struct arena *a,
                                      const struct paragraph *p, struct diags *d)
{
    int64_t start = now();
    watch.depth++;
    struct lines lines = __real_compose_paragraph(c, a, p, d);
    if (--watch.depth == 0)
        watch.nanoseconds += now() - start;
    return lines;
}

/* ---- looseness ---- */

void __real_paragraph_fit(struct paragraph_state *p);
void __wrap_paragraph_fit(struct paragraph_state *p);

static bool is_forced(const struct paragraph_state *p, size_t to)
{
    return p->units.v[to - 1].breaks == BREAK_FORCED;
}

static void count_line(const struct paragraph_state *p, const struct measure_table *t,
                       const size_t ends[2], struct count *c)
{
    c->runts += is_forced(p, ends[1]) && paragraph_is_runt(p, ends[0], ends[1]);
    if (is_forced(p, ends[1]))
        return;
    struct fitting f = measure_line(t, ends[0], ends[1], false);
    c->lines++;
    c->loose += f.x3_gap > p->input->style->size / 10;
}

/* The last legal end at which a line from here still fits, squeezed as far as it goes; where there
 * is none, one unit. */
static size_t fullest(const struct paragraph_state *p, const struct measure_table *t, size_t from)
{
    size_t best = from + 1;
    for (size_t to = from + 1; to <= p->units.n; to++) {
        bool forced = is_forced(p, to);
        struct fitting f = measure_line(t, from, to, forced);
        if (p->units.v[to - 1].breaks != BREAK_NEVER && f.fits)
            best = to;
        if (forced || f.natural > f.available + 2 * p->input->style->size)
            break;
    }
    return best;
}

void __wrap_paragraph_fit(struct paragraph_state *p)
{
    __real_paragraph_fit(p);
    if (!watch.compare || !p->units.n || p->input->style->align != ALIGN_JUSTIFY ||
        p->input->n_beside)
        return;
    struct measure_table *t = measure_table_new(p);
    for (size_t i = 0; i < p->lines.n; i++)
        count_line(p, t, (size_t[]){p->lines.v[i].from, p->lines.v[i].to}, &watch.chosen);
    for (size_t from = 0, to; from < p->units.n; from = to) {
        to = fullest(p, t, from);
        count_line(p, t, (size_t[]){from, to}, &watch.greedy);
    }
    measure_table_free(t);
}

/* ---- an issue ---- */

struct job {
    struct fonts *fonts;
    char **names; /* of the issue, the layouts, the fonts */
};

static bool lay_out(const struct job *job)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    const struct issue *issue = issue_read(a, job->names[0], d);
    const struct layout *layout = NULL;
    struct composer *composer = NULL;
    const struct pages *pages = NULL;
    if (issue)
        layout = layout_read(a, file_join(a, str_of(job->names[1]), issue->layout.text),
                             issue->layout.at, d);
    if (layout)
        composer = composer_new(layout, job->fonts, str_z(a, issue->language.text), d);
    if (composer)
        pages = paginate(a, issue, layout, composer, &(struct paginate_options){.threads = 1}, d);
    if (!pages)
        diags_print(d, stderr, DIAG_TEXT);
    composer_free(composer);
    diags_free(d);
    arena_free(a);
    return pages != NULL;
}

static int compare_times(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void print_share(const char *name, const struct count *c)
{
    printf("%s: %zu of %zu lines over 0.1 em, %.2f %%; %zu last lines too short (PG-06)\n", name,
           c->loose, c->lines, c->lines ? 100.0 * (double)c->loose / (double)c->lines : 0.0,
           c->runts);
}

static bool run(const struct job *job, int runs)
{
    static int64_t times[RUNS_MOST];
    watch.compare = true;
    if (!lay_out(job))
        return false;
    watch.compare = false;
    for (int i = 0; i < runs; i++) {
        watch.nanoseconds = 0;
        lay_out(job);
        times[i] = watch.nanoseconds;
    }
    qsort(times, (size_t)runs, sizeof *times, compare_times);
    printf("%s\ncomposition: median %.2f ms, least %.2f ms of %d\n", job->names[0],
           (double)times[runs / 2] / 1e6, (double)times[0] / 1e6, runs);
    print_share("total fit", &watch.chosen);
    print_share("greedy", &watch.greedy);
    return true;
}

int main(int argc, char **argv)
{
    int runs = argc > 4 ? atoi(argv[4]) : 15;
    if (argc < 4 || runs < 1 || runs > RUNS_MOST) {
        fprintf(stderr, "usage: lines ISSUE LAYOUTS FONTS [RUNS]\n");
        return 2;
    }
    struct diags *d = diags_new();
    struct job job = {fonts_open(argv[3], d), argv + 1};
    bool ok = job.fonts && run(&job, runs);
    diags_print(d, stderr, DIAG_TEXT);
    fonts_free(job.fonts);
    diags_free(d);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
