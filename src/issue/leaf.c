#include "issue/text.h"

static str trim_right(str s)
{
    while (s.n && strchr(" \t\r\n", s.p[s.n - 1]))
        s.n--;
    return s;
}

static str content_line(str content, size_t from)
{
    return trim_right(str_slice(content, from, str_find(content, '\n', from)));
}

#define NOT_HERE SIZE_MAX

/* Where the content starts in a line of the text that ends with it, or NOT_HERE. Before it may
 * stand what makes quotes, lists, footnotes and indentation, but no link definition. */
static size_t content_start(str line, str content)
{
    line = trim_right(line);
    if (!str_ends(line, content))
        return NOT_HERE;
    size_t start = line.n - content.n;
    for (size_t i = 0; i < start; i++)
        if (line.p[i] == '[' && line.p[i + 1] != '^')
            return NOT_HERE;
    return start;
}

static size_t line_start(const struct text *t, uint32_t line)
{
    return line < t->lines.n ? t->lines.v[line] : t->bytes.n;
}

/* Byte position in the text where a line of content starts: in a line that does not end with it
 * (a tab was cut in two) the first character that is not blank. */
static size_t find_start(const struct text *t, uint32_t line, str content)
{
    str whole = text_line(t, line);
    size_t start = content_start(whole, content);
    if (start == NOT_HERE)
        for (start = 0; start < whole.n && strchr(" \t>", whole.p[start]);)
            start++;
    return line_start(t, line) + start;
}

static void rewind_leaf(struct leaf *leaf)
{
    leaf->last.content = 0;
    leaf->last.at = leaf->from;
    leaf->last.line = leaf->line;
}

struct leaf leaf_at(struct text *t, str content, uint32_t line, size_t from, bool cell)
{
    struct leaf leaf = {.text = t, .content = content, .cell = cell, .line = line, .from = from};
    rewind_leaf(&leaf);
    return leaf;
}

struct leaf leaf_of_lines(struct text *t, str content, uint32_t line)
{
    str first = content_line(content, 0);
    uint32_t found = line;
    while (found < t->lines.n) {
        str whole = text_line(t, found);
        if (content_start(whole, first) != NOT_HERE)
            break;
        if (str_trim(whole).n == 0)
            found = (uint32_t)t->lines.n; /* definitions hold no empty line */
        else
            found++;
    }
    if (found >= t->lines.n)
        found = line;
    return leaf_at(t, content, found, find_start(t, found, first), false);
}

/* Goes on by one byte of content. */
static void step(struct leaf *leaf)
{
    const struct text *t = leaf->text;
    char c = leaf->content.p[leaf->last.content++];
    if (c == '\n') {
        leaf->last.line++;
        leaf->last.at =
            find_start(t, leaf->last.line, content_line(leaf->content, leaf->last.content));
        return;
    }
    str s = text_view(t);
    bool escaped = leaf->cell && c == '|' && leaf->last.at + 1 < s.n &&
                   s.p[leaf->last.at] == '\\' && s.p[leaf->last.at + 1] == '|';
    leaf->last.at += escaped ? 2 : 1;
}

struct place leaf_place(struct leaf *leaf, size_t at)
{
    if (at < leaf->last.content)
        rewind_leaf(leaf);
    while (leaf->last.content < at && leaf->last.content < leaf->content.n)
        step(leaf);
    return text_place(leaf->text, leaf->last.line, leaf->last.at);
}
