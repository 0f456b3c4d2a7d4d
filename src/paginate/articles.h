/* The articles of an issue, set side by side in threads of the processor. */
#pragma once

#include "paginate/flow.h"

/** Numbers that an article's footnotes print as, in the order of mention; counted through where
 * there are none yet (FN-01). */
struct note_numbers {
    int *v;
    size_t n;
};

/** From a place of an article on, its text is set to another measure. */
struct measure_change {
    size_t segment;
    struct cursor at; /* all 0: from the segment's head on */
    struct measure to;
};

/** How many lines of a paragraph stand above the picture that its lines stand beside (GR-09), by
 * the article's count of such pictures; past the end none do. */
struct delays {
    int *v; /* the heap's */
    size_t n;
};

struct article_setting {
    length column, full, gap;       /* measures of a column, of all columns; between columns */
    int lines;                      /* see struct measure */
    struct measure_change *changes; /* in their order; the heap's */
    size_t n_changes;
    struct delays delays;
    struct note_numbers numbers;
    struct element *element;  /* in the document's structure, the same for every setting */
    uint32_t order;           /* of what was set last */
    struct segment *segments; /* what it became */
    size_t n;
};

/** Whether anything is set before it. */
bool cursor_begun(struct cursor c);

/** The settings of all articles of an issue. */
struct articles;
struct articles *articles_new(const struct setter *s, unsigned threads);
/** What was set stays with the setter's arena, what was reported goes to its diagnostics in the
 * order of the articles. */
void articles_end(struct articles *a);

struct article_setting *articles_get(struct articles *a, size_t article);

/** The measure at its end. */
struct measure articles_measure(struct articles *a, size_t article);

/** Sets an article anew, from a place of it on to another measure. What stands before keeps its
 * lines; changes after that place are forgotten. */
void articles_change(struct articles *a, size_t article, const struct measure_change *change);

/** How many lines stand above one of its pictures, from 0 in their count; for the next setting. */
void articles_delay(struct articles *a, size_t article, size_t picture, int lines);

/** Sets one article anew. It will be set once more, so observers are not told. */
void articles_set_one(struct articles *a, size_t article);

/** Whether an article may be set more than once: for its notes' numbers, or since it has pictures
 * with text beside them. */
bool articles_provisional(const struct articles *a, size_t article);

/** Whether an article has footnotes that are numbered by page. */
bool articles_noted(const struct articles *a, size_t article);

/** Sets the articles, anew those that were set before; `provisional`: only those that are.
 * `rehearse`: they will be set once more, so observers are not told. */
void articles_set(struct articles *a, bool provisional, bool rehearse);
