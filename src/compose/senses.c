/* Headings are parted by sense (HD-06): what a break between two characters costs. */
#include "compose/composer.h"
#include "compose/paragraph.h"

#include "base/utf8.h"

/* In thousandths of an em, beside the squares of what the lines lack. */
enum {
    COST_IN_WORD = 40000,
    COST_IN_TITLE = 20000, /* UB-10 */
    COST_UNKNOWN = 20000,
    COST_CLINGS = 13000,
    COST_AFTER_LEAD = 7000,
    COST_LONE = 4000, /* a word of one character is left behind, or carried over */
    COST_BLANK = -4000,
    COST_IN_TEXT = 600, /* between any two words; nothing after a mark */
};

static const char *const phrases[] = {
#define PHRASE(s) s,
#include "compose/senses.def"
};

#define CLINGS(s)         static const char clinging[] = s;
#define LEADS(s)          static const char leading[] = s;
#define FIGURES(s)        static const char figures[] = s;
#define COMPLEMENTS(s)    static const char complements[] = s;
#define SURNAMES(s)       static const char surnames[] = s;
#define ADDS(open, close) static const char adding[] = open, added[] = close;
#include "compose/senses.def"

static const struct title {
    uint32_t open, close;
    size_t most; /* characters, with the marks */
} titles[] = {
#define TITLE(open, close, most) {open, close, most},
#include "compose/senses.def"
};

static bool holds(const char *list, uint32_t c)
{
    str s = str_of(list);
    for (size_t at = 0; at < s.n;)
        if (utf8_next(s, &at) == c)
            return true;
    return false;
}

/* Words as the dictionary sees them, phrases joined. */
struct sense {
    const struct letter *letters;
    const uint32_t *text;
    bool *begins;
    size_t n;
};

static bool phrase_at(const struct sense *s, size_t i, str phrase, size_t *n)
{
    *n = 0;
    for (size_t at = 0; at < phrase.n; ++*n)
        if (i + *n >= s->n || s->text[i + *n] != utf8_next(phrase, &at))
            return false;
    return true;
}

static void join_phrases(struct sense *s)
{
    size_t n;
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++)
            if (phrase_at(s, i, str_of(phrases[k]), &n))
                for (size_t j = i + 1; j < i + n; j++)
                    s->begins[j] = false;
}

static bool is_lone(const struct sense *s, size_t i)
{
    return s->begins[i] && (i + 1 == s->n || s->begins[i + 1]);
}

/* Whether a break before character i parts a short title between marks of that kind. */
static bool parts_title(const struct sense *s, size_t i, const struct title *t)
{
    size_t from = i - 1, to = i;
    while (from > 0 && i - from < t->most && s->text[from] != t->open && s->text[from] != t->close)
        from--;
    if (s->text[from] != t->open)
        return false;
    while (to < s->n && to - from < t->most && s->text[to] != t->close)
        to++;
    return to < s->n && s->text[to] == t->close && to - from < t->most;
}

static bool in_title(const struct sense *s, size_t i)
{
    for (size_t k = 0; i && k < sizeof titles / sizeof *titles; k++)
        if (parts_title(s, i, &titles[k]))
            return true;
    return false;
}

static bool is_han(const struct sense *s, size_t i)
{
    return s->letters[i].class == CLASS_HAN;
}

static bool is_figure(uint32_t c)
{
    return (c >= '0' && c <= '9') || holds(figures, c);
}

/* Characters that the dictionary does not join, and neither of which is a word by itself, are
 * mostly a name or a new word: 质检组, 粤港澳. */
static bool is_unknown(const struct sense *s, size_t i)
{
    return is_han(s, i - 1) && is_han(s, i) && is_lone(s, i - 1) && is_lone(s, i) &&
           !holds(leading, s->text[i - 1]) && !holds(leading, s->text[i]) &&
           !holds(clinging, s->text[i - 1]);
}

/* 第三|十二 */
static bool in_number(const struct sense *s, size_t i)
{
    return is_figure(s->text[i - 1]) && is_figure(s->text[i]);
}

