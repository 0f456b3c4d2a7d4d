/* What authors type as paragraphs and mean as more: `[续]` (PG-03), terms with their definitions,
 * lists with labels like （一） (PG-04), turns of a dialogue, the attribution of a quote (NP-16).
 */
#include "issue/dateline.h"

#include "base/utf8.h"

typedef VEC(struct span) span_vec;

/* ---- lines of a paragraph ---- */

static bool ends_line(const struct span *s)
{
    return s->kind == SPAN_BREAK || (s->text.n && s->text.p[s->text.n - 1] == '\n');
}

/* The spans of the line that begins at span `from`. */
static size_t line_length(const struct block *b, size_t from)
{
    size_t n = 0;
    while (from + n < b->n_spans && !ends_line(&b->spans[from + n]))
        n++;
    return from + n < b->n_spans ? n + 1 : n;
}

static str line_text(const struct block *b, size_t from)
{
    const struct span *s = &b->spans[from];
    return s->kind == SPAN_TEXT && !(s->format & SPAN_CODE) ? s->text : STR("");
}

/* Spans [from, from + n) as a paragraph, `cut` bytes taken off the front and what ends the line off
 * the end. */
static struct block cut_lines(struct markdown *m, const struct block *b, size_t from, size_t n,
                              size_t cut)
{
    struct block p = {.kind = BLOCK_PARAGRAPH};
    struct span *spans = arena_many(m->arena, n, struct span);
    memcpy(spans, b->spans + from, n * sizeof *spans);
    spans[0].at = place_after(spans[0].at, (uint32_t)utf8_count(str_slice(spans[0].text, 0, cut)));
    spans[0].text = str_slice(spans[0].text, cut, spans[0].text.n);
    while (n && (spans[n - 1].kind == SPAN_BREAK || !str_trim(spans[n - 1].text).n) &&
           spans[n - 1].kind != SPAN_NOTE && spans[n - 1].kind != SPAN_IMAGE)
        n--;
    if (n && spans[n - 1].text.n && spans[n - 1].text.p[spans[n - 1].text.n - 1] == '\n')
        spans[n - 1].text.n--;
    size_t first = n && spans[0].kind == SPAN_TEXT && !spans[0].text.n ? 1 : 0;
    p.spans = spans + first;
    p.n_spans = n - first;
    p.at = p.n_spans ? p.spans[0].at : b->at;
    return p;
}

static const struct block *one(struct markdown *m, struct block b)
{
    struct block *copy = arena_one(m->arena, struct block);
    *copy = b;
    return copy;
}

/* ---- [续] ---- */

static void take_continued(struct markdown *m, struct block *b)
{
    static const char *const marks[] = {"[续]", "［续］"};
    for (size_t i = 0; i < 2; i++) {
        if (!b->n_spans || !str_starts(line_text(b, 0), str_of(marks[i])))
            continue;
        *b = cut_lines(m, b, 0, b->n_spans, strlen(marks[i]));
        b->continued = true;
        return;
    }
}

/* ---- terms: the lines behind the first begin with a colon ---- */

static size_t colon(str s)
{
    return str_starts(s, STR("：")) ? strlen("：") : str_starts(s, STR(": ")) ? 2 : 0;
}

static bool is_definition(const struct block *b)
{
    size_t first = b->n_spans ? line_length(b, 0) : 0;
    if (!first || first >= b->n_spans)
        return false;
    for (size_t at = first; at < b->n_spans; at += line_length(b, at))
        if (at == first && !colon(line_text(b, at)))
            return false;
    return true;
}

static void make_definition(struct markdown *m, struct block *b)
{
    size_t term = line_length(b, 0);
    block_vec parts = {0};
    for (size_t at = term; at < b->n_spans;) {
        size_t n = line_length(b, at), cut = colon(line_text(b, at));
        while (at + n < b->n_spans && !colon(line_text(b, at + n)))
            n += line_length(b, at + n);
        struct block p = cut_lines(m, b, at, n, cut);
        if (p.n_spans)
            vec_push(&parts, p);
        at += n;
    }
    struct block head = cut_lines(m, b, 0, term, 0);
    struct block d = {.kind = BLOCK_DEFINITION, .at = b->at, .n_children = parts.n};
    d.spans = head.spans;
    d.n_spans = head.n_spans;
    d.children = vec_take(m->arena, &parts);
    *b = d;
}

