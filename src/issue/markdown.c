#include "issue/dateline.h"

#include "issue/vertical.h"

#include <cmark-gfm-core-extensions.h>
#include <pthread.h>
#include <stdarg.h>

enum { DEPTH_MAX = 32, LISTED_MAX = 50 };

/* The extensions switch entries of process-wide character tables on and off around the parsing of
 * inlines, so that only one thread at a time may parse. */
static cmark_node *finish_alone(cmark_parser *parser)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&one_at_a_time);
    cmark_node *document = cmark_parser_finish(parser);
    pthread_mutex_unlock(&one_at_a_time);
    return document;
}

static cmark_syntax_extension **our_extension(void)
{
    static cmark_syntax_extension *extension;
    return &extension;
}

static void register_extensions(void)
{
    cmark_gfm_core_extensions_ensure_registered();
    *our_extension() = fence_extension();
}

/* Registers all extensions once; gives our own. */
static cmark_syntax_extension *parser_extensions(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, register_extensions);
    return *our_extension();
}

cmark_node *markdown_parse(str text)
{
    cmark_syntax_extension *fences = parser_extensions();
    /* With source positions cmark counts the lines inside code spans and HTML, too. */
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_SOURCEPOS);
    /* before tables, which take every line behind one of a paragraph for themselves */
    cmark_parser_attach_syntax_extension(parser, fences);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("strikethrough"));
    cmark_parser_feed(parser, text.p, text.n);
    cmark_node *document = finish_alone(parser);
    cmark_parser_free(parser);
    return document;
}

void markdown_report(struct markdown *m, enum diag_code code, struct place at, const char *hint,
                     const char *format, ...)
{
    if (m->reported[code].n++ >= LISTED_MAX) {
        if (m->reported[code].n == LISTED_MAX + 1)
            m->reported[code].at = at;
        return;
    }
    va_list ap;
    va_start(ap, format);
    diag_put(m->diags, code, at, message_format(diags_arena(m->diags), format, ap));
    va_end(ap);
    if (hint)
        diag_hint(m->diags, "%-s", hint);
}

static void report_rest(struct markdown *m)
{
    for (int code = 0; code < DIAG_COUNT; code++)
        if (m->reported[code].n > LISTED_MAX)
            diag_add(m->diags, (enum diag_code)code, m->reported[code].at,
                     "this and %zu more like the fifty before are not listed",
                     m->reported[code].n - LISTED_MAX - 1);
}

str markdown_text(struct markdown *m, const char *s)
{
    str text = str_of(s);
    char *copy = str_z(m->arena, text);
    text_restore(&m->text, copy, text.n);
    return (str){copy, text.n};
}

bool markdown_is(cmark_node *node, const char *kind)
{
    return strcmp(cmark_node_get_type_string(node), kind) == 0;
}

str markdown_content(cmark_node *node)
{
    if (!cmark_node_first_child(node)) /* the parser's buffer is not even terminated then */
        return STR("");
    return str_of(cmark_node_get_string_content(node));
}

/* Line of the text, from 0. */
static uint32_t line_of(cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    if (line == 0 && cmark_node_next(node)) /* a paragraph that a table was cut from */
        line = cmark_node_get_start_line(cmark_node_next(node));
    return line > 0 ? (uint32_t)line - 1 : 0;
}

static size_t position_of(struct markdown *m, cmark_node *node)
{
    uint32_t line = line_of(node);
    int column = cmark_node_get_start_column(node);
    size_t start = line < m->text.lines.n ? m->text.lines.v[line] : 0;
    return start + (column > 0 ? (size_t)column - 1 : 0);
}

struct place markdown_place(struct markdown *m, cmark_node *node)
{
    return text_place(&m->text, line_of(node), position_of(m, node));
}

static void read_paragraph(struct markdown *m, cmark_node *node, block_vec *out)
{
    struct block b = {.kind = BLOCK_PARAGRAPH};
    str content = markdown_content(node);
    struct leaf leaf = leaf_of_lines(&m->text, content, line_of(node));
    b.at = leaf_place(&leaf, 0);
    if (formula_begins(content)) {
        if (formula_read(m, &leaf, false, &b))
            vec_push(out, b);
        return;
    }
    inlines_read(m, node, &leaf, cmark_node_get_start_column(node) - 1, &b);
    struct block table;
    if (b.kind == BLOCK_IMAGE && !b.n_children && str_ends(b.spans[0].target, STR(".csv"))) {
        if (csv_table(m, &b, &table))
            vec_push(out, table);
    } else if (b.n_spans) {
        vec_push(out, b);
    }
}

