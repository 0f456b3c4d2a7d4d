#include "paginate/column.h"

#include "base/vec.h"

#include <string.h>

enum {
    WINDOW = 6,    /* lines above its fullest end in which a column may end at any cost */
    NOTE_KEEP = 2, /* lines of a divided note on each side (FN-08) */
    SLOTS = 512,   /* columns that are remembered; a newer one takes an older one's place */
    ENDS_MAX = 8,  /* of a column that is remembered */
};

typedef VEC(struct column_end) end_list;

struct column_memory {
    struct slot {
        struct column_start start;
        int columns, reserved;
        bool other, open, used;
        uint8_t n;
        struct column_end ends[ENDS_MAX];
    } slots[SLOTS];
    end_list list; /* of the column that was looked at last */
};

/* ---- memory ---- */

struct column_memory *column_memory_new(void)
{
    return xcalloc(1, sizeof(struct column_memory));
}

void column_memory_free(struct column_memory *m)
{
    vec_free(&m->list);
    free(m);
}

void column_memory_forget(struct column_memory *m)
{
    for (size_t i = 0; i < SLOTS; i++)
        m->slots[i].used = false;
}

static struct slot *slot_of(struct column_memory *m, struct column_start s)
{
    uint32_t key = s.piece * 31 + s.note * 7 + (uint32_t)s.room * 1021 + s.last * 2 + s.ends;
    return &m->slots[key % SLOTS];
}

static bool is_known(const struct slot *k, const struct zone *f, struct column_start s)
{
    return k->used && k->start.piece == s.piece && k->start.note == s.note &&
           k->start.room == s.room && k->start.last == s.last && k->start.ends == s.ends &&
           k->columns == f->columns && k->other == f->other && k->open == f->open &&
           k->reserved == f->reserved;
}

static void remember(struct slot *k, const struct zone *f, struct column_start s,
                     const end_list *ends)
{
    k->used = ends->n <= ENDS_MAX;
    if (!k->used)
        return;
    k->start = s;
    k->columns = f->columns;
    k->other = f->other;
    k->open = f->open;
    k->reserved = f->reserved;
    k->n = (uint8_t)ends->n;
    memcpy(k->ends, ends->v, ends->n * sizeof *k->ends);
}

/* ---- what ends cost ---- */

static int64_t square(int64_t n)
{
    return n * n;
}

int note_grid_lines(const struct note_measure *m, size_t n)
{
    if (!n)
        return 0;
    length height = m->separator + (length)n * m->leading;
    return (int)((height + m->pitch - 1) / m->pitch);
}

int column_text(const struct zone *f, size_t from, size_t to)
{
    if (to == from)
        return 0;
    const struct piece *first = &f->segment->body[from];
    int head = first->repeat ? first->repeat->lines : first->blank ? -first->lines : 0;
    return f->sums.lines[to] - f->sums.lines[from] + head;
}

bool column_is_all(const struct zone *f, size_t piece, size_t note)
{
    size_t n = f->segment->n_body;
    return piece == n && note == f->sums.notes[n];
}

static int64_t flaw_cost(const struct zone *f, const struct column_start *s, size_t to)
{
    if (to == 0 || to >= f->segment->n_body)
        return 0;
    const struct weights *w = f->weights;
    const int64_t costs[FLAW_COUNT] = {
        [FLAW_HYPHEN] = w->hyphen, [FLAW_LEAD] = w->lead_in,      [FLAW_ORPHAN] = w->orphan,
        [FLAW_WIDOW] = w->widow,   [FLAW_TABLE] = w->table_split,
    };
    int64_t cost = costs[f->segment->body[to - 1].flaw];
    return s->last && !s->ends ? 2 * cost : cost;
}

/* What a column's white costs. Of balanced columns the last one may be short by as many lines as a
 * fair share leaves over (GR-05). */
static int64_t slack_cost(const struct zone *f, const struct column_start *s, int slack, bool all)
{
    if (f->open && s->last && all)
        return 0;
    if (!s->ends || !all || f->even)
        return f->weights->short_column * square(slack) / f->columns;
    return slack < f->columns ? 0 : f->weights->unbalanced * square(slack - f->columns + 1);
}

/* Lines that stay free at its foot when it ends with a piece: the line of a jump, unless that has
 * room in the last line of text (NP-13). */
static int reserved_after(const struct zone *f, const struct column_start *s, size_t to)
{
    if (!s->last || s->ends)
        return 0;
    bool beside = to > s->piece && piece_is_short(&f->segment->body[to - 1], f->beside);
    return beside ? 0 : f->reserved;
}

