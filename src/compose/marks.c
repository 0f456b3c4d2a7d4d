/* Marks between lines (IM): lines of names and titles, emphasis dots; lines through; dashes drawn
 * as rules. All count from one place, the foot of the em box of the paragraph's own size, so that
 * they stand level along a line. IM-09: nothing is emboldened by strokes. */
#include "compose/composer.h"
#include "compose/setting.h"

#define LINES (SPAN_UNDERLINE | SPAN_WAVY)

void setting_mark(struct setting *s, size_t i)
{
    const struct letter *l = &s->p->letters.v[s->units[i].letter_from];
    if (!s->marked.line || l->at.line < s->marked.line ||
        (l->at.line == s->marked.line && l->at.column < s->marked.column))
        s->marked = l->at;
}

static struct line_rect *add_rect(struct setting *s, size_t from, length y, length h)
{
    struct line_rect *r = vec_add(&s->rects);
    r->kind = ITEM_FILL;
    r->rect = (struct rect){s->starts.v[from], y, 0, h};
    r->color = setting_look(s, from)->color;
    return r;
}

static length end_of(const struct setting *s, size_t unit)
{
    return s->starts.v[unit] + setting_advance(s, unit);
}

/* ---- where marks stand ---- */

static const struct layout *layout_of(const struct setting *s)
{
    return s->p->composer->layout;
}

/* The foot of the em box, downwards from the baseline. */
static length foot(const struct setting *s)
{
    const struct style *style = s->p->input->style;
    const struct role_faces *role = composer_role(s->p->composer, style->font);
    const struct face *face = role->han ? role->han : role->western;
    return face_scale(face, -face->em_bottom, style->size);
}

static length share(const struct setting *s, int64_t of_em)
{
    return length_scale(s->p->input->style->size, of_em, LENGTH_PT);
}

/* A title's line and a proper name's in it would cross: the title's stands for both. */
static unsigned line_kind(const struct setting *s, size_t i)
{
    unsigned format = setting_look(s, i)->format;
    return format & SPAN_WAVY ? SPAN_WAVY : format & SPAN_UNDERLINE;
}

static length line_height(const struct setting *s, unsigned kind)
{
    const struct layout *l = layout_of(s);
    return kind == SPAN_WAVY ? share(s, l->marks.wave) : l->underline_thickness;
}

static void reach_down(struct setting *s, length y, size_t i)
{
    s->below = length_max(s->below, y - foot(s));
    setting_mark(s, i);
}

/* ---- lines of names and titles (IM-02, IM-03) ---- */

/* IM-02: neighbours are kept apart inside both ends. */
static length inset(const struct setting *s, size_t i, size_t neighbour)
{
    bool apart = neighbour < s->n && line_kind(s, neighbour) &&
                 setting_look(s, neighbour)->line != setting_look(s, i)->line;
    return apart ? share(s, (layout_of(s)->marks.gap + 1) / 2) : 0;
}

/* HL-07: a line ends at the character frame. */
static void put_line(struct setting *s, size_t from, size_t to)
{
    const struct layout *l = layout_of(s);
    unsigned kind = line_kind(s, from);
    length left = inset(s, from, from - 1), right = inset(s, to - 1, to);
    length w = end_of(s, to - 1) - s->starts.v[from] - left - right;
    if (w <= 0)
        return;
    struct line_rect *r = add_rect(s, from, foot(s) + l->underline_offset, line_height(s, kind));
    r->rect.x += left;
    r->rect.w = w;
    if (kind == SPAN_WAVY) {
        r->kind = ITEM_WAVE;
        r->thickness = l->underline_thickness;
        r->period = share(s, l->marks.wave_length);
    }
    reach_down(s, r->rect.y + r->rect.h, from);
}

/* IM-05: one line for a stretch, over whatever gaps it has; it begins anew in the next line. */
static void put_lines(struct setting *s)
{
    for (size_t i = 0, end; i < s->n; i = end) {
        unsigned kind = line_kind(s, i);
        end = i + 1;
        while (end < s->n && line_kind(s, end) == kind &&
               setting_look(s, end)->line == setting_look(s, i)->line)
            end++;
        if (kind)
            put_line(s, i, end);
    }
}

/* ---- frames (IM-08) ---- */

static bool is_framed(const struct setting *s, size_t i)
{
    return setting_look(s, i)->format & SPAN_FRAMED;
}

