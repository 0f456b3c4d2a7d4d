/* An article's Markdown made ready for the parser, and the way back from the parser's bytes to the
 * places in the file. Private to the stage. */
#pragma once

#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"

/** A character that was taken out: the columns behind it moved by one. */
struct text_removed {
    uint32_t line, column; /* line of the text from 0; column of the character after it */
};

enum { STAND_IN_LETTERS = 47 };

/* Stand for '^', '[' and '$'. */
enum { TEXT_CARET = 1, TEXT_BRACKET = 2, TEXT_DOLLAR = 5 };

/** Characters that the parser sees in place of others; see standin.c. */
struct stand_ins {
    uint32_t blocks_in_use;             /* bit n: the text itself holds one of U+E000 + 256 n … */
    uint64_t letters_in_use;            /* bit n: it holds U+2E00 + n */
    uint32_t marks;                     /* first code point of the stand-ins for marks, 0: none */
    uint32_t letters[STAND_IN_LETTERS]; /* what U+2E00 + n stands for, 0: itself */
};

/** The prepared text. It has the same lines as the source from `first_line` on, each ended by
 * '\n'. */
struct text {
    const struct source *source;
    uint32_t first_line; /* of the source: where line 0 of the text stands */
    struct buf bytes;
    VEC(uint32_t) lines; /* byte position where each line starts */
    VEC(struct text_removed) removed;
    struct stand_ins stand_ins;
    struct {
        uint32_t line, column;
        size_t at;
    } last; /* the place asked for last: the next one is mostly behind it */
};

/** Makes `t` from `markdown`, a part of `source` that begins at its line `first_line`: line ends
 * become '\n'; U+FEFF, U+200B and controls are taken out, U+00A0 becomes a blank and bullets from
 * private use real ones; each kind is reported once (MD-10), as are private-use characters and
 * compatibility ideographs, which stay (FT-08); lines of nothing but U+3000 become empty. Marks
 * beside `*` and
 * `~` and the `^` of marks without a footnote become stand-ins of the same length, so that
 * `**注意：**正文` is strong (MD-01) and the parser keeps all text (standin.c). End with
 * text_free(). */
void text_prepare(struct text *t, const struct source *source, str markdown, uint32_t first_line,
                  struct diags *d);
void text_free(struct text *t);

static inline str text_view(const struct text *t)
{
    return (str){t->bytes.data, t->bytes.n};
}

/** Line `line` of the text without its '\n'; empty behind the last one. */
str text_line(const struct text *t, uint32_t line);

/** The place in the source of the byte at position `at`, which stands in line `line`; behind the
 * line's end, the place of that. */
struct place text_place(struct text *t, uint32_t line, size_t at);

/** Remembers that the text itself holds `c`. Comes before stand_ins_put(). */
void stand_ins_avoid(struct stand_ins *s, uint32_t c);

/** Puts the stand-ins into the text. */
void stand_ins_put(struct text *t);

/** Stand-ins for all ASCII marks [from, to) of a formula. */
void stand_ins_hide(struct text *t, size_t from, size_t to);

/** Hides formulas from the parser (dollars.c), those in a line with their dollars. */
void dollars_hide(struct text *t);

/** Length of the formula that begins at position `at` of a line, hidden, with its dollars; 0: none
 * does. */
size_t dollars_hidden(str s, size_t at);

/** Puts the original characters back for the stand-ins, in place. */
void text_restore(const struct text *t, char *p, size_t n);

/** Length of a footnote's label at position `at`, behind `[^` and before `]`; 0: there is none. */
size_t text_label(str s, size_t at);

/** Position in a line of the definition of a footnote, `[^label]:`, behind what makes quotes and
 * list items; the line's n when there is none. */
size_t text_definition(str line);

/** Length of the entity at s.p[at] (`&amp;`, `&#160;`, `&#xA0;`), 0 when there is none; what it
 * stands for is added to `out`. */
size_t entity_decode(str s, size_t at, struct buf *out);

/** 1 to 9 for 一 to 九, else 0. */
int text_han_digit(uint32_t c);

/** A Han character of the main block, which is all that the text checks need to know. */
static inline bool text_is_han(uint32_t c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

/** Whether the parser can take the text in bounded time and memory; reports the first place that
 * stands against it: brackets without end, tables of a hundred thousand cells, and link
 * definitions that would unfold to a huge text. */
bool text_is_bounded(struct text *t, struct diags *d);

/** Where the content of a leaf block stands: its lines are the ends of lines of the text, without
 * what belongs to quotes, lists and indentation. */
struct leaf {
    struct text *text;
    str content;
    bool cell;     /* of a table: `\|` in the text is `|` in the content */
    uint32_t line; /* of the content's first byte */
    size_t from;   /* byte position in the text of the content's first byte */
    struct {
        size_t content, at;
        uint32_t line;
    } last;
};

/** A leaf whose first line is line `line` of the text, or one soon after it when link definitions
 * were taken off its top. */
struct leaf leaf_of_lines(struct text *t, str content, uint32_t line);

/** A leaf of one line that starts at byte position `from`. */
struct leaf leaf_at(struct text *t, str content, uint32_t line, size_t from, bool cell);

/** The place of the byte at position `at` of the content. */
struct place leaf_place(struct leaf *leaf, size_t at);
