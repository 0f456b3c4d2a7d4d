/* Which plates a colour prints on. */
#pragma once

#include "input/space.h"

/** Coverage of the plates, each 0 to 1; `spot` is the sum of the spot colours'. */
struct plates {
    double c, m, y, k, spot;
    bool all;     /* the registration colour: on every plate */
    bool exact;   /* false when the colour still has to be converted for the press */
    bool process; /* the space speaks of C, M, Y and K */
};

/** Components: 0 to 1 each (INDEXED: the index). */
struct plates space_plates(const struct space *space, const double *v);

static inline double plates_total(const struct plates *p)
{
    return p->c + p->m + p->y + p->k + p->spot;
}

/** A colorant of process printing: 0 to 3 for Cyan, Magenta, Yellow, Black; else -1. */
int colorant_process(str name);
