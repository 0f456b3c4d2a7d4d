/* How printed colours look on the screen. */
#pragma once

#include "page/page.h"

/** 0xRRGGBB (sRGB) of an ink mixture on coated paper: the sixteen full overprints of the four inks
 * as offset printing by FOGRA39 shows them, mixed by the areas that they cover (Neugebauer). An
 * impression for choosing and checking, no proof. */
uint32_t ink_on_screen(struct color color);
