/* Font programs of earlier runs, in the user's cache: to read every outline of a font with tens of
 * thousands of glyphs takes longer than to set an issue, and the next build of it mostly shows the
 * same glyphs. */
#pragma once

#include "pdf/subset.h"

/** Finds the subset that was made of the same glyphs of the same file by the same libraries: sets
 * its codes (allocated already), program and program_size. False, and nothing set, when there is
 * none. */
bool kept_subset_find(struct subset *s);

/** Keeps a subset that subset_make() has made. */
void kept_subset_keep(const struct subset *s);
