/* Stage "faces": the font catalogue (fonts.yaml), mapped faces, metrics and shaping. */
#pragma once

#include "base/diag.h"
#include "base/length.h"

#include <hb.h>

/** Fonts shared by all builds of a process; safe for several threads. */
struct fonts;

/** A mapped face. Immutable after it was opened; lives as long as its `struct fonts`. */
struct face {
    str name; /* catalogue name: family, then the weight unless it is Regular */
    const char *path;
    str sha256; /* of the file, by which it was checked, in hexadecimal digits */
    unsigned index;
    hb_blob_t *blob; /* the mapped file */
    hb_face_t *hb_face;
    hb_font_t *hb_font; /* scaled to units per em; shared read-only */
    int upem;
    bool cff;
    bool vertical; /* has vertical metrics */
    str ps_name;   /* PostScript name of the face (name id 6), for the PDF */
    /* in font units */
    int em_top, em_bottom;                   /* the ideographic em box (FT-07): 880, -120 of 1000 */
    int ascent, descent, cap_height, stem_v; /* OS/2 typo metrics; descent negative */
    int bbox[4];                             /* head: xMin yMin xMax yMax */
    int italic_angle;                        /* post, 16.16 degrees */
    unsigned order; /* small number, unique in its `struct fonts`; never use it for output order */
};

/** Opens the catalogue DIR/fonts.yaml. Reports what is wrong with it; NULL when it cannot be used.
 * Faces are opened at first use. */
struct fonts *fonts_open(const char *folder, struct diags *d);
void fonts_free(struct fonts *f);

/** The face of a catalogue name or alias ("Noto Serif CJK SC Bold", "思源宋体"). Opened, its
 * SHA-256 checked (remembered in the user's cache by device, inode, size and time stamps) and
 * FreeType asked whether it is sound, at first use. An unknown name is reported at `used_at` with
 * the nearest one; a missing or different file with the package that brings it. NULL then. */
const struct face *fonts_face(struct fonts *f, str name, struct place used_at, struct diags *d);

/** How many languages the catalogue lists patterns of hyphenation for, and which, in its order. */
size_t fonts_hyphenations(const struct fonts *f);
str fonts_hyphenation_language(const struct fonts *f, size_t i);

/** The file of the patterns by which words of a language ("en") are hyphenated, its SHA-256 checked
 * as a font's is, so that the archive's lines break as they did. NULL when the catalogue lists
 * none, or when it is missing or another, which is reported. Lives as long as the fonts. */
const char *fonts_hyphenation(struct fonts *f, str language, struct diags *d);

/** A printing condition: its identifier, what it is in words, the file of its profile (NULL: it is
 * one that the ICC's registry describes), the most ink in all that a place takes (in percent; 0: as
 * the profile does). */
struct condition {
    str name, info;
    const char *path;
    unsigned ink;
};

/** The condition of a name, its profile's SHA-256 checked as a font's is. False when the catalogue
 * does not list it, or the profile is missing or another, which is reported. */
bool fonts_condition(struct fonts *f, str name, struct place used_at, struct condition *out,
                     struct diags *d);

/** For `banxin fonts`: what the catalogue says of a name, whether or not the file is there. */
struct font_facts {
    str family, weight, file, package, license, sha256;
    unsigned index;
    bool known, found;
    const char *path; /* where it was found */
};
struct font_facts fonts_facts(struct fonts *f, str name);

/** For `banxin fonts`: what the catalogue says of a language's patterns; `known` is false when it
 * lists none. */
struct font_facts fonts_hyphenation_facts(struct fonts *f, str language);

/** The same of a printing condition. */
struct font_facts fonts_condition_facts(struct fonts *f, str name);

/** A shaped glyph, in font units. */
struct shaped {
    uint32_t glyph;
    uint32_t cluster;       /* index of the first code point of its cluster */
    int advance;            /* along the line */
    int x_offset, y_offset; /* of its horizontal origin from the pen; y upwards */
};

/** A shaper: buffers that are used again. One for a thread. */
struct shaper;
struct shaper *shaper_new(void);
void shaper_free(struct shaper *s);

/** HALF_WIDTH: digits that stand side by side in a vertical line, half an em each where the font
 * can do it (hwid, FT-04). VERTICAL: Han in a line from top to bottom. */
enum shape_script {
    SHAPE_HAN,
    SHAPE_WESTERN,
    SHAPE_HALF_WIDTH,
    SHAPE_DIGITS, /* as WESTERN, digits of one width, half an em where the font can do it */
    SHAPE_VERTICAL,
    SHAPE_HALF_MARKS,         /* as HAN, marks half as wide where the font has halt (FT-03) */
    SHAPE_HALF_MARKS_VERTICAL /* as VERTICAL, with vhal */
};

/** Shapes code points [from, to) of `text` (the rest is context) in one face. HAN runs: script
 * Hani, `language`, locl on, kern liga palt halt chws off (FT-02, FT-03, FT-12); WESTERN: script
 * Latn, kern and liga on; VERTICAL runs: as HAN, with the vertical forms (vert, vrt2; FT-05), the
 * pen in the middle of the line at the top of the glyph's cell. The result is valid until the next
 * call with this shaper; glyph 0 stands for a missing character. */
const struct shaped *shape(struct shaper *s, const struct face *face, enum shape_script script,
                           const char *language, const uint32_t *text, size_t n_text, size_t from,
                           size_t to, size_t *n);

/** Where a glyph stands in a vertical line (VT-13), in font units: how far the pen goes down, and
 * the pen before it as seen from the horizontal origin, y upwards. By the font's vmtx and VORG; a
 * font without them has its ideographic em box on the line, and its glyphs in the middle. */
struct vertical_metrics {
    int advance, x, y;
};
struct vertical_metrics face_vertical(const struct face *face, uint32_t glyph);

/** Whether the face maps a code point to a glyph. */
bool face_has(const struct face *face, uint32_t c);

/** Font units to a length at a size. */
static inline length face_scale(const struct face *face, int64_t units, length size)
{
    return length_scale(size, units, face->upem);
}
