#include "issue/pairs.h"

#include "base/utf8.h"
#include "issue/text.h"

enum { DEPTH = 32 };

#define PAIR(open, close, goes_on) {open, close, goes_on},
static const struct pair {
    uint32_t open, close;
    bool goes_on;
} pairs[] = {
#include "issue/pairs.def"
};
#undef PAIR

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
    diag_add(d, DIAG_TEXT_PAIRS, at, "`%.*s` %-s (LN-03)", STR_ARG(buf_view(&b)), what);
    diag_hint(d, "write its `%.*s` too, or take it out", STR_ARG(buf_view(&o)));
    buf_free(&b);
    buf_free(&o);
}

static bool is_letter(uint32_t c)
{
    return utf8_is_alnum(c) || text_is_han(c);
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
            report(d, at[i], N_("closes nothing that is open here"), p->close, p->open);
            return; /* what follows would only be its consequence */
        }
    }
    for (size_t i = 0; i < depth; i++) {
        if (open[i].pair->goes_on)
            continue;
        report(d, at[open[i].at], N_("is never closed in this paragraph"), open[i].pair->open,
               open[i].pair->close);
        return;
    }
}
