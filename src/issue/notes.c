/* Footnotes: numbered in the order in which marks are read, first in the text, then in notes. */
#include "issue/markdown.h"

void notes_collect(struct markdown *m)
{
    /* The parser has moved the definitions that marks refer to to the end of the document, in the
     * order of its numbers, and dropped the others; without any mark it leaves all in place. */
    cmark_iter *iter = cmark_iter_new(m->document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER &&
            cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
            vec_push(&m->definitions, node);
    }
    cmark_iter_free(iter);
    m->numbers = arena_many(m->arena, m->definitions.n, int);
}

int notes_number(struct markdown *m, int mark)
{
    if (mark < 1 || (size_t)mark > m->definitions.n)
        return 0;
    if (!m->numbers[mark - 1]) {
        vec_push(&m->order, mark);
        m->numbers[mark - 1] = (int)m->order.n;
    }
    return m->numbers[mark - 1];
}

static void cover(char *covered, size_t n, int first, int last)
{
    for (int i = first; i <= last; i++)
        if (i >= 1 && (size_t)i <= n)
            covered[i - 1] = 1;
}

static int count_lines(str s)
{
    int n = 0;
    for (size_t i = str_find(s, '\n', 0); i < s.n; i = str_find(s, '\n', i + 1))
        n++;
    return n;
}

/* The last line with content of the block; the parser's own is too large for some. */
static int last_line(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    int first = cmark_node_get_start_line(node);
    if (type == CMARK_NODE_HEADING)
        return first + count_lines(str_trim(markdown_content(node)));
    if (type == CMARK_NODE_CODE_BLOCK)
        return first + count_lines(str_of(cmark_node_get_literal(node)));
    return cmark_node_get_end_line(node);
}

static bool is_leaf(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING ||
           type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK ||
           markdown_is(node, "table");
}

/* Marks the lines that have come into the tree; what looks like a definition in another line was
 * dropped by the parser. */
static char *covered_lines(struct markdown *m)
{
    char *covered = xcalloc(m->text.lines.n + 1, 1);
    cmark_iter *iter = cmark_iter_new(m->document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && is_leaf(node))
            cover(covered, m->text.lines.n, cmark_node_get_start_line(node), last_line(node));
    }
    cmark_iter_free(iter);
    return covered;
}

static void report_unused(struct markdown *m, uint32_t line, size_t at)
{
    str text = text_line(&m->text, line);
    str label = str_slice(text, at, str_find(text, ']', at) + 1);
    struct place place = text_place(&m->text, line, m->text.lines.v[line] + at);
    str shown = markdown_text(m, str_z(m->arena, label));
    markdown_report(m, DIAG_NOTE_UNUSED, place,
                    N_("put the mark into the text, or take the note out; of two notes with one "
                       "mark the first counts"),
                    "the note %.*s is not set: no mark refers to it", STR_ARG(shown));
}

static void report_all_unused(struct markdown *m)
{
    char *covered = covered_lines(m);
    for (size_t i = 0; i < m->definitions.n; i++) {
        int line = cmark_node_get_start_line(m->definitions.v[i]);
        if (line < 1 || (size_t)line > m->text.lines.n)
            continue;
        covered[line - 1] = m->numbers[i] ? 1 : 0;
    }
    for (uint32_t i = 0; i < m->text.lines.n; i++) {
        str line = text_line(&m->text, i);
        size_t at = covered[i] ? line.n : text_definition(line);
        if (at < line.n)
            report_unused(m, i, at);
    }
    free(covered);
}

void notes_read(struct markdown *m, struct article *out)
{
    VEC(struct note) notes = {0};
    /* A note may refer to further ones: the order grows while it is read. */
    for (size_t i = 0; i < m->order.n; i++) {
        struct note note = {.number = (int)i + 1};
        cmark_node *definition = m->definitions.v[m->order.v[i] - 1];
        markdown_blocks(m, definition, 0, &note.blocks, &note.n_blocks);
        vec_push(&notes, note);
    }
    out->n_notes = notes.n;
    out->notes = vec_take(m->arena, &notes);
    report_all_unused(m);
}
