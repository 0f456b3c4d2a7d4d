#include "compose/rules.h"

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <assert.h>

struct class_range {
    uint32_t first, last;
    enum char_class class;
};

#define CLASS(first, last, class) {first, last, CLASS_##class},
static const struct class_range ranges[] = {
#include "compose/classes.def"
};
#undef CLASS

#define OVERRIDE(first, last, theirs, ours, reason) {first, last, CLASS_##ours},
static const struct class_range overrides[] = {
#include "compose/overrides.def"
};
#undef OVERRIDE

#define RULE(class, body, left, right, no_start, no_end, stage)                                    \
    {body, left, right, PROHIBITION_##no_start, PROHIBITION_##no_end, STAGE_##stage},
static const struct class_rule rules[CLASS_COUNT] = {
#include "compose/rules.def"
};
#undef RULE

const struct class_rule *class_rule(enum char_class c)
{
    assert(c < CLASS_COUNT);
    return &rules[c];
}

/* Scripts whose characters are set in Chinese bodies (CC-12); all else is Western (CC-13). */
static enum char_class class_of_script(uint32_t c)
{
    switch (hb_unicode_script(hb_unicode_funcs_get_default(), c)) {
    case HB_SCRIPT_HAN:
    case HB_SCRIPT_HIRAGANA:
    case HB_SCRIPT_KATAKANA:
    case HB_SCRIPT_BOPOMOFO:
    case HB_SCRIPT_HANGUL: return CLASS_HAN;
    case HB_SCRIPT_COMMON: return c >= 0x2E80 ? CLASS_HAN : CLASS_WESTERN;
    default: return c >= 0xFF00 && c <= 0xFFEF ? CLASS_HAN : CLASS_WESTERN;
    }
}

static const struct class_range *find_range(const struct class_range *v, size_t n, uint32_t c)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (v[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && v[low].first <= c ? &v[low] : NULL;
}

enum char_class class_of(uint32_t c)
{
    if (c >= 0x4E00 && c <= 0x9FFF)
        return CLASS_HAN;
    const struct class_range *range = find_range(ranges, sizeof ranges / sizeof *ranges, c);
    return range ? range->class : class_of_script(c);
}

bool rules_is_sign(uint32_t c)
{
    const struct class_range *range =
        find_range(overrides, sizeof overrides / sizeof *overrides, c);
    return range && range->class == CLASS_HAN;
}

int stage_weight(enum stage s)
{
#define REDUCTION(stage, weight) [STAGE_##stage] = (weight),
#define EXPANSION(stage, weight)
    static const int weights[STAGE_S_COUNT] = {
#include "compose/stages.def"
    };
#undef REDUCTION
#undef EXPANSION
    return weights[s];
}

int expansion_weight(enum expansion x)
{
#define REDUCTION(stage, weight)
#define EXPANSION(stage, weight) [STAGE_##stage] = (weight),
    static const int weights[STAGE_X_COUNT] = {
#include "compose/stages.def"
    };
#undef REDUCTION
#undef EXPANSION
    return weights[x];
}

const char *stage_name(enum stage s)
{
#define REDUCTION(stage, weight) [STAGE_##stage] = #stage,
#define EXPANSION(stage, weight)
    static const char *const names[STAGE_S_COUNT] = {
#include "compose/stages.def"
    };
#undef REDUCTION
#undef EXPANSION
    return names[s];
}

const char *expansion_name(enum expansion x)
{
#define REDUCTION(stage, weight)
#define EXPANSION(stage, weight) [STAGE_##stage] = #stage,
    static const char *const names[STAGE_X_COUNT] = {
#include "compose/stages.def"
    };
#undef REDUCTION
#undef EXPANSION
    return names[x];
}

/* ---- the tables as a layout has them ---- */

#define PRESET(name, written, chinese, stop, pause, open, close, adjacent, line_end, line_start,   \
               stops, elastic)                                                                     \
    {stop,                                                                                         \
     pause,                                                                                        \
     open,                                                                                         \
     close,                                                                                        \
     ADJACENT_##adjacent,                                                                          \
     LINE_END_##line_end,                                                                          \
     LINE_START_##line_start,                                                                      \
     STOPS_##stops,                                                                                \
     elastic},
static const struct preset {
    int stop, pause, open, close;
    enum adjacent adjacent;
    enum line_end line_end;
    enum line_start line_start;
    enum stops stops;
    bool elastic;
} presets[] = {
#include "layout/presets.def"
};
#undef PRESET

#define RULE(class, body, left, right, no_start, no_end, stage) #class,
static const char *const class_names[CLASS_COUNT] = {
#include "compose/rules.def"
};
#undef RULE

/* What a layout says of a character; the low byte is its class + 1, or 0. */
enum {
    NOT_AT_START = 1 << 8,
    MAY_START = 1 << 9,
    NOT_AT_END = 1 << 10,
    MAY_END = 1 << 11,
    MAY_HANG = 1 << 12,
    STAGE_SHIFT = 16, /* from this bit on: its stage + 1, or 0 */
};

static void mark_all(struct rules *r, str characters, uintptr_t flag)
{
    for (size_t at = 0; at < characters.n;) {
        uintptr_t *slot = map_slot_number(r->characters, utf8_next(characters, &at), NULL);
        *slot |= flag;
    }
}

/* Class names are written small and with hyphens in layouts: middle-dot. */
static bool is_class_name(str text, const char *name)
{
    size_t i = 0;
    for (; i < text.n && name[i]; i++) {
        char c = name[i] == '_' ? '-' : (char)(name[i] + ('a' - 'A'));
        if (text.p[i] != c)
            return false;
    }
    return i == text.n && !name[i];
}

static int find_class(str name)
{
    int i = 0;
    while (i < CLASS_COUNT && !is_class_name(name, class_names[i]))
        i++;
    return i;
}

static void override_class(struct rules *r, const struct class_value *v, struct diags *d)
{
    int class = find_class(v->name);
    for (size_t at = 0; class < CLASS_COUNT && at < v->value.n;) {
        uintptr_t *slot = map_slot_number(r->characters, utf8_next(v->value, &at), NULL);
        *slot = (*slot & ~(uintptr_t)0xFF) | (uintptr_t)(class + 1);
    }
    if (class < CLASS_COUNT)
        return;
    diag_add(d, DIAG_UNKNOWN_NAME, v->at, "there is no character class `%.*s`", STR_ARG(v->name));
    diag_hint(d, "known: han, western, stop, pause, open, close, dash, ellipsis, connector, "
                 "middle-dot, solidus, prefix, postfix …");
}

/* PW-00: a mark's width inside a line. An interpunct of one em has its blank on both sides, and
 * gives it first (PW-08). */
static void set_width(struct rules *r, const struct class_value *v, struct diags *d)
{
    enum { HALF = 500 };
    int class = find_class(v->name), width = (int)length_scale(v->ratio, 1000, LENGTH_PT);
    if (class < CLASS_COUNT && (rules[class].left || rules[class].right)) {
        r->kept[class] = width - HALF;
    } else if (class == CLASS_MIDDLE_DOT) {
        struct class_rule *dot = &r->classes[class];
        dot->body = width;
        dot->left = dot->right = r->kept[class] = (width - HALF) / 2;
    } else {
        diag_add(d, DIAG_UNKNOWN_NAME, v->at, "`%.*s` is no class of marks with a blank",
                 STR_ARG(v->name));
        diag_hint(d, "known: stop, pause, open, close, middle-dot");
    }
}

/* -1: no stage in which marks give way: S1 is the line's end, S6 the Han–Western gaps'. */
static int find_stage(str name)
{
    if (str_is(name, "none"))
        return STAGE_NONE;
    for (int i = STAGE_S2; i < STAGE_S_COUNT; i++)
        if (i != STAGE_S6 && str_is(name, stage_name((enum stage)i)))
            return i;
    return -1;
}

static void set_stage(struct rules *r, const struct class_value *v, struct diags *d)
{
    int class = find_class(v->name), stage = find_stage(v->value);
    if (stage < 0) {
        diag_add(d, DIAG_BAD_VALUE, v->value_at, "marks do not give way in stage `%.*s`",
                 STR_ARG(v->value));
        diag_hint(d, "known: S2, S3, S4, S5, S7 and none (LA-03)");
    } else if (class < CLASS_COUNT) {
        r->classes[class].stage = (enum stage)stage;
    } else if (v->name.n && (unsigned char)v->name.p[0] >= 0x80) {
        mark_all(r, v->name, (uintptr_t)(stage + 1) << STAGE_SHIFT);
    } else {
        diag_add(d, DIAG_UNKNOWN_NAME, v->at, "there is no character class `%.*s`",
                 STR_ARG(v->name));
        diag_hint(d, "known: stop, pause, open, close, middle-dot; or write the characters");
    }
}

static struct text32 decode(struct arena *a, str text)
{
    struct text32 t = {.c = arena_many(a, text.n + 1, uint32_t)};
    for (size_t at = 0; at < text.n;)
        t.c[t.n++] = utf8_next(text, &at);
    return t;
}

void rules_init(struct rules *r, struct arena *a, const struct composition *c, struct diags *d)
{
    const struct preset *p = &presets[c->marks];
    *r = (struct rules){.composition = *c, .elastic = p->elastic, .characters = map_new()};
    r->kept[CLASS_STOP] = p->stop;
    r->kept[CLASS_PAUSE] = p->pause;
    r->kept[CLASS_OPEN] = p->open;
    r->kept[CLASS_CLOSE] = p->close;
    memcpy(r->classes, rules, sizeof rules);
    if (c->adjacent == ADJACENT_PRESET)
        r->composition.adjacent = p->adjacent;
    if (c->line_end == LINE_END_PRESET)
        r->composition.line_end = p->line_end;
    if (c->line_start == LINE_START_PRESET)
        r->composition.line_start = p->line_start;
    if (c->stops == STOPS_PRESET)
        r->composition.stops = p->stops;
    mark_all(r, c->not_at_start, NOT_AT_START);
    mark_all(r, c->may_start, MAY_START);
    mark_all(r, c->not_at_end, NOT_AT_END);
    mark_all(r, c->may_end, MAY_END);
    mark_all(r, c->hang_marks, MAY_HANG);
    for (size_t i = 0; i < c->classes.n; i++)
        override_class(r, &c->classes.v[i], d);
    for (size_t i = 0; i < c->widths.n; i++)
        set_width(r, &c->widths.v[i], d);
    for (size_t i = 0; i < c->stages.n; i++)
        set_stage(r, &c->stages.v[i], d);
    rules_keep_together(r, a, &c->keep_together);
}

void rules_keep_together(struct rules *r, struct arena *a, const struct texts *words)
{
    struct text32 *all = arena_many(a, r->n_words + words->n + 1, struct text32);
    if (r->n_words)
        memcpy(all, r->words, r->n_words * sizeof *all);
    for (size_t i = 0; i < words->n; i++)
        all[r->n_words++] = decode(a, words->v[i]);
    r->words = all;
}

void rules_finish(struct rules *r)
{
    map_free(r->characters);
}

enum char_class rules_class(const struct rules *r, uint32_t c)
{
    uintptr_t own = map_get_number(r->characters, c) & 0xFF;
    return own ? (enum char_class)(own - 1) : class_of(c);
}

bool rules_no_start(const struct rules *r, enum prohibition_level level, enum char_class class,
                    uint32_t c)
{
    uintptr_t own = map_get_number(r->characters, c);
    if (own & (NOT_AT_START | MAY_START))
        return (own & NOT_AT_START) != 0;
    return rules[class].no_start <= (int)level;
}

bool rules_no_end(const struct rules *r, enum prohibition_level level, enum char_class class,
                  uint32_t c)
{
    uintptr_t own = map_get_number(r->characters, c);
    if (own & (NOT_AT_END | MAY_END))
        return (own & NOT_AT_END) != 0;
    return rules[class].no_end <= (int)level;
}

enum stage rules_stage(const struct rules *r, enum char_class class, uint32_t c)
{
    uintptr_t own = map_get_number(r->characters, c) >> STAGE_SHIFT;
    enum stage stage = own ? (enum stage)(own - 1) : r->classes[class].stage;
    bool kept = !r->elastic || (stage == STAGE_S7 && r->composition.stops == STOPS_KEEP);
    return kept ? STAGE_NONE : stage;
}

bool rules_hangs(const struct rules *r, uint32_t c)
{
    if (!r->composition.hang_marks.n)
        return rules_has(c, TRAIT_HANGS);
    return (map_get_number(r->characters, c) & MAY_HANG) != 0;
}

bool rules_frees(const struct rules *r, uint32_t end, uint32_t start)
{
    return (map_get_number(r->characters, end) & MAY_END) ||
           (map_get_number(r->characters, start) & MAY_START);
}

bool class_is_western(enum char_class c)
{
    return c == CLASS_WESTERN || c == CLASS_WESTERN_OPEN || c == CLASS_WESTERN_CLOSE ||
           c == CLASS_PREFIX || c == CLASS_POSTFIX;
}

bool class_is_plain(enum char_class c)
{
    return c == CLASS_WESTERN || c == CLASS_HAN || c == CLASS_ITERATION;
}

bool rules_has(uint32_t c, enum trait trait)
{
    enum {
        SHARED = TRAIT_SHARED,
        APOSTROPHE = TRAIT_APOSTROPHE,
        LOUD = TRAIT_LOUD,
        HANGS = TRAIT_HANGS,
        BULLET = TRAIT_BULLET,
        DEGREE = TRAIT_DEGREE
    };
#define TRAIT(code, is) {code, is},
    static const struct {
        uint32_t c;
        int is;
    } traits[] = {
#include "compose/traits.def"
    };
#undef TRAIT
    for (size_t i = 0; i < sizeof traits / sizeof *traits && traits[i].c <= c; i++)
        if (traits[i].c == c)
            return traits[i].is & trait;
    return false;
}

/* ---- numbers and what belongs to them ---- */

static bool is_character(const char *z, uint32_t c)
{
    size_t at = 0;
    return utf8_next(str_of(z), &at) == c;
}

enum counter rules_counter(uint32_t c)
{
#define COUNTER(text, what) {text, COUNTER_##what},
    static const struct {
        const char *text;
        enum counter what;
    } counters[] = {
#include "compose/counters.def"
    };
#undef COUNTER
    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
        if (is_character(counters[i].text, c))
            return counters[i].what;
    return COUNTER_NONE;
}

static bool is_text(const char *z, const uint32_t *text, size_t n)
{
    str s = str_of(z);
    size_t at = 0, i = 0;
    while (at < s.n && i < n && utf8_next(s, &at) == text[i])
        i++;
    return at == s.n && i == n;
}

static bool is_simple_unit(const uint32_t *text, size_t n)
{
#define UNIT(text) text,
    static const char *const units[] = {
#include "compose/units.def"
    };
#undef UNIT
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (is_text(units[i], text, n))
            return true;
    return false;
}

bool rules_is_unit(const uint32_t *text, size_t n)
{
    size_t part = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] != '/')
            continue;
        if (!is_simple_unit(text + part, i - part))
            return false;
        part = i + 1;
    }
    return is_simple_unit(text + part, n - part);
}

static bool ends_with(const uint32_t *text, size_t n, str label)
{
    size_t at = label.n;
    while (at > 0 && n > 0 && utf8_before(label, at) == text[n - 1]) {
        n--;
        do
            at--;
        while (at > 0 && ((unsigned char)label.p[at] & 0xC0) == 0x80);
    }
    return at == 0;
}

bool rules_label_ends(const uint32_t *text, size_t n)
{
#define LABEL(text) text,
    static const char *const labels[] = {
#include "compose/labels.def"
    };
#undef LABEL
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (ends_with(text, n, str_of(labels[i])))
            return true;
    return false;
}
