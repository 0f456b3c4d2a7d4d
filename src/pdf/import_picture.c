/* Pictures in pages: copied, or converted as picture files are. */
#include "pdf/import.h"

#include "base/xalloc.h"
#include "pdf/pixels.h"
#include "pdf/rows.h"

#include <stdlib.h>

struct picture_facts {
    const struct import_space *space; /* NULL: a stencil */
    uint32_t width, height;
    unsigned bits;
};

static bool read_size(struct import *im, const struct node *image, const char *key, uint32_t *out)
{
    const struct node *n = input_get(im->doc, image, key);
    bool good = n->type == NODE_NUMBER && n->number >= 1 && n->number <= PICTURE_PIXELS_MAX;
    *out = good ? (uint32_t)n->number : 0;
    return good;
}

static bool read_facts(struct import *im, const struct node *image, const struct node *resources,
                       struct picture_facts *p)
{
    const struct node *bits = input_get(im->doc, image, "BitsPerComponent");
    *p = (struct picture_facts){0};
    if (!read_size(im, image, "Width", &p->width) || !read_size(im, image, "Height", &p->height)) {
        import_fault(im, FAULT_DAMAGED, "a picture without a size");
        return false;
    }
    if ((uint64_t)p->width * p->height > PICTURE_PIXELS_MAX) {
        import_fault(im, FAULT_LIMIT, "pixels");
        return false;
    }
    p->bits = bits->type == NODE_NUMBER && bits->number >= 1 && bits->number <= 16
                  ? (unsigned)bits->number
                  : 8;
    if (input_get(im->doc, image, "ImageMask")->number != 1)
        p->space = import_space(im, input_get(im->doc, image, "ColorSpace"), resources);
    return !p->space || p->space->kind != SPACE_UNKNOWN;
}

/* ---- converted ---- */

static bool has_usual_decode(struct import *im, const struct node *image)
{
    const struct node *decode = input_get(im->doc, image, "Decode");
    for (size_t i = 0; decode->type == NODE_ARRAY && i < decode->n; i++)
        if (input_item(im->doc, decode, i)->number != (double)(i % 2))
            return false;
    return true;
}

static struct object *put_jpeg(struct import *im, const struct node *image,
                               const struct picture_facts *p)
{
    struct buf raw = {0};
    struct converted made;
    struct picture_head head;
    char message[PICTURE_MESSAGE_MAX] = "a JPEG picture";
    struct object *o = NULL;
    bool good = input_raw(im->doc, image, &raw) && picture_look(buf_view(&raw), &head, message) &&
                head.format == IMAGE_JPEG;
    const struct recipe recipe = {
        .colors = import_press(im, p->space), .width = head.width, .height = head.height};
    if (good && recipe.colors && convert_picture(&recipe, buf_view(&raw), &head, &made, message))
        o = embed_made(im->e, &made), converted_free(&made);
    else
        import_fault(im, FAULT_DAMAGED, message);
    buf_free(&raw);
    return o;
}

/* Where converted rows end. */
struct rows_sink {
    struct rows *rows;
    int channels;
};

static void begin_rows(void *to, const struct raster *r)
{
    struct rows_sink *s = to;
    s->channels = r->channels;
    s->rows = rows_new((size_t)r->width * (size_t)r->channels, (unsigned)r->channels);
}

static void put_row(void *to, const unsigned char *row)
{
    rows_put(((struct rows_sink *)to)->rows, row);
}

static struct object *put_rows(struct import *im, const struct picture_facts *p,
                               const unsigned char *samples)
{
    const struct colors *press = import_press(im, p->space);
    const struct raster raster = {.width = p->width, .height = p->height, .channels = 3, .bits = 8};
    struct rows_sink end = {0};
    struct pixel_facts facts;
    if (!press)
        return NULL;
    pixels_look_at(press, &raster, samples, &facts);
    struct pixels *recolored =
        pixels_recolor(press, &facts, &(struct raster_sink){&end, begin_rows, put_row});
    const struct raster_sink sink = pixels_sink(recolored);
    sink.begin(sink.to, &raster);
    for (uint32_t y = 0; y < p->height; y++)
        sink.row(sink.to, samples + (size_t)y * p->width * 3);
    pixels_free(recolored);
    struct object *o = rows_finish(end.rows, im->e->doc);
    rows_free(end.rows);
    buf_format(object_entries(o),
               " /Type /XObject /Subtype /Image /Width %u /Height %u /BitsPerComponent 8 "
               "/ColorSpace %s /DecodeParms "
               "<</Predictor 15 /Colors %d /BitsPerComponent 8 /Columns %u>>",
               p->width, p->height, end.channels == 1 ? "/DeviceGray" : "/DeviceCMYK", end.channels,
               p->width);
    return o;
}

