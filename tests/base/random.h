/* Numbers that look random, the same on every machine. */
#pragma once

#include <stdint.h>

struct random {
    uint64_t state; /* not 0 */
};

/** A number below `below` (xorshift64*). */
static inline uint32_t random_below(struct random *r, uint32_t below)
{
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return (uint32_t)((r->state * 0x2545F4914F6CDD1DULL) >> 33) % below;
}
