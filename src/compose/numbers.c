/* Numbers as the house sets them: long ones in groups of three (NU-02), signs of degree and per
 * cent beside them (NU-07). Part of collecting; never in code and links. */
#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/paragraph.h"

enum { GROUP = 3, FEWEST = 5 };

static bool joins(const struct letter *l)
{
    return utf8_is_alnum(l->c) || l->c == '.' || l->c == ',' || l->c == '-' || l->c == '/' ||
           l->c == ':';
}

static size_t count_digits(const struct paragraph_state *p, size_t i)
{
    size_t n = 0;
    while (i + n < p->letters.n && utf8_is_digit(letter_at(p, i + n)->c) &&
           (n == 0 || !letter_at(p, i + n - 1)->space_after))
        n++;
    return n;
}

/* Codes, years and what a label counts are no quantities: only what is measured, counted or paid
 * is. */
static bool is_quantity(const struct paragraph_state *p, size_t from, size_t to)
{
    enum { LONGEST = 4 };
    uint32_t before[LONGEST];
    size_t n = 0;
    for (size_t i = from > LONGEST ? from - LONGEST : 0; i < from; i++)
        before[n++] = letter_at(p, i)->c;
    if (rules_label_ends(before, n))
        return false;
    const struct letter *next = letter_at(p, to);
    bool counted = next && !letter_at(p, to - 1)->space_after &&
                   (rules_counter(next->c) == COUNTER_QUANTITY || next->class == CLASS_POSTFIX);
    bool paid = from > 0 && letter_at(p, from - 1)->class == CLASS_PREFIX;
    return counted || paid || letters_unit(p, to);
}

static void put_comma(struct paragraph_state *p, size_t i)
{
    struct letter comma = p->letters.v[i];
    comma.c = ',';
    comma.class = (uint8_t)rules_class(p->composer->rules, ',');
    vec_add(&p->letters);
    memmove(&p->letters.v[i + 2], &p->letters.v[i + 1],
            (p->letters.n - i - 2) * sizeof *p->letters.v);
    p->letters.v[i + 1] = comma;
}

static void part_digits(struct paragraph_state *p, size_t i, bool commas)
{
    if (commas)
        put_comma(p, i);
    else
        p->letters.v[i].thin = true;
}

/* The number whose digits begin at i; gives the letter behind it. */
static size_t group_number(struct paragraph_state *p, size_t i, bool commas)
{
    size_t whole = count_digits(p, i), end = i + whole, parts = 0;
    const struct letter *point = letter_at(p, end);
    if (point && point->c == '.' && !letter_at(p, end - 1)->space_after)
        parts = count_digits(p, end + 1);
    size_t to = parts ? end + 1 + parts : end;
    bool alone = i == 0 || letter_at(p, i - 1)->space_after || !joins(letter_at(p, i - 1));
    const struct letter *next = letter_at(p, to);
    bool ends = !next || letter_at(p, to - 1)->space_after || !joins(next) || letters_unit(p, to);
    if ((whole < FEWEST && parts < FEWEST) || !alone || !ends ||
        letter_is_code(p, letter_at(p, i)) || !is_quantity(p, i, to))
        return to;
    for (size_t k = GROUP; !commas && parts >= FEWEST && k < parts; k += GROUP)
        part_digits(p, end + k, commas); /* there are no commas behind the point */
    for (size_t k = GROUP; whole >= FEWEST && k < whole; k += GROUP, to += commas)
        part_digits(p, end - k - 1, commas);
    return to;
}

static void group_digits(struct paragraph_state *p)
{
    enum digit_groups groups = p->composer->rules->composition.digit_groups;
    if (groups == DIGIT_GROUPS_KEEP)
        return;
    for (size_t i = 0; i < p->letters.n;)
        i = utf8_is_digit(letter_at(p, i)->c) ? group_number(p, i, groups == DIGIT_GROUPS_COMMA)
                                              : i + 1;
}

/* 20 ℃ is 20℃, or has a gap of its own; 5 % is 5%. */
static void join_signs(struct paragraph_state *p)
{
    bool gap = p->composer->rules->composition.gap_degrees;
    for (size_t i = 1; i < p->letters.n; i++) {
        struct letter *digit = &p->letters.v[i - 1];
        const struct letter *sign = &p->letters.v[i];
        if (sign->class != CLASS_POSTFIX || !utf8_is_digit(digit->c) || letter_is_code(p, digit))
            continue;
        digit->space_after = false;
        digit->thin = gap && rules_has(sign->c, TRAIT_DEGREE);
    }
}

void paragraph_numbers(struct paragraph_state *p)
{
    join_signs(p);
    group_digits(p);
}
