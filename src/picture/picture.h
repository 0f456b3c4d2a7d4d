/* Picture files, known by what is in them and not by their names: their heads, and their pixels row
 * by row. Nothing here knows about documents. Libraries that few issues need (WebP, TIFF) are
 * opened when the first picture of that kind is met. */
#pragma once

#include "base/buf.h"
#include "base/message.h"

#include <stdint.h>

enum image_format { IMAGE_JPEG, IMAGE_PNG, IMAGE_WEBP, IMAGE_TIFF, IMAGE_SVG, IMAGE_PDF };

/** Most pixels of a picture, and most bytes of one that must be held whole (interlaced PNG, WebP, a
 * row of TIFF tiles). */
#define PICTURE_PIXELS_MAX 400000000u
#define PICTURE_HELD_MAX   ((size_t)256 << 20)

enum { PICTURE_MESSAGE_MAX = 200 };

/** What counts as a pixel of a picture that is drawn: 1/100 pt. */
#define PICTURE_DRAWN_PPI 7200

/** What the head of a file says. */
struct picture_head {
    enum image_format format;
    uint32_t width, height; /* pixels, as they are stored */
    uint32_t ppi;           /* 0: not stated */
    uint8_t orientation;    /* EXIF: 1 to 8; 1: as stored */
    uint8_t components;     /* 1 grey, 3 RGB, palettes too, 4 CMYK; 0: drawn */
    bool line_art;          /* one bit a pixel (FG-07) */
    bool has_text;          /* of what is drawn: there is text to be set over it */
    bool drawn;             /* no pixels, but shapes: drawing.h, pdf_page.h */
    char lost[200];         /* of what is drawn: what of it is left out; empty: nothing */
    bool inverted;          /* JPEG: CMYK as Adobe's programs write it */
    bool plain_rgb; /* JPEG: three components that are not YCbCr, without a marker that says so */
};

/** Reads the head without decoding pixels; false, and why in `message`, when the file is no picture
 * that can be used. A missing orientation is 1. */
bool picture_look(str bytes, struct picture_head *out, char message[PICTURE_MESSAGE_MAX]);

/** The same of a page, from 1, where the file is a PDF; any other file has only one. */
bool picture_look_page(str bytes, unsigned page, struct picture_head *out,
                       char message[PICTURE_MESSAGE_MAX]);

/** The media type of a picture file by what is in it: image/png; application/octet-stream for what
 * is none. */
const char *picture_media_type(str bytes);

/** Whether the picture is stored lying on its side. */
static inline bool picture_is_turned(uint8_t orientation)
{
    return orientation >= 5;
}

/** Appends the ICC profile that says what the colours of a file of pixels are; false when it has
 * none. Nothing is checked about it. */
bool picture_profile(str bytes, enum image_format format, struct buf *out);

/** How rows come out of a decoder. */
struct raster {
    uint32_t width, height;
    int channels; /* 1 grey or index, 3 RGB, 4 CMYK (full ink 255); without alpha */
    int bits;     /* a sample: 1, 2, 4 or 8, packed as in PNG */
    bool alpha;   /* 8 bits of it behind the channels of each pixel, not multiplied in */
    bool indexed;
    unsigned char palette[256][3];
    int n_palette;
    bool plain; /* PNG: the compressed rows can be used as PDF's filter reads them */
};

/** Where rows go: begin() once, then row() `height` times, from the top. */
struct raster_sink {
    void *to;
    void (*begin)(void *to, const struct raster *r);
    void (*row)(void *to, const unsigned char *row);
};

/** Decodes a picture of pixels to its end. */
bool picture_rows(str bytes, enum image_format format, const struct raster_sink *sink,
                  char message[PICTURE_MESSAGE_MAX]);

/** Appends the compressed rows of a PNG file that was decoded. */
void picture_png_rows(str bytes, struct buf *out);

/** Writes rows of grey (1 channel), RGB (3) or inks (4; 255 is full, as they are) as a JPEG file.
 * Quality 1 to 100, as libjpeg counts it. */
struct jpeg_writer;
struct jpeg_writer *jpeg_writer_new(uint32_t width, uint32_t height, int channels, int quality);
void jpeg_writer_row(struct jpeg_writer *w, const unsigned char *row);
/** The version of libjpeg: another may make other bytes. */
int jpeg_writer_version(void);
/** Ends the writer; the file's bytes are the caller's, to be freed. */
unsigned char *jpeg_writer_finish(struct jpeg_writer *w, size_t *n);
void jpeg_writer_free(struct jpeg_writer *w); /* accepts NULL; of a file that is not finished */

/** Where a JPEG picture ends in its file, behind its EOI marker; 0 when it is cut off. */
size_t picture_jpeg_end(str bytes);
