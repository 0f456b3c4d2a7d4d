#include "paginate/stretch.h"

/* Where white may be added: above a heading, and where there is white already; not at a column's
 * head, nor where a box begins or ends. */
static bool is_place(const struct piece *pieces, size_t i)
{
    const struct piece *p = &pieces[i];
    return i > 0 && p->box == p[-1].box && (p->blank || (p->heading && !p[-1].heading));
}

static int places_in(const struct piece *pieces, size_t n)
{
    int places = 0;
    for (size_t i = 0; i < n; i++)
        places += is_place(pieces, i);
    return places;
}

int column_stretch(const struct thread *t, const struct band *b, int column, int most)
{
    const struct column_range *r = &b->columns[column];
    bool ends = b->end.piece == b->segment->n_body;
    bool last = column + 1 == b->first + b->n_columns, open = last && (t->jump || b->beside);
    int shortage = b->lines - r->top - r->text - r->notes - r->foot;
    int fair = ends && last ? b->n_columns - 1 : 0;
    if (!most || b->broken || open || shortage <= fair || r->to == r->from)
        return 0;
    int room = most * places_in(b->segment->body + r->from, r->to - r->from);
    if (room < shortage - fair)
        return 0;
    return shortage < room ? shortage : room;
}

int stretch_above(const struct piece *pieces, size_t n, size_t i, int stretch)
{
    if (!stretch || !is_place(pieces, i))
        return 0;
    int places = places_in(pieces, n), before = places_in(pieces, i);
    return (before + 1) * stretch / places - before * stretch / places;
}
