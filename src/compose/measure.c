/* What it takes to set a line to the measure, for any stretch of units in constant time. */
#include "compose/composer.h"
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
    length measure;      /* of the lines that are asked for */
    struct sums *before; /* before[k]: of units 0 … k - 1 with the gaps after them */
};

static bool only_pushes_out(const struct paragraph_state *p)
{
    return p->composer->rules->composition.adjust == ADJUST_PUSH_OUT;
}

static length part_of(length size, int64_t share)
{
    return share ? length_scale(size, share, LENGTH_PT) : size / 2;
}

length gap_takes(const struct paragraph_state *p, const struct unit *u)
{
    if (u->gap_kind == GAP_WORD)
        return length_scale(u->size, GAP_GROW_WORD, 1000);
    length most = part_of(u->size, p->composer->rules->composition.gap_most);
    return u->gap_kind == GAP_HAN_WESTERN ? length_max(most - u->gap, 0) : 0;
}

/* HL-01: the gap gives an eighth of an em of its quarter; a fixed one of none gives nothing. */
length gap_gives(const struct paragraph_state *p, const struct unit *u)
{
    if (u->gap_kind != GAP_HAN_WESTERN || only_pushes_out(p) ||
        p->composer->rules->composition.character_grid)
        return 0;
    length shrink = length_scale(u->size, GAP_SHRINK_HAN_WESTERN, 1000);
    return length_min(shrink, u->gap / 2);
}

length unit_gives(const struct paragraph_state *p, const struct unit *u, bool left)
{
    if (only_pushes_out(p))
        return 0;
    length floor = part_of(u->size, p->composer->rules->composition.floor);
    length blank = left ? u->left : u->right;
    return length_max(blank - (floor - u->size / 2), 0);
}

static void add_gap(const struct paragraph_state *p, struct sums *s, const struct unit *u, int sign)
{
    s->width += sign * u->gap;
    switch (u->gap_kind) {
    case GAP_TIGHT: break;
    case GAP_PLAIN: s->gaps[STAGE_X3] += (uint32_t)sign; break;
    case GAP_HAN_WESTERN:
        s->gaps[STAGE_X2] += (uint32_t)sign;
        s->gaps[STAGE_X3] += (uint32_t)sign;
        s->growth[STAGE_X2] += sign * gap_takes(p, u);
        s->capacity[STAGE_S6] += sign * gap_gives(p, u);
        break;
    case GAP_FIXED: s->gaps[STAGE_X3] += (uint32_t)sign; break;
    case GAP_WORD:
        s->gaps[STAGE_X1] += (uint32_t)sign;
        s->growth[STAGE_X1] += sign * gap_takes(p, u);
        break;
    }
}

enum stage unit_stage(const struct paragraph_state *p, const struct unit *u)
{
    if (!u->left && !u->right)
        return STAGE_NONE;
    return rules_stage(p->composer->rules, u->class, p->letters.v[u->letter_from].c);
}

static void add_unit(const struct paragraph_state *p, struct sums *s, const struct unit *u)
{
    enum stage stage = unit_stage(p, u);
    s->width += unit_advance(u);
    if (stage != STAGE_NONE)
        s->capacity[stage] += unit_gives(p, u, true) + unit_gives(p, u, false);
}

struct measure_table *measure_table_new(const struct paragraph_state *p)
{
    struct measure_table *t = xcalloc(1, sizeof *t);
    t->p = p;
    t->measure = p->input->measure;
    t->before = xcalloc(p->units.n + 1, sizeof *t->before);
    for (size_t i = 0; i < p->units.n; i++) {
        t->before[i + 1] = t->before[i];
        add_unit(p, &t->before[i + 1], &p->units.v[i]);
        add_gap(p, &t->before[i + 1], &p->units.v[i], 1);
    }
    return t;
}

