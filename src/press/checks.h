/* What the checks of preflight share. */
#pragma once

#include "press/content.h"
#include "press/ink.h"
#include "press/preflight.h"

struct check {
    struct input *doc;
    struct content *content;
    struct findings *findings;
    const struct preflight_options *options;
    struct preflight_summary *summary;
    struct ink *ink;
    struct arena *arena;
    struct map *pictures; /* dictionaries of pictures whose data were looked at */
    size_t page;          /* from 1 */
    struct box media, bleed, trim;
    int rotation; /* of the page, in quarter turns clockwise */
    double unit;  /* UserUnit */
};

/** A place on the current page, from a box in default user space. */
struct spot check_spot(const struct check *c, const struct box *b);
/** The current page, or (page 0) the file. */
struct spot check_page(size_t page);
/** A number as text, for messages; lives as long as the check. */
const char *check_number(struct check *c, double v, int digits);

void check_boxes(struct check *c, const struct node *page);
/** After all pages: sizes and their number. */
void check_pages(struct check *c);
/** What was painted near the edges and how much ink there is. */
void check_ink(struct check *c);
void check_painting(struct check *c, const struct painting *p);
void check_picture(struct check *c, const struct painting *p);
void check_fonts(struct check *c);
void check_spots(struct check *c);
