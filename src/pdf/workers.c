#include "pdf/workers.h"

#include "base/xalloc.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

enum { THREADS_MAX = 8 };

struct workers {
    pthread_t threads[THREADS_MAX];
    unsigned n_threads;   /* besides the one that made them */
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t changed;
    subset_job *job;
    struct subset **subsets;
    size_t *order; /* in which they are taken: the longest work first */
    bool *failed;
    size_t n, next, done;
    bool ended;
};

/* The next font to work on, or n when none is left. Called with the lock held. */
static bool take(struct workers *w, size_t *i)
{
    if (w->next == w->n)
        return false;
    *i = w->order[w->next++];
    return true;
}

static void work_on(struct workers *w, size_t i, struct deflater *z)
{
    subset_job *job = w->job;
    struct subset *s = w->subsets[i];
    pthread_mutex_unlock(&w->lock);
    bool ok = job(s, z);
    pthread_mutex_lock(&w->lock);
    w->failed[i] = !ok;
    w->done++;
    if (w->done == w->n)
        pthread_cond_broadcast(&w->changed);
}

static void *run(void *p)
{
    struct workers *w = p;
    struct deflater *z = deflater_new();
    size_t i;
    pthread_mutex_lock(&w->lock);
    while (!w->ended) {
        if (take(w, &i))
            work_on(w, i, z);
        else
            pthread_cond_wait(&w->changed, &w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    deflater_free(z);
    return NULL;
}

struct workers *workers_new(unsigned threads)
{
    struct workers *w = xcalloc(1, sizeof *w);
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
    w->next = w->n;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    for (unsigned i = 0; i < w->n_threads; i++)
        pthread_join(w->threads[i], NULL);
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w->order);
    free(w->failed);
    free(w);
}

/* Most of the time goes with one font, that of the text: begun last, it would be waited for. */
static size_t *longest_first(struct subset **subsets, size_t n)
{
    size_t *order = xcalloc(n, sizeof *order);
    for (size_t i = 0; i < n; i++) {
        unsigned glyphs = hb_set_get_population(subsets[i]->glyphs);
        size_t at = i;
        for (; at > 0 && hb_set_get_population(subsets[order[at - 1]]->glyphs) < glyphs; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return order;
}

void workers_begin(struct workers *w, subset_job *job, struct subset **subsets, size_t n)
{
    pthread_mutex_lock(&w->lock);
    assert(w->done == w->n);
    free(w->order);
    free(w->failed);
    w->order = longest_first(subsets, n);
    w->failed = xcalloc(n, sizeof *w->failed);
    w->job = job;
    w->subsets = subsets;
    w->n = n;
    w->next = w->done = 0;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

struct subset *workers_finish(struct workers *w)
{
    struct deflater *z = deflater_new();
    struct subset *failed = NULL;
    size_t i;
    pthread_mutex_lock(&w->lock);
    while (take(w, &i))
        work_on(w, i, z);
    while (w->done < w->n)
        pthread_cond_wait(&w->changed, &w->lock);
    for (i = 0; i < w->n && !failed; i++)
        if (w->failed[i])
            failed = w->subsets[i];
    pthread_mutex_unlock(&w->lock);
    deflater_free(z);
    return failed;
}
