/* Building the flat list of spans of one block. Private to the stage. */
#pragma once

#include "issue/markdown.h"

#include "base/map.h"

/** HTML tags that mean something. */
enum tag_kind {
    TAG_U,
    TAG_CITE,
    TAG_EM,
    TAG_MARK,
    TAG_SUP,
    TAG_SUB,
    TAG_SPAN, /* <span lang="en"> */
    TAG_RUBY,
    TAG_RB,
    TAG_RT,
    TAG_RP,
    TAG_KINDS
};

struct open_tag {
    enum tag_kind kind;
    struct place at;
    char lang[4]; /* TAG_SPAN */
};

struct spans {
    struct markdown *m;
    VEC(struct span) list;
    struct buf text;      /* of the span that is being built */
    struct span next;     /* its format, target and place */
    uint32_t next_column; /* where more text must stand to become part of it; 0: nowhere */
    int depth[16];        /* how often each format bit is in force */
    unsigned format;      /* the bits in force */
    unsigned line, lines; /* number of the name or title that is open, 0: none; the last given */
    str target;           /* of the link around */
    char language[4];     /* that is in force; empty: that of the issue */
    struct {
        VEC(struct open_tag) open;
        size_t count[TAG_KINDS];
        struct map *unknown; /* open tags that mean nothing: name -> how many */
    } tags;
    struct {
        size_t from;      /* where the base begins in the list */
        bool in_text;     /* inside <rt>: text goes to `text` */
        bool in_fallback; /* inside <rp>: text is for browsers without ruby */
        struct buf text;
        struct place at, text_at;
    } ruby;
};

/** Puts a format bit in force, or ends it; they nest. */
void spans_enter(struct spans *s, unsigned bit);
void spans_leave(struct spans *s, unsigned bit);

/** Adds text. `width` says how many columns it takes in the source; text that does not stand there
 * as it is (an entity) has width 0, so that the next begins a span with a place of its own. */
void spans_text(struct spans *s, str text, struct place at, uint32_t width);

/** A soft line end: '\n' at the end of the text so far. */
void spans_soft(struct spans *s, struct place at);

/** Adds a span that is not text. */
void spans_add(struct spans *s, struct span span);

/** Ends the span that is being built. */
void spans_flush(struct spans *s);

/** Ends the block: strips leading blanks and U+3000 when `strip` (PG-14) and moves the spans to
 * `out`; the builder is empty again but keeps what is in force. */
void spans_end(struct spans *s, bool strip, struct block *out);

void spans_free(struct spans *s);

/* leftover.c */

/** Makes emphasis of the pairs of `*` and `**` that the parser left in a block of Chinese text, and
 * reports `**` and `__` that are no pair (MD-01). `at` are the places, in order, of the `n` stars
 * and low lines that stand there without a backslash. */
void leftovers_take(struct markdown *m, const struct place *at, size_t n, struct block *b);

/* formula_line.c */

/** Adds the spans of a formula in a line, as it stands at position `at` of a leaf, its marks
 * hidden: letters, signs and scripts, spaced as they are in formulas (FG-06, HL-05). False when it
 * has a fault or is more than a line holds, which is reported. */
bool formula_in_line(struct spans *s, struct leaf *leaf, str hidden, size_t at);

/* html.c */

enum tag_form { TAG_OPEN, TAG_CLOSE, TAG_COMMENT, TAG_CDATA, TAG_OTHER };

/** A tag as it stands in the source. */
struct tag {
    enum tag_form form;
    size_t n;      /* bytes */
    bool unclosed; /* a comment that ends with the text */
    char name[16]; /* lower case; cut when longer */
    char lang[4];  /* the first letters of `lang`, lower case; empty: there is none */
};

/** Reads the tag, comment, declaration … at s.p[at]; false when there is none. */
bool tag_scan(str s, size_t at, struct tag *tag);

/** The text in `<![CDATA[text]]>` at s.p[at]; empty for other tags. */
str tag_text(str s, size_t at, const struct tag *tag);

/** Does what a tag says, or reports that it is left out. */
void tag_apply(struct spans *s, const struct tag *tag, struct place at);

/** Whether the tag begins or ends a block in HTML. */
bool tag_is_block(const struct tag *tag);

/** Ends what is open at the end of a block, with a report. */
void tags_end(struct spans *s);
