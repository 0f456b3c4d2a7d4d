/* Shadings: what runs in RGB for the press is sampled, so that its colours can be converted. */
#include "pdf/import.h"

#include <math.h>

enum { SAMPLES = 256, OUTPUTS_MAX = 4, FUNCTION_DEPTH_MAX = 8 };

/* A function of one number, as far as colours run by it. False: not one that is known here. */
static bool evaluate(struct import *im, const struct node *f, double x, double *out, size_t n,
                     int depth);

static double number_of(struct import *im, const struct node *dict, const char *key, double usual)
{
    const struct node *n = input_get(im->doc, dict, key);
    return n->type == NODE_NUMBER ? n->number : usual;
}

/* x to the power of a whole number: what every machine rounds alike. */
static bool power(double x, double exponent, double *out)
{
    enum { MOST = 16 };
    if (!(exponent >= 1 && exponent <= MOST) || floor(exponent) != exponent)
        return false;
    *out = 1;
    for (int i = 0; i < (int)exponent; i++)
        *out *= x;
    return true;
}

static bool exponential(struct import *im, const struct node *f, double x, double *out, size_t n)
{
    double from[OUTPUTS_MAX] = {0}, to[OUTPUTS_MAX] = {1}, t;
    if (!power(x, number_of(im, f, "N", 1), &t))
        return false;
    if (n > 1 && (!input_numbers(im->doc, input_get(im->doc, f, "C0"), from, n) ||
                  !input_numbers(im->doc, input_get(im->doc, f, "C1"), to, n)))
        return false;
    if (n == 1) {
        input_numbers(im->doc, input_get(im->doc, f, "C0"), from, 1);
        input_numbers(im->doc, input_get(im->doc, f, "C1"), to, 1);
    }
    for (size_t i = 0; i < n; i++)
        out[i] = from[i] + t * (to[i] - from[i]);
    return true;
}

static bool stitching(struct import *im, const struct node *f, double x, const double domain[2],
                      double *out, size_t n, int depth)
{
    const struct node *parts = input_get(im->doc, f, "Functions");
    const struct node *bounds = input_get(im->doc, f, "Bounds");
    double low = domain[0], high = domain[1], encode[2];
    size_t i = 0;
    if (parts->type != NODE_ARRAY || !parts->n || bounds->type != NODE_ARRAY ||
        bounds->n + 1 != parts->n)
        return false;
    for (; i < bounds->n && x >= input_item(im->doc, bounds, i)->number; i++)
        low = input_item(im->doc, bounds, i)->number;
    if (i < bounds->n)
        high = input_item(im->doc, bounds, i)->number;
    for (size_t k = 0; k < 2; k++) {
        const struct node *e = input_item(im->doc, input_get(im->doc, f, "Encode"), 2 * i + k);
        if (e->type != NODE_NUMBER)
            return false;
        encode[k] = e->number;
    }
    double t = high > low ? (x - low) / (high - low) : 0;
    return evaluate(im, input_item(im->doc, parts, i), encode[0] + t * (encode[1] - encode[0]), out,
                    n, depth + 1);
}

static unsigned sample_at(str data, unsigned bits, size_t i)
{
    unsigned v = 0;
    for (size_t at = i * (bits / 8); at < (i + 1) * (bits / 8) && at < data.n; at++)
        v = v << 8 | (unsigned char)data.p[at];
    return v;
}

static bool sampled(struct import *im, const struct node *f, double x, const double domain[2],
                    double *out, size_t n)
{
    double size, encode[2], decode[2 * OUTPUTS_MAX];
    double bits = number_of(im, f, "BitsPerSample", 0);
    struct buf data = {0};
    if (!input_numbers(im->doc, input_get(im->doc, f, "Size"), &size, 1) ||
        !(size >= 1 && size <= 65536) || (bits != 8 && bits != 16) ||
        input_stream(im->doc, f, 1 << 20, &data) != STREAM_GOOD) {
        buf_free(&data);
        return false;
    }
    if (!input_numbers(im->doc, input_get(im->doc, f, "Encode"), encode, 2))
        encode[0] = 0, encode[1] = size - 1;
    const char *key = input_get(im->doc, f, "Decode")->type == NODE_ARRAY ? "Decode" : "Range";
    bool good = input_numbers(im->doc, input_get(im->doc, f, key), decode, 2 * n);
    double span = domain[1] > domain[0] ? domain[1] - domain[0] : 1;
    double e = encode[0] + (x - domain[0]) / span * (encode[1] - encode[0]);
    e = e > 0 ? e < size - 1 ? e : size - 1 : 0;
    size_t at = (size_t)e, next = at + 1 < (size_t)size ? at + 1 : at;
    double most = bits == 8 ? UINT8_MAX : UINT16_MAX;
    for (size_t i = 0; good && i < n; i++) {
        double a = sample_at(buf_view(&data), (unsigned)bits, at * n + i);
        double b = sample_at(buf_view(&data), (unsigned)bits, next * n + i);
        double v = (a + (e - (double)at) * (b - a)) / most;
        out[i] = decode[2 * i] + v * (decode[2 * i + 1] - decode[2 * i]);
    }
    buf_free(&data);
    return good;
}

