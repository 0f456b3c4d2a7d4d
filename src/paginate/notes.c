/* Notes at an article's end (FN-02): footnotes, and links' addresses when the layout wants them. */
#include "paginate/builder.h"

static const struct note *find_note(const struct builder *b, int number)
{
    for (size_t i = 0; b->article && i < b->article->n_notes; i++)
        if (b->article->notes[i].number == number)
            return &b->article->notes[i];
    return NULL;
}

/* FN-10: what a note belongs to by the place of its first mark. */
static enum note_list list_of(const struct builder *b, const struct span *mark)
{
    if (b->owns_notes)
        return NOTES_TABLE;
    return b->heading ? NOTES_HEADINGS : mark->list;
}

/* The number under which a footnote or an address stands; a new one goes to the end. */
static int number_of(struct builder *b, const struct end_note *wanted)
{
    for (size_t i = 0; i < b->notes.n; i++)
        if (wanted->note ? b->notes.v[i].note == wanted->note
                         : !b->notes.v[i].note && str_eq(b->notes.v[i].address, wanted->address))
            return (int)i + 1;
    vec_push(&b->notes, *wanted);
    return (int)b->notes.n;
}

/* The last span of a link whose address is not what is printed anyway. */
static bool wants_address(const struct builder *b, const struct span *spans, size_t n, size_t i)
{
    const struct span *s = &spans[i];
    if (!b->s->layout->link_notes || !(s->format & SPAN_LINK) || !s->target.n)
        return false;
    if (i + 1 < n && (spans[i + 1].format & SPAN_LINK) && str_eq(spans[i + 1].target, s->target))
        return false;
    str bare =
        str_starts(s->target, STR("mailto:")) ? str_slice(s->target, 7, s->target.n) : s->target;
    return !str_eq(s->text, s->target) && !str_eq(s->text, bare);
}

/* What a note prints as: where notes stand at columns' feet, its number on the page. */
static int shown(const struct builder *b, int number)
{
    size_t index = (size_t)number - 1;
    if (index < b->numbers.n)
        return b->numbers.v[index];
    int count = 1;
    for (size_t i = 0; i < index; i++)
        count += b->notes.v[i].list == b->notes.v[index].list;
    return count;
}

static void mark(struct builder *b, struct span *span, int number)
{
    span->note = shown(b, number);
    span->list = b->notes.v[number - 1].list;
    vec_push(&b->marks, (size_t)number - 1);
}

/* A mark behind a link whose address is to be printed. */
static struct span address_mark(struct builder *b, const struct span *link)
{
    struct span added = {.kind = SPAN_NOTE, .at = link->at};
    struct end_note wanted = {.address = link->target, .at = link->at};
    wanted.list = b->owns_notes ? NOTES_TABLE : NOTES_TEXT;
    mark(b, &added, number_of(b, &wanted));
    return added;
}

const struct span *builder_notes(struct builder *b, const struct span *spans, size_t *n)
{
    VEC(struct span) out = {0};
    b->marks.n = b->n_marks = 0;
    for (size_t i = 0; i < *n; i++) {
        vec_push(&out, spans[i]);
        struct span *last = &out.v[out.n - 1];
        const struct note *note = last->kind == SPAN_NOTE ? find_note(b, last->note) : NULL;
        if (note)
            mark(b, last,
                 number_of(b, &(struct end_note){
                                  .note = note, .list = list_of(b, last), .at = last->at}));
        if (wants_address(b, spans, *n, i))
            vec_push(&out, address_mark(b, &spans[i]));
    }
    *n = out.n;
    return vec_take(b->s->arena, &out);
}

static struct span label_of(const struct builder *b, const struct style *style, int number)
{
    const struct end_note *note = &b->notes.v[number - 1];
    struct span label =
        note_mark(b->s->arena, b->s->composer, style->font, note->list, shown(b, number));
    label.at = note->at;
    return label;
}

/* With a quarter of an em behind it. */
static length width_of_label(const struct builder *b, const struct style *style, int number)
{
    struct span label = label_of(b, style, number);
    struct paragraph in = {.spans = &label, .n_spans = 1, .style = style, .measure = style->size};
    struct content c = compose_content(b->s->composer, b->s->arena, &in, b->s->diags);
    return content_natural(&c) + style->size / 4;
}

/* The style of a note's text: its mark stands where the first line would hang out. */
static struct style *hung(const struct builder *b, const struct style *own, length mark)
{
    struct style *style = arena_one(b->s->arena, struct style);
    *style = *own;
    style->left = length_max(own->left, length_max(own->left + own->indent, 0) + mark);
    style->indent = 0;
    return style;
}

static void set_note(struct builder *b, int number)
{
    struct end_note note = b->notes.v[number - 1];
    const struct style *style =
        b->owns_notes ? builder_own_note_style(b) : b->s->layout->styles[LAYOUT_NOTE];
    size_t first = b->body.n;
    struct span address = {
        .text = note.address, .target = note.address, .format = SPAN_LINK, .at = note.at};
    struct style *text = hung(b, style, b->owns_notes ? width_of_label(b, style, number) : 0);
    struct nesting at = {.paragraph = text};
    struct tags *tags = b->s->tags;
    struct element *e = tag_begin(tags, ELEMENT_NOTE), *lbl = tag_begin(tags, ELEMENT_LBL);
    tag_end(tags, lbl);
    if (note.note)
        builder_blocks(b, note.note->blocks, note.note->n_blocks, at);
    else
        builder_paragraph(b, &address, 1, text, 0, 0);
    struct span label = label_of(b, style, number);
    tag_open(tags, lbl);
    builder_label(b, first,
                  &(struct label){.spans = &label,
                                  .n = 1,
                                  .style = style,
                                  .x = length_max(style->left + style->indent, 0)});
    tag_open(tags, e);
    tag_end(tags, e);
}

