/* Data of streams: as they are where every profile knows their filter, else deflated. */
#include "pdf/import.h"

#include <stdlib.h>

static void free_bytes(void *p, size_t size)
{
    (void)size;
    free(p);
}

struct object *import_bytes(struct import *im, str bytes)
{
    return deflate_stream(im->deflater, im->e->doc, bytes.p, bytes.n);
}

/* The name of a filter in full: pictures in the content have short ones. */
static str filter_of(struct import *im, const struct node *stream, size_t i)
{
    static const char *const rows[][2] = {
        {"Fl", "FlateDecode"}, {"DCT", "DCTDecode"}, {"CCF", "CCITTFaxDecode"}};
    str filter = input_filter(im->doc, stream, i);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (str_is(filter, rows[k][0]))
            return str_of(rows[k][1]);
    return filter;
}

/* Data go over as they are where one filter made them that every profile knows. */
static bool is_kept(str filter)
{
    static const char *const kept[] = {"FlateDecode", "DCTDecode", "CCITTFaxDecode"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (str_is(filter, kept[i]))
            return true;
    return false;
}

static void put_filter(struct import *im, struct buf *b, const struct node *stream, str filter)
{
    const struct node *parms = input_get(im->doc, stream, "DecodeParms");
    if (parms->type == NODE_ARRAY)
        parms = input_item(im->doc, parms, 0);
    buf_str(b, STR(" /Filter "));
    put_name(b, filter);
    if (parms->type == NODE_DICT) {
        buf_str(b, STR(" /DecodeParms "));
        import_value(im, b, parms, KIND_PLAIN, &node_null);
    }
}

static struct object *keep_data(struct import *im, const struct node *stream, str filter)
{
    struct buf raw = {0};
    if (!input_raw(im->doc, stream, &raw)) {
        buf_free(&raw);
        import_fault(im, FAULT_DAMAGED, "a stream");
        return NULL;
    }
    im->n_bytes += raw.n;
    struct object *o =
        object_stream(im->e->doc, (struct stream_bytes){raw.data ? raw.data : "", raw.n,
                                                        raw.data ? free_bytes : NULL, raw.cap});
    put_filter(im, object_entries(o), stream, filter);
    return o;
}

static bool is_sound_jpeg(struct import *im, const struct node *stream)
{
    struct buf raw = {0};
    struct picture_head head;
    char message[PICTURE_MESSAGE_MAX];
    bool sound = input_raw(im->doc, stream, &raw) && picture_look(buf_view(&raw), &head, message) &&
                 head.format == IMAGE_JPEG && picture_jpeg_end(buf_view(&raw)) > 0;
    buf_free(&raw);
    return sound;
}

static struct object *decode_data(struct import *im, const struct node *stream, bool keep)
{
    struct buf data = {0};
    enum stream_state s = input_stream(im->doc, stream, IMPORT_STREAM_MAX, &data);
    struct object *o = NULL;
    if (s == STREAM_TOO_LARGE)
        import_fault(im, FAULT_LIMIT, "data in one stream");
    else if (s != STREAM_GOOD)
        import_fault(im, FAULT_DAMAGED, "a stream that cannot be decoded");
    else
        o = keep ? keep_data(im, stream, filter_of(im, stream, 0))
                 : import_bytes(im, buf_view(&data));
    im->n_bytes += data.n;
    buf_free(&data);
    return o;
}

/* Filters that neither qpdf nor every profile decodes. */
const char *import_codec(struct import *im, const struct node *stream)
{
    static const char *const strange[] = {"JPXDecode", "JBIG2Decode", "Crypt"};
    for (size_t i = 0; i < input_filters(im->doc, stream); i++)
        for (size_t k = 0; k < sizeof strange / sizeof *strange; k++)
            if (str_is(input_filter(im->doc, stream, i), strange[k]))
                return k == 0 ? "JPEG 2000" : strange[k];
    return NULL;
}

struct object *import_data(struct import *im, const struct node *stream)
{
    const char *strange = import_codec(im, stream);
    bool single = input_filters(im->doc, stream) == 1;
    str filter = filter_of(im, stream, 0);
    if (im->n_bytes > IMPORT_BYTES_MAX) {
        import_fault(im, FAULT_LIMIT, "data");
        return NULL;
    }
    if (strange) {
        import_fault(im, FAULT_CODEC, strange);
        return NULL;
    }
    if (single && str_is(filter, "DCTDecode") && !is_sound_jpeg(im, stream)) {
        import_fault(im, FAULT_DAMAGED, "a JPEG picture");
        return NULL;
    }
    if (single && is_kept(filter) && !str_is(filter, "FlateDecode"))
        return keep_data(im, stream, filter);
    return decode_data(im, stream, single && is_kept(filter));
}
