/* What the pages of a PDF paint: an interpreter of content streams that tells a listener of every
 * painting with the graphics state it was made in. qpdf's C interface does not reach into content
 * streams. Everything is bounded: depth of states and forms, number of operators. */
#pragma once

#include "press/fonts.h"
#include "press/geometry.h"
#include "press/plates.h"

enum {
    CONTENT_OPERATORS_MAX = 20000000, /* of a document */
    CONTENT_STATES_MAX = 512,         /* q without Q */
    CONTENT_FORMS_MAX = 24,           /* forms in forms */
    CONTENT_MARKS_MAX = 256,          /* marked content in marked content */
};

/** Points of a path, flattened to straight lines, in default user space. */
struct subpath {
    size_t first, n;
    bool closed;
};

struct path {
    const struct point *points;
    size_t n_points;
    const struct subpath *parts;
    size_t n_parts;
    bool rectangle; /* a single one, along the axes */
};

/** What clips, beyond the box of it; lives as long as the page. */
struct clip {
    const struct clip *outer;
    struct path path;
    bool even_odd;
};

struct tint {
    const struct space *space;
    double v[COLORANTS_MAX];
    const struct node *pattern; /* or NULL */
};

struct text_state {
    struct font *font; /* NULL: none was set */
    double size, spacing, word_spacing, scale, leading, rise;
    int mode;
};

struct graphics {
    struct matrix matrix;
    struct tint fill, stroke;
    double width;
    bool overprint_fill, overprint_stroke;
    int overprint_mode;
    double alpha_fill, alpha_stroke;
    str blend; /* "Normal" or another */
    bool masked;
    struct text_state text;
    struct box clip_box;
    const struct clip *clip; /* NULL: only the box */
};

/** A marked-content sequence that is open. */
struct mark {
    const struct mark *outer;
    str tag;
    const struct node *properties; /* node_null when there are none */
    int64_t mcid;                  /* -1: none */
    uint32_t owner;                /* number of the page or form in whose content it stands */
};

enum painting_kind { PAINT_FILL, PAINT_STROKE, PAINT_TEXT, PAINT_IMAGE, PAINT_SHADING };

struct painting {
    enum painting_kind kind;
    const struct graphics *state;
    struct box box; /* of what shows of it, in default user space */
    const struct mark *mark;
    const struct node *resources;
    const struct path *path;   /* FILL, STROKE */
    bool even_odd;             /* FILL */
    double width;              /* STROKE: of the line as it prints, pt */
    double size;               /* TEXT: as it prints, pt */
    str text;                  /* TEXT: the codes shown */
    const struct node *object; /* IMAGE: its dictionary; SHADING: the shading */
    str inline_data;           /* IMAGE in the content stream: its bytes */
};

enum content_trouble {
    TROUBLE_SYNTAX,     /* operands or operators that are not as they should be */
    TROUBLE_BALANCE,    /* q and Q, BT and ET, marked content */
    TROUBLE_DEEP_STATE, /* more than 28 q in one another */
    TROUBLE_RESOURCE,   /* a name that the resources do not have */
    TROUBLE_STREAM,     /* data that cannot be decoded */
    TROUBLE_LIMIT,      /* one of the bounds above */
    TROUBLE_NO_MATTER,  /* none */
};

/** What is told; each may be NULL. */
struct content_listener {
    void *context;
    void (*painted)(void *context, const struct painting *p);
    void (*trouble)(void *context, enum content_trouble t, const char *what);
    /** An extended graphics state is set (gs). */
    void (*state)(void *context, const struct node *gs);
    /** A form or other external object is about to be painted. */
    void (*object)(void *context, const struct node *xobject, const struct mark *mark);
    /** A rendering intent is set (ri). */
    void (*rendering)(void *context, str name);
    /** A marked-content sequence begins. */
    void (*marked)(void *context, const struct mark *mark);
};

struct content;
/** Keeps fonts and colour spaces over all pages. */
struct content *content_new(struct input *doc, const struct content_listener *listener);
void content_free(struct content *c);

/** Interprets a page. False when the bound on operators was reached. */
bool content_run_page(struct content *c, const struct node *page);
struct fonts_read *content_fonts(struct content *c);
struct spaces *content_spaces(struct content *c);
