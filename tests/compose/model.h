/* A layout with the model font, in which Han are 1 em and letters and digits half, for tests of
 * composition. */
#pragma once

#include "compose/compose.h"

/** The body size: one em of the tests. */
#define EM (10 * LENGTH_PT)
/* The measures of cases are short: their lines are filled, however wide the gaps become. */
#define MODEL_SPACING_MOST (64 * 65536)

struct model {
    struct arena *arena;
    struct fonts *fonts;
    struct layout layout;
    struct font_role role;
    struct style body, strong;
    struct style big, ruby; /* of emphasis: twice the size */
    struct style raised;    /* superscripts and note marks: half the size */
    struct style lowered;
    const char *dictionaries; /* folder of hyphenation patterns */
    struct diags *diags;
};

/** Opens the catalogue in `fonts`; ends the program with status 2 when it cannot. The model must
 * not move afterwards. */
void model_init(struct model *m, const char *fonts);
void model_finish(struct model *m);

/** Gives layout and styles back what they had first. */
void model_reset(struct model *m);
