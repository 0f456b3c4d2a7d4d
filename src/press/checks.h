/* What the checks of preflight share. */
#pragma once

#include "base/map.h"
#include "press/content.h"
#include "press/ink.h"
#include "press/preflight.h"
#include "press/value.h"

struct tags;
struct xmp;

/** An output intent of one kind. */
struct condition {
    unsigned count;
    const struct node *intent, *profile; /* the last one; its profile or node_null */
    char space[5];                       /* of its profile: "CMYK"; "" without one */
};

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

    struct condition x, a; /* for PDF/X and for PDF/A */
    struct xmp *xmp;       /* NULL: none that can be read */
    struct tags *tags;     /* NULL: none */
    struct map *seen;      /* profiles that were looked at */
    bool transparent;      /* something on the page is */
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

/* What the standards ask of the file, before its pages: in this order. */
void check_file(struct check *c);
void check_metadata(struct check *c);
void check_condition(struct check *c);
void check_catalog(struct check *c);
void check_tags(struct check *c);

/* Of each page. */
void check_page_state(struct check *c, const struct node *page);
void check_annotations(struct check *c, const struct node *page);
void check_blend_space(struct check *c, const struct node *page);

/* Of what is painted. */
void check_state(struct check *c, const struct node *gs);
void check_rendering(struct check *c, str name);
void check_object(struct check *c, const struct node *object);
void check_mark(struct check *c, const struct mark *m);
/** Whether a colour space fits the printing condition; `thing` is in it. */
void check_device(struct check *c, const struct space *s, struct spot at, const char *thing);
void check_transparent(struct check *c, const struct painting *p, const char *thing);
void check_tagged(struct check *c, const struct painting *p, const char *thing);
/** Whether ActualText stands for what is painted. */
bool check_is_read_as(const struct check *c, const struct painting *p);
/** Text of private codes that nothing explains. */
void check_private(struct check *c, const struct painting *p);

/* Of each font. */
void check_encoding(struct check *c, const struct font *f);
void check_unicode(struct check *c, struct font *f);
/** The kinds (unicode_map.h) of a font's codes; NULL: it has no ToUnicode. */
const unsigned char *font_unicode(struct check *c, struct font *f);

/** An action and those that follow; what happens by itself (AA). Page 0: the file's. */
void check_action(struct check *c, const struct node *action, size_t page);
void check_events(struct check *c, const struct node *dict, size_t page);
