/* The fonts of pages cut down to the glyphs that are shown, once for all PDFs that are made of
 * them. In phases: collect the glyphs of all pages, plan (which gives every glyph its code), make,
 * keep. The last three touch nothing but the subset, so several can be at it in several threads. */
#pragma once

#include "page/page.h"
#include "pdf/deflate.h"

#include <hb-subset.h>

/** Widths are counted in 1/100000 em. */
#define SUBSET_WIDTH_UNITS 100000

struct subset {
    const struct face *face;
    hb_set_t *glyphs;        /* collected */
    unsigned n_glyphs;       /* of the face */
    bool upright;            /* used in vertical lines */
    struct deflated program; /* from subset_make() on */
    size_t program_size;     /* before deflating */
    /* from subset_plan() on */
    hb_subset_plan_t *plan; /* NULL: an earlier run made the program, and it is there */
    bool outlines;          /* the plan's face shows its CFF table */
    hb_map_t *codes;        /* of the glyphs that were collected */
    unsigned n_codes;
    int32_t *widths; /* of each code */
    struct upright { /* the same of its place in vertical lines; NULL: there are none */
        int32_t advance, x, y;
    } * uprights;
};

struct subset *subset_new(const struct face *face);
void subset_free(struct subset *s); /* accepts NULL */

/** Collects a glyph; one that the face does not have counts as .notdef. */
static inline void subset_collect(struct subset *s, uint32_t glyph)
{
    hb_set_add(s->glyphs, glyph < s->n_glyphs ? glyph : 0);
}

/** Plans the subset, or finds the one that an earlier run made of the same glyphs. False when
 * HarfBuzz cannot. */
bool subset_plan(struct subset *s);

/** Makes the font program, deflated, unless it is there. False when HarfBuzz fails or its CFF table
 * is no good. */
bool subset_make(struct subset *s, struct deflater *z);

/** Keeps what was made for later runs. */
void subset_keep(const struct subset *s);

static inline unsigned subset_code(const struct subset *s, uint32_t glyph)
{
    hb_codepoint_t code = hb_map_get(s->codes, glyph < s->n_glyphs ? glyph : 0);
    return code == HB_MAP_VALUE_INVALID ? 0 : code;
}

/** Those of all faces that pages show, in the order of their first use. */
struct subsets {
    struct subset **v;
    size_t n, cap;
};

/** Begins them, with the glyphs of all pages. Zero-initialise; subsets_free() ends it. */
void subsets_collect(struct subsets *all, const struct pages *pages);
void subsets_free(struct subsets *all);
