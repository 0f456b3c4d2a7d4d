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
#define EM_DASH          0x2014
#define INTERPUNCT       0x00B7
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

static str starred(struct arena *a, int n)
{
    enum { MOST = 3 };
    static const char stars[MOST + 1] = "***";
    return n <= MOST ? str_of(&stars[MOST - n]) : str_format(a, "*%d", n);
}

struct span note_mark(struct arena *a, const struct composer *c, const struct font_role *font,
                      int n)
{
    static const char *const forms[] = {[NOTE_MARK_BRACKETED] = "〔%d〕",
                                        [NOTE_MARK_PLAIN] = "%d",
                                        [NOTE_MARK_SQUARE] = "[%d]",
                                        [NOTE_MARK_PAREN] = "%d)"};
    enum note_mark form = c->layout->note_mark;
    if (form == NOTE_MARK_STAR)
        return (struct span){.text = starred(a, n)};
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
    struct span mark = note_mark(p->arena, p->composer, l->font, s->note);
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

/* ---- context ---- */

static bool is_western_class(int class)
{
    return class == CLASS_WESTERN;
}

static bool is_strong(int class)
{
    return class == CLASS_WESTERN || class == CLASS_HAN || class == CLASS_ITERATION;
}

static bool is_quote(uint32_t c)
{
    return rules_has(c, TRAIT_SHARED);
}

/* What a letter says of its neighbourhood: its class when it is strong, Han when it is a Chinese
 * mark (a quotation mark only once it is resolved), else nothing (CLASS_COUNT). */
static int context_of(const struct letter *l, bool resolved)
{
    if (is_strong(l->class))
        return l->class;
    bool mark = class_rule(l->class)->left || class_rule(l->class)->right;
    return mark && (resolved || !is_quote(l->c)) ? CLASS_HAN : CLASS_COUNT;
}

/* The nearest strong letter before or after, as a class; `none` at the paragraph's ends. */
static int strong_before(const struct paragraph_state *p, size_t i, int none)
{
    while (i-- > 0)
        if (context_of(&p->letters.v[i], true) != CLASS_COUNT)
            return context_of(&p->letters.v[i], true);
    return none;
}

static int strong_after(const struct paragraph_state *p, size_t i, int none)
{
    while (++i < p->letters.n)
        if (context_of(&p->letters.v[i], false) != CLASS_COUNT)
            return context_of(&p->letters.v[i], false);
    return none;
}

static bool has_han(const struct paragraph_state *p)
{
    for (size_t i = 0; i < p->letters.n; i++)
        if (p->letters.v[i].class == CLASS_HAN)
            return true;
    return false;
}

static bool touches_western(const struct paragraph_state *p, size_t i)
{
    const struct letter *l = p->letters.v;
    return i > 0 && i + 1 < p->letters.n && is_western_class(l[i - 1].class) &&
           is_western_class(l[i + 1].class) && !l[i - 1].space_after && !l[i].space_after;
}

/* CC-17: “ ” ‘ ’ are Western when the strong neighbours on both sides are; a closing quote goes
 * with its opening one; an apostrophe inside a word is always Western. */
static void resolve_quotes(struct paragraph_state *p)
{
    enum { DEPTH = 16 };
    bool western[DEPTH];
    size_t depth = 0;
    enum quotes quotes = p->composer->rules->composition.quotes;
    int none = has_han(p) ? CLASS_HAN : CLASS_WESTERN;
    for (size_t i = 0; i < p->letters.n; i++) {
        struct letter *l = &p->letters.v[i];
        if (!is_quote(l->c) || l->class == CLASS_MARK)
            continue;
        bool opens = l->class == CLASS_OPEN;
        bool west;
        if (rules_has(l->c, TRAIT_APOSTROPHE) && touches_western(p, i))
            west = true;
        else if (quotes != QUOTES_AUTO)
            west = quotes == QUOTES_LATIN;
        else if (!opens && depth > 0)
            west = western[--depth];
        else
            west = is_western_class(strong_before(p, i, none)) &&
                   is_western_class(strong_after(p, i, none));
        if (opens && depth < DEPTH)
            western[depth++] = west;
        if (west && touches_western(p, i))
            l->class = CLASS_WESTERN;
        else if (west)
            l->class = opens ? CLASS_WESTERN_OPEN : CLASS_WESTERN_CLOSE;
    }
}

/* UB-03: dashes in a row may be parted between pairs; a third one stays with the second. */
static bool joins_pair(const struct paragraph_state *p, size_t i)
{
    const struct letter *l = &p->letters.v[i];
    bool second = i > 0 && l[-1].c == l->c && l[-1].glue;
    bool more = i + 2 < p->letters.n && l[2].c == l->c && !l[1].space_after;
    return !second || !more;
}

static bool is_han(const struct letter *l)
{
    return l->class == CLASS_HAN || l->class == CLASS_ITERATION;
}

/* CC-08: keyboards have a bullet where an interpunct is meant. */
static bool stands_for_interpunct(const struct paragraph_state *p, size_t i)
{
    const struct letter *l = &p->letters.v[i];
    return rules_has(l->c, TRAIT_BULLET) && i > 0 && i + 1 < p->letters.n && is_han(&l[-1]) &&
           is_han(&l[1]) && !l[-1].space_after && !l->space_after;
}

static bool is_at(const struct paragraph_state *p, size_t i, uint32_t c)
{
    return i < p->letters.n && p->letters.v[i].c == c;
}

/* Whether an address begins with the colon at i: https:// */
static bool ends_scheme(const struct paragraph_state *p, size_t i)
{
    return i > 0 && is_at(p, i, ':') && is_at(p, i + 1, '/') && is_at(p, i + 2, '/') &&
           is_western_class(p->letters.v[i - 1].class) && !p->letters.v[i - 1].space_after;
}

/* LW-03, LW-06: colon and slashes of an address are no marks, one that ends it neither; nor are
 * those of a path in code or a link. */
static void resolve_addresses(struct paragraph_state *p)
{
    bool inside = false;
    for (size_t i = 0; i < p->letters.n; i++) {
        struct letter *l = &p->letters.v[i];
        inside = ends_scheme(p, i) || (inside && l->c < 0x80 && !l[-1].space_after);
        bool before = i > 0 && is_western_class(l[-1].class) && !l[-1].space_after;
        bool after = i + 1 < p->letters.n && is_western_class(l[1].class) && !l->space_after;
        bool written = letter_is_code(p, l) && (before || after);
        if ((inside && (l->c == '/' || l->c == ':')) || (written && l->c == '/'))
            l->class = CLASS_WESTERN;
    }
}

static void resolve_one(struct paragraph_state *p, size_t i)
{
    struct letter *l = &p->letters.v[i];
    if (stands_for_interpunct(p, i))
        l->class = CLASS_MIDDLE_DOT;
    struct letter *next = i + 1 < p->letters.n ? &p->letters.v[i + 1] : NULL;
    switch (l->class) {
    case CLASS_DASH:
        if (next && next->c == l->c && !l->space_after)
            l->glue = joins_pair(p, i); /* UB-01 */
        else if (l->c == EM_DASH && !(i > 0 && p->letters.v[i - 1].c == EM_DASH))
            l->class = touches_western(p, i) ? CLASS_WESTERN : CLASS_CONNECTOR;
        break;
    case CLASS_ELLIPSIS:
        if (touches_western(p, i))
            l->class = CLASS_WESTERN;
        else if (next && next->c == l->c)
            l->glue = true; /* UB-02 */
        break;
    case CLASS_MIDDLE_DOT:
        l->c = INTERPUNCT; /* CC-08: whichever dot was typed */
        /* fall through */
    case CLASS_SOLIDUS:
    case CLASS_WESTERN_CLOSE:
        if (touches_western(p, i))
            l->class = CLASS_WESTERN; /* UB-04: 12,000  3.14  10:30  km/h */
        break;
    default: break;
    }
}

/* Characters that come from the Western face of a role (FT-01). */
static bool from_western_face(const struct letter *l)
{
    switch (l->class) {
    case CLASS_WESTERN:
    case CLASS_WESTERN_OPEN:
    case CLASS_WESTERN_CLOSE: return true;
    case CLASS_PREFIX:
    case CLASS_POSTFIX:
    case CLASS_SOLIDUS:
    case CLASS_CONNECTOR: return l->c < 0x2014;
    default: return false;
    }
}

/* HL-09: a sign goes with the number or word that it belongs to. */
static bool takes_gap(const struct paragraph_state *p, size_t i)
{
    const struct letter *l = &p->letters.v[i];
    if (l->class == CLASS_PREFIX && from_western_face(l))
        return i + 1 < p->letters.n && is_western_class(l[1].class);
    if (l->class == CLASS_POSTFIX && from_western_face(l))
        return i > 0 && is_western_class(l[-1].class);
    return is_western_class(l->class);
}

/* A blank beside a full-width mark is none (LN-06); one between Han and Western text is the
 * automatic gap (HL-03). */
static void resolve_blank(struct paragraph_state *p, size_t i)
{
    struct letter *l = &p->letters.v[i];
    if (i + 1 >= p->letters.n || l->forced) {
        l->space_after = false;
        return;
    }
    const struct letter *next = &p->letters.v[i + 1];
    int a = l->class, b = next->class;
    if (l->blanks)
        return;
    bool mark = class_rule(a)->left || class_rule(a)->right || class_rule(b)->left ||
                class_rule(b)->right || a == CLASS_DASH || b == CLASS_DASH;
    bool gap = (is_han(l) && next->gap) || (l->gap && is_han(next));
    enum blanks blanks = p->composer->rules->composition.blanks;
    if (l->space_after && gap && !mark && blanks == BLANKS_WARN) {
        diag_add(p->diags, DIAG_BLANK_REPLACED, next->at,
                 "a blank between Chinese and Western text: the gap is set there by itself");
        diag_hint(p->diags, "take the blank out (HL-03)");
    }
    if (mark || (gap && blanks != BLANKS_KEEP))
        l->space_after = false;
}

/* A line end in the source is a blank only between Western words, not beside ％ or ～ (LB-13). */
static void drop_line_ends(struct paragraph_state *p)
{
    for (size_t i = 0; i + 1 < p->letters.n; i++) {
        struct letter *a = &p->letters.v[i], *b = &p->letters.v[i + 1];
        bool han = a->class != CLASS_WESTERN && b->class != CLASS_WESTERN &&
                   a->class != CLASS_WESTERN_CLOSE;
        bool wide = a->c >= WIDE || b->c >= WIDE;
        if (p->composer->rules->composition.keep_soft_breaks && is_han(a) && is_han(b))
            continue;
        if (a->space_after && a->at.line != b->at.line && (han || wide))
            a->space_after = false;
    }
}

void paragraph_collect(struct paragraph_state *p)
{
    for (size_t i = 0; i < p->input->n_spans; i++)
        add_span(p, &p->input->spans[i]);
    if (!p->letters.n && p->lead)
        verbatim_empty(p, p->input->spans[0].at);
    paragraph_typed(p);
    paragraph_numbers(p);
    resolve_quotes(p);
    resolve_addresses(p);
    for (size_t i = 0; i < p->letters.n; i++)
        resolve_one(p, i);
    drop_line_ends(p);
    for (size_t i = 0; i < p->letters.n; i++) {
        p->letters.v[i].western = from_western_face(&p->letters.v[i]);
        p->letters.v[i].gap = takes_gap(p, i);
    }
    for (size_t i = 0; i < p->letters.n; i++)
        resolve_blank(p, i);
}
