#include "base/file.h"
#include "base/xalloc.h"
#include "pdf/images.h"

#include <stdio.h>
#include <stdlib.h>

/* JPEG files go into the PDF as they are; their head says how a viewer must read them. */

static void unmap(void *p, size_t size)
{
    file_unmap((str){p, size});
}

static void put_entries(struct buf *b, const struct picture_head *h, struct embedder *e)
{
    str space = h->components == 1   ? STR("/DeviceGray")
                : h->components == 3 ? embedder_rgb(e)
                                     : STR("/DeviceCMYK");
    buf_format(b,
               "/Type /XObject /Subtype /Image /Width %u /Height %u /ColorSpace %.*s "
               "/BitsPerComponent 8 /Filter /DCTDecode",
               h->width, h->height, STR_ARG(space));
    if (h->inverted)
        buf_str(b, STR(" /Decode [1 0 1 0 1 0 1 0]"));
}

static void free_bytes(void *p, size_t size)
{
    (void)size;
    free(p);
}

/* The picture with Adobe's marker that its three components are RGB: not every viewer would see it
 * from their names alone. */
static struct stream_bytes with_marker(str bytes)
{
    struct buf b = {0};
    buf_str(&b, str_slice(bytes, 0, 2));
    buf_str(&b, STR("\xFF\xEE\0\x0E"
                    "Adobe\0\x64\0\0\0\0\0"));
    buf_str(&b, str_slice(bytes, 2, bytes.n));
    return (struct stream_bytes){b.data, b.n, free_bytes, b.n};
}

/* ---- to inks ---- */

struct conversion {
    const struct inks *inks;
    struct jpeg_writer *writer;
    unsigned char *row;
    uint32_t width, height;
};

static void begin(void *to, const struct raster *r)
{
    struct conversion *c = to;
    c->width = r->width;
    c->height = r->height;
    c->row = xmalloc((size_t)r->width * 4);
    c->writer = jpeg_writer_new(r->width, r->height);
}

static void put_row(void *to, const unsigned char *rgb)
{
    struct conversion *c = to;
    inks_row(c->inks, rgb, c->row, c->width);
    jpeg_writer_row(c->writer, c->row);
}

/* A picture in RGB becomes one in CMYK, a JPEG again. */
static struct object *convert(struct embedder *e, const struct image *image, str bytes,
                              const struct inks *inks, struct diags *d)
{
    struct conversion c = {.inks = inks};
    const struct raster_sink sink = {&c, begin, put_row};
    char message[PICTURE_MESSAGE_MAX] = "";
    struct object *o = NULL;
    if (picture_rows(bytes, IMAGE_JPEG, &sink, message)) {
        size_t n = 0;
        unsigned char *made = jpeg_writer_finish(c.writer, &n);
        o = object_stream(e->doc, (struct stream_bytes){made, n, free_bytes, n});
        put_entries(object_entries(o),
                    &(struct picture_head){.width = c.width, .height = c.height, .components = 4},
                    e);
    } else {
        jpeg_writer_free(c.writer);
        picture_report(image, message, d);
    }
    free(c.row);
    return o;
}

struct object *embed_jpeg(struct embedder *e, const struct image *image, struct diags *d)
{
    str bytes = picture_bytes(image, d);
    if (!bytes.p)
        return NULL;
    struct picture_head h;
    char message[PICTURE_MESSAGE_MAX] = "";
    size_t end = 0;
    if (picture_look(bytes, &h, message) && picture_same(image, &h, message) &&
        !(end = picture_jpeg_end(bytes)))
        snprintf(message, sizeof message, "the picture is cut off");
    if (!end) {
        picture_report(image, message, d);
        file_unmap(bytes);
        return NULL;
    }
    bool failed = false;
    const struct inks *inks = h.components == 3 ? embedder_inks(e, &failed, d) : NULL;
    if (inks || failed) {
        struct object *o = inks ? convert(e, image, str_slice(bytes, 0, end), inks, d) : NULL;
        file_unmap(bytes);
        return o;
    }
    struct stream_bytes stream = {bytes.p, end, unmap, bytes.n};
    if (h.plain_rgb) {
        stream = with_marker(str_slice(bytes, 0, end));
        file_unmap(bytes);
    }
    struct object *o = object_stream(e->doc, stream);
    put_entries(object_entries(o), &h, e);
    return o;
}
