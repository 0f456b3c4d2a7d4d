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

/** Reduction and expansion stages in the order in which they are used (LA-03, LA-04). S1 (marks at
 * the line end) is always done (PW-04). */
enum stage {
    STAGE_S2,
    STAGE_S3,
    STAGE_S4,
    STAGE_S5,
    STAGE_S6,
    STAGE_S7,
    STAGE_S_COUNT,
    STAGE_NONE
};
enum expansion { STAGE_X1, STAGE_X2, STAGE_X3, STAGE_X_COUNT };

struct class_rule {
    int body, left, right; /* 1/1000 em; body 0: the font's own */
    int no_start, no_end;  /* enum prohibition_level, or LEVEL_NEVER */
    enum stage stage;
};
#define LEVEL_NEVER 99

const struct class_rule *class_rule(enum char_class c);

/** The class of a code point, without context (CC-17 and single dashes are resolved later). */
enum char_class class_of(uint32_t c);

/** Cost of moving one em in a stage (LA-08). */
int stage_weight(enum stage s);
int expansion_weight(enum expansion x);

/** How much one gap may give or take, in 1/1000 em (HL-01, CC-14); X3 has no cap. */
#define GAP_SHRINK_HAN_WESTERN 125
#define GAP_GROW_HAN_WESTERN   250
#define GAP_GROW_WORD          250
/** LA-04: an X3 gap over this is reported. */
#define GAP_LOOSE 250

/** PG-06: the fewest Han that the last line of a longer paragraph may hold. */
#define LAST_LINE_HAN 2

/** Blank between Han typed by the author (names in a list), in 1/1000 em. */
#define GAP_HAN_SPACE 500
