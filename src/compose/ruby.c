/* Annotations over base text (RB): shaping, room for them, and their runs. They never make a line
 * higher (RB-05); marks_check() tells when they do not fit. */
#include "compose/setting.h"

#include "base/utf8.h"
#include "compose/composer.h"

/* In 1/1000 em of the base. */
enum {
    OVERHANG = 250,    /* how far an annotation may stand over a neighbour without one */
    APART = 250,       /* least distance of two annotations (RB-01) */
    WORDS_APART = 500, /* of annotated words (RB-03) */
};

/* ---- shaping ---- */

struct annotation {
    struct ruby *ruby;
    const struct font_role *font;
    struct color color;
    uint32_t *text;
    uint32_t *bytes; /* where each character begins in ruby->text; one more for the end */
    const struct face **faces;
    size_t n;
    bool western;
    VEC(struct glyph_run) runs;
};

static void decode(const struct paragraph_state *p, struct annotation *a)
{
    str text = a->ruby->text;
    a->western = true;
    for (size_t i = 0; i < text.n;) {
        a->bytes[a->n] = (uint32_t)i;
        a->text[a->n] = utf8_next(text, &i);
        if (rules_class(p->composer->rules, a->text[a->n]) == CLASS_HAN)
            a->western = false;
        a->n++;
    }
    a->bytes[a->n] = (uint32_t)text.n;
}

static void find_faces(struct paragraph_state *p, struct annotation *a)
{
    for (size_t i = 0; i < a->n; i++) {
        struct letter l = {.c = a->text[i], .western = a->western, .at = a->ruby->at};
        a->faces[i] = shape_face(p, &l, a->font, i ? a->faces[i - 1] : NULL);
    }
}

/* VT-10: Han stand upright to the right of a vertical line; pinyin lies along it. */
static enum shape_script script_of(const struct paragraph_state *p, const struct annotation *a)
{
    if (a->western)
        return SHAPE_WESTERN;
    return p->input->style->vertical ? SHAPE_VERTICAL : SHAPE_HAN;
}

/* Every cluster has its own text: a code must not come to stand for a whole annotation. */
static void shape_stretch(struct paragraph_state *p, struct annotation *a, size_t from, size_t to)
{
    const struct face *face = a->faces[from];
    size_t n;
    const struct shaped *s = shape(p->composer->shaper, face, script_of(p, a),
                                   p->composer->language, a->text, a->n, from, to, &n);
    bool upright = p->input->style->vertical && !a->western;
    struct ruby *ruby = a->ruby;
    struct glyph *glyphs = arena_many(p->arena, n, struct glyph);
    int64_t pen = 0;
    for (size_t i = 0; i < n; i++) {
        size_t next = i + 1;
        while (next < n && s[next].cluster == s[i].cluster)
            next++;
        bool head = i == 0 || s[i - 1].cluster != s[i].cluster;
        size_t end = next < n ? s[next].cluster : to;
        glyphs[i].id = s[i].glyph;
        glyphs[i].text = a->bytes[s[i].cluster] - a->bytes[from];
        glyphs[i].text_n = head ? a->bytes[end] - a->bytes[s[i].cluster] : 0;
        int64_t x = upright ? 0 : pen, y = upright ? pen : 0;
        glyphs[i].x = face_scale(face, x + s[i].x_offset, ruby->size);
        glyphs[i].y = face_scale(face, y - s[i].y_offset, ruby->size);
        pen += s[i].advance;
    }
    struct glyph_run run = {.face = face, .size = ruby->size, .color = a->color, .at = ruby->at};
    run.text = str_slice(ruby->text, a->bytes[from], a->bytes[to]);
    run.aside = true;
    if (p->input->style->vertical)
        run.direction = upright ? RUN_UPRIGHT : RUN_TURNED;
    run.x = ruby->width;
    run.width = face_scale(face, pen, ruby->size);
    run.glyphs = glyphs;
    run.n = n;
    vec_push(&a->runs, run);
    ruby->width += run.width;
}

