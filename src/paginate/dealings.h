/* Dealings that were done before. Notes are numbered by page, so articles are set and dealt out
 * several times over, most often into lines of the same look: the search is spared then. */
#pragma once

#include "paginate/columns.h"

struct dealings;
struct dealings *dealings_new(void);
void dealings_free(struct dealings *m);

/** As deal(), or what that found before for a flow and a dealing that look the same to it. The
 * flow's pieces must live as long as the memory does. */
struct sheets dealings_deal(struct dealings *m, struct arena *a, const struct flow *flow,
                            const struct dealing *d);
