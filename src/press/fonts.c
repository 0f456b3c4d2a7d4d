#include "press/fonts.h"

#include "base/map.h"
#include "base/vec.h"

#include <stdlib.h>

struct widths {
    VEC(struct font_width) v;
};

struct fonts_read {
    struct input *doc;
    struct map *known;
    VEC(struct font *) fonts;
};

struct fonts_read *fonts_read_new(struct input *doc)
{
    struct fonts_read *f = xcalloc(1, sizeof *f);
    f->doc = doc;
    f->known = map_new();
    return f;
}

void fonts_read_free(struct fonts_read *f)
{
    if (!f)
        return;
    map_free(f->known);
    vec_free(&f->fonts);
    free(f);
}

size_t fonts_read_count(const struct fonts_read *f)
{
    return f->fonts.n;
}

struct font *fonts_read_at(const struct fonts_read *f, size_t i)
{
    return f->fonts.v[i];
}

static void add_width(struct widths *w, double first, double last, double width)
{
    if (first >= 0 && last >= first && last < 65536)
        vec_push(&w->v, ((struct font_width){(uint32_t)first, (uint32_t)last, width}));
}

/* W of a CID font: `c [w …]` and `first last w`. */
static void read_cid_widths(struct input *doc, const struct node *array, struct widths *w)
{
    for (size_t i = 0; i + 1 < array->n;) {
        double first = input_item(doc, array, i)->number;
        const struct node *second = input_item(doc, array, i + 1);
        if (second->type == NODE_ARRAY) {
            for (size_t k = 0; k < second->n; k++)
                add_width(w, first + (double)k, first + (double)k,
                          input_item(doc, second, k)->number);
            i += 2;
        } else {
            add_width(w, first, second->number, input_item(doc, array, i + 2)->number);
            i += 3;
        }
    }
}

static int by_first(const void *a, const void *b)
{
    const struct font_width *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

static void read_widths(struct input *doc, struct font *f)
{
    struct widths w = {0};
    if (f->composite) {
        const struct node *dw = input_get(doc, f->descendant, "DW");
        f->default_width = dw->type == NODE_NUMBER ? dw->number : 1000;
        const struct node *array = input_get(doc, f->descendant, "W");
        if (array->type == NODE_ARRAY)
            read_cid_widths(doc, array, &w);
    } else {
        double first = input_get(doc, f->dict, "FirstChar")->number;
        const struct node *array = input_get(doc, f->dict, "Widths");
        f->default_width = input_get(doc, f->descriptor, "MissingWidth")->number;
        if (array->type == NODE_NULL)
            f->default_width = 500; /* one of the fourteen standard fonts */
        for (size_t i = 0; array->type == NODE_ARRAY && i < array->n && i < 256; i++)
            add_width(&w, first + (double)i, first + (double)i, input_item(doc, array, i)->number);
    }
    f->n_widths = w.v.n;
    f->widths = vec_take(input_arena(doc), &w.v);
    if (f->n_widths)
        qsort(f->widths, f->n_widths, sizeof *f->widths, by_first);
}

static const struct node *find_program(struct input *doc, const struct node *descriptor)
{
    static const char *const keys[] = {"FontFile", "FontFile2", "FontFile3"};
    for (size_t i = 0; i < 3; i++) {
        const struct node *program = input_get(doc, descriptor, keys[i]);
        if (program->type == NODE_STREAM)
            return program;
    }
    return &node_null;
}

static bool has_subset_tag(str name)
{
    for (size_t i = 0; i < 6; i++)
        if (i >= name.n || name.p[i] < 'A' || name.p[i] > 'Z')
            return false;
    return name.n > 7 && name.p[6] == '+';
}

static void read_font(struct input *doc, struct font *f, const struct node *dict)
{
    f->dict = f->descendant = dict;
    f->subtype = input_get(doc, dict, "Subtype")->text;
    f->composite = str_is(f->subtype, "Type0");
    f->type3 = str_is(f->subtype, "Type3");
    f->name = input_get(doc, dict, "BaseFont")->text;
    if (f->composite) {
        const struct node *descendants = input_get(doc, dict, "DescendantFonts");
        f->descendant = input_item(doc, descendants, 0);
        f->subtype = input_get(doc, f->descendant, "Subtype")->text;
        const struct node *name = input_get(doc, f->descendant, "BaseFont");
        f->name = name->type == NODE_NAME ? name->text : f->name;
        const struct node *encoding = input_get(doc, dict, "Encoding");
        f->identity = node_is_name(encoding, "Identity-H") || node_is_name(encoding, "Identity-V");
        f->vertical = encoding->type == NODE_NAME && str_ends(encoding->text, STR("-V"));
    }
    f->descriptor = input_get(doc, f->descendant, "FontDescriptor");
    f->program = find_program(doc, f->descriptor);
    f->subset = has_subset_tag(f->name);
    f->shown = arena_many(input_arena(doc), font_codes(f), uint16_t);
    double m[6];
    f->matrix = (struct matrix){0.001, 0, 0, 0.001, 0, 0};
    if (f->type3 && input_numbers(doc, input_get(doc, dict, "FontMatrix"), m, 6))
        f->matrix = (struct matrix){m[0], m[1], m[2], m[3], m[4], m[5]};
    read_widths(doc, f);
}

struct font *fonts_read_font(struct fonts_read *f, const struct node *dict)
{
    bool is_new;
    uintptr_t *slot = map_slot_number(f->known, (uintptr_t)dict, &is_new);
    if (!is_new)
        return (struct font *)*slot;
    struct font *font = arena_one(input_arena(f->doc), struct font);
    *slot = (uintptr_t)font;
    read_font(f->doc, font, dict);
    vec_push(&f->fonts, font);
    return font;
}

uint32_t font_code(const struct font *f, str text, size_t *at)
{
    uint32_t code = (unsigned char)text.p[(*at)++];
    if (f->composite)
        code = code << 8 | (*at < text.n ? (unsigned char)text.p[(*at)++] : 0);
    return code;
}

double font_width_of(const struct font *f, uint32_t code)
{
    size_t low = 0, high = f->n_widths;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (f->widths[middle].last < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < f->n_widths && f->widths[low].first <= code)
        return f->widths[low].width;
    return f->default_width;
}

void font_mark_shown(struct font *f, uint32_t code, size_t page)
{
    if (!f->shown[code])
        f->shown[code] = (uint16_t)page;
}