/* A frame round the bodies: outside of them, but not outside the line. */
static void put_frame(struct setting *s, size_t from, size_t to)
{
    length thick = share(s, layout_of(s)->marks.frame), pad = 2 * thick;
    length size = s->p->input->style->size, top = foot(s) - size;
    length left = from > 0 ? pad : 0, right = to < s->n ? pad : 0;
    struct line_rect *r = add_rect(s, from, top - pad, size + 2 * pad);
    r->kind = ITEM_STROKE;
    r->thickness = thick;
    r->rect.x -= left;
    r->rect.w = end_of(s, to - 1) - s->starts.v[from] + left + right;
    s->above = length_max(s->above, pad);
    reach_down(s, foot(s) + pad, from);
}

static void put_frames(struct setting *s)
{
    for (size_t i = 0, end; i < s->n; i = end) {
        end = i + 1;
        if (!is_framed(s, i))
            continue;
        while (end < s->n && is_framed(s, end) &&
               setting_look(s, end)->line == setting_look(s, i)->line)
            end++;
        put_frame(s, i, end);
    }
}

/* ---- rings (FN-01) ---- */

static void put_rings(struct setting *s)
{
    enum { DIAMETER = 900, LINE = 45, MIDDLE = 360 };
    for (size_t i = 0, end; i < s->n; i = end) {
        const struct look *look = setting_look(s, i);
        end = i + 1;
        if (!(look->format & SPAN_RING))
            continue;
        while (end < s->n && s->units[end].look == s->units[i].look)
            end++;
        length em = length_scale(look->size, 1000, RING_TEXT);
        length d = length_scale(em, DIAMETER, 1000);
        length middle = (s->starts.v[i] + end_of(s, end - 1)) / 2;
        length y = -look->shift - length_scale(look->size, MIDDLE, 1000) - d / 2;
        struct line_rect *r = add_rect(s, i, y, d);
        r->kind = ITEM_STROKE;
        r->thickness = length_scale(em, LINE, 1000);
        r->rect.x = middle - d / 2;
        r->rect.w = d;
        r->radius = d / 2;
    }
}

/* ---- dots (IM-01) ---- */

/* Han and what counts as Han, no marks and signs. */
static bool takes_dot(const struct setting *s, const struct unit *u)
{
    if (u->class != CLASS_HAN && u->class != CLASS_ITERATION)
        return false;
    switch (hb_unicode_general_category(hb_unicode_funcs_get_default(),
                                        s->p->letters.v[u->letter_from].c)) {
    case HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER:
    case HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER:
    case HB_UNICODE_GENERAL_CATEGORY_OTHER_LETTER:
    case HB_UNICODE_GENERAL_CATEGORY_MODIFIER_LETTER:
    case HB_UNICODE_GENERAL_CATEGORY_DECIMAL_NUMBER:
    case HB_UNICODE_GENERAL_CATEGORY_LETTER_NUMBER:
    case HB_UNICODE_GENERAL_CATEGORY_OTHER_NUMBER: return true;
    default: return false;
    }
}

/* The middle of the glyphs, wherever the line's setting has put them. */
static length middle(const struct setting *s, size_t i)
{
    const struct unit *u = &s->units[i];
    length advance = 0;
    if (unit_stance(s->p, u) == STANCE_BESIDE)
        return s->starts.v[i] + u->body / 2;
    for (size_t g = u->glyph_from; g < u->glyph_to; g++)
        advance += face_scale(s->p->glyphs.v[g].face, s->p->glyphs.v[g].advance, u->size);
    return s->starts.v[i] + u->shift + advance / 2;
}

/* VT-04: to the right of a vertical line, where no other line is. */
static void put_dot_over(struct setting *s, struct line_rect *r, size_t i)
{
    length reach = share(s, layout_of(s)->marks.dot_offset) + r->rect.h;
    r->rect.y = foot(s) - s->p->input->style->size - reach;
    s->above = length_max(s->above, reach);
    setting_mark(s, i);
}

/* IM-04: the dot stands under the line. */
static void put_dot(struct setting *s, size_t i)
{
    const struct layout *l = layout_of(s);
    unsigned kind = line_kind(s, i);
    length y = foot(s) + share(s, l->marks.dot_offset), size = share(s, l->marks.dot);
    if (kind)
        y += l->underline_offset + line_height(s, kind);
    struct line_rect *r = add_rect(s, i, y, size);
    r->rect.x = middle(s, i) - size / 2;
    r->rect.w = size;
    r->radius = size / 2;
    if (s->p->input->style->vertical)
        put_dot_over(s, r, i);
    else
        reach_down(s, y + size, i);
}

