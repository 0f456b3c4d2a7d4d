/* A PDF that was opened for reading: its objects as plain values, its pages, the data of its
 * streams, within bounds that no print file comes near. */
#pragma once

#include "base/buf.h"
#include "input/node.h"
#include "input/qpdf.h"

enum {
    INPUT_PAGES_MAX = 20000,
    INPUT_STREAM_MAX = 256 << 20, /* bytes of one stream, decoded */
    INPUT_PATH_MAX = 32,          /* references that lead to references */
    INPUT_OBJECTS_MAX = 1 << 20,  /* that are looked at one by one */
};

struct input;

enum input_state {
    INPUT_OPEN,
    INPUT_ENCRYPTED, /* a password is needed */
    INPUT_BROKEN,    /* no PDF, or beyond repair */
};

/** Opens a PDF that lies in memory (which must stay there). Never NULL; ask for the state. */
struct input *input_open(const struct qpdf *q, str bytes);
void input_free(struct input *doc);

enum input_state input_state(const struct input *doc);
/** What the library had to say while it read: repaired tables, wrong lengths, unreadable objects.
 * Empty when all was well; grows as objects are read. */
str input_complaint(struct input *doc);
/** Whether the file needs no password but is encrypted all the same. */
bool input_encrypted(const struct input *doc);
/** "1.6" */
str input_version(const struct input *doc);

/** The file's own bytes. */
str input_bytes(const struct input *doc);

/** The greatest number that an object can have, and the object of a number (generation 0);
 * node_null when there is none. */
size_t input_objects(struct input *doc);
const struct node *input_object(struct input *doc, size_t number);

size_t input_pages(const struct input *doc);
/** Whether a page has resources of its own, not only those of a node above it. */
bool input_has_resources(const struct input *doc, size_t i);
/** A page's dictionary, with what it inherits. */
const struct node *input_page(struct input *doc, size_t i);
const struct node *input_trailer(struct input *doc);
const struct node *input_catalog(struct input *doc);

/** Follows a reference; any other node is given back. */
const struct node *input_follow(struct input *doc, const struct node *n);
/** The value of a dictionary's key, followed; node_null when there is none. */
const struct node *input_get(struct input *doc, const struct node *dict, const char *key);
/** An array's item, followed; node_null when there is none. */
const struct node *input_item(struct input *doc, const struct node *array, size_t i);
/** The numbers of an array; false when it does not hold `n` of them. */
bool input_numbers(struct input *doc, const struct node *array, double *to, size_t n);

enum stream_state {
    STREAM_GOOD,
    STREAM_OPAQUE, /* of a filter that is not decoded here (JBIG2, JPX, CCITT) */
    STREAM_DAMAGED,
    STREAM_TOO_LARGE,
};
/** Appends a stream's data, decoded, at most `most` bytes of it. */
enum stream_state input_stream(struct input *doc, const struct node *stream, size_t most,
                               struct buf *to);
/** The data as it stands in the file. */
bool input_raw(struct input *doc, const struct node *stream, struct buf *to);

/** A new stream: a dictionary's entries, which must live as long as the document, and bytes that
 * were made by filters, in PDF's notation (or null). */
const struct node *input_add(struct input *doc, const struct node *dict, str bytes,
                             const char *filter, const char *parms);

/** How many filters a stream has, and the name of one. */
size_t input_filters(struct input *doc, const struct node *stream);
str input_filter(struct input *doc, const struct node *stream, size_t i);

/** The library's own handle, for copying objects. */
qpdf_data input_library(struct input *doc);

struct arena *input_arena(struct input *doc);
