/* Tagging: which element of the document's structure is open, so that what is set belongs to it. */
#pragma once

#include "page/element.h"

/** One for a setter, that is for an article; what is set with none open is an artifact. An article
 * that is set anew, from some place on to another measure, begins the same elements again: what
 * stays of its lines and what takes the place of others are parts of one tree. */
struct tags {
    struct arena *arena;
    struct element *open;
    uint32_t order; /* counts what was set */
    /* the link whose text was set last, for one that goes on in the next line */
    struct element *link;
    str target;
};

/** Begins an element in the open one, which it becomes. NULL, and nothing happens, when none is
 * open or `t` is NULL. */
struct element *tag_begin(struct tags *t, enum element_role role);

/** Ends what tag_begin() gave; its parent is open again. */
void tag_end(struct tags *t, struct element *e);

/** Opens an element that exists (NULL: none); gives the one that was open. */
struct element *tag_open(struct tags *t, struct element *e);

/** Begins a paragraph for text, unless what is open takes text itself: a heading, a caption, a
 * label, a cell. */
struct element *tag_begin_text(struct tags *t);

/** The element of a link's text: a new one when the text before was no part of it. */
struct element *tag_link(struct tags *t, str target);
