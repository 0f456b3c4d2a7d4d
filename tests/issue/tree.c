#include "tree.h"

#include "base/utf8.h"

static const char *const block_names[] = {
    [BLOCK_PARAGRAPH] = "paragraph",
    [BLOCK_HEADING] = "heading",
    [BLOCK_QUOTE] = "quote",
    [BLOCK_VERTICAL] = "vertical",
    [BLOCK_VERSE] = "verse",
    [BLOCK_DIALOGUE] = "dialogue",
    [BLOCK_BOX] = "box",
    [BLOCK_CORRECTIONS] = "corrections",
    [BLOCK_DEFINITION] = "definition",
    [BLOCK_ATTRIBUTION] = "attribution",
    [BLOCK_LIST] = "list",
    [BLOCK_ITEM] = "item",
    [BLOCK_CODE] = "code",
    [BLOCK_FORMULA] = "formula",
    [BLOCK_SPACE] = "space",
    [BLOCK_DIVIDER] = "divider",
    [BLOCK_TABLE] = "table",
    [BLOCK_ROW] = "row",
    [BLOCK_CELL] = "cell",
    [BLOCK_IMAGE] = "image",
};

static const char *const span_names[] = {
    [SPAN_TEXT] = "text", [SPAN_BREAK] = "break", [SPAN_NOTE] = "note",
    [SPAN_RUBY] = "ruby", [SPAN_IMAGE] = "image",
};

static const char *const format_names[] = {
    "emphasis", "strong", "code",   "strike", "underline", "superscript", "subscript", "link",
    "wavy",     "dots",   "framed", "ring",   "end-mark",  "verbatim",    "western",   "dateline",
};

static const char *const align_names[] = {
    [CELL_DEFAULT] = "", [CELL_LEFT] = " left", [CELL_CENTER] = " center", [CELL_RIGHT] = " right"};

/* Shows line ends and characters that nobody sees. */
static void put_text(struct buf *b, str s)
{
    buf_str(b, STR(" «"));
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        if (c == '\n')
            buf_str(b, STR("\\n"));
        else if (c < 0x20 || c == 0xA0 || c == 0x200B || c == 0xFEFF)
            buf_format(b, "\\u%04X", c);
        else
            buf_str(b, str_slice(s, from, at));
    }
    buf_str(b, STR("»"));
}

static void put_place(struct buf *b, struct place at)
{
    buf_format(b, " %u:%u", at.line, at.column);
}

static void put_span(struct buf *b, const struct span *s, int indent)
{
    buf_format(b, "%*s%s", indent, "", span_names[s->kind]);
    put_place(b, s->at);
    for (size_t i = 0; i < sizeof format_names / sizeof *format_names; i++)
        if (s->format >> i & 1)
            buf_format(b, " %s", format_names[i]);
    if (s->language[0])
        buf_format(b, " %s", s->language);
    if (s->line)
        buf_format(b, " line %u", s->line);
    if (s->kind == SPAN_NOTE)
        buf_format(b, " %d", s->note);
    else if (s->kind != SPAN_BREAK)
        put_text(b, s->text);
    if (s->kind == SPAN_RUBY)
        put_text(b, s->ruby);
    if (s->target.n)
        buf_format(b, " -> %.*s", STR_ARG(s->target));
    buf_char(b, '\n');
}

static void put_wishes(struct buf *b, const struct picture_wishes *w)
{
    if (w->lines || w->cover || w->bleed)
        buf_format(b, " height %d cover %d bleed %d", w->lines, w->cover, (int)w->bleed);
    buf_format(b, " columns %d width %d place %d wrap %d crop %d:%d focus %d,%d", w->columns,
               w->percent, (int)w->place, (int)w->wrap, w->crop[0], w->crop[1], w->focus[0],
               w->focus[1]);
    if (w->credit.n)
        put_text(b, w->credit);
    if (w->sideways)
        buf_format(b, " sideways %d", (int)w->sideways);
}

static void put_correction(struct buf *b, const struct correction *c, int indent)
{
    buf_format(b, "%*scorrection", indent, "");
    put_place(b, c->at);
    buf_format(b, " year %d number %d page %d", (int)c->year, (int)c->number, (int)c->page);
    put_text(b, c->title);
    put_text(b, c->wrong);
    put_text(b, c->right);
    buf_char(b, '\n');
}