static void shape_annotation(struct paragraph_state *p, struct annotation *a)
{
    size_t room = a->ruby->text.n + 1;
    a->text = xcalloc(room, sizeof *a->text);
    a->bytes = xcalloc(room, sizeof *a->bytes);
    a->faces = xcalloc(room, sizeof(struct face *));
    decode(p, a);
    find_faces(p, a);
    for (size_t from = 0, to; from < a->n; from = to) {
        to = from + 1;
        while (to < a->n && a->faces[to] == a->faces[from])
            to++;
        if (a->faces[from])
            shape_stretch(p, a, from, to);
    }
    a->ruby->n_runs = a->runs.n;
    a->ruby->runs = vec_take(p->arena, &a->runs);
    free(a->text);
    free(a->bytes);
    free(a->faces);
}

/* RB-01: half the base's size, RB-04: in a font of its own, unless the layout says otherwise. */
static void shape_over(struct paragraph_state *p, struct ruby *r, const struct look *base)
{
    const struct style *s = p->composer->layout->styles[LAYOUT_SPAN_RUBY];
    struct annotation a = {.ruby = r, .font = base->font, .color = base->color};
    if (s && s->sets_font)
        a.font = s->font;
    if (s && s->sets_color)
        a.color = s->color;
    r->size = length_scale(base->size, s && s->size_em ? s->size_em : LENGTH_PT / 2, LENGTH_PT);
    if (s && s->sets_size && !s->size_em)
        r->size = s->size;
    shape_annotation(p, &a);
}

void ruby_shape(struct paragraph_state *p)
{
    for (size_t i = 0; p->rubies.n && i < p->units.n;) {
        const struct look *look = &p->looks.v[p->units.v[i].look];
        size_t end = i + 1;
        while (end < p->units.n && p->units.v[end].look == p->units.v[i].look)
            end++;
        if (look->ruby) {
            struct ruby *r = &p->rubies.v[look->ruby - 1];
            r->from = i;
            r->to = end;
            shape_over(p, r, look);
        }
        i = end;
    }
}

/* ---- room ---- */

static length em(const struct paragraph_state *p, const struct ruby *r, int share)
{
    return length_scale(p->looks.v[p->units.v[r->from].look].size, share, 1000);
}

static length base_width(const struct paragraph_state *p, const struct ruby *r)
{
    length width = 0;
    for (size_t i = r->from; i < r->to; i++) {
        width += unit_advance(&p->units.v[i]);
        width += i + 1 < r->to ? p->units.v[i].gap : 0;
    }
    return width;
}

/* A word of Han, annotated as a whole. */
static bool is_word(const struct paragraph_state *p, const struct ruby *r)
{
    return r->to - r->from > 1 && p->units.v[r->from].class == CLASS_HAN;
}

/* RB-06: what an annotation is wider than it may hang over goes evenly between the Han of its base;
 * a single one, and a Western base, stay together in the middle. */
static void spread_base(struct paragraph_state *p, struct ruby *r)
{
    length extra = r->width - base_width(p, r) - 2 * em(p, r, OVERHANG);
    length share = extra / (length)(r->to - r->from);
    for (size_t i = r->from; is_word(p, r) && share > 0 && i < r->to; i++) {
        p->units.v[i].body += share;
        p->units.v[i].shift += share / 2;
    }
    r->over = (r->width - base_width(p, r)) / 2;
}

static bool line_ends_after(const struct paragraph_state *p, size_t unit)
{
    return p->units.v[unit].breaks == BREAK_FORCED;
}

static bool is_annotated(const struct paragraph_state *p, size_t unit)
{
    return p->looks.v[p->units.v[unit].look].ruby != 0;
}

/* A gap as narrow as it can become (S6). */
static length least_gap(const struct unit *u)
{
    length shrink = length_scale(u->size, GAP_SHRINK_HAN_WESTERN, 1000);
    return u->gap_kind == GAP_HAN_WESTERN ? u->gap - length_min(u->gap, shrink) : u->gap;
}

