/* What the codes of fonts stand for: glyphs, and characters to be read and searched. */
#include "press/checks.h"
#include "press/unicode_map.h"

/* Predefined CMaps begin with one of these (ISO 32000-1, table 118), and belong to a collection. */
static const struct {
    const char *prefix, *ordering;
} cmaps[] = {
    {"Identity-", NULL},  {"GB-", "GB1"},      {"GBpc-", "GB1"},     {"GBK", "GB1"},
    {"UniGB-", "GB1"},    {"B5pc-", "CNS1"},   {"HKscs-", "CNS1"},   {"ETen", "CNS1"},
    {"CNS-", "CNS1"},     {"UniCNS-", "CNS1"}, {"83pv-", "Japan1"},  {"90ms", "Japan1"},
    {"90pv-", "Japan1"},  {"Add-", "Japan1"},  {"EUC-", "Japan1"},   {"Ext-", "Japan1"},
    {"H", "Japan1"},      {"V", "Japan1"},     {"UniJIS", "Japan1"}, {"KSC", "Korea1"},
    {"UniKS-", "Korea1"},
};

static const char *name_of(const struct font *f, struct arena *a)
{
    str name = f->subset ? str_slice(f->name, 7, f->name.n) : f->name;
    return name.n ? str_z(a, name) : "without a name";
}

static void check_cmap(struct check *c, const struct font *f)
{
    const struct node *encoding = input_get(c->doc, f->dict, "Encoding");
    const struct node *info = input_get(c->doc, f->descendant, "CIDSystemInfo");
    str ordering = value_text(c->doc, input_get(c->doc, info, "Ordering"));
    struct spot at = check_page(f->first_page);
    for (size_t i = 0; i < sizeof cmaps / sizeof *cmaps; i++) {
        bool whole = cmaps[i].prefix[1] == '\0';
        if (encoding->type != NODE_NAME ||
            !(whole ? str_is(encoding->text, cmaps[i].prefix)
                    : str_starts(encoding->text, str_of(cmaps[i].prefix))))
            continue;
        if (cmaps[i].ordering && !str_is(ordering, cmaps[i].ordering))
            findings_add(c->findings, RULE_FONT_COLLECTION, at,
                         "font %s is of the collection %.*s, its text in %.*s",
                         name_of(f, c->arena), STR_ARG(ordering), STR_ARG(encoding->text));
        return;
    }
    if (encoding->type != NODE_STREAM)
        findings_add(c->findings, RULE_FONT_CMAP, at,
                     "the CMap %.*s of font %s is neither embedded nor predefined",
                     STR_ARG(encoding->text), name_of(f, c->arena));
}

static void check_simple(struct check *c, const struct font *f)
{
    enum { SYMBOLIC = 4 };
    double flags = input_get(c->doc, f->descriptor, "Flags")->number;
    const struct node *encoding = input_get(c->doc, f->dict, "Encoding");
    const struct node *base =
        node_is_dict(encoding) ? input_get(c->doc, encoding, "BaseEncoding") : encoding;
    bool symbolic = flags >= 0 && flags < 1e9 && (unsigned)flags & SYMBOLIC;
    bool known = node_is_name(base, "WinAnsiEncoding") || node_is_name(base, "MacRomanEncoding");
    if (!str_is(f->subtype, "TrueType"))
        return;
    if (symbolic && encoding->type != NODE_NULL)
        findings_add(c->findings, RULE_FONT_ENCODING, check_page(f->first_page),
                     "font %s is symbolic and has an encoding", name_of(f, c->arena));
    else if (!symbolic && !known)
        findings_add(c->findings, RULE_FONT_ENCODING, check_page(f->first_page),
                     "font %s has neither WinAnsi nor MacRoman encoding", name_of(f, c->arena));
}

void check_encoding(struct check *c, const struct font *f)
{
    if (!f->composite) {
        check_simple(c, f);
        return;
    }
    const struct node *map = input_get(c->doc, f->descendant, "CIDToGIDMap");
    check_cmap(c, f);
    if (str_is(f->subtype, "CIDFontType2") && map->type != NODE_STREAM &&
        !node_is_name(map, "Identity"))
        findings_add(c->findings, RULE_FONT_GLYPH_MAP, check_page(f->first_page),
                     "font %s does not say which glyph a character has", name_of(f, c->arena));
}

/* Whether codes without ToUnicode mean something: by a named encoding, by names of glyphs, by a
 * character collection of Adobe's. */
static bool is_known_otherwise(struct check *c, const struct font *f)
{
    const struct node *encoding = input_get(c->doc, f->dict, "Encoding");
    if (f->composite)
        return encoding->type == NODE_NAME && !f->identity;
    if (encoding->type != NODE_NULL)
        return true;
    return str_is(f->subtype, "Type1") && f->program->type == NODE_NULL; /* a standard one */
}

void check_unicode(struct check *c, struct font *f)
{
    if (!findings_wants(c->findings, RULE_FONT_UNICODE))
        return;
    const unsigned char *kinds = font_unicode(c, f);
    if (!kinds && is_known_otherwise(c, f))
        return;
    for (uint32_t code = 0; code < font_codes(f); code++) {
        enum unicode_kind kind = kinds ? kinds[code] : UNICODE_NONE;
        if (!f->shown[code] || kind == UNICODE_GOOD || kind == UNICODE_PRIVATE ||
            (kind == UNICODE_NONE && is_known_otherwise(c, f)))
            continue;
        findings_add(c->findings, RULE_FONT_UNICODE, check_page(f->shown[code]),
                     kind == UNICODE_NONE ? N_("code %u of font %s stands for no character")
                                          : N_("code %u of font %s stands for U+0000, U+FEFF or "
                                               "U+FFFE"),
                     code, name_of(f, c->arena));
    }
}

const unsigned char *font_unicode(struct check *c, struct font *f)
{
    if (!f->unicode_read)
        f->unicode = unicode_map_read(c->doc, input_get(c->doc, f->dict, "ToUnicode"));
    f->unicode_read = true;
    return f->unicode;
}

void check_private(struct check *c, const struct painting *p)
{
    struct font *f = p->state->text.font;
    const unsigned char *kinds = font_unicode(c, f);
    for (size_t i = 0; kinds && i < p->text.n;) {
        uint32_t code = font_code(f, p->text, &i);
        if (kinds[code] != UNICODE_PRIVATE || check_is_read_as(c, p))
            continue;
        findings_add(c->findings, RULE_FONT_PRIVATE, check_spot(c, &p->box),
                     "a sign of font %s has a code of nobody's and is not named",
                     name_of(f, c->arena));
        return;
    }
}
