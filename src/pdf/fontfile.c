#include "pdf/fontfile.h"

#include "base/xalloc.h"
#include "pdf/cff.h"
#include "pdf/syntax.h"

#include <stdio.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* Widths are counted in 1/100000 em and written in 1/1000 em. */
#define WIDTH_UNITS 100000
#define WIDTH_USUAL WIDTH_UNITS

struct font *font_new(struct document *doc, const struct face *face, unsigned number)
{
    struct font *f = xcalloc(1, sizeof *f);
    f->face = face;
    f->object = object_new(doc);
    f->n_glyphs = hb_face_get_glyph_count(face->hb_face);
    f->glyphs = hb_set_create();
    hb_set_add(f->glyphs, 0);
    snprintf(f->name, sizeof f->name, "F%u", number);
    return f;
}

void font_free(struct font *f)
{
    if (!f)
        return;
    hb_set_destroy(f->glyphs);
    hb_subset_plan_destroy(f->plan);
    free(f->program.p);
    free(f->codes);
    free(f->widths);
    free(f->uprights);
    free(f->texts);
    free(f);
}

/* ---- planning ---- */

static hb_blob_t *needed_table(hb_face_t *face, hb_tag_t tag, void *source)
{
    (void)face;
    switch (tag) {
    case HB_TAG('C', 'F', 'F', ' '):
    case HB_TAG('h', 'e', 'a', 'd'):
    case HB_TAG('h', 'h', 'e', 'a'):
    case HB_TAG('h', 'm', 't', 'x'):
    case HB_TAG('m', 'a', 'x', 'p'):
    case HB_TAG('g', 'l', 'y', 'f'):
    case HB_TAG('l', 'o', 'c', 'a'): return hb_face_reference_table(source, tag);
    default: return hb_blob_get_empty();
    }
}

/* The face without cmap and layout tables: through those the subset would take in every glyph that
 * features and variation selectors can reach. */
static hb_face_t *bare_face(const struct face *face)
{
    hb_face_t *bare = hb_face_create_for_tables(needed_table, face->hb_face, NULL);
    hb_face_set_upem(bare, (unsigned)face->upem);
    hb_face_set_glyph_count(bare, hb_face_get_glyph_count(face->hb_face));
    return bare;
}

static hb_subset_plan_t *new_plan(const struct font *f)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        xalloc_die();
    unsigned flags = HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE;
    if (f->face->cff)
        flags |= HB_SUBSET_FLAGS_DESUBROUTINIZE; /* smaller once it is deflated */
    hb_subset_input_set_flags(input, flags);
    hb_set_union(hb_subset_input_glyph_set(input), f->glyphs);
    hb_face_t *bare = bare_face(f->face);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(bare, input);
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
static void give_codes(struct font *f)
{
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(f->plan);
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(f->glyphs, &glyph)) {
        hb_codepoint_t code = hb_map_get(map, glyph);
        if (code >= f->n_codes)
            f->n_codes = code + 1;
    }
    f->codes = xcalloc(f->n_glyphs + 1, sizeof *f->codes);
    f->widths = xcalloc(f->n_codes, sizeof *f->widths);
    f->texts = xcalloc(f->n_codes, sizeof *f->texts);
    f->uprights = f->upright ? xcalloc(f->n_codes, sizeof *f->uprights) : NULL;
    while (hb_set_next(f->glyphs, &glyph)) {
        hb_codepoint_t code = hb_map_get(map, glyph);
        f->codes[glyph] = (uint16_t)code;
        f->widths[code] = scaled_width(f->face, glyph);
        if (f->uprights)
            f->uprights[code] = upright_metrics(f->face, glyph);
    }
}

void font_upright(struct font *f, struct document *doc)
{
    if (!f->upright)
        f->upright = object_new(doc);
}

bool font_plan(struct font *f)
{
    f->plan = new_plan(f);
    if (f->plan)
        give_codes(f);
    return f->plan != NULL;
}

/* ---- subsetting ---- */

