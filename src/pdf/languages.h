/* Which elements are in another language than their document, by the letters they are in. */
#pragma once

#include "page/page.h"

struct languages;

/** Looks at what each element of the pages says itself. */
struct languages *languages_new(const struct pages *pages);
void languages_free(struct languages *l);

/** Whether an element is in the pages' Western language, and all in it: it has a word of that, and
 * no letter of another script (ISO 14289-1, 7.2). */
bool languages_is_western(const struct languages *l, const struct element *e);
