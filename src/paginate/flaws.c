#include "paginate/flaws.h"

static void report_broken(struct diags *diags, const struct band *b)
{
    const struct segment *s = b->segment;
    size_t piece = b->columns[0].from;
    struct place at = piece < s->n_body ? s->body[piece].at
                      : s->n_figures    ? s->figures[s->n_figures - 1].at
                                        : (struct place){0};
    diag_add(diags, DIAG_KEEP_BROKEN, at,
             "what begins here must stay together but is higher than a column");
    diag_hint(diags, "a column has %d lines; make it shorter, or loosen `keep-next` in the layout",
              b->room);
}

static void report_flaws(struct diags *diags, const struct band *b, int columns)
{
    static const char *const what[FLAW_COUNT] = {
        [FLAW_HYPHEN] = N_("a word is divided between two columns"),
        [FLAW_LEAD] = N_("the line that leads in what comes after it stands at a column's foot"),
        [FLAW_ORPHAN] = N_("the first lines of a paragraph stand alone at a column's foot"),
        [FLAW_WIDOW] = N_("the last lines of a paragraph stand alone at a column's head"),
    };
    for (int c = 0; c < columns; c++) {
        size_t to = b->columns[c].to;
        if (to == 0 || to >= b->segment->n_body || to == b->columns[c].from)
            continue;
        const struct piece *last = &b->segment->body[to - 1];
        if (!what[last->flaw]) /* what a reader will not take amiss */
            continue;
        diag_add(diags, DIAG_WIDOW, last->at, "%-s", what[last->flaw]);
        diag_hint(diags, "no other break was better; a line more or less in this article, or "
                         "other `weights` in the layout, would move it");
    }
}

/* Nothing may be lost without a word, even if the search should fail. */
static void report_no_way(const struct segment *s, struct diags *diags)
{
    diag_add(diags, DIAG_FRAME_OVERFULL, s->article ? s->article->title.at : (struct place){0},
             "the text from here on cannot be dealt out to the columns");
    diag_hint(diags, "make its pictures smaller, or set fewer of them one after the other");
}

void flaws_report(const struct thread *t, struct diags *diags)
{
    if (t->sheets.lost && t->flow.n)
        report_no_way(&t->flow.v[0], diags);
    for (size_t i = 0; i < t->sheets.n; i++) {
        const struct sheet *sheet = &t->sheets.v[i];
        for (size_t k = 0; k < sheet->n; k++) {
            if (sheet->bands[k].broken)
                report_broken(diags, &sheet->bands[k]);
            report_flaws(diags, &sheet->bands[k], t->regions[sheet->region].columns);
        }
    }
}
