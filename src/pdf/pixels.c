#include "pdf/pixels.h"

#include "base/xalloc.h"

#include <stdlib.h>

struct pixels {
    struct raster_sink next, self;
    struct raster from, to;
    const struct colors *colors;
    const struct pixel_facts *facts;
    unsigned char *row, *plane;
};

static struct pixels *new_step(const struct raster_sink *next,
                               void (*begin)(void *to, const struct raster *r),
                               void (*row)(void *to, const unsigned char *row))
{
    struct pixels *p = xcalloc(1, sizeof *p);
    p->next = *next;
    p->self = (struct raster_sink){p, begin, row};
    return p;
}

struct raster_sink pixels_sink(struct pixels *p)
{
    return p->self;
}

void pixels_free(struct pixels *p)
{
    free(p->row);
    free(p->plane);
    free(p);
}

void pixels_take(const unsigned char *row, const struct raster *r, int from, int n,
                 unsigned char *to)
{
    size_t all = (size_t)r->channels + r->alpha;
    for (uint32_t x = 0; x < r->width; x++)
        for (int i = 0; i < n; i++)
            *to++ = row[x * all + (size_t)(from + i)];
}

/* ---- to 8 bits ---- */

static void expand_begin(void *to, const struct raster *r)
{
    struct pixels *p = to;
    p->from = p->to = *r;
    p->to.bits = 8;
    p->to.plain = false;
    if (r->indexed) {
        p->to.indexed = false;
        p->to.channels = 3;
    }
    p->row = xmalloc((size_t)r->width * ((size_t)p->to.channels + r->alpha));
    p->next.begin(p->next.to, &p->to);
}

bool pixels_were_plain(const struct pixels *expand)
{
    return expand->from.plain;
}

/* The sample at x of a row of one channel, packed as in PNG. */
static unsigned sample(const struct raster *r, const unsigned char *row, uint32_t x)
{
    unsigned per_byte = 8 / (unsigned)r->bits, mask = (1u << r->bits) - 1;
    unsigned shift = (per_byte - 1 - x % per_byte) * (unsigned)r->bits;
    return row[x / per_byte] >> shift & mask;
}

static void expand_row(void *to, const unsigned char *row)
{
    const struct pixels *p = to;
    const struct raster *r = &p->from;
    if (r->bits == 8 && !r->indexed) {
        p->next.row(p->next.to, row);
        return;
    }
    unsigned most = (1u << r->bits) - 1;
    for (uint32_t x = 0; x < r->width; x++) {
        unsigned value = sample(r, row, x);
        if (r->indexed)
            memcpy(p->row + 3 * (size_t)x, r->palette[value], 3);
        else
            p->row[x] = (unsigned char)(value * 255 / most);
    }
    p->next.row(p->next.to, p->row);
}

struct pixels *pixels_expand(const struct raster_sink *next)
{
    return new_step(next, expand_begin, expand_row);
}

/* ---- to other colours ---- */

static void recolor_begin(void *to, const struct raster *r)
{
    struct pixels *p = to;
    p->from = p->to = *r;
    if (p->facts->recolored) {
        p->to.channels = p->facts->grey ? 1 : colors_to(p->colors);
        p->row = xmalloc((size_t)r->width * ((size_t)p->to.channels + r->alpha));
        p->plane = xmalloc((size_t)r->width * (size_t)(p->from.channels + p->to.channels));
    }
    p->next.begin(p->next.to, &p->to);
}

static void convert(const struct pixels *p, const unsigned char *from, unsigned char *to)
{
    size_t n = (size_t)p->from.channels;
    if (!p->facts->grey) {
        colors_row(p->colors, from, to, p->from.width, p->facts->few);
        return;
    }
    bool ink = colors_to(p->colors) == 4;
    for (uint32_t x = 0; x < p->from.width; x++) {
        unsigned char grey = colors_grey(p->colors, from + n * x);
        to[x] = ink ? (unsigned char)(255 - grey) : grey;
    }
}

