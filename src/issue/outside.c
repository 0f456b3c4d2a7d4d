/* Marks of notes in what the parser does not read: the article's head, captions of
 * pictures and of tables in CSV files (FN-10). */
#include "issue/markdown.h"

/* The label of `[^label]` at the end of a text; empty: none. */
static str label_at_end(str text)
{
    size_t from = text.n;
    if (text.n < 4 || text.p[text.n - 1] != ']')
        return STR("");
    while (from > 0 && text.p[from - 1] != '[')
        from--;
    if (!from || text.p[from] != '^')
        return STR("");
    str label = str_slice(text, from + 1, text.n - 1);
    for (size_t i = 0; i < label.n; i++)
        if ((unsigned char)label.p[i] <= ' ' || strchr("]^\\`", label.p[i]))
            return STR("");
    return label;
}

static struct outside_mark *find(struct markdown *m, str label)
{
    for (size_t i = 0; i < m->outside.n; i++)
        if (str_eq(m->outside.v[i].label, label))
            return &m->outside.v[i];
    return NULL;
}

static void note_label(struct markdown *m, str text)
{
    str label = label_at_end(text);
    if (label.n && !find(m, label))
        vec_push(&m->outside, ((struct outside_mark){.label = label}));
}

/* `[^1]"` ends a caption; Markdown has two more ways to quote it. */
static void find_in_captions(struct markdown *m, str text)
{
    for (size_t at = 1; at < text.n; at++)
        if (text.p[at - 1] == ']' && strchr("\"')", text.p[at])) {
            size_t line = at;
            while (line > 0 && text.p[line - 1] != '\n')
                line--;
            note_label(m, str_slice(text, line, at));
        }
}

static struct buf with_marks(struct markdown *m)
{
    const struct article *a = m->article;
    note_label(m, a->title.text);
    note_label(m, a->subtitle.text);
    note_label(m, a->author.text);
    note_label(m, a->lead.text);
    find_in_captions(m, text_view(&m->text));
    struct buf b = {0};
    buf_str(&b, text_view(&m->text));
    for (size_t i = 0; i < m->outside.n; i++)
        buf_format(&b, "\n\n[^%.*s]\n", STR_ARG(m->outside.v[i].label));
    return b;
}

static int number_of(cmark_node *paragraph)
{
    cmark_node *mark = cmark_node_first_child(paragraph);
    int number = 0;
    if (!mark || cmark_node_get_type(mark) != CMARK_NODE_FOOTNOTE_REFERENCE)
        return 0;
    for (const char *p = cmark_node_get_literal(mark); *p >= '0' && *p <= '9'; p++)
        number = number * 10 + (*p - '0');
    return number;
}

/* Takes the paragraphs of marks out again; false when code or a comment that is never closed has
 * swallowed some. */
static bool take_out(struct markdown *m)
{
    size_t found = 0;
    for (cmark_node *node = cmark_node_first_child(m->document), *next; node; node = next) {
        next = cmark_node_next(node);
        bool added = cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH &&
                     (size_t)cmark_node_get_start_line(node) > m->text.lines.n;
        if (!added || found == m->outside.n)
            continue;
        m->outside.v[found++].number = number_of(node);
        cmark_node_unlink(node);
        cmark_node_free(node);
    }
    return found == m->outside.n;
}

void notes_parse(struct markdown *m)
{
    struct buf text = with_marks(m);
    m->document = markdown_parse(buf_view(&text));
    buf_free(&text);
    if (take_out(m))
        return;
    cmark_node_free(m->document);
    m->document = markdown_parse(text_view(&m->text));
    m->outside.n = 0;
}

int notes_take(struct markdown *m, str *text, struct place at)
{
    str label = label_at_end(*text);
    const struct outside_mark *mark = label.n ? find(m, label) : NULL;
    if (!label.n)
        return 0;
    if (!mark || !mark->number) {
        markdown_report(m, DIAG_NOTE_MISSING, at,
                        N_("add a line `[^…]: text of the note` below the text"),
                        "there is no note for [^%.*s]", STR_ARG(label));
        return 0;
    }
    *text = str_slice(*text, 0, text->n - label.n - strlen("[^]"));
    return notes_number(m, mark->number);
}

void notes_of_head(struct markdown *m, struct article *a)
{
    struct {
        struct value *value;
        int *note;
    } all[] = {{&a->title, &a->head_notes.title},
               {&a->subtitle, &a->head_notes.subtitle},
               {&a->author, &a->head_notes.author},
               {&a->lead, &a->head_notes.lead}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        *all[i].note = notes_take(m, &all[i].value->text, all[i].value->at);
}
