/* `*` and `_` that the parser left in the text. A closing run behind a link or code before a
 * letter, as in `**见[甲](u)**2024年`, is none to CommonMark: here pairs are made of what is left
 * (MD-01). */
#include "issue/checks.h"
#include "issue/spans.h"

#include "base/utf8.h"

/* A run of one of the characters, in the text of a span. */
struct run {
    size_t span, from, n; /* bytes */
    char c;
    bool opens, closes;
    size_t pair; /* number of the other run; its own: none */
    struct place at;
};

typedef VEC(struct run) run_vec;
typedef VEC(struct span) span_vec;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static bool same_place(struct place a, struct place b)
{
    return a.line == b.line && a.column == b.column;
}

static bool comes_before(struct place a, struct place b)
{
    return a.line < b.line || (a.line == b.line && a.column < b.column);
}

/* Bytes beside a run that stand for what is there: a line end, and something that is no text. */
enum { LINE_END = '\n', SOMETHING = '\x7F' };

static char byte_before(const struct block *b, size_t span, size_t from)
{
    if (from > 0)
        return b->spans[span].text.p[from - 1];
    return span == 0 || b->spans[span - 1].kind == SPAN_BREAK ? LINE_END : SOMETHING;
}

static char byte_after(const struct block *b, size_t span, size_t end)
{
    if (end < b->spans[span].text.n)
        return b->spans[span].text.p[end];
    bool last = span + 1 == b->n_spans || b->spans[span + 1].kind == SPAN_BREAK;
    return last ? LINE_END : SOMETHING;
}

/* A single star between words or numbers is a sign of sums: 5*(3+2)*x. */
static struct run run_of(const struct block *b, size_t span, size_t from, size_t n, struct place at,
                         size_t own)
{
    char before = byte_before(b, span, from), after = byte_after(b, span, from + n);
    struct run r = {.span = span,
                    .from = from,
                    .n = n,
                    .c = b->spans[span].text.p[from],
                    .pair = own,
                    .at = at};
    r.closes = !is_blank(before) && !(n == 1 && utf8_is_alnum((unsigned char)after));
    r.opens = !is_blank(after) && !(n == 1 && utf8_is_alnum((unsigned char)before));
    return r;
}

/* The runs whose first characters stand at one of the places. */
static void find_runs(const struct block *b, const struct place *at, size_t n, run_vec *runs)
{
    size_t k = 0;
    for (size_t i = 0; i < b->n_spans && k < n; i++) {
        const struct span *s = &b->spans[i];
        struct place place = s->at;
        for (size_t from = 0; s->kind == SPAN_TEXT && from < s->text.n && k < n;) {
            size_t length = 0;
            char c = s->text.p[from];
            while (k < n && comes_before(at[k], place))
                k++; /* it is shown as something else */
            while ((c == '*' || c == '_') && k + length < n && from + length < s->text.n &&
                   s->text.p[from + length] == c &&
                   same_place(at[k + length], place_after(place, (uint32_t)length)))
                length++;
            if (length) {
                struct run run = run_of(b, i, from, length, place, runs->n);
                vec_push(runs, run);
                k += length;
                from += length;
                place = place_after(place, (uint32_t)length);
            } else {
                utf8_next(s->text, &from);
                place = place_behind(place, (unsigned char)c);
            }
        }
    }
}

static bool has_chinese(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return true;
    return false;
}

static bool block_has_chinese(const struct block *b)
{
    for (size_t i = 0; i < b->n_spans; i++)
        if (has_chinese(b->spans[i].text))
            return true;
    return false;
}

/* Each run that may close one is the other end of the last of its kind that may open one. */
static void pair_runs(run_vec *runs)
{
    size_t open[2] = {SIZE_MAX, SIZE_MAX};
    for (size_t i = 0; i < runs->n; i++) {
        struct run *r = &runs->v[i];
        if (r->c != '*' || r->n > 2)
            continue;
        size_t *slot = &open[r->n - 1];
        if (*slot != SIZE_MAX && r->closes) {
            runs->v[*slot].pair = i;
            r->pair = *slot;
            *slot = SIZE_MAX;
        } else if (r->opens) {
            *slot = i;
        }
    }
}

static void put_piece(span_vec *out, struct span s, size_t from, size_t to, struct place at,
                      unsigned format)
{
    bool empty = s.kind == SPAN_TEXT && from == to;
    if (s.kind == SPAN_TEXT) {
        s.text = str_slice(s.text, from, to);
        s.at = at;
    }
    s.format |= format;
    if (!empty)
        vec_push(out, s);
}

/* The spans without the runs that are pairs, in their formats. */
static void apply_pairs(struct markdown *m, const run_vec *runs, struct block *b)
{
    static const unsigned formats[] = {SPAN_EMPHASIS, SPAN_STRONG};
    span_vec out = {0};
    unsigned format = 0;
    size_t k = 0;
    for (size_t i = 0; i < b->n_spans; i++) {
        size_t from = 0;
        struct place at = b->spans[i].at;
        for (; k < runs->n && runs->v[k].span == i; k++) {
            const struct run *r = &runs->v[k];
            if (r->pair == k)
                continue;
            put_piece(&out, b->spans[i], from, r->from, at, format);
            format ^= formats[r->n - 1];
            from = r->from + r->n;
            at = place_after(r->at, (uint32_t)r->n);
        }
        put_piece(&out, b->spans[i], from, b->spans[i].text.n, at, format);
    }
    b->n_spans = out.n;
    b->spans = vec_take(m->arena, &out);
}

/* `**` alone, and `__` around something: what was meant for emphasis is printed. */
static void report_runs(struct markdown *m, const run_vec *runs)
{
    for (size_t i = 0; i < runs->n; i++) {
        const struct run *r = &runs->v[i];
        bool stars = r->c == '*' && r->pair == i;
        bool line = r->c == '_' && r->opens && i + 1 < runs->n && r[1].c == '_' && r[1].n == 2 &&
                    r[1].closes;
        if (r->n != 2 || (!stars && !line) || article_ignores(m->article, DIAG_TEXT_EMPHASIS))
            continue;
        markdown_report(m, DIAG_TEXT_EMPHASIS, r->at,
                        stars ? N_("write ** right before and right after the words, in one "
                                   "paragraph; write \\*\\* where asterisks are meant")
                              : N_("write **words**; write \\_\\_ where low lines are meant"),
                        "`%s` is printed as it stands (MD-01)", stars ? "**" : "__");
        i += line;
    }
}

void leftovers_take(struct markdown *m, const struct place *at, size_t n, struct block *b)
{
    run_vec runs = {0};
    if (!n || !block_has_chinese(b))
        return;
    find_runs(b, at, n, &runs);
    pair_runs(&runs);
    report_runs(m, &runs);
    apply_pairs(m, &runs, b);
    vec_free(&runs);
}
