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
    PROFILE_A3A = 1 << 4,
    PROFILE_UA1 = 1 << 5,
    PROFILES = 6,
    PROFILES_ALL = (1 << PROFILES) - 1,
};

#define RULE(id, code, severity, profiles, a, ua, remedy) RULE_##id,
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
/** The profiles that are judged by. */
unsigned findings_profiles(const struct findings *f);

/** Notes a finding, if its rule is judged by. Those that say the same of a page are counted as one,
 * with the first one's place. The format is a key of the catalogue, as in diag_add(); never with
 * floating point. */
void findings_add(struct findings *f, enum rule rule, struct spot at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

size_t findings_count(const struct findings *f, enum severity severity);
/** How many errors speak against one profile. */
size_t findings_errors(const struct findings *f, enum profile profile);

/** Appends all, by page and rule: as text for reading, or one JSON object a line. */
void findings_print(struct findings *f, struct buf *to, enum diag_format format);

/** The names of a set of profiles: "print, x4". */
void profiles_name(struct buf *b, unsigned profiles, const char *between);
/** The set of profiles that a list of names parted by commas asks for; 0 when a name is none. */
unsigned profiles_named(str names);
/** The standard that a profile stands for: "PDF/X-4". */
const char *profile_standard(enum profile profile);

/** A number with up to `digits` decimals, in the arena or buffer: for messages. */
void findings_number(struct buf *b, double v, int digits);
