/* Building a flow: shared by the files that turn blocks into pieces. */
#pragma once

#include "paginate/articles.h"

/** A note at an article's end: a footnote or a link's address (FN-02). */
struct end_note {
    const struct note *note; /* or NULL */
    str address;
    enum note_list list; /* that it is counted in */
    struct place at;
};

typedef VEC(struct end_note) end_notes;

typedef VEC(struct piece) piece_list;

/** A picture with text beside it (GR-09): the lines that the next paragraphs still have to fill. */
struct wrap {
    int lines; /* 0: there is none */
    int above; /* lines of text that still have to come above it */
    struct beside *of;
    length measure, x;        /* of the lines beside it, and where they begin */
    const struct item *items; /* the picture, until a piece has taken it */
    size_t n_items;
    struct place at;
};

struct builder {
    const struct setter *s;
    length column, full, gap; /* measures; between columns */
    int lines;                /* see struct measure */
    int head_columns;
    const struct measure_change *changes; /* those still to come */
    size_t n_changes;
    VEC(struct segment) segments;
    piece_list head, body;
    const struct article *article;
    struct element *element; /* the article's */
    bool titled;             /* its title is there, as H1 */
    int levels[6];           /* of the headings around, in Markdown's count */
    int n_levels;
    bool starts_article, starts_section, blanks;
    bool heading; /* what is set is one, or the article's title */
    int keep;     /* lines that must still stay with what stands before them */
    struct wrap wrap;
    struct beside *wrapped; /* the last one, while plain text follows; NULL: it does not */
    size_t n_wraps;
    struct delays delays; /* of the article */
    bool off_grid;        /* lines stand by their leading: notes */
    end_notes notes;      /* in the order of mention */
    struct note_numbers numbers;
    bool owns_notes;     /* what is set are a table's cells, caption and notes, or a picture's */
    VEC(size_t) marks;   /* of the paragraph at hand: notes by number of mention */
    size_t n_marks;      /* of them, set in lines so far */
    size_t n_footed;     /* notes whose text was set for a column's foot */
    size_t segment_note; /* the first of them in the segment at hand */
    size_t pending_note_lines; /* of a head, for the next piece in the column */
    VEC(struct note_line) note_lines;
    VEC(struct figure) figures;
    const struct text_box *box; /* that is open */
    int n_tables, n_pictures;   /* with captions, so far */
};

/** Where a block stands: how far in, and the style of its paragraphs. */
struct nesting {
    length inset;
    const struct style *paragraph;
    int list_depth;
};

/** Takes the measure of a change whose place has been reached; false: there is none. To be called
 * before anything is set to a measure. */
bool builder_turn(struct builder *b);

/** The measure of the picture that comes next, which may stand further on than what mentions it. */
struct measure builder_figure_measure(const struct builder *b);

/** Appends a piece to the column text; holds it to the piece before when that one asks for it. */
struct piece *builder_add(struct builder *b, struct piece piece);

/** A paragraph, line by line (PG), moved in by `inset`; `indent` of the first line. */
void builder_paragraph(struct builder *b, const struct span *spans, size_t n,
                       const struct style *style, length inset, length indent);

/** A block that takes a number of whole lines in one (HD-01): heading, tag, caption. */
struct piece block_piece(struct builder *b, const struct span *spans, size_t n,
                         const struct style *style, length measure);

/** A piece drawn further in. */
struct piece piece_moved(struct builder *b, struct piece piece, length inset);

/** The measure of so many columns. */
length builder_spanned(const struct builder *b, int columns);

/** Appends a block piece where its style wants it: in the column or across all of them. */
void builder_block(struct builder *b, const struct span *spans, size_t n, const struct style *style,
                   length inset);

/** What stands before the first line of a piece: from `x` on, over `width` when that is not 0. */
struct label {
    const struct span *spans;
    size_t n;
    const struct style *style;
    length x, width;
    enum text_align align; /* in the width */
};

/** Adds a label to a piece. */
void builder_label(struct builder *b, size_t piece, const struct label *label);

/** A credit or attribution: in the last line when 2 em stay free before it, else in a line of its
 * own that stays with two lines of text (NP-16). */
void builder_credit(struct builder *b, const struct span *spans, size_t n,
                    const struct style *style, length inset);

void builder_blocks(struct builder *b, const struct block *blocks, size_t n, struct nesting at);
void builder_list(struct builder *b, const struct block *list, struct nesting at);
void builder_dialogue(struct builder *b, const struct block *dialogue, struct nesting at);
void builder_definition(struct builder *b, const struct block *definition, struct nesting at);
void builder_quote(struct builder *b, const struct block *quote, struct nesting at);
void builder_attribution(struct builder *b, const struct block *block, struct nesting at);
void builder_verse(struct builder *b, const struct block *verse, struct nesting at);
void builder_box(struct builder *b, const struct block *box, struct nesting at);
void builder_corrections(struct builder *b, const struct block *block, struct nesting at);
/** Sets a heading into the first line of the paragraph after it (HD-10); false when its style or
 * the room is not for that. */
bool builder_run_in(struct builder *b, const struct block *head, const struct block *paragraph,
                    struct nesting at);
/** A formula in lines of its own (FG-06), its number at the right end. */
void builder_formula(struct builder *b, const struct block *block, struct nesting at);
void builder_table(struct builder *b, const struct block *table, length inset);
/** The width of a table when its caption and each of its cells stand in one line. */
length builder_table_wanted(struct builder *b, const struct block *table);
/** A vertical island (VT-12): as many lines beside one another as the column holds, the others
 * below them. */
void builder_vertical(struct builder *b, const struct block *block, length inset);
/** Fills what is still free beside a picture with white: before anything but plain text. */
void builder_end_wrap(struct builder *b);
/** Says which lines of a paragraph stand beside a picture. */
void builder_set_beside(const struct builder *b, struct paragraph *in);

/** Adds one line of text to the column, beside a picture where there is one. */
void builder_add_beside(struct builder *b, struct piece piece);

void builder_image(struct builder *b, const struct block *image, length inset);

/** Spans with notes renumbered in the order of mention, links' addresses among them when the layout
 * wants them as notes. */
const struct span *builder_notes(struct builder *b, const struct span *spans, size_t *n);
void builder_end_notes(struct builder *b);

/** Sets the notes that are mentioned in what builder_notes() was called for last, where no line of
 * a paragraph will ask for them (FN-07): as many lines go to the next piece. */
void builder_foot_all(struct builder *b);

/** From here on notes are a table's or a picture's own, counted from the first (FN-10); gives those
 * of the article, which builder_close_own_notes() takes back. */
struct note_scope {
    end_notes notes;
    struct note_numbers numbers;
    bool owns_notes;
};
struct note_scope builder_open_own_notes(struct builder *b);
void builder_close_own_notes(struct builder *b, struct note_scope *article);

/** The style of what stands under a table, and of notes under a picture: the layout's, or the
 * cells' hung by two em (TB-07). */
const struct style *builder_own_note_style(const struct builder *b);

/** Draws these notes in the order of mention, `measure` wide, from (x, y) down; where they end. */
length builder_own_notes(struct builder *b, length measure, struct canvas *c, length x, length y);

/** Sets the notes that a line of the paragraph at hand mentions first, for the column's foot
 * (FN-07); the number of their lines. */
size_t builder_note_lines(struct builder *b, const struct line *line);

/** Ends the segment at hand, when anything is in it: what comes next begins another. */
void builder_end_segment(struct builder *b);

/** An article from its head to its credit and notes. */
void builder_article(struct builder *b, const struct article *article, bool new_section);

int grid_lines(const struct setter *s, length height);