/* ---- through and over ---- */

static void put_strikes(struct setting *s)
{
    enum { HEIGHT = 380 };
    for (size_t i = 0, end; i < s->n; i = end) {
        end = i + 1;
        if (!(setting_look(s, i)->format & SPAN_STRIKE))
            continue;
        while (end < s->n && (setting_look(s, end)->format & SPAN_STRIKE))
            end++;
        length y = -length_scale(s->units[i].size, HEIGHT, 1000);
        struct line_rect *r = add_rect(s, i, y, layout_of(s)->underline_thickness);
        r->rect.w = end_of(s, end - 1) - s->starts.v[i];
    }
}

/* FT-06: a rule over the dash's glyphs, as thick and as high as their ink, and all but as long as
 * its body. */
static void put_rule(struct setting *s, size_t from, size_t to)
{
    enum { INSET = 20 };
    const struct unit *u = &s->units[from];
    const struct raw_glyph *g = &s->p->glyphs.v[u->glyph_from];
    hb_glyph_extents_t e;
    if (!hb_font_get_glyph_extents(g->face->hb_font, g->id, &e))
        return;
    length ink = u->shift + face_scale(g->face, e.x_bearing, u->size);
    length thick = face_scale(g->face, -e.height, u->size);
    length in = length_scale(u->size, INSET, 1000);
    if (ink < in) /* glyphs that reach out further may have round ends */
        in = ink + thick / 2;
    length y = -face_scale(g->face, e.y_bearing + g->y_offset, u->size);
    struct line_rect *r = add_rect(s, from, y - setting_look(s, from)->shift, thick);
    r->rect.x += in;
    r->rect.w = end_of(s, to - 1) - s->starts.v[from] - 2 * in;
}

static void put_rules(struct setting *s)
{
    for (size_t i = 0, end; i < s->n; i = end) {
        end = i + 1;
        if (!s->units[i].ruled)
            continue;
        while (end < s->n && s->units[end].ruled && s->units[end].look == s->units[i].look &&
               s->units[end - 1].gap_kind == GAP_TIGHT)
            end++;
        put_rule(s, i, end);
    }
}

void marks_put(struct setting *s)
{
    unsigned formats = 0;
    bool ruled = false;
    for (size_t i = 0; i < s->n; i++) {
        formats |= setting_look(s, i)->format;
        ruled = ruled || s->units[i].ruled;
    }
    if (formats & LINES)
        put_lines(s);
    for (size_t i = 0; (formats & SPAN_DOTS) && i < s->n; i++)
        if ((setting_look(s, i)->format & SPAN_DOTS) && takes_dot(s, &s->units[i]))
            put_dot(s, i);
    if (formats & SPAN_FRAMED)
        put_frames(s);
    if (formats & SPAN_RING)
        put_rings(s);
    if (formats & SPAN_STRIKE)
        put_strikes(s);
    if (ruled)
        put_rules(s);
}

/* ---- do they fit? ---- */

static void report_tight(struct paragraph_state *p, const struct line *l, length gap, length needed)
{
    length size = p->input->style->size;
    struct buf b = {0};
    buf_decimal(&b, gap, size, 3);
    size_t first = b.n;
    buf_decimal(&b, needed + size / 2000, size, 3); /* no less than they need */
    diag_add(p->diags, DIAG_MARKS_TOO_TIGHT, l->marked,
             "marks do not fit here: the lines are %.*s em apart, the marks need %.*s em",
             (int)first, b.data, (int)(b.n - first), b.data + first);
    buf_free(&b);
    diag_hint(p->diags,
              "take the marks out, or give style `%.*s` wider lines in the layout (PD-05)",
              STR_ARG(p->input->style->name));
}

/* Lines never move apart for marks. A heading of one line has its own room (HD-01). */
void marks_check(struct paragraph_state *p, const struct line *lines, size_t n)
{
    const struct style *style = p->input->style;
    length leading = style->leading ? style->leading : p->composer->layout->grid.pitch;
    length gap = leading - style->size, above = 0;
    bool alone = n == 1 && (style->leading || style->n_lines > 0);
    for (size_t i = n; !alone && leading && i-- > 0;) {
        const struct line *l = &lines[i];
        if (l->above || l->below) {
            length needed = length_max(style->size / 2, length_max(l->above, l->below + above));
            if (needed > gap) {
                report_tight(p, l, gap, needed);
                return;
            }
        }
        above = l->above;
    }
}