static bool subset_cff(struct font *f, hb_face_t *subset, struct deflater *z)
{
    hb_blob_t *blob = hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '));
    struct buf copy = {0};
    buf_add(&copy, hb_blob_get_data(blob, NULL), hb_blob_get_length(blob));
    hb_blob_destroy(blob);
    bool ok = cff_make_cids_glyphs((unsigned char *)copy.data, copy.n);
    if (ok)
        f->program = deflate_bytes(z, copy.data, copy.n);
    f->program_size = copy.n;
    buf_free(&copy);
    return ok;
}

static bool subset_truetype(struct font *f, hb_face_t *subset, struct deflater *z)
{
    hb_blob_t *blob = hb_face_reference_blob(subset);
    f->program_size = hb_blob_get_length(blob);
    if (f->program_size)
        f->program = deflate_bytes(z, hb_blob_get_data(blob, NULL), f->program_size);
    hb_blob_destroy(blob);
    return f->program_size > 0;
}

bool font_subset(struct font *f, struct deflater *z)
{
    hb_face_t *subset = hb_subset_plan_execute_or_fail(f->plan);
    if (!subset)
        return false;
    bool ok = f->face->cff ? subset_cff(f, subset, z) : subset_truetype(f, subset, z);
    hb_face_destroy(subset);
    return ok;
}

/* ---- embedding ---- */

/* Six letters that stand for the subset, so that equal ones are called the same. */
static str subset_name(const struct font *f, struct buf *b)
{
    XXH3_state_t *state = XXH3_createState();
    XXH3_64bits_reset(state);
    XXH3_64bits_update(state, f->face->ps_name.p, f->face->ps_name.n);
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(f->glyphs, &glyph)) {
        unsigned char bytes[2] = {(unsigned char)(glyph >> 8), (unsigned char)glyph};
        XXH3_64bits_update(state, bytes, sizeof bytes);
    }
    uint64_t hash = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    for (int i = 0; i < 6; i++, hash /= 26)
        buf_char(b, (char)('A' + hash % 26));
    buf_char(b, '+');
    buf_str(b, f->face->ps_name);
    return buf_view(b);
}

static struct object *embed_program(struct font *f, struct document *doc)
{
    struct object *o = deflated_stream(doc, f->program);
    f->program = (struct deflated){0};
    if (f->face->cff)
        buf_str(object_entries(o), STR("/Subtype /CIDFontType0C"));
    else
        buf_format(object_entries(o), "/Length1 %zu", f->program_size);
    return o;
}

static struct object *embed_descriptor(const struct font *f, struct document *doc, str name,
                                       const struct object *program)
{
    struct object *o = object_new(doc);
    struct buf *b = object_entries(o);
    const struct face *face = f->face;
    buf_str(b, STR("/Type /FontDescriptor /FontName "));
    put_name(b, name);
    buf_str(b, STR(" /Flags 4 /FontBBox ["));
    for (int i = 0; i < 4; i++) {
        buf_decimal(b, face->bbox[i] * INT64_C(1000), face->upem, 0);
        buf_char(b, i < 3 ? ' ' : ']');
    }
    const struct {
        const char *key;
        int value;
    } metrics[] = {
        {"Ascent", face->ascent}, {"Descent", face->descent}, {"CapHeight", face->cap_height}};
    for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
        buf_format(b, " /%s ", metrics[i].key);
        buf_decimal(b, metrics[i].value * INT64_C(1000), face->upem, 0);
    }
    buf_format(b, " /StemV %d /ItalicAngle ", face->stem_v);
    buf_decimal(b, face->italic_angle, 65536, 2);
    buf_format(b, " /FontFile%d %u 0 R", face->cff ? 3 : 2, object_number(program));
    return o;
}

/* /W: runs of codes whose width is not the usual one. */
static void put_widths(struct buf *b, const struct font *f)
{
    buf_str(b, STR(" /DW 1000 /W ["));
    bool open = false;
    for (unsigned c = 0; c < f->n_codes; c++) {
        bool unusual = f->widths[c] != WIDTH_USUAL;
        if (open && !unusual)
            buf_char(b, ']');
        if (unusual) {
            if (open)
                buf_char(b, ' ');
            else
                buf_format(b, " %u [", c);
            buf_decimal(b, f->widths[c], WIDTH_UNITS / 1000, 2);
        }
        open = unusual;
    }
    buf_str(b, open ? STR("]]") : STR("]"));
}

/* /W2: codes that do not stand in a vertical line as /DW2 says: an em down, half their width to
 * the left, the em box's top at the pen (VT-13). */
