#include "compose/report.h"

#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/paragraph.h"

/* How far beyond the measure a line end is still worth naming: as far as the optimiser looks. */
#define REACH_EM 2

struct telling {
    const struct paragraph_state *p;
    const struct measure_table *table;
    const struct chosen_line *line;
};

/* ---- stages ---- */

static size_t gaps_for_reduction(const struct unit *u, enum stage stage)
{
    return stage == STAGE_S6 && u->gap_kind == GAP_HAN_WESTERN && u->gap > 1;
}

static size_t blanks_for(const struct paragraph_state *p, const struct unit *u, size_t n, size_t i,
                         enum stage stage)
{
    if (stage == STAGE_S1)
        return i + 1 == n && u->right > 0;
    if (unit_stage(p, u) != stage)
        return 0;
    return (size_t)(i > 0 && u->left > 0) + (size_t)(i + 1 < n && u->right > 0);
}

static size_t reduction_places(const struct paragraph_state *p, const struct unit *u, size_t n,
                               enum stage stage)
{
    size_t places = 0;
    for (size_t i = 0; i < n; i++) {
        places += blanks_for(p, &u[i], n, i, stage);
        places += i + 1 < n ? gaps_for_reduction(&u[i], stage) : 0;
    }
    return places;
}

static bool grows(enum gap_kind gap, enum expansion x)
{
    switch (x) {
    case STAGE_X1: return gap == GAP_WORD;
    case STAGE_X2: return gap == GAP_HAN_WESTERN;
    default: return gap == GAP_PLAIN || gap == GAP_HAN_WESTERN || gap == GAP_FIXED;
    }
}

static size_t expansion_places(const struct unit *u, size_t n, enum expansion x)
{
    size_t places = 0;
    for (size_t i = 0; i + 1 < n; i++)
        places += grows(u[i].gap_kind, x);
    return places;
}

static struct line_move move_of(length amount, size_t places, length size)
{
    struct line_move m = {.amount = (int)length_scale(amount, 1000, size), .places = places};
    if (places)
        m.each = (int)length_scale(amount, 1000, size * (length)places);
    return m;
}

/* What it takes to set units [from, to) as a line. */
static struct line_fit fit_of(const struct telling *t, size_t from, size_t to)
{
    const struct paragraph_state *p = t->p;
    const struct unit *u = &p->units.v[from], *last = &p->units.v[to - 1];
    length size = p->input->style->size;
    struct fitting f = measure_line(t->table, from, to, last->breaks == BREAK_FORCED);
    struct line_fit fit = {.natural = f.natural,
                           .available = f.available,
                           .rest = f.available - f.natural,
                           .hung = f.hung,
                           .stage = f.stage,
                           .fits = f.fits,
                           .penalty = line_end_cost(p, from, to)};
    fit.cost = f.cost + fit.penalty;
    for (int i = 0; i < STAGE_S_COUNT; i++) {
        fit.rest += f.reduced[i];
        if (f.reduced[i])
            fit.reduced[i] =
                move_of(f.reduced[i], reduction_places(p, u, to - from, (enum stage)i), size);
    }
    for (int i = 0; i < STAGE_X_COUNT; i++) {
        fit.rest -= f.expanded[i];
        if (f.expanded[i])
            fit.expanded[i] =
                move_of(f.expanded[i], expansion_places(u, to - from, (enum expansion)i), size);
    }
    return fit;
}

/* ---- text ---- */

static void put_units(struct buf *b, const struct paragraph_state *p, size_t from, size_t to)
{
    size_t first = p->units.v[from].letter_from, end = p->units.v[to - 1].letter_to;
    for (size_t i = first; i < end; i++) {
        utf8_put(b, p->letters.v[i].c);
        int blanks = p->letters.v[i].blanks;
        for (int k = p->letters.v[i].space_after && i + 1 < end ? blanks + !blanks : 0; k > 0; k--)
            buf_char(b, ' ');
    }
}

static void put_hyphen(struct buf *b, const struct unit *last)
{
    if (last->hyphen)
        buf_char(b, '-');
}

static str take_text(const struct paragraph_state *p, struct buf *b)
{
    str text = str_dup(p->arena, buf_view(b));
    buf_free(b);
    return text;
}

static str text_around(const struct paragraph_state *p, size_t to)
{
    enum { SIDE = 2 };
    struct buf b = {0};
    put_units(&b, p, to > SIDE ? to - SIDE : 0, to);
    if (p->letters.v[p->units.v[to - 1].letter_to - 1].space_after)
        buf_char(&b, ' ');
    put_hyphen(&b, &p->units.v[to - 1]);
    buf_char(&b, '|');
    if (to < p->units.n)
        put_units(&b, p, to, to + SIDE < p->units.n ? to + SIDE : p->units.n);
    return take_text(p, &b);
}

static str text_of(const struct telling *t)
{
    struct buf b = {0};
    put_units(&b, t->p, t->line->from, t->line->to);
    put_hyphen(&b, &t->p->units.v[t->line->to - 1]);
    return take_text(t->p, &b);
}

