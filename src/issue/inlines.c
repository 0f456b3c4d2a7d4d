/* From the inlines of a leaf block to spans. The parser gives each inline a line and a column that
 * count in the content of the leaf and go wrong in places; here they are checked against the
 * content, searched where wrong, and turned into places of the source. */
#include "issue/spans.h"

#include "base/utf8.h"

/* What stands in quotation marks behind an image's file. */
struct caption {
    str text;
    struct place at;
};

struct walk {
    struct markdown *m;
    struct spans spans;
    struct leaf *leaf;
    str content;
    int line;                     /* the parser's current line */
    size_t base;                  /* position in the content where it thinks that the line starts */
    int column;                   /* its column - 1 of that position */
    size_t at;                    /* position in the content behind what was read */
    bool fresh_line;              /* nothing of the line was read yet */
    VEC(struct caption) captions; /* of the images, in their order */
    bool in_link, in_address;     /* `[text](address)`, `<address>` */
    size_t link_start;            /* number of spans when the link began */
    VEC(struct place) marks;      /* of `*` and `_` that stayed text */
};

static struct place place_at(struct walk *w, size_t at)
{
    return leaf_place(w->leaf, at);
}

/* Position in the content by the parser's count, or w->at when it cannot be. */
static size_t claimed(const struct walk *w, int line, int column)
{
    long at = (long)w->base + column - 1 - w->column;
    if (line != w->line || at < (long)w->at || at > (long)w->content.n)
        return w->at;
    return (size_t)at;
}

static size_t claimed_start(const struct walk *w, cmark_node *node)
{
    return claimed(w, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
}

/* Compares up to where the content may be written in another way than it reads. */
static bool starts_here(const struct walk *w, size_t at, str literal)
{
    str rest = str_slice(w->content, at, w->content.n);
    for (size_t i = 0; i < literal.n && i < 16; i++) {
        if (i >= rest.n)
            return false;
        if (strchr("\\&", rest.p[i]) || (i > 0 && strchr("*_~", rest.p[i])))
            return true;
        if (rest.p[i] != literal.p[i])
            return false;
    }
    return true;
}

enum { SEARCH_MAX = 4096 };

/* Where a literal begins in the content. */
static size_t locate(const struct walk *w, cmark_node *node, str literal)
{
    size_t at = claimed_start(w, node);
    size_t ticks = at; /* the parser counts from behind backticks */
    while (literal.n && literal.p[0] == '`' && ticks > w->at && w->content.p[ticks - 1] == '`')
        ticks--;
    if (ticks < at && starts_here(w, ticks, literal))
        return ticks;
    if (!literal.n || starts_here(w, at, literal))
        return at;
    for (size_t i = 0; i < SEARCH_MAX && w->at + i < w->content.n; i++)
        if (w->content.p[w->at + i] == literal.p[0] && starts_here(w, w->at + i, literal))
            return w->at + i;
    return w->at;
}

/* Goes to the next line of the content; the parser forgets to count one behind a backslash. */
static void next_line(struct walk *w, bool soft)
{
    size_t end = str_find(w->content, '\n', w->at);
    w->at = end < w->content.n ? end + 1 : end;
    if (soft || end == 0 || w->content.p[end - 1] != '\\') {
        w->line++;
        w->base = w->at;
    }
    while (w->at < w->content.n && (w->content.p[w->at] == ' ' || w->content.p[w->at] == '\t'))
        w->at++;
}

/* Behind an inline that spans lines, which the parser has counted. */
static void skip_lines(struct walk *w, cmark_node *node, size_t at)
{
    int lines = cmark_node_get_end_line(node) - w->line;
    for (w->at = at; lines > 0; lines--) {
        w->at = str_find(w->content, '\n', w->at);
        w->at += w->at < w->content.n;
        w->line++;
        w->base = w->at;
    }
}

/* A literal while it is compared with the content that it was made from. */
struct literal {
    str text;
    size_t from, at;    /* the stretch that is being compared, in `text` */
    size_t source_from; /* where that begins in the content */
};

static void put_stretch(struct walk *w, struct literal *l, uint32_t width)
{
    str text = str_slice(l->text, l->from, l->at);
    if (text.n)
        spans_text(&w->spans, text, place_at(w, l->source_from), width);
    l->from = l->at;
    l->source_from = w->at;
}

static void put_run(struct walk *w, struct literal *l)
{
    put_stretch(w, l, (uint32_t)utf8_count(str_slice(l->text, l->from, l->at)));
}

static bool is_punctuation(char c)
{
    return strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) && c;
}