static void put_upright_widths(struct buf *b, const struct font *f)
{
    enum { TOP = 88000, EM = WIDTH_UNITS };
    buf_str(b, STR(" /DW2 [880 -1000] /W2 ["));
    for (unsigned c = 0; c < f->n_codes; c++) {
        const struct upright *u = &f->uprights[c];
        if (u->advance == EM && u->y == TOP && u->x * 2 == f->widths[c])
            continue;
        const int64_t numbers[] = {-u->advance, u->x, u->y};
        buf_format(b, " %u [", c);
        for (int i = 0; i < 3; i++) {
            buf_str(b, i ? STR(" ") : STR(""));
            buf_decimal(b, numbers[i], WIDTH_UNITS / 1000, 2);
        }
        buf_char(b, ']');
    }
    buf_char(b, ']');
}

static struct object *embed_cid_font(const struct font *f, struct document *doc, str name,
                                     const struct object *descriptor)
{
    struct object *o = object_new(doc);
    struct buf *b = object_entries(o);
    buf_format(b, "/Type /Font /Subtype /CIDFontType%d /BaseFont ", f->face->cff ? 0 : 2);
    put_name(b, name);
    buf_str(b, STR(" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"));
    put_widths(b, f);
    if (f->uprights)
        put_upright_widths(b, f);
    if (!f->face->cff)
        buf_str(b, STR(" /CIDToGIDMap /Identity"));
    buf_format(b, " /FontDescriptor %u 0 R", object_number(descriptor));
    return o;
}

static unsigned next_mapped(const struct font *f, unsigned code)
{
    while (code < f->n_codes && !f->texts[code].p)
        code++;
    return code;
}

/* One block of at most 100 codes; returns the code after it. */
static unsigned put_block(struct buf *b, const struct font *f, unsigned from)
{
    unsigned n = 0, end = from;
    for (unsigned c = from; c < f->n_codes && n < 100; c = next_mapped(f, c + 1)) {
        n++;
        end = c + 1;
    }
    buf_format(b, "%u beginbfchar\n", n);
    for (unsigned c = from; c < end; c = next_mapped(f, c + 1)) {
        buf_format(b, "<%04X> <", c);
        put_utf16(b, f->texts[c]);
        buf_str(b, STR(">\n"));
    }
    buf_str(b, STR("endbfchar\n"));
    return next_mapped(f, end);
}

static struct object *embed_to_unicode(const struct font *f, struct document *doc,
                                       struct deflater *z)
{
    struct buf b = {0};
    buf_str(&b, STR("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"));
    for (unsigned c = next_mapped(f, 0); c < f->n_codes;)
        c = put_block(&b, f, c);
    buf_str(&b, STR("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"));
    struct object *o = deflate_stream(z, doc, b.data, b.n);
    buf_free(&b);
    return o;
}

/* The writing mode is the encoding's; a CFF font is called by it as well. */
static void put_type0(const struct font *f, struct object *o, str name, char mode,
                      unsigned cid_font, unsigned to_unicode)
{
    struct buf *b = object_entries(o);
    struct buf full = {0};
    buf_str(&full, name);
    if (f->face->cff)
        buf_format(&full, "-Identity-%c", mode);
    buf_format(b, "/Type /Font /Subtype /Type0 /Encoding /Identity-%c /BaseFont ", mode);
    put_name(b, buf_view(&full));
    buf_format(b, " /DescendantFonts [%u 0 R] /ToUnicode %u 0 R", cid_font, to_unicode);
    buf_free(&full);
}

void font_embed(struct font *f, struct document *doc, struct deflater *z)
{
    const struct object *program = embed_program(f, doc);
    struct buf name = {0};
    const struct object *descriptor = embed_descriptor(f, doc, subset_name(f, &name), program);
    unsigned cid_font = object_number(embed_cid_font(f, doc, buf_view(&name), descriptor));
    unsigned to_unicode = object_number(embed_to_unicode(f, doc, z));
    put_type0(f, f->object, buf_view(&name), 'H', cid_font, to_unicode);
    if (f->upright)
        put_type0(f, f->upright, buf_view(&name), 'V', cid_font, to_unicode);
    buf_free(&name);
}
