/* Fonts: what the profiles ask of those that others embedded. */
#include "pdf/import.h"

static const char *name_of(struct import *im, const struct node *font)
{
    const struct node *name = input_get(im->doc, font, "BaseFont");
    return name->type == NODE_NAME && name->text.n ? str_z(im->arena, name->text)
                                                   : "without a name";
}

static bool is_embedded(struct import *im, const struct node *font)
{
    static const char *const programs[] = {"FontFile", "FontFile2", "FontFile3"};
    const struct node *descriptor = input_get(im->doc, font, "FontDescriptor");
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
        if (input_get(im->doc, descriptor, programs[i])->type == NODE_STREAM)
            return true;
    return false;
}

/* OpenType programs came with PDF 1.6. */
static bool is_new(struct import *im, const struct node *font)
{
    const struct node *program =
        input_get(im->doc, input_get(im->doc, font, "FontDescriptor"), "FontFile3");
    return node_is_name(input_get(im->doc, program, "Subtype"), "OpenType");
}

/* Whether the text says which characters it is (ISO 19005-2, 6.2.11.7.2): by a map; or by a
 * character collection that has one. Simple fonts have the names of their glyphs. */
static bool says_characters(struct import *im, const struct node *font)
{
    const struct node *encoding = input_get(im->doc, font, "Encoding");
    const struct node *below = input_item(im->doc, input_get(im->doc, font, "DescendantFonts"), 0);
    const struct node *ordering =
        input_get(im->doc, input_get(im->doc, below, "CIDSystemInfo"), "Ordering");
    if (input_get(im->doc, font, "ToUnicode")->type == NODE_STREAM)
        return true;
    return encoding->type == NODE_NAME && ordering->type == NODE_STRING &&
           !str_is(ordering->text, "Identity");
}

/* A symbolic TrueType font must have no encoding (ISO 19005-2, 6.2.11.6), since readers do not
 * agree whether to heed it. */
static bool is_ambiguous(struct import *im, const struct node *font)
{
    enum { SYMBOLIC = 4, NONSYMBOLIC = 32 };
    const struct node *flags =
        input_get(im->doc, input_get(im->doc, font, "FontDescriptor"), "Flags");
    if (!node_is_name(input_get(im->doc, font, "Subtype"), "TrueType") ||
        input_get(im->doc, font, "Encoding")->type == NODE_NULL || flags->type != NODE_NUMBER ||
        !(flags->number >= 0 && flags->number < 1e9))
        return false;
    return ((int)flags->number & (SYMBOLIC | NONSYMBOLIC)) == SYMBOLIC;
}

/* The glyphs of a Type 3 font are content. */
static void put_glyphs(struct import *im, struct buf *b, const struct node *font,
                       const struct node *resources)
{
    const struct node *own = input_get(im->doc, font, "Resources");
    const struct node *procs = input_get(im->doc, font, "CharProcs");
    buf_str(b, STR(" /CharProcs <<"));
    for (size_t i = 0; procs->type == NODE_DICT && i < procs->n; i++) {
        const struct node *glyph = input_follow(im->doc, node_value_at(procs, i));
        struct buf text = {0};
        struct object *o = NULL;
        if (input_stream(im->doc, glyph, IMPORT_STREAM_MAX, &text) == STREAM_GOOD)
            o = import_content(im, buf_view(&text), own->type == NODE_DICT ? own : resources);
        else
            import_fault(im, FAULT_DAMAGED, "a glyph");
        buf_free(&text);
        if (!o)
            continue;
        put_name(b, node_key_at(procs, i));
        buf_format(b, " %u 0 R ", object_number(o));
    }
    buf_str(b, STR(">>"));
}

void import_font(struct import *im, struct buf *b, const struct node *font,
                 const struct node *resources)
{
    const struct node *subtype = input_get(im->doc, font, "Subtype");
    buf_str(b, STR(" /Type /Font"));
    if (node_is_name(subtype, "Type3")) {
        put_glyphs(im, b, font, resources);
        return;
    }
    if (node_is_name(subtype, "Type0")) {
        if (im->e->traits->a && !says_characters(im, font))
            import_fault(im, FAULT_UNICODE, name_of(im, font));
        return;
    }
    if (!is_embedded(im, font))
        import_fault(im, FAULT_FONT, name_of(im, font));
    else if (im->e->traits->x == 1 && is_new(im, font))
        import_fault(im, FAULT_NEW, "an OpenType font");
    if (im->e->traits->a && is_ambiguous(im, font))
        import_fault(im, FAULT_AMBIGUOUS, name_of(im, font));
    if (node_is_name(subtype, "CIDFontType2") &&
        input_get(im->doc, font, "CIDToGIDMap")->type == NODE_NULL)
        buf_str(b, STR(" /CIDToGIDMap /Identity"));
}