/* A neighbour without annotation gives way to what hangs over it too far. */
static void clear_neighbour(struct paragraph_state *p, const struct ruby *r, size_t gap_of)
{
    struct unit *u = &p->units.v[gap_of];
    if (!line_ends_after(p, gap_of))
        u->gap += length_max(0, r->over - em(p, r, OVERHANG) - least_gap(u));
}

static void clear_neighbours(struct paragraph_state *p, const struct ruby *r)
{
    if (r->from > 0 && !is_annotated(p, r->from - 1))
        clear_neighbour(p, r, r->from - 1);
    if (r->to < p->units.n && !is_annotated(p, r->to))
        clear_neighbour(p, r, r->to - 1);
}

/* The least distance of two annotations over centred bases, however the line is reduced; negative
 * when they overlap. False when no line can hold both. */
static bool distance(const struct paragraph_state *p, const struct ruby *a, const struct ruby *b,
                     length *out)
{
    length d = -a->over - b->over;
    for (size_t i = a->to - 1; i < b->from; i++) {
        const struct unit *u = &p->units.v[i];
        if (line_ends_after(p, i))
            return false;
        d += least_gap(u);
        if (i >= a->to)
            d += unit_advance(u) - u->left - u->right;
    }
    *out = d;
    return true;
}

/* What two neighbours lack to their proper distance. */
static length lack(const struct paragraph_state *p, const struct ruby *a, const struct ruby *b)
{
    length d;
    if (!distance(p, a, b, &d))
        return 0;
    length least = length_max(em(p, a, APART), em(p, b, APART));
    length result = length_max(0, least - d);
    if (a->to == b->from && (is_word(p, a) || is_word(p, b)))
        result = length_max(result, em(p, a, WORDS_APART) - p->units.v[a->to - 1].gap);
    return result;
}

/* Moves two bases apart; where others stand between, half the room goes to each side of them. */
static void part(struct paragraph_state *p, struct ruby *a, struct ruby *b, length room)
{
    length d;
    if (!distance(p, a, b, &d))
        return;
    p->units.v[a->to - 1].gap += room - (a->to == b->from ? 0 : room / 2);
    if (a->to < b->from)
        p->units.v[b->from - 1].gap += room / 2;
    length slack = d + room - length_max(em(p, a, APART), em(p, b, APART));
    a->slack_after = b->slack_before = length_max(0, slack);
}

/* RB-02: neighbours with an annotation each are loosened alike, by what the tightest pair needs.
 * Returns the last one of the chain. */
static size_t part_chain(struct paragraph_state *p, struct ruby *r, size_t n, size_t from)
{
    size_t last = from;
    length room = 0, d;
    while (last + 1 < n && r[last].to == r[last + 1].from && !is_word(p, &r[last]) &&
           !is_word(p, &r[last + 1]) && distance(p, &r[last], &r[last + 1], &d)) {
        room = length_max(room, lack(p, &r[last], &r[last + 1]));
        last++;
    }
    for (size_t i = from; i < last; i++)
        part(p, &r[i], &r[i + 1], room);
    return last;
}

/* At a line's end the annotation is drawn in to the edge, and so twice as far over its neighbour or
 * nearer to that one's annotation: by as much as there is no room for it, the line gets longer. */
static length edge_room(const struct paragraph_state *p, const struct ruby *r, length slack,
                        size_t neighbour)
{
    if (r->over <= 0)
        return 0;
    length room = r->over - slack / 2; /* the neighbour may be drawn in from the other end */
    size_t gap_of = neighbour < r->from ? neighbour : r->to - 1;
    if (neighbour < p->units.n && !is_annotated(p, neighbour))
        room =
            length_max(room, 2 * (r->over - em(p, r, OVERHANG)) - least_gap(&p->units.v[gap_of]));
    return length_max(0, room);
}

