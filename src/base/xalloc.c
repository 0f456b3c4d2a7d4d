#include "base/xalloc.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void xalloc_die(void)
{
    fputs("banxin: out of memory\n", stderr);
    exit(3);
}

void xalloc_keep(void)
{
    enum { MIB = 1 << 20 };
    mallopt(M_MMAP_THRESHOLD, 32 * MIB);
    mallopt(M_TRIM_THRESHOLD, 256 * MIB);
    mallopt(M_TOP_PAD, 2 * MIB);
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
