/* Stage "read": a layout folder (layout.yaml and its pictures) to what pages look like. The tree
 * lives in one arena and never changes. All lengths are resolved to 1/65536 pt, all names to
 * pointers. Nothing here knows about content; nothing elsewhere knows a size, font, colour or
 * place. */
#pragma once

#include "base/fields.h"
#include "base/length.h"
#include "page/page.h"

/** A Chinese face with its Western partner (FT-01). */
struct font_role {
    str name;
    str han, western; /* catalogue names; western may equal han */
    str math;         /* of formulas; a catalogue name */
    struct place han_at, western_at, math_at;
    int64_t western_scale; /* Western size in 1/65536 of the Chinese size: 65536 is alike */
    length western_shift;  /* upwards, in 1/65536 of the Chinese size */
    str *fallback;         /* names of further catalogue faces, tried in order */
    struct place *fallback_at;
    size_t n_fallback;
};

/** Alignment of lines (LA-01, LA-11, LA-13). */
enum text_align { ALIGN_JUSTIFY, ALIGN_START, ALIGN_CENTER, ALIGN_END, ALIGN_EVEN };
enum block_align { BLOCK_MIDDLE, BLOCK_TOP, BLOCK_BOTTOM };

struct style_rule {
    length thickness; /* 0: none */
    struct color color;
    length offset; /* from the block's edge inwards (a negative one lies outside) */
    length width;  /* from the left; 0: the whole measure */
};

#define STYLE_LINES_MAX 6
#define SPAN_ALL        (-1)

/** A paragraph or character style, inheritance resolved. */
struct style {
    str name;
    struct place at;
    const struct font_role *font;
    length size;
    int64_t size_em; /* character styles: size in 1/65536 of the surrounding text's; 0: `size` */
    struct color color;
    bool sets_font, sets_size, sets_color; /* character styles: what they change */
    length shift; /* character styles: baseline shift upwards in 1/65536 of the surrounding size */
    length tracking; /* added between bodies, per em 1/65536 (PW-12) */
    enum text_align align;
    bool vertical;      /* lines from top to bottom, from right to left (VT) */
    bool digits_lie;    /* short numbers of them too: in a table's column with longer ones (VT-06);
                           set by pagination */
    length indent;      /* first line; negative hangs it out (PG-01, PG-04) */
    length left, right; /* taken off the measure */
    length leading;     /* between baselines of one block that is not on the grid; 0: grid pitch */
    int lines[STYLE_LINES_MAX]; /* 占行 (HD-01): grid lines that a block of 1, 2 … text lines takes
                                 */
    int n_lines; /* 0: as many as it has; past the end each further line adds as the last did */
    enum block_align position; /* where the text stands in those lines */
    int keep_next; /* lines of the following block that must stand in the same column (HD-05) */
    int orphans, widows; /* least lines at a column's foot and head (PG-08, PG-07) */
    int span; /* columns that it stands across (HD-09); 0: in its column, SPAN_ALL: all */
    struct style_rule rule_above, rule_below;
    bool has_fill; /* a tag: colour behind the text, as wide as the text and its padding */
    struct color fill;
    length fill_pad_x, fill_pad_y;
    length spread;   /* 2 to 4 Han are loosened to this width (HD-12); 0: they are not */
    bool run_in;     /* a heading that stands in the first line of its paragraph (HD-10) */
    bool half_marks; /* marks are half as wide (HD-13) */
    int64_t gap_em;  /* Han–Western gap in 1/65536 em (HL-01) */
};

