/* Objects that are copied by what they are. */
#include "pdf/import.h"

#include <math.h>
#include <stdlib.h>

struct import_made {
    struct object *object; /* NULL: it could not be */
    bool open;             /* it is being made */
};

static const struct entry {
    enum import_kind of;
    const char *key;
    enum import_kind value;
} entries[] = {
#define ENTRY(of, key, value) {KIND_##of, key, KIND_##value},
#include "pdf/import_entries.def"
#undef ENTRY
};

/* ---- plain values ---- */

void import_number(struct buf *b, double v)
{
    enum { DIGITS = 9 };
    const double scale = 1e9, most = 4e9;
    if (!(fabs(v) < most)) /* beyond what PDF holds */
        v = v > 0 ? INT32_MAX : INT32_MIN;
    buf_decimal(b, llround(v * scale), 1000000000, DIGITS);
}

static void put_plain(struct import *im, struct buf *b, const struct node *n, int depth);

static void put_items(struct import *im, struct buf *b, const struct node *n, int depth)
{
    bool dict = n->type != NODE_ARRAY;
    buf_str(b, dict ? STR("<<") : STR("["));
    for (size_t i = 0; i < n->n && im->n_values < IMPORT_VALUES_MAX; i++) {
        if (i)
            buf_char(b, ' ');
        if (dict) {
            put_name(b, node_key_at(n, i));
            buf_char(b, ' ');
        }
        put_plain(im, b, input_follow(im->doc, dict ? node_value_at(n, i) : &n->items[i]), depth);
    }
    buf_str(b, dict ? STR(">>") : STR("]"));
}

static void put_plain(struct import *im, struct buf *b, const struct node *n, int depth)
{
    enum { DEPTH_MAX = 16 };
    if (++im->n_values >= IMPORT_VALUES_MAX || depth > DEPTH_MAX) {
        import_fault(im, FAULT_LIMIT, "nested data");
        buf_str(b, STR("null"));
        return;
    }
    switch (n->type) {
    case NODE_BOOL: buf_str(b, n->number != 0 ? STR("true") : STR("false")); break;
    case NODE_NUMBER: import_number(b, n->number); break;
    case NODE_STRING: put_literal(b, n->text); break;
    case NODE_NAME: put_name(b, n->text); break;
    case NODE_ARRAY:
    case NODE_DICT: put_items(im, b, n, depth + 1); break;
    default: buf_str(b, STR("null"));
    }
}

/* ---- values that are looked at ---- */

/* Nothing can be seen through in PDF/X-1a. */
static bool is_opaque(const struct import *im)
{
    return im->e->traits->x == 1;
}

static void put_alpha(struct import *im, struct buf *b, const struct node *n)
{
    if (is_opaque(im) && n->type == NODE_NUMBER && n->number < 1)
        import_fault(im, FAULT_ALPHA, "opacity");
    put_plain(im, b, n, 0);
}

/* Of several modes the first is meant that the reader knows; only names are left of PDF 2.0 on. */
static void put_blend(struct import *im, struct buf *b, const struct node *n)
{
    static const char *const known[] = {"Multiply",   "Screen",     "Overlay",   "Darken",
                                        "Lighten",    "ColorDodge", "ColorBurn", "HardLight",
                                        "SoftLight",  "Difference", "Exclusion", "Hue",
                                        "Saturation", "Color",      "Luminosity"};
    if (n->type == NODE_ARRAY)
        n = input_item(im->doc, n, 0);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!node_is_name(n, known[i]))
            continue;
        if (is_opaque(im))
            import_fault(im, FAULT_ALPHA, "blend modes");
        put_name(b, n->text);
        return;
    }
    buf_str(b, STR("/Normal"));
}

/* The backdrop is a colour of the group's space, which is the one of its content. */
static void put_backdrop(struct import *im, struct buf *b, const struct node *mask,
                         const struct import_space *s)
{
    const struct node *backdrop = input_get(im->doc, mask, "BC");
    double v[4] = {0};
    if (s->kind > SPACE_CMYK || !input_numbers(im->doc, backdrop, v, s->n))
        return;
    buf_str(b, STR(" /BC ["));
    import_components(im, b, s, v);
    buf_char(b, ']');
}

static void put_mask_group(struct import *im, struct buf *b, const struct node *mask,
                           const struct node *resources)
{
    const struct node *form = input_get(im->doc, mask, "G");
    const struct node *cs = input_get(im->doc, input_get(im->doc, form, "Group"), "CS");
    buf_str(b, STR(" /G "));
    import_value(im, b, form, KIND_FORM, resources);
    if (cs->type != NODE_NULL)
        put_backdrop(im, b, mask, import_space(im, cs, resources));
}

