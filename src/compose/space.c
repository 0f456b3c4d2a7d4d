/* Pass 3: blanks, squeezed marks, gaps and legal breaks. */
#include "compose/composer.h"
#include "compose/paragraph.h"
#include "compose/vertical.h"

static const struct letter *last_of(const struct paragraph_state *p, const struct unit *u)
{
    return &p->letters.v[u->letter_to - 1];
}

static bool is_raised(const struct paragraph_state *p, const struct unit *u)
{
    return (p->looks.v[u->look].format & (SPAN_SUPERSCRIPT | SPAN_SUBSCRIPT)) != 0;
}

/* ---- blanks and pairs (PW) ---- */

static void cut_left(struct unit *u, length amount)
{
    u->left -= amount;
    u->left_cut += amount;
}

static void cut_right(struct unit *u, length amount)
{
    u->right -= amount;
    u->right_cut += amount;
}

static bool is_upright(const struct paragraph_state *p, const struct unit *u)
{
    return unit_stance(p, u) == STANCE_UPRIGHT;
}

/* Where a mark's ink stands in its body along the line, in 1/1000 em. */
struct ink {
    int left, right;
};

static struct ink measure_ink(const struct paragraph_state *p, const struct unit *u)
{
    const struct raw_glyph *g = &p->glyphs.v[u->glyph_from];
    hb_glyph_extents_t e;
    struct ink ink = {0, 1000};
    if (hb_font_get_glyph_extents(g->face->hb_font, g->id, &e) && e.width) {
        int shift = (int)(u->shift * 1000 / u->size);
        bool upright = is_upright(p, u);
        int from = upright ? -g->y_offset - e.y_bearing : e.x_bearing;
        ink.left = shift + from * 1000 / g->face->upem;
        ink.right = ink.left + (upright ? -e.height : e.width) * 1000 / g->face->upem;
    }
    return ink;
}

/* Extents are dear in CFF fonts, and the same dozen marks come again and again. */
static struct ink ink_of(const struct paragraph_state *p, const struct unit *u)
{
    const struct raw_glyph *g = &p->glyphs.v[u->glyph_from];
    bool is_new;
    uint64_t key = (uint64_t)g->face->order << 33 | (uint64_t)is_upright(p, u) << 32 | g->id;
    uintptr_t *slot = map_slot_number(p->composer->inks, key, &is_new);
    if (is_new) {
        struct ink *kept = arena_one(p->composer->arena, struct ink);
        *kept = measure_ink(p, u);
        *slot = (uintptr_t)kept;
    }
    return *(const struct ink *)*slot;
}

/* What a font takes off a mark's body to make it half as wide, at its start and end, in 1/1000 em.
 */
struct half {
    bool known;
    int start, end;
};

/* By halt or vhal (PW-13); only where these halve the very glyph that stands there. */
static struct half measure_half(const struct paragraph_state *p, const struct unit *u)
{
    const struct raw_glyph *g = &p->glyphs.v[u->glyph_from];
    const struct letter *l = &p->letters.v[u->letter_from];
    uint32_t c = l->shown ? l->shown : l->c;
    bool upright = is_upright(p, u);
    size_t n;
    const struct shaped *s =
        shape(p->composer->shaper, g->face, upright ? SHAPE_HALF_MARKS_VERTICAL : SHAPE_HALF_MARKS,
              p->composer->language, &c, 1, 0, 1, &n);
    int upem = g->face->upem;
    struct half half = {0};
    if (n != 1 || s->glyph != g->id || g->advance != upem || s->advance * 2 != upem)
        return half;
    int start = upright ? s->y_offset - g->y_offset : g->x_offset - s->x_offset;
    half = (struct half){true, start * 1000 / upem, 500 - start * 1000 / upem};
    half.known = half.start >= 0 && half.end >= 0;
    return half;
}

static struct half half_of(const struct paragraph_state *p, const struct unit *u)
{
    const struct raw_glyph *g = &p->glyphs.v[u->glyph_from];
    bool is_new;
    uint64_t key = (uint64_t)g->face->order << 33 | (uint64_t)is_upright(p, u) << 32 | g->id;
    uintptr_t *slot = map_slot_number(p->composer->halves, key, &is_new);
    if (is_new) {
        struct half *kept = arena_one(p->composer->arena, struct half);
        *kept = measure_half(p, u);
        *slot = (uintptr_t)kept;
    }
    return *(const struct half *)*slot;
}

static void report_centred(struct paragraph_state *p, const struct unit *u)
{
    if (p->composer->told_centred)
        return;
    p->composer->told_centred = true;
    const struct letter *l = &p->letters.v[u->letter_from];
    str name = p->glyphs.v[u->glyph_from].face->name;
    diag_add(p->diags, DIAG_MARKS_CENTRED, l->at,
             "标点居中字体: the marks of `%.*s` stand in the middle of their bodies",
             STR_ARG(name));
    diag_hint(p->diags, "mainland Chinese sets them at the left foot: choose an SC face (CC-18)");
}

