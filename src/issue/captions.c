/* The paragraphs around a table that belong to it: `表1　某年产量` above, `注：……` below. */
#include "issue/markdown.h"

#include "base/utf8.h"

static const struct span *only_text(const struct block *b)
{
    bool one = b->kind == BLOCK_PARAGRAPH && b->n_spans == 1 && b->spans[0].kind == SPAN_TEXT;
    return one && memchr(b->spans[0].text.p, '\n', b->spans[0].text.n) == NULL ? &b->spans[0]
                                                                               : NULL;
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
    while (from < text.n &&
           (text.p[from] == ' ' || str_starts(str_slice(text, from, text.n), STR("　"))))
        from += text.p[from] == ' ' ? 1 : 3;
    return from;
}

/* TB-01: no end mark. */
static void check_end(struct markdown *m, const struct block *table)
{
    if (!str_ends(table->title, STR("。")) && !str_ends(table->title, STR("；")))
        return;
    markdown_report(m, DIAG_TABLE_CAPTION, table->title_at, N_("take it off (TB-01)"),
                    "the caption of a table ends without a mark");
}

static bool take_caption(const struct block *before, struct block *table)
{
    const struct span *s = only_text(before);
    size_t n = s ? label_length(s->text) : 0;
    if (!n || n == s->text.n || table->title.n)
        return false;
    table->title = str_slice(s->text, n, s->text.n);
    table->title_at = place_after(s->at, (uint32_t)utf8_count(str_slice(s->text, 0, n)));
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
            to -= to > 0 && take_caption(&list->v[to - 1], &b);
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