static void put_soft_mask(struct import *im, struct buf *b, const struct node *n,
                          const struct node *resources)
{
    if (!node_is_dict(n)) {
        buf_str(b, STR("/None"));
        return;
    }
    if (is_opaque(im))
        import_fault(im, FAULT_ALPHA, "soft masks");
    const struct node *transfer = input_get(im->doc, n, "TR");
    bool luminosity = node_is_name(input_get(im->doc, n, "S"), "Luminosity");
    buf_format(b, "<</S /%s", luminosity ? "Luminosity" : "Alpha");
    put_mask_group(im, b, n, resources);
    if (node_is_dict(transfer)) {
        buf_str(b, STR(" /TR "));
        import_value(im, b, transfer, KIND_FUNCTION, resources);
    }
    buf_str(b, STR(">>"));
}

static void put_font_and_size(struct import *im, struct buf *b, const struct node *n,
                              const struct node *resources)
{
    buf_char(b, '[');
    import_value(im, b, input_item(im->doc, n, 0), KIND_FONT, resources);
    buf_char(b, ' ');
    import_value(im, b, input_item(im->doc, n, 1), KIND_PLAIN, resources);
    buf_char(b, ']');
}

/* On screens nothing is overprinted, and PDF/A has rules about it there (6.2.4.2). */
static void put_overprint(struct import *im, struct buf *b, const struct node *n)
{
    if (im->e->traits->colors != COLORS_SCREEN)
        put_plain(im, b, n, 0);
    else
        buf_str(b, n->type == NODE_BOOL ? STR("false") : STR("0"));
}

static bool put_looked_at(struct import *im, struct buf *b, const struct node *n,
                          enum import_kind kind, const struct node *resources)
{
    switch (kind) {
    case KIND_PLAIN: put_plain(im, b, n, 0); return true;
    case KIND_ALPHA: put_alpha(im, b, n); return true;
    case KIND_BLEND: put_blend(im, b, n); return true;
    case KIND_SOFT_MASK: put_soft_mask(im, b, n, resources); return true;
    case KIND_OVERPRINT: put_overprint(im, b, n); return true;
    case KIND_FONT_AND_SIZE: put_font_and_size(im, b, n, resources); return true;
    default: return false;
    }
}

/* ---- dictionaries ---- */

/* Entries that are no row of the table. */
static void put_particular(struct import *im, struct buf *b, const struct node *dict,
                           enum import_kind kind, const struct node *resources)
{
    switch (kind) {
    case KIND_GSTATE: buf_str(b, STR(" /Type /ExtGState")); break;
    case KIND_SHADING: import_shading(im, b, dict, resources); break;
    case KIND_PATTERN: buf_str(b, STR(" /Type /Pattern")); break;
    case KIND_FORM: buf_str(b, STR(" /Type /XObject /Subtype /Form")); break;
    case KIND_FONT: import_font(im, b, dict, resources); break;
    case KIND_DESCRIPTOR: buf_str(b, STR(" /Type /FontDescriptor")); break;
    case KIND_ENCODING:
        buf_str(b, dict->type == NODE_STREAM ? STR(" /Type /CMap") : STR(" /Type /Encoding"));
        break;
    case KIND_CMAP: buf_str(b, STR(" /Type /CMap")); break;
    default: break;
    }
}

void import_entries(struct import *im, struct buf *b, const struct node *dict,
                    enum import_kind kind, const struct node *resources)
{
    put_particular(im, b, dict, kind, resources);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (entries[i].of != kind)
            continue;
        const struct node *value = input_get(im->doc, dict, entries[i].key);
        bool group = entries[i].value == KIND_GROUP;
        if (value->type == NODE_NULL || (group && (is_opaque(im) || !node_is_dict(value))))
            continue;
        buf_format(b, " /%s ", entries[i].key);
        import_value(im, b, value, entries[i].value, resources);
    }
}

static struct object *make_content(struct import *im, const struct node *n,
                                   const struct node *resources)
{
    const struct node *own = input_get(im->doc, n, "Resources");
    struct buf text = {0};
    struct object *o = NULL;
    if (input_get(im->doc, n, "OPI")->type != NODE_NULL)
        import_fault(im, FAULT_PROXY, "a placeholder (OPI)");
    else if (input_stream(im->doc, n, IMPORT_STREAM_MAX, &text) == STREAM_GOOD)
        o = import_content(im, buf_view(&text), own->type == NODE_DICT ? own : resources);
    else
        import_fault(im, FAULT_DAMAGED, "a form or pattern");
    buf_free(&text);
    return o;
}

