/* Numbers of foot notes: from 1 on every page (FN-01). */
#pragma once

#include "paginate/plan.h"

/** Whether any article has notes that are numbered so. */
bool note_numbers_wanted(const struct plan *p);

/** Numbers all notes by the pages they stand on; whether that changed any. */
bool note_numbers_set(struct plan *p);
