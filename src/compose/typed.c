/* Marks as they are typed on a Western keyboard, turned into those that are meant, beside Han only
 * and never in code (MD-03, MD-04, MD-11). */
#include "base/utf8.h"
#include "compose/paragraph.h"

static bool is_chinese(const struct letter *l)
{
    if (!l)
        return false;
    const struct class_rule *rule = class_rule(l->class);
    return l->class == CLASS_HAN || rule->left || rule->right;
}

static bool is_digit(const struct letter *l)
{
    return l && utf8_is_digit(l->c);
}

static void become(struct letter *l, uint32_t c)
{
    l->c = c;
    l->class = (uint8_t)class_of(c);
}

/* ---- straight quotation marks ---- */

static bool beside_han(const struct paragraph_state *p, size_t i)
{
    return (i > 0 && is_chinese(letter_at(p, i - 1))) || is_chinese(letter_at(p, i + 1));
}

static bool is_straight(const struct paragraph_state *p, size_t i, uint32_t c)
{
    const struct letter *l = letter_at(p, i);
    if (l->c != c || letter_is_code(p, l))
        return false;
    bool word_before =
        i > 0 && letter_at(p, i - 1)->class == CLASS_WESTERN && !letter_at(p, i - 1)->space_after;
    const struct letter *next = letter_at(p, i + 1);
    bool word_after = next && next->class == CLASS_WESTERN && !l->space_after;
    return !(c == '\'' && word_before && word_after); /* an apostrophe */
}

/* The partner of the straight mark at `from`, or letters.n. */
static size_t partner(const struct paragraph_state *p, size_t from, uint32_t c)
{
    size_t i = from + 1;
    while (i < p->letters.n && !is_straight(p, i, c))
        i++;
    return i;
}

/* MD-03: pairs in order; a pair is Chinese when Han stand beside either of its marks. */
static void pair_quotes(struct paragraph_state *p, uint32_t c, uint32_t open, uint32_t close)
{
    for (size_t i = 0; i < p->letters.n; i++) {
        if (!is_straight(p, i, c))
            continue;
        size_t end = partner(p, i, c);
        if (end == p->letters.n)
            return; /* one without a partner: an inch, a minute */
        if (beside_han(p, i) || beside_han(p, end)) {
            become(&p->letters.v[i], open);
            become(&p->letters.v[end], close);
        }
        i = end;
    }
}

/* ---- dashes and dots ---- */

static size_t run_length(const struct paragraph_state *p, size_t from)
{
    size_t n = 1;
    while (from + n < p->letters.n && letter_at(p, from + n)->c == letter_at(p, from)->c &&
           !letter_at(p, from + n - 1)->space_after)
        n++;
    return n;
}

static void remove_letters(struct paragraph_state *p, size_t from, size_t n)
{
    memmove(&p->letters.v[from], &p->letters.v[from + n],
            (p->letters.n - from - n) * sizeof *p->letters.v);
    p->letters.n -= n;
}

/* MD-04: `--` and `...` beside Han become —— and ……. */
static void make_long_marks(struct paragraph_state *p)
{
    for (size_t i = 0; i < p->letters.n; i++) {
        struct letter *l = &p->letters.v[i];
        bool dash = l->c == '-', dots = l->c == '.';
        if ((!dash && !dots) || letter_is_code(p, l))
            continue;
        size_t n = run_length(p, i);
        bool han = (i > 0 && is_chinese(letter_at(p, i - 1))) || is_chinese(letter_at(p, i + n));
        if (han && ((dash && n == 2) || (dots && (n == 3 || n == 6)))) {
            become(&p->letters.v[i], dash ? 0x2014 : 0x2026);
            become(&p->letters.v[i + 1], dash ? 0x2014 : 0x2026);
            p->letters.v[i + 1].space_after = p->letters.v[i + n - 1].space_after;
            p->letters.v[i + 1].forced = p->letters.v[i + n - 1].forced;
            remove_letters(p, i + 2, n - 2);
            n = 2;
        }
        i += n - 1;
    }
}

/* MD-11: a single ~ between numbers is the wave dash of ranges (NU-03). */
static void make_wave_dashes(struct paragraph_state *p)
{
    for (size_t i = 1; i + 1 < p->letters.n; i++) {
        struct letter *l = &p->letters.v[i];
        const struct letter *before = letter_at(p, i - 1);
        bool number = is_digit(before) || before->class == CLASS_POSTFIX;
        if (l->c == '~' && !letter_is_code(p, l) && number && is_digit(letter_at(p, i + 1)))
            become(l, 0xFF5E);
    }
}

void paragraph_typed(struct paragraph_state *p)
{
    pair_quotes(p, '"', 0x201C, 0x201D);
    pair_quotes(p, '\'', 0x2018, 0x2019);
    make_long_marks(p);
    make_wave_dashes(p);
}