/** Everything a template can name: TEMPLATE_FIELD(id, name). */
#define TEMPLATE_FIELDS(X)                                                                         \
    X(TITLE, "title")                                                                              \
    X(SLOGAN, "slogan")                                                                            \
    X(PUBLISHER, "publisher")                                                                      \
    X(THEME, "theme")                                                                              \
    X(YEAR, "year")                                                                                \
    X(NUMBER, "number")                                                                            \
    X(TOTAL, "total")                                                                              \
    X(DATE_YEAR, "date.year")                                                                      \
    X(MONTH, "month")                                                                              \
    X(DAY, "day")                                                                                  \
    X(WEEKDAY, "weekday")                                                                          \
    X(LUNAR_YEAR, "lunar.year")                                                                    \
    X(LUNAR_MONTH, "lunar.month")                                                                  \
    X(LUNAR_DAY, "lunar.day")                                                                      \
    X(STAFF, "staff")                                                                              \
    X(COVER, "cover")                                                                              \
    X(QR, "qr")                                                                                    \
    X(NOTICE, "imprint.notice")                                                                    \
    X(PERMIT, "imprint.permit")                                                                    \
    X(CN, "imprint.cn")                                                                            \
    X(ISSN, "imprint.issn")                                                                        \
    X(PRINTER, "imprint.printer")                                                                  \
    X(PRINTED, "imprint.printed")                                                                  \
    X(COPIES, "imprint.copies")                                                                    \
    X(RECIPIENTS, "imprint.recipients")                                                            \
    X(PRICE, "imprint.price")                                                                      \
    X(PAGE, "page")                                                                                \
    X(PAGES, "pages")                                                                              \
    X(SECTION, "section")                                                                          \
    X(ARTICLE_TITLE, "article.title")                                                              \
    X(ARTICLE_SUBTITLE, "article.subtitle")                                                        \
    X(ARTICLE_AUTHOR, "article.author")                                                            \
    X(ARTICLE_SOURCE, "article.source")                                                            \
    X(ARTICLE_LEAD, "article.lead")                                                                \
    X(N, "n")                                                                                      \
    X(CORRECTION_YEAR, "correction.year")                                                          \
    X(CORRECTION_NUMBER, "correction.number")                                                      \
    X(CORRECTION_PAGE, "correction.page")                                                          \
    X(CORRECTION_TITLE, "correction.title")                                                        \
    X(CORRECTION_WRONG, "correction.wrong")                                                        \
    X(CORRECTION_RIGHT, "correction.right")

#define TEMPLATE_FIELD_ID(id, name) TEMPLATE_##id,
enum template_field { TEMPLATE_LITERAL, TEMPLATE_FIELDS(TEMPLATE_FIELD_ID) TEMPLATE_FIELD_COUNT };
#undef TEMPLATE_FIELD_ID

/** Text with fields: `{year} 年第 {number} 期[（总第 {total} 期）]`. A part in square brackets is
 * left out when a field in it is empty; a text all of whose fields are empty is not set at all.
 * `\[`, `\{` and `\\` stand for themselves. */
struct text_template {
    struct template_part {
        enum template_field field; /* TEMPLATE_LITERAL: `literal` */
        str literal;
        int group; /* 0: always; parts of one [ ] share a number from 1 */
    } * parts;
    size_t n_parts;
    struct place at;
};

/** Fields that say something, or do not. CONDITION_NEW_SECTION says something where the section
 * differs from that of the article before; on a page, where one begins. */
struct presence {
    enum template_field *v;
    size_t n;
};
#define CONDITION_NEW_SECTION TEMPLATE_FIELD_COUNT

/** When something stands at all: when all of `present` say something and none of `absent` does. */
struct conditions {
    struct presence present, absent;
};

/** A text of a page master or of an article's furniture. */
struct furniture {
    struct text_template text;
    const struct style *style;
    struct conditions conditions;
};

enum frame_kind {
    FRAME_TEXT,     /* texts under one another */
    FRAME_FLOW,     /* the articles */
    FRAME_CONTENTS, /* the table of contents */
    FRAME_CONTACT,  /* publisher, staff, contact */
    FRAME_RULE,
    FRAME_BOX,
    FRAME_IMAGE,
    FRAME_QR,
};

enum frame_pages { PAGES_ALL, PAGES_ODD, PAGES_EVEN };

