/* Datelines (电头, NP-12). */
#pragma once

#include "issue/checks.h"
#include "issue/markdown.h"

/** Bytes of the dateline that a text begins with: `本报讯`, `本刊上海讯`, `××社×地5月10日电`, each
 * with a blank or an opening bracket behind it; other names before 讯 with an ideographic space or
 * a reporter's brackets behind them. 0: there is none. */
size_t dateline_length(str s);

/** Parts the dateline that a paragraph begins with from the rest of it: its spans get
 * SPAN_DATELINE, and an ideographic space follows. */
void dateline_take(struct arena *a, struct block *paragraph);

/** Puts the dateline of the article's head before a paragraph. */
void dateline_put(struct arena *a, const struct value *dateline, struct block *paragraph);

/** Whether a block begins with one. */
bool dateline_has(const struct block *b);

/** Reports datelines with a day that the calendar has not, or that is later than the issue. */
void dateline_check(const struct issue *issue, const struct article *article, struct diags *d);
