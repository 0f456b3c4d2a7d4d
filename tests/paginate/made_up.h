/* Made-up flows for the search for columns: pieces with keeps and flaws, notes, pictures, heads
 * over some columns, one to three frames a page. */
#pragma once

#include "../base/random.h"

#include "paginate/columns.h"

enum { MADE_UP_REGIONS = 4 };

/** How large a flow may be: each figure at most. */
struct made_up_size {
    int columns, segments, pieces;
    int least_lines, lines; /* of a region */
    int head, figure, note; /* lines */
};

struct made_up {
    struct arena *arena;
    struct random random;
    struct region regions[MADE_UP_REGIONS];
    struct dealing dealing;
    struct flow flow;
};

/** Makes a flow in place, as its dealing points to its regions; the same for the same seed. */
void make_up(struct made_up *m, const struct made_up_size *size, uint64_t seed);

/** A number below `below`, of those that the flow is made of. */
uint32_t made_up_next(struct made_up *m, uint32_t below);

/** Whether something in it had to be parted that may not be. */
bool sheets_forced(const struct sheets *sheets);
