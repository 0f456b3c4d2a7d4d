#include "pdf/workers.h"

#include "base/xalloc.h"

#include <pthread.h>
#include <stdlib.h>

enum { THREADS_MAX = 8 };

struct font_work {
    struct subset *subset;
    enum subset_step next;
    bool busy, failed;
};

struct workers {
    pthread_t threads[THREADS_MAX];
    unsigned n_threads;   /* besides the one that made them */
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t changed;
    struct font_work *fonts; /* the longest work first */
    size_t n;
    bool ended;
};

static bool plan(struct subset *s, struct deflater *z)
{
    (void)z;
    return subset_plan(s);
}

static bool keep(struct subset *s, struct deflater *z)
{
    (void)z;
    subset_keep(s);
    return true;
}

static bool do_step(enum subset_step step, struct subset *s, struct deflater *z)
{
    static bool (*const steps[SUBSET_STEPS])(struct subset *, struct deflater *) = {
        [STEP_PLAN] = plan, [STEP_MAKE] = subset_make, [STEP_KEEP] = keep};
    return steps[step](s, z);
}

/* The first font that waits for a step up to `last`; NULL: there is none. Called with the lock
 * held, as the next. */
static struct font_work *take(struct workers *w, enum subset_step last)
{
    for (size_t i = 0; i < w->n; i++) {
        struct font_work *f = &w->fonts[i];
        if (!f->busy && !f->failed && f->next <= last)
            return f;
    }
    return NULL;
}

static void work_on(struct workers *w, struct font_work *f, struct deflater *z)
{
    f->busy = true;
    pthread_mutex_unlock(&w->lock);
    bool ok = do_step(f->next, f->subset, z);
    pthread_mutex_lock(&w->lock);
    f->busy = false;
    f->failed = !ok;
    f->next += ok;
    pthread_cond_broadcast(&w->changed);
}

/* The font that is begun first is made at once: it is what all wait for in the end. Keeping has
 * time. */
static void *run(void *p)
{
    struct workers *w = p;
    struct deflater *z = deflater_new();
    pthread_mutex_lock(&w->lock);
    while (!w->ended) {
        struct font_work *f = take(w, STEP_MAKE);
        if (!f)
            f = take(w, STEP_KEEP);
        if (f)
            work_on(w, f, z);
        else
            pthread_cond_wait(&w->changed, &w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    deflater_free(z);
    return NULL;
}

static unsigned size_of(const struct subset *s)
{
    return hb_set_get_population(s->glyphs);
}

/* Most of the time goes with one font, that of the text: begun last, it would be waited for. */
static struct font_work *longest_first(struct subset **subsets, size_t n)
{
    struct font_work *fonts = xcalloc(n, sizeof *fonts);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && size_of(fonts[at - 1].subset) < size_of(subsets[i]); at--)
            fonts[at] = fonts[at - 1];
        fonts[at] = (struct font_work){.subset = subsets[i]};
    }
    return fonts;
}

struct workers *workers_new(unsigned threads, struct subset **subsets, size_t n)
{
    struct workers *w = xcalloc(1, sizeof *w);
    w->fonts = longest_first(subsets, n);
    w->n = n;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    /* fewer threads than asked for are no error: this one does all the work then */
    while (w->n_threads + 1 < threads && w->n_threads < THREADS_MAX &&
           pthread_create(&w->threads[w->n_threads], NULL, run, w) == 0)
        w->n_threads++;
    return w;
}

void workers_free(struct workers *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->ended = true;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    for (unsigned i = 0; i < w->n_threads; i++)
        pthread_join(w->threads[i], NULL);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w->fonts);
    free(w);
}

/* Whether all have gone through a step or failed. */
static bool reached(const struct workers *w, enum subset_step step)
{
    for (size_t i = 0; i < w->n; i++)
        if (!w->fonts[i].failed && w->fonts[i].next <= step)
            return false;
    return true;
}

static struct subset *first_failed(const struct workers *w, enum subset_step step)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->fonts[i].failed && w->fonts[i].next <= step)
            return w->fonts[i].subset;
    return NULL;
}

struct subset *workers_reach(struct workers *w, enum subset_step step)
{
    struct deflater *z = deflater_new();
    struct font_work *f;
    pthread_mutex_lock(&w->lock);
    while (!reached(w, step)) {
        if ((f = take(w, step)))
            work_on(w, f, z);
        else
            pthread_cond_wait(&w->changed, &w->lock);
    }
    struct subset *failed = first_failed(w, step);
    pthread_mutex_unlock(&w->lock);
    deflater_free(z);
    return failed;
}
