/* A layout as one tree: what it extends laid under it, its variables put in. Private to this
 * stage. */
#pragma once

#include "base/yaml.h"

/** Where the parts of a layout came from: itself first, then what it extends, in turn. */
struct layout_lineage {
    const struct source **sources;
    size_t n;
};

/** Reads the layout's text and those of the layouts it extends, which lie in folders beside its
 * own, and lays them over each other: maps key by key, everything else as a whole; `unset` takes
 * away what was inherited; a master that is written as a map changes the inherited frames of these
 * names and adds others. Then each `$name` is replaced by the variable's value. Every node keeps
 * the place it was typed at. `changes`, where there are any, is laid over all. Reports what is
 * wrong; NULL when nothing could be made of it. */
struct yaml *layout_inherit(struct arena *a, const char *folder, const struct source *source,
                            const struct source *changes, struct layout_lineage *lineage,
                            struct diags *d);
