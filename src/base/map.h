/* Hash maps with keys of bytes or of 64-bit numbers and pointer-sized values. Iteration is never
 * offered: output must not depend on hash order. */
#pragma once

#include "base/str.h"

#include <stdint.h>

struct map;

struct map *map_new(void);
void map_free(struct map *m); /* accepts NULL */
size_t map_count(const struct map *m);

/** The slot of a key (created with value 0 when it is new; *is_new tells, may be NULL). The slot
 * is valid until the next map_slot(). Text keys are borrowed: they must outlive the map. */
uintptr_t *map_slot(struct map *m, str key, bool *is_new);
uintptr_t *map_slot_number(struct map *m, uint64_t key, bool *is_new);

/** The value of a key, or 0. */
uintptr_t map_get(const struct map *m, str key);
uintptr_t map_get_number(const struct map *m, uint64_t key);
