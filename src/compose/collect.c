/* Pass 1: spans to letters. */
#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/paragraph.h"

#include <assert.h>
#include <utf8proc.h>

#define WORD_JOINER      0x2060
#define ZERO_WIDTH_SPACE 0x200B
#define SOFT_HYPHEN      0x00AD
#define NO_BREAK_SPACE   0x00A0
#define WIDE             0x2E80 /* from here on characters are full-width */

/* ---- looks ---- */

/* LA-10: how far characters of another size are raised to stand as those before do. */
static length raise(const struct paragraph_state *p, const struct look *look, length size)
{
    enum sizes sizes = p->composer->rules->composition.sizes;
    const struct role_faces *role = composer_role(p->composer, look->font);
    const struct face *face = role->han ? role->han : role->western;
    if (sizes == SIZES_LATIN || p->input->style->vertical)
        return 0;
    int edge = sizes == SIZES_CENTER ? (face->em_top + face->em_bottom) / 2 : face->em_bottom;
    return face_scale(face, edge, look->size) - face_scale(face, edge, size);
}

/* A style that says itself how far it is raised is not asked twice. */
static void resize(const struct paragraph_state *p, struct look *look, const struct style *s)
{
    length size = s->size_em ? length_scale(look->size, s->size_em, LENGTH_PT) : s->size;
    look->shift += s->shift ? 0 : raise(p, look, size);
    look->size = size;
}

static void apply(const struct paragraph_state *p, struct look *look, const struct style *s)
{
    if (!s)
        return;
    if (s->sets_font)
        look->font = s->font;
    if (s->sets_color)
        look->color = s->color;
    look->shift += length_scale(look->size, s->shift, LENGTH_PT);
    if (s->sets_size)
        resize(p, look, s);
}

static const struct {
    unsigned format;
    enum layout_style style;
} format_styles[] = {
    {SPAN_EMPHASIS, LAYOUT_SPAN_EMPHASIS},
    {SPAN_STRONG, LAYOUT_SPAN_STRONG},
    {SPAN_CODE, LAYOUT_SPAN_CODE},
    {SPAN_LINK, LAYOUT_SPAN_LINK},
    {SPAN_SUPERSCRIPT, LAYOUT_SPAN_SUPERSCRIPT},
    {SPAN_SUBSCRIPT, LAYOUT_SPAN_SUBSCRIPT},
    {SPAN_END_MARK, LAYOUT_SPAN_END_MARK},
    {SPAN_DATELINE, LAYOUT_SPAN_DATELINE},
};

/* FN-01: in a ring digits are smaller, and stand in its middle. */
static void encircle(struct look *look)
{
    look->format |= SPAN_RING;
    look->shift += length_scale(look->size, RING_SHIFT, 1000);
    look->size = length_scale(look->size, RING_TEXT, 1000);
}

static uint16_t add_look(struct paragraph_state *p, const struct span *span)
{
    const struct style *s = p->input->style;
    struct look look = {.font = s->font,
                        .size = s->size,
                        .color = s->color,
                        .format = span->format,
                        .link = span->target,
                        .note = span->note,
                        .line = span->line};
    memcpy(look.language, span->language, sizeof look.language);
    const struct layout *layout = p->composer->layout;
    if ((span->format & SPAN_EMPHASIS) && layout->marks.emphasis != EMPHASIS_STYLE)
        look.format |= SPAN_DOTS; /* IM-07 */
    if (layout->marks.emphasis == EMPHASIS_DOTS)
        look.format &= ~(unsigned)SPAN_EMPHASIS;
    for (size_t i = 0; i < sizeof format_styles / sizeof *format_styles; i++)
        if (look.format & format_styles[i].format)
            apply(p, &look, layout->styles[format_styles[i].style]);
    if (span->kind == SPAN_NOTE)
        apply(p, &look, layout->styles[LAYOUT_SPAN_NOTE]);
    if (span->kind != SPAN_TEXT && span->kind != SPAN_RUBY)
        look.link = STR("");
    if (span->kind == SPAN_RUBY) {
        struct ruby *r = vec_add(&p->rubies);
        *r = (struct ruby){.text = span->ruby, .at = span->at};
        look.ruby = (int)p->rubies.n;
    }
    if (look.format & SPAN_RING)
        encircle(&look);
    vec_push(&p->looks, look);
    assert(p->looks.n <= UINT16_MAX);
    return (uint16_t)(p->looks.n - 1);
}

/* ---- letters ---- */

