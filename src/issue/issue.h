/* Stage "read": from a folder of YAML and Markdown to a document tree. Every node knows its place.
 * The tree lives in one arena and is never changed after reading. */
#pragma once

#include "base/diag.h"
#include "base/fields.h"
#include "notation/notation.h"

/** Character formats of a span; they combine. */
enum span_format {
    SPAN_EMPHASIS = 1 << 0,
    SPAN_STRONG = 1 << 1,
    SPAN_CODE = 1 << 2,
    SPAN_STRIKE = 1 << 3,
    SPAN_UNDERLINE = 1 << 4, /* a proper name's line (IM-02) */
    SPAN_SUPERSCRIPT = 1 << 5,
    SPAN_SUBSCRIPT = 1 << 6,
    SPAN_LINK = 1 << 7,
    SPAN_WAVY = 1 << 8,      /* a title's wavy line (IM-03) */
    SPAN_DOTS = 1 << 9,      /* emphasis dots (IM-01) */
    SPAN_FRAMED = 1 << 10,   /* the name of someone who has died (IM-08) */
    SPAN_END_MARK = 1 << 12, /* the mark at an article's end (NP-14); set by pagination */
    SPAN_WESTERN = 1 << 14,  /* of a Western language by its tag: its marks are too (CC-17) */
    SPAN_DATELINE = 1 << 15, /* 本报讯, before a report (NP-12) */
    SPAN_RING = 1 << 11,     /* text in a ring, together one em wide (FN-01); set by composition */
    SPAN_VERBATIM =
        1 << 13, /* a line of a block of code: all its blanks count; set by pagination */
};

enum span_kind {
    SPAN_TEXT,  /* `text`; a soft line end in the source stands in it as '\n' (LB-13) */
    SPAN_BREAK, /* a forced line end */
    SPAN_NOTE,  /* a footnote mark; `note` is the number, counted from 1 in the article */
    SPAN_RUBY,  /* `text` with the annotation `ruby` over it */
    SPAN_IMAGE, /* an image inside a line: `target` file, `text` alternative text */
};

/** What a footnote belongs to (FN-10): each kind is counted by itself, and has marks of its own. */
enum note_list { NOTES_TEXT, NOTES_HEADINGS, NOTES_TABLE };

/** A stretch of text of one format. A paragraph is a flat list of them. */
struct span {
    enum span_kind kind;
    unsigned format; /* span_format bits */
    str text;
    str ruby;
    str target;       /* SPAN_LINK: the address as written; SPAN_IMAGE: the file as written */
    char language[4]; /* SPAN_WESTERN: that language, in small letters */
    int note;
    enum note_list list; /* SPAN_NOTE: that the number is of; set by pagination */
    unsigned line;   /* SPAN_UNDERLINE, SPAN_WAVY, SPAN_FRAMED: what is one name or title shares a
                        number */
    struct place at; /* of the first character of `text` */
};

enum block_kind {
    BLOCK_PARAGRAPH,   /* spans */
    BLOCK_HEADING,     /* spans; level 1 to 6 */
    BLOCK_QUOTE,       /* children */
    BLOCK_VERTICAL,    /* children: paragraphs, whose lines are the author's, tables and pictures: a
                          vertical island (VT-12) */
    BLOCK_LIST,        /* children: items; ordered, start, tight */
    BLOCK_ITEM,        /* children */
    BLOCK_VERSE,       /* children; lines end where the author ends them (PG-12); title */
    BLOCK_DIALOGUE,    /* children: items whose titles are the names (PG-04) */
    BLOCK_BOX,         /* children (NP-20); title */
    BLOCK_CORRECTIONS, /* corrections; title */
    BLOCK_DEFINITION,  /* spans: the term; children: what it means */
    BLOCK_ATTRIBUTION, /* spans: whose words a quote or verse are (NP-16) */
    BLOCK_CODE,        /* one SPAN_TEXT span with the lines, each ended by '\n' */
    BLOCK_FORMULA,     /* formula; title: as it is typed */
    BLOCK_DIVIDER,     /* a thematic break */
    BLOCK_SPACE,       /* two empty lines or more: an empty line is set (PG-13) */
    BLOCK_TABLE, /* spans: the caption, `title` its text; children: rows, the first the head */
    BLOCK_ROW,   /* children: cells */
    BLOCK_CELL,  /* spans; align */
    BLOCK_IMAGE, /* a paragraph of nothing but one image: spans[0] is it; `title` its caption. Or of
                    several: children, one for each (FG-05) */
};

