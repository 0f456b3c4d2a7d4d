#include "issue/pairs.h"

#include "base/utf8.h"

enum { DEPTH = 32 };

static const struct pair {
    uint32_t open, close;
    bool quotes; /* may go on in the next paragraph */
} pairs[] = {
    {0x201C, 0x201D, true},  {0x2018, 0x2019, true},  {0x300C, 0x300D, true},
    {0x300E, 0x300F, true},  {0x300A, 0x300B, false}, {0x3008, 0x3009, false},
    {0xFF08, 0xFF09, false}, {0x3010, 0x3011, false}, {0x3014, 0x3015, false},
    {0x3016, 0x3017, false},
};

static const struct pair *find_pair(uint32_t c)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].open == c || pairs[i].close == c)
            return &pairs[i];
    return NULL;
}

static void report(struct diags *d, struct place at, const char *what, uint32_t mark,
                   uint32_t other)
{
    struct buf b = {0}, o = {0};
    utf8_put(&b, mark);
    utf8_put(&o, other);
    diag_add(d, DIAG_TEXT_PAIRS, at, "`%.*s` %s (LN-03)", STR_ARG(buf_view(&b)), what);
    diag_hint(d, "write its `%.*s` too, or take it out", STR_ARG(buf_view(&o)));
    buf_free(&b);
    buf_free(&o);
}

static bool is_letter(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0x4E00 && c <= 0x9FFF);
}

/* 1） 一） a） count, also inside a paragraph; ’ stands in words. */
static bool stands_alone(const uint32_t *c, size_t i, const struct pair *p)
{
    enum { LABEL = 3 };
    size_t n = 0;
    while (n < i && n <= LABEL && is_letter(c[i - n - 1]))
        n++;
    return p->close == 0x2019 || (p->close == 0xFF09 && n > 0 && n <= LABEL);
}

void pairs_check(const uint32_t *c, const struct place *at, size_t n, struct diags *d)
{
    struct {
        const struct pair *pair;
        size_t at;
    } open[DEPTH];
    size_t depth = 0;
    for (size_t i = 0; i < n; i++) {
        const struct pair *p = find_pair(c[i]);
        if (!p)
            continue;
        if (c[i] == p->open) {
            if (depth == DEPTH)
                return;
            open[depth].pair = p;
            open[depth++].at = i;
        } else if (depth && open[depth - 1].pair == p) {
            depth--;
        } else if (!stands_alone(c, i, p)) {
            report(d, at[i], "closes nothing that is open here", p->close, p->open);
            return; /* what follows would only be its consequence */
        }
    }
    for (size_t i = 0; i < depth; i++) {
        if (open[i].pair->quotes)
            continue;
        report(d, at[open[i].at], "is never closed in this paragraph", open[i].pair->open,
               open[i].pair->close);
        return;
    }
}