/* 十二|周年 */
static bool follows_number(const struct sense *s, size_t i)
{
    size_t from = i;
    while (from > 0 && is_figure(s->text[from - 1]) && (from == i || !s->begins[from]))
        from--;
    return from < i && s->begins[from] && is_han(s, i);
}

/* A name behind its surname, 写|在 */
static bool continues(const struct sense *s, size_t i)
{
    if (!is_lone(s, i - 1) || holds(leading, s->text[i - 1]))
        return false;
    return holds(surnames, s->text[i - 1]) ||
           (is_lone(s, i) && holds(complements, s->text[i]) && !holds(clinging, s->text[i - 1]));
}

/* A character alone between a mark and a line's end: ：记| */
static bool is_stranded(const struct sense *s, size_t i)
{
    enum char_class before = i >= 2 ? s->letters[i - 2].class : CLASS_HAN;
    return is_lone(s, i - 1) && (before == CLASS_STOP || before == CLASS_PAUSE);
}

/* What a break before character i costs. */
static int cost_before(const struct sense *s, size_t i)
{
    if (!s->begins[i] || in_number(s, i))
        return COST_IN_WORD;
    if (holds(clinging, s->text[i]) && is_lone(s, i))
        return is_figure(s->text[i - 1]) ? COST_IN_WORD : COST_CLINGS;
    if (continues(s, i))
        return COST_UNKNOWN;
    if (follows_number(s, i))
        return COST_CLINGS;
    if (holds(leading, s->text[i - 1]) && is_lone(s, i - 1))
        return COST_AFTER_LEAD;
    if (holds(leading, s->text[i]) || holds(clinging, s->text[i - 1]))
        return COST_IN_TEXT / 2;
    if (is_unknown(s, i))
        return COST_UNKNOWN;
    if (is_stranded(s, i))
        return COST_CLINGS;
    return COST_IN_TEXT + (is_lone(s, i) || is_lone(s, i - 1) ? COST_LONE : 0);
}

/* What a break between two units costs. A blank that the author typed between Han is the best place
 * for one, then a mark, but for what clings to a closing one: 《梦溪笔谈》里. */
static int cost_between(const struct paragraph_state *p, const struct sense *s, size_t unit)
{
    const struct unit *u = &p->units.v[unit], *next = u + 1;
    size_t i = next->letter_from;
    bool close = u->class == CLASS_CLOSE && is_lone(s, i) &&
                 (holds(clinging, s->text[i]) || holds(added, s->text[i - 1]));
    if (s->text[u->letter_from] == '-')
        return COST_UNKNOWN;
    if (u->class == CLASS_HAN && holds(adding, s->text[i]))
        return COST_UNKNOWN;
    if (p->letters.v[i - 1].space_after && u->class == CLASS_HAN && next->class == CLASS_HAN)
        return COST_BLANK;
    if (class_rule(u->class)->right || class_rule(next->class)->left ||
        class_rule(next->class)->right || class_rule(next->class)->body == 2000)
        return close ? COST_CLINGS : 0;
    return cost_before(s, i);
}

static void add_costs(struct paragraph_state *p, const struct sense *s)
{
    for (size_t k = 0; k + 1 < p->units.n; k++) {
        struct unit *u = &p->units.v[k];
        if (u->breaks != BREAK_ALLOWED)
            continue;
        u->penalty += cost_between(p, s, k);
        u->penalty += in_title(s, u[1].letter_from) ? COST_IN_TITLE : 0;
    }
}

void paragraph_senses(struct paragraph_state *p)
{
    struct sense s = {.letters = p->letters.v, .n = p->letters.n};
    uint32_t *text = xcalloc(s.n, sizeof *text);
    s.begins = xcalloc(s.n, sizeof *s.begins);
    s.text = text;
    for (size_t i = 0; i < s.n; i++)
        text[i] = p->letters.v[i].c;
    word_finder_find(p->composer->words, text, s.n, s.begins);
    join_phrases(&s);
    add_costs(p, &s);
    free(text);
    free(s.begins);
}
