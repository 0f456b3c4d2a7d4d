#include "pdf/subset.h"

#include "base/map.h"
#include "base/vec.h"
#include "base/xalloc.h"
#include "pdf/cff.h"
#include "pdf/kept_subset.h"

#include <stdlib.h>

/* Widths are counted in 1/100000 em. */
#define WIDTH_UNITS SUBSET_WIDTH_UNITS

/* Bytes that cutting a glyph out takes on the way. */
#define GLYPH_MEMORY ((size_t)2048)

struct subset *subset_new(const struct face *face)
{
    struct subset *s = xcalloc(1, sizeof *s);
    s->face = face;
    s->n_glyphs = hb_face_get_glyph_count(face->hb_face);
    s->glyphs = hb_set_create();
    hb_set_add(s->glyphs, 0);
    return s;
}

void subset_free(struct subset *s)
{
    if (!s)
        return;
    hb_set_destroy(s->glyphs);
    hb_subset_plan_destroy(s->plan);
    free(s->program.p);
    hb_map_destroy(s->codes);
    free(s->widths);
    free(s->uprights);
    free(s);
}

/* ---- planning ---- */

static hb_blob_t *needed_table(hb_face_t *face, hb_tag_t tag, void *subset)
{
    const struct subset *s = subset;
    (void)face;
    switch (tag) {
    case HB_TAG('C', 'F', 'F', ' '):
        if (!s->outlines)
            return hb_blob_get_empty();
        return hb_face_reference_table(s->face->hb_face, tag);
    case HB_TAG('h', 'e', 'a', 'd'):
    case HB_TAG('h', 'h', 'e', 'a'):
    case HB_TAG('h', 'm', 't', 'x'):
    case HB_TAG('m', 'a', 'x', 'p'):
    case HB_TAG('g', 'l', 'y', 'f'):
    case HB_TAG('l', 'o', 'c', 'a'): return hb_face_reference_table(s->face->hb_face, tag);
    default: return hb_blob_get_empty();
    }
}

/* The face without cmap and layout tables: through those the subset would take in every glyph that
 * features and variation selectors can reach. */
static hb_face_t *bare_face(struct subset *s)
{
    hb_face_t *bare = hb_face_create_for_tables(needed_table, s, NULL);
    hb_face_set_upem(bare, (unsigned)s->face->upem);
    hb_face_set_glyph_count(bare, hb_face_get_glyph_count(s->face->hb_face));
    return bare;
}

/* Glyphs of a CID-keyed font need no others. */
static bool glyphs_stand_alone(const struct face *face)
{
    if (!face->cff)
        return false;
    hb_blob_t *blob = hb_face_reference_table(face->hb_face, HB_TAG('C', 'F', 'F', ' '));
    unsigned n;
    const void *cff = hb_blob_get_data(blob, &n);
    bool alone = cff_is_cid_keyed(cff, n);
    hb_blob_destroy(blob);
    return alone;
}

/* A plan interprets every outline only to look for accents put together of other glyphs; where
 * there can be none it is made without the outlines, which takes a tenth of the time. HarfBuzz asks
 * for the table again when the plan is carried out. */
static hb_subset_plan_t *new_plan(struct subset *s)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        xalloc_die();
    unsigned flags = HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE;
    if (s->face->cff)
        flags |= HB_SUBSET_FLAGS_DESUBROUTINIZE; /* smaller once it is deflated */
    hb_subset_input_set_flags(input, flags);
    hb_set_union(hb_subset_input_glyph_set(input), s->glyphs);
    s->outlines = !glyphs_stand_alone(s->face);
    hb_face_t *bare = bare_face(s);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(bare, input);
    s->outlines = true;
    hb_face_destroy(bare);
    hb_subset_input_destroy(input);
    return plan;
}

static int32_t scaled_width(const struct face *face, hb_codepoint_t glyph)
{
    hb_position_t advance = hb_font_get_glyph_h_advance(face->hb_font, glyph);
    return (int32_t)length_scale(advance, WIDTH_UNITS, face->upem);
}

static int32_t in_units(const struct face *face, int64_t value)
{
    return (int32_t)length_scale(value, WIDTH_UNITS, face->upem);
}