struct frame {
    enum frame_kind kind;
    str name;
    struct place at;
    enum frame_pages pages;
    bool under; /* it is drawn below the others: they stand behind it in the master */
    struct conditions conditions; /* of a flow frame always true */
    bool mirrored;    /* placed by inside/outside: `rect` is for right-hand (odd) pages */
    bool on_type;     /* placed by the type area: on even pages it moves along with that */
    struct rect rect; /* on an odd page, from the top left of the trimmed page */
    /* It stands in the white that a flow frame leaves: `rect` is where it would be if that had no
     * text, and its top moves down with the text's end. */
    struct following {
        str flow;      /* the flow frame; empty: it stands where it stands */
        length below;  /* how far under the text's end its top is */
        length latest; /* on the page: where the text may end at most for it to be there */
        bool moves;    /* it keeps its height, its foot moves with its top */
    } following;
    /* FRAME_TEXT; FRAME_QR: the label under the code is texts[0] with field {n} = its label */
    struct furniture *texts;
    size_t n_texts;
    enum block_align position;
    bool vertical;  /* FRAME_TEXT: its texts are set in vertical lines (VT-12) */
    int64_t shrink; /* FRAME_TEXT, FRAME_CONTENTS, FRAME_CONTACT: down to which 1/65536 of its size
                       a text that does not fit is set smaller; 0: it is not */
    str thread;     /* FRAME_FLOW: what flows through it; empty: the main thread */
    /* FRAME_FLOW, FRAME_CONTENTS, FRAME_CONTACT */
    int columns;
    length gap;
    struct style_rule column_rule;
    /* FRAME_CONTENTS */
    struct furniture section, entry;
    struct furniture byline, brief; /* behind a title, under it; no style: none */
    const struct style *page_style;
    struct text_template page_text; /* around the number of the page */
    str leader;                     /* one character; empty: none */
    length leader_pitch;            /* from dot to dot */
    length section_gap;             /* extra space before a section that is not the first */
    bool runs_in;                   /* the section stands before its entries on the same line */
    /* FRAME_CONTACT */
    const struct style *label_style, *value_style;
    str publisher_label;
    str separator;               /* between several values of a label */
    length label_width;          /* labels are set evenly over it (LA-11); 0: as they are */
    length item_gap;             /* between one item and the next */
    struct style_rule item_rule; /* in that gap */
    /* FRAME_RULE, FRAME_BOX */
    struct color color;
    bool has_fill, has_stroke;
    struct color fill, fill_to;
    enum shade_direction fill_towards; /* to fill_to; SHADE_NONE: all is `fill` */
    length thickness, dash, dash_gap, radius;
    /* FRAME_IMAGE */
    const struct image *image; /* NULL: the cover */
    bool cover;                /* it fills the frame, and what reaches out is cut off */
    int focus[2];              /* what of it is shown then, in % from the left and the top */
    /* FRAME_QR */
    int index;   /* from 1 */
    length size; /* edge of the square code; it stands at the top of the frame, centred */
    length label_gap;
};

struct master {
    str name;
    struct place at;
    struct frame *frames; /* in drawing order */
    size_t n_frames;
};

/** Names of the styles that the blocks and spans of an article use. A layout that leaves an
 * optional one out gets `body` (paragraph styles) or no change (character styles). */
#define LAYOUT_STYLES(X)                                                                           \
    X(BODY, "body")                                                                                \
    X(HEADING_1, "heading-1")                                                                      \
    X(HEADING_2, "heading-2")                                                                      \
    X(HEADING_3, "heading-3")                                                                      \
    X(HEADING_4, "heading-4")                                                                      \
    X(HEADING_5, "heading-5")                                                                      \
    X(HEADING_6, "heading-6")                                                                      \
    X(QUOTE, "quote")                                                                              \
    X(VERTICAL, "vertical")                                                                        \
    X(VERSE, "verse")                                                                              \
    X(VERSE_TITLE, "verse-title")                                                                  \
    X(ATTRIBUTION, "attribution")                                                                  \
    X(BOX_TITLE, "box-title")                                                                      \
    X(LIST, "list")                                                                                \
    X(CORRECTION, "correction")                                                                    \
    X(TERM, "term")                                                                                \
    X(DEFINITION, "definition")                                                                    \
    X(DIALOGUE, "dialogue")                                                                        \
    X(SPEAKER, "speaker")                                                                          \
    X(CODE, "code")                                                                                \
    X(FORMULA, "formula")                                                                          \
    X(DIVIDER, "divider")                                                                          \
    X(TABLE_HEAD, "table-head")                                                                    \
    X(TABLE_CELL, "table-cell")                                                                    \
    X(TABLE_CAPTION, "table-caption")                                                              \
    X(TABLE_NOTE, "table-note")                                                                    \
    X(CAPTION, "caption")                                                                          \
    X(NOTE, "note")                                                                                \
    X(SPAN_EMPHASIS, "emphasis")                                                                   \
    X(SPAN_STRONG, "strong")                                                                       \
    X(SPAN_CODE, "code-span")                                                                      \
    X(SPAN_LINK, "link")                                                                           \
    X(SPAN_SUPERSCRIPT, "superscript")                                                             \
    X(SPAN_SUBSCRIPT, "subscript")                                                                 \
    X(SPAN_NOTE, "note-mark")                                                                      \
    X(SPAN_RUBY, "ruby")                                                                           \
    X(SPAN_END_MARK, "end-mark")                                                                   \
    X(SPAN_DATELINE, "dateline")

