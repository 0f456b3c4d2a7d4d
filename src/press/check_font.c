/* Fonts: embedded, subset, sound, with every glyph that is shown, as wide as the file says. */
#include "press/checks.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H

enum { FONT_CIDS = 65536 };

static str shown_name(const struct font *f)
{
    str name = f->name.n ? f->name : STR("without a name");
    return f->subset ? str_slice(name, 7, name.n) : name;
}

static bool is_cid_keyed(FT_Face face)
{
    FT_Bool keyed = 0;
    return FT_Get_CID_Is_Internally_CID_Keyed(face, &keyed) == 0 && keyed;
}

/* The CIDs of a font program that is keyed by them; by glyph numbers otherwise. */
static void mark_cids(FT_Face face, const struct font *f, bool *there)
{
    bool keyed = str_is(f->subtype, "CIDFontType0") && is_cid_keyed(face);
    for (FT_UInt gid = 1; gid < (FT_UInt)face->num_glyphs; gid++) {
        FT_UInt cid = gid;
        if (keyed && FT_Get_CID_From_Glyph_Index(face, gid, &cid) != 0)
            continue;
        if (cid < FONT_CIDS)
            there[cid] = true;
    }
}

/* The same through a CIDToGIDMap: two bytes for each CID. */
static void map_cids(str map, bool *there)
{
    bool glyphs[FONT_CIDS];
    memcpy(glyphs, there, sizeof glyphs);
    for (size_t cid = 0; cid < FONT_CIDS; cid++) {
        const unsigned char *b = (const unsigned char *)map.p + 2 * cid;
        there[cid] = 2 * cid + 1 < map.n && glyphs[b[0] << 8 | b[1]];
    }
}

static void check_glyphs(struct check *c, const struct font *f, FT_Face face)
{
    bool there[FONT_CIDS] = {false};
    struct buf map = {0};
    const struct node *stream = input_get(c->doc, f->descendant, "CIDToGIDMap");
    mark_cids(face, f, there);
    if (stream->type == NODE_STREAM) {
        input_stream(c->doc, stream, 1 << 20, &map);
        map_cids(buf_view(&map), there);
    }
    for (uint32_t code = 0; f->identity && code < FONT_CIDS; code++)
        if (f->shown[code] && !there[code])
            findings_add(c->findings, RULE_FONT_GLYPH_MISSING, check_page(f->shown[code]),
                         "text shows glyph %u, which font %.*s does not have", code,
                         STR_ARG(shown_name(f)));
    buf_free(&map);
}

/* The glyph of each CID in the program; 0: none. */
static void map_glyphs(struct check *c, const struct font *f, FT_Face face, uint16_t *glyphs)
{
    bool keyed = str_is(f->subtype, "CIDFontType0") && is_cid_keyed(face);
    const struct node *stream = input_get(c->doc, f->descendant, "CIDToGIDMap");
    struct buf map = {0};
    for (FT_UInt gid = 0; gid < (FT_UInt)face->num_glyphs && gid < FONT_CIDS; gid++) {
        FT_UInt cid = gid;
        if (!keyed || FT_Get_CID_From_Glyph_Index(face, gid, &cid) == 0)
            glyphs[cid < FONT_CIDS ? cid : 0] = (uint16_t)(cid < FONT_CIDS ? gid : 0);
    }
    if (stream->type == NODE_STREAM && input_stream(c->doc, stream, 1 << 20, &map) == STREAM_GOOD)
        for (size_t cid = 0; cid < FONT_CIDS && 2 * cid + 1 < map.n; cid++)
            glyphs[cid] = (uint16_t)((unsigned char)map.data[2 * cid] << 8 |
                                     (unsigned char)map.data[2 * cid + 1]);
    buf_free(&map);
}

/* Widths in the file are those of the program, to 1/1000 em. */
static void check_widths(struct check *c, const struct font *f, FT_Face face)
{
    static const double tolerance = 1.01;
    if (!f->identity || !face->units_per_EM || !findings_wants(c->findings, RULE_FONT_WIDTH))
        return;
    uint16_t *glyphs = arena_many(c->arena, FONT_CIDS, uint16_t);
    map_glyphs(c, f, face, glyphs);
    for (uint32_t code = 0; code < FONT_CIDS; code++) {
        if (!f->shown[code] || !glyphs[code] ||
            FT_Load_Glyph(face, glyphs[code], FT_LOAD_NO_SCALE | FT_LOAD_IGNORE_TRANSFORM) != 0)
            continue;
        double own = 1000.0 * (double)face->glyph->metrics.horiAdvance / face->units_per_EM;
        double said = font_width_of(f, code);
        if (fabs(own - said) > tolerance)
            findings_add(c->findings, RULE_FONT_WIDTH, check_page(f->shown[code]),
                         "glyph %u of font %.*s is %s wide in the file, %s in the font", code,
                         STR_ARG(shown_name(f)), check_number(c, said, 0), check_number(c, own, 0));
    }
}

