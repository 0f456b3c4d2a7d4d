/* Formulas between dollars, which the parser takes for text: what it would read as emphasis, lists,
 * headings, quotes or escapes there is hidden from it. */
#include "issue/text.h"

static bool is_prefix(char c)
{
    return c == ' ' || c == '\t' || c == '>';
}

/* Behind what makes quotes and list items in a line. */
static size_t line_text(str s, size_t at, bool *quoted)
{
    *quoted = false;
    for (; at < s.n && is_prefix(s.p[at]); at++)
        *quoted |= s.p[at] == '>';
    size_t mark = at;
    while (mark < s.n && strchr("0123456789", s.p[mark]))
        mark++;
    if (mark + 1 < s.n && strchr(mark > at ? ".)" : "-*+", s.p[mark]) && s.p[mark + 1] == ' ')
        for (at = mark + 1; at < s.n && is_prefix(s.p[at]);)
            at++;
    return at;
}

static bool is_blank(str s, size_t at)
{
    while (at < s.n && is_prefix(s.p[at]))
        at++;
    return at >= s.n || s.p[at] == '\n';
}

/* Where the `$$` stands that ends a formula, in its paragraph; s.n: nowhere. */
static size_t closing(str s, size_t at)
{
    for (; at + 1 < s.n; at++) {
        if (s.p[at] == '\n' && is_blank(s, at + 1))
            return s.n;
        if (s.p[at] == '$' && s.p[at + 1] == '$')
            return at;
    }
    return s.n;
}

/* Line by line: in a quote the marks at a line's start are the quote's. */
static void hide_lines(struct text *t, size_t from, size_t to, bool quoted)
{
    str s = text_view(t);
    while (from < to) {
        size_t end = str_find(s, '\n', from);
        end = end < to ? end : to;
        stand_ins_hide(t, from, end);
        for (from = end + 1; quoted && from < to && is_prefix(s.p[from]);)
            from++;
    }
}

/* ---- in a line ---- */

enum { LINE_MOST = 200 }; /* bytes; what is longer is no formula in a line */

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Where the formula ends whose dollar stands before `from`; 0: it is none. No blank stands inside
 * at its dollars, no letter or digit outside, so that US$5 and $HOME/$USER stay text; words only in
 * \text. */
static size_t line_end(str s, size_t from)
{
    size_t end = from;
    bool words = false;
    while (end < s.n && end - from < LINE_MOST && !strchr("$\n`", s.p[end])) {
        words |= (unsigned char)s.p[end] >= 0x80;
        end += s.p[end] == '\\' && end + 1 < s.n ? 2 : 1;
    }
    if (end >= s.n || s.p[end] != '$' || end == from)
        return 0;
    bool blank = strchr(" \t", s.p[from]) || strchr(" \t", s.p[end - 1]);
    bool beside = end + 1 < s.n && (s.p[end + 1] == '$' || is_alphanumeric(s.p[end + 1]));
    str inside = str_slice(s, from, end);
    if (blank || beside || (words && str_find_part(inside, STR("\\text")) == inside.n))
        return 0;
    return end;
}

static void hide_in_lines(struct text *t)
{
    str s = text_view(t);
    for (size_t at = str_find(s, '$', 0); at < s.n; at = str_find(s, '$', at + 1)) {
        bool inside = at > 0 && (strchr("\\$", s.p[at - 1]) || is_alphanumeric(s.p[at - 1]));
        size_t end = inside ? 0 : line_end(s, at + 1);
        if (!end)
            continue;
        stand_ins_hide(t, at, end + 1);
        at = end;
    }
}

size_t dollars_hidden(str s, size_t at)
{
    if (at >= s.n || s.p[at] != TEXT_DOLLAR)
        return 0;
    size_t end = at + 1;
    while (end < s.n && end - at <= LINE_MOST && s.p[end] != TEXT_DOLLAR && s.p[end] != '\n')
        end++;
    return end < s.n && s.p[end] == TEXT_DOLLAR && end > at + 1 ? end + 1 - at : 0;
}

static void hide_paragraphs(struct text *t)
{
    str s = text_view(t);
    for (size_t line = 0; line < s.n; line = str_find(s, '\n', line) + 1) {
        bool quoted;
        size_t at = line_text(s, line, &quoted);
        if (at + 1 >= s.n || s.p[at] != '$' || s.p[at + 1] != '$')
            continue;
        size_t end = closing(s, at + 2);
        if (end == s.n)
            continue;
        hide_lines(t, at + 2, end, quoted);
        line = end;
    }
}

void dollars_hide(struct text *t)
{
    hide_paragraphs(t);
    hide_in_lines(t);
}
