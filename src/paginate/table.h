/* Tables: what the files that set them share. Private to the stage. */
#pragma once

#include "paginate/builder.h"

enum cell_kind {
    CELL_EMPTY,
    CELL_TEXT,
    CELL_NUMBER, /* `before`: the width up to its decimal point or, without one, its end (TB-04) */
    CELL_DASH,   /* — or …: none (TB-05) */
};

struct table_cell {
    const struct span *spans;
    size_t n;
    struct place at;
    enum cell_kind kind;
    struct content content;
    length before;
    int han; /* characters, when it is nothing but Han; else 0 */
};

struct table_column {
    length width;
    length least, natural; /* of its cells */
    length names;          /* the least at which names in it stay whole, if that is wider */
    length pair, head; /* what its head has when two characters stand in a line, and all that are
                          few; both no more than natural */
    length floor;      /* the width that it is not to have less than; set by table_divide() */
    enum cell_align align;
    bool numbers; /* aligned on the decimal point: */
    length before, after;
    bool lie;    /* in vertical text along the line (VT-06) */
    length even; /* of the stub's names, set evenly over it (TB-08); 0: they are not */
};

struct table {
    struct builder *b;
    const struct block *block;
    size_t n_rows, n_columns;
    struct table_cell *cells; /* row by row; row 0 is the head */
    struct table_column *columns;
    length inset, width; /* of the whole */
    length gap, edge;    /* white between columns, and outside the first and last one */
    bool sideways;       /* TB-06: the whole will be turned */
};

static inline struct table_cell *table_cell(const struct table *t, size_t row, size_t column)
{
    return &t->cells[row * t->n_columns + column];
}

/** Finds cells, kinds, and what columns they make. */
struct table table_measure(struct builder *b, const struct block *block, length inset);

/** Where a table stands. */
struct table_place {
    int columns;   /* that it spans */
    bool aside;    /* at the head or foot of columns, not in the text */
    bool sideways; /* turned to the left (TB-06); then it is aside */
    length width;  /* that it is to have, before it is turned */
};

/** 表N, or 续表N, and the title (TB-01, TB-03): NULL: no title. */
const struct span *table_caption(const struct table *t, const struct text_template *label,
                                 const struct block *title, size_t *n);

/** Decides by what the author says, else by the widths of its columns, and tells the table whether
 * it is sideways; what cannot be had is reported. The columns' widths are not to be relied on after
 * it. */
struct table_place table_place(struct table *t);

/** Adds the table's pieces to where it stands. */
void table_put(const struct table *t, const struct table_place *place, const piece_list *pieces);

/** The width of the table when every cell is set in one line. */
length table_natural(const struct table *t);

/** Whether a cell is nothing but two or three Han: a name, or a word that is not parted either. */
bool table_is_name(const struct table_cell *cell);

/** Whether the names of a column are set evenly over the width of the longest, for which it must be
 * wide enough (TB-08). */
static inline bool table_is_even(const struct table *t, size_t column)
{
    const struct table_column *c = &t->columns[column];
    return column == 0 && c->even && c->width >= c->even;
}

/** Keeps names in one line when a table so wide has room for all of them and for two characters of
 * every head. */
void table_keep_names(struct table *t, length width);

/** The width of the table when no column can be narrower. */
length table_least(const struct table *t);

/** Chooses the columns' widths for a table `width` wide: none narrower than what it holds may not
 * be parted, nor, where there is room, than keeps its head from standing one character to a line;
 * and the rows as low as can be. */
void table_divide(struct table *t, length width);

/** The lines of a row's highest cell. */
int table_row_lines(const struct table *t, size_t row);

/** The style of a cell. It lives in the arena. */
const struct style *table_style(const struct table *t, size_t row, size_t column);
