/* Whole streams deflated at once. */
#pragma once

#include "pdf/objects.h"

struct deflater;

struct deflater *deflater_new(void);
void deflater_free(struct deflater *z);

/** Deflated bytes; whoever has them frees `p`. */
struct deflated {
    void *p;
    size_t n;
};

struct deflated deflate_bytes(struct deflater *z, const void *bytes, size_t n);

/** The same of bytes that come up in run after run: kept in the cache. */
struct deflated deflate_kept(struct deflater *z, str bytes);

/** Appends to the maker of a cache key what decides about deflated bytes. */
void deflate_stamp(struct buf *maker);

/** A new stream of deflated bytes, which it takes over; /Filter is there. */
struct object *deflated_stream(struct document *doc, struct deflated bytes);

/** The same of bytes that others own and keep until the document is freed. */
struct object *deflated_view(struct document *doc, const struct deflated *bytes);

/** A new stream of the bytes, deflated; /Filter is there. */
struct object *deflate_stream(struct deflater *z, struct document *doc, const void *bytes,
                              size_t n);
