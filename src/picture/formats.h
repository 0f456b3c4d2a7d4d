/* The formats' readers. Private to this stage. */
#pragma once

#include "base/library.h"
#include "picture/picture.h"

typedef bool look_fn(str bytes, struct picture_head *out, char *message);
typedef bool decode_fn(str bytes, const struct raster_sink *sink, char *message);

look_fn jpeg_look, png_look, webp_look, tiff_look, svg_look, pdf_look;
typedef bool profile_fn(str bytes, struct buf *out);

profile_fn jpeg_profile, png_profile, webp_profile, tiff_profile;

/** Looks at a page of a PDF file, from 1. */
bool pdf_look_page(str bytes, unsigned number, struct picture_head *out, char *message);
decode_fn jpeg_decode, png_decode, webp_decode, tiff_decode;

/** Always false, with the message set. */
bool picture_refuse(char *message, const char *why);

/** The orientation that EXIF data (a TIFF structure) state, or 1. Only the first directory is read.
 */
uint8_t exif_orientation(str exif);

/** library_open(), with a message that names the package when it fails. */
bool format_library(const char *file, const char *package, const struct library_function *functions,
                    size_t n, char *message);