/* The content has an entity here: one span for what it stands for. */
static bool put_entity(struct walk *w, struct literal *l)
{
    struct buf decoded = {0};
    size_t n = w->content.p[w->at] == '&' ? entity_decode(w->content, w->at, &decoded) : 0;
    str rest = str_slice(l->text, l->at, l->text.n);
    bool found = n && str_starts(rest, buf_view(&decoded));
    if (found) {
        put_run(w, l);
        l->at += decoded.n;
        w->at += n;
        put_stretch(w, l, 0);
    }
    buf_free(&decoded);
    return found;
}

/* `[^label]` that stayed text; its caret may be hidden by a stand-in. */
static void check_note(struct walk *w)
{
    str s = w->content;
    size_t n = text_label(s, w->at + 2);
    if (!n || (s.p[w->at + 1] != '^' && s.p[w->at + 1] != TEXT_CARET))
        return;
    str label = markdown_text(w->m, str_z(w->m->arena, str_slice(s, w->at + 2, w->at + 2 + n)));
    markdown_report(
        w->m, DIAG_NOTE_MISSING, place_at(w, w->at),
        N_("add a line `[^…]: text of the note`, or write \\[ for a bracket that is text"),
        "there is no note for [^%.*s]", STR_ARG(label));
}

/* A formula in the line. One with a fault is printed as it is typed. */
static bool put_formula(struct walk *w, struct literal *l)
{
    size_t n = dollars_hidden(w->content, w->at);
    str typed = str_slice(w->content, w->at, w->at + n);
    if (!n || !str_starts(str_slice(l->text, l->at, l->text.n), typed))
        return false;
    put_run(w, l);
    bool set = formula_in_line(&w->spans, w->leaf, str_slice(typed, 1, n - 1), w->at + 1);
    l->at += n;
    w->at += n;
    l->from = set ? l->at : l->from;
    l->source_from = set ? w->at : l->source_from;
    return true;
}

/* Compares on by one character; false when the content is not what the literal was made from. */
static bool compare_one(struct walk *w, struct literal *l)
{
    if (w->at >= w->content.n)
        return false;
    char c = w->content.p[w->at], wanted = l->text.p[l->at];
    if (c == '&' && put_entity(w, l))
        return true;
    if (c == TEXT_DOLLAR && put_formula(w, l))
        return true;
    bool escape = c == '\\' && !w->in_address && w->at + 1 < w->content.n &&
                  w->content.p[w->at + 1] == wanted && is_punctuation(wanted);
    bool stray = c != wanted && strchr("*_~", c);
    if (escape || stray) {
        put_run(w, l);
        w->at++;
        l->source_from = w->at;
        if (stray)
            return true;
    } else if (c != wanted) {
        return false;
    } else if (c == '[') {
        check_note(w);
    } else if (c == '*' || c == '_') {
        vec_push(&w->marks, place_at(w, w->at));
    }
    w->at++;
    l->at++;
    if (c == '|' && w->leaf->cell) /* two characters in the source */
        put_run(w, l);
    return true;
}

static str trim_left(str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_slice(s, 1, s.n);
    return s;
}

static void read_text(struct walk *w, cmark_node *node)
{
    struct literal l = {.text = str_of(cmark_node_get_literal(node))};
    if (w->fresh_line)
        l.text = trim_left(l.text); /* the parser keeps indents behind some forced line ends */
    w->at = l.source_from = locate(w, node, l.text);
    while (l.at < l.text.n && compare_one(w, &l))
        continue;
    while (l.at < l.text.n && l.at > l.from && ((unsigned char)l.text.p[l.at] & 0xC0) == 0x80)
        l.at--;
    put_run(w, &l);
    if (l.at < l.text.n) {
        l.at = l.text.n;
        put_stretch(w, &l, 0);
    }
}

/* Position of the next run of exactly `n` backticks. */
static size_t find_ticks(str s, size_t at, size_t n)
{
    for (at = str_find(s, '`', at); at < s.n; at = str_find(s, '`', at)) {
        size_t from = at;
        while (at < s.n && s.p[at] == '`')
            at++;
        if (at - from == n)
            return from;
    }
    return s.n;
}

