#include "cli/copyfit.h"

#include "base/buf.h"
#include "compose/compose.h"
#include "paginate/paginate.h"

#include <stdlib.h>

enum {
    STEPS_MAX = 64,     /* of one remedy */
    FIGURES_STEP = 5,   /* % */
    DECIMALS = 100000,  /* of a point, in the changes */
    SIZE_STEP = 10000,  /* a tenth of a point */
    FILLER_TRIALS = 16, /* until chosen fillers take no page more */
};

/* What is tried. */
struct search {
    struct arena *arena;
    const struct copyfit_job *job;
    struct article *fillers; /* the pool */
    size_t n_fillers;
    struct copyfit *out;
};

/* ---- changes to the layout ---- */

static int64_t decimal(length l)
{
    return (l * DECIMALS + LENGTH_PT / 2) / LENGTH_PT;
}

static void put_decimal(struct buf *b, int64_t value)
{
    buf_format(b, "%lld.%05lldpt", (long long)(value / DECIMALS), (long long)(value % DECIMALS));
}

/* The same for people: 16.6pt. */
static str shown(struct arena *a, int64_t value)
{
    int64_t n = (value + 500) / 1000; /* hundredths */
    if (n % 100 == 0)
        return str_format(a, "%lldpt", (long long)(n / 100));
    if (n % 10 == 0)
        return str_format(a, "%lld.%lldpt", (long long)(n / 100), (long long)(n / 10 % 10));
    return str_format(a, "%lld.%02lldpt", (long long)(n / 100), (long long)(n % 100));
}

/* The height of the type area stays. */
static int64_t pitch_of(const struct grid *g, const struct copyfit_dose *d)
{
    length height = g->lines * g->pitch;
    return height / (g->lines + d->lines) * DECIMALS / LENGTH_PT;
}

static int64_t size_of(const struct grid *g, const struct copyfit_dose *d)
{
    return decimal(g->size) - (int64_t)d->size * SIZE_STEP;
}

/* As many as a column was wide. */
static int characters_of(const struct grid *g, const struct copyfit_dose *d)
{
    return (int)(g->characters * decimal(g->size) / size_of(g, d));
}

static str changes_of(struct arena *a, const struct layout *l, const struct copyfit_dose *d)
{
    const struct grid *g = &l->grid;
    struct buf b = {0};
    if (d->marks)
        buf_format(&b, "composition: {marks: %s}\n", fit_marks_name(l->fit.marks[d->marks - 1]));
    if (d->figures)
        buf_format(&b, "figures: {scale: %d}\n", l->figures.scale * (100 - d->figures) / 100);
    if (d->lines) {
        buf_format(&b, "grid: {lines: %d, pitch: ", g->lines + d->lines);
        put_decimal(&b, pitch_of(g, d));
    }
    if (d->size) {
        buf_str(&b, d->lines ? STR(", size: ") : STR("grid: {size: "));
        put_decimal(&b, size_of(g, d));
        buf_format(&b, ", characters: %d", characters_of(g, d));
    }
    if (d->lines || d->size)
        buf_str(&b, STR("}\n"));
    if (d->size) {
        buf_str(&b, STR("styles: {body: {size: "));
        put_decimal(&b, size_of(g, d));
        buf_str(&b, STR("}}\n"));
    }
    str text = str_dup(a, buf_view(&b));
    buf_free(&b);
    return text;
}

/* ---- steps of the remedies ---- */

static bool within(const struct fit_limits *limits, int64_t value)
{
    return limits->most && value >= decimal(limits->least) && value <= decimal(limits->most);
}

/* The dose of a remedy at step k, from 1; false beyond its limit. */
static bool dose_at(const struct layout *l, enum fit_remedy remedy, int k, bool shrink,
                    struct copyfit_dose *d)
{
    const struct fit_layout *fit = &l->fit;
    const struct grid *g = &l->grid;
    switch (remedy) {
    case FIT_MARKS: d->marks = k; return shrink && k <= fit->n_marks;
    case FIT_FIGURES:
        d->figures = k * FIGURES_STEP;
        return shrink && 100 - d->figures >= fit->figures;
    case FIT_PITCH:
        d->lines = shrink ? k : -k;
        return g->lines + d->lines > 0 && within(&fit->pitch, pitch_of(g, d)) &&
               pitch_of(g, d) >= size_of(g, d);
    case FIT_SIZE:
        d->size = shrink ? k : -k;
        return l->styles[LAYOUT_BODY] && l->styles[LAYOUT_BODY]->size == g->size &&
               within(&fit->size, size_of(g, d)) && size_of(g, d) <= pitch_of(g, d) &&
               characters_of(g, d) > 0;
    case FIT_FILLER:
    case FIT_REMEDY_COUNT: break;
    }
    return false;
}

