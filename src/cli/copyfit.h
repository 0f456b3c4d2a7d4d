/* Copy-fit (NP-24): sets an issue again and again, with as little changed as will do, until it has
 * the pages it is to have; says where that cannot be had. */
#pragma once

#include "issue/issue.h"
#include "layout/layout.h"
#include "paginate/report.h"

/** What a frame of a page holds. */
struct copyfit_frame {
    size_t page; /* from 1 */
    str frame;
    int columns, lines; /* lines: of a column */
    int used, free;     /* lines of all columns together */
};

/** What an article takes, in lines of one column: heads over several columns count for each. */
struct copyfit_article {
    const struct article *article;
    size_t first_page, last_page; /* from 1 */
    int lines;
    size_t characters; /* Han of its text */
};

/** An issue as it was set. */
struct copyfit_measure {
    size_t pages;
    struct copyfit_frame *frames;
    size_t n_frames;
    struct copyfit_article *articles;
    size_t n_articles;
    int line_characters; /* of the grid */
};

/** How much each remedy gives; 0: nothing. */
struct copyfit_dose {
    int marks;   /* presets gone through in `fit.marks` */
    int figures; /* % taken off */
    int lines;   /* more in a column; fewer when negative */
    int size;    /* tenths of a point taken off; added when negative */
};

struct copyfit_step {
    enum fit_remedy remedy;
    bool reached;        /* with this one the issue has its pages */
    struct message told; /* how far it went */
};

struct copyfit {
    size_t wanted; /* pages; 0: any number does */
    bool reached;
    struct copyfit_dose dose;
    str changes; /* to the layout, as YAML; empty: none */
    struct article *articles;
    size_t n_articles; /* of the issue with its fillers */
    size_t n_fillers;
    struct copyfit_step steps[FIT_REMEDY_COUNT];
    int n_steps;
    struct copyfit_measure before, after;
    int trials;
    int over; /* lines too many for the pages wanted; too few when negative; 0 when reached */
};

/** What is set: the layout by its folder, as it has to be read anew. */
struct copyfit_job {
    const struct issue *issue;
    const struct layout *layout; /* without changes */
    const char *folder;          /* of the layout */
    struct fonts *fonts;
    unsigned threads;
};

/** Whether anything is asked of the number of pages, or white is to be filled. */
bool copyfit_asked(const struct issue *issue, const struct layout *layout);

/** Finds what to change. All in the arena. Reports what fillers have wrong, what was changed
 * (`fit-used`) and what could not be had (`fit-missed`). */
struct copyfit copyfit_find(struct arena *a, const struct copyfit_job *job, struct diags *d);

/** Measures an issue while it is paginated: an observer of regions, and its data. */
struct copyfit_meter;
struct copyfit_meter *copyfit_meter_new(struct arena *a);
region_observer copyfit_see;
void copyfit_meter_free(struct copyfit_meter *m); /* what it read stays, in the arena */
struct copyfit_measure copyfit_read(const struct copyfit_meter *m, const struct issue *issue,
                                    const struct layout *layout, size_t pages);

/** Lines of the grid as characters, rounded to what an editor counts in. */
int copyfit_characters(const struct copyfit_measure *m, int lines);