static void give_edges(struct paragraph_state *p, const struct ruby *r)
{
    struct unit *u = p->units.v;
    u[r->from].start_extra = edge_room(p, r, r->slack_after, r->to);
    u[r->to - 1].end_extra = edge_room(p, r, r->slack_before, r->from - 1);
}

/* Annotations that have a base, in their order. */
static size_t drop_baseless(struct paragraph_state *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->rubies.n; i++)
        if (p->rubies.v[i].to > p->rubies.v[i].from)
            p->rubies.v[n++] = p->rubies.v[i];
    return n;
}

void ruby_space(struct paragraph_state *p)
{
    size_t n = drop_baseless(p);
    struct ruby *r = p->rubies.v;
    p->rubies.n = n;
    for (size_t i = 0; i < n; i++) {
        p->looks.v[p->units.v[r[i].from].look].ruby = (int)i + 1;
        r[i].slack_before = r[i].slack_after = LENGTH_MAX / 4;
        spread_base(p, &r[i]);
        clear_neighbours(p, &r[i]);
    }
    for (size_t i = 0; i + 1 < n;) {
        size_t last = part_chain(p, r, n, i);
        if (last == i) {
            part(p, &r[i], &r[i + 1], lack(p, &r[i], &r[i + 1]));
            last++;
        }
        i = last;
    }
    for (size_t i = 0; i < n; i++)
        give_edges(p, &r[i]);
}

/* ---- positions ---- */

static const struct ruby *ruby_of(const struct setting *s, size_t i)
{
    int number = setting_look(s, i)->ruby;
    return number ? &s->p->rubies.v[number - 1] : NULL;
}

void ruby_edges(struct setting *s)
{
    s->opens = s->closes = SIZE_MAX;
    if (!s->p->rubies.n)
        return;
    const struct ruby *first = ruby_of(s, 0), *last = ruby_of(s, s->n - 1);
    if (first && s->units[0].start_extra) {
        size_t to = first->to - s->first;
        s->opens = (to < s->n ? to : s->n) - 1;
    }
    if (last && s->units[s->n - 1].end_extra)
        s->closes = last->from > s->first ? last->from - s->first : 0;
}

/* The baseline of annotations stands on the base's em box. */
static length baseline(const struct setting *s, const struct ruby *r, size_t i)
{
    const struct look *look = setting_look(s, i);
    const struct style *style = s->p->composer->layout->styles[LAYOUT_SPAN_RUBY];
    const struct font_role *over = style && style->sets_font ? style->font : look->font;
    const struct role_faces *below = composer_role(s->p->composer, look->font);
    const struct role_faces *above = composer_role(s->p->composer, over);
    const struct face *base = below->han ? below->han : below->western;
    const struct face *face = above->han ? above->han : above->western;
    return -face_scale(base, base->em_top, look->size) + face_scale(face, face->em_bottom, r->size);
}

static void put_runs(struct setting *s, const struct ruby *r, size_t i, length x)
{
    length y = baseline(s, r, i);
    for (size_t k = 0; k < r->n_runs; k++) {
        struct glyph_run *run = vec_add(&s->runs);
        *run = r->runs[k];
        run->x += x;
        run->y = y;
        if (run->direction == RUN_UPRIGHT) /* by its middle */
            run->y -= face_scale(run->face, run->face->em_top + run->face->em_bottom, r->size) / 2;
    }
    s->above = length_max(s->above, r->size);
    setting_mark(s, i);
}

void ruby_put(struct setting *s)
{
    for (size_t i = 0; s->p->rubies.n && i < s->n;) {
        const struct ruby *r = ruby_of(s, i);
        size_t end = i + 1;
        while (r && end < s->n && s->first + end < r->to)
            end++;
        if (r && s->first + i == r->from) {
            length base = s->starts.v[end - 1] + setting_advance(s, end - 1) - s->starts.v[i];
            length x = s->starts.v[i] + (base - r->width) / 2;
            x = length_max(0, length_min(x, s->starts.v[s->n] - r->width));
            put_runs(s, r, i, x);
        }
        i = end;
    }
}
