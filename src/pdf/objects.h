/* The objects of a PDF file, on libharu: the only part that knows libharu. A dictionary's entries
 * are text that is collected until the file is saved, so objects can refer to each other in any
 * order by their numbers. */
#pragma once

#include "base/buf.h"
#include "base/diag.h"

struct document;
struct object;

/** A new, empty document. Reports, and gives NULL, when libharu is not the one that the program was
 * built for. */
struct document *document_new(struct diags *d);
void document_free(struct document *doc);

/** A new indirect dictionary; lives as long as the document. */
struct object *object_new(struct document *doc);

/** Adds a page to the page tree (its Type and Parent are there). */
struct object *document_add_page(struct document *doc);

/** The document's catalogue and information dictionary. */
struct object *document_catalog(struct document *doc);
struct object *document_info(struct document *doc);

/** The object's number, for references: "12 0 R". */
unsigned object_number(const struct object *o);

/** Where the entries go, between << and >>. Valid until the document is saved or freed. */
struct buf *object_entries(struct object *o);

/** Bytes of a stream. */
struct stream_bytes {
    const void *p;
    size_t n;
    void (*release)(void *p, size_t size); /* called when the document is freed; may be NULL */
    size_t size;                           /* for release(); may be more than n */
};

/** A new indirect stream of bytes that are written as they are; /Length is added, /Filter is the
 * caller's. Takes over the bytes. */
struct object *object_stream(struct document *doc, struct stream_bytes bytes);

/** A number for all that the document holds so far: the same objects give the same. */
void document_digest(const struct document *doc, unsigned char out[16]);

/** Writes the file, of a version of PDF ("1.7"), to the end of `out`; the same objects give the
 * same bytes, /ID is made from them. `packed`: as small as can be, in object streams (from 1.5 on).
 * Once only. Reports what libharu says and gives false when it fails. */
bool document_save(struct document *doc, const char *version, bool packed, struct buf *out,
                   struct diags *d);
