/* Headings are parted by sense (HD-06): what a break between two characters costs. */
#include "compose/composer.h"
#include "compose/paragraph.h"

#include "base/utf8.h"

/* In thousandths of an em, beside the squares of what the lines lack. */
enum {
    COST_IN_WORD = 40000,
    COST_IN_TITLE = 20000, /* UB-10 */
    COST_CLINGS = 7000,
    COST_AFTER_LEAD = 5000,
    COST_LONE = 2000,   /* a word of one character is left behind, or carried over */
    COST_IN_TEXT = 600, /* between any two words; nothing after a mark */
};

static const char *const phrases[] = {
#define CLINGS(s)
#define LEADS(s)
#define TITLE(open, close, most)
#define PHRASE(s) s,
#include "compose/senses.def"
#undef CLINGS
#undef LEADS
#undef TITLE
#undef PHRASE
};

#define CLINGS(s) static const char clinging[] = s;
#define LEADS(s)  static const char leading[] = s;
#define TITLE(open, close, most)                                                                   \
    enum { TITLE_OPEN = (open), TITLE_CLOSE = (close), TITLE_MOST = (most) };
#define PHRASE(s)
#include "compose/senses.def"
#undef CLINGS
#undef LEADS
#undef TITLE
#undef PHRASE

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

/* Whether character i stands inside a short title (UB-10). */
static bool in_title(const struct sense *s, size_t i)
{
    size_t from = i, to = i;
    while (from > 0 && i - from < TITLE_MOST && s->text[from - 1] != TITLE_CLOSE &&
           s->text[from] != TITLE_OPEN)
        from--;
    if (s->text[from] != TITLE_OPEN)
        return false;
    while (to < s->n && to - from < TITLE_MOST && s->text[to] != TITLE_CLOSE)
        to++;
    return from < i && to < s->n && s->text[to] == TITLE_CLOSE && to - from < TITLE_MOST;
}

/* What a break before character i costs. */
static int cost_before(const struct sense *s, size_t i)
{
    if (!s->begins[i])
        return COST_IN_WORD;
    if (holds(clinging, s->text[i]) && is_lone(s, i))
        return COST_CLINGS;
    if (holds(leading, s->text[i - 1]) && is_lone(s, i - 1))
        return COST_AFTER_LEAD;
    if (holds(leading, s->text[i]) || holds(clinging, s->text[i - 1]))
        return COST_IN_TEXT / 2;
    return COST_IN_TEXT + (is_lone(s, i) || is_lone(s, i - 1) ? COST_LONE : 0);
}

static void add_costs(struct paragraph_state *p, const struct sense *s)
{
    for (size_t k = 0; k + 1 < p->units.n; k++) {
        struct unit *u = &p->units.v[k];
        const struct unit *next = u + 1;
        if (u->breaks != BREAK_ALLOWED)
            continue;
        bool mark = class_rule(u->class)->right || class_rule(next->class)->left ||
                    class_rule(next->class)->body == 2000;
        u->penalty += mark ? 0 : cost_before(s, next->letter_from);
        u->penalty += in_title(s, next->letter_from) ? COST_IN_TITLE : 0;
    }
}

void paragraph_senses(struct paragraph_state *p)
{
    struct sense s = {.n = p->letters.n};
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