/* What was done, for messages and for the table. */
static void tell(struct arena *a, const struct layout *l, const struct copyfit_dose *d,
                 struct copyfit_step *step)
{
    const struct grid *g = &l->grid;
    const struct fit_layout *fit = &l->fit;
    str old_pitch = shown(a, decimal(g->pitch)), pitch = shown(a, pitch_of(g, d));
    str old_size = shown(a, decimal(g->size)), size = shown(a, size_of(g, d));
    switch (step->remedy) {
    case FIT_MARKS:
        step->told = message_of(a, "marks %s", fit_marks_name(fit->marks[d->marks - 1]));
        step->chinese = str_of(fit_marks_chinese(fit->marks[d->marks - 1]));
        break;
    case FIT_FIGURES:
        step->told = message_of(a, "figures at %d%%", 100 - d->figures);
        step->chinese = str_format(a, "%d%%", 100 - d->figures);
        break;
    case FIT_PITCH:
        step->told =
            message_of(a, "pitch %.*s instead of %.*s", STR_ARG(pitch), STR_ARG(old_pitch));
        step->chinese = str_format(a, "%.*s → %.*s，每栏 %d → %d 行", STR_ARG(old_pitch),
                                   STR_ARG(pitch), g->lines, g->lines + d->lines);
        break;
    case FIT_SIZE:
        step->told = message_of(a, "size %.*s instead of %.*s", STR_ARG(size), STR_ARG(old_size));
        step->chinese = str_format(a, "%.*s → %.*s，每行 %d → %d 字", STR_ARG(old_size),
                                   STR_ARG(size), g->characters, characters_of(g, d));
        break;
    case FIT_FILLER:
    case FIT_REMEDY_COUNT: break;
    }
}

/* ---- a trial ---- */