static void put_block(struct buf *b, const struct block *block, int indent)
{
    buf_format(b, "%*s%s", indent, "", block_names[block->kind]);
    put_place(b, block->at);
    if (block->kind == BLOCK_HEADING)
        buf_format(b, " level %d", block->level);
    if (block->kind == BLOCK_LIST)
        buf_str(b, block->tight ? STR(" tight") : STR(" loose"));
    if (block->continued)
        buf_str(b, STR(" continued"));
    if (block->ordered)
        buf_format(b, " from %d", block->start);
    buf_str(b, str_of(align_names[block->align]));
    if (block->title.n)
        put_text(b, block->title);
    if (block->title_note)
        buf_format(b, " note %d", block->title_note);
    if (block->formula && block->formula->tag.n)
        put_text(b, block->formula->tag);
    if (block->wishes)
        put_wishes(b, block->wishes);
    buf_char(b, '\n');
    for (size_t i = 0; i < block->n_spans; i++)
        put_span(b, &block->spans[i], indent + 2);
    for (size_t i = 0; i < block->n_corrections; i++)
        put_correction(b, &block->corrections[i], indent + 2);
    for (size_t i = 0; i < block->n_children; i++)
        put_block(b, &block->children[i], indent + 2);
    for (size_t i = 0; i < block->n_notes; i++) {
        buf_format(b, "%*sunder it\n", indent + 2, "");
        put_block(b, &block->notes[i], indent + 4);
    }
}

static void put_value(struct buf *b, const char *name, struct value v)
{
    if (!v.at.line)
        return;
    buf_str(b, str_of(name));
    put_place(b, v.at);
    put_text(b, v.text);
    buf_char(b, '\n');
}

void tree_article(struct buf *b, const struct article *a)
{
    put_value(b, "section", a->section);
    put_value(b, "title", a->title);
    put_value(b, "subtitle", a->subtitle);
    put_value(b, "author", a->author);
    put_value(b, "credit", a->credit);
    put_value(b, "lead", a->lead);
    put_value(b, "dateline", a->dateline);
    const struct head_notes *notes = &a->head_notes;
    if (notes->title || notes->subtitle || notes->author || notes->lead)
        buf_format(b, "notes of title %d subtitle %d author %d lead %d\n", notes->title,
                   notes->subtitle, notes->author, notes->lead);
    for (size_t i = 0; i < a->n_blocks; i++)
        put_block(b, &a->blocks[i], 0);
    for (size_t i = 0; i < a->n_notes; i++) {
        buf_format(b, "note %d\n", a->notes[i].number);
        for (size_t k = 0; k < a->notes[i].n_blocks; k++)
            put_block(b, &a->notes[i].blocks[k], 2);
    }
}

static void put_people(struct buf *b, const struct issue *i)
{
    for (size_t k = 0; k < i->n_publisher; k++)
        put_value(b, "publisher", i->publisher[k]);
    for (size_t k = 0; k < i->n_staff; k++) {
        put_value(b, "staff", i->staff[k].role);
        for (size_t n = 0; n < i->staff[k].n_names; n++)
            put_value(b, "  name", i->staff[k].names[n]);
    }
    for (size_t k = 0; k < i->n_contact; k++) {
        put_value(b, "contact", i->contact[k].label);
        put_value(b, "  value", i->contact[k].value);
    }
    for (size_t k = 0; k < i->n_qr; k++) {
        put_value(b, "qr", i->qr[k].label);
        put_value(b, "  url", i->qr[k].url);
    }
}

void tree_issue(struct buf *b, const struct issue *i)
{
    buf_format(b, "issue %.*s\n", STR_ARG(i->name));
    put_value(b, "title", i->title);
    put_value(b, "layout", i->layout);
    put_value(b, "language", i->language);
    put_value(b, "slogan", i->slogan);
    put_value(b, "theme", i->theme);
    for (size_t k = 0; k < i->no_break.n; k++)
        put_value(b, "no break", (struct value){i->no_break.v[k], i->no_break.at[k]});
    put_people(b, i);
    buf_format(b, "year %lld number %lld total %lld\n", (long long)i->year, (long long)i->number,
               (long long)i->total);
    buf_format(b, "date %lld-%lld-%lld", (long long)i->date_year, (long long)i->month,
               (long long)i->day);
    put_place(b, i->date_at);
    buf_char(b, '\n');
    for (size_t k = 0; k < i->n_articles; k++) {
        str path = i->articles[k].source->path;
        size_t slash = path.n;
        while (slash > 0 && path.p[slash - 1] != '/')
            slash--;
        buf_format(b, "\narticle %.*s\n", STR_ARG(str_slice(path, slash, path.n)));
        tree_article(b, &i->articles[k]);
    }
}