#define LAYOUT_STYLE_ID(id, name) LAYOUT_##id,
enum layout_style { LAYOUT_STYLES(LAYOUT_STYLE_ID) LAYOUT_STYLE_COUNT };
#undef LAYOUT_STYLE_ID

#define LEVEL(name, written, chinese) PROHIBITION_##name,
enum prohibition_level {
#include "layout/levels.def"
};
#undef LEVEL

#define PRESET(name, written, chinese, ...) MARKS_##name,
enum marks_preset {
#include "layout/presets.def"
};
#undef PRESET

/** Which composition rules apply, and how. The value 0 of a choice that a preset makes leaves it to
 * the preset. */
struct composition {
    enum prohibition_level level; /* LB-00 */
    enum marks_preset marks;
    enum adjacent { ADJACENT_PRESET, ADJACENT_SQUEEZE, ADJACENT_TIGHT, ADJACENT_OFF } adjacent;
    enum line_end {
        LINE_END_PRESET,
        LINE_END_ALL,
        LINE_END_BRACKETS,
        LINE_END_IF_NEEDED,
        LINE_END_OFF
    } line_end;                                                                         /* PW-04 */
    enum line_start { LINE_START_PRESET, LINE_START_TRIM, LINE_START_KEEP } line_start; /* PW-05 */
    enum indent_mark { INDENT_MARK_TRIM, INDENT_MARK_KEEP, INDENT_MARK_HALF } indent_mark;
    enum hang { HANG_OFF, HANG_AVOID, HANG_ALLOW, HANG_FORCE, HANG_GRID } hang; /* HP-05, HP-06 */
    enum quotes { QUOTES_AUTO, QUOTES_CJK, QUOTES_LATIN } quotes;               /* CC-17 */
    enum hyphenate { HYPHENATE_AUTO, HYPHENATE_ON, HYPHENATE_OFF } hyphenate;   /* LW-02 */
    enum stops { STOPS_PRESET, STOPS_REDUCE, STOPS_KEEP } stops; /* S7: inside a line (LA-03) */
    enum adjust { ADJUST_PUSH_IN, ADJUST_PUSH_OUT, ADJUST_LEAST } adjust; /* LB-06 */
    bool whole_names;    /* no line ends in a short name that is marked as one (UB-08) */
    bool half_digits;    /* digits are half an em wide (NU-01) */
    bool tight_digits;   /* no gap beside digits (HL-04) */
    bool character_grid; /* Western text takes whole em between Han (GR-10) */
    /* in 1/65536 em; 0: half an em */
    int64_t floor;              /* what squeezing leaves of a mark inside a line (LA-03b) */
    int64_t gap_most;           /* what a Han–Western gap grows to (LA-04, X2) */
    int64_t spacing_most;       /* what a gap of a line is widened by to fill it (X3) */
    bool fixed_gap;             /* Han–Western gaps neither give nor take (HL-01) */
    int64_t last_line;          /* fewest Han in a last line (PG-06); 1: any */
    struct texts keep_together; /* UB-12 */
    str not_at_start, may_start, not_at_end, may_end; /* single characters, over the level */
    int heading_level;     /* of headings: 0 as `level`, else 1 more than it (LB-15) */
    bool forbid_rescue;    /* no line ends inside a run of marks, however loose it is (LB-07) */
    bool break_words;      /* Western words end with the line wherever it ends (LW-09) */
    bool keep_soft_breaks; /* a line end of the source between Han is a blank (LB-13) */
    bool greedy;           /* the fullest lines, one after another (LA-08) */
    enum blanks { BLANKS_REPLACE, BLANKS_WARN, BLANKS_KEEP } blanks;           /* HL-03 */
    enum overlong { OVERLONG_CUT, OVERLONG_RAGGED, OVERLONG_SHRINK } overlong; /* LW-05 */
    enum digit_groups { DIGIT_GROUPS_KEEP, DIGIT_GROUPS_THIN, DIGIT_GROUPS_COMMA } digit_groups;
    bool gap_degrees; /* a gap before ℃ (NU-07) */
    enum sizes { SIZES_IDEOGRAPHIC, SIZES_CENTER, SIZES_LATIN } sizes; /* LA-10 */
    str hang_marks; /* those that may hang; empty: ，、。 (HP-02) */
    /* what classes of characters are to take: characters that are classed otherwise (CC), widths of
     * marks (PW-00), stages, also of single characters (LA-03) */
    struct class_values {
        struct class_value {
            str name, value;
            int64_t ratio; /* of widths, in 1/65536 em */
            struct place at, value_at;
        } * v;
        size_t n;
    } classes, widths, stages;
};
/** What is worth how much when columns and pages are chosen; beside white, in squares of grid
 * lines.
 */
