#include "input/contents.h"

enum stream_state contents_join(struct input *doc, const struct node *page, struct buf *to)
{
    const struct node *contents = input_get(doc, page, "Contents");
    bool array = contents->type == NODE_ARRAY;
    size_t n = array ? contents->n : contents->type == NODE_STREAM;
    enum stream_state worst = STREAM_GOOD;
    for (size_t i = 0; i < n; i++) {
        const struct node *stream = array ? input_item(doc, contents, i) : contents;
        size_t room = to->n < INPUT_STREAM_MAX ? INPUT_STREAM_MAX - to->n : 0;
        enum stream_state s = input_stream(doc, stream, room, to);
        worst = s > worst ? s : worst;
        buf_char(to, '\n');
    }
    return worst;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The end of the bytes: a blank, EI and a blank. */
static size_t find_end(str s, size_t from)
{
    for (size_t i = from; i + 2 < s.n; i++)
        if (is_blank(s.p[i]) && s.p[i + 1] == 'E' && s.p[i + 2] == 'I' &&
            (i + 3 == s.n || is_blank(s.p[i + 3])))
            return i;
    return s.n;
}

static str full_key(str key)
{
    static const char *const rows[][2] = {
        {"W", "Width"},       {"H", "Height"},      {"BPC", "BitsPerComponent"},
        {"CS", "ColorSpace"}, {"F", "Filter"},      {"D", "Decode"},
        {"IM", "ImageMask"},  {"I", "Interpolate"}, {"DP", "DecodeParms"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(key, rows[i][0]))
            return str_of(rows[i][1]);
    return key;
}

enum inline_end contents_inline(struct node_reader *r, struct arena *a, struct inline_picture *out)
{
    enum { ITEMS_MAX = 64 };
    struct node *items = arena_many(a, ITEMS_MAX, struct node);
    size_t n = 0;
    struct node key = node_read(r);
    for (; key.type == NODE_NAME; key = node_read(r)) {
        struct node value = node_read(r);
        if (n + 2 > ITEMS_MAX)
            continue;
        key.text = full_key(key.text);
        items[n++] = key;
        items[n++] = value;
    }
    if (key.type != NODE_OPERATOR || !str_is(key.text, "ID"))
        return INLINE_DAMAGED;
    size_t most = r->text.n, from = r->at + 1 < most ? r->at + 1 : most;
    size_t end = find_end(r->text, from);
    r->at = end + 3 < most ? end + 3 : most;
    if (end == most)
        return INLINE_OPEN;
    out->dict = (struct node){.type = NODE_DICT, .items = items, .n = n / 2};
    out->data = str_slice(r->text, from, end);
    return INLINE_GOOD;
}
