/* Pass 1, second half: what letters are by their context: quotation marks, dashes, addresses
 * (CC-17), and which blanks between them stay (HL-03, LB-13). */
#include "compose/composer.h"
#include "compose/paragraph.h"

#define EM_DASH    0x2014
#define INTERPUNCT 0x00B7
#define WIDE       0x2E80 /* from here on characters are full-width */

static bool is_western_class(int class)
{
    return class == CLASS_WESTERN;
}

static bool is_strong(int class)
{
    return class == CLASS_WESTERN || class == CLASS_HAN || class == CLASS_ITERATION;
}

static bool is_quote(uint32_t c)
{
    return rules_has(c, TRAIT_SHARED);
}

/* What a letter says of its neighbourhood: its class when it is strong, Han when it is a Chinese
 * mark (a quotation mark only once it is resolved), else nothing (CLASS_COUNT). */
static int context_of(const struct letter *l, bool resolved)
{
    if (is_strong(l->class))
        return l->class;
    bool mark = class_rule(l->class)->left || class_rule(l->class)->right;
    return mark && (resolved || !is_quote(l->c)) ? CLASS_HAN : CLASS_COUNT;
}

/* The nearest strong letter before or after, as a class; `none` at the paragraph's ends. */
static int strong_before(const struct paragraph_state *p, size_t i, int none)
{
    while (i-- > 0)
        if (context_of(&p->letters.v[i], true) != CLASS_COUNT)
            return context_of(&p->letters.v[i], true);
    return none;
}

static int strong_after(const struct paragraph_state *p, size_t i, int none)
{
    while (++i < p->letters.n)
        if (context_of(&p->letters.v[i], false) != CLASS_COUNT)
            return context_of(&p->letters.v[i], false);
    return none;
}

static bool has_han(const struct paragraph_state *p)
{
    for (size_t i = 0; i < p->letters.n; i++)
        if (p->letters.v[i].class == CLASS_HAN)
            return true;
    return false;
}

static bool touches_western(const struct paragraph_state *p, size_t i)
{
    const struct letter *l = p->letters.v;
    return i > 0 && i + 1 < p->letters.n && is_western_class(l[i - 1].class) &&
           is_western_class(l[i + 1].class) && !l[i - 1].space_after && !l[i].space_after;
}

/* The author says that it is Western. */
static bool is_tagged_western(const struct paragraph_state *p, const struct letter *l)
{
    return (p->looks.v[l->look].format & SPAN_WESTERN) != 0;
}

/* CC-17: “ ” ‘ ’ are Western when the strong neighbours on both sides are; a closing quote goes
 * with its opening one; an apostrophe inside a word is always Western. */
static void resolve_quotes(struct paragraph_state *p)
{
    enum { DEPTH = 16 };
    bool western[DEPTH];
    size_t depth = 0;
    enum quotes quotes = p->composer->rules->composition.quotes;
    int none = has_han(p) ? CLASS_HAN : CLASS_WESTERN;
    for (size_t i = 0; i < p->letters.n; i++) {
        struct letter *l = &p->letters.v[i];
        if (!is_quote(l->c) || l->class == CLASS_MARK)
            continue;
        bool opens = l->class == CLASS_OPEN;
        bool west;
        if (rules_has(l->c, TRAIT_APOSTROPHE) && touches_western(p, i))
            west = true;
        else if (is_tagged_western(p, l))
            west = true;
        else if (quotes != QUOTES_AUTO)
            west = quotes == QUOTES_LATIN;
        else if (!opens && depth > 0)
            west = western[--depth];
        else
            west = is_western_class(strong_before(p, i, none)) &&
                   is_western_class(strong_after(p, i, none));
        if (opens && depth < DEPTH)
            western[depth++] = west;
        if (west && touches_western(p, i))
            l->class = CLASS_WESTERN;
        else if (west)
            l->class = opens ? CLASS_WESTERN_OPEN : CLASS_WESTERN_CLOSE;
    }
}

/* UB-03: dashes in a row may be parted between pairs; a third one stays with the second. */
static bool joins_pair(const struct paragraph_state *p, size_t i)
{
    const struct letter *l = &p->letters.v[i];
    bool second = i > 0 && l[-1].c == l->c && l[-1].glue;
    bool more = i + 2 < p->letters.n && l[2].c == l->c && !l[1].space_after;
    return !second || !more;
}

static bool is_han(const struct letter *l)
{
    return l->class == CLASS_HAN || l->class == CLASS_ITERATION;
}

/* CC-08: keyboards have a bullet where an interpunct is meant. */
static bool stands_for_interpunct(const struct paragraph_state *p, size_t i)
{
    const struct letter *l = &p->letters.v[i];
    return rules_has(l->c, TRAIT_BULLET) && i > 0 && i + 1 < p->letters.n && is_han(&l[-1]) &&
           is_han(&l[1]) && !l[-1].space_after && !l->space_after;
}

static bool is_at(const struct paragraph_state *p, size_t i, uint32_t c)
{
    return i < p->letters.n && p->letters.v[i].c == c;
}

/* Whether an address begins with the colon at i: https:// */
static bool ends_scheme(const struct paragraph_state *p, size_t i)
{
    return i > 0 && is_at(p, i, ':') && is_at(p, i + 1, '/') && is_at(p, i + 2, '/') &&
           is_western_class(p->letters.v[i - 1].class) && !p->letters.v[i - 1].space_after;
}

/* LW-03, LW-06: colon and slashes of an address are no marks, one that ends it neither; nor are
 * those of a path in code or a link. */
