/* Limits that keep the parser's time and memory in proportion to the input. Known weak spots of
 * cmark-gfm 0.29.0.gfm.6: `![` without end takes quadratic time, short table rows are filled up to
 * the width of the head, and each use of a link definition copies it. */
#include "issue/text.h"

enum { BRACKETS_MAX = 1000, CELLS_MAX = 200000, UNFOLDED_MAX = 64 << 20 };

struct bounds {
    size_t brackets;   /* open in the paragraph */
    size_t columns;    /* widest table head seen in the paragraph */
    size_t cells;      /* of all tables, estimated from above */
    size_t closed;     /* `]` in the whole text: uses of definitions, at most */
    size_t definition; /* bytes of the current link definition so far, 0 outside one */
    size_t longest;    /* definition in the whole text */
    uint32_t longest_line;
};

static bool is_blank_line(str line)
{
    return str_trim(line).n == 0;
}

/* `|---|:-:|`: the number of columns that such a line makes, 0 for others. */
static size_t table_columns(str line)
{
    size_t pipes = 0;
    bool dash = false;
    for (size_t i = 0; i < line.n; i++) {
        pipes += line.p[i] == '|';
        dash = dash || line.p[i] == '-';
        if (!strchr("|-: \t>", line.p[i]))
            return 0;
    }
    return dash ? pipes + 1 : 0;
}

static bool starts_definition(str line)
{
    size_t i = 0;
    while (i < line.n && strchr(" \t>", line.p[i]))
        i++;
    if (i == line.n || line.p[i] != '[')
        return false;
    for (; i + 1 < line.n; i++)
        if (line.p[i] == ']' && line.p[i + 1] == ':')
            return true;
    return false;
}

static void count_brackets(struct bounds *b, str line)
{
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '[') {
            b->brackets++;
        } else if (line.p[i] == ']') {
            b->brackets -= b->brackets > 0;
            b->closed++;
        }
    }
}

static void count_line(struct bounds *b, str line, uint32_t number)
{
    if (is_blank_line(line)) {
        b->brackets = b->columns = b->definition = 0;
        return;
    }
    count_brackets(b, line);
    size_t columns = table_columns(line);
    b->columns = columns > b->columns ? columns : b->columns;
    b->cells += b->columns;
    bool starts = starts_definition(line);
    if (starts)
        b->definition = 0;
    if (starts || b->definition)
        b->definition += line.n + 1;
    if (b->definition > b->longest) {
        b->longest = b->definition;
        b->longest_line = number;
    }
}

static bool refuse(const struct text *t, uint32_t line, struct diags *d, const char *what,
                   const char *hint)
{
    struct place at = {t->source, t->first_line + line, 1};
    diag_add(d, DIAG_NESTED_TOO_DEEP, at, "%-s", what);
    diag_hint(d, "%-s", hint);
    return false;
}

bool text_is_bounded(struct text *t, struct diags *d)
{
    struct bounds b = {0};
    for (uint32_t i = 0; i < t->lines.n; i++) {
        count_line(&b, text_line(t, i), i);
        if (b.brackets > BRACKETS_MAX)
            return refuse(t, i, d, N_("more than 1000 brackets are open in this paragraph"),
                          N_("close each [ with a ], or write \\[ for a bracket that is text"));
        if (b.cells > CELLS_MAX)
            return refuse(t, i, d, N_("the tables have more than 200000 cells"),
                          N_("check the line of dashes under the head of the table"));
    }
    if (b.closed && b.longest > UNFOLDED_MAX / b.closed)
        return refuse(t, b.longest_line, d,
                      N_("this link definition is too long for the number of links"),
                      N_("shorten the address"));
    return true;
}
