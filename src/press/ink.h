/* How much ink lies where on a page: a raster of the plates, painted as a press paints them
 * (knocking out or overprinting). Flat colours are exact; pictures are sampled; type and lines
 * thinner than a cell do not count, as nobody measures them. Reckoned here and not by a RIP run
 * beside it: it needs no other program, gives the same figures everywhere, and knows the place. */
#pragma once

#include "press/content.h"

struct ink;
struct ink *ink_new(void);
void ink_free(struct ink *ink);

/** Begins a page of blank paper. */
void ink_begin(struct ink *ink, const struct box *page);

struct ink_paint {
    const struct clip *clip;
    struct box clip_box;
    struct plates plates;
    double alpha;
    bool overprint;   /* plates of the space that get no ink, and plates it does not speak of, are
                         kept */
    bool keeps_zeros; /* OPM 1 in DeviceCMYK: also process plates with 0 are kept */
    bool multiplies;  /* a blend mode that darkens */
};

void ink_fill(struct ink *ink, const struct path *path, bool even_odd, const struct ink_paint *p);
void ink_stroke(struct ink *ink, const struct path *path, double width, const struct ink_paint *p);

/** A picture's colour and opacity at a point of the unit square. */
typedef double ink_sampler(const void *picture, double u, double v, struct plates *to);
void ink_picture(struct ink *ink, const struct matrix *m, ink_sampler *sampler, const void *picture,
                 const struct ink_paint *p);

/** What lies over a limit within a box: area in mm², the greatest total, where (around all). */
struct ink_over {
    double area, most;
    struct box box;
};
struct ink_over ink_over(const struct ink *ink, const struct box *within, double limit);

/** Whether there is ink at a point. */
bool ink_at(const struct ink *ink, double x, double y);
/** The side of a cell in points. */
double ink_cell(const struct ink *ink);
