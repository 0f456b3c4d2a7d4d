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

enum { MIB = 1 << 20, HUGE_PAGE = 2 * MIB, HEAP = 8 * MIB };

/* Makes the heap's first MiBs of few pages: a first touch of each small one would cost more than
 * what is done with it. */
static void use_huge_pages(void)
{
    uintptr_t from = (uintptr_t)sbrk(0);
    void *volatile grown = malloc(HUGE_PAGE); /* takes HEAP beside it */
    free(grown);
    uintptr_t to = (uintptr_t)sbrk(0);
    from = (from + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    if (from < to)
        madvise((void *)from, to - from, MADV_HUGEPAGE); /* no more than a wish */
}

void xalloc_keep(void)
{
    mallopt(M_MMAP_THRESHOLD, 32 * MIB);
    mallopt(M_TRIM_THRESHOLD, 256 * MIB);
    mallopt(M_TOP_PAD, HEAP);
    use_huge_pages();
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
