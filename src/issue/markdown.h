/* From Markdown to blocks: what the parts of the reader share. Private to the stage. */
#pragma once

#include "issue/issue.h"
#include "issue/text.h"

#include <cmark-gfm-extension_api.h>

typedef VEC(struct block) block_vec;

/** One article while it is read. */
struct markdown {
    struct arena *arena;
    struct diags *diags;
    const struct article *article; /* its head has been read */
    struct text text;
    cmark_node *document;
    VEC(cmark_node *) definitions; /* of footnotes in cmark's order: [0] is its number 1 */
    VEC(int) order;                /* cmark's number of each of our notes */
    struct outside_marks {         /* of notes, in what the parser does not read */
        struct outside_mark {
            str label;
            int number; /* cmark's; 0: there is no such note */
        } * v;
        size_t n, cap;
    } outside;
    bool keep_lines; /* line ends of the source are those of the text */
    int *numbers;    /* our number by cmark's number - 1; 0: no mark seen yet */
    struct {
        size_t n;
        struct place at; /* of the first one that was not listed */
    } reported[DIAG_COUNT];
};

/** Reads the Markdown that begins at line `first_line` of `source` into the blocks and notes of
 * `out`. What cannot be set is reported. */
void markdown_read(struct arena *a, const struct source *source, str markdown, uint32_t first_line,
                   struct article *out, struct diags *d);

/** diag_add() and diag_hint() that list only the first fifty of a kind; `hint` may be NULL. */
void markdown_report(struct markdown *m, enum diag_code code, struct place at, const char *hint,
                     const char *format, ...) __attribute__((format(printf, 5, 6)));

/** A copy of a string of cmark's in the arena, with the original characters for stand-ins. */
str markdown_text(struct markdown *m, const char *s);

/** The blocks of a node's children; `depth` quotes and items stand around them. */
void markdown_blocks(struct markdown *m, cmark_node *parent, int depth, const struct block **out,
                     size_t *n);

/** Whether a node is of an extension's kind: "table", "table_row", "strikethrough" … */
bool markdown_is(cmark_node *node, const char *kind);

/** What the parser made the inlines of a block from: its lines without what stands around them. */
str markdown_content(cmark_node *node);

/** The place of a block's first character. */
struct place markdown_place(struct markdown *m, cmark_node *node);

/** Like cmark's document, with the extensions; several threads may call it. */
cmark_node *markdown_parse(str text);

/* table.c */

enum { TABLE_COLUMNS_MAX = 60 };

/** Whether a page could hold so many columns; else it is reported. */
bool table_is_bounded(struct markdown *m, cmark_node *table);
struct block table_read(struct markdown *m, cmark_node *table);

/** Whether a container at `depth` may stand there; reported when not. */
bool markdown_deeper(struct markdown *m, struct place at, int depth);

/** The blocks from `node` on into the children of `out`: all that follow, or (`fenced`) those up to
 * the line that closes; gives that line's node, NULL when there is none. */
cmark_node *markdown_siblings(struct markdown *m, cmark_node *node, int depth, bool fenced,
                              struct block *out);

/* fence.c */

/** The parser's extension for lines of colons; one for the process. */
cmark_syntax_extension *fence_extension(void);
/** Reads what a line of colons opens into `out`; gives the node of the line that closes it, NULL
 * when none does, or `node` itself when nothing was opened: the last one that was read. */
cmark_node *fence_read(struct markdown *m, cmark_node *node, int depth, block_vec *out);
bool fence_closes(struct markdown *m, cmark_node *node);

/* formula.c */

/** Reads the notation that stands at position `at` of a leaf; false when it has a fault, which is
 * reported. */
bool formula_parse(struct markdown *m, struct leaf *leaf, size_t at, str text,
                   struct notation *out);

/** Whether a paragraph is a formula: it begins with $$. */
bool formula_begins(str content);
/** Reads it, or a block of code that is one (`fenced`), into `out`; false when it has a fault,
 * which is reported. */
bool formula_read(struct markdown *m, struct leaf *leaf, bool fenced, struct block *out);

/* typed.c */

/** Makes lists, definitions and continued paragraphs of the paragraphs that are typed as such. */
void typed_blocks(struct markdown *m, block_vec *list);
/** Makes turns with names of a dialogue's paragraphs. */
void dialogue_divide(struct markdown *m, struct block *dialogue);
/** Parts the attribution from the end of a quote or verse. */
void attribution_part(struct markdown *m, struct block *quote);

/* corrections.c */

/** Reads the lines of a block `::: 更正` (NP-23): `第14期第3版《题目》：误→正`. */
void corrections_read(struct markdown *m, struct block *b);

/* picture_title.c */
/* Whether the caption of a picture or table has the mark at its end that it should not (FG-01). */
bool caption_ends_with_mark(str title);
/* A picture's caption as it is set, with the number of the note behind it, 0: none (FN-10); reports
 * an end mark (FG-01) and marks of notes inside. */
str picture_title(struct markdown *m, str title, struct place at, int *note);

/* wishes.c */

/** Of what something is wished. */
enum wished { WISHED_PICTURE = 1, WISHED_TABLE = 2 };

/** Whether a span behind a picture or a caption says how the author wants it. */
bool wishes_are(const struct span *s);
/** Reads it; what cannot be read, or is nothing to be wished of such a thing (of one picture, or a
 * group), is reported. */
const struct picture_wishes *wishes_read(struct markdown *m, const struct span *s, enum wished of,
                                         bool group);

/* captions.c */

/** Gives tables among `list` the paragraphs around them that are their captions (TB-01) and notes
 * (TB-07). */
void captions_attach(struct markdown *m, block_vec *list);

/* csv.c */

/** The table in a CSV file that an image-like `![说明](tables/a.csv "表题")` names; false when it
 * cannot be read, which is reported. */
bool csv_table(struct markdown *m, const struct block *image, struct block *out);

/* notes.c */

/** Finds the definitions in the parsed document. */
void notes_collect(struct markdown *m);
/** Parses the text. What notes are marked with in the article's head and in captions, which the
 * parser does not read, stands behind it meanwhile, or it would drop these notes. */
void notes_parse(struct markdown *m);
/** Parts the mark `[^1]` from the end of a text that the parser does not read; our number of its
 * note, 0 when there is none, which is reported at `at` where there is a mark. */
int notes_take(struct markdown *m, str *text, struct place at);
/** The same for the article's head. */
void notes_of_head(struct markdown *m, struct article *article);
/** Our number of the note that cmark gave the number `mark`. */
int notes_number(struct markdown *m, int mark);
/** Reads the notes into `out` and reports definitions that no mark refers to. Comes after the
 * blocks. */
void notes_read(struct markdown *m, struct article *out);

/* inlines.c */

/** The spans of a leaf block into `out`; a paragraph of one image becomes a BLOCK_IMAGE. `column`
 * is cmark's column - 1 of the content's first byte. */
void inlines_read(struct markdown *m, cmark_node *node, struct leaf *leaf, int column,
                  struct block *out);

/* html.c, htmlblock.c */

/** Makes paragraphs from the text of an HTML block. */
void html_block_read(struct markdown *m, cmark_node *node, block_vec *out);