static void resolve_addresses(struct paragraph_state *p)
{
    bool inside = false;
    for (size_t i = 0; i < p->letters.n; i++) {
        struct letter *l = &p->letters.v[i];
        inside = ends_scheme(p, i) || (inside && l->c < 0x80 && !l[-1].space_after);
        bool before = i > 0 && is_western_class(l[-1].class) && !l[-1].space_after;
        bool after = i + 1 < p->letters.n && is_western_class(l[1].class) && !l->space_after;
        bool written = letter_is_code(p, l) && (before || after);
        if ((inside && (l->c == '/' || l->c == ':')) || (written && l->c == '/'))
            l->class = CLASS_WESTERN;
    }
}

static void resolve_one(struct paragraph_state *p, size_t i)
{
    struct letter *l = &p->letters.v[i];
    if (stands_for_interpunct(p, i))
        l->class = CLASS_MIDDLE_DOT;
    struct letter *next = i + 1 < p->letters.n ? &p->letters.v[i + 1] : NULL;
    switch (l->class) {
    case CLASS_DASH:
        if (is_tagged_western(p, l))
            l->class = CLASS_WESTERN;
        else if (next && next->c == l->c && !l->space_after)
            l->glue = joins_pair(p, i); /* UB-01 */
        else if (l->c == EM_DASH && !(i > 0 && p->letters.v[i - 1].c == EM_DASH))
            l->class = touches_western(p, i) ? CLASS_WESTERN : CLASS_CONNECTOR;
        break;
    case CLASS_ELLIPSIS:
        if (touches_western(p, i) || is_tagged_western(p, l))
            l->class = CLASS_WESTERN;
        else if (next && next->c == l->c)
            l->glue = true; /* UB-02 */
        break;
    case CLASS_MIDDLE_DOT:
        l->c = INTERPUNCT; /* CC-08: whichever dot was typed */
        /* fall through */
    case CLASS_SOLIDUS:
    case CLASS_WESTERN_CLOSE:
        if (touches_western(p, i))
            l->class = CLASS_WESTERN; /* UB-04: 12,000  3.14  10:30  km/h */
        break;
    default: break;
    }
}

/* Characters that come from the Western face of a role (FT-01). */
static bool from_western_face(const struct letter *l)
{
    switch (l->class) {
    case CLASS_WESTERN:
    case CLASS_WESTERN_OPEN:
    case CLASS_WESTERN_CLOSE: return true;
    case CLASS_PREFIX:
    case CLASS_POSTFIX:
    case CLASS_SOLIDUS:
    case CLASS_CONNECTOR: return l->c < 0x2014;
    default: return false;
    }
}

/* HL-09: a sign goes with the number or word that it belongs to. */
static bool takes_gap(const struct paragraph_state *p, size_t i)
{
    const struct letter *l = &p->letters.v[i];
    if (l->class == CLASS_PREFIX && from_western_face(l))
        return i + 1 < p->letters.n && is_western_class(l[1].class);
    if (l->class == CLASS_POSTFIX && from_western_face(l))
        return i > 0 && is_western_class(l[-1].class);
    return is_western_class(l->class);
}

/* A blank beside a full-width mark is none (LN-06); one between Han and Western text is the
 * automatic gap (HL-03). */
static void resolve_blank(struct paragraph_state *p, size_t i)
{
    struct letter *l = &p->letters.v[i];
    if (i + 1 >= p->letters.n || l->forced) {
        l->space_after = false;
        return;
    }
    const struct letter *next = &p->letters.v[i + 1];
    int a = l->class, b = next->class;
    if (l->blanks)
        return;
    bool mark = class_rule(a)->left || class_rule(a)->right || class_rule(b)->left ||
                class_rule(b)->right || a == CLASS_DASH || b == CLASS_DASH;
    bool gap = (is_han(l) && next->gap) || (l->gap && is_han(next));
    enum blanks blanks = p->composer->rules->composition.blanks;
    if (l->space_after && gap && !mark && blanks == BLANKS_WARN) {
        diag_add(p->diags, DIAG_BLANK_REPLACED, next->at,
                 "a blank between Chinese and Western text: the gap is set there by itself");
        diag_hint(p->diags, "take the blank out (HL-03)");
    }
    if (mark || (gap && blanks != BLANKS_KEEP))
        l->space_after = false;
}

/* A line end in the source is a blank only between Western words, not beside ％ or ～ (LB-13). */
static void drop_line_ends(struct paragraph_state *p)
{
    for (size_t i = 0; i + 1 < p->letters.n; i++) {
        struct letter *a = &p->letters.v[i], *b = &p->letters.v[i + 1];
        bool han = a->class != CLASS_WESTERN && b->class != CLASS_WESTERN &&
                   a->class != CLASS_WESTERN_CLOSE;
        bool wide = a->c >= WIDE || b->c >= WIDE;
        if (p->composer->rules->composition.keep_soft_breaks && is_han(a) && is_han(b))
            continue;
        if (a->space_after && a->at.line != b->at.line && (han || wide))
            a->space_after = false;
    }
}

void paragraph_context(struct paragraph_state *p)
{
    resolve_quotes(p);
    resolve_addresses(p);
    for (size_t i = 0; i < p->letters.n; i++)
        resolve_one(p, i);
    drop_line_ends(p);
    for (size_t i = 0; i < p->letters.n; i++) {
        p->letters.v[i].western = from_western_face(&p->letters.v[i]);
        p->letters.v[i].gap = takes_gap(p, i);
    }
    for (size_t i = 0; i < p->letters.n; i++)
        resolve_blank(p, i);
}
