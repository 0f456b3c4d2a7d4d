/* Pass 5: a chosen line to positioned runs. */
#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/setting.h"

#include <assert.h>

/* ---- distributing (LA-03: equal amounts over all places, capped per place) ---- */

static void add_place(struct setting *s, length capacity, length *amount)
{
    if (capacity > 0)
        s->places[s->n_places++] = (struct place_to_move){capacity, amount};
}

/* Shares `total` out evenly; a place that is full leaves the rest to the others. What does not
 * divide goes to the first places, one unit each. */
static void share_out(struct setting *s, length total, int sign)
{
    size_t open = s->n_places;
    for (size_t i = 0; i < s->n_places; i++)
        *s->places[i].amount = 0;
    while (total > 0 && open > 0) {
        length share = total / (length)open, extra = total % (length)open;
        size_t still_open = 0;
        for (size_t i = 0; i < s->n_places; i++) {
            struct place_to_move *place = &s->places[i];
            length room = place->capacity - *place->amount;
            if (room <= 0)
                continue;
            length take = length_min(room, share + (extra > 0));
            extra -= extra > 0;
            *place->amount += take;
            total -= take;
            still_open += place->capacity > *place->amount;
        }
        open = still_open;
    }
    for (size_t i = 0; sign < 0 && i < s->n_places; i++)
        *s->places[i].amount = -*s->places[i].amount;
}

static void reduce_stage(struct setting *s, enum stage stage, length total)
{
    s->n_places = 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct unit *u = &s->units[i];
        if (unit_stage(s->p, u) == stage) {
            add_place(s, i > 0 ? unit_gives(s->p, u, true) : 0, &s->moved[i].left);
            add_place(s, i + 1 < s->n ? unit_gives(s->p, u, false) : 0, &s->moved[i].right);
        }
    }
    share_out(s, total, 1);
}

static void reduce_gaps(struct setting *s, length total)
{
    s->n_places = 0;
    for (size_t i = 0; i + 1 < s->n; i++) {
        const struct unit *u = &s->units[i];
        add_place(s, gap_gives(s->p, u), &s->moved[i].gap);
    }
    share_out(s, total, -1);
}

static void grow_gaps(struct setting *s, enum expansion x, length total)
{
    length *grown = xcalloc(s->n, sizeof *grown);
    s->n_places = 0;
    for (size_t i = 0; i + 1 < s->n; i++) {
        const struct unit *u = &s->units[i];
        bool word = u->gap_kind == GAP_WORD, mixed = u->gap_kind == GAP_HAN_WESTERN;
        if (x == STAGE_X1 && word)
            add_place(s, gap_takes(s->p, u), &grown[i]);
        else if (x == STAGE_X2 && mixed)
            add_place(s, gap_takes(s->p, u), &grown[i]);
        else if (x == STAGE_X3 && (mixed || u->gap_kind == GAP_PLAIN || u->gap_kind == GAP_FIXED))
            add_place(s, LENGTH_MAX, &grown[i]);
    }
    share_out(s, total, 1);
    for (size_t i = 0; i < s->n; i++)
        s->moved[i].gap += grown[i];
    free(grown);
}

static void distribute(struct setting *s, const struct fitting *f)
{
    for (int i = 0; i < STAGE_S_COUNT; i++) {
        if (!f->reduced[i])
            continue;
        if (i == STAGE_S1)
            s->moved[s->n - 1].right = f->reduced[i];
        else if (i == STAGE_S6)
            reduce_gaps(s, f->reduced[i]);
        else
            reduce_stage(s, (enum stage)i, f->reduced[i]);
    }
    for (int i = 0; i < STAGE_X_COUNT; i++)
        if (f->expanded[i])
            grow_gaps(s, (enum expansion)i, f->expanded[i]);
}

/* ---- positions ---- */

static length left_taken(const struct setting *s, size_t i)
{
    return i == 0 ? line_start_trim(s->p, s->first) : s->moved[i].left;
}

static length right_taken(const struct setting *s, size_t i)
{
    length trimmed = i + 1 == s->n ? line_end_trim(s->p, s->first + i) : 0;
    return trimmed + s->moved[i].right;
}

/* How far the unit's glyphs stand left of its cell because blanks before them are gone. */
static length pulled(const struct setting *s, size_t i)
{
    return s->units[i].left_cut + left_taken(s, i);
}

length setting_advance(const struct setting *s, size_t i)
{
    return unit_advance(&s->units[i]) - left_taken(s, i) - right_taken(s, i);
}

static void find_starts(struct setting *s)
{
    length x = 0;
    for (size_t i = 0; i < s->n; i++) {
        x += i == s->closes ? s->units[s->n - 1].end_extra : 0;
        vec_push(&s->starts, x);
        x += setting_advance(s, i);
        x += i == s->opens ? s->units[0].start_extra : 0;
        if (i + 1 < s->n)
            x += s->units[i].gap + s->moved[i].gap;
    }
    vec_push(&s->starts, x + s->units[s->n - 1].hyphen);
}