struct weights {
    int64_t page;         /* each page that is turned */
    int64_t short_page;   /* white at the foot of a page that is not the last (GR-07), squared */
    int64_t short_column; /* one column of a full page that ends early, squared */
    int64_t unbalanced;   /* columns that are longer than they need be, squared (GR-05) */
    int64_t wide_gap;     /* lines between articles over `gap`, squared */
    int64_t scrap; /* lines that an article's end alone on a page has less than five, squared */
    int64_t widow, orphan; /* PG-07, PG-08; twice that at a page's end (PG-09) */
    int64_t lead_in;       /* a colon's line that stays behind (PG-08) */
    int64_t hyphen;        /* a word divided between columns (LW-01) */
    int64_t note_split;    /* a footnote divided between columns (FN-08) */
    int64_t
        table_split; /* a table divided that one column could hold (TB-03); twice between pages */
    int64_t figure_early, figure_far, figure_late; /* GR-08: for each column before its mention or
                                                      away from it, for each page after it */
    int64_t figure_split; /* FG-04: one that stands between the lines of a paragraph */
    int64_t jump;         /* an article that goes on elsewhere (NP-13) */
    int64_t broken;       /* parting what must stay together */
};

/** What may give so that an issue has the pages it is to have (NP-24), by its name in `give`. */
#define FIT_REMEDIES(X)                                                                            \
    X(MARKS, "marks") X(FIGURES, "figures") X(PITCH, "pitch") X(SIZE, "size") X(FILLER, "filler")
#define FIT_REMEDY_ID(id, name) FIT_##id,
enum fit_remedy { FIT_REMEDIES(FIT_REMEDY_ID) FIT_REMEDY_COUNT };
#undef FIT_REMEDY_ID

enum { FIT_MARKS_MAX = 4 };

/** Copy-fit. Limits that are not given are 0: nothing gives then. */
struct fit_layout {
    int pages, multiple; /* 0: any */
    enum fit_remedy give[FIT_REMEDY_COUNT];
    int n_give;
    enum marks_preset marks[FIT_MARKS_MAX];
    int n_marks;
    int figures; /* % */
    struct fit_limits {
        length least, most;
    } pitch, size;
};

enum note_mark {
    NOTE_MARK_CIRCLED,
    NOTE_MARK_BRACKETED,
    NOTE_MARK_PLAIN,
    NOTE_MARK_SQUARE,
    NOTE_MARK_PAREN,
    NOTE_MARK_STAR,
    NOTE_MARK_LETTER
};

/** What sets an article apart from others. */
struct article_looks {
    bool sets_head;
    struct furniture *head; /* instead of the article's */
    size_t n_head;
    bool has_fill; /* colour and a line behind all of it (NP-20) */
    struct color fill;
    struct style_rule rule;
    length overhang; /* how far they reach out of the text on either side */
};