/* The issue as it would be; 0 pages when that cannot be set. */
static struct copyfit_measure try(struct search *s, const struct copyfit_dose *d,
                                  const struct issue *issue)
{
    struct arena *a = arena_new();
    struct diags *diags = diags_new();
    struct copyfit_measure m = {0};
    str changes = changes_of(a, s->job->layout, d);
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
        if (!dose_at(l, remedy, n + 1, shrink, &at[n + 1]))
            break;
        n++;
    }
    if (n == 0)
        return false;
    struct copyfit_measure found = try(s, &at[n], s->job->issue);
    bool reached = reaches(&found, wanted, shrink);
    int low = 0, high = n; /* low does not reach it, high does */
    while (reached && high - low > 1) {
        int middle = (low + high) / 2;
        struct copyfit_measure tried = try(s, &at[middle], s->job->issue);
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
    *step = (struct copyfit_step){.remedy = remedy, .reached = reached};
    tell(s->arena, l, dose, step);
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

/* ---- fillers (NP-22) ---- */

static bool gives_filler(const struct issue *issue, const struct layout *l)
{
    for (int i = 0; i < l->fit.n_give; i++)
        if (l->fit.give[i] == FIT_FILLER)
            return issue->fillers != NULL;
    return false;
}

/* Lines that are free behind the last article. */
static int free_lines(const struct copyfit_measure *m)
{
    return m->n_frames ? m->frames[m->n_frames - 1].free : 0;
}

/* What a page of nothing but text takes: that of the last frame. */
static int page_lines(const struct copyfit_measure *m)
{
    const struct copyfit_frame *f = m->n_frames ? &m->frames[m->n_frames - 1] : NULL;
    return f ? f->columns * f->lines : 0;
}

static struct issue *with_fillers(struct search *s, const bool *chosen)
{
    const struct issue *issue = s->job->issue;
    struct issue *out = arena_one(s->arena, struct issue);
    *out = *issue;
    out->articles = arena_many(s->arena, issue->n_articles + s->n_fillers, struct article);
    for (size_t i = 0; i < issue->n_articles; i++)
        out->articles[i] = issue->articles[i];
    for (size_t i = 0; i < s->n_fillers; i++)
        if (chosen[i])
            out->articles[out->n_articles++] = s->fillers[i];
    return out;
}

/* The fillers that fill `room` lines best; of equal ones those of the first names. */
static bool choose(struct search *s, const int *lines, int room, bool *chosen)
{
    size_t n = s->n_fillers, width = (size_t)room + 1;
    bool *can = arena_many(s->arena, (n + 1) * width, bool); /* can[i]: by those from i on */
    can[n * width] = true;
    for (size_t i = n; i-- > 0;)
        for (size_t r = 0; r < width; r++)
            can[i * width + r] =
                can[(i + 1) * width + r] ||
                (r >= (size_t)lines[i] && can[(i + 1) * width + r - (size_t)lines[i]]);
    size_t r = width - 1;
    while (r > 0 && !can[r])
        r--;
    bool any = r > 0;
    for (size_t i = 0; i < n; i++) {
        size_t need = (size_t)lines[i];
        chosen[i] = r >= need && can[(i + 1) * width + r - need];
        r -= chosen[i] ? need : 0;
    }
    return any;
}

/* Lines that each filler takes, with the gap before it. */
static bool measure_fillers(struct search *s, const struct copyfit_dose *d, int *lines)
{
    bool *all = arena_many(s->arena, s->n_fillers, bool);
    for (size_t i = 0; i < s->n_fillers; i++)
        all[i] = true;
    struct copyfit_measure m = try(s, d, with_fillers(s, all));
    size_t first = s->job->issue->n_articles;
    int columns = m.n_frames ? m.frames[m.n_frames - 1].columns : 1;
    for (size_t i = 0; m.pages && i < s->n_fillers; i++)
        lines[i] = m.articles[first + i].lines + s->job->layout->article.gap * columns;
    return m.pages > 0;
}

/* Fills what is left, up to the end of page `wanted`. */
static bool fill(struct search *s, size_t wanted, const struct copyfit_dose *d,
                 struct copyfit_measure *m)
{
    int *lines = arena_many(s->arena, s->n_fillers, int);
    bool *chosen = arena_many(s->arena, s->n_fillers, bool);
    int room = free_lines(m) + (int)(wanted - m->pages) * page_lines(m);
    if (!s->n_fillers || room <= 0 || !measure_fillers(s, d, lines))
        return false;
    for (int k = 0; k < FILLER_TRIALS && room > 0 && choose(s, lines, room, chosen); k++) {
        const struct issue *issue = with_fillers(s, chosen);
        struct copyfit_measure tried = try(s, d, issue);
        if (tried.pages == wanted) {
            s->out->articles = issue->articles;
            s->out->n_articles = issue->n_articles;
            s->out->n_fillers = issue->n_articles - s->job->issue->n_articles;
            *m = tried;
            return true;
        }
        int used = 0;
        for (size_t i = 0; i < s->n_fillers; i++)
            used += chosen[i] ? lines[i] : 0;
        room = used - 1;
    }
    return false;
}

static void fill_rest(struct search *s, size_t wanted, const struct copyfit_dose *d,
                      struct copyfit_measure *m)
{
    struct copyfit *out = s->out;
    if (!gives_filler(s->job->issue, s->job->layout) || m->pages > wanted)
        return;
    if (fill(s, wanted, d, m))
        out->steps[out->n_steps++] = (struct copyfit_step){
            FIT_FILLER, true, message_of(s->arena, "%zu fillers", out->n_fillers),
            str_format(s->arena, "%zu 条", out->n_fillers)};
}

/* ---- the search ---- */

bool copyfit_asked(const struct issue *issue, const struct layout *layout)
{
    return issue->pages || issue->multiple || layout->fit.pages || layout->fit.multiple ||
           gives_filler(issue, layout);
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
        return -(free_lines(m) + (int)(wanted - m->pages - 1) * page_lines(m) + 1);
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
    if (!out->reached && m.pages < wanted && gives_filler(s->job->issue, s->job->layout)) {
        fill_rest(s, wanted, &dose, &m);
        out->reached = m.pages == wanted;
    } else if (out->reached) {
        fill_rest(s, wanted, &dose, &m);
    }
    out->over = out->reached ? 0 : lines_over(&m, wanted);
    if (!out->reached)
        return false;
    out->dose = dose;
    out->after = m;
    out->changes = changes_of(s->arena, s->job->layout, &dose);
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
    if (gives_filler(job->issue, job->layout))
        s.fillers = issue_fillers(job->issue, a, d, &s.n_fillers);
    out.before = out.after = try(&s, &none, job->issue);
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
