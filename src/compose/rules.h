/* The rules as data: character classes, prohibition levels, blanks and adjustment stages, from
 * classes.def and rules.def. */
#pragma once

#include "layout/layout.h"

#define RULE(class, body, left, right, no_start, no_end, stage) CLASS_##class,
enum char_class {
#include "compose/rules.def"
    CLASS_COUNT
};
#undef RULE

/** Reduction and expansion stages in the order in which they are used (LA-03, LA-04). S1 has
 * something to give only where marks at a line's end keep their blank (PW-04). */
#define REDUCTION(stage, weight) STAGE_##stage,
#define EXPANSION(stage, weight)
enum stage {
#include "compose/stages.def"
    STAGE_S_COUNT,
    STAGE_NONE
};
#undef REDUCTION
#undef EXPANSION
#define REDUCTION(stage, weight)
#define EXPANSION(stage, weight) STAGE_##stage,
enum expansion {
#include "compose/stages.def"
    STAGE_X_COUNT
};
#undef REDUCTION
#undef EXPANSION

struct class_rule {
    int body, left, right; /* 1/1000 em; body 0: the font's own */
    int no_start, no_end;  /* enum prohibition_level, or PROHIBITION_NEVER */
    enum stage stage;
};
#define PROHIBITION_NEVER 99

const struct class_rule *class_rule(enum char_class c);

/** The class of a code point, without context (CC-17 and single dashes are resolved later). */
enum char_class class_of(uint32_t c);

/** The tables as a layout has them: its preset, its switches, its own classes and prohibitions. */
struct rules {
    struct composition composition; /* with the preset's choices filled in */
    struct class_rule classes[CLASS_COUNT];
    int kept[CLASS_COUNT];  /* of a class's blank inside a line, in 1/1000 em */
    bool elastic;           /* blanks take part in justification */
    struct map *characters; /* code point → what the layout says of it */
    struct text32 {
        uint32_t *c;
        size_t n;
    } * words; /* UB-12 */
    size_t n_words;
};

/** Resolves a layout's composition. Lives in the arena, but for a map: rules_finish(). Reports
 * unknown classes. */
void rules_init(struct rules *r, struct arena *a, const struct composition *c, struct diags *d);
void rules_finish(struct rules *r);

/** Adds words that no line ends in (UB-12). */
void rules_keep_together(struct rules *r, struct arena *a, const struct texts *words);

/** As class_of(), with the layout's own classes. */
enum char_class rules_class(const struct rules *r, uint32_t c);

/** Whether a level and the layout keep a character off a line's start or end. */
bool rules_no_start(const struct rules *r, enum prohibition_level level, enum char_class class,
                    uint32_t c);
bool rules_no_end(const struct rules *r, enum prohibition_level level, enum char_class class,
                  uint32_t c);

/** The stage that takes a mark's blank (LA-03); none in a fixed matrix (PW-00 plain). */
enum stage rules_stage(const struct rules *r, enum char_class class, uint32_t c);

/** Whether a mark may hang at a line's end (HP-02). */
bool rules_hangs(const struct rules *r, uint32_t c);

/** Whether the layout lists one of two characters as one that may end (`end`) or start (`start`) a
 * line, whatever else is said. */
bool rules_frees(const struct rules *r, uint32_t end, uint32_t start);

/** Classes that make up Western words and what sticks to them: no line ends between two of them but
 * at a blank or where words may be divided. */
bool class_is_western(enum char_class c);

/** Classes that no Chinese rule is about: UAX #14 decides between them. */
bool class_is_plain(enum char_class c);

/** LB-16: a sign that UAX #14 takes for a letter, and composition for Han (overrides.def). */
bool rules_is_sign(uint32_t c);

/** What a character is beside its class (traits.def). */
enum trait {
    TRAIT_SHARED = 1 << 0,
    TRAIT_APOSTROPHE = 1 << 1,
    TRAIT_LOUD = 1 << 2,
    TRAIT_HANGS = 1 << 3,
    TRAIT_BULLET = 1 << 4,
    TRAIT_DEGREE = 1 << 5
};
bool rules_has(uint32_t c, enum trait trait);

/** UB-06: a Han that stays with the number before it, and what it makes of that (NU-02). */
enum counter { COUNTER_NONE, COUNTER_QUANTITY, COUNTER_NAME };
enum counter rules_counter(uint32_t c);

/** UB-05: a unit, or a quotient of units. */
bool rules_is_unit(const uint32_t *text, size_t n);

/** UB-07: whether a label ends with text[n - 1]. */
bool rules_label_ends(const uint32_t *text, size_t n);

/** The names of stages, as in stages.def: S1, X1. */
const char *stage_name(enum stage s);
const char *expansion_name(enum expansion x);

/** Cost of moving one em in a stage (LA-08). */
int stage_weight(enum stage s);
int expansion_weight(enum expansion x);

/** How much one gap may give or take, in 1/1000 em (HL-01, CC-14); X3 has no cap. */
#define GAP_SHRINK_HAN_WESTERN 125
#define GAP_GROW_WORD          250
/** LA-04: an X3 gap over this is reported. */
#define GAP_LOOSE 250

/** Blank between Han typed by the author (names in a list), in 1/1000 em. */
#define GAP_HAN_SPACE 500