/* ---- runs ---- */

const struct look *setting_look(const struct setting *s, size_t i)
{
    return &s->p->looks.v[s->units[i].look];
}

static bool same_color(struct color a, struct color b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

void setting_close_run(struct setting *s)
{
    if (!s->runs.n || !s->glyphs.n)
        return;
    struct glyph_run *r = &s->runs.v[s->runs.n - 1];
    r->n = s->glyphs.n;
    r->glyphs = vec_take(s->p->arena, &s->glyphs);
    r->text = str_dup(s->p->arena, buf_view(&s->text));
    s->text.n = 0;
}

length setting_axis(const struct setting *s)
{
    const struct style *style = s->p->input->style;
    const struct role_faces *role = composer_role(s->p->composer, style->font);
    const struct face *face = role->han ? role->han : role->western;
    return -face_scale(face, face->em_top + face->em_bottom, style->size) / 2;
}

/* The run that takes a glyph of this face and of unit i's look; a new one begins at x. */
static struct glyph_run *run_for(struct setting *s, const struct face *face, size_t i, length x)
{
    const struct look *look = setting_look(s, i);
    const struct unit *u = &s->units[i];
    struct glyph_run *r = s->runs.n ? &s->runs.v[s->runs.n - 1] : NULL;
    enum run_direction direction = RUN_HORIZONTAL;
    length y = -look->shift;
    if (s->p->input->style->vertical) {
        bool turned = unit_stance(s->p, u) == STANCE_TURNED;
        direction = turned ? RUN_TURNED : RUN_UPRIGHT;
        y += turned ? 0 : setting_axis(s);
    }
    if (r && r->face == face && r->size == u->size && same_color(r->color, look->color) &&
        r->y == y && r->direction == direction && r->narrow == u->narrow &&
        str_eq(r->link, look->link))
        return r;
    setting_close_run(s);
    r = vec_add(&s->runs);
    *r = (struct glyph_run){.face = face,
                            .direction = direction,
                            .narrow = u->narrow,
                            .size = u->size,
                            .color = look->color,
                            .x = x,
                            .y = y,
                            .link = look->link,
                            .at = s->p->letters.v[u->letter_from].at};
    return r;
}

void setting_add_glyph(struct setting *s, const struct raw_glyph *g, length pen)
{
    const struct glyph_run *r = &s->runs.v[s->runs.n - 1];
    struct glyph *out = vec_add(&s->glyphs);
    out->id = g->id;
    out->text = (uint32_t)s->text.n;
    length x = face_scale(g->face, g->x_offset, r->size);
    length y = -face_scale(g->face, g->y_offset, r->size);
    bool upright = r->direction == RUN_UPRIGHT;
    out->x = x + (upright ? 0 : pen - r->x);
    out->y = y + (upright ? pen - r->x : 0);
}

static void put_text(struct setting *s, const struct unit *u, size_t glyph)
{
    struct glyph *first = &s->glyphs.v[glyph];
    for (size_t k = u->letter_from; k < u->letter_to; k++)
        utf8_put(&s->text, s->p->letters.v[k].c);
    first->text_n = (uint32_t)s->text.n - first->text;
}

/* VT-06: digits side by side, in the middle of the line and of their em. */
static void put_beside(struct setting *s, size_t i)
{
    const struct unit *u = &s->units[i];
    length top = s->starts.v[i], x = -u->across / 2;
    for (size_t g = u->glyph_from; g < u->glyph_to; g++) {
        struct raw_glyph raw = s->p->glyphs.v[g];
        raw.y_offset -= raw.face->em_top;
        struct glyph_run *r = run_for(s, raw.face, i, top);
        setting_add_glyph(s, &raw, top);
        s->glyphs.v[s->glyphs.n - 1].x += x;
        if (g == u->glyph_from)
            put_text(s, u, s->glyphs.n - 1);
        length advance = face_scale(raw.face, raw.advance, u->size);
        x += u->narrow ? length_scale(advance, u->narrow, LENGTH_PT) : advance;
        r->width = top + u->body - r->x;
    }
}

static void put_unit(struct setting *s, size_t i)
{
    const struct unit *u = &s->units[i];
    if (unit_stance(s->p, u) == STANCE_BESIDE) {
        put_beside(s, i);
        return;
    }
    length pen = s->starts.v[i] + u->shift - pulled(s, i);
    for (size_t g = u->glyph_from; g < u->glyph_to; g++) {
        const struct raw_glyph *raw = &s->p->glyphs.v[g];
        struct glyph_run *r = run_for(s, raw->face, i, pen);
        setting_add_glyph(s, raw, pen);
        if (g == u->glyph_from)
            put_text(s, u, s->glyphs.n - 1);
        pen += face_scale(raw->face, raw->advance, u->size);
        r->width = pen - r->x;
    }
}

/* LW-01: a soft hyphen to whoever copies the line out. */
static void put_hyphen(struct setting *s, size_t i)
{
    const struct unit *u = &s->units[i];
    const struct raw_glyph *last = &s->p->glyphs.v[u->glyph_from];
    hb_codepoint_t id;
    if (!u->hyphen || !hb_font_get_nominal_glyph(last->face->hb_font, '-', &id))
        return;
    struct glyph_run *r = &s->runs.v[s->runs.n - 1];
    struct raw_glyph hyphen = {.face = last->face, .id = id};
    setting_add_glyph(s, &hyphen, s->starts.v[s->n] - u->hyphen);
    buf_str(&s->text, STR("\u00AD"));
    s->glyphs.v[s->glyphs.n - 1].text_n = 2;
    r->width = s->starts.v[s->n] - r->x;
}

/* The author's blanks are glyphs: those between units, and those that begin a line of code. */
static void put_space(struct setting *s, size_t i)
{
    const struct unit *u = &s->units[i];
    int blanks = s->p->letters.v[u->letter_to - 1].blanks;
    if (u->gap_kind != GAP_WORD || !s->runs.n)
        return;
    length x = s->starts.v[i] + setting_advance(s, i);
    setting_put_blanks(s, x, u->gap, blanks ? blanks : 1);
}

static void put_lead(struct setting *s)
{
    const struct paragraph_state *p = s->p;
    if (s->first || !p->lead_width)
        return;
    run_for(s, p->glyphs.v[s->units[0].glyph_from].face, 0, -p->lead_width);
    setting_put_blanks(s, -p->lead_width, p->lead_width, p->lead);
}

/* ---- links, notes ---- */

static void find_links(struct setting *s)
{
    for (size_t i = 0; i < s->n;) {
        str target = setting_look(s, i)->link;
        size_t end = i + 1;
        while (end < s->n && str_eq(setting_look(s, end)->link, target))
            end++;
        if (target.n) {
            struct line_link *l = vec_add(&s->links);
            l->x = s->starts.v[i];
            l->w = s->starts.v[end - 1] + setting_advance(s, end - 1) - l->x;
            l->target = target;
        }
        i = end;
    }
}

static void find_notes(struct setting *s)
{
    int before = 0;
    for (size_t i = 0; i < s->n; i++) {
        int note = setting_look(s, i)->note;
        if (note && note != before)
            vec_push(&s->notes, note);
        before = note;
    }
}

/* ---- the line ---- */

static struct line finish(struct setting *s, const struct fitting *fit)
{
    struct arena *a = s->p->arena;
    struct line line = {.natural = fit->natural, .stage = fit->stage, .max_gap = fit->x3_gap};
    line.width = s->starts.v[s->n];
    line.n_runs = s->runs.n;
    line.runs = vec_take(a, &s->runs);
    line.n_rects = s->rects.n;
    line.rects = vec_take(a, &s->rects);
    line.n_links = s->links.n;
    line.links = vec_take(a, &s->links);
    line.n_notes = s->notes.n;
    line.notes = vec_take(a, &s->notes);
    return line;
}

static void place_line(struct line *line, const struct paragraph *in, const struct fitting *fit,
                       length indent)
{
    length rest = fit->available - (line->width - fit->hung);
    line->measure = in->measure;
    line->x = indent;
    if (in->style->align == ALIGN_CENTER)
        line->x += rest / 2;
    else if (in->style->align == ALIGN_END)
        line->x += rest;
}

struct line line_set(struct paragraph_state *p, const struct chosen_line *chosen,
                     const struct fitting *fit, bool last)
{
    struct setting s = {.p = p,
                        .units = &p->units.v[chosen->from],
                        .n = chosen->to - chosen->from,
                        .first = chosen->from};
    assert(s.n > 0);
    s.moved = xcalloc(s.n, sizeof *s.moved);
    s.places = xcalloc(s.n * 2, sizeof *s.places);
    distribute(&s, fit);
    ruby_edges(&s);
    find_starts(&s);
    put_lead(&s);
    for (size_t i = 0; i < s.n; i++) {
        put_unit(&s, i);
        if (i + 1 < s.n)
            put_space(&s, i);
    }
    put_hyphen(&s, s.n - 1);
    setting_close_run(&s);
    ruby_put(&s);
    marks_put(&s);
    find_links(&s);
    find_notes(&s);
    struct line line = finish(&s, fit);
    place_line(&line, p->input, fit, line_indent(p, chosen->from));
    line.vertical = p->input->style->vertical;
    line.last = last;
    line.above = s.above;
    line.below = s.below;
    line.marked = s.marked;
    line.at = p->letters.v[s.units[0].letter_from].at;
    vec_free(&s.starts);
    buf_free(&s.text);
    free(s.moved);
    free(s.places);
    return line;
}
