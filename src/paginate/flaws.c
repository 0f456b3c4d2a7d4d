#include "paginate/flaws.h"

#include <string.h>

static const char *const what[FLAW_COUNT] = {
    [FLAW_HYPHEN] = N_("a word is divided between two columns"),
    [FLAW_LEAD] = N_("the line that leads in what comes after it stands at a column's foot"),
    [FLAW_ORPHAN] = N_("the first lines of a paragraph stand alone at a column's foot"),
    [FLAW_WIDOW] = N_("the last lines of a paragraph stand alone at a column's head"),
};

/* ---- what was broken ---- */

static void report_broken(struct diags *diags, const struct band *b)
{
    const struct segment *s = b->segment;
    size_t piece = b->columns[b->first].from;
    struct place at = piece < s->n_body ? s->body[piece].at
                      : s->n_figures    ? s->figures[s->n_figures - 1].at
                                        : (struct place){0};
    int lines = segment_kept_lines(s, piece);
    diag_add(diags, DIAG_KEEP_BROKEN, at,
             "what begins here must stay together but is higher than a column");
    if (b->has_head && b->head && lines > b->room)
        diag_hint(diags,
                  "its head takes %d lines, it takes %d itself, and %d are left for it: shorten "
                  "either by %d lines, or loosen `keep-next` in the layout",
                  b->head, lines, b->room, lines - b->room);
    else if (lines > b->room)
        diag_hint(diags,
                  "it takes %d lines, a column has %d: shorten it by %d lines, or loosen "
                  "`keep-next` in the layout",
                  lines, b->room, lines - b->room);
    else
        diag_hint(diags,
                  "a column has %d lines; make it shorter, or loosen `keep-next` in the layout",
                  b->room);
}

/* ---- widows and orphans ---- */

static const struct piece *flawed_end(const struct band *b, int column)
{
    size_t to = b->columns[column].to;
    if (to == 0 || to >= b->segment->n_body || to == b->columns[column].from)
        return NULL;
    const struct piece *last = &b->segment->body[to - 1];
    return what[last->flaw] ? last : NULL; /* what a reader will not take amiss is left out */
}

struct count {
    size_t all, here; /* here: in the segment */
};

static struct count count_flaws(const struct sheets *sheets, size_t segment)
{
    struct count n = {0};
    for (size_t i = 0; i < sheets->n; i++)
        for (size_t k = 0; k < sheets->v[i].n; k++) {
            const struct band *b = &sheets->v[i].bands[k];
            for (int c = b->first; c < b->first + b->n_columns; c++) {
                size_t one = flawed_end(b, c) != NULL;
                n.all += one;
                n.here += b->index == segment ? one : 0;
            }
        }
    return n;
}

/* ---- remedies, tried ---- */

enum { TRIALS = 8, LONGEST = 1500, PARAGRAPHS = 3 };

struct trying {
    const struct thread *t;
    const struct dealing *d;
    struct diags *diags;
    int left; /* trials */
};

/* Whether a piece is a line inside a paragraph, so that one may be taken or added there. */
static bool is_inner_line(const struct segment *s, size_t i)
{
    if (i == 0 || i + 1 >= s->n_body)
        return false;
    const struct piece *p = &s->body[i], *before = p - 1, *after = p + 1;
    bool plain = p->used && before->used && after->used && !p->n_note_lines && p->lines == 1;
    bool one = before->at.line == p->at.line && p->at.line == after->at.line &&
               before->style == p->style && p->style == after->style;
    return plain && one && !p->flaw && !p->kept &&
           (after->flaw == FLAW_NONE || after->flaw == FLAW_WIDOW) &&
           (before->flaw == FLAW_NONE || before->flaw == FLAW_ORPHAN);
}