/* ---- labels: （一） （1） ① ---- */

enum label_form { LABEL_NONE, LABEL_HAN, LABEL_DIGITS, LABEL_CIRCLE };

struct label {
    enum label_form form;
    int value;
    size_t n; /* bytes */
};

/* 一 to 九十九, or digits, up to what is no number. */
static struct label read_number(str s, size_t at)
{
    struct label l = {.n = at};
    while (at < s.n) {
        uint32_t c = utf8_next(s, &at);
        bool digit = c >= '0' && c <= '9';
        if (digit && l.form != LABEL_HAN && l.value < 100)
            l = (struct label){LABEL_DIGITS, l.value * 10 + (int)(c - '0'), at};
        else if (c == 0x5341 && l.form != LABEL_DIGITS && l.value < 10) /* 十 */
            l = (struct label){LABEL_HAN, l.value ? l.value * 10 : 10, at};
        else if (text_han_digit(c) && l.form != LABEL_DIGITS && (l.value == 0 || l.value % 10 == 0))
            l = (struct label){LABEL_HAN, l.value + text_han_digit(c), at};
        else
            break;
    }
    return l;
}

static struct label read_label(str s)
{
    size_t at = 0;
    uint32_t c = s.n ? utf8_next(s, &at) : 0;
    if (c >= 0x2460 && c <= 0x2473)
        return (struct label){LABEL_CIRCLE, (int)(c - 0x2460) + 1, at};
    if (c != 0xFF08 && c != '(')
        return (struct label){0};
    struct label l = read_number(s, at);
    at = l.n;
    c = at < s.n ? utf8_next(s, &at) : 0;
    if (!l.form || (c != 0xFF09 && c != ')'))
        return (struct label){0};
    l.n = at;
    return l;
}

static bool follows(struct label a, struct label b)
{
    return b.form != LABEL_NONE && a.form == b.form && b.value == a.value + 1;
}

/* Whether every line of a paragraph begins with a label, each the next one; `*last` of them. */
static bool all_labelled(const struct block *b, struct label *last)
{
    for (size_t at = line_length(b, 0); at < b->n_spans; at += line_length(b, at)) {
        struct label next = read_label(line_text(b, at));
        if (!follows(*last, next))
            return false;
        *last = next;
    }
    return true;
}

static struct block labelled_item(struct markdown *m, const struct block *b, size_t from, size_t n)
{
    struct label l = read_label(line_text(b, from));
    struct block item = {.kind = BLOCK_ITEM, .at = b->spans[from].at, .n_children = 1};
    item.title = str_slice(b->spans[from].text, 0, l.n);
    item.title_at = item.at;
    item.children = one(m, cut_lines(m, b, from, n, l.n));
    return item;
}

/* The items of a paragraph that follows `*last`; none when it does not. */
static void take_items(struct markdown *m, const struct block *b, struct label *last,
                       block_vec *items)
{
    struct label first =
        b->kind == BLOCK_PARAGRAPH && b->n_spans ? read_label(line_text(b, 0)) : (struct label){0};
    if (!first.form || (last->form && !follows(*last, first)))
        return;
    struct label end = first;
    bool by_line = all_labelled(b, &end);
    for (size_t at = 0; at < b->n_spans;) {
        size_t n = by_line ? line_length(b, at) : b->n_spans;
        vec_push(items, labelled_item(m, b, at, n));
        at += n;
    }
    *last = by_line ? end : first;
}

/* The list that begins with block `i`, and how many blocks it takes; 0: none does. */
static size_t take_list(struct markdown *m, const block_vec *blocks, size_t i, struct block *out)
{
    struct label last = {0};
    block_vec items = {0};
    size_t taken = 0;
    for (size_t n = SIZE_MAX; i + taken < blocks->n && n != items.n; taken++) {
        n = items.n;
        take_items(m, &blocks->v[i + taken], &last, &items);
        if (n == items.n)
            break;
    }
    size_t n = items.n;
    *out = (struct block){.kind = BLOCK_LIST, .at = blocks->v[i].at, .labelled = true};
    out->tight = true;
    out->n_children = n;
    out->children = vec_take(m->arena, &items);
    return n >= 2 ? taken : 0;
}

