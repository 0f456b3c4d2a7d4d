/* Gradients of drawings as patterns. */
#pragma once

#include "base/buf.h"
#include "pdf/colors.h"
#include "picture/drawing.h"

/** Appends the pattern (ISO 32000-1 8.7.4) of a gradient in a form `height` high, whose y grows
 * upwards. Its colours run in the space that put_color() sets with `colors`: those of screens, or
 * inks; with NULL, where one of them is light, all are light of `rgb`, a colour space. */
void put_gradient(struct buf *b, const struct drawing_gradient *g, length height,
                  const struct colors *colors, str rgb);

/** The colour as those of layouts are. */
struct color gradient_color(const struct drawing_color *c);

/** Whether a colour of it is light. */
bool gradient_has_light(const struct drawing_gradient *g);
