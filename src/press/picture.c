#include "press/picture.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>

static double number_of(struct input *doc, const struct node *image, const char *key)
{
    const struct node *n = input_get(doc, image, key);
    return n->type == NODE_NUMBER ? n->number : 0;
}

static void read_decode(struct picture *p, struct input *doc, const struct node *image)
{
    unsigned n = p->space->n < COLORANTS_MAX ? p->space->n : COLORANTS_MAX;
    double top = p->space->kind == SPACE_INDEXED ? (1u << p->bits) - 1 : 1;
    for (unsigned i = 0; i < n; i++) {
        p->decode[2 * i] = 0;
        p->decode[2 * i + 1] = top;
    }
    const struct node *decode = input_get(doc, image, "Decode");
    if (decode->n >= 2 * n)
        input_numbers(doc, decode, p->decode, 2 * n);
}

void picture_read(struct picture *p, struct input *doc, struct spaces *spaces,
                  const struct node *image, const struct node *resources)
{
    static const struct node gray = {.type = NODE_NAME, .text = {"DeviceGray", 10}};
    *p = (struct picture){0};
    p->width = floor(number_of(doc, image, "Width"));
    p->height = floor(number_of(doc, image, "Height"));
    p->mask = input_get(doc, image, "ImageMask")->number != 0;
    double bits = number_of(doc, image, "BitsPerComponent");
    p->bits = p->mask ? 1 : bits == 2 || bits == 4 || bits == 16 || bits == 1 ? (unsigned)bits : 8;
    const struct node *cs = input_get(doc, image, "ColorSpace");
    p->space = space_read(spaces, p->mask ? &gray : cs, resources);
    read_decode(p, doc, image);
}

static enum picture_state decode_alpha(struct picture *p, struct input *doc, struct spaces *spaces,
                                       const struct node *image)
{
    const struct node *mask = input_get(doc, image, "SMask");
    if (mask->type != NODE_STREAM)
        return PICTURE_GOOD;
    p->alpha = xcalloc(1, sizeof *p->alpha);
    picture_read(p->alpha, doc, spaces, mask, &node_null);
    enum picture_state s = picture_decode(p->alpha, doc, spaces, mask);
    if (s != PICTURE_GOOD || p->alpha->space->n != 1) {
        picture_end(p->alpha);
        free(p->alpha);
        p->alpha = NULL;
    }
    return s;
}

/* The pixels that a JPEG's own head speaks of; 0 when it cannot be read. */
static double jpeg_pixels(str s)
{
    for (size_t i = 2; i + 9 < s.n && (unsigned char)s.p[i] == 0xFF;) {
        const unsigned char *b = (const unsigned char *)s.p + i;
        bool frame = b[1] >= 0xC0 && b[1] <= 0xCF && b[1] != 0xC4 && b[1] != 0xC8 && b[1] != 0xCC;
        if (frame)
            return (double)(b[5] << 8 | b[6]) * (b[7] << 8 | b[8]);
        i += b[1] == 0xFF ? 1 : 2 + (size_t)(b[2] << 8 | b[3]);
    }
    return 0;
}

static bool jpeg_is_small(struct input *doc, const struct node *image)
{
    struct buf raw = {0};
    size_t n = input_filters(doc, image);
    bool small = true;
    for (size_t i = 0; i < n; i++)
        if (str_is(input_filter(doc, image, i), "DCTDecode") && i == 0) {
            input_raw(doc, image, &raw);
            double pixels = jpeg_pixels(buf_view(&raw));
            small = pixels > 0 && pixels <= PICTURE_PIXELS_MAX;
        }
    buf_free(&raw);
    return small;
}

enum picture_state picture_decode(struct picture *p, struct input *doc, struct spaces *spaces,
                                  const struct node *image)
{
    double pixels = p->width * p->height;
    if (image->type != NODE_STREAM || !(pixels > 0))
        return PICTURE_BROKEN;
    if (pixels > PICTURE_PIXELS_MAX || !jpeg_is_small(doc, image))
        return PICTURE_LARGE;
    p->row_bytes = ((size_t)p->width * p->space->n * p->bits + 7) / 8;
    size_t bytes = p->row_bytes * (size_t)p->height;
    enum stream_state s = input_stream(doc, image, bytes + (1 << 20), &p->data);
    if (s != STREAM_GOOD || p->data.n < bytes) {
        buf_free(&p->data); /* nothing is sampled from half a picture */
        return s == STREAM_OPAQUE      ? PICTURE_OPAQUE
               : s == STREAM_TOO_LARGE ? PICTURE_LARGE
                                       : PICTURE_BROKEN;
    }
    decode_alpha(p, doc, spaces, image);
    return PICTURE_GOOD;
}

void picture_end(struct picture *p)
{
    if (p->alpha)
        picture_end(p->alpha);
    free(p->alpha);
    p->alpha = NULL;
    buf_free(&p->data);
}

static unsigned component(const struct picture *p, size_t x, size_t y, unsigned i)
{
    const unsigned char *row = (const unsigned char *)p->data.data + y * p->row_bytes;
    size_t at = (x * p->space->n + i) * p->bits;
    if (p->bits == 16)
        return (unsigned)row[at / 8] << 8 | row[at / 8 + 1];
    return row[at / 8] >> (8 - p->bits - at % 8) & ((1u << p->bits) - 1);
}

static void read_pixel(const struct picture *p, double u, double v, double *to)
{
    size_t x = (size_t)(u * p->width), y = (size_t)((1 - v) * p->height);
    x = x < (size_t)p->width ? x : (size_t)p->width - 1;
    y = y < (size_t)p->height ? y : (size_t)p->height - 1;
    double top = (1u << p->bits) - 1;
    for (unsigned i = 0; i < p->space->n; i++)
        to[i] = p->decode[2 * i] +
                component(p, x, y, i) * (p->decode[2 * i + 1] - p->decode[2 * i]) / top;
}

double picture_sample(const void *picture, double u, double v, struct plates *to)
{
    const struct picture *p = picture;
    double value[COLORANTS_MAX] = {0}, alpha[COLORANTS_MAX] = {1};
    if (!p->data.n)
        return 1;
    read_pixel(p, u, v, value);
    if (p->mask)
        return value[0] == 0;
    *to = space_plates(p->space, value);
    if (p->alpha)
        read_pixel(p->alpha, u, v, alpha);
    return alpha[0];
}
