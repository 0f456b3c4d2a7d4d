#include "cli/copyfit_search.h"

#include "base/buf.h"
#include "compose/compose.h"
#include "paginate/paginate.h"

enum { STEPS_MAX = 64 }; /* of one remedy */

/* ---- a trial ---- */

struct copyfit_measure copyfit_try(struct search *s, const struct copyfit_dose *d,
                                   const struct issue *issue)
{
    struct arena *a = arena_new();
    struct diags *diags = diags_new();
    struct copyfit_measure m = {0};
    str changes = copyfit_changes(a, s->job->layout, d);
    const struct layout *l =
        layout_read_changed(a, s->job->folder, (struct place){0}, changes, diags);
    struct composer *c =
        l ? composer_new(l, s->job->fonts, str_z(a, issue->language.text), diags) : NULL;
    s->out->trials++;
    if (c) {
        struct copyfit_meter *meter = copyfit_meter_new(s->arena);
        composer_keep_together(c, &issue->no_break);
        const struct paginate_options options = {s->job->threads, copyfit_see, meter};
        const struct pages *pages = paginate(a, issue, l, c, &options, diags);
        if (pages && diags_count(diags, SEVERITY_ERROR) == 0)
            m = copyfit_read(meter, issue, l, pages->n);
        copyfit_meter_free(meter);
    }
    composer_free(c);
    diags_free(diags);
    arena_free(a);
    return m;
}

static bool reaches(const struct copyfit_measure *m, size_t wanted, bool shrink)
{
    return m->pages && (shrink ? m->pages <= wanted : m->pages >= wanted);
}

/* The first step of a remedy with which the issue has its pages, or its last step. Pages rarely
 * go up when a remedy gives more, so halving finds it; what was found was tried. */
static bool give(struct search *s, enum fit_remedy remedy, size_t wanted, bool shrink,
                 struct copyfit_dose *dose, struct copyfit_measure *m)
{
    const struct layout *l = s->job->layout;
    struct copyfit_dose at[STEPS_MAX + 1];
    int n = 0;
    at[0] = *dose;
    while (n < STEPS_MAX) {
        at[n + 1] = *dose;
        if (!copyfit_dose_at(l, remedy, n + 1, shrink, &at[n + 1]))
            break;
        n++;
    }
    if (n == 0)
        return false;
    struct copyfit_measure found = copyfit_try(s, &at[n], s->job->issue);
    bool reached = reaches(&found, wanted, shrink);
    int low = 0, high = n; /* low does not reach it, high does */
    while (reached && high - low > 1) {
        int middle = (low + high) / 2;
        struct copyfit_measure tried = copyfit_try(s, &at[middle], s->job->issue);
        if (reaches(&tried, wanted, shrink)) {
            high = middle;
            found = tried;
        } else {
            low = middle;
        }
    }
    if (!found.pages)
        return false;
    *dose = at[high];
    *m = found;
    struct copyfit_step *step = &s->out->steps[s->out->n_steps++];
    *step = (struct copyfit_step){remedy, reached, copyfit_tell(s->arena, l, dose, remedy)};
    return reached;
}

/* One remedy after another: each as far as it goes, the last only as far as is needed. */
static bool give_all(struct search *s, size_t wanted, struct copyfit_dose *dose,
                     struct copyfit_measure *m)
{
    const struct fit_layout *fit = &s->job->layout->fit;
    bool shrink = m->pages > wanted;
    s->out->n_steps = 0;
    for (int i = 0; i < fit->n_give; i++)
        if (fit->give[i] != FIT_FILLER && give(s, fit->give[i], wanted, shrink, dose, m))
            return m->pages == wanted;
    return false;
}

/* ---- the search ---- */

bool copyfit_asked(const struct issue *issue, const struct layout *layout)
{
    return issue->pages || issue->multiple || layout->fit.pages || layout->fit.multiple ||
           copyfit_gives_filler(issue, layout);
}

static size_t multiple_of(const struct copyfit_job *job)
{
    if (job->issue->pages || (!job->issue->multiple && job->layout->fit.pages))
        return 0;
    return job->issue->multiple ? (size_t)job->issue->multiple : (size_t)job->layout->fit.multiple;
}

/* Lines that are too many, or at least too few, for the pages that are wanted. */
static int lines_over(const struct copyfit_measure *m, size_t wanted)
{
    int over = 0;
    if (m->pages < wanted)
        return -(copyfit_free_lines(m) + (int)(wanted - m->pages - 1) * copyfit_page_lines(m) + 1);
    size_t last = m->n_frames ? m->frames[m->n_frames - 1].page - (m->pages - wanted) : 0;
    for (size_t i = 0; i < m->n_frames; i++) {
        const struct copyfit_frame *f = &m->frames[i];
        over += f->page > last ? f->used : 0;
        over -= f->page == last ? f->free : 0;
    }
    return over > 0 ? over : 1;
}

