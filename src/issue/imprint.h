/* What stands in the imprint (版本记录) and what the rules on publications ask of it: NP-04 to
 * NP-07. Private to the stage. */
#pragma once

#include "issue/prose.h"
#include "issue/reading.h"
#include "issue/schema.h"

/** Reads the map `imprint` over what was there: issue.yaml may say a part of it. struct imprint */
field_read_fn imprint_read;

/** Reports numbers that cannot be right, and what an issue of its type must or must not say. */
void imprint_check(const struct issue *issue, struct diags *d);

/** What a publication must not call itself or its authors (NP-06): a word of imprint.def. */
check_fn check_self_naming;

/** Of internal publications (内部资料): reports what an article must not call itself (NP-06). */
void imprint_check_article(const struct article *article, struct diags *d);
