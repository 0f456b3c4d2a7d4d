/* Letters to glyphs of their alphabet, and signs that grow. */
#include "formula/setting.h"

#include "base/utf8.h"

#include <string.h>

/* The form for scripts where the font has one (ssty). */
static uint32_t script_form(struct setting *s, uint32_t c, uint32_t glyph, struct mode m)
{
    if (m.style < FORMULA_SCRIPT)
        return glyph;
    hb_feature_t feature = {.tag = HB_TAG('s', 's', 't', 'y'),
                            .value = m.style == FORMULA_SCRIPT ? 1 : 2,
                            .start = HB_FEATURE_GLOBAL_START,
                            .end = HB_FEATURE_GLOBAL_END};
    hb_buffer_reset(s->buffer);
    hb_buffer_add_codepoints(s->buffer, &c, 1, 0, 1);
    hb_buffer_set_direction(s->buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(s->buffer, HB_SCRIPT_MATH);
    hb_shape(s->f->face->hb_font, s->buffer, &feature, 1);
    unsigned n;
    hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &n);
    return n == 1 && info->codepoint ? info->codepoint : glyph;
}

uint32_t glyph_of(struct setting *s, uint32_t code, enum formula_alphabet alphabet, struct mode m,
                  struct place at)
{
    hb_codepoint_t glyph;
    uint32_t c = notation_letter(code, alphabet);
    if (!hb_font_get_nominal_glyph(s->f->face->hb_font, c, &glyph)) {
        struct buf shown = {0};
        utf8_put(&shown, code);
        diag_add(s->f->diags, DIAG_GLYPH_MISSING, at,
                 "`%.*s` (U+%04X) is in no glyph of the font of formulas, %.*s",
                 STR_ARG(buf_view(&shown)), c, STR_ARG(s->f->face->name));
        diag_hint(s->f->diags, "write it in another way, or name another `math` in `fonts`");
        buf_free(&shown);
        return 0;
    }
    return script_form(s, c, glyph, m);
}

str text_of_code(struct setting *s, uint32_t code)
{
    struct buf b = {0};
    utf8_put(&b, code);
    str text = str_dup(s->f->arena, buf_view(&b));
    buf_free(&b);
    return text;
}

struct box set_glyph(struct setting *s, uint32_t glyph, length size, str text, struct place at)
{
    hb_font_t *font = s->f->face->hb_font;
    struct box b = empty_box(s);
    hb_glyph_extents_t e = {0};
    hb_font_get_glyph_extents(font, glyph, &e);
    b.w = units(s, size, hb_font_get_glyph_h_advance(font, glyph));
    b.up = units(s, size, e.y_bearing);
    b.down = units(s, size, -(e.y_bearing + e.height));
    b.italic = units(s, size, hb_ot_math_get_glyph_italics_correction(font, glyph));
    b.glyph = glyph;
    b.size = size;
    vec_push(&s->items,
             ((struct formula_item){
                 .kind = FORMULA_GLYPH, .glyph = glyph, .size = size, .text = text, .at = at}));
    b.to = s->items.n;
    return b;
}

/* ---- signs that grow ---- */

static hb_direction_t direction(bool across)
{
    return across ? HB_DIRECTION_LTR : HB_DIRECTION_BTT;
}

/* The first variant as large as `least`, or the largest; its size. */
static uint32_t variant(const struct setting *s, uint32_t glyph, int64_t least, bool across,
                        int64_t *size)
{
    hb_ot_math_glyph_variant_t v[20];
    uint32_t found = glyph;
    *size = -1;
    for (unsigned start = 0, n = 20; n == 20; start += n) {
        hb_ot_math_get_glyph_variants(s->f->face->hb_font, glyph, direction(across), start, &n, v);
        for (unsigned i = 0; i < n; i++) {
            found = v[i].glyph;
            *size = v[i].advance;
            if (*size >= least)
                return found;
        }
    }
    return found;
}

