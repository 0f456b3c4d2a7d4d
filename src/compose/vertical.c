/* What vertical lines have of their own (VT). A vertical line is composed as a horizontal one and
 * then laid on its side, so that all rules hold along it (VT-07): this file says which letters
 * stand upright in it, and how they look there. */
#include "compose/vertical.h"
#include "base/utf8.h"

#include "compose/composer.h"

/* ---- marks (VT-02, VT-03) ---- */

static const struct {
    uint32_t typed, shown;
} quotes[] = {{0x201C, 0x300E}, {0x201D, 0x300F}, {0x2018, 0x300C}, {0x2019, 0x300D}};

/* VT-03: the author's text is not touched, only what is shown for it. */
static uint32_t shown(const struct letter *l)
{
    bool mark = l->class == CLASS_OPEN || l->class == CLASS_CLOSE;
    for (size_t i = 0; mark && i < sizeof quotes / sizeof *quotes; i++)
        if (quotes[i].typed == l->c)
            return quotes[i].shown;
    return 0;
}

bool vertical_keeps_body(uint32_t c)
{
#define FIXED(code) code,
    static const uint32_t fixed[] = {
#include "compose/upright.def"
    };
#undef FIXED
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (fixed[i] == c)
            return true;
    return false;
}

/* ---- Western text (VT-06) ---- */

static bool is_capital(uint32_t c)
{
    return c >= 'A' && c <= 'Z';
}

static size_t word_end(const struct paragraph_state *p, size_t from)
{
    const struct letter *l = p->letters.v;
    size_t end = from + 1;
    while (end < p->letters.n && class_is_western(l[end].class) && !l[end - 1].space_after &&
           !l[end - 1].forced && l[end].look == l[from].look)
        end++;
    return end;
}

static bool all(const struct paragraph_state *p, size_t from, size_t to, bool is(uint32_t))
{
    for (size_t i = from; i < to; i++)
        if (!is(p->letters.v[i].c))
            return false;
    return true;
}

static bool is_letter_or_digit(uint32_t c)
{
    return utf8_is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z');
}

static void stand(struct paragraph_state *p, size_t from, size_t to, enum stance stance)
{
    for (size_t i = from; i < to; i++) {
        struct letter *l = &p->letters.v[i];
        l->stance = (uint8_t)stance;
        if (stance == STANCE_TURNED)
            continue;
        l->class = CLASS_HAN;
        l->gap = false;
        l->glue = l->glue || (stance == STANCE_BESIDE && i + 1 < to);
    }
}

/* Numbers of two and three digits stand side by side; what is one letter, one digit or a short run
 * of capitals stands upright, an em each, like Han; all else lies on its side. */
static void place_word(struct paragraph_state *p, size_t from, size_t to)
{
    enum { DIGITS = 3, CAPITALS = 4 };
    size_t n = to - from;
    bool spaced =
        p->letters.v[to - 1].space_after || (from > 0 && p->letters.v[from - 1].space_after);
    enum stance stance = STANCE_TURNED;
    bool number = all(p, from, to, utf8_is_digit);
    if (spaced || (number && p->input->style->digits_lie))
        stance = STANCE_TURNED; /* among other words or numbers */
    else if (n > 1 && n <= DIGITS && number)
        stance = STANCE_BESIDE;
    else if (n == 1 || (n <= CAPITALS && all(p, from, to, is_capital)))
        stance = STANCE_UPRIGHT;
    stand(p, from, to, stance);
}

/* The end of a note's mark such as a), all of its look, 0: there is none. */
static size_t mark_end(const struct paragraph_state *p, size_t from)
{
    enum { MOST = 3 };
    const struct letter *l = p->letters.v;
    size_t n = p->letters.n, end = from;
    while (end < n && l[end].look == l[from].look)
        end++;
    bool alone = from == 0 || l[from - 1].look != l[from].look;
    if (!alone || end - from < 2 || end - from > MOST || l[end - 1].c != ')' ||
        !all(p, from, end - 1, is_letter_or_digit))
        return 0;
    return end;
}

void vertical_letters(struct paragraph_state *p)
{
    for (size_t i = 0, end; i < p->letters.n; i = end) {
        struct letter *l = &p->letters.v[i];
        end = mark_end(p, i);
        if (end) {
            stand(p, i, end, STANCE_BESIDE);
            continue;
        }
        end = i + 1;
        l->shown = shown(l);
        if (!class_is_western(l->class))
            continue;
        end = word_end(p, i);
        if (l->class == CLASS_WESTERN || end - i > 1)
            place_word(p, i, end);
        else
            l->stance = STANCE_TURNED;
    }
}

/* ---- forms (FT-05, VT-05) ---- */

/* What must lie along the line. */
static bool lies(const struct letter *l)
{
    return l->class == CLASS_DASH || l->class == CLASS_ELLIPSIS || l->class == CLASS_CONNECTOR ||
           l->class == CLASS_OPEN || l->class == CLASS_CLOSE || l->class == CLASS_SOLIDUS;
}

static const struct shaped *shape_some(struct paragraph_state *p, const struct face *face,
                                       enum shape_script script, const uint32_t *c, size_t *n)
{
    return shape(p->composer->shaper, face, script, p->composer->language, c, *n, 0, *n, n);
}

/* Whether a face has a vertical form of a character; of a dash, one that is unbroken. */
static bool has_form(struct paragraph_state *p, const struct face *face, const struct letter *l)
{
    uint32_t c[] = {l->shown ? l->shown : l->c, l->c};
    size_t n = l->class == CLASS_DASH ? 2 : 1, m = n;
    uint32_t flat = shape_some(p, face, SHAPE_HAN, c, &n)->glyph;
    const struct shaped *s = shape_some(p, face, SHAPE_VERTICAL, c, &m);
    return m == 1 && s->glyph != flat;
}

void vertical_turn(struct paragraph_state *p, size_t i, const struct face *face)
{
    struct letter *l = &p->letters.v[i];
    if (face && l->stance == STANCE_UPRIGHT && lies(l) && !has_form(p, face, l))
        l->stance = STANCE_TURNED;
}

/* A stop or pause without a vertical form goes from the left foot of its body to the right top. */
void vertical_corner(const struct letter *l, struct raw_glyph *g)
{
    hb_codepoint_t nominal;
    hb_glyph_extents_t e;
    const struct face *face = g->face;
    if ((l->class != CLASS_STOP && l->class != CLASS_PAUSE) || vertical_keeps_body(l->c) ||
        !hb_font_get_nominal_glyph(face->hb_font, l->c, &nominal) || nominal != g->id ||
        !hb_font_get_glyph_extents(face->hb_font, g->id, &e))
        return;
    int x = e.x_bearing + e.width / 2, y = e.y_bearing + e.height / 2;
    g->x_offset += face->upem - 2 * x;
    g->y_offset += face->em_top + face->em_bottom - 2 * y;
}

/* ---- numbers side by side ---- */

/* VT-06: narrowed to an em, but to no less than 80 %. */
void vertical_beside(const struct paragraph_state *p, struct unit *u)
{
    enum { LEAST = 800 };
    length width = 0;
    for (size_t g = u->glyph_from; g < u->glyph_to; g++)
        width += face_scale(p->glyphs.v[g].face, p->glyphs.v[g].advance, u->size);
    length em = p->looks.v[u->look].size;
    u->body = em;
    if (width > em)
        u->narrow = length_max(length_scale(LENGTH_PT, em, width), LENGTH_PT * LEAST / 1000);
    u->across = u->narrow ? length_scale(width, u->narrow, LENGTH_PT) : width;
}
