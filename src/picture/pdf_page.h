/* One page of a PDF file, taken as a picture: its size is that of its TrimBox, or its CropBox where
 * it has none, turned as the page says. */
#pragma once

#include "input/input.h"
#include "picture/picture.h"

struct pdf_page {
    struct qpdf qpdf;
    struct input *doc;
    const struct node *page;
    double box[4]; /* what is seen: left, bottom, right, top, in the page's units */
    double unit;   /* one of them, in points */
    int turned;    /* quarters clockwise: 0 to 3 */
};

/** Opens page `number`, from 1, of a file whose bytes must stay there; false, and why in `message`,
 * when it cannot be had. Valid until pdf_page_close(). */
bool pdf_page_open(str bytes, unsigned number, struct pdf_page *out,
                   char message[PICTURE_MESSAGE_MAX]);
void pdf_page_close(struct pdf_page *p);

/** What the page is as a picture. */
struct picture_head pdf_page_head(struct pdf_page *p);
