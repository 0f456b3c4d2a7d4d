#include "paginate/note_numbers.h"

static void number_column(struct plan *p, const struct segment *s, struct column_range c,
                          int count[])
{
    size_t article = (size_t)(s->article - p->s->issue->articles);
    struct note_numbers *numbers = &p->t.numbers[article];
    size_t note = s->first_note;
    for (size_t i = 0; i < c.note_from; i++)
        note += s->note_lines[i].first;
    for (size_t i = c.note_from; i < c.note_to; i++)
        if (s->note_lines[i].first && note < numbers->n)
            numbers->v[note++] = ++count[s->note_lines[i].list];
}

static void number_page(struct plan *p, size_t page)
{
    int count[NOTES_TABLE + 1] = {0}; /* each list by itself (FN-10) */
    for (size_t t = 0; t < p->t.n; t++) {
        const struct thread *thread = &p->t.v[t];
        for (size_t i = 0; i < thread->sheets.n; i++) {
            const struct sheet *sheet = &thread->sheets.v[i];
            for (size_t k = 0; thread->first_page + sheet->page == page && k < sheet->n; k++)
                for (int c = 0; c < thread->regions[sheet->region].columns; c++)
                    number_column(p, sheet->bands[k].segment, sheet->bands[k].columns[c], count);
        }
    }
}

static size_t count_notes(const struct article_setting *a)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->segments[i].n_note_lines; k++)
            n += a->segments[i].note_lines[k].first;
    return n;
}

/* Whether the numbers are others than those that an article was set with. */
static bool renumbers(const struct article_setting *a, const struct note_numbers *to)
{
    int count[NOTES_TABLE + 1] = {0};
    size_t note = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->segments[i].n_note_lines; k++) {
            const struct note_line *line = &a->segments[i].note_lines[k];
            if (!line->first)
                continue;
            int before = ++count[line->list];
            if (note < a->numbers.n)
                before = a->numbers.v[note];
            if (before != to->v[note++])
                return true;
        }
    return false;
}

bool note_numbers_set(struct plan *p)
{
    bool changed = false;
    size_t n = p->s->issue->n_articles;
    for (size_t i = 0; i < n; i++) {
        struct note_numbers *to = &p->t.numbers[i];
        to->n = articles_noted(p->articles, i) ? count_notes(articles_get(p->articles, i)) : 0;
        to->v = arena_many(p->s->arena, to->n, int);
    }
    for (size_t page = 0; page < p->t.n_pages; page++)
        number_page(p, page);
    for (size_t i = 0; i < n; i++) {
        struct article_setting *a = articles_get(p->articles, i);
        changed |= p->t.numbers[i].n && renumbers(a, &p->t.numbers[i]);
        a->numbers = p->t.numbers[i];
    }
    return changed;
}

bool note_numbers_wanted(const struct plan *p)
{
    for (size_t i = 0; i < p->s->issue->n_articles; i++)
        if (articles_noted(p->articles, i))
            return true;
    return false;
}