static void recolor_row(void *to, const unsigned char *row)
{
    const struct pixels *p = to;
    size_t in = (size_t)p->from.channels, out = (size_t)p->to.channels;
    if (!p->facts->recolored) {
        p->next.row(p->next.to, row);
        return;
    }
    if (!p->from.alpha) {
        convert(p, row, p->row);
        p->next.row(p->next.to, p->row);
        return;
    }
    unsigned char *made = p->plane + in * p->from.width;
    pixels_take(row, &p->from, 0, p->from.channels, p->plane);
    convert(p, p->plane, made);
    for (uint32_t x = 0; x < p->from.width; x++) {
        memcpy(p->row + (out + 1) * x, made + out * x, out);
        p->row[(out + 1) * x + out] = row[(in + 1) * x + in];
    }
    p->next.row(p->next.to, p->row);
}

struct pixels *pixels_recolor(const struct colors *colors, const struct pixel_facts *facts,
                              const struct raster_sink *next)
{
    struct pixels *p = new_step(next, recolor_begin, recolor_row);
    p->colors = colors;
    p->facts = facts;
    return p;
}

/* ---- looking ---- */

enum { FEW = 256, SLOTS = 1024, SLOT_BITS = 10 };

/* The colours that were seen, as long as they are few. */
struct look {
    const struct colors *colors;
    struct pixel_facts *facts;
    struct raster raster;
    uint64_t slots[SLOTS]; /* 1 + pixel; 0: none */
    unsigned n;
    uint64_t last; /* the pixel before; UINT64_MAX: none */
};

static void look_begin(void *to, const struct raster *r)
{
    struct look *l = to;
    l->raster = *r;
    l->facts->recolored = r->channels == colors_from(l->colors);
    l->facts->grey = l->facts->few = l->facts->recolored;
}

static void enter(struct look *l, uint32_t pixel)
{
    uint32_t at = (pixel * 2654435761u) >> (32 - SLOT_BITS);
    while (l->slots[at] && l->slots[at] != (uint64_t)pixel + 1)
        at = (at + 1) % SLOTS;
    if (l->slots[at])
        return;
    l->slots[at] = (uint64_t)pixel + 1;
    l->facts->few = ++l->n <= FEW;
}

static void look_row(void *to, const unsigned char *row)
{
    struct look *l = to;
    size_t n = (size_t)l->raster.channels + l->raster.alpha;
    for (uint32_t x = 0; x < l->raster.width && (l->facts->grey || l->facts->few); x++, row += n) {
        uint32_t pixel = (uint32_t)row[0] << 16 | (uint32_t)row[1] << 8 | row[2];
        if (l->raster.channels == 4)
            pixel = pixel << 8 | row[3];
        if (pixel == l->last)
            continue;
        l->last = pixel;
        l->facts->grey = l->facts->grey && colors_is_grey(l->colors, row);
        if (l->facts->few)
            enter(l, pixel);
    }
}

static struct look *look_new(const struct colors *colors, struct pixel_facts *facts)
{
    struct look *l = xcalloc(1, sizeof *l);
    *facts = (struct pixel_facts){0};
    l->colors = colors;
    l->facts = facts;
    l->last = UINT64_MAX;
    return l;
}

void pixels_look_at(const struct colors *colors, const struct raster *r, const unsigned char *rows,
                    struct pixel_facts *out)
{
    struct look *l = look_new(colors, out);
    look_begin(l, r);
    for (uint32_t y = 0; y < r->height; y++)
        look_row(l, rows + (size_t)y * r->width * (size_t)r->channels);
    free(l);
}

bool pixels_look(const struct colors *colors, str bytes, enum image_format format,
                 struct pixel_facts *out, char message[PICTURE_MESSAGE_MAX])
{
    *out = (struct pixel_facts){0};
    if (!colors)
        return true;
    struct look *l = look_new(colors, out);
    struct pixels *expand = pixels_expand(&(struct raster_sink){l, look_begin, look_row});
    const struct raster_sink sink = pixels_sink(expand);
    bool ok = picture_rows(bytes, format, &sink, message);
    pixels_free(expand);
    free(l);
    return ok;
}
