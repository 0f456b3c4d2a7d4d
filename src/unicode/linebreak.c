#include "unicode/linebreak.h"

#include <stdbool.h>

/* enum state, enum break_class, class_blocks, class_values, transitions: linebreak.py */
#include "linebreak_tables.h"

/* What a transition says beside the next state; the first three are enum line_break. */
enum action {
    ACTION_NEVER = LINE_BREAK_NEVER,
    ACTION_ALLOW = LINE_BREAK_ALLOWED,
    ACTION_FORCE = LINE_BREAK_FORCED,
    ACTION_NUMBER, /* no break here, and none before the opening mark (LB25) */
};

struct walk {
    unsigned state;
    size_t opening; /* in STATE_OPENED: where the mark stands */
    bool joiner;    /* the character before is a ZWJ */
};

static enum break_class class_of(uint32_t c)
{
    if (c > LAST_CODE_POINT)
        c = LAST_CODE_POINT;
    size_t block = class_blocks[c >> BLOCK_SHIFT];
    return class_values[block << BLOCK_SHIFT | (c & ((1u << BLOCK_SHIFT) - 1))];
}

/* The break before a character of class `next`, which is text[i]. */
static enum action step(struct walk *w, enum break_class next, size_t i)
{
    unsigned transition = transitions[w->state][next];
    unsigned state = transition & STATE_MASK;
    enum action action = transition >> STATE_BITS;
    if (state == STATE_OPENED && w->state != STATE_OPENED)
        w->opening = i;
    if (w->joiner && action == ACTION_ALLOW)
        action = ACTION_NEVER; /* LB8a; line ends and spaces after a ZWJ are never ALLOW */
    w->joiner = next == BREAK_CLASS_ZWJ;
    w->state = state;
    return action;
}

void unicode_line_breaks(const uint32_t *text, size_t n, unsigned char *breaks)
{
    struct walk w = {.state = STATE_START};
    for (size_t i = 0; i < n; i++) {
        enum action action = step(&w, class_of(text[i]), i);
        if (i == 0)
            continue;
        if (action == ACTION_NUMBER) {
            breaks[w.opening - 1] = LINE_BREAK_NEVER;
            action = ACTION_NEVER;
        }
        breaks[i - 1] = (unsigned char)action;
    }
    if (n > 0)
        breaks[n - 1] = LINE_BREAK_FORCED;
}