/* A group that a soft mask takes its light from must say in which colours (11.6.5.3). */
static void put_group_space(struct import *im, struct buf *b, const struct node *group,
                            const struct node *resources)
{
    const struct node *cs = input_get(im->doc, group, "CS");
    if (cs->type == NODE_NULL)
        return;
    const struct import_space *s = import_space(im, cs, resources);
    if (s->kind <= SPACE_CMYK && s->kind != SPACE_UNKNOWN)
        buf_format(b, " /CS %.*s", STR_ARG(s->written));
}

static struct object *make_object(struct import *im, const struct node *n, enum import_kind kind,
                                  const struct node *resources)
{
    struct object *o = NULL;
    if (kind == KIND_IMAGE)
        return import_picture(im, n, resources);
    if (n->type != NODE_STREAM)
        o = object_new(im->e->doc);
    else if (kind == KIND_FORM || kind == KIND_PATTERN)
        o = make_content(im, n, resources);
    else
        o = import_data(im, n);
    if (o)
        import_entries(im, object_entries(o), n, kind, resources);
    return o;
}

static struct object *object_of(struct import *im, const struct node *n, enum import_kind kind,
                                const struct node *resources)
{
    uint64_t key = (uint64_t)n->id << 24 | (uint64_t)n->generation << 8 | (uint64_t)kind;
    bool is_new;
    uintptr_t *slot = map_slot_number(im->made, key, &is_new);
    if (is_new)
        *slot = (uintptr_t)arena_one(im->arena, struct import_made);
    struct import_made *made = (struct import_made *)*slot;
    if (made->open)
        import_fault(im, FAULT_LOOP, "something that the page shows");
    if (!is_new)
        return made->object;
    if (++im->n_objects > IMPORT_OBJECTS_MAX || im->depth >= IMPORT_DEPTH_MAX) {
        import_fault(im, FAULT_LIMIT, im->depth < IMPORT_DEPTH_MAX ? "objects" : "depth");
        return NULL;
    }
    made->open = true;
    im->depth++;
    made->object = make_object(im, n, kind, resources);
    im->depth--;
    made->open = false;
    return made->object;
}

/* ---- all values ---- */

static enum import_kind kind_of(struct import *im, const struct node *n, enum import_kind kind)
{
    const struct node *subtype = input_get(im->doc, n, "Subtype");
    if (kind == KIND_MASK)
        return n->type == NODE_STREAM ? KIND_IMAGE : KIND_PLAIN;
    if (kind != KIND_XOBJECT)
        return kind;
    if (node_is_name(subtype, "Image"))
        return KIND_IMAGE;
    if (!node_is_name(subtype, "Form"))
        import_fault(im, FAULT_PROXY, "PostScript");
    return KIND_FORM;
}

static void put_direct(struct import *im, struct buf *b, const struct node *n,
                       enum import_kind kind, const struct node *resources)
{
    buf_str(b, STR("<<"));
    if (im->depth < IMPORT_DEPTH_MAX) {
        im->depth++;
        import_entries(im, b, n, kind, resources);
        im->depth--;
    } else {
        import_fault(im, FAULT_LIMIT, "depth");
    }
    if (kind == KIND_GROUP)
        put_group_space(im, b, n, resources);
    buf_str(b, STR(">>"));
}

void import_value(struct import *im, struct buf *b, const struct node *n, enum import_kind kind,
                  const struct node *resources)
{
    n = input_follow(im->doc, n);
    kind = kind_of(im, n, kind);
    if (put_looked_at(im, b, n, kind, resources))
        return;
    if (n->type == NODE_ARRAY) { /* of functions, of the one font below a Type 0 font */
        buf_char(b, '[');
        for (size_t i = 0; i < n->n && im->depth < IMPORT_DEPTH_MAX; i++) {
            im->depth++;
            import_value(im, b, &n->items[i], kind, resources);
            im->depth--;
            buf_char(b, ' ');
        }
        buf_char(b, ']');
    } else if (!node_is_dict(n)) {
        put_plain(im, b, n, 0);
    } else if (n->type == NODE_DICT && (kind == KIND_GROUP || !n->id)) {
        put_direct(im, b, n, kind, resources);
    } else {
        struct object *o = object_of(im, n, kind, resources);
        if (o)
            buf_format(b, "%u 0 R", object_number(o));
        else
            buf_str(b, STR("null"));
    }
}
