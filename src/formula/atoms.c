/* One atom: letters, names, words, operators, delimiters, accents. */
#include "formula/setting.h"

#include "base/utf8.h"

static struct box centred(struct setting *s, struct box b, struct mode m)
{
    length y = (b.up - b.down) / 2 - axis_in(s, m);
    move_box(s, &b, 0, y);
    b.up -= y;
    b.down += y;
    return b;
}

/* Rule 13: larger in display style, in the middle of the axis. */
static struct box set_operator(struct setting *s, const struct formula *f, struct mode m)
{
    length size = size_in(s, m);
    uint32_t glyph = glyph_of(s, f->code, f->alphabet, m, f->at);
    length least = constant(s, m, HB_OT_MATH_CONSTANT_DISPLAY_OPERATOR_MIN_HEIGHT);
    str text = text_of_code(s, f->code);
    struct box b = m.style == FORMULA_DISPLAY
                       ? set_stretched(s, glyph, size, least, false, text, f->at)
                       : set_glyph(s, glyph, size, text, f->at);
    b = centred(s, b, m);
    b.large = true;
    return b;
}

static struct box set_symbol(struct setting *s, const struct formula *f, struct mode m)
{
    if (f->large)
        return set_operator(s, f, m);
    uint32_t glyph = glyph_of(s, f->code, f->alphabet, m, f->at);
    return set_glyph(s, glyph, size_in(s, m), text_of_code(s, f->code), f->at);
}

static struct box set_name(struct setting *s, const struct formula *f, struct mode m)
{
    struct box all = empty_box(s);
    length size = size_in(s, m);
    for (size_t at = 0; at < f->text.n;) {
        uint32_t c = utf8_next(f->text, &at);
        if (c == ' ') {
            all.w += size / 6;
            continue;
        }
        struct box b =
            set_glyph(s, glyph_of(s, c, ALPHABET_ROMAN, m, f->at), size, text_of_code(s, c), f->at);
        move_box(s, &b, all.w, 0);
        box_join(&all, &b, 0);
        all.w += b.w;
    }
    return all;
}

static struct box set_words(struct setting *s, const struct formula *f, struct mode m)
{
    struct box b = empty_box(s);
    struct formula_words w = s->f->words(s->f->data, f->text, size_in(s, m), f->at);
    for (size_t i = 0; i < w.n_runs; i++)
        vec_push(&s->items,
                 ((struct formula_item){.kind = FORMULA_RUN, .run = &w.runs[i], .at = f->at}));
    b.to = s->items.n;
    b.w = w.width;
    b.up = w.up;
    b.down = w.down;
    return b;
}

/* ---- delimiters ---- */

struct box set_delimiter(struct setting *s, uint32_t code, length height, struct mode m,
                         struct place at)
{
    if (!code) {
        struct box none = empty_box(s);
        none.w = size_in(s, m) * 12 / 100;
        return none;
    }
    uint32_t glyph = glyph_of(s, code, ALPHABET_ROMAN, m, at);
    struct box b = set_stretched(s, glyph, size_in(s, m), height, false, text_of_code(s, code), at);
    b.glyph = 0;
    return centred(s, b, m);
}

static struct box set_big(struct setting *s, const struct formula *f, struct mode m)
{
    static const int percent[] = {0, 115, 175, 235, 295};
    length height = f->size ? length_scale(s->f->size, percent[f->size], 100) : m.fence;
    return set_delimiter(s, f->code, height, m, f->at);
}

/* Rule 19: what is delimited, measured from the axis, is covered but for a tenth or half an em. */
static length fence_height(const struct setting *s, const struct box *inside, struct mode m)
{
    length axis = axis_in(s, m);
    length reach = length_max(inside->up - axis, inside->down + axis);
    return length_max(length_scale(2 * reach, 901, 1000), 2 * reach - size_in(s, m) / 2);
}

static bool has_middle(const struct formula *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->v[i].kind == FORMULA_DELIMITER && !f->v[i].size)
            return true;
    return false;
}

/* Items [from, to) and those behind them change places. */
static void put_before(struct setting *s, size_t from, size_t to)
{
    size_t n = s->items.n - to;
    struct formula_item *copy = arena_many(s->f->arena, n + 1, struct formula_item);
    if (!n)
        return;
    memcpy(copy, s->items.v + to, n * sizeof *copy);
    memmove(s->items.v + from + n, s->items.v + from, (to - from) * sizeof *copy);
    memcpy(s->items.v + from, copy, n * sizeof *copy);
}

