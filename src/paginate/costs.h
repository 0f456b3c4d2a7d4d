/* What the columns that were chosen cost, weight by weight: for explaining them. */
#pragma once

#include "paginate/threads.h"

enum { COSTS_MAX = 20 };

/** A sum by the weights that it is made of. */
struct costs {
    struct cost_part {
        const char *weight; /* its key */
        int64_t cost;
    } v[COSTS_MAX];
    size_t n;
};

/** Adds to the part of a weight; nothing where that is 0. */
void costs_add(struct costs *c, const char *weight, int64_t cost);
void costs_add_all(struct costs *c, const struct costs *more);
int64_t costs_sum(const struct costs *c);

/** The parts of a band's cost; none where it was broken. */
struct costs band_costs(const struct thread *t, const struct region *r, const struct band *b);

/** What the white above it costs that is more than a gap asks for. */
int64_t band_gap_cost(const struct thread *t, const struct band *b);

/** Lines that stay white at the foot of a sheet of the thread, and what they cost. */
int sheet_white(const struct thread *t, size_t sheet);
int64_t sheet_white_cost(const struct thread *t, size_t sheet);

/** What all sheets cost together: where the frames have one measure, the cost of the sheets. */
struct costs thread_costs(const struct thread *t);

/** What an exhaustive search would have saved, 0: nothing; -1: none was made, since the thread's
 * frames have several measures or its text is too long. */
int64_t thread_savings(const struct thread *t);
