/* Whole streams deflated at once. */
#pragma once

#include "pdf/objects.h"

struct deflater;

struct deflater *deflater_new(void);
void deflater_free(struct deflater *z);

/** A new stream of the bytes, deflated; /Filter is there. */
struct object *deflate_stream(struct deflater *z, struct document *doc, const void *bytes,
                              size_t n);