/* The author's first and last character in the line: a template may put its own around them. */
static void find_places(const struct telling *t, struct line_report *r)
{
    const struct paragraph_state *p = t->p;
    size_t from = p->units.v[t->line->from].letter_from;
    size_t to = p->units.v[t->line->to - 1].letter_to;
    bool found = false;
    r->at = p->letters.v[from].at;
    r->end = p->letters.v[to - 1].at;
    for (size_t i = from; r->article && i < to; i++) {
        struct place at = p->letters.v[i].at;
        if (at.source != r->article->source)
            continue;
        if (!found)
            r->at = at;
        r->end = at;
        found = true;
    }
}

/* ---- neighbours ---- */

static bool is_legal(const struct paragraph_state *p, size_t to)
{
    return p->units.v[to - 1].breaks != BREAK_NEVER;
}

static enum line_lost why_lost(const struct line_neighbour *n, const struct line_fit *own)
{
    if (n->rule)
        return LOST_FORBIDDEN;
    if (!n->fit.fits)
        return LOST_WIDE;
    if (n->fit.cost > own->cost)
        return LOST_COST;
    return n->fit.cost < own->cost ? LOST_WHOLE : LOST_ALIKE;
}

static void add_neighbour(const struct telling *t, struct line_neighbours *list, size_t to,
                          const struct line_fit *own)
{
    const struct unit *last = &t->p->units.v[to - 1];
    struct line_neighbour *n = &list->v[list->n++];
    n->around = text_around(t->p, to);
    n->rule = last->breaks == BREAK_NEVER ? last->rule : NULL;
    n->fit = fit_of(t, t->line->from, to);
    n->lost = last->breaks == BREAK_NEVER ? LOST_FORBIDDEN : why_lost(n, own);
}

static bool has_legal(const struct line_neighbours *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].lost != LOST_FORBIDDEN)
            return true;
    return false;
}

static void find_before(const struct telling *t, struct line_report *r)
{
    struct line_neighbours *list = &r->before;
    for (size_t to = t->line->to - 1; to > t->line->from; to--) {
        if (list->n < 2)
            add_neighbour(t, list, to, &r->fit);
        else if (has_legal(list))
            return;
        else if (is_legal(t->p, to))
            add_neighbour(t, list, to, &r->fit);
    }
}

static void find_after(const struct telling *t, struct line_report *r)
{
    const struct paragraph_state *p = t->p;
    struct line_neighbours *list = &r->after;
    for (size_t to = t->line->to + 1; to <= p->units.n; to++) {
        bool end = p->units.v[to - 1].breaks == BREAK_FORCED;
        if (list->n < 2)
            add_neighbour(t, list, to, &r->fit);
        else if (has_legal(list) ||
                 measure_excess(t->table, t->line->from, to) > REACH_EM * r->size)
            return;
        else if (is_legal(p, to))
            add_neighbour(t, list, to, &r->fit);
        if (end)
            return;
    }
}

/* ---- the report ---- */

static void tell_line(const struct telling *t, size_t index)
{
    const struct paragraph_state *p = t->p;
    const struct composer *c = p->composer;
    const struct style *style = p->input->style;
    const struct unit *last = &p->units.v[t->line->to - 1];
    struct line_report r = {.article = c->owner.article,
                            .article_number = c->owner.number,
                            .setting = c->owner.article ? c->n_begun : 0,
                            .style = style->name,
                            .size = style->size,
                            .align = style->align,
                            .number = index + 1,
                            .of = p->lines.n,
                            .last = last->breaks == BREAK_FORCED,
                            .emergency = t->line->emergency};
    r.rule = last->breaks == BREAK_NEVER || last->rescue ? last->rule : NULL;
    r.resumes = index == 0 && p->input->begin > 0;
    r.indent = line_indent(p, t->line->from);
    r.fit = fit_of(t, t->line->from, t->line->to);
    r.text = text_of(t);
    find_places(t, &r);
    if (!r.last) {
        find_before(t, &r);
        find_after(t, &r);
    }
    c->observer(&r, c->observer_data);
}

void paragraph_tell(const struct paragraph_state *p, struct measure_table *table)
{
    for (size_t i = 0; i < p->lines.n; i++) {
        struct telling t = {p, table, &p->lines.v[i]};
        measure_table_at(table, i);
        tell_line(&t, i);
    }
}

/* ---- how bad it is ---- */

int64_t line_looseness(const struct line_report *r)
{
    if (r->fit.stage != STAGE_EXPANDED)
        return 0;
    if (r->fit.rest > 0)
        return length_scale(r->fit.rest, 1000, r->size);
    return r->fit.expanded[STAGE_X3].each;
}

int64_t line_tightness(const struct line_report *r)
{
    enum { WORSE_THAN_ANY_STAGE = 1000000 };
    if (r->fit.rest < 0)
        return WORSE_THAN_ANY_STAGE + length_scale(-r->fit.rest, 1000, r->size);
    return r->fit.stage == STAGE_REDUCED ? r->fit.cost - r->fit.penalty : 0;
}
