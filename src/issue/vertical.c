#include "issue/vertical.h"

#include "base/vec.h"

typedef VEC(struct span) span_list;

static const char *const labels[] = {"[!竖排]", "[!vertical]"};

/* The bytes of the label that a quote's first line consists of, 0: there is none. */
static size_t label_of(const struct block *quote)
{
    const struct block *first = quote->n_children ? quote->children : NULL;
    if (!first || first->kind != BLOCK_PARAGRAPH || !first->n_spans)
        return 0;
    const struct span *span = &first->spans[0];
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        str label = str_of(labels[i]);
        bool alone = span->text.n == label.n
                         ? first->n_spans == 1 || span[1].kind == SPAN_BREAK
                         : span->text.n > label.n && span->text.p[label.n] == '\n';
        if (span->kind == SPAN_TEXT && !span->format && str_starts(span->text, label) && alone)
            return label.n;
    }
    return 0;
}

/* A span's text as lines with forced ends between them. */
static void part(span_list *out, const struct span *span)
{
    struct place at = span->at;
    for (size_t from = 0;;) {
        size_t end = str_find(span->text, '\n', from);
        struct span s = *span;
        s.text = str_slice(span->text, from, end);
        s.at = at;
        if (s.text.n)
            vec_push(out, s);
        if (end >= span->text.n)
            return;
        vec_push(out, ((struct span){.kind = SPAN_BREAK, .at = at}));
        from = end + 1;
        at.line++;
        at.column = 1;
    }
}

static void part_lines(struct arena *a, struct block *paragraph, size_t label)
{
    span_list out = {0};
    for (size_t i = 0; i < paragraph->n_spans; i++) {
        struct span span = paragraph->spans[i];
        if (i == 0 && label) {
            size_t cut = label < span.text.n ? label + 1 : label;
            span.at.line += cut > label;
            span.text = str_slice(span.text, cut, span.text.n);
        }
        if (i == 1 && span.kind == SPAN_BREAK && paragraph->spans[0].text.n == label)
            continue;
        if (span.kind == SPAN_TEXT)
            part(&out, &span);
        else
            vec_push(&out, span);
    }
    paragraph->n_spans = out.n;
    paragraph->spans = vec_take(a, &out);
}

static bool is_text(const struct block *b, struct diags *d)
{
    if (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_TABLE || b->kind == BLOCK_IMAGE)
        return true;
    diag_add(d, DIAG_NOT_SET, b->at,
             "only lines of text, tables and pictures can be set vertically");
    diag_hint(d, "put it outside of the quote that begins with [!竖排]");
    return false;
}

void vertical_island(struct arena *a, struct block *quote, struct diags *d)
{
    size_t label = label_of(quote), n = 0;
    if (!label)
        return;
    struct block *children = arena_many(a, quote->n_children, struct block);
    for (size_t i = 0; i < quote->n_children; i++) {
        if (!is_text(&quote->children[i], d))
            continue;
        children[n] = quote->children[i];
        bool text = children[n].kind == BLOCK_PARAGRAPH;
        if (text)
            part_lines(a, &children[n], i == 0 ? label : 0);
        n += !text || children[n].n_spans > 0;
    }
    quote->kind = BLOCK_VERTICAL;
    quote->children = children;
    quote->n_children = n;
}