static struct upright upright_metrics(const struct face *face, hb_codepoint_t glyph)
{
    struct vertical_metrics m = face_vertical(face, glyph);
    return (struct upright){in_units(face, m.advance), in_units(face, m.x), in_units(face, m.y)};
}

/* Codes are glyph numbers of the subset. */
static void take_codes(struct subset *s)
{
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(s->plan);
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(s->glyphs, &glyph))
        hb_map_set(s->codes, glyph, hb_map_get(map, glyph));
}

static void measure_codes(struct subset *s)
{
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(s->glyphs, &glyph))
        if (subset_code(s, glyph) >= s->n_codes)
            s->n_codes = subset_code(s, glyph) + 1;
    s->widths = xcalloc(s->n_codes, sizeof *s->widths);
    s->uprights = s->upright ? xcalloc(s->n_codes, sizeof *s->uprights) : NULL;
    while (hb_set_next(s->glyphs, &glyph)) {
        unsigned code = subset_code(s, glyph);
        s->widths[code] = scaled_width(s->face, glyph);
        if (s->uprights)
            s->uprights[code] = upright_metrics(s->face, glyph);
    }
}

bool subset_plan(struct subset *s)
{
    s->codes = hb_map_create();
    if (!kept_subset_find(s)) {
        s->plan = new_plan(s);
        if (!s->plan)
            return false;
        take_codes(s);
    }
    measure_codes(s);
    return true;
}

/* ---- subsetting ---- */

static bool subset_cff(struct subset *s, hb_face_t *face, struct deflater *z)
{
    hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
    unsigned n;
    char *cff = hb_blob_get_data_writable(blob, &n);
    bool ok = cff && cff_make_cids_glyphs((unsigned char *)cff, n);
    if (ok)
        s->program = deflate_bytes(z, cff, n);
    s->program_size = n;
    hb_blob_destroy(blob);
    return ok;
}

static bool subset_truetype(struct subset *s, hb_face_t *face, struct deflater *z)
{
    hb_blob_t *blob = hb_face_reference_blob(face);
    s->program_size = hb_blob_get_length(blob);
    if (s->program_size)
        s->program = deflate_bytes(z, hb_blob_get_data(blob, NULL), s->program_size);
    hb_blob_destroy(blob);
    return s->program_size > 0;
}

bool subset_make(struct subset *s, struct deflater *z)
{
    if (!s->plan)
        return true;
    xalloc_ready(GLYPH_MEMORY * hb_set_get_population(s->glyphs));
    hb_face_t *face = hb_subset_plan_execute_or_fail(s->plan);
    if (!face)
        return false;
    bool ok = s->face->cff ? subset_cff(s, face, z) : subset_truetype(s, face, z);
    hb_face_destroy(face);
    return ok;
}

void subset_keep(const struct subset *s)
{
    if (s->plan)
        kept_subset_keep(s);
}

/* ---- all of the pages ---- */

static struct subset *subset_for(struct subsets *all, struct map *of_face, const struct face *face)
{
    uintptr_t *slot = map_slot_number(of_face, (uintptr_t)face, NULL);
    if (!*slot) {
        vec_push(all, subset_new(face));
        *slot = all->n;
    }
    return all->v[*slot - 1];
}

void subsets_collect(struct subsets *all, const struct pages *pages)
{
    struct map *of_face = map_new();
    for (size_t i = 0; i < pages->n; i++) {
        const struct page *page = &pages->pages[i];
        for (size_t k = 0; k < page->n_items; k++) {
            const struct glyph_run *run = page->items[k].run;
            if (page->items[k].kind != ITEM_GLYPHS || !run->n)
                continue;
            struct subset *s = subset_for(all, of_face, run->face);
            s->upright = s->upright || run->direction == RUN_UPRIGHT;
            for (size_t g = 0; g < run->n; g++)
                subset_collect(s, run->glyphs[g].id);
        }
    }
    map_free(of_face);
}

void subsets_free(struct subsets *all)
{
    for (size_t i = 0; i < all->n; i++)
        subset_free(all->v[i]);
    vec_free(all);
}
