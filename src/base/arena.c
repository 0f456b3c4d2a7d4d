#include "base/arena.h"

#include "base/xalloc.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 * 1024)
#define ALIGNMENT  ((size_t)16)

struct block {
    struct block *previous;
    size_t size, used;
    _Alignas(16) unsigned char data[];
};

struct arena {
    struct block *top;
};

struct arena *arena_new(void)
{
    return xcalloc(1, sizeof(struct arena));
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    arena_release(a, (struct arena_mark){0});
    free(a);
}

static void add_block(struct arena *a, size_t size)
{
    struct block *b = xmalloc(sizeof *b + size);
    b->previous = a->top;
    b->size = size;
    b->used = 0;
    a->top = b;
}

void *arena_room(struct arena *a, size_t size)
{
    if (size > SIZE_MAX / 2)
        xalloc_die();
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!a->top || a->top->size - a->top->used < size)
        add_block(a, size > BLOCK_SIZE ? size : BLOCK_SIZE);
    void *p = a->top->data + a->top->used;
    a->top->used += size;
    assert(a->top->used <= a->top->size);
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(arena_room(a, size), 0, size);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes))
        xalloc_die();
    return arena_alloc(a, bytes);
}

void arena_adopt(struct arena *to, struct arena *from)
{
    struct block *top = from->top;
    if (top && !to->top) {
        to->top = top;
    } else if (top) {
        struct block *bottom = top;
        while (bottom->previous)
            bottom = bottom->previous;
        bottom->previous = to->top->previous;
        to->top->previous = top;
    }
    free(from);
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){.block = a->top, .used = a->top ? a->top->used : 0};
}

void arena_release(struct arena *a, struct arena_mark mark)
{
    while (a->top != mark.block) {
        struct block *b = a->top;
        a->top = b->previous;
        free(b);
    }
    if (a->top)
        a->top->used = mark.used;
}