struct layout {
    str name;
    const struct spot_ink *spots; /* color.spot - 1 */
    size_t n_spots;
    bool has_light; /* some of its colours are of light */
    str output;     /* name of its printing condition */
    struct place output_at;
    const char *folder;
    const struct source **sources; /* its own text, then those that it extends, in turn */
    size_t n_sources;
    int format;                  /* of the page, by name (formats.def); -1: none */
    length width, height, bleed; /* trimmed page */
    struct folds fold_x, fold_y; /* on even pages fold_x is mirrored */
    struct grid {
        length size;    /* body size, 字身 */
        length pitch;   /* 行距: from baseline to baseline */
        int characters; /* in a line */
        int lines;      /* in a column */
        int columns;
        length gap; /* between columns */
    } grid;
    struct rect type_area; /* 版心, on odd pages; on even pages mirrored */
    const struct style *styles[LAYOUT_STYLE_COUNT]; /* character styles may be NULL */
    const struct style *all_styles;
    size_t n_styles;
    const struct font_role *fonts;
    size_t n_fonts;
    const struct master *first, *inside, *last; /* first and last may be NULL */
    /* in the place of `inside`, with the same flow frames; NULL: none */
    const struct master *odd, *even;
    struct master_map {
        struct master_choice {
            str key;
            struct place at;
            const struct master *master;
        } * v;
        size_t n;
    } by_number, by_section;
    const struct article_looks *lead; /* of the first article; NULL: as any */
    struct section_looks {
        str name;
        struct article_looks *looks;
    } * sections;
    size_t n_sections;
    struct article_layout {
        struct furniture *head, *end; /* set before and after an article's body */
        struct furniture *filler;     /* before a filler's (NP-22); NULL: as head */
        size_t n_head, n_end, n_filler;
        str end_mark;        /* behind the last character (NP-14); empty: none */
        int gap;             /* grid lines between articles */
        int gap_stretch;     /* lines that a gap may grow by, to fill a page */
        int head_share;      /* of them, lines that may stand under the head instead */
        int heading_stretch; /* lines that may stand above a heading where a column ends early */
        int least_lines;     /* lines of text that must follow an article's head in each column */
        bool even;           /* balanced columns share the shortage (GR-05) */
        enum articles_begin {
            ARTICLES_ANYWHERE,
            ARTICLES_PAGE,
            ARTICLES_RECTO,
            ARTICLES_COLUMN
        } begin; /* HD-11 */
    } article;
    /* threads besides the main one; each takes its articles in order, and what it has no room for
     * goes on in the main thread (NP-13) */
    struct thread_layout {
        str name;
        struct place at;
        int articles; /* that it takes */
    } * threads;
    size_t n_threads;
    struct furniture jump_to,
        jump_from; /* （下转第N版）, （上接第N版）; no style: nothing is set */
    struct furniture jump_title;     /* the title over what goes on */
    struct text_template bullets[3]; /* of nested lists; the last serves deeper ones */
    size_t n_bullets;
    struct text_template number; /* of ordered lists, field {n} */
    struct text_template divider;
    bool clauses; /* items with typed labels are paragraphs, not hung out (PG-04) */
    struct box_layout {
        bool has_fill;
        struct color fill;
        struct style_rule rule; /* round it */
        length padding;         /* beside the text */
    } box;
    struct corrections_layout {    /* of earlier issues (NP-23) */
        str title;                 /* of a block that has none */
        struct text_template item; /* fields {correction.…} */
    } corrections;
    length list_hang;           /* width of the label column */
    const struct style *bullet; /* of the bullets; NULL: as the list */
    struct table_layout {
        length rule_thick, rule_thin; /* head and foot; under the head row (TB-02) */
        struct color rule_color;
        length cell_gap;
        int space_above, space_below; /* grid lines round a table */
        bool full_rules;              /* 全线表 instead of 三线表 */
        bool even_stub;               /* names in the first column are set evenly (TB-08) */
        bool turns; /* one that is wider than all columns is set sideways (TB-06) */
        struct text_template caption, continued; /* before the title; over what goes on; {n} */
    } table;
    struct figures_layout {
        enum figures_place {
            FIGURES_AUTO,
            FIGURES_TOP,
            FIGURES_FOOT,
            FIGURES_HERE
        } place; /* GR-08 */
        enum figures_wrap {
            WRAP_NONE,
            WRAP_LEFT,
            WRAP_RIGHT
        } wrap;          /* GR-09: the side of the picture */
        length distance; /* white between a picture with its caption and the text */
        length caption_distance;
        enum { CAPTION_LEFT, CAPTION_RIGHT } vertical_caption; /* of one in vertical text (VT-08) */
        int columns;                                           /* that one spans */
        int scale;                                             /* %, of the size it would have */
        int least_width;               /* %, of its columns: a smaller one is enlarged to it */
        struct text_template caption;  /* before its title; {n} */
        int least_ppi, least_ppi_line; /* that print needs; of line art (FG-07) */
    } figures;
    length underline_thickness, underline_offset; /* offset: from the em box's foot downwards */
    struct marks_layout {
        enum emphasis_form { EMPHASIS_STYLE, EMPHASIS_DOTS, EMPHASIS_BOTH } emphasis; /* IM-07 */
        /* in 1/65536 of the paragraph's size */
        int64_t dot, dot_offset;   /* across; from the em box's foot or the line above it (IM-01) */
        int64_t frame;             /* thickness of a frame (IM-08) */
        int64_t wave, wave_length; /* of a title's line: its height; from crest to crest (IM-03) */
        int64_t gap;               /* between the lines of neighbours (IM-02) */
    } marks;
    enum note_mark note_mark;                          /* FN-02 */
    enum note_mark heading_note_mark, table_note_mark; /* FN-10 */
    str note_title;  /* a line over an article's notes; may be empty */
    bool foot_notes; /* notes stand at the foot of the column that mentions them (FN-07) */
    struct style_rule note_rule; /* over them (FN-06) */
    length note_space;           /* from the text to the rule's line and on to the notes */
    bool link_notes;             /* addresses of links become notes */
    struct composition composition;
    struct weights weights;
    struct fit_layout fit;
};

