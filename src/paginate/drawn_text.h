/* The text of pictures that are drawn. */
#pragma once

#include "paginate/canvas.h"

/** Sets the text of a picture over it, where it has any: in the fonts of the layout or the
 * catalogue that its families name, by the rules of composition, as part of the picture's element.
 * What is cropped is left out. Reports families that there are not. */
void drawn_text(struct canvas *c, const struct setter *s, const struct item *picture);
