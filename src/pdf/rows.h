/* Rows of samples deflated one after the other, in bounded memory. */
#pragma once

#include "pdf/objects.h"

struct rows;

/** Begins; `size` is a row's bytes. With `pixel` bytes a pixel (1…4) each row goes through the PNG
 * predictor that suits it (the reader needs /Predictor 15); 0: rows go as they are. */
struct rows *rows_new(size_t size, unsigned pixel);
void rows_free(struct rows *r); /* accepts NULL */

/** Adds a row. */
void rows_put(struct rows *r, const unsigned char *row);

/** Ends: the deflated bytes go to the end of `out`. */
void rows_end(struct rows *r, struct buf *out);

/** The same, as a stream object with /Filter. */
struct object *rows_finish(struct rows *r, struct document *doc);
