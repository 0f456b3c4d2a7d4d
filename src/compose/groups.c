/* Groups that stay whole (UB): numbers with their labels, units and counters, initials and
 * surnames, the layout's own words. */
#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/paragraph.h"

static const struct letter *last_of(const struct paragraph_state *p, const struct unit *u)
{
    return &p->letters.v[u->letter_to - 1];
}

static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xFF21 && c <= 0xFF3A);
}

/* UB-07: a label and its number. */
static bool is_labelled(const struct paragraph_state *p, size_t number)
{
    enum { LONGEST = 4 };
    uint32_t text[LONGEST];
    size_t n = 0;
    for (size_t i = number > LONGEST ? number - LONGEST : 0; i < number; i++)
        text[n++] = p->letters.v[i].c;
    return utf8_is_digit(p->letters.v[number].c) && rules_label_ends(text, n);
}

/* ---- numbers with blanks (UB-04, UB-05) ---- */

/* Digits before and with letter i, and after it, without blanks; counted to four. */
static size_t digits_to(const struct paragraph_state *p, size_t i)
{
    size_t n = 0;
    while (n < 4 && n <= i && utf8_is_digit(p->letters.v[i - n].c) &&
           (n == 0 || !p->letters.v[i - n].space_after))
        n++;
    return n;
}

static size_t digits_from(const struct paragraph_state *p, size_t i)
{
    size_t n = 0;
    while (n < 4 && i + n < p->letters.n && utf8_is_digit(p->letters.v[i + n].c) &&
           (n == 0 || !p->letters.v[i + n - 1].space_after))
        n++;
    return n;
}

/* 12 345: thousands are parted by a blank. */
static bool is_grouped(const struct paragraph_state *p, size_t i)
{
    size_t before = digits_to(p, i);
    return before >= 1 && before <= 3 && digits_from(p, i + 1) == 3;
}

bool letters_unit(const struct paragraph_state *p, size_t i)
{
    enum { LONGEST = 8 };
    uint32_t text[LONGEST];
    size_t n = 0;
    bool ends = false;
    for (; i < p->letters.n && n < LONGEST && !ends; i++) {
        if (p->letters.v[i].class != CLASS_WESTERN && p->letters.v[i].class != CLASS_POSTFIX)
            break;
        text[n++] = p->letters.v[i].c;
        ends = p->letters.v[i].space_after;
    }
    return n && rules_is_unit(text, n);
}

/* 5 kg, 10 km/h. */
static bool has_unit(const struct paragraph_state *p, size_t i)
{
    return utf8_is_digit(p->letters.v[i].c) && letters_unit(p, i + 1);
}

/* ---- initials (UB-09) ---- */

/* Ｂ．盖茨, J. K. Rowling: the point of an initial and what it belongs to. */
static bool is_initial(const struct paragraph_state *p, size_t i)
{
    const struct letter *l = &p->letters.v[i];
    if ((l->c != '.' && l->c != 0xFF0E) || i == 0 || i + 1 >= p->letters.n || !is_capital(l[-1].c))
        return false;
    bool alone = i == 1 || l[-2].space_after || l[-2].class != CLASS_WESTERN || l[-2].c == '.';
    return alone && (is_capital(l[1].c) || (l[1].class == CLASS_HAN && !l->space_after));
}

/* ---- names (UB-08) ---- */

static unsigned name_of(const struct paragraph_state *p, size_t letter)
{
    const struct look *look = &p->looks.v[p->letters.v[letter].look];
    return look->format & SPAN_UNDERLINE ? look->line : 0;
}

/* Whether a break after letter i parts a name of at most four Han. */
static bool parts_name(const struct paragraph_state *p, size_t i)
{
    enum { LONGEST = 4 };
    unsigned name = i + 1 < p->letters.n ? name_of(p, i) : 0;
    if (!name || name_of(p, i + 1) != name)
        return false;
    size_t from = i, to = i + 1;
    while (from > 0 && to - from < LONGEST + 1 && name_of(p, from - 1) == name)
        from--;
    while (to < p->letters.n && to - from < LONGEST + 1 && name_of(p, to) == name)
        to++;
    for (size_t k = from; k < to; k++)
        if (p->letters.v[k].class != CLASS_HAN)
            return false;
    return to - from <= LONGEST;
}

/* ---- the rules ---- */

const char *group_rule(const struct paragraph_state *p, const struct unit *a, const struct unit *b)
{
    size_t end = a->letter_to - 1;
    if (is_labelled(p, b->letter_from))
        return "UB-07";
    if (is_initial(p, end))
        return "UB-09";
    if (p->composer->rules->composition.whole_names && parts_name(p, end))
        return "UB-08";
    if (!last_of(p, a)->space_after)
        return NULL;
    return is_grouped(p, end) ? "UB-04" : has_unit(p, end) ? "UB-05" : NULL;
}

int group_penalty(const struct paragraph_state *p, const struct unit *a, const struct unit *b)
{
    enum { COST_SOFT = 450000 };
    bool counter = utf8_is_digit(last_of(p, a)->c) && rules_counter(p->letters.v[b->letter_from].c);
    bool dashes = a->class == CLASS_DASH && b->class == CLASS_DASH;
    return counter || dashes || parts_name(p, a->letter_to - 1) ? COST_SOFT : 0;
}

void group_words(struct paragraph_state *p)
{
    const struct rules *rules = p->composer->rules;
    for (size_t w = 0; w < rules->n_words; w++) {
        const struct text32 *word = &rules->words[w];
        for (size_t i = 0; word->n && i + word->n <= p->letters.n; i++) {
            size_t same = 0;
            while (same < word->n && p->letters.v[i + same].c == word->c[same])
                same++;
            for (size_t k = 0; same == word->n && k + 1 < word->n; k++)
                p->letters.v[i + k].glue = true;
        }
    }
}
