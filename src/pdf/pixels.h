/* Steps on the way of a picture's rows from a decoder: to 8 bits a sample, to other colours; and a
 * look at all pixels beforehand, which tells which colours suit them. */
#pragma once

#include "pdf/colors.h"
#include "picture/picture.h"

/** What a picture holds. */
struct pixel_facts {
    bool recolored; /* its pixels are such that the colours convert */
    bool grey;      /* all of them are grey in themselves */
    bool few;       /* few colours, as drawings and screens have and photographs have not */
};

/** Looks at all pixels of a file where there are colours to convert them; false, and why in
 * `message`, when it does not decode. */
bool pixels_look(const struct colors *colors, str bytes, enum image_format format,
                 struct pixel_facts *out, char message[PICTURE_MESSAGE_MAX]);

/** The same of rows of 8 bits without alpha that lie in memory. */
void pixels_look_at(const struct colors *colors, const struct raster *r, const unsigned char *rows,
                    struct pixel_facts *out);

/** A step that hands its rows on to `next`. */
struct pixels;
struct raster_sink pixels_sink(struct pixels *p);
void pixels_free(struct pixels *p);

/** Palettes and samples of few bits become 8 bits of RGB or grey. */
struct pixels *pixels_expand(const struct raster_sink *next);

/** Whether the rows that came to it could be used as they are compressed in their file. */
bool pixels_were_plain(const struct pixels *expand);

/** Rows of 8 bits in other colours, where the facts say that these convert. A grey picture becomes
 * one of grey alone; in one of few colours what is grey in itself stays grey, so that lines and
 * letters come out on one plate; in a photograph, where that would be seen as an edge, it does
 * not. */
struct pixels *pixels_recolor(const struct colors *colors, const struct pixel_facts *facts,
                              const struct raster_sink *next);

/** Takes `n` channels out of a row, from channel `from` on, its alpha being the last. */
void pixels_take(const unsigned char *row, const struct raster *r, int from, int n,
                 unsigned char *to);