int64_t column_end_cost(const struct zone *f, const struct column_start *s,
                        const struct column_end *e)
{
    int slack = s->room - reserved_after(f, s, e->piece) - e->text - e->notes;
    int64_t cost = slack_cost(f, s, slack, column_is_all(f, e->piece, e->note));
    return cost + flaw_cost(f, s, e->piece) +
           (e->note < f->sums.notes[e->piece] ? f->weights->note_split : 0);
}

/* ---- notes at the foot ---- */

/* Where the note that line `note - 1` belongs to begins. */
static size_t note_start(const struct zone *f, size_t note)
{
    while (note > 0 && !f->segment->note_lines[--note].first)
        ;
    return note;
}

/* How many of the lines [from, want) of notes fit into `room` when the last of them is divided
 * (FN-08); `from`: it may not be. */
static size_t divide_note(const struct zone *f, size_t from, size_t want, int room)
{
    if (room <= 0)
        return from;
    length height = (length)room * f->notes.pitch - f->notes.separator;
    size_t fit = height > 0 ? (size_t)(height / f->notes.leading) : 0;
    size_t to = from + fit < want ? from + fit : want;
    if (want - to < NOTE_KEEP && to + NOTE_KEEP >= want)
        to = want >= NOTE_KEEP ? want - NOTE_KEEP : 0;
    size_t start = note_start(f, want);
    if (start < from)
        start = from;
    return to >= start + NOTE_KEEP && to < want ? to : from;
}

/* ---- the ends ---- */

struct looking {
    const struct zone *f;
    struct column_start start;
    end_list *ends;
};

/* It ends with piece `to`, `text` lines of it, and line `note` of the notes. */
static void add_end(const struct looking *l, size_t to, size_t note, int text)
{
    const struct zone *f = l->f;
    struct column_end *e = vec_add(l->ends);
    e->piece = (uint32_t)to;
    e->note = (uint32_t)note;
    e->text = text;
    e->notes = note_grid_lines(&f->notes, note - l->start.note);
    e->cost = column_end_cost(f, &l->start, e);
}

/* Whether what follows the column is set to another measure. */
static bool turns(const struct looking *l)
{
    return l->f->other && !l->start.ends && l->start.last;
}

static void try_end(const struct looking *l, size_t to)
{
    const struct zone *f = l->f;
    size_t from = l->start.note, want = f->sums.notes[to];
    int text = column_text(f, l->start.piece, to);
    int room = l->start.room - reserved_after(l->f, &l->start, to);
    if (note_grid_lines(&f->notes, want - from) <= room - text) {
        add_end(l, to, want, text);
        return;
    }
    size_t part = turns(l) ? from : divide_note(f, from, want, room - text);
    if (part > from)
        add_end(l, to, part, text);
}

/* How far a column of `room` lines that begins at `from` can reach, notes left aside. */
static size_t reach_of(const struct zone *f, size_t from, int room)
{
    size_t low = from, high = f->segment->n_body;
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        if (column_text(f, from, middle) <= room)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static int64_t cheapest(const end_list *ends, size_t n)
{
    int64_t cost = INT64_MAX;
    for (size_t i = 0; i < n; i++)
        cost = ends->v[i].cost < cost ? ends->v[i].cost : cost;
    return cost;
}

/* Whether the last end that was found is emptier than is worth looking at: above the window ends
 * are only for those who have no better one. Moving the end down to a cheaper one gives its white
 * to the next column, which costs more only where that has more white already. */
static bool is_emptier(const struct looking *l)
{
    const struct column_end *first = l->ends->v, *last = l->ends->v + l->ends->n - 1;
    if (l->f->exhaustive || last->text + last->notes >= first->text + first->notes - WINDOW)
        return false;
    int slack = l->start.room - last->text - last->notes;
    return slack_cost(l->f, &l->start, slack, false) >= cheapest(l->ends, l->ends->n - 1);
}

static void find_ends(const struct looking *l)
{
    const struct segment *s = l->f->segment;
    size_t from = l->start.piece;
    l->ends->n = 0;
    for (size_t to = reach_of(l->f, from, l->start.room); to > from; to--) {
        if (to < s->n_body && (s->body[to - 1].kept || (s->body[to - 1].fixed && turns(l))))
            continue;
        try_end(l, to);
        if (l->ends->n && is_emptier(l)) {
            l->ends->n--;
            break;
        }
    }
    if (!l->ends->n) /* nothing fits, or nothing is left but notes */
        try_end(l, from);
}

const struct column_end *column_ends(const struct zone *f, struct column_start start, size_t *n)
{
    struct column_memory *m = f->memory;
    struct slot *slot = slot_of(m, start);
    if (is_known(slot, f, start)) {
        *n = slot->n;
        return slot->ends;
    }
    const struct looking l = {f, start, &m->list};
    find_ends(&l);
    remember(slot, f, start, l.ends);
    *n = m->list.n;
    return m->list.v;
}
