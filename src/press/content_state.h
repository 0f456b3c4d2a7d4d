/* What the parts of the content interpreter share: content.c runs streams and keeps states,
 * content_path.c paths and painting, content_color.c colours and the extended state,
 * content_text.c text, content_object.c forms and pictures. */
#pragma once

#include "base/vec.h"
#include "press/content.h"

enum { OPERANDS_MAX = 64 };

struct points {
    VEC(struct point) v;
};
struct subpaths {
    VEC(struct subpath) v;
};

struct content {
    struct input *doc;
    const struct content_listener *listener;
    struct spaces *spaces;
    struct fonts_read *fonts;
    struct arena *scratch;        /* what lives as long as a page */
    struct arena *operands_arena; /* what lives as long as an operator, or a marked content */
    uint32_t n_operators;
    size_t page; /* from 1 */

    struct graphics *states; /* a stack; the last is the current one */
    size_t n_states, cap_states;
    size_t floor; /* states of the streams around this one, which it cannot take away */
    const struct mark *mark;
    uint32_t owner; /* number of the page or form that is run */
    unsigned n_marks;
    unsigned n_forms;
    const struct node *resources;

    struct points points; /* of the path under construction, in user space */
    struct subpaths parts;
    struct point current;
    bool rectangle; /* the path is a single rectangle so far */
    int clips;      /* 0: no, 1: W, 2: W* */
    bool in_text;
    struct matrix text_matrix, line_matrix;

    struct node operands[OPERANDS_MAX];
    size_t n;
    struct node_reader *reader; /* of the stream that is run */
};

typedef void operator_fn(struct content *c);

/** An operator: its least number of operands, and whether the last of them have to be numbers. */
struct operator_row {
    const char *name;
    size_t operands;
    bool numbers;
    operator_fn *run;
};

extern const struct operator_row path_operators[], color_operators[], text_operators[],
    object_operators[];
extern const size_t n_path_operators, n_color_operators, n_text_operators, n_object_operators;

static inline struct graphics *now(struct content *c)
{
    return &c->states[c->n_states - 1];
}

/** The i-th of the last `of` operands. */
static inline const struct node *operand(const struct content *c, size_t i, size_t of)
{
    return &c->operands[c->n - of + i];
}

static inline double number(const struct content *c, size_t i, size_t of)
{
    return operand(c, i, of)->number;
}

void content_trouble(struct content *c, enum content_trouble t, const char *what);
/** The resource of a category that a name stands for; reports one that is not there. */
const struct node *content_resource(struct content *c, const char *category, str name);
/** Runs a stream's operators in the current state. */
void content_run(struct content *c, str text);
/** A state on top of the stack that is a copy of the current one. */
bool content_save(struct content *c);
void content_restore(struct content *c);
/** Runs a form with its own matrix, clip and resources. */
void content_run_form(struct content *c, const struct node *form);
/** Tells of a painting; fills in what all have. */
void content_paint(struct content *c, struct painting *p);
/** Narrows the clip by a rectangle of user space. */
void content_clip_box(struct content *c, const struct box *b);
/** The tint of a space's first colour. */
struct tint content_tint(const struct space *space);
