/* What preflight finds: rule, page, place, message. The rules stand in rules.def. */
#pragma once

#include "base/buf.h"
#include "base/diag.h"
#include "press/geometry.h"

/** What a file is judged by; a set of them is a sum. */
enum profile {
    PROFILE_PRINT = 1 << 0,
    PROFILE_X1A = 1 << 1,
    PROFILE_X4 = 1 << 2,
    PROFILE_A2A = 1 << 3,
    PROFILE_UA1 = 1 << 4,
    PROFILES = 5,
};

#define RULE(id, code, severity, profiles, remedy) RULE_##id,
enum rule {
#include "press/rules.def"
    RULE_COUNT
};
#undef RULE

/** Page 0: the file as a whole. The box is in mm from the trim's top left corner, y downwards. */
struct spot {
    size_t page;
    bool placed;
    struct box mm;
};

struct findings;
/** For a file of that name, judged by a set of profiles. */
struct findings *findings_new(const char *file, unsigned profiles);
void findings_free(struct findings *f);

/** Whether the rule belongs to a profile that is judged by. */
bool findings_wants(const struct findings *f, enum rule rule);

/** Notes a finding, if its rule is judged by. Those that say the same of a page are counted as one,
 * with the first one's place. printf rules, never with floating point. */
void findings_add(struct findings *f, enum rule rule, struct spot at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

size_t findings_count(const struct findings *f, enum severity severity);

/** Appends all, by page and rule: as text for reading, or one JSON object a line. */
void findings_print(struct findings *f, struct buf *to, enum diag_format format);

/** The names of a set of profiles: "print, x4". */
void profiles_name(struct buf *b, unsigned profiles, const char *between);
/** The profile of a name; 0 when there is none. */
unsigned profile_named(str name);

/** A number with up to `digits` decimals, in the arena or buffer: for messages. */
void findings_number(struct buf *b, double v, int digits);