bool letter_joins(uint32_t c)
{
    if (c >= 0xFE00 && c <= 0xFE0F)
        return true;
    if (c < 0x300)
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

static enum char_class class_for(const struct paragraph_state *p, uint32_t c, bool mark)
{
    if (mark)
        return CLASS_MARK;
    bool joins = p->letters.n && letter_joins(c);
    return joins ? (enum char_class)p->letters.v[p->letters.n - 1].class
                 : rules_class(p->composer->rules, c);
}

enum pending { PENDING_NONE, PENDING_SPACE, PENDING_LINE };

static struct letter *last_letter(struct paragraph_state *p)
{
    return p->letters.n ? &p->letters.v[p->letters.n - 1] : NULL;
}

/* Characters that are instructions, not text (LB-14). */
static bool control(struct paragraph_state *p, uint32_t c, uint16_t look)
{
    struct letter *last = last_letter(p);
    if ((c == ' ' || c == '\t') && look_verbatim(p, look)) {
        verbatim_blank(p, c);
        return true;
    }
    switch (c) {
    case ' ':
    case '\t':
    case '\n':
        if (last)
            last->space_after = true;
        return true;
    case NO_BREAK_SPACE:
        if (last)
            last->space_after = last->glue = true;
        return true;
    case WORD_JOINER:
        if (last)
            last->glue = true;
        return true;
    case ZERO_WIDTH_SPACE:
        if (last)
            last->chance = true;
        return true;
    case SOFT_HYPHEN: return true;
    default: return c == UTF8_BAD || c < ' ';
    }
}

static void add_text(struct paragraph_state *p, str text, uint16_t look, struct place at)
{
    bool mark = p->looks.v[look].note != 0;
    bool joined = p->looks.v[look].ruby != 0;
    bool ring = p->looks.v[look].format & SPAN_RING;
    for (size_t i = 0; i < text.n;) {
        uint32_t c = utf8_next(text, &i);
        if (!control(p, c, look)) {
            uint8_t class = (uint8_t)class_for(p, c, mark);
            struct letter *l = vec_add(&p->letters);
            l->c = c;
            l->class = class;
            l->look = look;
            l->at = at;
            l->glue = (joined || ring) && i < text.n;
            p->column += c < WIDE ? 1 : 2;
        }
        at = place_behind(at, c);
    }
}

/* ①–⑳ U+2460, ㉑–㉟ U+3251, ㊱–㊿ U+32B1 (FN-01); 0: there is none. */
static uint32_t circled(const struct composer *c, const struct font_role *font, int n)
{
    uint32_t mark = (uint32_t)(n <= 20 ? 0x245F + n : n <= 35 ? 0x3251 + n - 21 : 0x32B1 + n - 36);
    return n >= 1 && n <= 50 && shape_has(c, font, mark) ? mark : 0;
}

static enum note_mark form_of(const struct layout *l, enum note_list list)
{
    switch (list) {
    case NOTES_HEADINGS: return l->heading_note_mark;
    case NOTES_TABLE: return l->table_note_mark;
    default: return l->note_mark;
    }
}

/* a, b … z, aa, ab … */
static str lettered(struct arena *a, int n)
{
    enum { LETTERS = 26, MOST = 8 };
    char text[MOST];
    size_t at = MOST;
    for (; n > 0 && at > 0; n = (n - 1) / LETTERS)
        text[--at] = (char)('a' + (n - 1) % LETTERS);
    return str_format(a, "%.*s)", (int)(MOST - at), text + at);
}

static str starred(struct arena *a, int n)
{
    enum { MOST = 3 };
    static const char stars[MOST + 1] = "***";
    return n <= MOST ? str_of(&stars[MOST - n]) : str_format(a, "*%d", n);
}

struct span note_mark(struct arena *a, const struct composer *c, const struct font_role *font,
                      enum note_list list, int n)
{
    static const char *const forms[] = {[NOTE_MARK_BRACKETED] = "〔%d〕",
                                        [NOTE_MARK_PLAIN] = "%d",
                                        [NOTE_MARK_SQUARE] = "[%d]",
                                        [NOTE_MARK_PAREN] = "%d)"};
    enum note_mark form = form_of(c->layout, list);
    if (form == NOTE_MARK_STAR)
        return (struct span){.text = starred(a, n)};
    if (form == NOTE_MARK_LETTER)
        return (struct span){.text = lettered(a, n)};
    if (form != NOTE_MARK_CIRCLED)
        return (struct span){.text = str_format(a, forms[form], n)};
    uint32_t mark = circled(c, font, n);
    if (!mark)
        return (struct span){.text = str_format(a, "%d", n), .format = SPAN_RING};
    struct buf b = {0};
    utf8_put(&b, mark);
    struct span span = {.text = str_dup(a, buf_view(&b))};
    buf_free(&b);
    return span;
}

static void add_note_mark(struct paragraph_state *p, const struct span *s, uint16_t look)
{
    struct look *l = &p->looks.v[look];
    struct span mark = note_mark(p->arena, p->composer, l->font, s->list, s->note);
    if (mark.format & SPAN_RING)
        encircle(l);
    add_text(p, mark.text, look, s->at);
}

static void add_span(struct paragraph_state *p, const struct span *s)
{
    if (s->kind == SPAN_BREAK) {
        if (last_letter(p))
            last_letter(p)->forced = true;
        return;
    }
    if (s->kind == SPAN_IMAGE) {
        diag_add(p->diags, DIAG_NOT_SET, s->at, "an image inside a line is not set");
        diag_hint(p->diags, "give the image a paragraph of its own");
    }
    uint16_t look = add_look(p, s);
    if (s->kind == SPAN_NOTE)
        add_note_mark(p, s, look);
    else
        add_text(p, s->text, look, s->at);
}

void paragraph_collect(struct paragraph_state *p)
{
    for (size_t i = 0; i < p->input->n_spans; i++)
        add_span(p, &p->input->spans[i]);
    if (!p->letters.n && p->lead)
        verbatim_empty(p, p->input->spans[0].at);
    paragraph_typed(p);
    paragraph_numbers(p);
    paragraph_context(p);
}
