/* The parts of the SVG reader. Private to this stage. */
#pragma once

#include "base/map.h"
#include "base/vec.h"
#include "picture/drawing.h"

/* ---- svg_tree.c: the file as elements ---- */

struct svg_attribute {
    str name, value;
};

struct svg_element {
    str name; /* without a prefix */
    unsigned line;
    const struct svg_attribute *attributes;
    size_t n_attributes;
    struct svg_element *first, *last, *next;
    str text; /* of `style`, and of what has no name: text between the elements of a `text` */
};

/** The root element; NULL, and why in `message`, when the file cannot be read. */
struct svg_element *svg_tree(struct arena *a, str bytes, char *message);

/** An attribute's value; p NULL: there is none. */
str svg_attribute(const struct svg_element *e, const char *name);

/* ---- svg_number.c: what values are made of ---- */

/** Skips blanks and one comma. */
void svg_skip(str *s);
/** Takes a number from the front; false when none stands there. */
bool svg_number(str *s, double *out);
/** A length in user units (1/96 inch), `whole` for per cent; false when it is none. */
bool svg_length(str s, double whole, double *out);

/** x' = a x + c y + e, y' = b x + d y + f. */
struct svg_matrix {
    double a, b, c, d, e, f;
};

/** m after the list of transforms in s; what cannot be read ends it. */
struct svg_matrix svg_transform(struct svg_matrix m, str s);
struct svg_matrix svg_multiply(struct svg_matrix m, struct svg_matrix n);
struct svg_matrix svg_rotation(double degrees);

/* ---- svg_style.c: colours and properties ---- */

struct svg_paint {
    bool none, current;
    struct drawing_color color;
    str server; /* id of a gradient or pattern; the rest is what stands behind it */
};

/** Of text; lengths in user units. */
struct svg_font {
    str families; /* as they are listed */
    double size, spacing;
    bool bold, italic, vertical;
    enum drawing_anchor anchor;
    int baseline; /* how far above the alphabetic one text is aligned, in 1/100 em */
};

/** Sets a property of text; false: it is none. */
bool svg_font_property(struct svg_font *f, str name, str value);

struct svg_style {
    struct svg_font font;
    struct svg_paint fill, stroke, color, stop;
    double fill_alpha, stroke_alpha, alpha, stop_alpha;
    str clip; /* id of what cuts the element off; not inherited */
    double width, dash_start, dashes[DRAWING_DASHES];
    int n_dashes;
    int cap, join;
    double miter;
    bool even_odd, clip_even_odd, hidden, shown; /* visibility; display */
};

struct svg_rules; /* of the file's style elements */

struct svg_rules *svg_rules(struct arena *a, const struct svg_element *root);
struct svg_style svg_style_first(void);
/** What an element inherits and says itself: by attributes, rules, its `style`. The name of a paint
 * that cannot be set goes into `*loss`. */
struct svg_style svg_style_of(const struct svg_style *outer, const struct svg_rules *rules,
                              const struct svg_element *e, const char **loss);

/* ---- svg_path.c: outlines ---- */

enum { SVG_OPS_MAX = 1 << 20 };

struct svg_outline {
    VEC(unsigned char) ops;
    VEC(double) xy;
    bool damaged; /* read as far as it was good */
};

void svg_outline_free(struct svg_outline *o);
/** The path of an element (path, rect, circle, ellipse, line, polyline, polygon) in its own units;
 * false when it is none of these. `view`: the width and height that per cent mean. */
bool svg_outline(const struct svg_element *e, const double view[2], struct svg_outline *out);

/** The smallest box around an outline: left, top, right, bottom; false when it is empty. */
bool svg_box(const struct svg_outline *o, double box[4]);

/* ---- svg_gradient.c ---- */

/** What elements are found and styled by. */
struct svg_file {
    struct arena *arena;
    const struct svg_element *root;
    const struct svg_rules *rules;
    struct map *ids; /* → struct svg_element */
    double view[2];
    struct drawing_losses *losses;
};

/** Notes what is not drawn, the first of its kind. */
void svg_lose(struct drawing_losses *l, const char *what, unsigned line);

/** The element of an id, the first that has it, or NULL. */
const struct svg_element *svg_find(const struct svg_file *f, str id);

/** A gradient's colours and place for an outline under a transform; NULL when the element is none,
 * or has no stops. `*alpha` is its opacity; what is not drawn of it goes into `*loss`. */
const struct drawing_gradient *svg_gradient(const struct svg_file *f, const struct svg_element *e,
                                            const struct svg_outline *o, struct svg_matrix m,
                                            double *alpha, const char **loss);

/** In 1/65536 pt, within what any paper holds. */
length svg_to_length(double units);

/* ---- svg_text.c ---- */

struct svg_texts {
    VEC(struct drawing_text) v;
    size_t bytes;
};

/** Appends what a `text` element says, under a transform; of what `cut`s it off only says so. */
void svg_text(const struct svg_file *f, const struct svg_element *e, const struct svg_style *style,
              struct svg_matrix m, bool cut, struct svg_texts *out);
