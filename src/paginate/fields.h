/* Text templates filled in: fields to values. */
#pragma once

#include "paginate/paginate.h"

/** Where fields get their values. NULL or empty members leave their fields empty. */
struct field_values {
    const struct issue *issue;
    const struct article *article;
    str section;
    size_t page, pages; /* numbers from 1; 0: not known here */
    str n;              /* {n} */
    struct place n_at;
    const struct correction *correction; /* {correction.…} */
    bool marks; /* the article's fields with the marks of their notes (FN-10) */
};

/** Several values as one text, `separator` between them. */
str join_values(struct arena *a, const struct value *values, size_t n, str separator);

/** Whether names of two and of three Han stand among them. */
bool names_are_mixed(const struct value *names, size_t n);

/** The same for names of people; `loose`: those of two Han are as wide as those of three (NP-11).
 */
str join_names(struct arena *a, const struct value *names, size_t n, str separator, bool loose);

/** Fills a template. The spans (each with the place of the text it holds) live in the arena; `*n`
 * is 0 when the template has fields and all of them are empty. */
const struct span *template_fill(struct arena *a, const struct text_template *t,
                                 const struct field_values *v, size_t *n);

/** Whether a condition holds; `new_section` says whether a section begins here. */
bool conditions_hold(struct arena *a, const struct conditions *c, const struct field_values *v,
                     bool new_section);

/** The same as template_fill() for a furniture: also `*n` 0 when its condition does not hold. */
const struct span *furniture_fill(struct arena *a, const struct furniture *f,
                                  const struct field_values *v, bool new_section, size_t *n);
