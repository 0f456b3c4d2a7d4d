/* Pass 3b: where Western text may be parted: between words by UAX #14, inside them by the points of
 * words.h (LW), with a hyphen only when the paragraph needs it. */
#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/paragraph.h"
#include "compose/words.h"
#include "unicode/linebreak.h"

#include <utf8proc.h>

/* A division may not leave a letter standing alone against the measure: runs shorter than this have
 * no points. */
enum { SHORTEST_RUN = 5 };

struct western {
    struct paragraph_state *p;
    uint32_t *text;        /* letters, blanks between them */
    unsigned char *breaks; /* enum line_break, after each */
    size_t *at;            /* of each letter in text */
    unsigned char *points; /* enum word_point, after each letter */
};

static bool is_western(const struct paragraph_state *p, size_t letter)
{
    return class_is_western(p->letters.v[letter].class);
}

/* A sign is an ideograph to UAX #14 (LB-16), but for one inside a Western word: 3×4, A→B. */
static uint32_t spelled(const struct paragraph_state *p, size_t i)
{
    enum { IDEOGRAPH = 0x4E00 };
    const struct letter *l = &p->letters.v[i];
    if (l->class != CLASS_HAN || !rules_is_sign(l->c))
        return l->c;
    bool inside = i > 0 && i + 1 < p->letters.n && is_western(p, i - 1) && is_western(p, i + 1) &&
                  !l[-1].space_after && !l->space_after;
    return inside ? l->c : IDEOGRAPH;
}

static void spell(struct western *w)
{
    struct paragraph_state *p = w->p;
    size_t n = 0;
    for (size_t i = 0; i < p->letters.n; i++) {
        w->at[i] = n;
        w->text[n++] = spelled(p, i);
        if (p->letters.v[i].space_after)
            w->text[n++] = ' ';
    }
    unicode_line_breaks(w->text, n, w->breaks);
}

/* What divides the words of a run: in code nothing does, a hyphen would be read as the code's. */
static struct hyphenator *hyphenator_for(const struct paragraph_state *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (p->looks.v[p->letters.v[i].look].format & SPAN_CODE)
            return NULL;
    return p->hyphens ? p->composer->hyphenator : NULL;
}

static void mark_runs(struct western *w)
{
    struct paragraph_state *p = w->p;
    for (size_t from = 0; from < p->letters.n;) {
        size_t to = from;
        while (to < p->letters.n && is_western(p, to)) {
            to++;
            if (p->letters.v[to - 1].space_after || p->letters.v[to - 1].forced)
                break;
        }
        if (to - from >= SHORTEST_RUN) {
            size_t at = w->at[from];
            const char *language = p->looks.v[p->letters.v[from].look].language;
            words_mark(hyphenator_for(p, from, to), *language ? language : WESTERN_LANGUAGE,
                       w->text + at, to - from, w->points + from);
        }
        from = to > from ? to : from + 1;
    }
}

static length hyphen_width(const struct paragraph_state *p, const struct unit *u)
{
    const struct face *face = p->glyphs.v[u->glyph_from].face;
    hb_codepoint_t hyphen;
    if (!hb_font_get_nominal_glyph(face->hb_font, '-', &hyphen))
        return 0;
    return face_scale(face, hb_font_get_glyph_h_advance(face->hb_font, hyphen), u->size);
}

/* UAX #14 decides between words; it has no say where a Chinese rule or the layout does (LB-16). */
static bool unicode_forbids(const struct western *w, const struct unit *a, const struct unit *b)
{
    const struct paragraph_state *p = w->p;
    size_t end = w->at[a->letter_to - 1] + p->letters.v[a->letter_to - 1].space_after;
    bool chinese = !class_is_plain(a->class) || !class_is_plain(b->class);
    bool freed = rules_frees(p->composer->rules, p->letters.v[a->letter_to - 1].c,
                             p->letters.v[b->letter_from].c);
    return !chinese && !freed && w->breaks[end] == LINE_BREAK_NEVER;
}

static uint32_t spelling(const struct paragraph_state *p, size_t unit)
{
    const struct unit *u = &p->units.v[unit];
    return u->letter_to - u->letter_from == 1 ? p->letters.v[u->letter_from].c : 0;
}

/* UB-04: after a hyphen of a telephone number that is longer than half the measure. Dates and what
 * is too long to be dialled are none. */
