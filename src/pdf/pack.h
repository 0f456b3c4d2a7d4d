/* The smallest form of a file: its objects, but streams, deflated together in object streams, and a
 * cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8; PDF 1.5, and PDF/A-2, 6.1.4). */
#pragma once

#include "base/buf.h"

struct pack;

/** Begins behind the header; the file begins at `start` of `out`. */
struct pack *pack_new(struct buf *out, size_t start);
void pack_free(struct pack *p);

/** Adds an object that is no stream: what stands between obj and endobj. */
void pack_value(struct pack *p, unsigned number, str value);

/** Adds a stream; `entries` are those of its dictionary but Length. */
void pack_stream(struct pack *p, unsigned number, str entries, str bytes);

/** Writes what waits in object streams: all but the cross-references is then in `out`. `next`: the
 * first number that no object has. */
void pack_flush(struct pack *p, unsigned next);

/** Writes the cross-references, and the end of the file; `trailer` are the entries that a trailer
 * has, but Size. */
void pack_finish(struct pack *p, str trailer);
