#include "base/xalloc.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

_Noreturn void xalloc_die(void)
{
    fputs("banxin: out of memory\n", stderr);
    exit(3);
}

enum { KIB = 1 << 10, MIB = 1 << 20, HUGE_PAGE = 2 * MIB, HEAP = 8 * MIB };

/* What a small issue needs. */
enum { USUAL = 5 * MIB / 2 };

static uintptr_t round_up(uintptr_t at, uintptr_t to)
{
    return (at + to - 1) / to * to;
}

/* Where the bytes end; 0 when memory is short. */
static uintptr_t make_ready(size_t size)
{
    char *volatile taken = malloc(size);
    uintptr_t from = round_up((uintptr_t)taken, 4 * KIB), to = (uintptr_t)taken + size;
    if (taken && from < to)
        madvise((void *)from, to - from, MADV_POPULATE_WRITE); /* no more than a wish */
    free(taken);
    return taken ? to : 0;
}

void xalloc_ready(size_t size)
{
    make_ready(size < HEAP ? size : HEAP);
}

void xalloc_keep(void)
{
    mallopt(M_MMAP_THRESHOLD, 32 * MIB);
    mallopt(M_TRIM_THRESHOLD, 256 * MIB);
    mallopt(M_TOP_PAD, HEAP);
    uintptr_t from = round_up(make_ready(USUAL), HUGE_PAGE), to = (uintptr_t)sbrk(0);
    if (from && from < to)
        madvise((void *)from, to - from, MADV_HUGEPAGE); /* few pages for what is larger */
}

void *xmalloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        xalloc_die();
    return p;
}

void *xcalloc(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);
    if (!p)
        xalloc_die();
    return p;
}

void *xrealloc(void *p, size_t size)
{
    void *q = realloc(p, size ? size : 1);
    if (!q)
        xalloc_die();
    return q;
}
