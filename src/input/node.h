/* Objects of a PDF as plain values, and the reader of their notation: for the operands of content
 * streams, for CMaps, and for objects that the PDF library has already found, decrypted and written
 * in normal form. */
#pragma once

#include "base/str.h"

#include <stdint.h>

enum node_type {
    NODE_NULL,
    NODE_BOOL, /* number is 0 or 1 */
    NODE_NUMBER,
    NODE_STRING, /* text: its bytes */
    NODE_NAME,   /* text: without the solidus, escapes resolved */
    NODE_ARRAY,
    NODE_DICT,
    NODE_STREAM,   /* its dictionary; id finds the data */
    NODE_REF,      /* id and generation */
    NODE_OPERATOR, /* text; in content streams only */
    NODE_END,      /* nothing more to read */
};

struct node {
    enum node_type type;
    bool integer;            /* NUMBER: written without a decimal point */
    uint32_t id, generation; /* of an indirect object, and what REF leads to; 0: direct */
    double number;
    str text;
    const struct node *items; /* ARRAY; DICT: keys and values in turn */
    size_t n;                 /* ARRAY: items; DICT, STREAM: pairs */
};

extern const struct node node_null;

enum {
    NODE_DEPTH_MAX = 64,      /* arrays and dictionaries in one another */
    NODE_ITEMS_MAX = 1 << 20, /* in one array or dictionary */
};

/** Reads on in `text`. What it makes lives in the arena. */
struct node_reader {
    struct arena *arena;
    str text;
    size_t at;
    bool references; /* "5 0 R" is a reference */
    bool damaged;    /* set when something is not as it should be */
};

/** The next object or operator; type NODE_END at the end. Whatever stands there is got over. */
struct node node_read(struct node_reader *r);

/** The value of a dictionary's (or stream's) key as it stands there (a REF is not followed);
 * node_null when there is none. */
const struct node *node_value(const struct node *dict, const char *key);

static inline bool node_is_name(const struct node *n, const char *name)
{
    return n->type == NODE_NAME && str_is(n->text, name);
}

static inline bool node_is_dict(const struct node *n)
{
    return n->type == NODE_DICT || n->type == NODE_STREAM;
}

/** The key and the value of a dictionary's pair. */
static inline str node_key_at(const struct node *dict, size_t i)
{
    return dict->items[2 * i].text;
}

static inline const struct node *node_value_at(const struct node *dict, size_t i)
{
    return &dict->items[2 * i + 1];
}
