/* What the parts of copy-fit share: copyfit.c searches, copyfit_dose.c changes the layout,
 * copyfit_filler.c fills. Private to them. */
#pragma once

#include "cli/copyfit.h"

/** What is tried. */
struct search {
    struct arena *arena;
    const struct copyfit_job *job;
    struct article *fillers; /* the pool */
    size_t n_fillers;
    struct copyfit *out;
};

/** The issue as it would be; 0 pages when that cannot be set. */
struct copyfit_measure copyfit_try(struct search *s, const struct copyfit_dose *d,
                                   const struct issue *issue);

/** The changes to the layout, as YAML; empty for no dose. */
str copyfit_changes(struct arena *a, const struct layout *l, const struct copyfit_dose *d);
/** The dose of a remedy at step k, from 1; false beyond its limit. */
bool copyfit_dose_at(const struct layout *l, enum fit_remedy remedy, int k, bool shrink,
                     struct copyfit_dose *d);
/** How far a remedy went. */
struct message copyfit_tell(struct arena *a, const struct layout *l, const struct copyfit_dose *d,
                            enum fit_remedy remedy);

/** Whether the layout lets fillers in and the issue has any. */
bool copyfit_gives_filler(const struct issue *issue, const struct layout *l);
/** Fills what is left up to the end of page `wanted`, when fillers may. */
void copyfit_fill_rest(struct search *s, size_t wanted, const struct copyfit_dose *d,
                       struct copyfit_measure *m);
/** Lines that are free behind the last article. */
int copyfit_free_lines(const struct copyfit_measure *m);
/** What a page of nothing but text takes: that of the last frame. */
int copyfit_page_lines(const struct copyfit_measure *m);
