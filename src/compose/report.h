/* What an observer of the composer is told of a line: how it was set to its measure, and why it
 * ends where it does. Widths are lengths; what was moved is in thousandths of the em of the
 * paragraph's style. */
#pragma once

#include "compose/compose.h"
#include "compose/rules.h"

/** How far a stage of LA-03 or LA-04 moved a line: all in all, in how many places, and the mean of
 * a place. All 0 where the stage was not used. */
struct line_move {
    int amount, each;
    size_t places;
};

/** What it takes to set a line to the measure. */
struct line_fit {
    length natural;   /* width after squeezing (PW) and without blanks at the line's ends */
    length available; /* measure less indent */
    length rest;      /* what stays free, or below 0 what stands out, when all stages are used */
    length hung;      /* of the last mark, outside the measure (HP-03); not in `natural` */
    struct line_move reduced[STAGE_S_COUNT];
    struct line_move expanded[STAGE_X_COUNT];
    enum line_stage stage;
    bool fits;
    int64_t cost;    /* of the line alone: em moved, in thousandths, weighted (LA-08), with the
                        penalty; what an emergency or a short last line adds is not in it */
    int64_t penalty; /* part of the cost: of a break at its end (UB-06), of a hyphen */
};

/** Why a line does not end at a place near the one where it does. */
enum line_lost {
    LOST_FORBIDDEN, /* a rule says no */
    LOST_WIDE,      /* no stage makes so much room */
    LOST_COST,      /* the line itself costs more */
    LOST_WHOLE,     /* the line costs less, the paragraph as a whole more */
    LOST_ALIKE,     /* the line costs the same, the paragraph no less */
};

struct line_neighbour {
    str around;       /* two clusters, the hyphen when there is one, a bar for the line end, two
                         clusters */
    const char *rule; /* that forbids a line end, such as "LB-01"; NULL: it is legal */
    enum line_lost lost;
    struct line_fit fit; /* of the line that ends here and begins where the chosen one does */
};

enum { NEIGHBOURS_MOST = 3 };

/** The places next to a line's end, the nearest first: two, and the nearest legal one when neither
 * is (as far as it is near enough to count). */
struct line_neighbours {
    struct line_neighbour v[NEIGHBOURS_MOST];
    size_t n;
};

struct line_report {
    const struct article *article; /* as composer_owner() was told */
    unsigned setting; /* how many articles were begun before: of one that is set again, for another
                         measure, the last setting holds */
    size_t article_number;
    bool resumes;         /* first of what is left of a paragraph for another measure: what was told
                             of the paragraph from here on does not hold */
    struct place at, end; /* its first and last character; of those that stand in the article's file
                             when there are any */
    str text;
    str style;   /* name of the paragraph's style */
    length size; /* its em */
    enum text_align align;
    size_t number, of; /* the line in the paragraph, from 1; how many lines that has */
    bool last;         /* of the paragraph, or before a forced end; it has no neighbours */
    bool emergency;    /* no legal end was in reach */
    const char *rule;  /* that forbids its end: in an emergency, or inside a run of marks (LB-07);
                          NULL when none does */
    length indent;
    struct line_fit fit;
    struct line_neighbours before, after;
};

/** Whether the line came out other than the author might like: `loose` by how much its gaps are
 * wider, or what it lacks, in thousandths of an em; `tight` by what the stages took, weighted, or
 * first of all by what stands out. 0: not at all. */
int64_t line_looseness(const struct line_report *r);
int64_t line_tightness(const struct line_report *r);

/** For composition only: tells the observer of all lines of a paragraph that was fitted. */
struct paragraph_state;
struct measure_table;
void paragraph_tell(const struct paragraph_state *p, struct measure_table *table);
