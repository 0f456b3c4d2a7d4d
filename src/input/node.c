#include "input/node.h"

#include "base/buf.h"
#include "base/vec.h"

const struct node node_null = {0};

struct nodes {
    VEC(struct node) v;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' ||
           c == '}' || c == '/' || c == '%';
}

static bool is_regular(const struct node_reader *r)
{
    return r->at < r->text.n && !is_space(r->text.p[r->at]) && !is_delimiter(r->text.p[r->at]);
}

static char peek(const struct node_reader *r)
{
    return r->at < r->text.n ? r->text.p[r->at] : '\0';
}

static void skip_space(struct node_reader *r)
{
    for (; r->at < r->text.n; r->at++) {
        if (r->text.p[r->at] == '%')
            while (r->at < r->text.n && peek(r) != '\n' && peek(r) != '\r')
                r->at++;
        else if (!is_space(r->text.p[r->at]))
            return;
    }
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static struct node text_node(struct node_reader *r, enum node_type type, struct buf *b)
{
    struct node n = {.type = type, .text = str_dup(r->arena, buf_view(b))};
    buf_free(b);
    return n;
}

static struct node read_name(struct node_reader *r)
{
    struct buf b = {0};
    for (r->at++; is_regular(r); r->at++) {
        str rest = str_slice(r->text, r->at, r->text.n);
        if (rest.p[0] == '#' && rest.n > 2 && hex_digit(rest.p[1]) >= 0 &&
            hex_digit(rest.p[2]) >= 0) {
            buf_char(&b, (char)(hex_digit(rest.p[1]) << 4 | hex_digit(rest.p[2])));
            r->at += 2;
        } else {
            buf_char(&b, rest.p[0]);
        }
    }
    return text_node(r, NODE_NAME, &b);
}

static struct node read_hex(struct node_reader *r)
{
    struct buf b = {0};
    int high = -1;
    for (r->at++; r->at < r->text.n && peek(r) != '>'; r->at++) {
        int digit = hex_digit(peek(r));
        if (digit < 0) {
            r->damaged |= !is_space(peek(r));
        } else if (high < 0) {
            high = digit;
        } else {
            buf_char(&b, (char)(high << 4 | digit));
            high = -1;
        }
    }
    r->damaged |= r->at >= r->text.n;
    r->at++;
    if (high >= 0)
        buf_char(&b, (char)(high << 4));
    return text_node(r, NODE_STRING, &b);
}

/* What follows a reverse solidus in a string. */
static void read_escape(struct node_reader *r, struct buf *b)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    char c = peek(r);
    const char *known = c ? strchr(from, c) : NULL;
    if (known) {
        buf_char(b, to[known - from]);
    } else if (c >= '0' && c <= '7') {
        int value = 0, digits = 0;
        for (; digits < 3 && peek(r) >= '0' && peek(r) <= '7'; digits++, r->at++)
            value = value * 8 + (peek(r) - '0');
        r->at--;
        buf_char(b, (char)value);
    } else if (c == '\r') {
        r->at += r->at + 1 < r->text.n && r->text.p[r->at + 1] == '\n';
    } else if (c != '\n') {
        buf_char(b, c);
    }
}

static struct node read_string(struct node_reader *r)
{
    struct buf b = {0};
    int open = 1;
    for (r->at++; r->at < r->text.n; r->at++) {
        char c = peek(r);
        open += (c == '(') - (c == ')');
        if (!open)
            break;
        if (c == '\\') {
            r->at++;
            read_escape(r, &b);
        } else {
            buf_char(&b, c);
        }
    }
    r->damaged |= r->at >= r->text.n;
    r->at++;
    return text_node(r, NODE_STRING, &b);
}

/* Independent of the locale; forgiving as readers of PDF are. False: no number. */
static bool parse_number(str s, struct node *n)
{
    double value = 0, scale = 1;
    bool point = false, digits = false, negative = s.n && s.p[0] == '-';
    for (size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+'); i < s.n; i++) {
        char c = s.p[i];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            digits = true;
            if (value < 1e14) { /* what follows says nothing more, or the number is beyond use */
                value = value * 10 + (c - '0');
                scale = point ? scale * 10 : scale;
            }
        } else if (c != '-' || i == 0) {
            return false;
        }
    }
    *n = (struct node){.type = NODE_NUMBER, .integer = !point};
    n->number = (negative ? -value : value) / scale;
    return digits || point;
}

