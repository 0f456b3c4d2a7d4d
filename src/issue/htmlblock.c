/* HTML blocks: the text in them becomes paragraphs. */
#include "issue/spans.h"

#include "base/utf8.h"

struct html_block {
    struct markdown *m;
    struct spans spans;
    struct leaf leaf;
    str html;
    size_t at;
    block_vec *out;
};

static void end_paragraph(struct html_block *h)
{
    struct block b = {.kind = BLOCK_PARAGRAPH};
    spans_end(&h->spans, true, &b);
    if (!b.n_spans)
        return;
    b.at = b.spans[0].at;
    vec_push(h->out, b);
}

/* Text without line ends, tags and entities. */
static void put_text(struct html_block *h, size_t to)
{
    str text = str_slice(h->html, h->at, to);
    spans_text(&h->spans, text, leaf_place(&h->leaf, h->at), (uint32_t)utf8_count(text));
    h->at = to;
}

/* An empty line ends a paragraph; blanks at the start of a line do not count. */
static void put_line_end(struct html_block *h)
{
    spans_soft(&h->spans, leaf_place(&h->leaf, h->at));
    h->at++;
    size_t start = h->at;
    while (h->at < h->html.n && strchr(" \t", h->html.p[h->at]))
        h->at++;
    if (h->at < h->html.n && h->html.p[h->at] == '\n' && h->at >= start)
        end_paragraph(h);
}

static bool put_entity(struct html_block *h)
{
    struct buf decoded = {0};
    size_t n = entity_decode(h->html, h->at, &decoded);
    if (n)
        spans_text(&h->spans, buf_view(&decoded), leaf_place(&h->leaf, h->at), 0);
    h->at += n;
    buf_free(&decoded);
    return n > 0;
}

/* Programs and styles are no text: they go with all that they hold. */
static bool skip_program(struct html_block *h, const struct tag *tag, struct place at)
{
    bool program = strcmp(tag->name, "script") == 0 || strcmp(tag->name, "style") == 0;
    if (!program || tag->form != TAG_OPEN)
        return false;
    markdown_report(h->m, DIAG_HTML_LEFT_OUT, at, N_("take it out"),
                    "<%s> is left out with all that it holds", tag->name);
    struct tag end = {0};
    for (h->at += tag->n; h->at < h->html.n; h->at++)
        if (h->html.p[h->at] == '<' && tag_scan(h->html, h->at, &end) && end.form == TAG_CLOSE &&
            strcmp(end.name, tag->name) == 0)
            break;
    h->at = h->at < h->html.n ? h->at + end.n : h->html.n;
    return true;
}

static bool put_tag(struct html_block *h)
{
    struct tag tag;
    if (!tag_scan(h->html, h->at, &tag))
        return false;
    struct place at = leaf_place(&h->leaf, h->at);
    if (skip_program(h, &tag, at))
        return true;
    if (tag_is_block(&tag))
        end_paragraph(h);
    tag_apply(&h->spans, &tag, at);
    spans_text(&h->spans, tag_text(h->html, h->at, &tag), place_after(at, 9), 0);
    h->at += tag.n;
    return true;
}

static void put_next(struct html_block *h)
{
    char c = h->html.p[h->at];
    if (c == '\n') {
        put_line_end(h);
        return;
    }
    if ((c == '<' && put_tag(h)) || (c == '&' && put_entity(h)))
        return;
    size_t to = h->at + 1;
    while (to < h->html.n && !strchr("\n<&", h->html.p[to]))
        to++;
    put_text(h, to);
}

void html_block_read(struct markdown *m, cmark_node *node, block_vec *out)
{
    str html = str_of(cmark_node_get_literal(node));
    uint32_t line = (uint32_t)cmark_node_get_start_line(node) - 1;
    struct html_block h = {.m = m, .html = html, .out = out};
    h.leaf = leaf_of_lines(&m->text, html, line);
    h.spans.m = m;
    while (h.at < html.n)
        put_next(&h);
    tags_end(&h.spans);
    end_paragraph(&h);
    spans_free(&h.spans);
}
