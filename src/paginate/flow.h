/* The articles as a stack of pieces, each a whole number of grid lines high (GR-02), ready to be
 * dealt out to columns. */
#pragma once

#include "paginate/canvas.h"

/** What a column holds between two places where it might end. */
struct piece {
    int lines;
    bool kept;   /* no column ends after it: orphans, widows, keep-next (HD-05, PG-07, PG-08) */
    /* drawn again, with its lines, at the head of a column that begins with this piece: the head of
     * a table that goes on (TB-03); NULL: nothing */
    const struct piece *repeat;
    length used; /* width that the last text line fills, 0: not a text line */
    const struct style *style; /* of that line */
    const struct item *items;  /* from the piece's top left */
    size_t n_items;
    struct place at;
};

/** Pieces across all columns, then pieces in columns, which are balanced above whatever follows
 * (HD-09, GR-05). */
struct segment {
    const struct article *article;
    bool starts_article, starts_section;
    struct piece *head;
    size_t n_head;
    struct piece *body;
    size_t n_body;
};

struct flow {
    struct segment *v;
    size_t n;
};

/** Sets all articles, on up to `threads` threads: `column` is the measure of a column, `full` that
 * of the flow. */
struct flow flow_build(const struct setter *s, length column, length full, unsigned threads);
