/* Whether pages print what the imprint must say (NP-05, NP-07). */
#pragma once

#include "paginate/fields.h"

/** The fields that the frames of pages print. */
struct printed_fields {
    bool fields[TEMPLATE_FIELD_COUNT];
};

/** Adds those of the frames of page `page` (from 1), whose master is `m`. */
void imprint_note(struct printed_fields *p, const struct master *m, size_t page);

/** Reports what the issue's imprint says and no page prints, though it must be printed. */
void imprint_report(const struct printed_fields *p, const struct issue *issue, struct arena *a,
                    struct diags *d);
