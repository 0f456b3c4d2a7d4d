/* What the passes share. */
#pragma once

#include "base/map.h"
#include "compose/compose.h"
#include "compose/rules.h"
#include "unicode/words.h"

struct role_faces {
    const struct face *han, *western;
    const struct face **fallback;
    size_t n_fallback;
};

/* A font beside those of the layout (families.c). */
struct own_role {
    struct font_role role;
    struct role_faces faces;
    const struct font_role *usual; /* what it lacks is taken from */
    struct own_role *next;
};

struct composer {
    struct own_role *own;
    struct arena *arena;
    const struct layout *layout;
    struct fonts *fonts;
    struct shaper *shaper;
    struct map *halves; /* of marks: see half_of() in space.c */
    const char *language;
    struct role_faces *roles; /* beside layout->fonts */
    const struct rules *rules;
    struct rules own_rules;          /* of a composer that is no fork */
    const struct patterns *patterns; /* of hyphenation */
    size_t n_patterns;
    struct hyphenator *hyphenator;
    struct word_finder *words;
    struct map *inks;        /* face and glyph → struct ink, measured once */
    bool told_centred;       /* CC-18 was reported */
    line_observer *observer; /* or NULL */
    void *observer_data;
    int rehearsing; /* how many ask for it */
    struct line_owner owner;
    unsigned n_begun; /* articles */
};

const struct role_faces *composer_role(const struct composer *c, const struct font_role *role);
