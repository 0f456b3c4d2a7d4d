/* Checks of an article's text: what is right as Markdown but wrong as Chinese (sections 1, 3, 14,
 * 16 and 22 of the composition rules). Nothing is changed. */
#pragma once

#include "issue/issue.h"

/** Reports what an editor would mark, with what to write instead. Code, addresses, tables and what
 * is struck out are left alone; so are the checks whose codes the article's head ignores. */
void article_check(const struct article *article, struct diags *d);

/** The same of what articles of an internal publication must not say (NP-06). */
void article_check_internal(const struct article *article, struct diags *d);

/** The same of days of the week beside dates without a year, which are meant near the issue's date
 * (NP-02). */
void article_check_dates(const struct article *article, const struct issue *issue, struct diags *d);

/** Whether the article's head ignores a check. */
bool article_ignores(const struct article *article, enum diag_code code);

/** Whether a code is one of a check. */
bool check_is_known(str code);
