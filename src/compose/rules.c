#include "compose/rules.h"

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

#define LEVEL_NONE   PROHIBITION_NONE
#define LEVEL_BASIC  PROHIBITION_BASIC
#define LEVEL_GB     PROHIBITION_GB
#define LEVEL_STRICT PROHIBITION_STRICT
#define RULE(class, body, left, right, no_start, no_end, stage)                                    \
    {body, left, right, LEVEL_##no_start, LEVEL_##no_end, STAGE_##stage},
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

enum char_class class_of(uint32_t c)
{
    if (c >= 0x4E00 && c <= 0x9FFF)
        return CLASS_HAN;
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < sizeof ranges / sizeof *ranges && ranges[low].first <= c)
        return ranges[low].class;
    return class_of_script(c);
}

int stage_weight(enum stage s)
{
    static const int weights[STAGE_S_COUNT] = {
        [STAGE_S2] = 1, [STAGE_S3] = 1, [STAGE_S4] = 1,
        [STAGE_S5] = 1, [STAGE_S6] = 3, [STAGE_S7] = 6,
    };
    return weights[s];
}

int expansion_weight(enum expansion x)
{
    static const int weights[STAGE_X_COUNT] = {[STAGE_X1] = 2, [STAGE_X2] = 4, [STAGE_X3] = 10};
    return weights[x];
}
