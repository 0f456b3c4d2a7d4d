#include "cli/shelf.h"

#include "base/vec.h"

#include <pthread.h>

struct shelf {
    pthread_mutex_t lock;
    struct arena *arena; /* the folders' names */
    VEC(struct stock {
        str folder;
        struct fonts *fonts;
    })
    stock;
};

struct shelf *shelf_new(void)
{
    struct shelf *s = xcalloc(1, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    s->arena = arena_new();
    return s;
}

void shelf_free(struct shelf *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->stock.n; i++)
        fonts_free(s->stock.v[i].fonts);
    vec_free(&s->stock);
    arena_free(s->arena);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

void shelf_leave(struct shelf *s)
{
#ifdef __SANITIZE_ADDRESS__
    shelf_free(s); /* or it would count as leaked */
#else
    (void)s;
#endif
}

static struct fonts *find(const struct shelf *s, str folder)
{
    for (size_t i = 0; i < s->stock.n; i++)
        if (str_eq(s->stock.v[i].folder, folder))
            return s->stock.v[i].fonts;
    return NULL;
}

struct fonts *shelf_fonts(struct shelf *s, const char *folder, struct diags *d)
{
    pthread_mutex_lock(&s->lock);
    struct fonts *f = find(s, str_of(folder));
    if (!f) {
        f = fonts_open(folder, d);
        if (f)
            vec_push(&s->stock, ((struct stock){str_dup(s->arena, str_of(folder)), f}));
    }
    pthread_mutex_unlock(&s->lock);
    return f;
}

void shelf_begin(struct shelf *s, const char *folder)
{
    struct diags *unheard = diags_new();
    shelf_fonts(s, folder, unheard);
    diags_free(unheard);
}