void measure_table_at(struct measure_table *t, size_t line)
{
    const struct paragraph *in = t->p->input;
    t->measure = paragraph_is_beside(in, line) ? in->beside : in->measure;
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

length line_start_trim(const struct paragraph_state *p, size_t unit)
{
    const struct composition *c = &p->composer->rules->composition;
    const struct unit *u = &p->units.v[unit];
    if (unit == 0 && line_indent(p, unit) > 0) {
        if (c->indent_mark == INDENT_MARK_HALF)
            return u->left / 2;
        return c->indent_mark == INDENT_MARK_KEEP ? 0 : u->left;
    }
    return c->line_start == LINE_START_KEEP ? 0 : u->left;
}

length line_end_trim(const struct paragraph_state *p, size_t unit)
{
    const struct unit *u = &p->units.v[unit];
    length blank = 0; /* CC-15 */
    for (size_t i = unit; p->units.v[i].class == CLASS_IDEOGRAPHIC_SPACE; i--) {
        blank += unit_advance(&p->units.v[i]);
        if (i == 0)
            return blank;
    }
    if (blank)
        return blank;
    switch (p->composer->rules->composition.line_end) {
    case LINE_END_OFF:
    case LINE_END_IF_NEEDED: return 0;
    case LINE_END_BRACKETS: return u->class == CLASS_CLOSE ? u->right : 0;
    default: return u->right;
    }
}

/* The blanks at the line's start and end are off, or stay but take no part in the stages inside the
 * line; the gap after the last unit is off. */
static void trim(const struct paragraph_state *p, struct sums *s, size_t from, size_t to)
{
    const struct unit *first = &p->units.v[from], *last = &p->units.v[to - 1];
    enum stage a = unit_stage(p, first), z = unit_stage(p, last);
    s->width -= line_start_trim(p, from) + line_end_trim(p, to - 1);
    s->width += first->start_extra + last->end_extra;
    if (a != STAGE_NONE)
        s->capacity[a] -= unit_gives(p, first, true);
    if (z != STAGE_NONE)
        s->capacity[z] -= unit_gives(p, last, false);
    if (p->composer->rules->composition.line_end == LINE_END_IF_NEEDED)
        s->capacity[STAGE_S1] += last->right;
    add_gap(p, s, last, -1);
}

/* Em moved, in thousandths. */
static int64_t em(const struct paragraph_state *p, length amount)
{
    return amount * 1000 / p->input->style->size;
}

static void reduce(const struct paragraph_state *p, struct fitting *f, const struct sums *s)
{
    length rest = f->natural - f->available;
    bool alike = p->composer->rules->composition.adjust == ADJUST_LEAST;
    f->stage = STAGE_REDUCED;
    for (int i = 0; i < STAGE_S_COUNT && rest > 0; i++) {
        f->reduced[i] = length_min(rest, s->capacity[i]);
        rest -= f->reduced[i];
        f->cost += em(p, f->reduced[i]) * (alike ? 1 : stage_weight((enum stage)i));
    }
    f->fits = rest <= 0;
}

/* Letter-spacing that the eye sees costs more than its sum: four times at a tenth of an em. From
 * half an em on a line is spoilt and no worse for more. */
static int64_t x3_cost(const struct paragraph_state *p, int64_t moved, int64_t gap)
{
    enum { SPOILT = 500 };
    bool alike = p->composer->rules->composition.adjust == ADJUST_LEAST;
    gap = gap < SPOILT ? gap : SPOILT;
    return moved * (alike ? 1 : expansion_weight(STAGE_X3)) * (2500 + gap * gap) / 2500;
}

/* Whether gaps of this width are more than the eye takes for one line: it then stays as it is. */
static bool stays_short(const struct paragraph_state *p, length gap)
{
    length most = part_of(p->input->style->size, p->composer->rules->composition.spacing_most);
    return gap > most && p->input->style->align == ALIGN_JUSTIFY;
}

static void expand(const struct paragraph_state *p, struct fitting *f, const struct sums *s)
{
    const struct rules *rules = p->composer->rules;
    length rest = f->available - f->natural;
    bool alike = rules->composition.adjust == ADJUST_LEAST;
    f->stage = STAGE_EXPANDED;
    f->fits = true;
    for (int i = STAGE_X1; i <= STAGE_X2 && rest > 0; i++) {
        f->expanded[i] = length_min(rest, s->growth[i]);
        rest -= f->expanded[i];
        f->cost += em(p, f->expanded[i]) * (alike ? 1 : expansion_weight((enum expansion)i));
    }
    if (rest > 0 && s->gaps[STAGE_X3] && rules->elastic) {
        f->expanded[STAGE_X3] = rest;
        f->x3_gap = rest / (length)s->gaps[STAGE_X3];
        f->cost += x3_cost(p, em(p, rest), em(p, f->x3_gap));
        if (stays_short(p, f->x3_gap))
            memset(f->expanded, 0, sizeof f->expanded);
    } else if (rest > 0) {
        f->cost += 2 * x3_cost(p, em(p, rest), em(p, rest)); /* it stays short (PW-00: plain) */
    }
}

/* HP-02: one mark, and no other behind it unless the lines lie on a grid (HP-06). HP-04: one that
 * stands in the middle of its body hangs in vertical lines only. */
bool unit_may_hang(const struct paragraph_state *p, size_t unit)
{
    const struct unit *u = &p->units.v[unit];
    bool centred = u->left + u->left_cut > 0 && !p->input->style->vertical;
    if (centred || !rules_hangs(p->composer->rules, p->letters.v[u->letter_from].c))
        return false;
    const struct class_rule *next = unit + 1 < p->units.n ? class_rule(u[1].class) : NULL;
    const struct class_rule *before = unit > 0 ? class_rule(u[-1].class) : NULL;
    bool grid = p->composer->rules->composition.hang == HANG_GRID;
    return (grid || !(next && (next->left || next->right))) && !(before && before->right);
}

/* HP-05: only instead of pushing out, instead of squeezing too, or always. */
static bool hangs(const struct paragraph_state *p, const struct fitting *f, const struct sums *s,
                  size_t unit)
{
    enum hang mode = p->composer->rules->composition.hang;
    if (mode == HANG_OFF || !unit_may_hang(p, unit))
        return false;
    length over = f->natural - f->available, room = 0;
    for (int i = 0; i < STAGE_S_COUNT; i++)
        room += s->capacity[i];
    return mode == HANG_FORCE || mode == HANG_GRID ||
           (over > 0 && (mode == HANG_ALLOW || over > room));
}

static void hang(const struct paragraph_state *p, struct fitting *f, size_t unit)
{
    enum { WEIGHT = 2 };
    const struct unit *u = &p->units.v[unit];
    f->hung = unit_advance(u) - line_end_trim(p, unit);
    f->natural -= f->hung;
    f->cost += em(p, f->hung) * WEIGHT;
}

/* A ragged line costs the square of what it lacks; of a heading, of what it differs from the others
 * by (HD-06). */
static void leave(const struct paragraph_state *p, struct fitting *f)
{
    int64_t lack = em(p, (p->target ? p->target : f->available) - f->natural);
    f->fits = true;
    f->cost = lack * lack / 1000;
}

length line_indent(const struct paragraph_state *p, size_t unit)
{
    const struct paragraph *in = p->input;
    if (unit == 0 || p->units.v[unit - 1].breaks == BREAK_FORCED)
        return in->indent + (unit == 0 ? p->lead_width : 0);
    return p->verse ? in->indent + in->style->size : 0;
}

length measure_excess(const struct measure_table *t, size_t from, size_t to)
{
    const struct paragraph_state *p = t->p;
    const struct unit *first = &p->units.v[from], *last = &p->units.v[to - 1];
    return first->start_extra + last->end_extra + t->before[to].width - t->before[from].width -
           last->gap - line_start_trim(p, from) - line_end_trim(p, to - 1) + last->hyphen -
           t->measure + line_indent(p, from);
}

struct fitting measure_line(const struct measure_table *t, size_t from, size_t to, bool last)
{
    const struct paragraph_state *p = t->p;
    const struct paragraph *in = p->input;
    assert(from < to && to <= p->units.n);
    struct sums s = difference(&t->before[to], &t->before[from]);
    trim(p, &s, from, to);
    enum text_align align = in->style->align;
    struct fitting f = {.natural = s.width + p->units.v[to - 1].hyphen};
    f.available = t->measure - line_indent(p, from);
    if (hangs(p, &f, &s, to - 1))
        hang(p, &f, to - 1);
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
