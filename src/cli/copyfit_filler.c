/* Copy-fit: fillers (NP-22), chosen so that they leave as little white as can be. */
#include "cli/copyfit_search.h"

enum { FILLER_TRIALS = 16 }; /* until chosen fillers take no page more */

bool copyfit_gives_filler(const struct issue *issue, const struct layout *l)
{
    for (int i = 0; i < l->fit.n_give; i++)
        if (l->fit.give[i] == FIT_FILLER)
            return issue->fillers != NULL;
    return false;
}

int copyfit_free_lines(const struct copyfit_measure *m)
{
    return m->n_frames ? m->frames[m->n_frames - 1].free : 0;
}

int copyfit_page_lines(const struct copyfit_measure *m)
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
    struct copyfit_measure m = copyfit_try(s, d, with_fillers(s, all));
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
    int room = copyfit_free_lines(m) + (int)(wanted - m->pages) * copyfit_page_lines(m);
    if (!s->n_fillers || room <= 0 || !measure_fillers(s, d, lines))
        return false;
    for (int k = 0; k < FILLER_TRIALS && room > 0 && choose(s, lines, room, chosen); k++) {
        const struct issue *issue = with_fillers(s, chosen);
        struct copyfit_measure tried = copyfit_try(s, d, issue);
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

void copyfit_fill_rest(struct search *s, size_t wanted, const struct copyfit_dose *d,
                       struct copyfit_measure *m)
{
    struct copyfit *out = s->out;
    if (!copyfit_gives_filler(s->job->issue, s->job->layout) || m->pages > wanted)
        return;
    if (fill(s, wanted, d, m))
        out->steps[out->n_steps++] = (struct copyfit_step){
            FIT_FILLER, true, message_of(s->arena, "%zu fillers", out->n_fillers)};
}
