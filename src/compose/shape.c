/* Pass 2: letters to glyphs and units. */
#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/paragraph.h"
#include "compose/vertical.h"
#include "unicode/gb18030.h"

#include <assert.h>

/* FT-08: a form of a Han that the font is asked for; not whether an emoji is in colour. */
static bool is_variation(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0D) || (c >= 0xE0100 && c <= 0xE01EF);
}

static const struct face *find_face(const struct role_faces *r, bool western, uint32_t c)
{
    const struct face *first = western ? r->western : r->han;
    const struct face *second = western ? r->han : r->western;
    if (first && face_has(first, c))
        return first;
    if (second && face_has(second, c))
        return second;
    for (size_t i = 0; i < r->n_fallback; i++)
        if (r->fallback[i] && face_has(r->fallback[i], c))
            return r->fallback[i];
    return NULL;
}

bool shape_has(const struct composer *c, const struct font_role *font, uint32_t character)
{
    return find_face(composer_role(c, font), false, character) != NULL;
}

static void report_missing(struct paragraph_state *p, const struct font_role *role, uint32_t c,
                           struct place at)
{
    struct buf b = {0};
    utf8_put(&b, c);
    if (gb18030_level(c))
        buf_format(&b, ", a Han of level %d of GB 18030", gb18030_level(c));
    diag_add(p->diags, DIAG_GLYPH_MISSING, at, "no font of role `%.*s` has U+%04X %.*s",
             STR_ARG(role->name), c, STR_ARG(buf_view(&b)));
    diag_hint(p->diags,
              "replace the character, or add a font that has it to the role's `fallback`");
    buf_free(&b);
}

/* Letters and signs of formulas in a line (FG-06), of which fonts of text have few. */
static bool is_mathematical(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } blocks[] = {
#define BLOCK(first, last) {first, last},
#include "compose/mathematical.def"
#undef BLOCK
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (c >= blocks[i].first && c <= blocks[i].last)
            return true;
    return false;
}

const struct face *shape_face(struct paragraph_state *p, const struct letter *l,
                              const struct font_role *font, const struct face *before)
{
    const struct role_faces *role = composer_role(p->composer, font);
    if (letter_joins(l->c) && before)
        return before;
    const struct face *f = find_face(role, l->western, l->shown ? l->shown : l->c);
    if (!f && is_mathematical(l->c))
        f = composer_math(p->composer, font, p->diags);
    if (f && face_has(f, l->shown ? l->shown : l->c))
        return f;
    report_missing(p, font, l->c, l->at);
    return role->han ? role->han : role->western;
}

/* The usual form stands there then, also at a line's end; the text keeps its selector. */
static void check_variation(struct paragraph_state *p, size_t i, const struct face *face)
{
    const struct letter *l = &p->letters.v[i];
    hb_codepoint_t glyph;
    if (i == 0 || !face || !is_variation(l->c) ||
        hb_font_get_variation_glyph(face->hb_font, l[-1].c, l->c, &glyph))
        return;
    struct buf b = {0};
    utf8_put(&b, l[-1].c);
    diag_add(p->diags, DIAG_VARIATION_MISSING, l[-1].at,
             "`%.*s` has no form U+%04X of %.*s: the usual one is set", STR_ARG(face->name), l->c,
             STR_ARG(buf_view(&b)));
    diag_hint(p->diags, "take the variation selector out, or choose a font that has the form");
    buf_free(&b);
}

void composer_warm(struct composer *c, enum layout_style style)
{
    const struct role_faces *role = composer_role(c, c->layout->styles[style]->font);
    static const uint32_t han = 0x4E00, western = 'x';
    size_t n;
    if (role->han)
        shape(c->shaper, role->han, SHAPE_HAN, c->language, &han, 1, 0, 1, &n);
    if (role->western)
        shape(c->shaper, role->western, SHAPE_WESTERN, WESTERN_LANGUAGE, &western, 1, 0, 1, &n);
}

/* ---- units ---- */

enum stance unit_stance(const struct paragraph_state *p, const struct unit *u)
{
    if (!p->input->style->vertical)
        return STANCE_TURNED;
    return (enum stance)p->letters.v[u->letter_from].stance;
}

static length scaled(const struct paragraph_state *p, const struct unit *u)
{
    int64_t sum = 0;
    for (size_t g = u->glyph_from; g < u->glyph_to; g++)
        sum += p->glyphs.v[g].advance;
    return u->glyph_from < u->glyph_to ? face_scale(p->glyphs.v[u->glyph_from].face, sum, u->size)
                                       : 0;
}

/* NU-01: set half an em wide. */
static bool is_half_digit(const struct paragraph_state *p, const struct letter *l)
{
    return p->composer->rules->composition.half_digits && l->western && utf8_is_digit(l->c);
}

static enum shape_script script_of(const struct paragraph_state *p, const struct letter *l)
{
    static const enum shape_script upright[] = {
        [STANCE_UPRIGHT] = SHAPE_VERTICAL, [STANCE_BESIDE] = SHAPE_HALF_WIDTH};
    if (p->input->style->vertical && l->stance != STANCE_TURNED)
        return upright[l->stance];
    if (is_half_digit(p, l))
        return SHAPE_DIGITS;
    return l->western ? SHAPE_WESTERN : SHAPE_HAN;
}

static bool is_western_face_unit(const struct paragraph_state *p, const struct unit *u)
{
    return p->letters.v[u->letter_from].western;
}

static length font_size(const struct look *look, bool western)
{
    return western ? length_scale(look->size, look->font->western_scale, LENGTH_PT) : look->size;
}

