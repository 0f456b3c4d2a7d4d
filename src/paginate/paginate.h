/* Stage "paginate": from an issue and a layout to pages. */
#pragma once

#include "compose/compose.h"

/** Lays the issue out, articles side by side on up to `threads` threads; the pages and what is
 * reported do not depend on their number. Pages live in the arena. Reports what does not fit; NULL
 * when there are no pages to speak of. */
const struct pages *paginate(struct arena *a, const struct issue *issue,
                             const struct layout *layout, struct composer *composer,
                             unsigned threads, struct diags *d);
