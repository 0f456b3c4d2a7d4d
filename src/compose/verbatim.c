/* Blocks of code: every blank counts, so that columns stay under one another and a line is copied
 * out as it was typed. */
#include "compose/composer.h"
#include "compose/setting.h"

enum { TAB = 4, BLANKS_MOST = 1000 };

bool look_verbatim(const struct paragraph_state *p, size_t look)
{
    return (p->looks.v[look].format & SPAN_VERBATIM) != 0;
}

void verbatim_blank(struct paragraph_state *p, uint32_t c)
{
    unsigned n = c == '\t' ? (unsigned)(TAB - p->column % TAB) : 1;
    struct letter *last = p->letters.n ? &p->letters.v[p->letters.n - 1] : NULL;
    uint16_t *blanks = last ? &last->blanks : &p->lead;
    p->column += n;
    *blanks = (uint16_t)(*blanks + n < BLANKS_MOST ? *blanks + n : BLANKS_MOST);
    if (last)
        last->space_after = true;
}

void verbatim_empty(struct paragraph_state *p, struct place at)
{
    struct letter *l = vec_add(&p->letters);
    l->c = ' ';
    l->class = CLASS_WESTERN;
    l->at = at;
    p->lead--;
}

static const struct face *face_of(const struct paragraph_state *p, const struct unit *u)
{
    return p->glyphs.v[u->glyph_from].face;
}

void verbatim_indent(struct paragraph_state *p)
{
    const struct face *face = p->lead && p->units.n ? face_of(p, &p->units.v[0]) : NULL;
    hb_codepoint_t space;
    if (!face || !hb_font_get_nominal_glyph(face->hb_font, ' ', &space))
        return;
    int advance = hb_font_get_glyph_h_advance(face->hb_font, space);
    length width = p->lead * face_scale(face, advance, p->units.v[0].size);
    p->lead_width = length_min(width, p->input->measure / 2);
}

void setting_put_blanks(struct setting *s, length x, length width, int n)
{
    const struct glyph_run *r = &s->runs.v[s->runs.n - 1];
    hb_codepoint_t id;
    if (!hb_font_get_nominal_glyph(r->face->hb_font, ' ', &id))
        return;
    struct raw_glyph space = {.face = r->face, .id = id};
    if (r->direction == RUN_UPRIGHT) {
        struct vertical_metrics m = face_vertical(r->face, id);
        space.x_offset = -m.x;
        space.y_offset = -m.y;
    }
    for (int i = 0; i < n; i++) {
        setting_add_glyph(s, &space, x + width * i / n);
        buf_char(&s->text, ' ');
        s->glyphs.v[s->glyphs.n - 1].text_n = 1;
    }
}
