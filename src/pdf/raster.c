#include "base/file.h"
#include "base/xalloc.h"
#include "pdf/images.h"
#include "pdf/rows.h"

#include <stdlib.h>

/* Pictures that are decoded and deflated again row by row: alpha becomes a soft mask. The
 * compressed rows of most PNG files can be read by PDF's own filter; they are decoded only to see
 * that they are sound, and go in as they are. */

struct embedding {
    struct raster raster; /* as it goes into the PDF */
    struct raster source; /* as its rows come */
    struct embedder *to;
    struct diags *diags;
    const struct inks *inks; /* that its rows are converted to; NULL: none */
    bool failed;
    unsigned char *rgb; /* one row, when they are */
    struct rows *color, *mask;
    unsigned char *plane; /* one row of color or mask taken out of it */
};

static bool is_predicted(const struct raster *r)
{
    return r->bits == 8 && !r->indexed;
}

static void begin(void *to, const struct raster *r)
{
    struct embedding *e = to;
    e->raster = e->source = *r;
    if (r->indexed || r->channels == 3)
        e->inks = embedder_inks(e->to, &e->failed, e->diags);
    if (e->inks) {
        e->raster = (struct raster){
            .width = r->width, .height = r->height, .channels = 4, .bits = 8, .alpha = r->alpha};
        e->rgb = xmalloc((size_t)r->width * 3);
    }
    r = &e->raster;
    if (r->plain)
        return;
    size_t row_bytes = ((size_t)r->width * (size_t)(r->channels * r->bits) + 7) / 8;
    e->plane = xmalloc(row_bytes);
    e->color = rows_new(row_bytes, is_predicted(r) ? (unsigned)r->channels : 0);
    if (r->alpha)
        e->mask = rows_new(r->width, 1);
}

/* Out of rows with alpha. */
static void take_channels(const struct embedding *e, const unsigned char *row, int from, int n,
                          unsigned char *to)
{
    size_t all = (size_t)e->source.channels + 1;
    for (uint32_t x = 0; x < e->source.width; x++)
        for (int i = 0; i < n; i++)
            *to++ = row[x * all + (size_t)(from + i)];
}

/* Colours of a palette, packed as in PNG. */
static void look_up(const struct embedding *e, const unsigned char *row)
{
    const struct raster *r = &e->source;
    unsigned mask = (1u << r->bits) - 1, per_byte = 8 / (unsigned)r->bits;
    for (uint32_t x = 0; x < r->width; x++) {
        unsigned shift = (per_byte - 1 - x % per_byte) * (unsigned)r->bits;
        memcpy(e->rgb + 3 * (size_t)x, r->palette[row[x / per_byte] >> shift & mask], 3);
    }
}

/* A row in RGB as inks, in `plane`. */
static void convert(const struct embedding *e, const unsigned char *row)
{
    if (e->source.indexed)
        look_up(e, row);
    else if (e->source.alpha)
        take_channels(e, row, 0, 3, e->rgb);
    inks_row(e->inks, e->source.indexed || e->source.alpha ? e->rgb : row, e->plane,
             e->source.width);
}

static void put_row(void *to, const unsigned char *row)
{
    struct embedding *e = to;
    if (e->raster.plain)
        return;
    if (e->inks)
        convert(e, row);
    else if (e->source.alpha)
        take_channels(e, row, 0, e->source.channels, e->plane);
    rows_put(e->color, e->inks || e->source.alpha ? e->plane : row);
    if (!e->source.alpha)
        return;
    take_channels(e, row, e->source.channels, 1, e->plane);
    rows_put(e->mask, e->plane);
}

static void put_palette(struct buf *b, const struct raster *r, struct embedder *to)
{
    int n = r->n_palette;
    buf_format(b, " /ColorSpace [/Indexed %.*s %d <", STR_ARG(embedder_rgb(to)), n > 0 ? n - 1 : 0);
    for (int i = 0; i < n; i++)
        buf_format(b, "%02X%02X%02X", r->palette[i][0], r->palette[i][1], r->palette[i][2]);
    buf_str(b, n > 0 ? STR(">]") : STR("000000>]"));
}

/* `predicted`: the rows went through PNG's predictors. */
static void put_entries(struct buf *b, const struct raster *r, int channels, bool predicted,
                        struct embedder *to)
{
    buf_format(b, " /Type /XObject /Subtype /Image /Width %u /Height %u /BitsPerComponent %d",
               r->width, r->height, r->bits);
    if (r->indexed)
        put_palette(b, r, to);
    else
        buf_format(b, " /ColorSpace %.*s",
                   STR_ARG(channels == 1   ? STR("/DeviceGray")
                           : channels == 3 ? embedder_rgb(to)
                                           : STR("/DeviceCMYK")));
    if (predicted)
        buf_format(b, " /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %u>>",
                   channels, r->bits, r->width);
}

static struct object *embed_rows(struct embedder *to, const struct raster *r, struct rows *rows,
                                 int channels)
{
    struct object *o = rows_finish(rows, to->doc);
    put_entries(object_entries(o), r, channels, is_predicted(r), to);
    return o;
}

static void free_bytes(void *p, size_t size)
{
    (void)size;
    free(p);
}

static struct object *embed_as_it_is(struct embedder *to, const struct raster *r, str bytes)
{
    struct buf b = {0};
    picture_png_rows(bytes, &b);
    struct object *o = object_stream(to->doc, (struct stream_bytes){b.data, b.n, free_bytes, b.n});
    buf_str(object_entries(o), STR("/Filter /FlateDecode"));
    put_entries(object_entries(o), r, r->channels, true, to);
    return o;
}

static struct object *embed(struct embedder *to, const struct embedding *e, str bytes)
{
    if (e->raster.plain)
        return embed_as_it_is(to, &e->raster, bytes);
    struct object *o = embed_rows(to, &e->raster, e->color, e->raster.channels);
    if (e->raster.alpha)
        buf_format(object_entries(o), " /SMask %u 0 R",
                   object_number(embed_rows(to, &e->raster, e->mask, 1)));
    return o;
}

struct object *embed_raster(struct embedder *to, const struct image *image, struct diags *d)
{
    str bytes = picture_bytes(image, d);
    if (!bytes.p)
        return NULL;
    struct embedding e = {.to = to, .diags = d};
    const struct raster_sink sink = {&e, begin, put_row};
    struct picture_head h;
    char message[PICTURE_MESSAGE_MAX] = "";
    struct object *o = NULL;
    /* the head is compared first: what was small enough then must still be */
    bool read = picture_look(bytes, &h, message) && picture_same(image, &h, message) &&
                picture_rows(bytes, image->format, &sink, message);
    if (!read)
        picture_report(image, message, d);
    else if (!e.failed && !picture_forbidden(to, image, e.raster.alpha, d))
        o = embed(to, &e, bytes);
    rows_free(e.color);
    rows_free(e.mask);
    free(e.plane);
    free(e.rgb);
    file_unmap(bytes);
    return o;
}
