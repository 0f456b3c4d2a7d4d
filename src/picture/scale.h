/* Pictures made smaller: each new pixel is the mean of the area that it covers, in light and not in
 * sRGB's values (fine lines would grow darker), in integers. */
#pragma once

#include "picture/picture.h"

/** A sink of rows of 8 bits that hands rows of `width` × `height` on, at most as many as come;
 * its begin() must be called with what begin() of `next` would be called with otherwise. Valid
 * until scaler_free(). */
struct scaler;
struct scaler *scaler_new(uint32_t width, uint32_t height, const struct raster_sink *next);
void scaler_free(struct scaler *s); /* accepts NULL */
struct raster_sink scaler_sink(struct scaler *s);