/* A segment with a line less, or that line twice. */
static struct segment changed(struct arena *a, const struct segment *s, size_t line, bool more)
{
    struct segment out = *s;
    size_t n = s->n_body, rest = line + (more ? 0 : 1), to = line + (more ? 1 : 0);
    struct figure *figures = arena_many(a, s->n_figures, struct figure);
    out.n_body = more ? n + 1 : n - 1;
    out.body = arena_many(a, out.n_body, struct piece);
    memcpy(out.body, s->body, (line + 1 < out.n_body ? line + 1 : out.n_body) * sizeof *out.body);
    memcpy(out.body + to, s->body + rest, (n - rest) * sizeof *out.body);
    for (size_t i = 0; i < s->n_figures; i++) {
        figures[i] = s->figures[i];
        if (figures[i].anchor > line)
            figures[i].anchor += more ? 1 : (size_t)-1;
    }
    out.figures = figures;
    return out;
}

/* Whether the segment has fewer flaws then, and no other has more. */
static bool helps(struct trying *y, size_t segment, size_t line, bool more)
{
    struct count before = count_flaws(&y->t->sheets, segment);
    struct arena *a = arena_new();
    struct flow flow = {arena_many(a, y->t->flow.n, struct segment), y->t->flow.n};
    memcpy(flow.v, y->t->flow.v, flow.n * sizeof *flow.v);
    flow.v[segment] = changed(a, &flow.v[segment], line, more);
    const struct sheets sheets = deal(a, &flow, y->d);
    struct count after = count_flaws(&sheets, segment);
    arena_free(a);
    y->left--;
    return after.here < before.here && after.all < before.all;
}

/* A line less or more in one of the paragraphs before a column's end. */
static bool find_remedy(struct trying *y, const struct band *b, size_t end)
{
    const struct segment *s = &y->t->flow.v[b->index];
    uint32_t seen = 0;
    int paragraphs = 0;
    for (size_t i = end; i-- > 0 && paragraphs < PARAGRAPHS;) {
        if (!is_inner_line(s, i) || s->body[i].at.line == seen)
            continue;
        seen = s->body[i].at.line;
        paragraphs++;
        for (int more = 0; more < 2 && y->left > 0; more++) {
            if (!helps(y, b->index, i, more))
                continue;
            diag_hint(y->diags,
                      more ? N_("no other break was better: a line more in the paragraph at line "
                                "%u would mend it, or other `weights` in the layout")
                           : N_("no other break was better: a line less in the paragraph at line "
                                "%u would mend it, or other `weights` in the layout"),
                      seen);
            return true;
        }
    }
    return false;
}

static void report_flaws(struct trying *y, const struct band *b)
{
    for (int c = b->first; c < b->first + b->n_columns; c++) {
        const struct piece *last = flawed_end(b, c);
        if (!last)
            continue;
        diag_add(y->diags, DIAG_WIDOW, last->at, "%-s", what[last->flaw]);
        if (!find_remedy(y, b, b->columns[c].to))
            diag_hint(y->diags, "no other break was better; a line more or less in this article, "
                                "or other `weights` in the layout, would move it");
    }
}

/* Nothing may be lost without a word, even if the search should fail. */
static void report_no_way(const struct segment *s, struct diags *diags)
{
    diag_add(diags, DIAG_FRAME_OVERFULL, s->article ? s->article->title.at : (struct place){0},
             "the text from here on cannot be dealt out to the columns");
    diag_hint(diags, "make its pictures smaller, or set fewer of them one after the other");
}

static bool is_long(const struct flow *flow)
{
    size_t n = 0;
    for (size_t i = 0; i < flow->n; i++)
        n += flow->v[i].n_body;
    return n > LONGEST;
}

void flaws_report(const struct thread *t, const struct dealing *d, struct diags *diags)
{
    struct trying y = {t, d, diags, d && !is_long(&t->flow) ? TRIALS : 0};
    if (t->sheets.lost && t->flow.n)
        report_no_way(&t->flow.v[0], diags);
    for (size_t i = 0; i < t->sheets.n; i++) {
        const struct sheet *sheet = &t->sheets.v[i];
        for (size_t k = 0; k < sheet->n; k++) {
            if (sheet->bands[k].broken)
                report_broken(diags, &sheet->bands[k]);
            report_flaws(&y, &sheet->bands[k]);
        }
    }
}
