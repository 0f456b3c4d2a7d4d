/* The structure tree of a PDF (ISO 32000-1, 14.7) as plain values: its elements in reading order,
 * and what of the pages belongs to which. */
#pragma once

#include "press/value.h"

enum { TAGS_MAX = 1 << 20, TAGS_DEPTH_MAX = 200, TAGS_CELLS_MAX = 4096 };

struct tag {
    const struct node *dict;
    const struct tag *parent; /* NULL: at the top */
    str type;                 /* as the file calls it */
    const char *standard;     /* the standard type that stands for it; NULL: none */
    bool circular;            /* mapped in a circle */
    bool alternative;         /* has Alt or ActualText */
    bool actual;              /* it or an element around it has ActualText */
    size_t depth;
    size_t end; /* index of the first element behind its descendants */
};

/** Content that an element names. */
struct tag_content {
    uint32_t owner; /* number of the page, form or object it is in or is */
    int64_t mcid;   /* -1: the object itself */
    size_t tag;
};

struct tags;
/** Reads the tree of a document; NULL when it has none. Ended by tags_free(). */
struct tags *tags_read(struct input *doc);
void tags_free(struct tags *t);

/** Whether an element was met twice; it counts where it was met first. */
bool tags_repeated(const struct tags *t);
size_t tags_count(const struct tags *t);
const struct tag *tags_at(const struct tags *t, size_t i);
size_t tags_contents(const struct tags *t);
const struct tag_content *tags_content(const struct tags *t, size_t i);

/** The element that a marked content belongs to, by the number of its page or form; or NULL. */
const struct tag *tags_of_content(const struct tags *t, uint32_t owner, int64_t mcid);
/** The element that an annotation or other object belongs to; or NULL. */
const struct tag *tags_of_object(const struct tags *t, uint32_t object);
/** The parent tree's entry for a key; node_null when there is none. */
const struct node *tags_parent(const struct tags *t, int64_t key);

/** The standard structure type of that name (ISO 32000-1, 14.8.4), or NULL. */
const char *tag_standard(str type);
/** A number or name that an element has as an attribute of an owner ("Table"); node_null: none. */
const struct node *tag_attribute(struct input *doc, const struct tag *tag, const char *owner,
                                 const char *key);
