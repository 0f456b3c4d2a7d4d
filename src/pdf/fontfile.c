#include "pdf/fontfile.h"

#include "base/xalloc.h"
#include "pdf/syntax.h"

#include <stdio.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

struct font *font_new(struct document *doc, const struct subset *subset, size_t number)
{
    struct font *f = xcalloc(1, sizeof *f);
    f->subset = subset;
    f->object = object_new(doc);
    f->upright = subset->upright ? object_new(doc) : NULL;
    f->texts = xcalloc(subset->n_codes, sizeof *f->texts);
    snprintf(f->name, sizeof f->name, "F%zu", number);
    return f;
}

void font_free(struct font *f)
{
    if (!f)
        return;
    free(f->texts);
    free(f);
}

/* ---- embedding ---- */

/* Six letters that stand for the subset, so that equal ones are called the same. */
static str subset_name(const struct font *f, struct buf *b)
{
    XXH3_state_t *state = XXH3_createState();
    XXH3_64bits_reset(state);
    XXH3_64bits_update(state, f->subset->face->ps_name.p, f->subset->face->ps_name.n);
    hb_codepoint_t glyph = HB_SET_VALUE_INVALID;
    while (hb_set_next(f->subset->glyphs, &glyph)) {
        unsigned char bytes[2] = {(unsigned char)(glyph >> 8), (unsigned char)glyph};
        XXH3_64bits_update(state, bytes, sizeof bytes);
    }
    uint64_t hash = XXH3_64bits_digest(state);
    XXH3_freeState(state);
    for (int i = 0; i < 6; i++, hash /= 26)
        buf_char(b, (char)('A' + hash % 26));
    buf_char(b, '+');
    buf_str(b, f->subset->face->ps_name);
    return buf_view(b);
}

static struct object *embed_program(const struct font *f, struct document *doc)
{
    struct object *o = deflated_view(doc, &f->subset->program);
    if (f->subset->face->cff)
        buf_str(object_entries(o), STR("/Subtype /CIDFontType0C"));
    else
        buf_format(object_entries(o), "/Length1 %zu", f->subset->program_size);
    return o;
}

static struct object *embed_descriptor(const struct font *f, struct document *doc, str name,
                                       const struct object *program)
{
    struct object *o = object_new(doc);
    struct buf *b = object_entries(o);
    const struct face *face = f->subset->face;
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
    for (unsigned c = 0; c < f->subset->n_codes; c++) {
        bool unusual = f->subset->widths[c] != SUBSET_WIDTH_UNITS;
        if (open && !unusual)
            buf_char(b, ']');
        if (unusual) {
            if (open)
                buf_char(b, ' ');
            else
                buf_format(b, " %u [", c);
            buf_decimal(b, f->subset->widths[c], SUBSET_WIDTH_UNITS / 1000, 2);
        }
        open = unusual;
    }
    buf_str(b, open ? STR("]]") : STR("]"));
}

/* /W2: codes that do not stand in a vertical line as /DW2 says: an em down, half their width to
 * the left, the em box's top at the pen (VT-13). */
static void put_upright_widths(struct buf *b, const struct font *f)
{
    enum { TOP = 88000, EM = SUBSET_WIDTH_UNITS };
    buf_str(b, STR(" /DW2 [880 -1000] /W2 ["));
    for (unsigned c = 0; c < f->subset->n_codes; c++) {
        const struct upright *u = &f->subset->uprights[c];
        if (u->advance == EM && u->y == TOP && u->x * 2 == f->subset->widths[c])
            continue;
        const int64_t numbers[] = {-u->advance, u->x, u->y};
        buf_format(b, " %u [", c);
        for (int i = 0; i < 3; i++) {
            buf_str(b, i ? STR(" ") : STR(""));
            buf_decimal(b, numbers[i], SUBSET_WIDTH_UNITS / 1000, 2);
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
    buf_format(b, "/Type /Font /Subtype /CIDFontType%d /BaseFont ", f->subset->face->cff ? 0 : 2);
    put_name(b, name);
    buf_str(b, STR(" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"));
    put_widths(b, f);
    if (f->subset->uprights)
        put_upright_widths(b, f);
    if (!f->subset->face->cff)
        buf_str(b, STR(" /CIDToGIDMap /Identity"));
    buf_format(b, " /FontDescriptor %u 0 R", object_number(descriptor));
    return o;
}

static unsigned next_mapped(const struct font *f, unsigned code)
{
    while (code < f->subset->n_codes && !f->texts[code].p)
        code++;
    return code;
}

/* One block of at most 100 codes; returns the code after it. */
static unsigned put_block(struct buf *b, const struct font *f, unsigned from)
{
    unsigned n = 0, end = from;
    for (unsigned c = from; c < f->subset->n_codes && n < 100; c = next_mapped(f, c + 1)) {
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
    for (unsigned c = next_mapped(f, 0); c < f->subset->n_codes;)
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
    if (f->subset->face->cff)
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
