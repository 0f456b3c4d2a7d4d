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
};

/** Several values as one text, `separator` between them. */
str join_values(struct arena *a, const struct value *values, size_t n, str separator);

/** Fills a template. The spans (each with the place of the text it holds) live in the arena; `*n`
 * is 0 when the template has fields and all of them are empty. */
const struct span *template_fill(struct arena *a, const struct text_template *t,
                                 const struct field_values *v, size_t *n);

/** The same for a furniture: also `*n` 0 when its condition (`when`) does not hold; `new_section`
 * says whether a section begins here. */
const struct span *furniture_fill(struct arena *a, const struct furniture *f,
                                  const struct field_values *v, bool new_section, size_t *n);
