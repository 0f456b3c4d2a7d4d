#include "issue/markdown.h"

#include <cmark-gfm-core-extensions.h>

/* A row while its cells are found: the parser's columns are wrong for the head of a table that
 * follows a paragraph, so the cells are found by their text. */
struct row {
    struct markdown *m;
    uint32_t line;
    size_t at, end; /* byte positions in the text: next cell, end of the line */
};

static void skip(struct row *row, const char *set, size_t most)
{
    const char *p = row->m->text.bytes.data;
    for (; most && row->at < row->end && strchr(set, p[row->at]); most--)
        row->at++;
}

/* Behind the cell's content, in which `\|` counts as one character. */
static void skip_content(struct row *row, str content)
{
    const char *p = row->m->text.bytes.data;
    for (size_t i = 0; i < content.n && row->at < row->end; i++) {
        if (content.p[i] == '|' && p[row->at] == '\\')
            row->at++;
        row->at++;
    }
}

/* The parser's column - 1 of a cell's first byte, taken from the inline that begins there: its
 * columns for the cells themselves are wrong in the head of a table that follows a paragraph. */
static int first_column(cmark_node *cell, str content, int otherwise)
{
    cmark_node *first = cmark_node_first_child(cell);
    if (!first || cmark_node_get_type(first) == CMARK_NODE_LINK ||
        cmark_node_get_start_column(first) == 0)
        return otherwise;
    int column = cmark_node_get_start_column(first) - 1;
    for (size_t i = 0; i < content.n && content.p[i] == '`'; i++)
        column--;
    return column; /* behind backticks, be they matched or not */
}

static struct block read_cell(struct row *row, cmark_node *node, uint8_t align)
{
    skip(row, " \t", SIZE_MAX);
    skip(row, "|", 1);
    size_t before = row->at;
    skip(row, " \t", SIZE_MAX);
    struct text *t = &row->m->text;
    struct block cell = {.kind = BLOCK_CELL, .at = text_place(t, row->line, row->at)};
    cell.align = align == 'l'   ? CELL_LEFT
                 : align == 'c' ? CELL_CENTER
                 : align == 'r' ? CELL_RIGHT
                                : CELL_DEFAULT;
    str content = markdown_content(node);
    struct leaf leaf = leaf_at(t, content, row->line, row->at, true);
    int column = cmark_node_get_start_column(node) - 1 + (int)(row->at - before);
    inlines_read(row->m, node, &leaf, first_column(node, content, column), &cell);
    skip_content(row, content);
    return cell;
}

static struct block read_row(struct row *row, cmark_node *node, const uint8_t *align, size_t n)
{
    struct markdown *m = row->m;
    struct block b = {.kind = BLOCK_ROW, .at = text_place(&m->text, row->line, row->at)};
    block_vec cells = {0};
    for (cmark_node *c = cmark_node_first_child(node); c; c = cmark_node_next(c)) {
        struct block cell = read_cell(row, c, cells.n < n ? align[cells.n] : 0);
        vec_push(&cells, cell);
    }
    b.n_children = cells.n;
    b.children = vec_take(m->arena, &cells);
    return b;
}

static struct row row_at(struct markdown *m, uint32_t line, size_t at)
{
    str text = text_line(&m->text, line);
    size_t end = (size_t)(text.p - m->text.bytes.data) + text.n;
    return (struct row){.m = m, .line = line, .at = at, .end = end};
}

/* The head is the last line of what was a paragraph until the line of dashes came. */
static struct row head_row(struct markdown *m, cmark_node *table)
{
    str content = str_trim(markdown_content(table));
    size_t last = content.n;
    while (last > 0 && content.p[last - 1] != '\n')
        last--;
    struct leaf leaf =
        leaf_of_lines(&m->text, content, (uint32_t)cmark_node_get_start_line(table) - 1);
    leaf_place(&leaf, last);
    return row_at(m, leaf.last.line, leaf.last.at);
}

static struct row body_row(struct markdown *m, cmark_node *node)
{
    uint32_t line = (uint32_t)cmark_node_get_start_line(node) - 1;
    int column = cmark_node_get_start_column(node);
    return row_at(m, line, m->text.lines.v[line] + (column > 0 ? (size_t)column - 1 : 0));
}

bool table_is_bounded(struct markdown *m, cmark_node *table)
{
    if (cmark_gfm_extensions_get_table_columns(table) <= TABLE_COLUMNS_MAX)
        return true;
    markdown_report(m, DIAG_TABLE_TOO_LARGE, markdown_place(m, table),
                    N_("divide it, or print the part that readers need"),
                    "the table has more than %d columns", TABLE_COLUMNS_MAX);
    return false;
}

struct block table_read(struct markdown *m, cmark_node *table)
{
    size_t n = cmark_gfm_extensions_get_table_columns(table);
    const uint8_t *align = cmark_gfm_extensions_get_table_alignments(table);
    block_vec rows = {0};
    for (cmark_node *c = cmark_node_first_child(table); c; c = cmark_node_next(c)) {
        bool is_head = cmark_gfm_extensions_get_table_row_is_header(c);
        struct row row = is_head ? head_row(m, table) : body_row(m, c);
        struct block b = read_row(&row, c, align, n);
        vec_push(&rows, b);
    }
    struct block b = {.kind = BLOCK_TABLE, .n_children = rows.n};
    b.children = vec_take(m->arena, &rows);
    b.at = b.n_children ? b.children[0].at : markdown_place(m, table);
    return b;
}
