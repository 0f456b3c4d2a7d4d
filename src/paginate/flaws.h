/* What is not as it should be where columns end. */
#pragma once

#include "paginate/threads.h"

/** Reports what a thread's dealing had to break, and the widows and orphans that it left; `d`: how
 * it was dealt, NULL: to frames of several widths. Where that is known and the thread is not long,
 * the remedies named are tried. */
void flaws_report(const struct thread *t, const struct dealing *d, struct diags *diags);