/* Samples of any depth that PDF has as 8 bits. */
static void widen(const struct picture_facts *p, str data, unsigned char *to)
{
    size_t row = ((size_t)p->width * 3 * p->bits + 7) / 8;
    unsigned most = (1u << (p->bits < 8 ? p->bits : 8)) - 1;
    for (uint32_t y = 0; y < p->height; y++)
        for (size_t i = 0; i < (size_t)p->width * 3; i++) {
            size_t bit = i * p->bits, at = y * row + bit / 8;
            unsigned v = at < data.n ? (unsigned char)data.p[at] : 0;
            if (p->bits < 8)
                v = v >> (8 - p->bits - bit % 8) & most;
            *to++ = (unsigned char)(v * UINT8_MAX / most);
        }
}

static struct object *convert_samples(struct import *im, const struct picture_facts *p, str data)
{
    size_t n = (size_t)p->width * p->height * 3;
    bool depth = p->bits == 1 || p->bits == 2 || p->bits == 4 || p->bits == 8 || p->bits == 16;
    if (!depth || n > IMPORT_STREAM_MAX ||
        data.n < ((size_t)p->width * 3 * p->bits + 7) / 8 * p->height) {
        import_fault(im, FAULT_DAMAGED, "a picture that is cut off");
        return NULL;
    }
    unsigned char *samples = xmalloc(n);
    widen(p, data, samples);
    struct object *o = put_rows(im, p, samples);
    free(samples);
    return o;
}

static struct object *convert(struct import *im, const struct node *image,
                              const struct picture_facts *p)
{
    const struct node *mask = input_get(im->doc, image, "Mask");
    bool jpeg =
        input_filters(im->doc, image) == 1 && str_is(input_filter(im->doc, image, 0), "DCTDecode");
    const struct node *matte = input_get(im->doc, input_get(im->doc, image, "SMask"), "Matte");
    if (!has_usual_decode(im, image) || mask->type == NODE_ARRAY || matte->type != NODE_NULL) {
        import_fault(im, FAULT_COLOR, "a picture in RGB that is inverted, keyed or matted");
        return NULL;
    }
    if (jpeg)
        return put_jpeg(im, image, p);
    struct buf data = {0};
    struct object *o = NULL;
    enum stream_state s = input_stream(im->doc, image, IMPORT_STREAM_MAX, &data);
    if (s == STREAM_GOOD)
        o = convert_samples(im, p, buf_view(&data));
    else if (s == STREAM_TOO_LARGE)
        import_fault(im, FAULT_LIMIT, "pixels");
    else
        import_fault(im, FAULT_CODEC, "something other than ZIP or JPEG, in RGB");
    buf_free(&data);
    return o;
}

/* ---- the whole ---- */

static void put_masks(struct import *im, struct buf *b, const struct node *image)
{
    static const struct {
        const char *key;
        enum import_kind kind;
    } masks[] = {{"SMask", KIND_IMAGE}, {"Mask", KIND_MASK}};
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        const struct node *mask = input_get(im->doc, image, masks[i].key);
        if (mask->type == NODE_NULL)
            continue;
        if (i == 0 && im->e->traits->x == 1) {
            import_fault(im, FAULT_ALPHA, "a picture with a soft mask");
            continue;
        }
        buf_format(b, " /%s ", masks[i].key);
        import_value(im, b, mask, masks[i].kind, &node_null);
        return; /* a soft mask has its way over the other */
    }
}

static void put_space(struct import *im, struct buf *b, const struct picture_facts *p)
{
    if (p->space)
        buf_format(b, " /ColorSpace %s", import_space_as_it_is(im, p->space, "a picture in RGB"));
}

struct object *import_picture(struct import *im, const struct node *image,
                              const struct node *resources)
{
    struct picture_facts p;
    const char *codec = import_codec(im, image);
    if (codec) {
        import_fault(im, FAULT_CODEC, codec);
        return NULL;
    }
    if (input_get(im->doc, image, "OPI")->type != NODE_NULL)
        import_fault(im, FAULT_PROXY, "a placeholder (OPI)");
    if (!read_facts(im, image, resources, &p))
        return NULL;
    bool converts = p.space && p.space->converts && p.space->kind == SPACE_RGB;
    struct object *o = converts ? convert(im, image, &p) : import_data(im, image);
    if (!o)
        return NULL;
    struct buf *b = object_entries(o);
    if (!converts) {
        buf_str(b, STR(" /Type /XObject /Subtype /Image"));
        import_entries(im, b, image, KIND_IMAGE, resources);
        put_space(im, b, &p);
    }
    put_masks(im, b, image);
    return o;
}

struct object *import_inline(struct import *im, const struct inline_picture *p,
                             const struct node *resources)
{
    struct buf filter = {0}, parms = {0};
    import_value(im, &filter, node_value(&p->dict, "Filter"), KIND_PLAIN, resources);
    import_value(im, &parms, node_value(&p->dict, "DecodeParms"), KIND_PLAIN, resources);
    buf_char(&filter, '\0');
    buf_char(&parms, '\0');
    const struct node *stream = input_add(im->doc, &p->dict, p->data, filter.data, parms.data);
    buf_free(&filter);
    buf_free(&parms);
    return import_picture(im, stream, resources);
}
