#include "picture/pdf_page.h"

#include "input/bounds.h"
#include "picture/formats.h"

#include <math.h>
#include <stdio.h>

/* A box of the page with its corners in order; false when it has none, or an empty one. */
static bool read_box(struct pdf_page *p, const char *name, double box[4])
{
    double v[4];
    if (!input_numbers(p->doc, input_get(p->doc, p->page, name), v, 4))
        return false;
    box[0] = fmin(v[0], v[2]);
    box[1] = fmin(v[1], v[3]);
    box[2] = fmax(v[0], v[2]);
    box[3] = fmax(v[1], v[3]);
    return box[0] < box[2] && box[1] < box[3];
}

/* ISO 32000-1, 14.11.2: what reaches out of the MediaBox is not there. */
static bool find_box(struct pdf_page *p)
{
    double media[4];
    if (!read_box(p, "MediaBox", media))
        return false;
    if (!read_box(p, "TrimBox", p->box) && !read_box(p, "CropBox", p->box))
        memcpy(p->box, media, sizeof media);
    for (int i = 0; i < 2; i++) {
        p->box[i] = fmax(p->box[i], media[i]);
        p->box[i + 2] = fmin(p->box[i + 2], media[i + 2]);
    }
    return p->box[0] < p->box[2] && p->box[1] < p->box[3];
}

static bool has_sound_size(const struct pdf_page *p)
{
    enum { SIDE_MAX = 20000, AWAY_MAX = 1000000 };
    double w = (p->box[2] - p->box[0]) * p->unit, h = (p->box[3] - p->box[1]) * p->unit;
    for (int i = 0; i < 4; i++)
        if (fabs(p->box[i]) > AWAY_MAX)
            return false;
    return w >= 0.1 && h >= 0.1 && w <= SIDE_MAX && h <= SIDE_MAX;
}

static void find_turn(struct pdf_page *p)
{
    const struct node *rotate = input_get(p->doc, p->page, "Rotate");
    const struct node *unit = input_get(p->doc, p->page, "UserUnit");
    bool quarters =
        rotate->type == NODE_NUMBER && fabs(rotate->number) < 1e6 && fmod(rotate->number, 90) == 0;
    p->turned = quarters ? ((int)rotate->number / 90 % 4 + 4) % 4 : 0;
    p->unit = unit->type == NODE_NUMBER && unit->number > 0 ? unit->number : 1;
}

/* Layers that are not shown would have to be found in the content. */
static bool hides_layers(struct pdf_page *p)
{
    const struct node *layers =
        input_get(p->doc, input_get(p->doc, input_catalog(p->doc), "OCProperties"), "D");
    const struct node *off = input_get(p->doc, layers, "OFF");
    return (off->type == NODE_ARRAY && off->n) ||
           node_is_name(input_get(p->doc, layers, "BaseState"), "OFF");
}

/* The library mends what it can; of a file that was cut off, pieces may be missing all the same. */
static bool was_mended(struct pdf_page *p)
{
    str said = input_complaint(p->doc);
    return said.n && memmem(said.p, said.n, "reconstruct", 11);
}

static const char *fault_of(struct pdf_page *p, unsigned number)
{
    if (input_state(p->doc) == INPUT_ENCRYPTED || input_encrypted(p->doc))
        return N_("the PDF file is protected by a password");
    if (input_state(p->doc) == INPUT_BROKEN)
        return N_("the PDF file is damaged, or has no pages");
    if (was_mended(p))
        return N_("the PDF file is damaged: its table of objects had to be made anew");
    if (!number || number > input_pages(p->doc))
        return N_("the PDF file has no such page");
    p->page = input_page(p->doc, number - 1);
    find_turn(p);
    if (!node_is_dict(p->page) || !find_box(p) || !has_sound_size(p))
        return N_("the page of the PDF file has no size, or one that no picture has");
    return hides_layers(p) ? N_("the PDF file has layers that are not shown") : NULL;
}

bool pdf_page_open(str bytes, unsigned number, struct pdf_page *out,
                   char message[PICTURE_MESSAGE_MAX])
{
    *out = (struct pdf_page){0};
    if (!qpdf_load(&out->qpdf)) {
        snprintf(message, PICTURE_MESSAGE_MAX,
                 "the library that reads PDF files is not there: install the package %s",
                 QPDF_PACKAGE);
        return false;
    }
    if (!input_is_bounded(bytes))
        return picture_refuse(message, N_("the PDF file has more objects than a picture needs"));
    out->doc = input_open(&out->qpdf, bytes);
    const char *fault = fault_of(out, number);
    if (!fault)
        return true;
    pdf_page_close(out);
    return picture_refuse(message, fault);
}

void pdf_page_close(struct pdf_page *p)
{
    input_free(p->doc);
    p->doc = NULL;
}

/* Links and notes that are closed show nothing. */
static bool shows_annotations(struct pdf_page *p)
{
    const struct node *all = input_get(p->doc, p->page, "Annots");
    for (size_t i = 0; all->type == NODE_ARRAY && i < all->n; i++) {
        const struct node *one = input_item(p->doc, all, i);
        const struct node *kind = input_get(p->doc, one, "Subtype");
        const struct node *flags = input_get(p->doc, one, "F");
        bool hidden =
            flags->type == NODE_NUMBER && fabs(flags->number) < 1e9 && ((int)flags->number & 2);
        if (node_is_dict(one) && !hidden && !node_is_name(kind, "Link") &&
            !node_is_name(kind, "Popup"))
            return true;
    }
    return false;
}

static uint32_t hundredths(double points)
{
    uint32_t n = (uint32_t)(points * 100 + 0.5);
    return n ? n : 1;
}

struct picture_head pdf_page_head(struct pdf_page *p)
{
    uint32_t w = hundredths((p->box[2] - p->box[0]) * p->unit);
    uint32_t h = hundredths((p->box[3] - p->box[1]) * p->unit);
    struct picture_head head = {.format = IMAGE_PDF,
                                .width = p->turned % 2 ? h : w,
                                .height = p->turned % 2 ? w : h,
                                .ppi = PICTURE_DRAWN_PPI,
                                .orientation = 1,
                                .drawn = true};
    if (shows_annotations(p))
        snprintf(head.lost, sizeof head.lost, MESSAGE_WORD("%s"),
                 N_("notes, stamps and fields that lie on the page"));
    return head;
}

bool pdf_look(str bytes, struct picture_head *out, char *message)
{
    return pdf_look_page(bytes, 1, out, message);
}

bool pdf_look_page(str bytes, unsigned number, struct picture_head *out, char *message)
{
    struct pdf_page p;
    if (!pdf_page_open(bytes, number, &p, message))
        return false;
    *out = pdf_page_head(&p);
    pdf_page_close(&p);
    return true;
}