static bool evaluate(struct import *im, const struct node *f, double x, double *out, size_t n,
                     int depth)
{
    double domain[2] = {0, 1};
    if (depth > FUNCTION_DEPTH_MAX || !node_is_dict(f))
        return false;
    input_numbers(im->doc, input_get(im->doc, f, "Domain"), domain, 2);
    x = x > domain[0] ? x < domain[1] ? x : domain[1] : domain[0];
    double type = number_of(im, f, "FunctionType", -1);
    if (type == 2)
        return exponential(im, f, x, out, n);
    if (type == 3)
        return stitching(im, f, x, domain, out, n, depth);
    return type == 0 && sampled(im, f, x, domain, out, n);
}

/* One function for all components, or one for each. */
static bool color_at(struct import *im, const struct node *f, double x, double *out, size_t n)
{
    if (f->type != NODE_ARRAY)
        return evaluate(im, f, x, out, n, 0);
    for (size_t i = 0; i < n; i++)
        if (f->n != n || !evaluate(im, input_item(im->doc, f, i), x, &out[i], 1, 0))
            return false;
    return true;
}

/* The function with its colours converted, as a table; false: it cannot be. */
static bool put_converted(struct import *im, struct buf *b, const struct node *shading,
                          const struct import_space *s)
{
    const struct node *f = input_get(im->doc, shading, "Function");
    const double type = number_of(im, shading, "ShadingType", 0);
    double domain[2] = {0, 1}, rgb[OUTPUTS_MAX] = {0};
    unsigned char table[SAMPLES][4];
    if (type != 2 && type != 3)
        return false;
    input_numbers(im->doc, input_get(im->doc, shading, "Domain"), domain, 2);
    for (int i = 0; i < SAMPLES; i++) {
        double x = domain[0] + (domain[1] - domain[0]) * i / (SAMPLES - 1);
        if (!color_at(im, f, x, rgb, 3))
            return false;
        import_inks(im, s, rgb, table[i]);
    }
    struct object *o = import_bytes(im, (str){(const char *)table, sizeof table});
    struct buf *to = object_entries(o);
    buf_str(to, STR(" /FunctionType 0 /Domain ["));
    import_number(to, domain[0]);
    buf_char(to, ' ');
    import_number(to, domain[1]);
    buf_format(to, "] /Range [0 1 0 1 0 1 0 1] /Size [%d] /BitsPerSample 8", SAMPLES);
    buf_format(b, " /ColorSpace /DeviceCMYK /Function %u 0 R", object_number(o));
    return true;
}

static void put_background(struct import *im, struct buf *b, const struct node *shading,
                           const struct import_space *s)
{
    double v[COLORANTS_MAX];
    if (s->n > COLORANTS_MAX ||
        !input_numbers(im->doc, input_get(im->doc, shading, "Background"), v, s->n))
        return;
    buf_str(b, STR(" /Background ["));
    import_components(im, b, s, v);
    buf_char(b, ']');
}

void import_shading(struct import *im, struct buf *b, const struct node *shading,
                    const struct node *resources)
{
    const struct import_space *s =
        import_space(im, input_get(im->doc, shading, "ColorSpace"), resources);
    struct import_space plain = *s;
    if (s->converts && s->kind == SPACE_RGB) {
        if (!put_converted(im, b, shading, s))
            import_fault(im, FAULT_COLOR, "a gradient in RGB");
        put_background(im, b, shading, s);
        return;
    }
    const char *written = import_space_as_it_is(im, s, "a gradient");
    const struct node *function = input_get(im->doc, shading, "Function");
    plain.converts = false;
    buf_format(b, " /ColorSpace %s", written ? written : "/DeviceGray");
    put_background(im, b, shading, &plain);
    if (function->type != NODE_NULL) {
        buf_str(b, STR(" /Function "));
        import_value(im, b, function, KIND_FUNCTION, resources);
    }
}
