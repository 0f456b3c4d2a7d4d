#include "paginate/filler.h"

enum { HEIGHTS = 3 }; /* of balanced columns that are looked at whatever they cost */

static int64_t square(int64_t n)
{
    return n * n;
}

void sums_set(struct sums *sums, const struct segment *segment)
{
    int lines = 0;
    size_t notes = 0;
    for (size_t i = 0; i <= segment->n_body; i++) {
        sums->lines[i] = lines;
        sums->notes[i] = notes;
        if (i == segment->n_body)
            break;
        lines += segment->body[i].lines;
        notes += segment->body[i].n_note_lines;
    }
}

void zone_fill(const struct zone *f, struct cursor from, zone_way_fn *found, void *data)
{
    struct filler l = filler_new(f, from, f->lines);
    l.found = found;
    l.data = data;
    if (f->head_columns == 0 || f->head <= f->lines)
        filler_tell(&l);
    filler_free(&l);
}

/* Lines of all columns together that cannot be less. */
static int area_left(const struct zone *f, struct cursor from)
{
    const struct segment *s = f->segment;
    size_t n = s->n_body;
    int area = f->sums.lines[n] - f->sums.lines[from.piece] + f->head * f->head_columns;
    area += note_grid_lines(&f->notes, f->sums.notes[n] - from.note);
    for (size_t i = from.figure; i < s->n_figures; i++)
        area += s->figures[i].lines * s->figures[i].columns;
    return s->blanks ? area - f->columns : area;
}

struct balance {
    zone_way_fn *found;
    void *data;
    int64_t extra; /* cost of a height that is not the least one */
    int64_t best;  /* of all heights so far, when there is any */
    bool any, sound;
};

static void tell_balanced(const struct zone_way *w, void *data)
{
    struct balance *b = data;
    struct zone_way found = *w;
    found.cost += b->extra;
    b->best = !b->any || found.cost < b->best ? found.cost : b->best;
    b->any = true;
    b->sound |= w->cost == 0;
    b->found(&found, b->data);
}

/* Whether a greater height may still be worth it: the first few for what stands below them, others
 * as long as the height alone costs less than the best way. */
static bool goes_higher(const struct zone *f, const struct balance *b, int tried)
{
    return f->exhaustive || tried < HEIGHTS || b->extra < b->best;
}

void zone_balance(const struct zone *f, struct cursor from, zone_way_fn *found, void *data)
{
    struct balance b = {.found = found, .data = data};
    struct filler l = filler_new(f, from, 0);
    l.ends = true;
    l.found = tell_balanced;
    l.data = &b;
    int least = (area_left(f, from) + f->columns - 1) / f->columns, tried = 0;
    least = least < highest(l.top, 0, f->columns) ? highest(l.top, 0, f->columns) : least;
    if (f->segment->n_figures - from.figure > FIGURES_MAX)
        least = f->lines + 1;
    for (int h = least; h <= f->lines && !b.sound; h++) {
        l.height = h;
        b.extra = f->weights->unbalanced * square(tried);
        if (!goes_higher(f, &b, tried))
            break;
        filler_tell(&l);
        tried += b.any;
    }
    filler_free(&l);
}

void zone_run_out(const struct zone *f, struct cursor from, zone_way_fn *found, void *data)
{
    struct filler l = filler_new(f, from, f->lines);
    l.ends = true;
    l.found = found;
    l.data = data;
    if (f->head_columns == 0 || f->head <= f->lines)
        filler_tell(&l);
    filler_free(&l);
}

struct zone_result zone_force(const struct zone *f, struct cursor from)
{
    const struct segment *s = f->segment;
    struct zone_result w = {.end = from, .cost = f->weights->broken, .lines = f->lines};
    for (int c = 0; c < f->columns; c++) {
        size_t to = w.end.piece;
        int top = c < f->head_columns ? f->head : 0, room = f->lines - top;
        while (c == 0 && to < s->n_body &&
               (to == from.piece || column_text(f, from.piece, to + 1) <= room))
            to++;
        if (c == 0 && to == from.piece && from.figure < s->n_figures && !w.n_figures) {
            w.figures[w.n_figures++] = (struct figure_place){w.end.figure++, 0, top, false};
            top += s->figures[from.figure].lines;
        }
        size_t note = c == 0 ? f->sums.notes[to] : w.end.note;
        w.columns[c] = (struct column_range){.from = w.end.piece,
                                             .to = to,
                                             .note_from = w.end.note,
                                             .note_to = note,
                                             .top = top,
                                             .text = column_text(f, w.end.piece, to)};
        w.columns[c].notes = note_grid_lines(&f->notes, note - w.end.note);
        w.end.piece = to;
        w.end.note = note;
    }
    return w;
}
