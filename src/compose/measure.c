/* What it takes to set a line to the measure, for any stretch of units in constant time. */
#include "compose/paragraph.h"

#include <assert.h>

struct sums {
    length width;                   /* advances and gaps */
    length capacity[STAGE_S_COUNT]; /* what each reduction stage can give */
    uint32_t gaps[STAGE_X_COUNT];   /* places of each expansion stage */
    length growth[2];               /* what X1 and X2 can give */
};

struct measure_table {
    const struct paragraph_state *p;
    struct sums *before; /* before[k]: of units 0 … k - 1 with the gaps after them */
};

static length growth_of(const struct unit *u)
{
    int share = u->gap_kind == GAP_WORD ? GAP_GROW_WORD : GAP_GROW_HAN_WESTERN;
    return length_scale(u->size, share, 1000);
}

/* HL-01: the gap gives an eighth of an em of its quarter; a fixed one of none gives nothing. */
static length shrink_of(const struct unit *u)
{
    length shrink = length_scale(u->size, GAP_SHRINK_HAN_WESTERN, 1000);
    return length_min(shrink, u->gap / 2);
}

static void add_gap(struct sums *s, const struct unit *u, int sign)
{
    s->width += sign * u->gap;
    switch (u->gap_kind) {
    case GAP_TIGHT: break;
    case GAP_PLAIN: s->gaps[STAGE_X3] += (uint32_t)sign; break;
    case GAP_HAN_WESTERN:
        s->gaps[STAGE_X2] += (uint32_t)sign;
        s->gaps[STAGE_X3] += (uint32_t)sign;
        s->growth[STAGE_X2] += sign * growth_of(u);
        s->capacity[STAGE_S6] += sign * shrink_of(u);
        break;
    case GAP_WORD:
        s->gaps[STAGE_X1] += (uint32_t)sign;
        s->growth[STAGE_X1] += sign * growth_of(u);
        break;
    }
}

static void add_unit(struct sums *s, const struct unit *u)
{
    enum stage stage = class_rule(u->class)->stage;
    s->width += unit_advance(u);
    if (stage != STAGE_NONE)
        s->capacity[stage] += u->left + u->right;
}

struct measure_table *measure_table_new(const struct paragraph_state *p)
{
    struct measure_table *t = xcalloc(1, sizeof *t);
    t->p = p;
    t->before = xcalloc(p->units.n + 1, sizeof *t->before);
    for (size_t i = 0; i < p->units.n; i++) {
        t->before[i + 1] = t->before[i];
        add_unit(&t->before[i + 1], &p->units.v[i]);
        add_gap(&t->before[i + 1], &p->units.v[i], 1);
    }
    return t;
}

void measure_table_free(struct measure_table *t)
{
    if (!t)
        return;
    free(t->before);
    free(t);
}

static struct sums difference(const struct sums *a, const struct sums *b)
{
    struct sums s = *a;
    s.width -= b->width;
    for (int i = 0; i < STAGE_S_COUNT; i++)
        s.capacity[i] -= b->capacity[i];
    for (int i = 0; i < STAGE_X_COUNT; i++)
        s.gaps[i] -= b->gaps[i];
    s.growth[0] -= b->growth[0];
    s.growth[1] -= b->growth[1];
    return s;
}

/* The blank at the line's start and end is off (PW-04, PW-05), and so is the gap after the last. */
static void trim(struct sums *s, const struct unit *first, const struct unit *last)
{
    enum stage a = class_rule(first->class)->stage, z = class_rule(last->class)->stage;
    s->width -= first->left + last->right;
    if (a != STAGE_NONE)
        s->capacity[a] -= first->left;
    if (z != STAGE_NONE)
        s->capacity[z] -= last->right;
    add_gap(s, last, -1);
}

/* Em moved, in thousandths. */
static int64_t em(const struct paragraph_state *p, length amount)
{
    return amount * 1000 / p->input->style->size;
}

static void reduce(const struct paragraph_state *p, struct fitting *f, const struct sums *s)
{
    length rest = f->natural - f->available;
    f->stage = STAGE_REDUCED;
    for (int i = 0; i < STAGE_S_COUNT && rest > 0; i++) {
        f->reduced[i] = length_min(rest, s->capacity[i]);
        rest -= f->reduced[i];
        f->cost += em(p, f->reduced[i]) * stage_weight((enum stage)i);
    }
    f->fits = rest <= 0;
}

/* Letter-spacing that the eye sees costs more than its sum: four times at a tenth of an em. From
 * half an em on a line is spoilt and no worse for more. */
static int64_t x3_cost(int64_t moved, int64_t gap)
{
    enum { SPOILT = 500 };
    gap = gap < SPOILT ? gap : SPOILT;
    return moved * expansion_weight(STAGE_X3) * (2500 + gap * gap) / 2500;
}

static void expand(const struct paragraph_state *p, struct fitting *f, const struct sums *s)
{
    length rest = f->available - f->natural;
    f->stage = STAGE_EXPANDED;
    f->fits = true;
    for (int i = STAGE_X1; i <= STAGE_X2 && rest > 0; i++) {
        f->expanded[i] = length_min(rest, s->growth[i]);
        rest -= f->expanded[i];
        f->cost += em(p, f->expanded[i]) * expansion_weight((enum expansion)i);
    }
    if (rest > 0 && s->gaps[STAGE_X3]) {
        f->expanded[STAGE_X3] = rest;
        f->x3_gap = rest / (length)s->gaps[STAGE_X3];
        f->cost += x3_cost(em(p, rest), em(p, f->x3_gap));
    } else if (rest > 0) {
        f->cost += 2 * x3_cost(em(p, rest), em(p, rest)); /* nothing to widen: it stays short */
    }
}

/* A ragged line costs the square of what it lacks. */
static void leave(const struct paragraph_state *p, struct fitting *f)
{
    int64_t lack = em(p, f->available - f->natural);
    f->fits = true;
    f->cost = lack * lack / 1000;
}

length line_indent(const struct paragraph_state *p, size_t unit)
{
    const struct paragraph *in = p->input;
    if (unit == 0 || p->units.v[unit - 1].breaks == BREAK_FORCED)
        return in->indent;
    return p->verse ? in->indent + in->style->size : 0;
}

struct fitting measure_line(const struct measure_table *t, size_t from, size_t to, bool last)
{
    const struct paragraph_state *p = t->p;
    const struct paragraph *in = p->input;
    assert(from < to && to <= p->units.n);
    struct sums s = difference(&t->before[to], &t->before[from]);
    trim(&s, &p->units.v[from], &p->units.v[to - 1]);
    enum text_align align = in->style->align;
    struct fitting f = {.natural = s.width};
    f.available = in->measure - line_indent(p, from);
    if (f.natural > f.available)
        reduce(p, &f, &s);
    else if (align == ALIGN_EVEN || (align == ALIGN_JUSTIFY && !last && f.natural < f.available))
        expand(p, &f, &s);
    else if (align != ALIGN_JUSTIFY)
        leave(p, &f);
    else
        f.fits = true;
    return f;
}
