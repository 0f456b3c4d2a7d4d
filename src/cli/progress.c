#include "cli/progress.h"

#include "base/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct progress progress_begin(size_t total, bool wanted)
{
    const char *term = getenv("TERM");
    bool capable = term && strcmp(term, "dumb") != 0 && isatty(STDERR_FILENO);
    return (struct progress){.shown = wanted && capable, .total = total};
}

void progress_step(struct progress *p, bool failed)
{
    p->done++;
    p->failed += failed;
    if (!p->shown)
        return;
    fprintf(stderr, "\r\033[K%zu/%zu", p->done, p->total);
    if (p->failed)
        fprintf(stderr, _(", %zu failed"), p->failed);
}

void progress_clear(const struct progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
}
