/* The articles as a stack of pieces, each a whole number of grid lines high (GR-02), ready to be
 * dealt out to columns. */
#pragma once

#include "paginate/canvas.h"

/** What a column's end after a piece costs the looks of the text, the worse the later (PG-09). */
enum flaw {
    FLAW_NONE,
    FLAW_HYPHEN, /* a divided word goes on in another column (LW-01) */
    FLAW_LEAD,   /* a colon's line stays behind, what it leads in goes on (PG-08) */
    FLAW_ORPHAN, /* too few first lines of a paragraph stay behind (PG-08) */
    FLAW_WIDOW,  /* too few last lines go on alone (PG-07) */
    FLAW_TABLE,  /* a table goes on that one column could hold (TB-03) */
    FLAW_COUNT
};

/** Colour and lines behind a stretch of pieces (NP-20). Where a column ends inside it, it is open.
 */
struct text_box {
    const struct text_box *outer; /* around it; NULL: none */
    int depth;                    /* how many are around it */
    length x, width;              /* in the column */
};

enum { BOX_START = 1, BOX_END = 2 };

/** A picture with text beside it (GR-09). */
struct beside {
    size_t number; /* in the article's count of such pictures */
    int lines;     /* that stand beside it */
    int delay;     /* lines of text that it was moved down by … */
    int most;      /* … and may be: as many as plain text follows beside and below it */
};

/** What a column holds between two places where it might end. */
struct piece {
    int lines;
    bool blank; /* white that vanishes at a column's head (PG-13) */
    bool heading;
    bool kept; /* no column ends after it: keep-next, labels (HD-05) */
    bool
        fixed; /* what follows belongs to it and cannot be set to another measure: a table's rows */
    enum flaw flaw;
    bool goes_on;                /* the next piece is of the same paragraph */
    const struct beside *beside; /* the picture that it is the first to stand beside; NULL: none */
    size_t n_note_lines;         /* lines of the footnotes that are mentioned in it (FN-08) */
    /* drawn again, with its lines, at the head of a column that begins with this piece: the head of
     * a table that goes on (TB-03); NULL: nothing */
    const struct piece *repeat;
    length used;                /* width that the last text line fills, 0: not a text line */
    const struct style *style;  /* of that line */
    const struct text_box *box; /* that it stands in; NULL: in none */
    unsigned box_edge;          /* the piece is the line of white in which that begins, or ends */
    const struct item *items;   /* from the piece's top left */
    size_t n_items;
    struct place at;
};

/** Whether the piece is a line of text that ends no further than at `beside`, not 0. */
static inline bool piece_is_short(const struct piece *p, length beside)
{
    return p->lines == 1 && p->used && p->used <= beside;
}

/** A line of a footnote. */
struct note_line {
    const struct item *items; /* from its top left */
    size_t n_items;
    bool first;          /* of its note … */
    enum note_list list; /* … which is counted in that one */
    struct place at;
};

/** Where in its columns a picture stands. */
enum figure_side { FIGURE_ANYWHERE, FIGURE_TOP, FIGURE_FOOT };

/** A picture that stands at the head or foot of columns, after its mention (GR-08). */
struct figure {
    int lines, columns;
    length height; /* of what is drawn; the rest of the lines is white */
    enum figure_side side;
    enum picture_bleed bleed; /* then its first item is the picture, and `focus` what is seen */
    int focus[2];
    size_t anchor;            /* the piece of the body before which it was mentioned */
    const struct item *items; /* from its top left */
    size_t n_items;
    struct place at;
};

/** How far a segment has been set: pieces, lines of footnotes, pictures. */
struct cursor {
    size_t piece, note, figure;
};

/** Widths of a frame's text: of a column, of all of them, between two; and the lines of a column in
 * the highest frame of that width, 0: as many as a page's. */
struct measure {
    length column, full, gap;
    int lines;
};

/** Pieces across all columns, then pieces in columns, which are balanced above whatever follows
 * (HD-09, GR-05). */
struct segment {
    const struct article *article;
    size_t index;            /* in the article */
    struct cursor from;      /* what of it was set elsewhere */
    struct element *element; /* the article's, in the structure */
    bool starts_article, starts_section;
    bool new_page;    /* where it starts the article, it begins on a page of its own (HD-11) … */
    bool recto;       /* … with an odd number */
    bool new_column;  /* it begins at a column's head, where its own head leaves it to one column */
    bool blanks;      /* the body has blank pieces */
    bool continues;   /* the rest of an article that began on an earlier page (NP-13) */
    int head_columns; /* that the head spans; 0: all */
    struct piece *head;
    size_t n_head;
    struct piece *body;
    size_t n_body;
    const struct note_line *note_lines; /* in the order of mention */
    size_t first_note;                  /* of the article's notes, the one they begin with */
    size_t n_note_lines;
    const struct figure *figures; /* in the order of mention */
    size_t n_figures;
};

/** Lines of the pieces from `from` on that no column end may part (HD-05). */
int segment_kept_lines(const struct segment *s, size_t from);

/** What sets an article apart from others; NULL: nothing. */
const struct article_looks *article_looks(const struct setter *s, const struct article *article);

/** Where an article begins (HD-11): never BEGIN_LAYOUT. */
enum article_begin article_begins(const struct setter *s, const struct article *article);

struct flow {
    struct segment *v;
    size_t n;
};