uint32_t widest_variant(struct setting *s, uint32_t glyph, length size, length most)
{
    hb_ot_math_glyph_variant_t v[20];
    unsigned n = 20;
    uint32_t found = glyph;
    hb_ot_math_get_glyph_variants(s->f->face->hb_font, glyph, HB_DIRECTION_LTR, 0, &n, v);
    for (unsigned i = 0; i < n && units(s, size, v[i].advance) <= most; i++)
        found = v[i].glyph;
    return found;
}

enum { PARTS_MAX = 12, REPEATS_MAX = 200 };

/* The parts of a sign that is put together, and how often those that repeat do. */
struct assembly {
    hb_ot_math_glyph_part_t parts[PARTS_MAX];
    unsigned n;
    int repeats;
    int64_t overlap, size;
};

static unsigned copies(const struct assembly *a, unsigned i)
{
    return a->parts[i].flags & HB_MATH_GLYPH_PART_FLAG_EXTENDER ? (unsigned)a->repeats : 1;
}

static int64_t joints(const struct assembly *a)
{
    int64_t n = -1;
    for (unsigned i = 0; i < a->n; i++)
        n += copies(a, i);
    return n > 0 ? n : 0;
}

static int64_t assembled(const struct assembly *a, int64_t overlap)
{
    int64_t size = -overlap * joints(a);
    for (unsigned i = 0; i < a->n; i++)
        size += (int64_t)copies(a, i) * a->parts[i].full_advance;
    return size;
}

/* How far parts may overlap at most. */
static int64_t overlap_most(const struct assembly *a)
{
    int64_t most = INT32_MAX;
    for (unsigned i = 0; i < a->n; i++) {
        int64_t start = a->parts[i].start_connector_length, end = a->parts[i].end_connector_length;
        if (i > 0 || copies(a, i) > 1)
            most = length_min(most, start);
        if (i + 1 < a->n || copies(a, i) > 1)
            most = length_min(most, end);
    }
    return most;
}

/* Parts with least overlap that reach `least`, then overlap as much as they may. */
static bool assemble(const struct setting *s, uint32_t glyph, int64_t least, bool across,
                     struct assembly *a)
{
    hb_font_t *font = s->f->face->hb_font;
    a->n = PARTS_MAX;
    hb_ot_math_get_glyph_assembly(font, glyph, direction(across), 0, &a->n, a->parts, NULL);
    int64_t overlap = hb_ot_math_get_min_connector_overlap(font, direction(across));
    if (!a->n)
        return false;
    for (a->repeats = 0; a->repeats < REPEATS_MAX && assembled(a, overlap) < least; a->repeats++)
        continue;
    int64_t free = assembled(a, overlap) - least, n = joints(a);
    int64_t more = n ? length_min(free / n, overlap_most(a) - overlap) : 0;
    a->overlap = overlap + length_max(more, 0);
    a->size = assembled(a, a->overlap);
    return true;
}

static struct box set_assembly(struct setting *s, const struct assembly *a, length size,
                               bool across, str text, struct place at)
{
    struct box all = empty_box(s);
    int64_t pen = 0;
    for (unsigned i = 0; i < a->n; i++) {
        for (unsigned k = 0; k < copies(a, i); k++) {
            struct box part = set_glyph(s, a->parts[i].glyph, size, text, at);
            text = STR("");
            length along = units(s, size, pen);
            if (across) {
                move_box(s, &part, along, 0);
                box_join(&all, &part, 0);
            } else { /* its ink begins at its foot */
                move_box(s, &part, 0, -along + part.down);
                all.w = length_max(all.w, part.w);
            }
            pen += a->parts[i].full_advance - a->overlap;
        }
    }
    all.to = s->items.n;
    if (across)
        all.w = units(s, size, a->size);
    else
        all.up = units(s, size, a->size);
    return all;
}

struct box set_stretched(struct setting *s, uint32_t glyph, length size, length least, bool across,
                         str text, struct place at)
{
    int64_t wanted = length_scale(least, s->f->face->upem, size), found;
    struct assembly a = {0};
    uint32_t v = variant(s, glyph, wanted, across, &found);
    if (found < wanted && assemble(s, glyph, wanted, across, &a) && a.size > found)
        return set_assembly(s, &a, size, across, text, at);
    return set_glyph(s, v, size, text, at);
}
