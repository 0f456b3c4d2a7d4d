#include "press/plates.h"

#include <math.h>

int colorant_process(str name)
{
    static const char *const names[] = {"Cyan", "Magenta", "Yellow", "Black"};
    for (int i = 0; i < 4; i++)
        if (str_is(name, names[i]))
            return i;
    return -1;
}

static double clamp(double v)
{
    return v > 0 ? v < 1 ? v : 1 : 0; /* a NaN becomes 0 */
}

static struct plates of_rgb(const double *v)
{
    double c = 1 - clamp(v[0]), m = 1 - clamp(v[1]), y = 1 - clamp(v[2]);
    double k = fmin(c, fmin(m, y));
    return (struct plates){c - k, m - k, y - k, k, 0, .process = true};
}

static struct plates of_names(const struct space *s, const double *v)
{
    struct plates p = {.exact = true};
    for (unsigned i = 0; i < s->n; i++) {
        double t = clamp(v[i]);
        double *const process[] = {&p.c, &p.m, &p.y, &p.k};
        int which = colorant_process(s->names[i]);
        if (str_is(s->names[i], "All")) {
            p.all = true;
            p.c = p.m = p.y = p.k = t;
        } else if (which >= 0) {
            *process[which] = t;
            p.process = true;
        } else if (!str_is(s->names[i], "None")) {
            p.spot += t;
        }
    }
    return p;
}

static struct plates of_table(const struct space *s, double index)
{
    double v[COLORANTS_MAX] = {0};
    size_t n = s->base ? s->base->n : 0;
    size_t i = index > 0 && index < 256 ? (size_t)index : 0;
    for (size_t k = 0; k < n && (i + 1) * n <= s->table.n; k++)
        v[k] = (unsigned char)s->table.p[i * n + k] / 255.0;
    return n && s->base->kind != SPACE_INDEXED ? space_plates(s->base, v) : (struct plates){0};
}

struct plates space_plates(const struct space *s, const double *v)
{
    switch (s->kind) {
    case SPACE_GRAY:
    case SPACE_CAL_GRAY:
        return (struct plates){.k = 1 - clamp(v[0]), .exact = s->kind == SPACE_GRAY};
    case SPACE_CMYK:
        return (struct plates){clamp(v[0]), clamp(v[1]),   clamp(v[2]),    clamp(v[3]),
                               0,           .exact = true, .process = true};
    case SPACE_RGB:
    case SPACE_CAL_RGB: return of_rgb(v);
    case SPACE_LAB: return (struct plates){.k = 1 - clamp(v[0]), .process = true};
    case SPACE_ICC:
        if (s->n == 1)
            return (struct plates){.k = 1 - clamp(v[0])};
        if (s->n == 3)
            return of_rgb(v);
        return (struct plates){clamp(v[0]), clamp(v[1]), clamp(v[2]),
                               clamp(v[3]), 0,           .process = true};
    case SPACE_INDEXED: return of_table(s, v[0]);
    case SPACE_SEPARATION:
    case SPACE_DEVICE_N: return of_names(s, v);
    default: return (struct plates){0};
    }
}