static struct node read_word(struct node_reader *r)
{
    size_t from = r->at;
    while (is_regular(r))
        r->at++;
    str word = str_slice(r->text, from, r->at);
    struct node n;
    if (strchr("0123456789+-.", word.p[0]) && parse_number(word, &n))
        return n;
    if (str_is(word, "true") || str_is(word, "false"))
        return (struct node){.type = NODE_BOOL, .number = word.p[0] == 't'};
    if (str_is(word, "null"))
        return node_null;
    return (struct node){.type = NODE_OPERATOR, .text = word};
}

static struct node read_at(struct node_reader *r, int depth);

/* Whether the last two items and an R are a reference; makes it one. */
static bool join_reference(const struct node_reader *r, struct nodes *items, const struct node *n)
{
    if (!r->references || !str_is(n->text, "R") || items->v.n < 2)
        return false;
    struct node *last = items->v.v + items->v.n;
    const struct node *id = last - 2, *generation = last - 1;
    bool good = id->type == NODE_NUMBER && generation->type == NODE_NUMBER && id->number >= 0 &&
                id->number < 1e9 && generation->number >= 0 && generation->number < 65536;
    struct node joined = {.type = NODE_REF};
    if (good) {
        joined.id = (uint32_t)id->number;
        joined.generation = (uint32_t)generation->number;
    }
    items->v.n -= 2;
    vec_push(&items->v, good ? joined : node_null);
    return true;
}

/* Items up to a closing mark. */
static void read_items(struct node_reader *r, struct nodes *items, char close, int depth)
{
    for (;;) {
        skip_space(r);
        if (r->at >= r->text.n) {
            r->damaged = true;
            return;
        }
        if (peek(r) == close) {
            r->at += close == '>' ? 2 : 1;
            return;
        }
        struct node n = read_at(r, depth + 1);
        if (n.type == NODE_OPERATOR) {
            if (!join_reference(r, items, &n))
                r->damaged = true;
        } else if (items->v.n < NODE_ITEMS_MAX) {
            vec_push(&items->v, n);
        } else {
            r->damaged = true;
        }
    }
}

static struct node read_array(struct node_reader *r, int depth)
{
    struct nodes items = {0};
    r->at++;
    read_items(r, &items, ']', depth);
    struct node n = {.type = NODE_ARRAY, .n = items.v.n};
    n.items = vec_take(r->arena, &items.v);
    return n;
}

static struct node read_dict(struct node_reader *r, int depth)
{
    struct nodes items = {0}, pairs = {0};
    r->at += 2;
    read_items(r, &items, '>', depth);
    for (size_t i = 0; i + 1 < items.v.n; i += 2) {
        if (items.v.v[i].type != NODE_NAME) {
            r->damaged = true;
            continue;
        }
        vec_push(&pairs.v, items.v.v[i]);
        vec_push(&pairs.v, items.v.v[i + 1]);
    }
    r->damaged |= items.v.n % 2 != 0;
    vec_free(&items.v);
    struct node n = {.type = NODE_DICT, .n = pairs.v.n / 2};
    n.items = vec_take(r->arena, &pairs.v);
    return n;
}

static struct node read_at(struct node_reader *r, int depth)
{
    bool pair = r->at + 1 < r->text.n && r->text.p[r->at + 1] == r->text.p[r->at];
    bool deep = depth >= NODE_DEPTH_MAX;
    switch (peek(r)) {
    case '/': return read_name(r);
    case '(': return read_string(r);
    case '[':
        if (deep)
            break;
        return read_array(r, depth);
    case '<':
        if (!pair)
            return read_hex(r);
        if (deep)
            break;
        return read_dict(r, depth);
    default:
        if (is_regular(r))
            return read_word(r);
    }
    r->damaged = true; /* a mark that closes nothing, or too deep */
    r->at++;
    return node_null;
}

struct node node_read(struct node_reader *r)
{
    skip_space(r);
    if (r->at >= r->text.n)
        return (struct node){.type = NODE_END};
    return read_at(r, 0);
}

const struct node *node_value(const struct node *dict, const char *key)
{
    if (node_is_dict(dict))
        for (size_t i = 0; i < dict->n; i++)
            if (str_is(node_key_at(dict, i), key))
                return node_value_at(dict, i);
    return &node_null;
}
