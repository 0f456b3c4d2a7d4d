/* Stage "compose": from spans of text, a style and a measure to lines (rules CC LB UB PW HL LA). */
#pragma once

#include "issue/issue.h"
#include "layout/layout.h"
#include "page/page.h"

/** Reports what a layout's `composition` asks of classes and stages that there are not; composing
 * reports it too. */
void composition_check(const struct layout *layout, struct diags *d);

/** What composition needs; one for a thread and build. */
struct composer;

/** `layout`'s fonts are looked up in `fonts`; missing ones are reported. NULL when a role has no
 * usable face at all. */
struct composer *composer_new(const struct layout *layout, struct fonts *fonts,
                              const char *language, struct diags *d);
void composer_free(struct composer *c);

/** The language of Western words in Chinese text, unless something says otherwise: their patterns
 * of hyphenation, their OpenType features. */
#define WESTERN_LANGUAGE "en"

/** Keeps more words on one line than the layout names: the editors' own (UB-12). Before any fork
 * and any paragraph. Copies them. */
void composer_keep_together(struct composer *c, const struct texts *words);

/** The font that a family's name asks for, as pictures do: a font of the layout by its name or by
 * what style sheets call its kind, or a family of the catalogue, with the Chinese or Western face
 * that it lacks from `usual`. NULL: there is none. It lives as long as the composer. */
const struct font_role *composer_family(struct composer *c, str name, bool bold,
                                        const struct font_role *usual, struct diags *d);

/** The face in which formulas of a font are set, opened at first use; NULL, and reported, when
 * there is none. */
const struct face *composer_math(struct composer *c, const struct font_role *role, struct diags *d);

/** Makes the faces of a style's text ready to shape, which takes HarfBuzz as long as some pages:
 * otherwise each thread would do it again at its first line. */
void composer_warm(struct composer *c, enum layout_style style);

/** Another composer with the same rules and faces, for another thread. The first one must outlive
 * it. */
struct composer *composer_fork(const struct composer *c);

/** Says that another article begins: what is reported once an article may be reported again. */
void composer_begin_article(struct composer *c);

enum line_stage { STAGE_NATURAL, STAGE_REDUCED, STAGE_EXPANDED };

/** A composed line. One of a vertical style (VT) is described as if it lay on its left side: x goes
 * down from its top, y to the left; only the glyphs of upright runs have their places as on the
 * page. Runs stand relative to the line: x from the left edge of the measure, y = 0 on the baseline
 * of the ideographic em box's text. */
struct line {
    const struct glyph_run *runs;
    size_t n_runs;
    const struct line_rect { /* marks: rect relative to the line, y from the baseline */
        enum item_kind kind; /* ITEM_FILL, ITEM_WAVE */
        struct rect rect;
        struct color color;
        length radius, thickness, period;
    } * rects;
    size_t n_rects;
    const struct line_link { /* a link's stretch: x and width */
        length x, w;
        str target;
    } * links;
    size_t n_links;
    const int *notes; /* numbers of the notes whose marks stand in the line */
    size_t n_notes;
    length x, width; /* where the ink cells begin and how wide they are, indent not included */
    length natural;  /* width before adjustment */
    length measure;
    enum line_stage stage;
    length max_gap;      /* largest X3 widening of one gap */
    length above, below; /* how far marks reach out of the em box */
    struct place marked; /* of the first character that has any */
    bool vertical;
    bool last;       /* of its paragraph, or before a forced end */
    size_t to;       /* how much of the paragraph is set with it, for another's `begin` */
    struct place at; /* of its first character */
};

struct lines {
    const struct line *v;
    size_t n;
};

/** A note's mark by the layout's form (FN-02), to be set in a font: its text and format. Past ㊿,
 * or where the font lacks the character, the number stands in a ring that is drawn (FN-01). */
struct span note_mark(struct arena *a, const struct composer *c, const struct font_role *font,
                      enum note_list list, int number);

struct paragraph {
    const struct span *spans;
    size_t n_spans;
    const struct style *style;
    length measure;
    length indent;   /* of the first line and of one after a forced end; negative hangs it out */
    size_t begin;    /* what stands before is set elsewhere, to another measure: a line's `to` */
    int n_beside;    /* lines that stand beside a picture (GR-09) … */
    int beside_from; /* … after so many of the whole measure … */
    length beside, beside_x; /* … their measure, and how far to the right they begin */
    bool is_title; /* parted as a heading is, though its style has no grid lines (HD-06, NP-09) */
    struct place at;
};

/** Composes one paragraph. Lines live in the arena. Reports missing glyphs and lines that cannot be
 * set well. An empty paragraph gives no lines. */
struct lines compose_paragraph(struct composer *c, struct arena *a, const struct paragraph *p,
                               struct diags *d);

/* ---- measuring ---- */

/** What no line end parts: how much a line grows by it, and what of that goes when it begins or
 * ends the line. */
struct stretch {
    length advance, start, end;
    bool forced; /* a line ends after it */
};

/** A paragraph's content before lines are chosen. */
struct content {
    const struct stretch *v;
    size_t n;
};

/** Measures a paragraph; its measure and indent do not matter. The stretches live in the arena. */
struct content compose_content(struct composer *c, struct arena *a, const struct paragraph *p,
                               struct diags *d);

/** The least measure that parts nothing that belongs together (min-content), and the one at which
 * lines end only where the author ends them (max-content). */
length content_least(const struct content *c);
length content_natural(const struct content *c);

/** The lines at a measure, set solid, and the least measure at which there are no more than
 * `lines`; both whole numbers, and exact for ragged lines. */
int content_lines(const struct content *c, length measure);
length content_width_for(const struct content *c, int lines);

/* ---- watching ---- */

/** Told of each line that is set, in order (compose/report.h). The report and what it points to
 * belong to the composer and live until the function returns. */
struct line_report;
typedef void line_observer(const struct line_report *report, void *data);

/** Makes `fn` the composer's observer, with its data; NULL: none. Without one nothing is done for
 * it. A fork has none of its own accord. */
void composer_observe(struct composer *c, line_observer *fn, void *data);
bool composer_is_observed(const struct composer *c);

/** Calls nest. Lines composed while `on` are only measured, not set: the observer is not told of
 * them. */
void composer_rehearse(struct composer *c, bool on);

/** Whose lines are composed from here on: the article and its number in the issue, from 1; no
 * article: the furniture of the pages. */
struct line_owner {
    const struct article *article;
    size_t number;
};

/** Says so to the observer. Gives the owner before. */
struct line_owner composer_owner(struct composer *c, struct line_owner owner);
