#include "base/file.h"
#include "base/xalloc.h"
#include "pdf/images.h"
#include "pdf/sources.h"

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

static struct object *embed_as_it_is(struct embedder *e, const struct picture_head *h, str bytes,
                                     size_t end)
{
    struct stream_bytes stream = {bytes.p, end, unmap, bytes.n};
    if (h->plain_rgb) {
        stream = with_marker(str_slice(bytes, 0, end));
        file_unmap(bytes);
    }
    struct object *o = object_stream(e->doc, stream);
    put_entries(object_entries(o), h, e);
    return o;
}

struct object *embed_jpeg(struct embedder *e, const struct picture *picture, struct diags *d)
{
    struct picture_head h;
    str bytes = picture_open(picture->image, &h, d);
    if (!bytes.p)
        return NULL;
    size_t end = picture_jpeg_end(bytes);
    if (!end) {
        picture_report(picture->image, N_("the picture is cut off"), d);
        file_unmap(bytes);
        return NULL;
    }
    struct object *o = NULL;
    e->source = sources_find(e->sources, str_slice(bytes, 0, end), &h);
    if (embed_converted(e, picture, str_slice(bytes, 0, end), &h, &o, d))
        file_unmap(bytes);
    else
        o = embed_as_it_is(e, &h, bytes, end);
    return o;
}
