#include "picture/scale.h"

#include "base/xalloc.h"

#include <stdlib.h>

/* A row of n pixels that becomes one of m is a line of n × m units: an old pixel covers m of them,
 * a new one n. So every share is a whole number. */
struct scaler {
    struct raster_sink next;
    uint32_t width, height; /* new */
    struct raster from;
    unsigned samples; /* of a pixel, alpha among them */
    uint64_t *across; /* one row, summed over the new widths */
    uint64_t *sums;   /* of the new row */
    unsigned char *row;
    uint64_t y; /* where the next old row begins, in units */
};

static const uint16_t linear[256] = {
#include "picture/linear.def"
};

/* The value of sRGB whose light is nearest. */
static unsigned char from_linear(unsigned light)
{
    unsigned low = 0, high = 255;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (light * 2 > (unsigned)linear[middle] + linear[middle + 1])
            low = middle + 1;
        else
            high = middle;
    }
    return (unsigned char)low;
}

struct scaler *scaler_new(uint32_t width, uint32_t height, const struct raster_sink *next)
{
    struct scaler *s = xcalloc(1, sizeof *s);
    s->next = *next;
    s->width = width;
    s->height = height;
    return s;
}

void scaler_free(struct scaler *s)
{
    if (!s)
        return;
    free(s->across);
    free(s->sums);
    free(s->row);
    free(s);
}

static void begin(void *to, const struct raster *r)
{
    struct scaler *s = to;
    struct raster made = *r;
    s->from = *r;
    s->samples = (unsigned)r->channels + r->alpha;
    s->across = xcalloc((size_t)s->width * s->samples, sizeof *s->across);
    s->sums = xcalloc((size_t)s->width * s->samples, sizeof *s->sums);
    s->row = xmalloc((size_t)s->width * s->samples);
    made.width = s->width;
    made.height = s->height;
    made.plain = false;
    s->next.begin(s->next.to, &made);
}

/* Adds `share` units of an old pixel to a new one: its light, by its alpha where there is one. */
static void add_pixel(const struct scaler *s, const unsigned char *pixel, uint64_t share,
                      uint64_t *to)
{
    unsigned colors = (unsigned)s->from.channels;
    if (s->from.alpha) {
        share *= pixel[colors];
        to[colors] += share;
    }
    for (unsigned i = 0; i < colors; i++)
        to[i] += linear[pixel[i]] * share;
}

static void sum_across(struct scaler *s, const unsigned char *row)
{
    uint64_t old = s->from.width, new = s->width, end = 0;
    memset(s->across, 0, (size_t)s->width * s->samples * sizeof *s->across);
    uint64_t *to = s->across;
    for (uint64_t x = 0, at = 0, next = old; x < old; x++, row += s->samples) {
        end = at + new;
        if (end > next) { /* it goes on in the next new pixel; no further, as those are wider */
            add_pixel(s, row, next - at, to);
            to += s->samples;
            at = next;
            next += old;
        }
        add_pixel(s, row, end - at, to);
        at = end;
        if (at == next) {
            to += s->samples;
            next += old;
        }
    }
}

static void add_row(const struct scaler *s, uint64_t share)
{
    for (size_t i = 0; i < (size_t)s->width * s->samples; i++)
        s->sums[i] += s->across[i] * share;
}

static void put_row(struct scaler *s)
{
    const uint64_t area = (uint64_t)s->from.width * s->from.height;
    unsigned colors = (unsigned)s->from.channels;
    const uint64_t *sum = s->sums;
    unsigned char *to = s->row;
    for (uint32_t x = 0; x < s->width; x++, sum += s->samples, to += s->samples) {
        uint64_t whole = s->from.alpha ? sum[colors] : area;
        for (unsigned i = 0; i < colors; i++)
            to[i] = whole ? from_linear((unsigned)((sum[i] + whole / 2) / whole)) : 0;
        if (s->from.alpha)
            to[colors] = (unsigned char)((whole + area / 2) / area);
    }
    s->next.row(s->next.to, s->row);
    memset(s->sums, 0, (size_t)s->width * s->samples * sizeof *s->sums);
}

static void take_row(void *to, const unsigned char *row)
{
    struct scaler *s = to;
    uint64_t old = s->from.height, new = s->height;
    uint64_t end = s->y + new, next = (s->y / old + 1) * old; /* of the new row that it begins in */
    sum_across(s, row);
    if (end > next) {
        add_row(s, next - s->y);
        put_row(s);
        s->y = next;
    }
    add_row(s, end - s->y);
    s->y = end;
    if (end % old == 0)
        put_row(s);
}

struct raster_sink scaler_sink(struct scaler *s)
{
    return (struct raster_sink){s, begin, take_row};
}