/* CIDSet, where there is one, names every CID of the program: a bit for each. */
static void check_list(struct check *c, const struct font *f, FT_Face face)
{
    const struct node *stream = input_get(c->doc, f->descriptor, "CIDSet");
    bool there[FONT_CIDS] = {false};
    struct buf set = {0};
    if (stream->type != NODE_STREAM || input_stream(c->doc, stream, 1 << 16, &set) != STREAM_GOOD) {
        buf_free(&set);
        return;
    }
    mark_cids(face, f, there);
    for (size_t cid = 1; cid < FONT_CIDS; cid++) {
        bool listed = cid / 8 < set.n && (unsigned char)set.data[cid / 8] >> (7 - cid % 8) & 1;
        if (there[cid] == listed)
            continue;
        findings_add(c->findings, RULE_FONT_LIST, check_page(f->first_page),
                     "the list of the characters of font %.*s is not complete",
                     STR_ARG(shown_name(f)));
        break;
    }
    buf_free(&set);
}

static void check_program(struct check *c, const struct font *f)
{
    FT_Library library;
    FT_Face face;
    struct buf program = {0};
    enum stream_state s = input_stream(c->doc, f->program, 64 << 20, &program);
    if (FT_Init_FreeType(&library) != 0)
        return;
    bool opens = s == STREAM_GOOD && FT_New_Memory_Face(library, (const FT_Byte *)program.data,
                                                        (FT_Long)program.n, 0, &face) == 0;
    if (opens) {
        check_glyphs(c, f, face);
        check_widths(c, f, face);
        check_list(c, f, face);
        FT_Done_Face(face);
    } else {
        findings_add(c->findings, RULE_FONT_DAMAGED, check_page(f->first_page),
                     "the embedded program of font %.*s cannot be read", STR_ARG(shown_name(f)));
    }
    FT_Done_FreeType(library);
    buf_free(&program);
}

static void check_font(struct check *c, struct font *f)
{
    struct spot at = check_page(f->first_page);
    str name = shown_name(f);
    check_unicode(c, f);
    if (f->type3) {
        findings_add(c->findings, RULE_FONT_TYPE3, at, "text is in a Type 3 font");
        return;
    }
    if (f->program->type == NODE_NULL) {
        findings_add(c->findings, RULE_FONT_NOT_EMBEDDED, at, "font %.*s is not embedded",
                     STR_ARG(name));
        return;
    }
    if (!f->subset)
        findings_add(c->findings, RULE_FONT_NOT_SUBSET, at, "font %.*s is embedded whole",
                     STR_ARG(name));
    check_program(c, f);
    check_encoding(c, f);
}

/* Fonts in the file that no text uses: PDF/X wants them embedded as well. */
static void check_unused(struct check *c, const struct node *font, const struct map *used)
{
    static const char *const programs[] = {"FontFile", "FontFile2", "FontFile3"};
    const struct node *subtype = input_get(c->doc, font, "Subtype");
    if (!node_is_name(input_get(c->doc, font, "Type"), "Font") || node_is_name(subtype, "Type0") ||
        node_is_name(subtype, "Type3") || map_get_number(used, font->id))
        return;
    const struct node *descriptor = input_get(c->doc, font, "FontDescriptor");
    for (size_t i = 0; i < 3; i++)
        if (input_get(c->doc, descriptor, programs[i])->type == NODE_STREAM)
            return;
    findings_add(c->findings, RULE_FONT_UNUSED, check_page(0),
                 "font %.*s is in the file and not embedded",
                 STR_ARG(input_get(c->doc, font, "BaseFont")->text));
}

void check_fonts(struct check *c)
{
    struct fonts_read *fonts = content_fonts(c->content);
    struct map *used = map_new();
    for (size_t i = 0; i < fonts_read_count(fonts); i++) {
        struct font *f = fonts_read_at(fonts, i);
        if (!f->first_page)
            continue;
        check_font(c, f);
        *map_slot_number(used, f->descendant->id, NULL) = 1;
    }
    bool all = findings_wants(c->findings, RULE_FONT_UNUSED);
    for (size_t i = 1; all && i <= input_objects(c->doc); i++)
        check_unused(c, input_object(c->doc, i), used);
    map_free(used);
}