/* CC-18: a stop or pause whose ink crosses the half is a centred form. */
static bool is_centred(const struct paragraph_state *p, const struct unit *u)
{
    enum { HALF = 500, REACH = 60 };
    struct ink ink = ink_of(p, u);
    return ink.right > HALF + REACH && ink.left > HALF / 2 - REACH;
}

/* PW-13: the font says which blank is there to be taken, else the ink does; a centred form gives a
 * quarter on both sides. */
static void limit_blanks(struct paragraph_state *p, struct unit *u)
{
    bool stop = (u->class == CLASS_STOP || u->class == CLASS_PAUSE) && !is_upright(p, u);
    struct half half = half_of(p, u);
    length body = u->left + u->right; /* the blank by its class */
    bool centred = stop && (half.known ? half.start > 0 && half.end > 0 : is_centred(p, u));
    if (half.known)
        u->left = length_scale(body, half.start, half.start + half.end);
    else if (centred)
        u->left = body / 2;
    else
        return;
    u->right = body - u->left;
    if (centred && strncmp(p->composer->language, "zh-CN", 5) == 0)
        report_centred(p, u);
}

/* What a class's preset takes off its blank is off for good (PW-00). */
static void give_blanks(struct paragraph_state *p)
{
    const int *kept = p->composer->rules->kept;
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.v[i];
        const struct class_rule *rule = &p->composer->rules->classes[u->class];
        if (!rule->left && !rule->right)
            continue;
        if (p->input->style->vertical && vertical_keeps_body(p->letters.v[u->letter_from].c))
            continue; /* VT-02 */
        u->left = length_scale(u->size, rule->left, 1000);
        u->right = length_scale(u->size, rule->right, 1000);
        limit_blanks(p, u);
        int keep = p->input->style->half_marks ? 0 : kept[u->class]; /* HD-13 */
        if (u->left && rule->left > keep)
            cut_left(u, length_scale(u->size, rule->left - keep, 1000));
        if (u->right && rule->right > keep)
            cut_right(u, length_scale(u->size, rule->right - keep, 1000));
    }
}

/* PW-10: marks that differ in size by more than a tenth keep their blanks. */
static bool alike_in_size(const struct unit *a, const struct unit *b)
{
    length big = length_max(a->size, b->size), small = length_min(a->size, b->size);
    return (big - small) * 10 <= big;
}

/* PW-01, PW-02: of two neighbouring marks one blank goes; between a closing and an opening mark
 * both give half, or all when set tight. */
static void squeeze_pair(const struct rules *rules, struct unit *a, struct unit *b, bool tight)
{
    if (!alike_in_size(a, b))
        return;
    if (a->right > 0 && b->left > 0) {
        cut_right(a, tight ? a->right : a->right / 2);
        cut_left(b, tight ? b->left : b->left / 2);
    } else if (a->right > 0 && rules->classes[b->class].right > 0) {
        cut_right(a, a->right);
    } else if (rules->classes[a->class].left > 0 && b->left > 0) {
        cut_left(b, b->left);
    }
}

/* CC-19: ？！ and its kind are 1 em in pairs and 2 em in threes, whatever follows. */
static bool is_loud(const struct paragraph_state *p, size_t i)
{
    return rules_has(p->letters.v[p->units.v[i].letter_from].c, TRAIT_LOUD);
}

static size_t squeeze_loud(struct paragraph_state *p, size_t i)
{
    size_t end = i;
    while (end < p->units.n && end - i < 3 && is_loud(p, end))
        end++;
    if (end - i < 2)
        return i + 1;
    for (size_t k = i; k < end; k++) {
        struct unit *u = &p->units.v[k];
        length body = end - i == 2 ? u->body / 2 : u->body * 2 / 3;
        if (k - i == 2) /* what does not divide goes to the last */
            body = 2 * u->body - 2 * body;
        cut_right(u, length_min(u->body - body, u->right));
        u->right = 0;
        if (k + 1 < end)
            p->letters.v[u->letter_to - 1].glue = true;
    }
    return end;
}

static void squeeze(struct paragraph_state *p)
{
    enum adjacent adjacent = p->composer->rules->composition.adjacent;
    if (adjacent == ADJACENT_OFF)
        return;
    for (size_t i = 0; i < p->units.n;)
        i = squeeze_loud(p, i);
    for (size_t i = 0; i + 1 < p->units.n; i++)
        squeeze_pair(p->composer->rules, &p->units.v[i], &p->units.v[i + 1],
                     adjacent == ADJACENT_TIGHT);
}

