/* The lines that tell where an article goes on and where it comes from (NP-13). */
#pragma once

#include "paginate/canvas.h"

/** Grid lines that （下转第N版） takes under the text where the last line has no room for it; 0:
 * the layout sets none. */
int jump_lines(const struct layout *l);

/** How far a column's last line may reach for （下转第N版） to stand in it, two em away; 0: it
 * never does. `measure` of the column. */
length jump_beside(const struct setter *s, length measure);
