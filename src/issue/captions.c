/* The paragraphs around a table that belong to it: `表1　某年产量` above, `注：……` below. */
#include "issue/markdown.h"

#include "base/utf8.h"

/* One line that begins with plain text, with marks of notes and formats in it. */
static bool is_line(const struct block *b)
{
    if (b->kind != BLOCK_PARAGRAPH || !b->n_spans || b->spans[0].kind != SPAN_TEXT)
        return false;
    for (size_t i = 0; i < b->n_spans; i++)
        if (b->spans[i].kind == SPAN_BREAK || b->spans[i].kind == SPAN_IMAGE ||
            str_find(b->spans[i].text, '\n', 0) < b->spans[i].text.n)
            return false;
    return true;
}

/* Bytes of `表1　`, `表：`, `表2：` at the front of a text; 0: it is no caption. */
static size_t label_length(str text)
{
    size_t at = 0, from = 0, digits = 0;
    if (!str_starts(text, STR("表")))
        return 0;
    for (at = from = strlen("表"); at < text.n; from = at) {
        uint32_t c = utf8_next(text, &at);
        if (c >= '0' && c <= '9')
            digits++;
        else if (c == 0xFF1A || c == ':')
            return at;
        else if (digits && (c == 0x3000 || c == ' '))
            break;
        else
            return 0;
    }
    return utf8_skip_blanks(text, from);
}

/* TB-01: no end mark. */
static void check_end(struct markdown *m, const struct block *table)
{
    if (caption_ends_with_mark(table->title))
        markdown_report(m, DIAG_TABLE_CAPTION, table->title_at, N_("take it off (TB-01)"),
                        "the caption of a table ends without a mark");
}

/* `{sideways=yes}` at the end of a text, after blanks: parts it, and gives what is wished. */
static const struct picture_wishes *part_wishes(struct markdown *m, struct span *last)
{
    size_t brace = last->text.n;
    while (brace > 0 && last->text.p[brace - 1] != '{')
        brace--;
    struct span wishes = *last;
    wishes.text = str_slice(last->text, brace - (brace > 0), last->text.n);
    if (!brace || !wishes_are(&wishes))
        return NULL;
    last->text = str_slice(last->text, 0, brace - 1);
    wishes.at = place_after(last->at, (uint32_t)utf8_count(last->text));
    while (last->text.n && last->text.p[last->text.n - 1] == ' ')
        last->text.n--;
    return wishes_read(m, &wishes, WISHED_TABLE, false);
}

static str text_of(struct markdown *m, const struct span *spans, size_t n)
{
    struct buf b = {0};
    for (size_t i = 0; i < n; i++)
        buf_str(&b, spans[i].text);
    str text = str_dup(m->arena, buf_view(&b));
    buf_free(&b);
    return text;
}

/* `表1　某年产量[^1]{sideways=yes}`, or what is wished alone, before the table. */
static bool take_caption(struct markdown *m, const struct block *before, struct block *table)
{
    if (table->title.n || !is_line(before))
        return false;
    size_t label = label_length(before->spans[0].text), n = before->n_spans;
    bool only_wishes = n == 1 && wishes_are(&before->spans[0]);
    if ((!label || (label == before->spans[0].text.n && n == 1)) && !only_wishes)
        return false;
    struct span *spans = arena_many(m->arena, n, struct span);
    memcpy(spans, before->spans, n * sizeof *spans);
    spans[0].text = str_slice(spans[0].text, label, spans[0].text.n);
    spans[0].at =
        place_after(spans[0].at, (uint32_t)utf8_count(str_slice(before->spans[0].text, 0, label)));
    unsigned whole =
        spans[0].format & (SPAN_STRONG | SPAN_EMPHASIS); /* the style says how it looks */
    for (size_t i = 0; i < n; i++)
        spans[i].format &= ~whole;
    if (spans[n - 1].kind == SPAN_TEXT)
        table->wishes = part_wishes(m, &spans[n - 1]);
    n -= spans[n - 1].kind == SPAN_TEXT && !spans[n - 1].text.n;
    size_t first = n && !spans[0].text.n;
    table->title = text_of(m, spans, n);
    table->title_at = spans[0].at;
    table->spans = spans + first;
    table->n_spans = n - first;
    return true;
}

static bool is_note(const struct block *b)
{
    static const char *const fronts[] = {"注：",   "注:",        "说明：",
                                         "来源：", "资料来源：", "数据来源："};
    bool found = false;
    if (b->kind != BLOCK_PARAGRAPH || b->spans[0].kind != SPAN_TEXT)
        return false;
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
        found |= str_starts(b->spans[0].text, str_of(fronts[i]));
    return found;
}

void captions_attach(struct markdown *m, block_vec *list)
{
    size_t to = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct block b = list->v[i];
        if (b.kind == BLOCK_TABLE) {
            to -= to > 0 && take_caption(m, &list->v[to - 1], &b);
            size_t from = i + 1;
            while (i + 1 < list->n && is_note(&list->v[i + 1]))
                i++;
            b.n_notes = i + 1 - from;
            struct block *notes = arena_many(m->arena, b.n_notes, struct block);
            for (size_t k = 0; k < b.n_notes; k++)
                notes[k] = list->v[from + k];
            b.notes = notes;
            check_end(m, &b);
        }
        list->v[to++] = b;
    }
    list->n = to;
}