/* ---- gaps (HL) ---- */

static bool takes_gap(const struct paragraph_state *p, const struct unit *u)
{
    const struct letter *l = &p->letters.v[u->letter_from];
    if (p->composer->rules->composition.tight_digits && l->c >= '0' && l->c <= '9')
        return false; /* HL-04 */
    return l->gap && !is_raised(p, u);
}

static bool han_meets_western(const struct paragraph_state *p, const struct unit *a,
                              const struct unit *b)
{
    bool han_a = a->class == CLASS_HAN || a->class == CLASS_ITERATION;
    bool han_b = b->class == CLASS_HAN || b->class == CLASS_ITERATION;
    return (han_a && !is_raised(p, a) && takes_gap(p, b)) ||
           (han_b && !is_raised(p, b) && takes_gap(p, a));
}

static bool stays_tight(const struct paragraph_state *p, const struct unit *a, const struct unit *b)
{
    if (last_of(p, a)->glue || b->class == CLASS_MARK)
        return true;
    if (a->class == CLASS_DASH && b->class == CLASS_DASH)
        return true; /* UB-03 */
    if (b->class == CLASS_IDEOGRAPHIC_SPACE)
        return true; /* CC-15: it may be the end of a line, where it is none */
    if (a->class == CLASS_CONNECTOR || b->class == CLASS_CONNECTOR || a->class == CLASS_SOLIDUS ||
        b->class == CLASS_SOLIDUS)
        return true; /* LA-04 */
    if (a->class == CLASS_PREFIX || b->class == CLASS_POSTFIX)
        return true; /* UB-05 */
    return class_is_western(a->class) && class_is_western(b->class);
}

/* A blank is a quarter em between words (CC-14), half an em between Han, the font's own in code. */
static length blank_width(const struct paragraph_state *p, const struct unit *a,
                          const struct unit *b)
{
    const struct face *face = p->glyphs.v[a->glyph_from].face;
    hb_codepoint_t space;
    int blanks = last_of(p, a)->blanks;
    if ((p->looks.v[a->look].format & SPAN_CODE) &&
        hb_font_get_nominal_glyph(face->hb_font, ' ', &space))
        return (blanks ? blanks : 1) *
               face_scale(face, hb_font_get_glyph_h_advance(face->hb_font, space), a->size);
    bool han = a->class == CLASS_HAN && b->class == CLASS_HAN;
    length size = length_max(a->size, b->size); /* not that of a note's mark */
    return length_scale(size, han ? GAP_HAN_SPACE : class_rule(CLASS_SPACE)->body, 1000);
}

/* IM-08: the room that a frame needs between its name and what stands beside it. */
static length frame_room(const struct paragraph_state *p, const struct unit *a,
                         const struct unit *b)
{
    const struct look *la = &p->looks.v[a->look], *lb = &p->looks.v[b->look];
    bool fa = la->format & SPAN_FRAMED, fb = lb->format & SPAN_FRAMED;
    length room = length_min(a->size, b->size) / 8;
    if (fa && fb)
        return la->line != lb->line ? 2 * room : 0;
    return fa || fb ? room : 0;
}

static void give_gap(struct paragraph_state *p, struct unit *a, const struct unit *b)
{
    const struct style *s = p->input->style;
    if (last_of(p, a)->thin) {
        a->gap_kind = GAP_TIGHT;
        a->gap = length_scale(a->size, class_rule(CLASS_SPACE)->body, 1000);
    } else if (last_of(p, a)->space_after) {
        a->gap_kind = GAP_WORD;
        a->gap = blank_width(p, a, b);
    } else if (han_meets_western(p, a, b) && !look_verbatim(p, a->look)) {
        a->gap_kind = p->composer->rules->composition.fixed_gap ? GAP_FIXED : GAP_HAN_WESTERN;
        a->gap = length_scale(length_min(a->size, b->size), s->gap_em, LENGTH_PT);
    } else if (stays_tight(p, a, b)) {
        a->gap_kind = GAP_TIGHT;
    } else {
        a->gap_kind = GAP_PLAIN;
    }
    if (s->tracking && a->gap_kind != GAP_TIGHT)
        a->gap += length_scale(a->size, s->tracking, LENGTH_PT); /* PW-12 */
    a->gap += frame_room(p, a, b) + (a->gap_kind == GAP_PLAIN ? p->spread : 0);
}

/* ---- breaks (LB, UB) ---- */

/* The rule that keeps a class off a line's start (LB-01, LB-04, LB-08, LB-11). */
static const char *start_rule(enum char_class c)
{
    switch (c) {
    case CLASS_DASH:
    case CLASS_ELLIPSIS: return "LB-04";
    case CLASS_WESTERN_CLOSE: return "LB-08";
    case CLASS_MARK: return "LB-11";
    default: return "LB-01";
    }
}

