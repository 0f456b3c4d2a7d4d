#include "font/face.h"

#include "base/file.h"
#include "font/seal.h"

#include <errno.h>
#include <hb-ot.h>

#include <ft2build.h>

#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H
#include FT_TRUETYPE_TAGS_H

static bool fail(struct face_failure *why, enum diag_code code, struct message text)
{
    *why = (struct face_failure){.code = code, .text = text};
    return false;
}

static bool bad(struct face_failure *why, struct arena *a, const struct face_request *r,
                const char *what)
{
    fail(why, DIAG_FONT_BAD, message_of(a, "%s: %-s", r->path, what));
    why->hint = message_of(a, "install the font package again, or check the file by: banxin fonts");
    return false;
}

/* Stems are in no table; this follows the weight class as font tools do. */
static int guess_stem_v(int weight)
{
    return weight ? 10 + 220 * (weight < 50 ? 0 : weight - 50) / 900 : 80;
}

/* Big-endian numbers of a font table; 0 beyond its end. */
static int table_u16(hb_blob_t *table, unsigned at)
{
    unsigned n;
    const unsigned char *p = (const unsigned char *)hb_blob_get_data(table, &n);
    return at + 2 <= n ? p[at] << 8 | p[at + 1] : 0;
}

static int table_s16(hb_blob_t *table, unsigned at)
{
    return (int16_t)table_u16(table, at);
}

static void measure_head(struct face *face)
{
    hb_blob_t *head = hb_face_reference_table(face->hb_face, HB_TAG('h', 'e', 'a', 'd'));
    for (unsigned i = 0; i < 4; i++)
        face->bbox[i] = table_s16(head, 36 + 2 * i);
    hb_blob_destroy(head);
    hb_blob_t *post = hb_face_reference_table(face->hb_face, HB_TAG('p', 'o', 's', 't'));
    face->italic_angle = table_s16(post, 4) * 65536 + table_u16(post, 6);
    hb_blob_destroy(post);
}

static void measure_os2(struct face *face)
{
    hb_blob_t *hhea = hb_face_reference_table(face->hb_face, HB_TAG('h', 'h', 'e', 'a'));
    hb_blob_t *os2 = hb_face_reference_table(face->hb_face, HB_TAG('O', 'S', '/', '2'));
    bool typo = hb_blob_get_length(os2) >= 78;
    face->ascent = typo ? table_s16(os2, 68) : table_s16(hhea, 4);
    face->descent = typo ? table_s16(os2, 70) : table_s16(hhea, 6);
    face->stem_v = guess_stem_v(table_u16(os2, 4));
    face->cap_height = table_u16(os2, 0) >= 2 ? table_s16(os2, 88) : 0;
    if (face->cap_height <= 0)
        face->cap_height = 7 * face->upem / 10;
    hb_blob_destroy(os2);
    hb_blob_destroy(hhea);
}

static void measure_em_box(struct face *face)
{
    hb_position_t bottom;
    face->em_bottom = -120 * face->upem / 1000;
    if (hb_ot_layout_get_baseline(
            face->hb_font, HB_OT_LAYOUT_BASELINE_TAG_IDEO_EMBOX_BOTTOM_OR_LEFT, HB_DIRECTION_LTR,
            HB_TAG('h', 'a', 'n', 'i'), HB_OT_TAG_DEFAULT_LANGUAGE, &bottom) &&
        bottom < 0 && bottom > -face->upem)
        face->em_bottom = bottom;
    face->em_top = face->em_bottom + face->upem;
}

static str ps_name(const struct face *face, struct arena *a)
{
    char name[128];
    unsigned n = sizeof name;
    hb_ot_name_get_utf8(face->hb_face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
                        hb_language_from_string("en", -1), &n, name);
    return str_dup(a, (str){name, n});
}

static bool has_table(FT_Face ft, FT_ULong tag)
{
    FT_ULong size = 0;
    return FT_Load_Sfnt_Table(ft, tag, 0, NULL, &size) == 0 && size > 0;
}

static bool may_embed(FT_Face ft)
{
    const TT_OS2 *os2 = FT_Get_Sfnt_Table(ft, FT_SFNT_OS2);
    /* only the bit "restricted licence" alone forbids it (FT-10) */
    return !os2 || os2->version == 0xFFFF || (os2->fsType & 0x000F) != 0x0002;
}

