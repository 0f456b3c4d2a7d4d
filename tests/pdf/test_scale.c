/* Pictures made smaller, against the mean of the light of each area worked out with fractions. */
#include "picture/scale.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIDE_MAX = 40 };

struct seen {
    struct raster raster;
    uint32_t rows;
    unsigned char pixels[SIDE_MAX][SIDE_MAX * 4];
};

static void seen_begin(void *to, const struct raster *r)
{
    ((struct seen *)to)->raster = *r;
}

static void seen_row(void *to, const unsigned char *row)
{
    struct seen *s = to;
    size_t samples = (size_t)s->raster.channels + s->raster.alpha;
    memcpy(s->pixels[s->rows++], row, s->raster.width * samples);
}

static void scale(const unsigned char *pixels, const struct raster *r, uint32_t w, uint32_t h,
                  struct seen *seen)
{
    size_t row = r->width * ((size_t)r->channels + r->alpha);
    *seen = (struct seen){0};
    struct scaler *s = scaler_new(w, h, &(struct raster_sink){seen, seen_begin, seen_row});
    const struct raster_sink sink = scaler_sink(s);
    sink.begin(sink.to, r);
    for (uint32_t y = 0; y < r->height; y++)
        sink.row(sink.to, pixels + y * row);
    scaler_free(s);
    assert_int_equal(seen->rows, h);
    assert_int_equal(seen->raster.width, w);
    assert_int_equal(seen->raster.height, h);
}

static double light(int value)
{
    double c = value / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double value_of(double l)
{
    return 255 * (l <= 0.0031308 ? l * 12.92 : 1.055 * pow(l, 1 / 2.4) - 0.055);
}

/* How much of old pixel i is in new pixel k. */
static double share(uint32_t i, uint32_t k, uint32_t old, uint32_t new)
{
    double from = fmax(i, (double)k * old / new), to = fmin(i + 1, (double)(k + 1) * old / new);
    return fmax(0, to - from);
}

static void check_pixel(const unsigned char *pixels, const struct raster *r,
                        const struct seen *seen, uint32_t x, uint32_t y)
{
    int samples = r->channels + r->alpha;
    double sums[4] = {0}, weight = 0, all = 0;
    for (uint32_t j = 0; j < r->height; j++)
        for (uint32_t i = 0; i < r->width; i++) {
            const unsigned char *p = pixels + (j * r->width + i) * (size_t)samples;
            double s = share(i, x, r->width, seen->raster.width) *
                       share(j, y, r->height, seen->raster.height);
            double a = r->alpha ? p[r->channels] : 255;
            all += s;
            weight += s * a;
            for (int c = 0; c < r->channels; c++)
                sums[c] += s * a * light(p[c]);
        }
    const unsigned char *got = &seen->pixels[y][x * (size_t)samples];
    for (int c = 0; c < r->channels && weight > 0; c++)
        assert_true(fabs(got[c] - value_of(sums[c] / weight)) < 0.6);
    if (r->alpha)
        assert_true(fabs(got[r->channels] - weight / all) < 0.6);
}

static void test_means(void **state)
{
    (void)state;
    static const uint32_t sizes[][4] = {{7, 5, 3, 2},  {40, 30, 13, 29}, {9, 9, 9, 9},
                                        {40, 1, 1, 1}, {1, 40, 1, 39},   {10, 8, 5, 4}};
    unsigned char pixels[SIDE_MAX * SIDE_MAX * 4];
    struct seen *seen = calloc(1, sizeof *seen);
    srand(1);
    for (int kind = 0; kind < 4; kind++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            const struct raster r = {.width = sizes[k][0],
                                     .height = sizes[k][1],
                                     .channels = kind < 2 ? 1 : 3,
                                     .alpha = kind % 2 == 1,
                                     .bits = 8};
            for (size_t i = 0; i < sizeof pixels; i++)
                pixels[i] = (unsigned char)(rand() % 3 ? rand() : rand() % 2 * 255);
            scale(pixels, &r, sizes[k][2], sizes[k][3], seen);
            for (uint32_t y = 0; y < sizes[k][3]; y++)
                for (uint32_t x = 0; x < sizes[k][2]; x++)
                    check_pixel(pixels, &r, seen, x, y);
        }
    free(seen);
}

/* As large as before: the same. A picture of one colour: that colour. */
static void test_nothing_is_lost(void **state)
{
    (void)state;
    struct seen *seen = calloc(1, sizeof *seen);
    unsigned char pixels[256];
    const struct raster r = {.width = 16, .height = 16, .channels = 1, .bits = 8};
    for (int i = 0; i < 256; i++)
        pixels[i] = (unsigned char)i;
    scale(pixels, &r, 16, 16, seen);
    for (int y = 0; y < 16; y++)
        assert_memory_equal(seen->pixels[y], pixels + 16 * y, 16);
    for (int v = 0; v < 256; v++) {
        memset(pixels, v, sizeof pixels);
        scale(pixels, &r, 7, 3, seen);
        for (int y = 0; y < 3; y++)
            assert_memory_equal(seen->pixels[y], pixels, 7);
    }
    free(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_means),
        cmocka_unit_test(test_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