static bool parts_telephone(const struct paragraph_state *p, size_t i)
{
    enum { LONGEST = 24, FEWEST_DIGITS = 7 };
    size_t from = i, to = i, digits = 0, hyphens = 0;
    if (spelling(p, i) != '-' || i == 0 || i + 1 >= p->units.n ||
        !utf8_is_digit(spelling(p, i - 1)) || !utf8_is_digit(spelling(p, i + 1)))
        return false;
    while (from > 0 && i - from < LONGEST && p->units.v[from - 1].inside_word &&
           (utf8_is_digit(spelling(p, from - 1)) || spelling(p, from - 1) == '-'))
        from--;
    while (to < p->units.n && to - i < LONGEST &&
           (utf8_is_digit(spelling(p, to)) || spelling(p, to) == '-') &&
           (to == i || p->units.v[to - 1].inside_word))
        to++;
    length width = 0;
    for (size_t k = from; k < to; k++) {
        digits += utf8_is_digit(spelling(p, k));
        hyphens += spelling(p, k) == '-';
        width += unit_advance(&p->units.v[k]);
    }
    bool date = hyphens == 2 && to - from <= 10 && spelling(p, from + 4) == '-';
    return !date && digits >= FEWEST_DIGITS && to - from <= LONGEST &&
           2 * width > p->input->measure;
}

static bool is_letter(const struct letter *l)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)l->c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

/* LW-09: between letters only; numbers stay whole (UB-04), marks beside their words. */
static bool parts_anywhere(const struct paragraph_state *p, size_t i)
{
    const struct unit *a = &p->units.v[i];
    return p->composer->rules->composition.break_words && a->inside_word &&
           a->class == CLASS_WESTERN && a[1].class == CLASS_WESTERN &&
           is_letter(&p->letters.v[a->letter_to - 1]) && is_letter(&p->letters.v[a[1].letter_from]);
}

static void decide(struct western *w, struct unit *a)
{
    enum { COST_LESSER = 30000 }; /* LW-03: rather a tenth of an em a gap than such a point */
    const struct paragraph_state *p = w->p;
    size_t i = (size_t)(a - p->units.v);
    const struct letter *last = &p->letters.v[a->letter_to - 1];
    if (a->breaks == BREAK_FORCED || last->glue || last->chance)
        return;
    enum word_point point = w->points[a->letter_to - 1];
    if (point == POINT_NONE && (parts_anywhere(p, i) || parts_telephone(p, i)))
        point = POINT_BREAK;
    if (a->inside_word && point != POINT_NONE) {
        if (point == POINT_LESSER && a->breaks == BREAK_NEVER)
            a->penalty += COST_LESSER;
        a->hyphen = point == POINT_HYPHEN ? hyphen_width(p, a) : 0;
        if (point == POINT_HYPHEN && !a->hyphen)
            return;
        a->breaks = BREAK_ALLOWED;
        a->rule = NULL;
    } else if (a->breaks == BREAK_ALLOWED && unicode_forbids(w, a, a + 1)) {
        a->breaks = BREAK_NEVER;
        a->rule = "LB-16";
    }
}

/* Where the word begins that the paragraph ends with; behind the last unit when it ends otherwise.
 */
static size_t find_last_word(const struct paragraph_state *p)
{
    size_t i = p->units.n;
    while (i > 0 && !class_is_plain(p->units.v[i - 1].class))
        i--;
    if (i == 0 || p->units.v[i - 1].class != CLASS_WESTERN)
        return p->units.n;
    while (i > 1 && p->units.v[i - 2].inside_word)
        i--;
    return i - 1;
}

void paragraph_western(struct paragraph_state *p)
{
    size_t n = p->letters.n;
    struct western w = {.p = p};
    w.text = xcalloc(2 * n + 1, sizeof *w.text);
    w.breaks = xcalloc(2 * n + 1, 1);
    w.at = xcalloc(n + 1, sizeof *w.at);
    w.points = xcalloc(n + 1, 1);
    p->last_word = find_last_word(p);
    spell(&w);
    mark_runs(&w);
    for (size_t i = 0; i < p->units.n; i++)
        decide(&w, &p->units.v[i]);
    free(w.text);
    free(w.breaks);
    free(w.at);
    free(w.points);
}
