/* Takes a run of Western text apart: addresses, words with hyphens of their own, words, numbers. */
#include "compose/words_parts.h"

#include <string.h>

#define HYPHEN        0x2010
#define EN_DASH       0x2013
#define EM_DASH       0x2014
#define APOSTROPHE    0x2019
#define ELLIPSIS      0x2026
#define HEX_MIN       32
#define HEX_GROUP     4
#define SLASH_LETTERS 4

/* ---- marks ---- */

static bool is_bracket_or_quote(uint32_t c)
{
    return c && c < 0x80 ? strchr("()[]{}<>\"`*|", (int)c) != NULL
                         : c == 0x00AB || c == 0x00BB || c == 0x2018 ||
                               (c >= 0x201A && c <= 0x201F) || c == 0x2039 || c == 0x203A;
}

/* Ends a piece wherever it stands, except in an address with a scheme. */
static bool splits(const struct word *w, size_t i)
{
    uint32_t c = w->text[i];
    if (c == ',')
        return !(i > 0 && i + 1 < w->n && word_digit(w->text[i - 1]) && word_digit(w->text[i + 1]));
    return c == ';' || c == '!' || c == '?' || c == ELLIPSIS || is_bracket_or_quote(c);
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == APOSTROPHE;
}

static bool is_dash(uint32_t c)
{
    return c == '-' || c == HYPHEN || c == EN_DASH || c == EM_DASH;
}

static bool may_lead(uint32_t c)
{
    return !is_bracket_or_quote(c) && !is_apostrophe(c) && c != ':' && c != ',';
}

static bool may_trail(uint32_t c)
{
    return may_lead(c) && c != '.' && c != ';' && c != '!' && c != '?' && c != ELLIPSIS;
}

/* The word without what its ends may not be. */
static struct word trim(struct word w, bool (*first)(uint32_t), bool (*last)(uint32_t))
{
    while (w.n && !last(w.text[w.n - 1]))
        w.n--;
    while (w.n && !first(w.text[0])) {
        w.text++;
        w.points++;
        w.n--;
    }
    return w;
}

static struct word slice(const struct word *w, size_t from, size_t to)
{
    return (struct word){w->text + from, to - from, w->points + from};
}

/* ---- words with joints of their own ---- */

bool word_between_numbers(const struct word *w, size_t i)
{
    size_t before = i;
    while (before > 0 && word_digit(w->text[before - 1]))
        before--;
    bool number = before < i && !(before > 0 && word_alnum(w->text[before - 1]));
    return number && i + 1 < w->n && word_digit(w->text[i + 1]);
}

/* Units (km/h) and short names (TCP/IP) are kept; client/server is not. */
static bool between_words(const struct word *w, size_t i)
{
    size_t before = 0, after = 0;
    while (before < i && word_letter(w->text[i - 1 - before]))
        before++;
    while (i + 1 + after < w->n && word_letter(w->text[i + 1 + after]))
        after++;
    return before >= SLASH_LETTERS && after >= SLASH_LETTERS;
}

/* The word has a joint at text[i]; `*open` tells whether it may be divided after it. */
static bool joint_at(const struct word *w, size_t i, bool *open)
{
    uint32_t c = w->text[i], next = w->text[i + 1];
    if (is_dash(c))
        *open = !is_dash(next) && !word_between_numbers(w, i);
    else if (c == '_')
        *open = next != '_';
    else if (c == '/' || c == '\\')
        *open = between_words(w, i);
    else if (c == ':' && i > 0 && w->text[i - 1] == ':')
        *open = next != ':';
    else
        return false;
    return true;
}

/* Returns whether there were joints, open or not. */
static bool mark_joints(const struct word *w)
{
    bool any = false;
    for (size_t i = 0; i + 1 < w->n; i++) {
        bool open;
        if (!joint_at(w, i, &open))
            continue;
        any = true;
        if (open && word_sides(w, i))
            w->points[i] = POINT_BREAK;
    }
    return any;
}

