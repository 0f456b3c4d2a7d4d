#include "base/file.h"
#include "base/xalloc.h"
#include "pdf/images.h"
#include "pdf/pixels.h"
#include "pdf/rows.h"
#include "pdf/sources.h"

#include <stdlib.h>

/* Pictures that are decoded and deflated again row by row: alpha becomes a soft mask. The
 * compressed rows of most PNG files can be read by PDF's own filter; they are decoded only to see
 * that they are sound, and go in as they are. */

struct embedding {
    struct raster raster;
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
    e->raster = *r;
    if (r->plain)
        return;
    size_t row_bytes = ((size_t)r->width * (size_t)(r->channels * r->bits) + 7) / 8;
    e->plane = xmalloc(row_bytes);
    e->color = rows_new(row_bytes, is_predicted(r) ? (unsigned)r->channels : 0);
    if (r->alpha)
        e->mask = rows_new(r->width, 1);
}

static void put_row(void *to, const unsigned char *row)
{
    const struct embedding *e = to;
    const struct raster *r = &e->raster;
    if (r->plain)
        return;
    if (!r->alpha) {
        rows_put(e->color, row);
        return;
    }
    pixels_take(row, r, 0, r->channels, e->plane);
    rows_put(e->color, e->plane);
    pixels_take(row, r, r->channels, 1, e->plane);
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

/* Rows that go in as they are, whatever else is done for what the PDF is for. */
static struct object *embed_rows_of(struct embedder *to, const struct image *image, str bytes,
                                    struct diags *d)
{
    struct embedding e = {0};
    const struct raster_sink sink = {&e, begin, put_row};
    char message[PICTURE_MESSAGE_MAX] = "";
    struct object *o = NULL;
    if (!picture_rows(bytes, image->format, &sink, message))
        picture_report(image, message, d);
    else if (!picture_forbidden(to, image, e.raster.alpha, d))
        o = embed(to, &e, bytes);
    rows_free(e.color);
    rows_free(e.mask);
    free(e.plane);
    return o;
}

struct object *embed_raster(struct embedder *to, const struct picture *picture, struct diags *d)
{
    struct picture_head h;
    /* the head is compared first: what was small enough then must still be */
    str bytes = picture_open(picture->image, &h, d);
    if (!bytes.p)
        return NULL;
    struct object *o = NULL;
    to->source = sources_find(to->sources, bytes, &h);
    if (!embed_converted(to, picture, bytes, &h, &o, d))
        o = embed_rows_of(to, picture->image, bytes, d);
    file_unmap(bytes);
    return o;
}
