/* The fonts of a PDF. In phases: collect the glyphs of all pages, plan (which gives every glyph its
 * code), write the pages' contents (which gives codes their text), subset, embed. Planning and
 * subsetting touch nothing but the font, so several fonts can be at it in several threads. */
#pragma once

#include "page/page.h"
#include "pdf/deflate.h"
#include "pdf/objects.h"

#include <hb-subset.h>

struct font {
    const struct face *face;
    char name[16];          /* in the pages' resources */
    struct object *object;  /* the Type 0 font */
    struct object *upright; /* the same for vertical lines (Identity-V); NULL: there are none */
    hb_set_t *glyphs;       /* collected */
    unsigned n_glyphs;      /* of the face */
    size_t last_page, last_upright; /* 1 + the page that last asked for either; for its user */
    struct deflated program;        /* from font_subset() to font_embed() */
    size_t program_size;            /* before deflating */
    /* from font_plan() on */
    hb_subset_plan_t *plan;
    uint16_t *codes; /* of each glyph of the face; 0 unless collected */
    unsigned n_codes;
    int32_t *widths; /* of each code, in 1/100000 em */
    struct upright { /* the same of its place in vertical lines; NULL: there are none */
        int32_t advance, x, y;
    } * uprights;
    str *texts; /* of each code, what it is copied out as; p NULL: not yet known */
};

/** A font for the face, with the resource name F`number`. */
struct font *font_new(struct document *doc, const struct face *face, unsigned number);
void font_free(struct font *f);

/** Collects a glyph; one that the face does not have counts as .notdef. */
static inline void font_collect(struct font *f, uint32_t glyph)
{
    hb_set_add(f->glyphs, glyph < f->n_glyphs ? glyph : 0);
}

/** Says that the font is used in vertical lines: before font_plan(). */
void font_upright(struct font *f, struct document *doc);

/** Plans the subset. False when HarfBuzz cannot. */
bool font_plan(struct font *f);

/** Makes the subset's font program, deflated. False when HarfBuzz fails or its CFF table is no
 * good. */
bool font_subset(struct font *f, struct deflater *z);

static inline unsigned font_code(const struct font *f, uint32_t glyph)
{
    return f->codes[glyph < f->n_glyphs ? glyph : 0];
}

/** Writes the font's objects: the subset, its descriptor, widths and text. */
void font_embed(struct font *f, struct document *doc, struct deflater *z);