/* What FreeType says of the face; NULL when it can be used. */
static const char *unfit(FT_Face ft)
{
    if (!FT_IS_SFNT(ft) || !FT_IS_SCALABLE(ft) || ft->num_glyphs <= 0 || ft->num_glyphs > 65535)
        return N_("not an OpenType or TrueType font with outlines");
    if (FT_HAS_MULTIPLE_MASTERS(ft))
        return N_("a variable font; the catalogue wants a fixed face");
    if (!has_table(ft, TTAG_CFF) && !has_table(ft, TTAG_glyf))
        return N_("neither a CFF nor a TrueType font");
    if (ft->units_per_EM < 16 || ft->units_per_EM > 16384)
        return N_("its units per em are out of range");
    if (!FT_Get_Postscript_Name(ft))
        return N_("it has no PostScript name");
    return may_embed(ft) ? NULL : N_("its licence bits forbid embedding it in a document");
}

static bool ask_freetype(str bytes, const struct face_request *r, struct arena *a,
                         struct face_failure *why)
{
    FT_Library library;
    if (FT_Init_FreeType(&library) != 0)
        return bad(why, a, r, N_("FreeType cannot be started"));
    FT_Face ft;
    const char *what = NULL;
    if (FT_New_Memory_Face(library, (const FT_Byte *)bytes.p, (FT_Long)bytes.n, (FT_Long)r->index,
                           &ft) != 0) {
        what = N_("no font, damaged, or without a face of this index");
    } else {
        what = unfit(ft);
        FT_Done_Face(ft);
    }
    FT_Done_FreeType(library);
    return what ? bad(why, a, r, what) : true;
}

/* Both are slow on large fonts (tens of milliseconds), so what they found is remembered. */
static bool check(str bytes, const struct face_request *r, struct arena *a,
                  struct face_failure *why)
{
    if (bytes.n > INT32_MAX)
        return bad(why, a, r, N_("larger than 2 GiB"));
    struct seal seal = seal_take(a, r->path, r->sha256);
    if (seal_known(&seal))
        return true;
    char found[65];
    if (!seal_matches(bytes, r->sha256, found))
        return fail(why, DIAG_FONT_DIFFERS,
                    message_of(a, "%s is not the font of the catalogue: SHA-256 %s, expected %.*s",
                               r->path, found, STR_ARG(r->sha256)));
    if (!ask_freetype(bytes, r, a, why))
        return false;
    seal_remember(&seal);
    return true;
}

static void unmap(void *data)
{
    str *bytes = data;
    file_unmap(*bytes);
}

static void give_to_harfbuzz(struct face *face, str bytes, struct arena *a)
{
    str *kept = arena_one(a, str);
    *kept = bytes;
    face->blob = hb_blob_create(bytes.p, (unsigned)bytes.n, HB_MEMORY_MODE_READONLY, kept, unmap);
    hb_blob_make_immutable(face->blob);
    face->hb_face = hb_face_create(face->blob, face->index);
    hb_face_make_immutable(face->hb_face);
    face->upem = (int)hb_face_get_upem(face->hb_face);
    face->hb_font = hb_font_create(face->hb_face);
    hb_font_set_scale(face->hb_font, face->upem, face->upem);
    hb_ot_font_set_funcs(face->hb_font);
}

static void measure(struct face *face, struct arena *a)
{
    hb_blob_t *cff = hb_face_reference_table(face->hb_face, HB_TAG('C', 'F', 'F', ' '));
    face->cff = hb_blob_get_length(cff) > 0;
    hb_blob_destroy(cff);
    hb_blob_t *vmtx = hb_face_reference_table(face->hb_face, HB_TAG('v', 'm', 't', 'x'));
    face->vertical = hb_blob_get_length(vmtx) > 0;
    hb_blob_destroy(vmtx);
    face->ps_name = ps_name(face, a);
    measure_head(face);
    measure_os2(face);
    measure_em_box(face);
}

bool face_open(struct face *face, const struct face_request *r, struct arena *a,
               struct face_failure *why)
{
    *face = (struct face){.name = r->name, .path = r->path, .sha256 = r->sha256, .index = r->index};
    str bytes = file_map(r->path);
    if (!bytes.p)
        return fail(why, DIAG_FILE_UNREADABLE,
                    message_of(a, "%s: %-s", r->path, message_errno(errno)));
    if (!check(bytes, r, a, why)) {
        file_unmap(bytes);
        return false;
    }
    give_to_harfbuzz(face, bytes, a);
    measure(face, a);
    hb_font_make_immutable(face->hb_font);
    return true;
}

void face_close(struct face *face)
{
    hb_font_destroy(face->hb_font);
    hb_face_destroy(face->hb_face);
    hb_blob_destroy(face->blob);
}

bool face_has(const struct face *face, uint32_t c)
{
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(face->hb_font, c, &glyph) && glyph != 0;
}
