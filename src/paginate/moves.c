#include "paginate/moves.h"

#include "base/vec.h"

enum {
    WHITE = 2, /* lines at a column's foot for which a picture moves */
    NEAR = 3,  /* lines under a column's head from which it moves up to it */
};

struct finder {
    size_t article;
    VEC(struct move) moves;
};

static void add(struct finder *s, const struct beside *of, int to)
{
    to = to < of->most ? to : of->most;
    if (to != of->delay)
        vec_push(&s->moves, ((struct move){s->article, of->number, of->delay, to}));
}

static int used(const struct column_range *c)
{
    return c->top + c->text + c->notes + c->foot;
}

/* Where the columns of a band would end if they were all of one height. */
static int level(const struct band *b)
{
    int all = 0;
    for (int c = b->first; c < b->first + b->n_columns; c++)
        all += used(&b->columns[c]);
    return (all + b->n_columns - 1) / b->n_columns;
}

/* The picture that begins right behind a column, which has so much white at its foot. */
static void look_behind(struct finder *s, const struct segment *g, size_t piece, int white)
{
    while (piece < g->n_body && g->body[piece].blank)
        piece++;
    const struct beside *of = piece < g->n_body ? g->body[piece].beside : NULL;
    if (of && white >= WHITE)
        add(s, of, of->delay + white);
}

/* Those in a column, whose text would end at a line if all were level. */
static void look_in(struct finder *s, const struct segment *g, const struct column_range *c,
                    int end)
{
    int line = c->top;
    for (size_t i = c->from; i < c->to; line += g->body[i++].lines) {
        const struct beside *of = g->body[i].beside;
        int above = line - c->top;
        if (of && above > 0 && above <= NEAR && above <= of->delay && c->from > 0)
            add(s, of, of->delay - above);
        else if (of && line < end && line + of->lines > end)
            add(s, of, of->delay + end - line);
    }
}

static void look_at_band(struct finder *s, const struct band *b)
{
    int even = level(b), white = b->lines - even;
    for (int c = b->first; c < b->first + b->n_columns; c++) {
        const struct column_range *r = &b->columns[c];
        look_behind(s, b->segment, r->to, b->lines - used(r));
        look_in(s, b->segment, r, white >= WHITE ? even - r->notes - r->foot : b->lines);
    }
}

struct moves moves_find(const struct plan *p)
{
    struct finder s = {0};
    for (size_t i = 0; i < p->t.n; i++) {
        const struct thread *t = &p->t.v[i];
        for (size_t k = 0; plan_is_one_measure(t) && k < t->sheets.n; k++)
            for (size_t b = 0; b < t->sheets.v[k].n; b++) {
                const struct band *band = &t->sheets.v[k].bands[b];
                s.article = (size_t)(band->segment->article - p->s->issue->articles);
                look_at_band(&s, band);
            }
    }
    struct moves m = {.n = s.moves.n};
    m.v = vec_take(p->s->arena, &s.moves);
    return m;
}

/* All moves of an article together. */
static void set_moved(struct plan *p, const struct moves *m, bool back)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct move *move = &m->v[i];
        articles_delay(p->articles, move->article, move->picture, back ? move->from : move->to);
        if (i + 1 == m->n || m->v[i + 1].article != move->article)
            articles_set_one(p->articles, move->article);
    }
}

void moves_do(struct plan *p, const struct moves *m)
{
    set_moved(p, m, false);
}

void moves_undo(struct plan *p, const struct moves *m)
{
    set_moved(p, m, true);
}
