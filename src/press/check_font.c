/* Fonts: embedded, subset, sound, with every glyph that is shown; and the names of spot colours. */
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
        FT_Done_Face(face);
    } else {
        findings_add(c->findings, RULE_FONT_DAMAGED, check_page(f->first_page),
                     "the embedded program of font %.*s cannot be read", STR_ARG(shown_name(f)));
    }
    FT_Done_FreeType(library);
    buf_free(&program);
}

static void check_font(struct check *c, const struct font *f)
{
    struct spot at = check_page(f->first_page);
    str name = shown_name(f);
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
}

void check_fonts(struct check *c)
{
    struct fonts_read *fonts = content_fonts(c->content);
    for (size_t i = 0; i < fonts_read_count(fonts); i++)
        if (fonts_read_at(fonts, i)->first_page)
            check_font(c, fonts_read_at(fonts, i));
}

/* Names that differ only in case, blanks, hyphens. */
static bool sounds_like(str a, str b)
{
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        while (i < a.n && (a.p[i] == ' ' || a.p[i] == '-' || a.p[i] == '_'))
            i++;
        while (k < b.n && (b.p[k] == ' ' || b.p[k] == '-' || b.p[k] == '_'))
            k++;
        if (i == a.n || k == b.n)
            return i == a.n && k == b.n;
        char x = a.p[i], y = b.p[k];
        x = x >= 'A' && x <= 'Z' ? (char)(x + 32) : x;
        y = y >= 'A' && y <= 'Z' ? (char)(y + 32) : y;
        if (x != y)
            return false;
    }
}

static bool is_listed(const char *list, str name)
{
    for (str rest = str_of(list); rest.n;) {
        size_t n = str_find(rest, ',', 0);
        if (str_eq(str_trim(str_slice(rest, 0, n)), name))
            return true;
        rest = str_slice(rest, n < rest.n ? n + 1 : n, rest.n);
    }
    return false;
}

static bool is_plate_of_its_own(str name)
{
    return colorant_process(name) < 0 && !str_is(name, "All") && !str_is(name, "None");
}

static void check_spelling(struct check *c, str name, size_t before)
{
    struct spaces *spaces = content_spaces(c->content);
    for (size_t i = 0; i < before; i++) {
        const struct space *s = spaces_spot(spaces, i);
        for (unsigned k = 0; k < s->n; k++)
            if (!str_eq(s->names[k], name) && sounds_like(s->names[k], name))
                findings_add(c->findings, RULE_SPOT_SPELLING, check_page(0),
                             "the spot colour %.*s is also called %.*s", STR_ARG(s->names[k]),
                             STR_ARG(name));
    }
}

void check_spots(struct check *c)
{
    struct spaces *spaces = content_spaces(c->content);
    for (size_t i = 0; i < spaces_spots(spaces); i++) {
        const struct space *s = spaces_spot(spaces, i);
        for (unsigned k = 0; k < s->n; k++) {
            str name = s->names[k];
            if (!is_plate_of_its_own(name))
                continue;
            check_spelling(c, name, i);
            if (c->options->spots && !is_listed(c->options->spots, name))
                findings_add(c->findings, RULE_SPOT_UNLISTED, check_page(0),
                             "the spot colour %.*s is not one of those wanted", STR_ARG(name));
        }
    }
}
