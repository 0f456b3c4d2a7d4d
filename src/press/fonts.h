/* The fonts of a PDF: what they are, how wide their glyphs are, which of their codes were shown. */
#pragma once

#include "input/input.h"
#include "press/geometry.h"

struct font {
    const struct node *dict;
    const struct node *descendant;      /* of a composite font; else dict */
    const struct node *descriptor;      /* node_null: none */
    const struct node *program;         /* the embedded font program's stream; node_null: none */
    str name;                           /* BaseFont */
    str subtype;                        /* of dict, or of the descendant of a composite font */
    bool composite, vertical, identity; /* identity: codes are CIDs */
    bool type3;
    struct matrix matrix; /* of a Type 3 font */
    bool subset;          /* its name has a subset's tag */
    uint16_t *shown;      /* by code: the page that shows it first, from 1; 0: none does */
    bool shown_visible;   /* some of them to be seen */
    size_t first_page;    /* where it is first used; from 1 */
    double default_width;
    const unsigned char *unicode; /* kinds of its codes, once they are asked for */
    bool unicode_read;
    struct font_width *widths; /* sorted by code or CID */
    size_t n_widths;
};

struct font_width {
    uint32_t first, last;
    double width; /* 1/1000 em */
};

struct fonts_read;
struct fonts_read *fonts_read_new(struct input *doc);
void fonts_read_free(struct fonts_read *f);

/** The font of a dictionary, read once. Never NULL. */
struct font *fonts_read_font(struct fonts_read *f, const struct node *dict);
size_t fonts_read_count(const struct fonts_read *f);
struct font *fonts_read_at(const struct fonts_read *f, size_t i);

/** The next code of shown text at `*at`. */
uint32_t font_code(const struct font *f, str text, size_t *at);
/** Its width in 1/1000 em. */
double font_width_of(const struct font *f, uint32_t code);
void font_mark_shown(struct font *f, uint32_t code, size_t page);

/** One past the greatest code the font can show. */
static inline uint32_t font_codes(const struct font *f)
{
    return f->composite ? 65536 : 256;
}
