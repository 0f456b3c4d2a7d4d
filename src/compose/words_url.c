/* Addresses and paths: what counts as one, and where it may be divided (LW-03, LW-04). */
#include "compose/words_parts.h"

#include <string.h>

#define PATH_SEPARATORS 2
#define PATH_LETTERS    3

static uint32_t at(const struct word *w, size_t i)
{
    return i < w->n ? w->text[i] : 0;
}

static bool is_slash(uint32_t c)
{
    return c == '/' || c == '\\';
}

static bool is_one_of(uint32_t c, const char *set)
{
    return c && c < 0x80 && strchr(set, (int)c);
}

static bool starts(const struct word *w, const char *prefix)
{
    for (size_t i = 0; prefix[i]; i++) {
        uint32_t c = at(w, i);
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != (unsigned char)prefix[i])
            return false;
    }
    return true;
}

/* ---- what is an address ---- */

static bool is_scheme_end(const struct word *w, size_t i)
{
    return at(w, i) == ':' && at(w, i + 1) == '/' && at(w, i + 2) == '/';
}

bool address_has_scheme(const struct word *w)
{
    if (starts(w, "www.") || starts(w, "mailto:"))
        return true;
    for (size_t i = 1; i + 3 < w->n; i++)
        if (is_scheme_end(w, i) && word_alnum(w->text[i - 1]))
            return true;
    return false;
}

/* 10.1000/182, also behind "doi:". */
static bool is_doi(const struct word *w)
{
    size_t i = starts(w, "doi:") ? 4 : 0, digits = 0;
    if (at(w, i) != '1' || at(w, i + 1) != '0' || at(w, i + 2) != '.')
        return false;
    for (i += 3; word_digit(at(w, i)); i++)
        digits++;
    return digits >= 4 && digits <= 9 && at(w, i) == '/';
}

/* Where the domain name that begins at `from` ends; `from` when there is none. */
static size_t domain_end(const struct word *w, size_t from)
{
    size_t i = from, label = from, labels = 0;
    bool letters = true;
    for (; word_alnum(at(w, i)) || at(w, i) == '-' || at(w, i) == '.'; i++) {
        if (at(w, i) != '.') {
            letters = letters && word_letter(at(w, i));
            continue;
        }
        if (i == label)
            return from;
        labels++;
        label = i + 1;
        letters = true;
    }
    return labels > 0 && letters && i >= label + 2 ? i : from;
}

static bool is_domain_path(const struct word *w)
{
    size_t end = domain_end(w, 0);
    return end > 0 && (at(w, end) == '/' || (at(w, end) == ':' && word_digit(at(w, end + 1))));
}

static bool is_email(const struct word *w)
{
    size_t i = 0;
    while (word_alnum(at(w, i)) || is_one_of(at(w, i), "._%+-"))
        i++;
    return i > 0 && at(w, i) == '@' && domain_end(w, i + 1) == w->n && i + 1 < w->n;
}

/* Full stops in U.S. and e.g. (UB-09) and in numbers (UB-04) separate nothing. */
static bool is_path_dot(const struct word *w, size_t i)
{
    if (!word_alnum(at(w, i + 1)) || i == 0)
        return false;
    if (is_slash(w->text[i - 1]))
        return true;
    return i >= 2 && word_alnum(w->text[i - 1]) && word_alnum(w->text[i - 2]) &&
           !(word_digit(w->text[i - 1]) && word_digit(at(w, i + 1)));
}

static bool is_between_alnum(const struct word *w, size_t i)
{
    return i > 0 && word_alnum(w->text[i - 1]) && word_alnum(at(w, i + 1));
}

/* Two separators and a part of three letters make a path, or a name built like one. Hyphens alone
 * make a word, single letters an abbreviation or a unit. */
static bool is_path(const struct word *w)
{
    size_t hyphens = 0, others = 0, letters = 0;
    bool named = false;
    for (size_t i = 0; i < w->n; i++) {
        uint32_t c = w->text[i];
        letters = word_letter(c) ? letters + 1 : 0;
        named = named || letters >= PATH_LETTERS;
        if (c == '-')
            hyphens += is_between_alnum(w, i);
        else if (is_slash(c))
            others += i == 0 || !is_slash(w->text[i - 1]);
        else if (c == '.')
            others += is_path_dot(w, i);
        else if (c == '_')
            others += is_between_alnum(w, i);
    }
    return named && others > 0 && hyphens + others >= PATH_SEPARATORS;
}

enum address address_of(const struct word *w)
{
    if (address_has_scheme(w) || is_doi(w) || is_domain_path(w))
        return ADDRESS_URL;
    if (is_email(w))
        return ADDRESS_EMAIL;
    return is_path(w) ? ADDRESS_PATH : ADDRESS_NONE;
}

/* ---- where it may be divided ---- */

static bool before_stop(const struct word *w, size_t i)
{
    return w->text[i + 1] == '.' && w->text[i] != '.' &&
           !(word_digit(w->text[i]) && word_digit(at(w, i + 2)));
}

static bool is_hex_digit(uint32_t c)
{
    return word_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* Text in other scripts is a chain of %XX with nothing else to divide it at. Those that go on with
 * a character in UTF-8, %80 to %BF, stay with its first. */
static bool before_escape(const struct word *w, size_t i)
{
    uint32_t high = at(w, i + 2);
    return w->text[i + 1] == '%' && w->text[i] != '%' && is_hex_digit(high) &&
           is_hex_digit(at(w, i + 3)) && !is_one_of(high, "89ABab");
}

static bool is_separator(uint32_t c)
{
    return is_one_of(c, "?&=#-_~:@+");
}

/* After the run of separators that ends at i; a run that follows a slash, as in /~name, was
 * divided after the slash. */
static bool after_separators(const struct word *w, size_t i)
{
    if (is_separator(w->text[i + 1]) || is_slash(w->text[i + 1]))
        return false;
    if (is_one_of(w->text[i], "-:") && word_between_numbers(w, i))
        return false;
    size_t first = i;
    while (first > 0 && is_separator(w->text[first - 1]))
        first--;
    return first == 0 || !is_slash(w->text[first - 1]);
}

static enum word_point point_after(const struct word *w, size_t i, enum address kind)
{
    uint32_t c = w->text[i];
    if (before_stop(w, i))
        return POINT_BREAK;
    if (kind == ADDRESS_EMAIL)
        return c == '@' ? POINT_BREAK : POINT_NONE;
    if (before_escape(w, i))
        return POINT_LESSER;
    if (is_slash(c)) {
        bool inside = is_slash(w->text[i + 1]);
        return inside || (kind == ADDRESS_PATH && word_between_numbers(w, i)) ? POINT_NONE
                                                                              : POINT_BREAK;
    }
    return is_separator(c) && after_separators(w, i) ? POINT_LESSER : POINT_NONE;
}

void address_mark(const struct word *w, enum address kind)
{
    for (size_t i = 0; i + 1 < w->n; i++)
        if (word_sides(w, i) && point_after(w, i, kind) != POINT_NONE)
            w->points[i] = (unsigned char)point_after(w, i, kind);
}