/* ---- words ---- */

static bool is_part(uint32_t c)
{
    return word_letter(c) || word_accent(c) || is_apostrophe(c);
}

static bool all_letters(const struct word *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (!is_part(w->text[i]))
            return false;
    return true;
}

/* Apostrophes part a word: l'inter-nationalisation. */
static void mark_letters(struct hyphenator *h, const char *language, const struct word *w)
{
    size_t from = 0;
    for (size_t i = 0; i <= w->n; i++) {
        if (i < w->n && !is_apostrophe(w->text[i]))
            continue;
        struct word part = slice(w, from, i);
        hyphenator_mark(h, language, &part);
        from = i + 1;
    }
}

/* ---- hexadecimal numbers ---- */

static bool is_hex(const struct word *w)
{
    bool digit = false, letter = false;
    for (size_t i = 0; i < w->n; i++) {
        uint32_t c = w->text[i] | 0x20;
        if (word_digit(w->text[i]))
            digit = true;
        else if (c >= 'a' && c <= 'f')
            letter = true;
        else
            return false;
    }
    return w->n > HEX_MIN && digit && letter;
}

/* Digests and keys: digits only are a number (UB-04), letters only are a word. */
static void mark_hex(const struct word *w, size_t from, size_t to)
{
    if (to - from > 2 && w->text[from] == '0' && (w->text[from + 1] | 0x20) == 'x')
        from += 2;
    struct word digits = slice(w, from, to);
    if (!is_hex(&digits))
        return;
    for (size_t i = from + HEX_GROUP - 1; i + 1 < to; i += HEX_GROUP)
        if (word_sides(w, i))
            w->points[i] = POINT_BREAK;
}

static void mark_all_hex(const struct word *w)
{
    size_t from = 0;
    for (size_t i = 0; i <= w->n; i++) {
        if (i < w->n && word_alnum(w->text[i]))
            continue;
        mark_hex(w, from, i);
        from = i + 1;
    }
}

/* ---- runs ---- */

static void mark_piece(struct hyphenator *h, const char *language, struct word w)
{
    w = trim(w, may_lead, may_trail);
    enum address kind = address_of(&w);
    if (kind != ADDRESS_NONE) {
        address_mark(&w, kind);
    } else {
        struct word core = trim(w, word_alnum, word_alnum);
        if (!mark_joints(&core) && all_letters(&w))
            mark_letters(h, language, &w);
    }
    mark_all_hex(&w);
}

static void mark_pieces(struct hyphenator *h, const char *language, const struct word *run)
{
    size_t from = 0;
    for (size_t i = 0; i <= run->n; i++) {
        if (i < run->n && !splits(run, i))
            continue;
        mark_piece(h, language, slice(run, from, i));
        from = i + 1;
    }
}

/* In code, handles and tags a hyphen would be read as theirs. */
static bool is_code(const struct word *run)
{
    for (size_t i = 0; i < run->n; i++)
        if (run->text[i] && run->text[i] < 0x80 && strchr("_=@#$\\~^&{}`|", (int)run->text[i]))
            return true;
    return false;
}

static void keep_accents(const struct word *run)
{
    for (size_t i = 0; i + 1 < run->n; i++)
        if (word_accent(run->text[i + 1]))
            run->points[i] = POINT_NONE;
}

void words_mark(struct hyphenator *h, const char *language, const uint32_t *text, size_t n,
                unsigned char *points)
{
    struct word run = {text, n, points};
    if (!n)
        return;
    memset(points, POINT_NONE, n);
    struct word whole = trim(run, may_lead, may_trail);
    if (address_has_scheme(&whole)) {
        address_mark(&whole, ADDRESS_URL);
        mark_all_hex(&whole);
    } else {
        mark_pieces(is_code(&run) ? NULL : h, language, &run);
    }
    keep_accents(&run);
}
