/* Notes at an article's end (FN-02): footnotes, and links' addresses when the layout wants them. */
#include "paginate/builder.h"

static const struct note *find_note(const struct builder *b, int number)
{
    for (size_t i = 0; b->article && i < b->article->n_notes; i++)
        if (b->article->notes[i].number == number)
            return &b->article->notes[i];
    return NULL;
}

/* The number under which a footnote or an address stands; a new one goes to the end. */
static int number_of(struct builder *b, const struct note *note, str address, struct place at)
{
    for (size_t i = 0; i < b->notes.n; i++)
        if (note ? b->notes.v[i].note == note
                 : !b->notes.v[i].note && str_eq(b->notes.v[i].address, address))
            return (int)i + 1;
    vec_push(&b->notes, ((struct end_note){note, address, at}));
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
    size_t i = (size_t)number - 1;
    return i < b->numbers.n ? b->numbers.v[i] : number;
}

static void mark(struct builder *b, struct span *span, int number)
{
    span->note = shown(b, number);
    vec_push(&b->marks, (size_t)number - 1);
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
            mark(b, last, number_of(b, note, STR(""), last->at));
        if (wants_address(b, spans, *n, i)) {
            struct span added = {.kind = SPAN_NOTE, .at = spans[i].at};
            mark(b, &added, number_of(b, NULL, spans[i].target, spans[i].at));
            vec_push(&out, added);
        }
    }
    *n = out.n;
    return vec_take(b->s->arena, &out);
}

static void set_note(struct builder *b, int number)
{
    struct end_note note = b->notes.v[number - 1];
    const struct style *style = b->s->layout->styles[LAYOUT_NOTE];
    size_t first = b->body.n;
    struct span address = {
        .text = note.address, .target = note.address, .format = SPAN_LINK, .at = note.at};
    struct style *text = arena_one(b->s->arena, struct style);
    *text = *style;
    text->indent = 0; /* the mark stands where the first line would hang out */
    struct nesting at = {.paragraph = text};
    struct tags *tags = b->s->tags;
    struct element *e = tag_begin(tags, ELEMENT_NOTE), *lbl = tag_begin(tags, ELEMENT_LBL);
    tag_end(tags, lbl);
    if (note.note)
        builder_blocks(b, note.note->blocks, note.note->n_blocks, at);
    else
        builder_paragraph(b, &address, 1, text, 0, 0);
    struct span label = note_mark(b->s->arena, b->s->composer, style->font, shown(b, number));
    label.at = note.at;
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

/* The pieces of a note as lines of its leading: what is higher takes several. */
static size_t add_note_lines(struct builder *b, const piece_list *pieces)
{
    const struct layout *l = b->s->layout;
    length leading = style_leading(l, l->styles[LAYOUT_NOTE]);
    size_t n = b->note_lines.n;
    for (size_t i = 0; i < pieces->n; i++) {
        const struct piece *p = &pieces->v[i];
        length height = p->style ? leading : (length)p->lines * l->grid.pitch;
        struct note_line line = {
            .items = p->items, .n_items = p->n_items, .first = i == 0, .at = p->at};
        for (length y = 0; y < height; y += leading) {
            vec_push(&b->note_lines, line);
            line = (struct note_line){.at = p->at};
        }
    }
    return b->note_lines.n - n;
}

/* Sets a note beside the text, without touching what is being set. */
static size_t set_foot_note(struct builder *b, size_t index)
{
    struct builder outer = *b;
    b->body = (piece_list){0};
    b->marks.v = NULL;
    b->marks.n = b->marks.cap = 0;
    b->keep = 0;
    b->off_grid = true;
    set_note(b, (int)index + 1);
    size_t n = add_note_lines(b, &b->body);
    vec_free(&b->body);
    vec_free(&b->marks);
    b->body = outer.body;
    b->marks = outer.marks;
    b->n_marks = outer.n_marks;
    b->keep = outer.keep;
    b->off_grid = false;
    b->n_footed++;
    return n;
}

size_t builder_note_lines(struct builder *b, const struct line *line)
{
    size_t lines = 0;
    if (!b->s->layout->foot_notes || b->off_grid)
        return 0;
    for (size_t i = 0; i < line->n_notes && b->n_marks < b->marks.n; i++)
        if (b->marks.v[b->n_marks++] == b->n_footed)
            lines += set_foot_note(b, b->n_footed);
    return lines;
}

void builder_end_notes(struct builder *b)
{
    if (b->s->layout->foot_notes) {
        if (b->body.n) /* what notes, tables and captions mention */
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
    for (size_t i = 0; i < b->notes.n; i++) /* a note may mention further ones */
        set_note(b, (int)i + 1);
    b->notes.n = 0;
}