void typed_blocks(struct markdown *m, block_vec *list)
{
    size_t to = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct block *b = &list->v[i], labelled;
        if (b->kind == BLOCK_PARAGRAPH)
            take_continued(m, b);
        if (b->kind == BLOCK_PARAGRAPH && !b->continued && !m->keep_lines)
            dateline_take(m->arena, b);
        if (b->kind == BLOCK_PARAGRAPH && !m->keep_lines && is_definition(b))
            make_definition(m, b);
        size_t taken =
            b->kind == BLOCK_PARAGRAPH && !m->keep_lines ? take_list(m, list, i, &labelled) : 0;
        list->v[to++] = taken ? labelled : *b;
        i += taken ? taken - 1 : 0;
    }
    list->n = to;
}

/* ---- dialogue: a turn begins with a name and a colon ---- */

enum { NAME_MOST = 6 };

static size_t name_length(str s)
{
    size_t at = 0;
    for (int n = 0; at < s.n && n <= NAME_MOST; n++) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        if (c == 0xFF1A || c == ':')
            return n ? from : 0;
        if (c < 0x80 && !((c | 32) >= 'a' && (c | 32) <= 'z') && c != '.' && c != ' ')
            return 0;
    }
    return 0;
}

static struct block turn_of(struct markdown *m, const struct block *b, size_t from, size_t n)
{
    size_t name = name_length(line_text(b, from)), cut = name;
    struct block turn = {.kind = BLOCK_ITEM, .at = b->spans[from].at, .n_children = 1};
    turn.title = str_slice(b->spans[from].text, 0, name);
    turn.title_at = turn.at;
    if (name)
        utf8_next(b->spans[from].text, &cut);
    turn.children = one(m, cut_lines(m, b, from, n, cut));
    return turn;
}

static void divide_turns(struct markdown *m, const struct block *b, block_vec *turns)
{
    for (size_t at = 0; at < b->n_spans;) {
        size_t n = line_length(b, at);
        while (at + n < b->n_spans && !name_length(line_text(b, at + n)))
            n += line_length(b, at + n);
        vec_push(turns, turn_of(m, b, at, n));
        at += n;
    }
}

void dialogue_divide(struct markdown *m, struct block *dialogue)
{
    block_vec turns = {0};
    for (size_t i = 0; i < dialogue->n_children; i++) {
        const struct block *b = &dialogue->children[i];
        if (b->kind == BLOCK_PARAGRAPH)
            divide_turns(m, b, &turns);
        else
            vec_push(&turns, ((struct block){
                                 .kind = BLOCK_ITEM, .at = b->at, .children = b, .n_children = 1}));
    }
    dialogue->n_children = turns.n;
    dialogue->children = vec_take(m->arena, &turns);
}

/* ---- the attribution: the last line, from —— on ---- */

static bool is_attribution(const struct block *b, size_t from)
{
    const struct span *last = &b->spans[b->n_spans - 1];
    bool dash =
        str_starts(line_text(b, from), STR("——")) || str_starts(line_text(b, from), STR("⸺"));
    return dash && !str_ends(last->text, STR("。")) && !str_ends(last->text, STR("！")) &&
           !str_ends(last->text, STR("？")) && !str_ends(last->text, STR("”"));
}

void attribution_part(struct markdown *m, struct block *quote)
{
    const struct block *last = quote->n_children ? &quote->children[quote->n_children - 1] : NULL;
    size_t from = 0;
    if (!last || last->kind != BLOCK_PARAGRAPH || !last->n_spans)
        return;
    for (size_t at = 0; at < last->n_spans; at += line_length(last, at))
        from = at;
    if (!is_attribution(last, from) || (from == 0 && quote->n_children == 1))
        return;
    block_vec children = {0};
    for (size_t i = 0; i + 1 < quote->n_children; i++)
        vec_push(&children, quote->children[i]);
    if (from)
        vec_push(&children, cut_lines(m, last, 0, from, 0));
    struct block own = cut_lines(m, last, from, last->n_spans - from, 0);
    own.kind = BLOCK_ATTRIBUTION;
    vec_push(&children, own);
    quote->n_children = children.n;
    quote->children = vec_take(m->arena, &children);
}
