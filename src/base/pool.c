#include "base/pool.h"

#include "base/xalloc.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

struct pool {
    atomic_size_t next;
    size_t n;
    pool_fn *fn;
    void *context;
};

static void *work(void *argument)
{
    struct pool *p = argument;
    for (size_t i; (i = atomic_fetch_add(&p->next, 1)) < p->n;)
        p->fn(p->context, i);
    return NULL;
}

void pool_run(unsigned threads, size_t n, pool_fn *fn, void *context)
{
    struct pool pool = {.n = n, .fn = fn, .context = context};
    size_t others = threads < n ? threads : n;
    others = others > 0 ? others - 1 : 0;
    pthread_t *ids = xcalloc(others + 1, sizeof *ids);
    size_t begun = 0;
    while (begun < others && pthread_create(&ids[begun], NULL, work, &pool) == 0)
        begun++;
    work(&pool);
    while (begun > 0)
        pthread_join(ids[--begun], NULL);
    free(ids);
}

unsigned pool_processors(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n > 0 ? (unsigned)n : 1;
}