static struct box set_fenced(struct setting *s, const struct formula *f, struct mode m)
{
    struct box inside = set_row(s, f->v, f->n, m, false);
    m.fence = fence_height(s, &inside, m);
    if (has_middle(f)) {
        s->items.n = inside.from;
        inside = set_row(s, f->v, f->n, m, false);
    }
    struct box open = set_delimiter(s, f->code, m.fence, m, f->at);
    move_items(s, inside.from, inside.to, open.w, 0);
    put_before(s, inside.from, inside.to); /* in the order of reading */
    struct box close = set_delimiter(s, f->close, m.fence, m, f->at);
    move_box(s, &close, open.w + inside.w, 0);
    struct box all = {.from = inside.from, .to = inside.from, .w = open.w + inside.w + close.w};
    box_join(&all, &inside, 0);
    if (f->code)
        box_join(&all, &open, 0);
    if (f->close)
        box_join(&all, &close, 0);
    all.to = s->items.n;
    return all;
}

/* ---- accents ---- */

static length attachment(const struct setting *s, uint32_t glyph, length size)
{
    return units(s, size, hb_ot_math_get_glyph_top_accent_attachment(s->f->face->hb_font, glyph));
}

/* Rule 12. */
static struct box set_accent(struct setting *s, const struct formula *f, struct mode m)
{
    struct box base = set_atom(s, f->base, mode_cramped(m));
    length size = size_in(s, m);
    uint32_t glyph = glyph_of(s, f->code, ALPHABET_ROMAN, m, f->at);
    if (f->large)
        glyph = widest_variant(s, glyph, size, base.w);
    length base_at = base.glyph ? attachment(s, base.glyph, base.size) : base.w / 2;
    length lift =
        base.up - length_min(base.up, constant(s, m, HB_OT_MATH_CONSTANT_ACCENT_BASE_HEIGHT));
    struct box accent = set_glyph(s, glyph, size, text_of_code(s, f->code), f->at);
    move_box(s, &accent, base_at - attachment(s, glyph, size), -lift);
    struct box all = base;
    box_join(&all, &accent, -lift);
    all.glyph = base.glyph; /* scripts stand as beside the letter alone (rule 12) */
    return all;
}

/* Rules 9 and 10. */
static struct box set_bar(struct setting *s, const struct formula *f, struct mode m)
{
    struct box b = set_atom(s, f->base, f->under ? m : mode_cramped(m));
    length thick = constant(s, m,
                            f->under ? HB_OT_MATH_CONSTANT_UNDERBAR_RULE_THICKNESS
                                     : HB_OT_MATH_CONSTANT_OVERBAR_RULE_THICKNESS);
    length gap = constant(s, m,
                          f->under ? HB_OT_MATH_CONSTANT_UNDERBAR_VERTICAL_GAP
                                   : HB_OT_MATH_CONSTANT_OVERBAR_VERTICAL_GAP);
    add_rule(s, 0, f->under ? b.down + gap : -b.up - gap - thick, b.w, thick);
    *(f->under ? &b.down : &b.up) += gap + 2 * thick;
    b.to = s->items.n;
    b.glyph = 0;
    return b;
}

static struct box set_brace(struct setting *s, const struct formula *f, struct mode m)
{
    struct box b = set_atom(s, f->base, m);
    length size = size_in(s, m), gap = size / 10;
    uint32_t glyph = glyph_of(s, f->code, ALPHABET_ROMAN, m, f->at);
    struct box brace = set_stretched(s, glyph, size, b.w, true, text_of_code(s, f->code), f->at);
    length y = f->under ? b.down + gap + brace.up : -b.up - gap - brace.down;
    move_box(s, &brace, (b.w - brace.w) / 2, y);
    box_join(&b, &brace, y);
    b.glyph = 0;
    return b;
}

struct box set_atom(struct setting *s, const struct formula *f, struct mode m)
{
    switch (f->kind) {
    case FORMULA_ROW: return set_row(s, f->v, f->n, m, false);
    case FORMULA_SYMBOL: return set_symbol(s, f, m);
    case FORMULA_NAME: return set_name(s, f, m);
    case FORMULA_TEXT: return set_words(s, f, m);
    case FORMULA_SCRIPTS: return set_scripts(s, f, m);
    case FORMULA_FRACTION: return set_fraction(s, f, m);
    case FORMULA_RADICAL: return set_radical(s, f, m);
    case FORMULA_ACCENT: return set_accent(s, f, m);
    case FORMULA_BAR: return set_bar(s, f, m);
    case FORMULA_BRACE: return set_brace(s, f, m);
    case FORMULA_FENCED: return set_fenced(s, f, m);
    case FORMULA_DELIMITER: return set_big(s, f, m);
    case FORMULA_TABLE: return set_table(s, f, m);
    case FORMULA_SPACE:
    case FORMULA_SWITCH: break; /* a row's */
    }
    return empty_box(s);
}
