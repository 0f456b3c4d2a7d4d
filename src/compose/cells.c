/* GR-10: Western text on a grid of characters. What stands between Han takes whole em with the
 * white around it. */
#include "compose/composer.h"
#include "compose/paragraph.h"

static length width_of(const struct paragraph_state *p, size_t from, size_t to)
{
    length width = 0;
    for (size_t i = from; i < to; i++)
        width += p->units.v[i].body + (i + 1 < to ? p->units.v[i].gap : 0);
    return width;
}

/* Whether white may stand behind a unit: it does not end the line for certain, and nothing holds it
 * to the next. */
static bool takes_white(const struct paragraph_state *p, size_t i)
{
    const struct unit *u = &p->units.v[i];
    return i + 1 < p->units.n && u->breaks != BREAK_FORCED && u->gap_kind != GAP_TIGHT;
}

static void widen(struct paragraph_state *p, size_t i, length gap)
{
    p->units.v[i].gap = gap;
    p->units.v[i].gap_kind = GAP_HAN_WESTERN;
}

/* Units [from, to): half of what is missing stands on either side, at a paragraph's ends all of it
 * on the other. */
static void fill_cells(struct paragraph_state *p, size_t from, size_t to)
{
    length em = p->input->style->size, width = width_of(p, from, to);
    length missing = (width + em - 1) / em * em - width;
    bool before = from > 0 && takes_white(p, from - 1), after = takes_white(p, to - 1);
    if (before)
        widen(p, from - 1, after ? missing / 2 : missing);
    if (after)
        widen(p, to - 1, before ? missing - missing / 2 : missing);
}

void paragraph_cells(struct paragraph_state *p)
{
    size_t from = 0;
    if (!p->composer->rules->composition.character_grid)
        return;
    for (size_t i = 0; i <= p->units.n; i++) {
        if (i < p->units.n && class_is_western(p->units.v[i].class))
            continue;
        if (i > from)
            fill_cells(p, from, i);
        from = i + 1;
    }
}