/* In a code span a line end became a blank, and one blank at each end may be gone. */
static void read_code(struct walk *w, cmark_node *node)
{
    struct literal l = {.text = str_of(cmark_node_get_literal(node))};
    size_t from = claimed_start(w, node);
    size_t ticks = 0;
    while (from - ticks > w->at && w->content.p[from - ticks - 1] == '`')
        ticks++;
    size_t end = find_ticks(w->content, from, ticks);
    w->at = l.source_from = from + (end - from > l.text.n);
    spans_enter(&w->spans, SPAN_CODE);
    while (l.at < l.text.n && w->at < end) {
        bool line_end = w->content.p[w->at] == '\n';
        if (l.text.p[l.at] != (line_end ? ' ' : w->content.p[w->at]))
            break;
        l.at++;
        w->at++;
        if (line_end)
            put_run(w, &l);
    }
    l.at = l.text.n;
    put_run(w, &l);
    spans_leave(&w->spans, SPAN_CODE);
    skip_lines(w, node, from);
    w->at = end + ticks < w->content.n ? end + ticks : w->content.n;
}

static void read_html(struct walk *w, cmark_node *node)
{
    str html = str_of(cmark_node_get_literal(node));
    size_t at = locate(w, node, html);
    struct tag tag;
    struct place place = place_at(w, at);
    if (!tag_scan(html, 0, &tag)) {
        spans_text(&w->spans, html, place, 0);
    } else {
        tag_apply(&w->spans, &tag, place);
        spans_text(&w->spans, tag_text(html, 0, &tag), place_after(place, 9), 0);
    }
    skip_lines(w, node, at);
    if (w->at < at + html.n && at + html.n <= w->content.n)
        w->at = at + html.n;
}

static void read_note(struct walk *w, cmark_node *node)
{
    size_t at = locate(w, node, STR("[^"));
    int number = 0;
    for (const char *p = cmark_node_get_literal(node); *p >= '0' && *p <= '9'; p++)
        number = number * 10 + (*p - '0');
    w->at = str_find(w->content, ']', at);
    struct span span = {.kind = SPAN_NOTE, .note = notes_number(w->m, number)};
    span.at = place_at(w, at);
    span.target = w->spans.target;
    spans_add(&w->spans, span);
}

static void read_break(struct walk *w, bool soft)
{
    size_t end = str_find(w->content, '\n', w->at);
    struct place place = place_at(w, end);
    if (soft && !w->m->keep_lines)
        spans_soft(&w->spans, place);
    else
        spans_add(&w->spans, (struct span){.kind = SPAN_BREAK, .at = place});
    next_line(w, soft);
}

/* Behind a link or image. The parser forgets some offsets for `<address>`. */
static size_t end_of(const struct walk *w, cmark_node *node)
{
    if (w->at < w->content.n && w->content.p[w->at] == '>')
        return w->at + 1;
    size_t end = claimed(w, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);
    return end > w->at && strchr(")]", w->content.p[end - 1]) ? end : w->at;
}

static void end_link(struct walk *w, cmark_node *node)
{
    struct place place = place_at(w, w->at);
    bool empty = w->spans.list.n == w->link_start && !w->spans.text.n;
    const char *title = cmark_node_get_title(node);
    if (empty)
        markdown_report(w->m, DIAG_NOT_SET, place, N_("write [text](address)"),
                        "a link without text is not set");
    else if (title && *title)
        markdown_report(w->m, DIAG_NOT_SET, place, N_("put it into the text"),
                        "the title of a link is not set");
    w->at = end_of(w, node);
    w->in_link = w->in_address = false;
    w->spans.target = STR("");
    spans_leave(&w->spans, SPAN_LINK);
}

static void begin_link(struct walk *w, cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);
    size_t text = child ? claimed_start(w, child) : 0;
    w->in_address = text > 0 && w->content.p[text - 1] == '<';
    spans_flush(&w->spans);
    spans_enter(&w->spans, SPAN_LINK);
    w->in_link = true;
    w->link_start = w->spans.list.n;
    w->spans.target = markdown_text(w->m, cmark_node_get_url(node));
}

/* Adds an inline inside an image to its description: text without formats. */
static void describe(struct walk *w, cmark_node *node, struct buf *text)
{
    cmark_node_type type = cmark_node_get_type(node);
    size_t at = claimed_start(w, node);
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
        buf_str(text, str_of(cmark_node_get_literal(node)));
    if (type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE) {
        skip_lines(w, node, at);
    } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
        buf_char(text, '\n');
        next_line(w, type == CMARK_NODE_SOFTBREAK);
    } else if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
        markdown_report(w->m, DIAG_NOT_SET, place_at(w, at), N_("put it behind the image"),
                        "a footnote mark in an image's description is not set");
    }
}

