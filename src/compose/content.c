/* How wide a paragraph would be: its unbreakable stretches, for columns by their content (TB-04).
 */
#include "compose/paragraph.h"

static struct stretch stretch_of(const struct paragraph_state *p, size_t from, size_t to)
{
    struct stretch s = {0};
    for (size_t i = from; i < to; i++)
        s.advance += unit_advance(&p->units.v[i]) + p->units.v[i].gap;
    const struct unit *last = &p->units.v[to - 1];
    s.start = line_start_trim(p, from);
    s.end = last->gap + line_end_trim(p, to - 1);
    s.forced = last->breaks == BREAK_FORCED;
    return s;
}

struct content compose_content(struct composer *c, struct arena *a, const struct paragraph *in,
                               struct diags *d)
{
    struct paragraph_state p = {.composer = c, .arena = a, .diags = d, .input = in};
    VEC(struct stretch) stretches = {0};
    paragraph_break(&p);
    for (size_t from = 0, i = 0; i < p.units.n; i++) {
        if (p.units.v[i].breaks == BREAK_NEVER && i + 1 < p.units.n)
            continue;
        vec_push(&stretches, stretch_of(&p, from, i + 1));
        from = i + 1;
    }
    paragraph_free(&p);
    struct content content = {.n = stretches.n};
    content.v = vec_take(a, &stretches);
    return content;
}

static length width_alone(const struct stretch *s)
{
    return s->advance - s->start - s->end;
}

length content_least(const struct content *c)
{
    length most = 0;
    for (size_t i = 0; i < c->n; i++)
        most = length_max(most, width_alone(&c->v[i]));
    return most;
}

length content_natural(const struct content *c)
{
    length most = 0, line = 0;
    for (size_t i = 0; i < c->n; i++) {
        line += c->v[i].advance - (line ? 0 : c->v[i].start);
        most = length_max(most, line - c->v[i].end);
        line = c->v[i].forced ? 0 : line;
    }
    return most;
}

int content_lines(const struct content *c, length measure)
{
    length line = 0;
    int lines = c->n > 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct stretch *s = &c->v[i];
        if (line && line + s->advance - s->end > measure) {
            line = 0;
            lines++;
        }
        line += s->advance - (line ? 0 : s->start);
        if (s->forced && i + 1 < c->n) {
            line = 0;
            lines++;
        }
    }
    return lines;
}

length content_width_for(const struct content *c, int lines)
{
    length low = content_least(c), high = content_natural(c);
    while (low < high) {
        length middle = low + (high - low) / 2;
        if (content_lines(c, middle) <= lines)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
