/* The shape of a page: what an editor of a newspaper looks at from afar (GR-11). */
#pragma once

#include "paginate/threads.h"

/** Reports heads of different articles that stand side by side in neighbouring columns (碰题), and
 * white lines that part a page from end to end (断版). */
void shape_report(const struct setter *s, const struct threads *t);