/* Bytes of `## ` at a position, 0 when an underlined heading stands there. */
static size_t marker_length(str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.n && text.p[at + n] == '#')
        n++;
    size_t hashes = n;
    while (at + n < text.n && (text.p[at + n] == ' ' || text.p[at + n] == '\t'))
        n++;
    return hashes && n > hashes ? n : 0;
}

static void read_heading(struct markdown *m, cmark_node *node, block_vec *out)
{
    struct block b = {.kind = BLOCK_HEADING,
                      .level = cmark_node_get_heading_level(node),
                      .at = markdown_place(m, node)};
    str content = markdown_content(node);
    size_t at = position_of(m, node);
    size_t marker = marker_length(text_view(&m->text), at);
    struct leaf leaf = marker ? leaf_at(&m->text, content, line_of(node), at + marker, false)
                              : leaf_of_lines(&m->text, content, line_of(node));
    inlines_read(m, node, &leaf, cmark_node_get_start_column(node) - 1 + (int)marker, &b);
    if (b.n_spans)
        vec_push(out, b);
}

/* A language behind the fence says how to colour; other text there was meant to be read. */
static void check_fence(struct markdown *m, cmark_node *node)
{
    str info = str_of(cmark_node_get_fence_info(node));
    bool is_text = false;
    for (size_t i = 0; i < info.n; i++)
        is_text = is_text || (unsigned char)info.p[i] >= 0x80;
    if (is_text)
        markdown_report(m, DIAG_NOT_SET, markdown_place(m, node), N_("begin it in the next line"),
                        "the text behind the beginning of a code block is not set");
}

static bool is_math(cmark_node *node)
{
    return str_is(str_trim(str_of(cmark_node_get_fence_info(node))), "math");
}

static void read_code(struct markdown *m, cmark_node *node, block_vec *out)
{
    int length, offset;
    char character;
    bool fenced = cmark_node_get_fenced(node, &length, &offset, &character);
    str text = markdown_text(m, cmark_node_get_literal(node));
    if (fenced && !is_math(node))
        check_fence(m, node);
    struct leaf leaf =
        leaf_of_lines(&m->text, str_of(cmark_node_get_literal(node)), line_of(node) + fenced);
    if (fenced && is_math(node)) {
        struct block b = {.at = markdown_place(m, node)};
        if (formula_read(m, &leaf, true, &b))
            vec_push(out, b);
        return;
    }
    if (!text.n)
        return;
    if (text.p[text.n - 1] != '\n')
        text = str_format(m->arena, "%.*s\n", STR_ARG(text));
    struct span *span = arena_one(m->arena, struct span);
    *span = (struct span){.kind = SPAN_TEXT, .text = text, .at = leaf_place(&leaf, 0)};
    vec_push(out,
             ((struct block){
                 .kind = BLOCK_CODE, .at = markdown_place(m, node), .spans = span, .n_spans = 1}));
}

bool markdown_deeper(struct markdown *m, struct place at, int depth)
{
    if (depth < DEPTH_MAX)
        return true;
    markdown_report(m, DIAG_NESTED_TOO_DEEP, at, N_("take some of the levels out"),
                    "more than %d quotes and list items stand in each other", DEPTH_MAX);
    return false;
}

static void read_container(struct markdown *m, cmark_node *node, int depth, block_vec *out)
{
    cmark_node_type type = cmark_node_get_type(node);
    struct block b = {.kind = BLOCK_QUOTE, .at = markdown_place(m, node)};
    if (type == CMARK_NODE_LIST) {
        b.kind = BLOCK_LIST;
        b.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        b.start = cmark_node_get_list_start(node);
        b.tight = cmark_node_get_list_tight(node);
    } else {
        b.kind = type == CMARK_NODE_ITEM ? BLOCK_ITEM : BLOCK_QUOTE;
        if (!markdown_deeper(m, b.at, depth++))
            return;
    }
    markdown_blocks(m, node, depth, &b.children, &b.n_children);
    if (b.kind == BLOCK_QUOTE)
        vertical_island(m->arena, &b, m->diags);
    if (b.kind == BLOCK_QUOTE)
        attribution_part(m, &b);
    if (b.kind == BLOCK_ITEM || b.n_children)
        vec_push(out, b);
}

