/* What is not as it should be where columns end. */
#pragma once

#include "paginate/threads.h"

/** Reports what a thread's dealing had to break, and the widows and orphans that it left. */
void flaws_report(const struct thread *t, struct diags *diags);
