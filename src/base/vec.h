/* Growing arrays of any type. VEC(T) declares one; zero-initialise it. The memory is the heap's
 * (vec_free) so that growing leaves nothing behind; vec_take() moves a finished array into an
 * arena. */
#pragma once

#include "base/arena.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *v;                                                                                      \
        size_t n, cap;                                                                             \
    }

/** Adds room for one zeroed element and gives a pointer to it (valid until the next push). */
#define vec_add(vec)                                                                               \
    (vec_grow((void **)&(vec)->v, &(vec)->cap, (vec)->n, sizeof *(vec)->v),                        \
     memset(&(vec)->v[(vec)->n], 0, sizeof *(vec)->v), &(vec)->v[(vec)->n++])

/** Appends a copy of a value. */
#define vec_push(vec, value) (*vec_add(vec) = (value))

#define vec_free(vec) (free((vec)->v), (vec)->v = NULL, (vec)->n = (vec)->cap = 0)

/** Moves the elements into the arena, frees the vector, returns the array (its length is the
 * vector's n before the call: read it first). */
#define vec_take(arena, vec)                                                                       \
    vec_move((arena), (void **)&(vec)->v, &(vec)->n, &(vec)->cap, sizeof *(vec)->v)

static inline void vec_grow(void **v, size_t *cap, size_t n, size_t size)
{
    if (n < *cap)
        return;
    size_t bytes, more = *cap ? *cap * 2 : 8;
    if (__builtin_mul_overflow(more, size, &bytes))
        xalloc_die();
    *v = xrealloc(*v, bytes);
    *cap = more;
}

static inline void *vec_move(struct arena *a, void **v, size_t *n, size_t *cap, size_t size)
{
    void *copy = arena_room(a, *n * size); /* the product was checked when the vector grew */
    if (*n)
        memcpy(copy, *v, *n * size);
    free(*v);
    *v = NULL;
    *n = *cap = 0;
    return copy;
}