/** Reads FOLDER/layout.yaml. Everything lives in the arena. Reports all that is wrong; the caller
 * asks the sink. NULL when nothing could be made of it; `named_at` is the place that names it. */
const struct layout *layout_read(struct arena *a, const char *folder, struct place named_at,
                                 struct diags *d);

/** What an article of a section looks like, the issue's `first` one too; NULL: as any. */
const struct article_looks *layout_looks(const struct layout *l, str section, bool first);

/** The master of the page with a number from 1 on that has one of its own; NULL: it has none. */
const struct master *layout_numbered_master(const struct layout *l, size_t number);

/** The same for pages that follow on the first, where text may flow as in no other. */
const struct master *layout_front_master(const struct layout *l, size_t number);

/** The flow frame of the layout's `inside` that a flow frame of a master in its place stands for.
 */
const struct frame *master_flow(const struct layout *l, const struct master *m, size_t number,
                                const struct frame *f);

/** The same with changes laid over the layout, as if one that extends it made them. */
const struct layout *layout_read_changed(struct arena *a, const char *folder, struct place named_at,
                                         str changes, struct diags *d);

/** Notes what is usual, where a layout does otherwise and nothing is wrong with it. */
void layout_advise(const struct layout *l, struct diags *d);

/** The name of a preset of marks, as layouts write it. */
const char *fit_marks_name(enum marks_preset preset);

/** The weights of a layout that names none. */
struct weights layout_standard_weights(void);

/** The key of a weight, in the order of the reference, from 0; NULL behind the last. */
const char *weight_key(size_t i);

/** Where the weights hold that one. */
int64_t *weight_at(struct weights *w, size_t i);

/** The grid lines a block of `n` text lines takes in a style (HD-01). */
int style_lines(const struct style *s, int n);

/** Where a frame stands on an odd or even page, from the top left of the trimmed page. */
struct rect frame_rect(const struct layout *l, const struct frame *f, bool even);

/** Moves the top of a frame that follows a flow frame's text to where that ends on a page (from the
 * top of the page). False: too little white is left under it, the frame is not there. */
bool frame_follow_text(const struct frame *f, length end, struct rect *r);

/** Appends the reference of the language: Markdown tables of all keys, made from the tables that
 * read them, in Chinese or English. */
struct buf;
void layout_reference(struct buf *out, bool english);

/** Appends the JSON Schema of layout.yaml, for editors that complete and check. */
void layout_schema(struct buf *out);
