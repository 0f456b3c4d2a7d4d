#include "pdf/import.h"

#include "base/file.h"
#include "picture/pdf_page.h"

#include <math.h>
#include <stdlib.h>

static const struct {
    enum diag_code code;
    const char *message, *hint;
} faults[] = {
#define FAULT(id, diag, message, hint) {DIAG_##diag, message, hint},
#include "pdf/import_faults.def"
#undef FAULT
};

void import_fault(struct import *im, enum import_fault fault, const char *what)
{
    str text = str_format(im->arena, faults[fault].message, what);
    bool is_new;
    map_slot(im->told, text, &is_new);
    if (!is_new || im->n_faults++ >= IMPORT_FAULTS_MAX)
        return;
    diag_add(im->diags, faults[fault].code, im->image->used_at, "%s: page %u: %-s", im->image->path,
             im->image->page, text.p);
    diag_hint(im->diags, "%-s", faults[fault].hint);
}

/* ---- the form ---- */

static void put_matrix(struct buf *b, const double m[6])
{
    buf_str(b, STR(" /Matrix ["));
    for (int i = 0; i < 6; i++) {
        import_number(b, m[i]);
        buf_char(b, i < 5 ? ' ' : ']');
    }
}

/* The box, turned clockwise, becomes the unit square. */
static void put_place(struct buf *b, const struct pdf_page *p)
{
    const double *box = p->box, w = 1 / (box[2] - box[0]), h = 1 / (box[3] - box[1]);
    const double left = box[0] * w, bottom = box[1] * h;
    const double turns[4][6] = {
        {w, 0, 0, h, -left, -bottom},
        {0, -w, h, 0, -bottom, 1 + left},
        {-w, 0, 0, -h, 1 + left, 1 + bottom},
        {0, w, -h, 0, 1 + bottom, -left},
    };
    buf_str(b, STR(" /BBox ["));
    for (int i = 0; i < 4; i++) {
        import_number(b, box[i]);
        buf_char(b, i < 3 ? ' ' : ']');
    }
    put_matrix(b, turns[p->turned]);
}

/* A page that can be seen through is a group of its own, as its maker saw it. */
static void put_group(struct import *im, struct buf *b, const struct pdf_page *p)
{
    const struct node *group = input_get(im->doc, p->page, "Group");
    if (im->e->traits->x != 1 && node_is_dict(group))
        buf_str(b, STR(" /Group <</S /Transparency /I true>>"));
}

static struct object *make_form(struct import *im, const struct pdf_page *p)
{
    struct buf text = {0};
    struct object *o = NULL;
    /* what a page begins with: the one around it may have left other values */
    buf_str(&text, STR("0 g 0 G 1 w 0 J 0 j 10 M [] 0 d\n"));
    if (contents_join(im->doc, p->page, &text) == STREAM_GOOD && text.n < IMPORT_STREAM_MAX)
        o = import_content(im, buf_view(&text), input_get(im->doc, p->page, "Resources"));
    else
        import_fault(im, FAULT_DAMAGED, "its content");
    buf_free(&text);
    if (!o)
        return NULL;
    struct buf *b = object_entries(o);
    buf_str(b, STR(" /Type /XObject /Subtype /Form"));
    put_place(b, p);
    put_group(im, b, p);
    return o;
}

static struct object *import_page(struct import *im, struct pdf_page *p)
{
    im->doc = p->doc;
    im->spaces = spaces_new(p->doc);
    im->arena = arena_new();
    im->deflater = deflater_new();
    im->made = map_new();
    im->spaces_made = map_new();
    im->told = map_new();
    struct object *o = make_form(im, p);
    map_free(im->told);
    map_free(im->spaces_made);
    map_free(im->made);
    deflater_free(im->deflater);
    spaces_free(im->spaces);
    arena_free(im->arena);
    return im->n_faults ? NULL : o;
}

struct object *embed_page(struct embedder *e, const struct image *image, struct diags *d)
{
    str bytes = picture_bytes(image, d);
    if (!bytes.p)
        return NULL;
    char message[PICTURE_MESSAGE_MAX] = "";
    struct pdf_page page;
    struct object *o = NULL;
    if (pdf_page_open(bytes, image->page, &page, message)) {
        e->source = NULL; /* the page's RGB is sRGB where it does not say itself which it is */
        struct import im = {.e = e, .image = image, .diags = d};
        const struct picture_head h = pdf_page_head(&page);
        if (picture_same(image, &h, message))
            o = import_page(&im, &page);
        pdf_page_close(&page);
    }
    if (message[0])
        picture_report(image, message, d);
    file_unmap(bytes);
    return o;
}
