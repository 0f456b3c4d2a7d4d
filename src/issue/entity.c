#include "issue/markdown.h"

enum { ENTITY_MAX = 34 }; /* the longest name has 31 letters */

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static size_t entity_length(str s, size_t at)
{
    size_t i = at + 1;
    if (i < s.n && s.p[i] == '#')
        i++;
    size_t name = i;
    while (i < s.n && i - at < ENTITY_MAX && is_alphanumeric(s.p[i]))
        i++;
    return i > name && i < s.n && s.p[i] == ';' ? i + 1 - at : 0;
}

static bool decode_common(str name, struct buf *out)
{
    static const struct {
        const char *name, *text;
    } common[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", "\u00A0"}};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (str_is(name, common[i].name)) {
            buf_str(out, str_of(common[i].text));
            return true;
        }
    return false;
}

/* The parser knows the two thousand names; it is asked for one paragraph with nothing else. */
static void decode_rare(str name, struct buf *out)
{
    cmark_node *document = markdown_parse(name);
    cmark_node *paragraph = cmark_node_first_child(document);
    cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
    if (text && cmark_node_get_type(text) == CMARK_NODE_TEXT)
        buf_str(out, str_of(cmark_node_get_literal(text)));
    cmark_node_free(document);
}

size_t entity_decode(str s, size_t at, struct buf *out)
{
    size_t n = entity_length(s, at);
    if (!n)
        return 0;
    str name = str_slice(s, at, at + n);
    size_t before = out->n;
    if (decode_common(name, out))
        return n;
    decode_rare(name, out);
    str text = str_slice(buf_view(out), before, out->n);
    if (text.n && !str_eq(text, name))
        return n;
    out->n = before;
    return 0;
}