static str read_description(struct walk *w, cmark_iter *iter, cmark_node *image)
{
    struct buf text = {0};
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        if (event == CMARK_EVENT_ENTER)
            describe(w, cmark_iter_get_node(iter), &text);
        else if (cmark_iter_get_node(iter) == image)
            break;
    }
    buf_char(&text, '\0');
    str description = markdown_text(w->m, text.data);
    buf_free(&text);
    return description;
}

static void read_image(struct walk *w, cmark_iter *iter, cmark_node *node)
{
    struct span span = {.kind = SPAN_IMAGE};
    size_t at = claimed_start(w, node);
    span.at = place_at(w, at);
    w->at = at;
    span.text = read_description(w, iter, node);
    span.target = markdown_text(w->m, cmark_node_get_url(node));
    str title = markdown_text(w->m, cmark_node_get_title(node));
    vec_push(&w->captions, ((struct caption){title, span.at}));
    if (w->in_link)
        markdown_report(w->m, DIAG_NOT_SET, span.at, N_("link a text beside it"),
                        "the link of an image is not set");
    bool linked = w->spans.format & SPAN_LINK;
    w->spans.format &= ~(unsigned)SPAN_LINK;
    spans_add(&w->spans, span);
    w->spans.format |= linked ? SPAN_LINK : 0;
    w->at = end_of(w, node);
}

static unsigned format_of(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_EMPH)
        return SPAN_EMPHASIS;
    if (type == CMARK_NODE_STRONG)
        return SPAN_STRONG;
    return markdown_is(node, "strikethrough") ? SPAN_STRIKE : 0;
}

/* Behind the characters that begin a link or a format. The parser misplaces `<address>`. */
static void skip_opening(struct walk *w, cmark_node *node)
{
    unsigned format = format_of(node);
    const char *set = format == SPAN_STRIKE ? "~" : format ? "*_" : "[";
    size_t most = format == SPAN_STRIKE || format == SPAN_STRONG ? 2 : 1;
    size_t at = claimed_start(w, node);
    cmark_node *child = cmark_node_first_child(node);
    if (!format && child && at >= claimed_start(w, child))
        return;
    for (; most && at < w->content.n && strchr(set, w->content.p[at]); most--)
        w->at = ++at;
}

static void enter(struct walk *w, cmark_iter *iter, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    bool is_break = type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
    if (type == CMARK_NODE_LINK || format_of(node))
        skip_opening(w, node);
    if (type == CMARK_NODE_TEXT)
        read_text(w, node);
    else if (type == CMARK_NODE_CODE)
        read_code(w, node);
    else if (is_break)
        read_break(w, type == CMARK_NODE_SOFTBREAK);
    else if (type == CMARK_NODE_HTML_INLINE)
        read_html(w, node);
    else if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
        read_note(w, node);
    else if (type == CMARK_NODE_LINK)
        begin_link(w, node);
    else if (type == CMARK_NODE_IMAGE)
        read_image(w, iter, node);
    else if (format_of(node))
        spans_enter(&w->spans, format_of(node));
    w->fresh_line = is_break || (w->fresh_line && format_of(node));
}

static void leave(struct walk *w, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_LINK)
        end_link(w, node);
    else if (format_of(node))
        spans_leave(&w->spans, format_of(node));
}

static bool is_blank_span(const struct span *span)
{
    return span->kind == SPAN_TEXT && str_trim(span->text).n == 0;
}

/* How many images a paragraph has that has nothing else, but how they are wanted behind the last.
 * 0: it has more. */
static size_t find_images(const struct span *spans, size_t n_spans, const struct span **wishes)
{
    size_t n = 0;
    *wishes = NULL;
    for (size_t i = 0; i < n_spans; i++) {
        if (is_blank_span(&spans[i]))
            continue;
        if (*wishes || (spans[i].kind != SPAN_IMAGE && !(n && wishes_are(&spans[i]))))
            return 0;
        if (spans[i].kind == SPAN_IMAGE)
            n++;
        else
            *wishes = &spans[i];
    }
    return n;
}