/* Tries for a number of pages; what was found stays in `out` when that is reached. */
static bool aim(struct search *s, size_t wanted)
{
    struct copyfit *out = s->out;
    struct copyfit_dose dose = {0};
    struct copyfit_measure m = out->before;
    out->wanted = wanted;
    out->n_steps = 0;
    out->reached = m.pages == wanted || give_all(s, wanted, &dose, &m);
    if (!out->reached && m.pages < wanted && copyfit_gives_filler(s->job->issue, s->job->layout)) {
        copyfit_fill_rest(s, wanted, &dose, &m);
        out->reached = m.pages == wanted;
    } else if (out->reached) {
        copyfit_fill_rest(s, wanted, &dose, &m);
    }
    out->over = out->reached ? 0 : lines_over(&m, wanted);
    if (!out->reached)
        return false;
    out->dose = dose;
    out->after = m;
    out->changes = copyfit_changes(s->arena, s->job->layout, &dose);
    return true;
}

/* The lower multiple when that can be had, else the higher one; the nearer one when neither can. */
static void aim_at_multiple(struct search *s, size_t multiple)
{
    size_t pages = s->out->before.pages, rest = pages % multiple, lower = pages - rest;
    if (!rest) {
        aim(s, pages);
        return;
    }
    if ((lower && aim(s, lower)) || aim(s, lower + multiple))
        return;
    if (lower && rest <= multiple - rest)
        aim(s, lower);
}

/* What was used, with the steps in one language. */
static struct message tell_used(const struct copyfit *f, bool chinese, struct diags *d)
{
    struct buf b = {0};
    for (int i = 0; i < f->n_steps; i++) {
        const struct message *told = &f->steps[i].told;
        str text = chinese ? told->chinese : told->english;
        buf_format(&b, "%s%.*s", i == 0 ? "" : chinese ? "；" : "; ", STR_ARG(text));
    }
    struct arena *a = diags_arena(d);
    struct message m =
        f->before.pages != f->wanted
            ? message_of(a, "%zu pages instead of %zu by %.*s", f->wanted, f->before.pages,
                         STR_ARG(buf_view(&b)))
            : message_of(a, "white at the end is filled: %.*s", STR_ARG(buf_view(&b)));
    buf_free(&b);
    return m;
}

static void report(const struct copyfit *f, const struct issue *issue, struct diags *d)
{
    size_t pages = f->before.pages;
    if (!f->reached) {
        int characters = copyfit_characters(&f->before, f->over);
        diag_add(d, DIAG_FIT_MISSED, issue->at,
                 f->over < 0 ? N_("%zu pages are wanted, there are %zu: %-s%d lines too few, about "
                                  "%d characters")
                             : N_("%zu pages are wanted, there are %zu: %-s%d lines too many, "
                                  "about %d characters"),
                 f->wanted, pages, f->n_steps ? N_("with all that may give, ") : "",
                 f->over < 0 ? -f->over : f->over, characters);
        diag_hint(d, f->over < 0 ? N_("add so much, or let more give under `fit` in the layout; "
                                      "`banxin fit` shows what each article takes")
                                 : N_("cut so much, or let more give under `fit` in the layout; "
                                      "`banxin fit` shows what each article takes"));
        return;
    }
    if (f->n_steps) {
        const struct message used = {tell_used(f, false, d).english, tell_used(f, true, d).chinese};
        diag_put(d, DIAG_FIT_USED, issue->at, used);
    }
}

struct copyfit copyfit_find(struct arena *a, const struct copyfit_job *job, struct diags *d)
{
    struct copyfit out = {.articles = job->issue->articles, .n_articles = job->issue->n_articles};
    struct search s = {.arena = a, .job = job, .out = &out};
    const struct copyfit_dose none = {0};
    if (copyfit_gives_filler(job->issue, job->layout))
        s.fillers = issue_fillers(job->issue, a, d, &s.n_fillers);
    out.before = out.after = copyfit_try(&s, &none, job->issue);
    out.changes = STR("");
    out.reached = true;
    if (!out.before.pages)
        return out; /* what is wrong is reported when the issue is set */
    int64_t pages = job->issue->pages ? job->issue->pages : job->layout->fit.pages;
    size_t multiple = multiple_of(job);
    if (multiple)
        aim_at_multiple(&s, multiple);
    else
        aim(&s, pages ? (size_t)pages : out.before.pages);
    report(&out, job->issue, d);
    return out;
}
