#include "issue/spans.h"

#include "base/utf8.h"

static int bit_number(unsigned bit)
{
    int n = 0;
    while (bit >> n != 1)
        n++;
    return n;
}

#define LINES (SPAN_UNDERLINE | SPAN_WAVY | SPAN_FRAMED)

void spans_enter(struct spans *s, unsigned bit)
{
    if ((bit & LINES) && !s->line)
        s->line = ++s->lines;
    s->depth[bit_number(bit)]++;
    s->format |= bit;
}

void spans_leave(struct spans *s, unsigned bit)
{
    if (--s->depth[bit_number(bit)] == 0)
        s->format &= ~bit;
    if (!(s->format & LINES))
        s->line = 0;
}

void spans_flush(struct spans *s)
{
    s->next_column = 0;
    if (!s->text.n)
        return;
    s->next.text = str_dup(s->m->arena, buf_view(&s->text));
    vec_push(&s->list, s->next);
    s->text.n = 0;
}

static bool same_kind(const struct spans *s)
{
    return s->text.n && s->next.format == s->format && s->next.target.p == s->target.p &&
           s->next.line == s->line && !strcmp(s->next.language, s->language);
}

static bool goes_on(const struct spans *s, struct place at)
{
    return same_kind(s) && s->next.at.line == at.line && s->next_column == at.column;
}

static void add_restored(const struct spans *s, struct buf *b, str text)
{
    buf_str(b, text);
    text_restore(&s->m->text, b->data + (b->n - text.n), text.n);
}

void spans_text(struct spans *s, str text, struct place at, uint32_t width)
{
    if (!text.n || s->ruby.in_fallback)
        return;
    if (s->ruby.in_text) {
        if (!s->ruby.text.n)
            s->ruby.text_at = at;
        add_restored(s, &s->ruby.text, text);
        return;
    }
    if (!goes_on(s, at)) {
        spans_flush(s);
        s->next =
            (struct span){.format = s->format, .target = s->target, .line = s->line, .at = at};
        memcpy(s->next.language, s->language, sizeof s->language);
    }
    add_restored(s, &s->text, text);
    s->next_column = width ? at.column + width : 0;
}

void spans_soft(struct spans *s, struct place at)
{
    if (s->ruby.in_text || s->ruby.in_fallback) {
        spans_text(s, STR("\n"), at, 0);
        return;
    }
    if (same_kind(s))
        buf_char(&s->text, '\n');
    else
        spans_text(s, STR("\n"), at, 0);
    spans_flush(s);
}

void spans_add(struct spans *s, struct span span)
{
    if (s->ruby.in_text || s->ruby.in_fallback) {
        markdown_report(s->m, DIAG_NOT_SET, span.at, N_("move it behind </ruby>"),
                        "a ruby annotation can hold text only");
        spans_text(s, span.text, span.at, 0);
        return;
    }
    spans_flush(s);
    span.format = s->format;
    span.line = s->line;
    if (span.kind == SPAN_BREAK)
        span.format &= ~(unsigned)SPAN_LINK;
    vec_push(&s->list, span);
}

static bool is_indent(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x3000;
}

static bool can_strip(const struct span *span)
{
    return span->kind == SPAN_TEXT && !(span->format & SPAN_CODE);
}

static struct span without_indent(struct span span)
{
    size_t end = 0;
    for (size_t at = 0; at < span.text.n; end = at) {
        uint32_t c = utf8_next(span.text, &at);
        if (!is_indent(c))
            break;
        span.at = place_behind(span.at, c);
    }
    span.text = str_slice(span.text, end, span.text.n);
    return span;
}

/* Takes the author's indent off the front; returns how many spans vanish with it. */
static size_t strip_front(struct span *spans, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!can_strip(&spans[i]))
            return i;
        spans[i] = without_indent(spans[i]);
        if (spans[i].text.n)
            return i;
    }
    return n;
}

static size_t strip_back(struct span *spans, size_t n)
{
    for (; n > 0 && can_strip(&spans[n - 1]); n--) {
        str *text = &spans[n - 1].text;
        while (text->n && strchr(" \t\n", text->p[text->n - 1]))
            text->n--;
        if (text->n)
            break;
    }
    return n;
}

void spans_end(struct spans *s, bool strip, struct block *out)
{
    spans_flush(s);
    size_t n = strip_back(s->list.v, s->list.n);
    size_t from = strip ? strip_front(s->list.v, n) : 0;
    struct span *spans = arena_many(s->m->arena, n - from, struct span);
    if (n > from)
        memcpy(spans, s->list.v + from, (n - from) * sizeof *spans);
    out->spans = spans;
    out->n_spans = n - from;
    s->list.n = 0;
    s->ruby.from = 0;
}

void spans_free(struct spans *s)
{
    vec_free(&s->list);
    vec_free(&s->tags.open);
    map_free(s->tags.unknown);
    buf_free(&s->text);
    buf_free(&s->ruby.text);
}
