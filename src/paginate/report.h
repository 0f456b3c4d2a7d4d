/* What was decided about pages: for explaining them. */
#pragma once

#include "paginate/costs.h"

/** Why a column ends where it does. */
enum column_end {
    COLUMN_FULL,   /* nothing more fits */
    COLUMN_KEPT,   /* what comes next stays together and does not fit */
    COLUMN_CHOSEN, /* more would have fitted, at a higher cost in all */
    COLUMN_LAST,   /* nothing is left */
};

struct column_report {
    struct place from, to;           /* of its first and last piece; source NULL: it has none */
    int text, notes, figures, white; /* lines */
    int stretch;                     /* of the white, lines above its headings */
    enum column_end end;
    int kept;       /* lines of what comes next and stays together */
    enum flaw flaw; /* of its end */
    /* balanced columns that are not of equal length (GR-06): what an end a line earlier would part,
     * so that this one is longer than the others */
    bool holds;        /* what stays together */
    enum flaw earlier; /* or a paragraph, badly */
};

/** A picture at the head or foot of columns (GR-08). */
struct figure_report {
    struct place at;
    int first_column, n_columns; /* number of the first in the frame, from 1 */
    int line, lines;             /* its first one in the frame, from 1 */
    bool late;                   /* it is mentioned here and stands on a later page */
    bool foot;
    int mention; /* number of the column that mentions it; 0: it is on an earlier page */
};

/** A part of an article in a frame. */
struct band_report {
    const struct article *article;
    size_t article_number; /* from 1 */
    bool has_head, broken;
    int top, gap, head, under, lines;
    int64_t cost, gap_cost;
    struct costs costs; /* the parts of `cost` */
    const struct figure_report *figures;
    size_t n_figures;
    const struct column_report *columns;
    int first_column, n_columns; /* number of the first in the frame, from 1 */
};

/** The frames of a thread together, after the last of them. */
struct thread_report {
    str name; /* empty: the main one */
    struct costs costs;
    int64_t saved; /* see thread_savings() */
};

/** A frame of a page. */
struct region_report {
    size_t page; /* number, from 1 */
    str frame, thread;
    int lines, columns, white; /* white: lines at its foot */
    int64_t white_cost;
    const struct band_report *bands;
    size_t n;
    const struct thread_report *ended; /* the thread that ends here; NULL: it goes on */
};

typedef void region_observer(const struct region_report *report, void *data);

/** Tells of all frames, page by page. The reports live until the function returns. */
void report_regions(const struct setter *s, const struct threads *t, region_observer *fn,
                    void *data);