static void set_group(struct walk *w, struct block *b, size_t n)
{
    struct block *all = arena_many(w->m->arena, n, struct block);
    const struct span *span = b->spans;
    for (size_t i = 0; i < n; span++) {
        if (span->kind != SPAN_IMAGE)
            continue;
        struct caption c = w->captions.v[i];
        all[i] = (struct block){
            .kind = BLOCK_IMAGE, .at = span->at, .spans = span, .n_spans = 1, .title_at = c.at};
        all[i].title = picture_title(w->m, c.text, c.at, &all[i].title_note);
        i++;
    }
    b->children = all;
    b->n_children = n;
}

static void report_caption(struct walk *w)
{
    for (size_t i = w->captions.n; i-- > 0;)
        if (w->captions.v[i].text.n) {
            markdown_report(w->m, DIAG_NOT_SET, w->captions.v[i].at,
                            N_("only an image that is a paragraph of its own has a caption"),
                            "the caption of an image inside a line is not set");
            return;
        }
}

/* `{caption="组图[^1]"}`: what the parser has parted at the mark becomes one text again. Gives the
 * note, 0: there is none. */
static int join_caption(struct walk *w, struct block *b)
{
    const str key = STR("caption=\"");
    const struct span *s = b->spans + b->n_spans - 3;
    if (b->n_spans < 4 || s[0].kind != SPAN_TEXT || s[1].kind != SPAN_NOTE ||
        s[2].kind != SPAN_TEXT || !str_starts(str_trim(s[0].text), STR("{")) ||
        !str_starts(s[2].text, STR("\"")))
        return 0;
    size_t quote = s[0].text.n;
    while (quote > 0 && s[0].text.p[quote - 1] != '"')
        quote--;
    if (!str_ends(str_slice(s[0].text, 0, quote), key))
        return 0;
    struct span *all = arena_many(w->m->arena, b->n_spans, struct span);
    memcpy(all, b->spans, b->n_spans * sizeof *all);
    struct span *joined = &all[b->n_spans - 3];
    joined->text = str_format(w->m->arena, "%.*s%.*s", STR_ARG(s[0].text), STR_ARG(s[2].text));
    b->spans = all;
    b->n_spans -= 2;
    return s[1].note;
}

static void set_caption(struct walk *w, struct block *b)
{
    enum { GROUP_MAX = 9 };
    const struct span *wishes = NULL;
    int note = w->captions.n > 1 ? join_caption(w, b) : 0;
    const struct span *image = b->spans;
    size_t n = b->kind == BLOCK_PARAGRAPH && w->captions.n
                   ? find_images(b->spans, b->n_spans, &wishes)
                   : 0;
    if (!n || n > GROUP_MAX || n != w->captions.n) {
        report_caption(w);
        return;
    }
    while (image->kind != SPAN_IMAGE)
        image++;
    bool table = n == 1 && str_ends(image->target, STR(".csv"));
    b->wishes =
        wishes ? wishes_read(w->m, wishes, table ? WISHED_TABLE : WISHED_PICTURE, n > 1) : NULL;
    b->kind = BLOCK_IMAGE;
    if (n > 1)
        set_group(w, b, n);
    b->spans = image;
    b->n_spans = 1;
    if (n > 1 && b->wishes) {
        b->title = b->wishes->caption;
        b->title_note = note;
        b->title_at = b->wishes->caption_at;
    } else {
        b->title_at = w->captions.v[0].at;
        if (n == 1)
            b->title = picture_title(w->m, w->captions.v[0].text, b->title_at, &b->title_note);
    }
}

void inlines_read(struct markdown *m, cmark_node *node, struct leaf *leaf, int column,
                  struct block *out)
{
    struct walk w = {.m = m, .leaf = leaf, .content = leaf->content, .column = column};
    w.spans.m = m;
    w.line = cmark_node_get_start_line(node);
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *inline_node = cmark_iter_get_node(iter);
        if (inline_node == node)
            continue;
        if (event == CMARK_EVENT_ENTER)
            enter(&w, iter, inline_node);
        else
            leave(&w, inline_node);
    }
    cmark_iter_free(iter);
    tags_end(&w.spans);
    spans_end(&w.spans, out->kind == BLOCK_PARAGRAPH || out->kind == BLOCK_HEADING, out);
    spans_free(&w.spans);
    leftovers_take(m, w.marks.v, w.marks.n, out);
    vec_free(&w.marks);
    set_caption(&w, out);
    vec_free(&w.captions);
}
