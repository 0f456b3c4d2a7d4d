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

void dollars_hide(struct text *t)
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
