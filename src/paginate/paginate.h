/* Stage "paginate": from an issue and a layout to pages. */
#pragma once

#include "compose/compose.h"

struct region_report;

struct paginate_options {
    unsigned threads; /* of the processor: the pages and what is reported do not depend on them */
    /* told of every frame of every page (paginate/report.h); NULL: nobody is */
    void (*observer)(const struct region_report *report, void *data);
    void *observer_data;
};

/** Lays the issue out. Pages live in the arena. Reports what does not fit; NULL when there are no
 * pages to speak of. */
const struct pages *paginate(struct arena *a, const struct issue *issue,
                             const struct layout *layout, struct composer *composer,
                             const struct paginate_options *options, struct diags *d);
