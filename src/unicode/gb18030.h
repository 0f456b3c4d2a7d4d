/* Which Han the levels of GB 18030-2022 ask of a font (FT-08). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GB18030_LEVELS = 3 };

/** The level that asks for a character: 1 the Han of the basic plane that the standard lists, 2 the
 * rest of the 通用规范汉字表, 3 the other Han of the extensions B to F; 0: none. */
int gb18030_level(uint32_t c);

/** The Han that a level adds to the ones below: counts those that `has` says yes to; `has` NULL:
 * all of them. */
size_t gb18030_count(int level, bool has(const void *data, uint32_t c), const void *data);