/* Gives a mark the body its class wants, whatever the font's advance is: the ink of an opening mark
 * stands right in it, that of an interpunct in the middle (CC-03, CC-08, FT-04). */
static void give_body(struct paragraph_state *p, struct unit *u)
{
    length advance = scaled(p, u);
    const struct class_rule *rule = &p->composer->rules->classes[u->class];
    u->body = advance;
    if (is_half_digit(p,
                      &p->letters.v[u->letter_from])) { /* of the Chinese size, ink in its middle */
        u->body = p->looks.v[u->look].size / 2;
        u->shift = (u->body - advance) / 2;
    }
    if (!rule->body || is_western_face_unit(p, u))
        return;
    u->body = length_scale(u->size, rule->body, 1000);
    if (u->class == CLASS_OPEN)
        u->shift = u->body - advance;
    else if (u->class == CLASS_MIDDLE_DOT)
        u->shift = (u->body - advance) / 2;
}

static void add_unit(struct paragraph_state *p, size_t letter_from, size_t letter_to,
                     size_t glyph_from, size_t glyph_to)
{
    const struct letter *l = &p->letters.v[letter_from];
    const struct look *look = &p->looks.v[l->look];
    struct unit *u = vec_add(&p->units);
    u->letter_from = letter_from;
    u->letter_to = letter_to;
    u->glyph_from = glyph_from;
    u->glyph_to = glyph_to;
    u->class = l->class;
    u->look = l->look;
    u->size = font_size(look, l->western);
    give_body(p, u);
    if (!p->input->style->vertical || l->stance == STANCE_TURNED)
        return;
    if (l->stance == STANCE_BESIDE)
        vertical_beside(p, u);
    for (size_t g = glyph_from; g < glyph_to; g++)
        vertical_corner(l, &p->glyphs.v[g]);
}

size_t shape_add_glyphs(struct paragraph_state *p, const struct face *face, const struct shaped *s,
                        size_t n)
{
    size_t first = p->glyphs.n;
    for (size_t i = 0; i < n; i++) {
        struct raw_glyph *g = vec_add(&p->glyphs);
        *g = (struct raw_glyph){face, s[i].glyph, s[i].advance, s[i].x_offset, s[i].y_offset};
    }
    return first;
}

static void shape_run(struct paragraph_state *p, const uint32_t *text, size_t from, size_t to,
                      const struct face *face)
{
    const struct letter *l = &p->letters.v[from];
    size_t n;
    const struct shaped *s = shape(p->composer->shaper, face, script_of(p, l),
                                   l->western ? WESTERN_LANGUAGE : p->composer->language, text,
                                   p->letters.n, from, to, &n);
    size_t first = shape_add_glyphs(p, face, s, n);
    size_t *starts = malloc((n + 1) * sizeof *starts);
    if (!starts)
        xalloc_die();
    for (size_t i = 0; i < n; i++)
        starts[i] = s[i].cluster;
    starts[n] = to;
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && starts[end] == starts[i])
            end++;
        if (p->input->style->vertical && l->stance == STANCE_BESIDE)
            end = n;
        assert(starts[end] > starts[i] && starts[end] <= to);
        add_unit(p, starts[i], starts[end], first + i, first + end);
        i = end;
    }
    free(starts);
}

static bool same_run(const struct paragraph_state *p, size_t a, size_t b)
{
    const struct letter *x = &p->letters.v[a], *y = &p->letters.v[b];
    return is_half_digit(p, x) == is_half_digit(p, y) && x->look == y->look &&
           x->western == y->western && x->stance == y->stance && !x->space_after && !x->forced &&
           !(x->stance == STANCE_BESIDE && !x->glue);
}

static void shape_letters(struct paragraph_state *p)
{
    size_t n = p->letters.n;
    uint32_t *text = xcalloc(n + 1, sizeof *text);
    const struct face **faces = xcalloc(n + 1, sizeof(struct face *));
    for (size_t i = 0; i < n; i++) {
        const struct letter *l = &p->letters.v[i];
        text[i] = l->shown ? l->shown : l->c;
        faces[i] = shape_face(p, l, p->looks.v[l->look].font, i ? faces[i - 1] : NULL);
        check_variation(p, i, faces[i]);
        if (p->input->style->vertical)
            vertical_turn(p, i, faces[i]);
    }
    for (size_t from = 0; from < n;) {
        size_t to = from + 1;
        while (to < n && faces[to] == faces[from] && same_run(p, to - 1, to))
            to++;
        if (faces[from])
            shape_run(p, text, from, to, faces[from]);
        from = to;
    }
    free(text);
    free(faces);
}

/* FN-01: a ring and what is in it are as wide as ⑳. */
static void widen_rings(struct paragraph_state *p)
{
    for (size_t i = 0, end; i < p->units.n; i = end) {
        struct unit *u = &p->units.v[i];
        length width = u->body;
        end = i + 1;
        if (!(p->looks.v[u->look].format & SPAN_RING))
            continue;
        while (end < p->units.n && p->units.v[end].look == u->look)
            width += p->units.v[end++].body;
        length em = length_scale(p->looks.v[u->look].size, 1000, RING_TEXT);
        length free = length_max(em - width, 0);
        u->shift += free / 2;
        u->body += free / 2;
        p->units.v[end - 1].body += free - free / 2;
    }
}

void paragraph_shape(struct paragraph_state *p)
{
    shape_letters(p);
    widen_rings(p);
    paragraph_join_dashes(p);
    ruby_shape(p);
}