static const char *glue_rule(enum char_class c)
{
    return c == CLASS_DASH ? "UB-01" : c == CLASS_ELLIPSIS ? "UB-02" : "LB-14";
}

/* LB-15: headings may have a level of their own. */
static enum prohibition_level level_of(const struct paragraph_state *p)
{
    const struct composition *c = &p->composer->rules->composition;
    if (c->heading_level && paragraph_is_heading(p))
        return (enum prohibition_level)(c->heading_level - 1);
    return c->level;
}

/* The rule by which their classes and the layout's lists keep two units on one line; NULL: none. */
static const char *class_forbids(const struct paragraph_state *p, const struct unit *a,
                                 const struct unit *b)
{
    const struct rules *rules = p->composer->rules;
    enum prohibition_level level = level_of(p);
    if (rules_no_start(rules, level, b->class, p->letters.v[b->letter_from].c))
        return start_rule(b->class);
    if (rules_no_end(rules, level, a->class, last_of(p, a)->c))
        return a->class == CLASS_SOLIDUS ? "LB-03" : "LB-02";
    return NULL;
}

/* Long marks stay with the marks beside them whatever happens (LB-10). */
static bool has_blank(const struct unit *u)
{
    return class_rule(u->class)->left || class_rule(u->class)->right;
}

/* HP-06: where marks hang on a grid of characters, the one behind begins the next line. */
static bool hangs_before(const struct paragraph_state *p, const struct unit *a,
                         const struct unit *b)
{
    return p->composer->rules->composition.hang == HANG_GRID && has_blank(b) &&
           class_rule(b->class)->right && unit_may_hang(p, (size_t)(a - p->units.v));
}

/* The rule that forbids a break between two units, NULL when a line may end there. */
static const char *forbidden(const struct paragraph_state *p, const struct unit *a,
                             const struct unit *b)
{
    const struct letter *l = last_of(p, a);
    if (l->glue && a->look == b->look && p->looks.v[a->look].ruby)
        return "UB-11";
    if (l->glue)
        return glue_rule(a->class);
    if (l->chance || hangs_before(p, a, b))
        return NULL;
    const char *rule = class_forbids(p, a, b);
    if (!rule)
        rule = group_rule(p, a, b);
    if (rule)
        return rule;
    if (l->space_after || !(class_is_western(a->class) && class_is_western(b->class)))
        return NULL;
    return a->class == CLASS_WESTERN && b->class == CLASS_WESTERN ? "LB-12" : "UB-05";
}

bool paragraph_rescue(struct paragraph_state *p)
{
    enum { RUN = 3, COST_RESCUE = 200000 };
    bool any = false;
    for (size_t from = 0, to; from < p->units.n; from = to + 1) {
        to = from;
        while (to < p->units.n && has_blank(&p->units.v[to]))
            to++;
        for (size_t i = from; to - from >= RUN && i + 1 < to; i++) {
            struct unit *u = &p->units.v[i];
            if (u->breaks != BREAK_NEVER || last_of(p, u)->glue || !class_forbids(p, u, u + 1))
                continue;
            u->breaks = BREAK_ALLOWED;
            u->rescue = any = true;
            u->penalty += COST_RESCUE;
        }
    }
    return any;
}

/* HD-12: what is put between the characters of a short head. */
static length spread_of(const struct paragraph_state *p)
{
    enum { LEAST = 2, MOST = 4 };
    length width = 0, n = (length)p->units.n;
    if (!p->input->style->spread || n < LEAST || n > MOST)
        return 0;
    for (size_t i = 0; i < p->units.n; i++) {
        if (p->units.v[i].class != CLASS_HAN)
            return 0;
        width += unit_advance(&p->units.v[i]);
    }
    return length_max(p->input->style->spread - width, 0) / (n - 1);
}

void paragraph_space(struct paragraph_state *p)
{
    enum { COST_PARTED = 20000 }; /* HP-06: rather than gaps of a tenth of an em */
    p->spread = spread_of(p);
    verbatim_indent(p);
    group_words(p);
    give_blanks(p);
    squeeze(p);
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *a = &p->units.v[i];
        if (i + 1 == p->units.n || last_of(p, a)->forced) {
            a->breaks = BREAK_FORCED;
            p->verse = p->verse || i + 1 < p->units.n;
            continue;
        }
        give_gap(p, a, a + 1);
        a->rule = forbidden(p, a, a + 1);
        a->inside_word = class_is_western(a->class) && class_is_western(a[1].class) &&
                         !last_of(p, a)->space_after;
        a->breaks = a->rule ? BREAK_NEVER : BREAK_ALLOWED;
        a->penalty = group_penalty(p, a, a + 1) + (hangs_before(p, a, a + 1) ? COST_PARTED : 0);
    }
}