/* ---- at the foot of the column (FN-07) ---- */

/* Sets a note beside the text, without touching what is being set: its pieces, line by line. */
static piece_list note_pieces(struct builder *b, int number)
{
    struct builder outer = *b;
    b->body = (piece_list){0};
    b->marks.v = NULL;
    b->marks.n = b->marks.cap = 0;
    b->keep = 0;
    b->n_changes = 0;
    b->off_grid = true;
    b->heading = false;
    set_note(b, number);
    piece_list pieces = b->body;
    vec_free(&b->marks);
    b->body = outer.body;
    b->marks = outer.marks;
    b->n_marks = outer.n_marks;
    b->keep = outer.keep;
    b->changes = outer.changes;
    b->n_changes = outer.n_changes;
    b->off_grid = outer.off_grid;
    b->heading = outer.heading;
    return pieces;
}

/* The pieces of a note as lines of its leading: what is higher takes several. */
static size_t add_note_lines(struct builder *b, const piece_list *pieces, enum note_list list)
{
    const struct layout *l = b->s->layout;
    length leading = style_leading(l, l->styles[LAYOUT_NOTE]);
    size_t n = b->note_lines.n;
    for (size_t i = 0; i < pieces->n; i++) {
        const struct piece *p = &pieces->v[i];
        length height = p->style ? leading : (length)p->lines * l->grid.pitch;
        struct note_line line = {
            .items = p->items, .n_items = p->n_items, .first = i == 0, .list = list, .at = p->at};
        for (length y = 0; y < height; y += leading) {
            vec_push(&b->note_lines, line);
            line = (struct note_line){.list = list, .at = p->at};
        }
    }
    return b->note_lines.n - n;
}

static size_t set_foot_note(struct builder *b, size_t index)
{
    piece_list pieces = note_pieces(b, (int)index + 1);
    size_t n = add_note_lines(b, &pieces, b->notes.v[index].list);
    vec_free(&pieces);
    b->n_footed++;
    return n;
}

static size_t foot(struct builder *b, size_t n_marks)
{
    size_t lines = 0;
    if (!b->s->layout->foot_notes || b->off_grid || b->owns_notes)
        return 0;
    for (size_t i = 0; i < n_marks && b->n_marks < b->marks.n; i++)
        if (b->marks.v[b->n_marks++] == b->n_footed)
            lines += set_foot_note(b, b->n_footed);
    return lines;
}

size_t builder_note_lines(struct builder *b, const struct line *line)
{
    return foot(b, line->n_notes);
}

void builder_foot_all(struct builder *b)
{
    b->pending_note_lines += foot(b, b->marks.n);
}

/* ---- under a table or a picture (FN-10) ---- */

struct note_scope builder_open_own_notes(struct builder *b)
{
    struct note_scope article = {b->notes, b->numbers, b->owns_notes};
    b->notes = (end_notes){0};
    b->numbers = (struct note_numbers){0};
    b->owns_notes = true;
    return article;
}

void builder_close_own_notes(struct builder *b, struct note_scope *article)
{
    vec_free(&b->notes);
    b->notes = article->notes;
    b->numbers = article->numbers;
    b->owns_notes = article->owns_notes;
}

const struct style *builder_own_note_style(const struct builder *b)
{
    const struct layout *l = b->s->layout;
    struct style *style = arena_one(b->s->arena, struct style);
    *style = *l->styles[LAYOUT_TABLE_NOTE];
    style->vertical &= b->s->lying;
    if (l->styles[LAYOUT_TABLE_NOTE] == l->styles[LAYOUT_TABLE_CELL]) {
        style->left = 2 * style->size;
        style->indent = -style->left;
    }
    return style;
}

length builder_own_notes(struct builder *b, length measure, struct canvas *c, length x, length y)
{
    const struct layout *l = b->s->layout;
    length column = b->column;
    b->column = measure;
    for (size_t i = 0; i < b->notes.n; i++) { /* a note may mention further ones */
        piece_list lines = note_pieces(b, (int)i + 1);
        for (size_t k = 0; k < lines.n; k++) {
            const struct piece *p = &lines.v[k];
            canvas_add(c, b->s->arena, p->items, p->n_items, x, y);
            y += p->style ? style_leading(l, p->style) : (length)p->lines * l->grid.pitch;
        }
        vec_free(&lines);
    }
    b->column = column;
    return y;
}

/* ---- at the article's end ---- */

static void set_list(struct builder *b, enum note_list list)
{
    for (size_t i = 0; i < b->notes.n; i++) /* a note may mention further ones */
        if (b->notes.v[i].list == list)
            set_note(b, (int)i + 1);
}

void builder_end_notes(struct builder *b)
{
    if (b->s->layout->foot_notes) {
        if (b->body.n) /* what notes mention */
            while (b->n_footed < b->notes.n)
                b->body.v[b->body.n - 1].n_note_lines += set_foot_note(b, b->n_footed);
        b->notes.n = 0;
        return;
    }
    const struct style *style = b->s->layout->styles[LAYOUT_NOTE];
    str title = b->s->layout->note_title;
    if (b->notes.n && title.n) {
        struct span span = {.text = title, .at = b->notes.v[0].at};
        builder_paragraph(b, &span, 1, style, -style->left, 0);
        b->keep = 1;
    }
    set_list(b, NOTES_HEADINGS);
    set_list(b, NOTES_TEXT);
    b->notes.n = 0;
}