static void read_block(struct markdown *m, cmark_node *node, int depth, block_vec *out)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_PARAGRAPH)
        read_paragraph(m, node, out);
    else if (type == CMARK_NODE_HEADING)
        read_heading(m, node, out);
    else if (type == CMARK_NODE_CODE_BLOCK)
        read_code(m, node, out);
    else if (type == CMARK_NODE_HTML_BLOCK)
        html_block_read(m, node, out);
    else if (type == CMARK_NODE_THEMATIC_BREAK)
        vec_push(out, ((struct block){.kind = BLOCK_DIVIDER, .at = markdown_place(m, node)}));
    else if (markdown_is(node, "table") && table_is_bounded(m, node))
        vec_push(out, table_read(m, node));
    else if (markdown_is(node, "table"))
        return;
    else if (type != CMARK_NODE_FOOTNOTE_DEFINITION)
        read_container(m, node, depth, out);
}

static bool is_blank_line(const struct markdown *m, uint32_t line)
{
    str text = text_view(&m->text);
    size_t end = line + 1 < m->text.lines.n ? m->text.lines.v[line + 1] : text.n;
    return !str_trim(str_slice(text, m->text.lines.v[line], end)).n;
}

/* PG-13: two empty lines before a block part sections of the text. */
static void read_space(struct markdown *m, cmark_node *node, block_vec *out)
{
    uint32_t line = line_of(node);
    bool part = cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH && out->n && line >= 2 &&
                out->v[out->n - 1].kind != BLOCK_HEADING;
    if (part && is_blank_line(m, line - 1) && is_blank_line(m, line - 2))
        vec_push(out, ((struct block){.kind = BLOCK_SPACE, .at = markdown_place(m, node)}));
}

cmark_node *markdown_siblings(struct markdown *m, cmark_node *node, int depth, bool fenced,
                              struct block *out)
{
    block_vec list = {0};
    for (; node; node = cmark_node_next(node)) {
        bool fence = markdown_is(node, "fence");
        if (fenced && fence && fence_closes(m, node))
            break;
        if (cmark_node_parent(node) == m->document)
            read_space(m, node, &list);
        if (!fence)
            read_block(m, node, depth, &list);
        else if (!(node = fence_read(m, node, depth, &list)))
            break;
    }
    captions_attach(m, &list);
    typed_blocks(m, &list);
    out->n_children = list.n;
    out->children = vec_take(m->arena, &list);
    return node;
}

void markdown_blocks(struct markdown *m, cmark_node *parent, int depth, const struct block **out,
                     size_t *n)
{
    struct block all = {0};
    markdown_siblings(m, cmark_node_first_child(parent), depth, false, &all);
    *out = all.children;
    *n = all.n_children;
}

/* NP-12: the head's dateline goes before the first paragraph. */
static void put_dateline(struct markdown *m, struct article *out)
{
    struct block *blocks = arena_many(m->arena, out->n_blocks, struct block);
    size_t i = 0;
    if (!out->dateline.text.n)
        return;
    memcpy(blocks, out->blocks, out->n_blocks * sizeof *blocks);
    while (i < out->n_blocks && blocks[i].kind != BLOCK_PARAGRAPH)
        i++;
    if (i == out->n_blocks || dateline_has(&blocks[i])) {
        markdown_report(m, DIAG_TEXT_DATELINE, out->dateline.at, N_("take out `dateline`"), "%-s",
                        i < out->n_blocks ? N_("the text begins with a dateline of its own (NP-12)")
                                          : N_("there is no paragraph for a dateline (NP-12)"));
        return;
    }
    dateline_put(m->arena, &out->dateline, &blocks[i]);
    out->blocks = blocks;
}

void markdown_read(struct arena *a, const struct source *source, str markdown, uint32_t first_line,
                   struct article *out, struct diags *d)
{
    struct markdown m = {.arena = a, .diags = d, .article = out};
    text_prepare(&m.text, source, markdown, first_line, d);
    if (text_is_bounded(&m.text, d)) {
        notes_parse(&m);
        notes_collect(&m);
        notes_of_head(&m, out);
        markdown_blocks(&m, m.document, 0, &out->blocks, &out->n_blocks);
        put_dateline(&m, out);
        notes_read(&m, out);
        report_rest(&m);
        cmark_node_free(m.document);
    }
    vec_free(&m.definitions);
    vec_free(&m.order);
    vec_free(&m.outside);
    text_free(&m.text);
}
