/* Copy-fit: what a dose of the remedies changes in a layout, and how far each may go. */
#include "cli/copyfit_search.h"

#include "base/buf.h"

enum {
    FIGURES_STEP = 5,  /* % */
    DECIMALS = 100000, /* of a point, in the changes */
    SIZE_STEP = 10000, /* a tenth of a point */
};

static int64_t decimal(length l)
{
    return (l * DECIMALS + LENGTH_PT / 2) / LENGTH_PT;
}

static void put_decimal(struct buf *b, int64_t value)
{
    buf_format(b, "%lld.%05lldpt", (long long)(value / DECIMALS), (long long)(value % DECIMALS));
}

/* The same for people: 16.6pt. */
static str shown(struct arena *a, int64_t value)
{
    int64_t n = (value + 500) / 1000; /* hundredths */
    if (n % 100 == 0)
        return str_format(a, "%lldpt", (long long)(n / 100));
    if (n % 10 == 0)
        return str_format(a, "%lld.%lldpt", (long long)(n / 100), (long long)(n / 10 % 10));
    return str_format(a, "%lld.%02lldpt", (long long)(n / 100), (long long)(n % 100));
}

/* The height of the type area stays. */
static int64_t pitch_of(const struct grid *g, const struct copyfit_dose *d)
{
    length height = g->lines * g->pitch;
    return height / (g->lines + d->lines) * DECIMALS / LENGTH_PT;
}

static int64_t size_of(const struct grid *g, const struct copyfit_dose *d)
{
    return decimal(g->size) - (int64_t)d->size * SIZE_STEP;
}

/* As many as a column was wide. */
static int characters_of(const struct grid *g, const struct copyfit_dose *d)
{
    return (int)(g->characters * decimal(g->size) / size_of(g, d));
}

str copyfit_changes(struct arena *a, const struct layout *l, const struct copyfit_dose *d)
{
    const struct grid *g = &l->grid;
    struct buf b = {0};
    if (d->marks)
        buf_format(&b, "composition: {marks: %s}\n", fit_marks_name(l->fit.marks[d->marks - 1]));
    if (d->figures)
        buf_format(&b, "figures: {scale: %d}\n", l->figures.scale * (100 - d->figures) / 100);
    if (d->lines) {
        buf_format(&b, "grid: {lines: %d, pitch: ", g->lines + d->lines);
        put_decimal(&b, pitch_of(g, d));
    }
    if (d->size) {
        buf_str(&b, d->lines ? STR(", size: ") : STR("grid: {size: "));
        put_decimal(&b, size_of(g, d));
        buf_format(&b, ", characters: %d", characters_of(g, d));
    }
    if (d->lines || d->size)
        buf_str(&b, STR("}\n"));
    if (d->size) {
        buf_str(&b, STR("styles: {body: {size: "));
        put_decimal(&b, size_of(g, d));
        buf_str(&b, STR("}}\n"));
    }
    str text = str_dup(a, buf_view(&b));
    buf_free(&b);
    return text;
}

/* ---- steps of the remedies ---- */

static bool within(const struct fit_limits *limits, int64_t value)
{
    return limits->most && value >= decimal(limits->least) && value <= decimal(limits->most);
}

bool copyfit_dose_at(const struct layout *l, enum fit_remedy remedy, int k, bool shrink,
                     struct copyfit_dose *d)
{
    const struct fit_layout *fit = &l->fit;
    const struct grid *g = &l->grid;
    switch (remedy) {
    case FIT_MARKS: d->marks = k; return shrink && k <= fit->n_marks;
    case FIT_FIGURES:
        d->figures = k * FIGURES_STEP;
        return shrink && 100 - d->figures >= fit->figures;
    case FIT_PITCH:
        d->lines = shrink ? k : -k;
        return g->lines + d->lines > 0 && within(&fit->pitch, pitch_of(g, d)) &&
               pitch_of(g, d) >= size_of(g, d);
    case FIT_SIZE:
        d->size = shrink ? k : -k;
        return l->styles[LAYOUT_BODY] && l->styles[LAYOUT_BODY]->size == g->size &&
               within(&fit->size, size_of(g, d)) && size_of(g, d) <= pitch_of(g, d) &&
               characters_of(g, d) > 0;
    case FIT_FILLER:
    case FIT_REMEDY_COUNT: break;
    }
    return false;
}

struct message copyfit_tell(struct arena *a, const struct layout *l, const struct copyfit_dose *d,
                            enum fit_remedy remedy)
{
    const struct grid *g = &l->grid;
    str old_pitch = shown(a, decimal(g->pitch)), pitch = shown(a, pitch_of(g, d));
    str old_size = shown(a, decimal(g->size)), size = shown(a, size_of(g, d));
    switch (remedy) {
    case FIT_MARKS: return message_of(a, "marks %s", fit_marks_name(l->fit.marks[d->marks - 1]));
    case FIT_FIGURES: return message_of(a, "figures at %d%%", 100 - d->figures);
    case FIT_PITCH:
        return message_of(a, "pitch %.*s instead of %.*s, %d lines a column instead of %d",
                          STR_ARG(pitch), STR_ARG(old_pitch), g->lines + d->lines, g->lines);
    case FIT_SIZE:
        return message_of(a, "size %.*s instead of %.*s, %d characters a line instead of %d",
                          STR_ARG(size), STR_ARG(old_size), characters_of(g, d), g->characters);
    case FIT_FILLER:
    case FIT_REMEDY_COUNT: break;
    }
    return (struct message){0};
}
