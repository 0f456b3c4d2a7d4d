/* Letters and glyphs of vertical lines (VT): what shaping asks for when a style is vertical. */
#pragma once

#include "compose/paragraph.h"

/** Says how each letter stands, and shows 『 for “ (VT-03, VT-06). After collecting. */
void vertical_letters(struct paragraph_state *p);

/** Turns letter i, if it must lie along the line and `face` has no vertical form of it (FT-05). */
void vertical_turn(struct paragraph_state *p, size_t i, const struct face *face);

/** Moves the glyph of a stop without a vertical form to its corner (VT-02, FT-05). */
void vertical_corner(const struct letter *l, struct raw_glyph *g);

/** Gives a number whose digits stand side by side its body of an em, and its narrowness. */
void vertical_beside(const struct paragraph_state *p, struct unit *u);

/** VT-02: a mark that keeps its body of an em (upright.def). */
bool vertical_keeps_body(uint32_t c);