enum cell_align { CELL_DEFAULT, CELL_LEFT, CELL_CENTER, CELL_RIGHT };

/** How an author wants a picture (GR-08, GR-09, FG-03), or a table, of which `columns`, `place` and
 * `sideways` can be said: what is not said, 0, is as the layout has it. */
struct picture_wishes {
    struct place at;
    int columns; /* that it spans, or PICTURE_ALL_COLUMNS */
    int percent; /* of their width; 0: its own width, as far as there is room */
    enum picture_place {
        PICTURE_PLACE_LAYOUT,
        PICTURE_PLACE_AUTO,
        PICTURE_PLACE_TOP,
        PICTURE_PLACE_FOOT,
        PICTURE_PLACE_HERE
    } place;
    enum picture_wrap {
        PICTURE_WRAP_LAYOUT,
        PICTURE_WRAP_NONE,
        PICTURE_WRAP_LEFT,
        PICTURE_WRAP_RIGHT
    } wrap;
    int lines;  /* that it is high, without its caption; 0: as its width makes it */
    bool cover; /* it fills its width and these lines, and what reaches out is cut off */
    enum picture_bleed {
        PICTURE_BLEED_NONE,
        PICTURE_BLEED_SIDES, /* to the paper's edges left and right */
        PICTURE_BLEED_TOP,   /* and above */
        PICTURE_BLEED_PAGE   /* a page of its own */
    } bleed;
    int crop[2];  /* width to height of what is shown; 0: all of it */
    int focus[2]; /* what of it is shown then, in % from the left and the top */
    str caption;  /* of a group */
    struct place caption_at;
    str credit;
    struct place credit_at;
    enum table_sideways {
        TABLE_SIDEWAYS_LAYOUT,
        TABLE_SIDEWAYS_NO,
        TABLE_SIDEWAYS_YES
    } sideways; /* TB-06 */
};
#define PICTURE_ALL_COLUMNS (-1)

/** What an earlier issue had wrong (更正, NP-23). */
struct correction {
    struct place at;
    int64_t year;         /* 0: not said: the year of this issue */
    int64_t number, page; /* 期, 版 */
    str title;            /* of the article; empty: not said */
    str wrong, right;
};

struct block {
    enum block_kind kind;
    struct place at;
    int level;
    bool ordered, tight;
    bool labelled;  /* a list whose items have labels for titles */
    bool continued; /* a paragraph that goes on after something between (PG-03) */
    int start;      /* number of an ordered list's first item */
    enum cell_align align;
    str title; /* of a picture, table, verse or box; an item's label, a speaker's name */
    struct place title_at;
    int title_note; /* of a picture or a table in a CSV file: `[^1]` behind the caption; 0: none
                       (FN-10) */
    const struct span *spans;
    size_t n_spans;
    const struct block *children;
    size_t n_children;
    const struct picture_wishes *wishes; /* BLOCK_IMAGE, BLOCK_TABLE; NULL: none */
    const struct notation *formula;      /* BLOCK_FORMULA */
    const struct block *notes;           /* BLOCK_TABLE: paragraphs under it (TB-07) */
    size_t n_notes;
    const struct correction *corrections;
    size_t n_corrections;
};

/** A footnote's text. */
struct note {
    int number;
    const struct block *blocks;
    size_t n_blocks;
};

/** A text value of a YAML file with its place; text.n == 0 when the key is absent. */
struct value {
    str text;
    struct place at;
};

struct article {
    const struct source *source;
    struct value section, title, subtitle, author, credit, lead; /* credit: the key `source` */
    struct value dateline; /* before the first paragraph (NP-12) */
    struct texts ignore;   /* codes of checks of the text that do not apply */
    bool filler;           /* of the pool of short items (NP-22) */
    enum article_begin {
        BEGIN_LAYOUT, /* as the layout has it */
        BEGIN_ANYWHERE,
        BEGIN_PAGE,  /* on a page of its own (HD-11) */
        BEGIN_RECTO, /* on one that lies on the right, with an odd number */
        BEGIN_COLUMN /* at the head of a column */
    } begin;
    const struct block *blocks;
    size_t n_blocks;
    const struct note *notes;
    size_t n_notes;
    struct head_notes {
        int title, subtitle, author, lead; /* `[^1]` behind them; 0: none (FN-10) */
    } head_notes;
};

