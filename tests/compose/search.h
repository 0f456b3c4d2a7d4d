/* Watches the choice of breaks: what it costs beside what other ways of breaking the same units
 * would, and how much it looks at. The linker puts the functions here in the place of composition's
 * own (--wrap). */
#pragma once

#include "compose/paragraph.h"

/** The last paragraph's search. Costs as composition counts them (LA-08). */
struct search_result {
    size_t units, lines;
    size_t emergencies; /* lines that end where none may */
    size_t weighed; /* calls of measure_line() and measure_excess() while it was broken and set */
    int64_t cost;   /* of the lines chosen */
    int64_t greedy; /* of the fullest lines, one after another */
    int64_t least;  /* of the best of all legal ways; UNKNOWN unless it was asked for or if there
                       is none without an emergency */
    enum text_align align; /* which an overlong word may change (LW-05) */
    bool least_is_near; /* in that way no line but the last lacks more than is worth looking at */
};
#define COST_UNKNOWN INT64_MIN

/** Says whether the best of all legal ways is to be found, in square time, and greedy lines. */
void search_compare(bool on);
const struct search_result *search_last(void);

/** How much of line `i` of the last paragraph hangs outside its measure (HP). */
length search_hung(size_t i);