struct staff {
    struct value role;
    struct value *names;
    size_t n_names;
};

struct contact {
    struct value label, value;
};

struct qr {
    struct value label, url;
};

/** A day that the calendar has. */
struct date {
    int64_t year, month, day;
    struct place at; /* source NULL: not given */
};

/** What the law wants printed of a publication (版本记录, NP-04 to NP-07). */
struct imprint {
    enum imprint_type {
        IMPRINT_NONE,     /* nothing is checked */
        IMPRINT_INTERNAL, /* 内部资料性出版物 */
        IMPRINT_NEWSPAPER,
        IMPRINT_PERIODICAL
    } type;
    struct place at; /* of the map, or the last of them */
    struct value notice, permit, cn, issn, printer, copies, recipients, price;
    struct date printed;
};

struct issue {
    const char *folder; /* as the user named it; images are found from here */
    str name;           /* last part of the folder's real path: names the PDF */
    /* publication.yaml, overridden by issue.yaml */
    struct value title, layout, language, slogan;
    struct value *publisher;
    size_t n_publisher;
    struct staff *staff;
    size_t n_staff;
    struct contact *contact;
    size_t n_contact;
    struct qr *qr;
    size_t n_qr;
    struct imprint imprint;
    /* issue.yaml */
    struct value theme;
    struct value cover;          /* a picture file, from the issue's folder */
    int64_t pages, multiple;     /* that it is to have (NP-24); 0: as the layout says */
    struct place at;             /* issue.yaml as a whole */
    int64_t year, number, total; /* total 0: not given */
    struct place number_at, total_at;
    int64_t date_year, month, day; /* of `date`, checked against the calendar */
    struct place date_at;
    const char *publication;    /* the path of publication.yaml */
    const char *fillers;        /* the folder of short items (NP-22); NULL: there is none */
    const struct value *listed; /* names of the articles' files */
    size_t n_listed;
    struct texts no_break; /* nobreak.txt: words that no line ends in (UB-12) */
    struct article *articles;
    size_t n_articles;
};

/** Reads an issue: its folder's issue.yaml, publication.yaml in the folder above (or in it),
 * nobreak.txt in both, and the articles. Everything lives in the arena. Reports all that is wrong
 * in all files; NULL only when nothing could be made of it. The caller asks the sink whether there
 * were errors. */
const struct issue *issue_read(struct arena *a, const char *folder, struct diags *d);

/** The first part of issue_read(): what the YAML files say, so that a layout can be read beside the
 * articles. */
struct issue *issue_open(struct arena *a, const char *folder, struct diags *d);

/** The rest: articles and nobreak.txt. May run while others read what issue_open() gave. */
void issue_read_articles(struct issue *issue, struct arena *a, struct diags *d);

/** Compares number, total and date with those of the issue whose folder comes before in the order
 * of names, if there is one (NP-03). Nothing is reported of that other issue. */
void issue_check_sequence(const struct issue *issue, struct arena *a, struct diags *d);

/** Reports corrections (NP-23) of issues that are not earlier than this one. */
void issue_check_corrections(const struct issue *issue, struct diags *d);

/** The issue of that year and number whose folder stands beside this one's, opened; what it has
 * wrong is not reported. NULL: there is none. */
const struct issue *issue_beside(const struct issue *issue, struct arena *a, int64_t year,
                                 int64_t number);

/** The short items that may fill what is left of a page (补白, NP-22): the articles of the issue's
 * folder `fillers`, in the order of their names. They stand in the issue, not beside it, so that it
 * is set alike when the pool they came from has changed. */
struct article *issue_fillers(const struct issue *issue, struct arena *a, struct diags *d,
                              size_t *n);

/** Whether a folder holds an issue (has an issue.yaml). */
bool issue_is_folder(const char *folder);

/** Reads the article in `source` (YAML head and Markdown); see issue_read(). For tests too. */
bool article_read(struct arena *a, const struct source *source, struct article *out,
                  struct diags *d);
