#include "pdf/colors.h"

#include "base/library.h"
#include "base/xalloc.h"

#include <lcms2.h>
#include <stdlib.h>

enum { FULL = 65535, TONES = 256, GREY_SPREAD = 2 };

/* The functions of lcms2 that are called: few issues have colours to convert, so it is opened when
 * one does. */
struct colors {
    cmsHPROFILE (*open)(const void *p, cmsUInt32Number n);
    cmsHPROFILE (*srgb)(void);
    cmsHTRANSFORM (*create)(cmsHPROFILE from, cmsUInt32Number in, cmsHPROFILE to,
                            cmsUInt32Number out, cmsUInt32Number intent, cmsUInt32Number flags);
    void (*run)(cmsHTRANSFORM t, const void *in, void *out, cmsUInt32Number n);
    void (*destroy)(cmsHTRANSFORM t);
    cmsBool (*close)(cmsHPROFILE p);
    int (*version)(void);
    cmsBool (*has)(cmsHPROFILE p, cmsTagSignature tag);
    str icc, source;
    bool from_press, to_press;
    unsigned most;              /* ink of a pixel, 255 is one full */
    cmsHTRANSFORM pixels, fine; /* of bytes, of 16 bits */
    uint16_t tones[TONES];      /* what sRGB shows of black ink: of full ink nothing */
    unsigned char greys[TONES]; /* of sRGB, that the greys of the source are */
    unsigned char inks[TONES];  /* the other way */
};

static bool open_library(struct colors *c)
{
    const struct library_function functions[] = {
        {"cmsOpenProfileFromMem", &c->open},      {"cmsCreate_sRGBProfile", &c->srgb},
        {"cmsCreateTransform", &c->create},       {"cmsDoTransform", &c->run},
        {"cmsDeleteTransform", &c->destroy},      {"cmsCloseProfile", &c->close},
        {"cmsGetEncodedCMMversion", &c->version}, {"cmsIsTag", &c->has},
    };
    return library_open("liblcms2.so.2", LIBRARY_FUNCTIONS(functions));
}

static cmsHPROFILE open_side(const struct colors *c, bool press, bool source)
{
    str bytes = press ? c->icc : source ? c->source : STR("");
    return bytes.n ? c->open(bytes.p, (cmsUInt32Number)bytes.n) : c->srgb();
}

/* Colours that the other side has stay what they are, the darkest one becomes its black. Nothing is
 * cached between pixels, so that several threads may ask. */
static cmsHTRANSFORM transform(const struct colors *c, cmsHPROFILE from, cmsUInt32Number in,
                               cmsHPROFILE to, cmsUInt32Number out, cmsUInt32Number flags)
{
    cmsHTRANSFORM t = NULL;
    if (from && to)
        t = c->create(from, in, to, out, INTENT_RELATIVE_COLORIMETRIC,
                      cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE | flags);
    if (from)
        c->close(from);
    if (to)
        c->close(to);
    return t;
}

/* ---- greys ---- */

static unsigned luminance(const uint16_t rgb[3])
{
    return ((unsigned)rgb[0] + rgb[1] + rgb[2]) / 3;
}

/* What sRGB shows of each tone of black ink, never lighter than that of less ink, stretched from
 * white to black. */
static void read_tones(struct colors *c)
{
    unsigned shown[TONES];
    for (unsigned k = 0; k < TONES; k++) {
        const uint16_t ink[4] = {0, 0, 0, (uint16_t)(k * FULL / (TONES - 1))};
        uint16_t rgb[3];
        c->run(c->fine, ink, rgb, 1);
        shown[k] = luminance(rgb);
        if (k && shown[k] > shown[k - 1])
            shown[k] = shown[k - 1];
    }
    unsigned black = shown[TONES - 1], range = shown[0] - black;
    for (unsigned k = 0; k < TONES; k++)
        c->tones[k] = (uint16_t)(range ? ((uint64_t)(shown[k] - black) * FULL + range / 2) / range
                                       : FULL - k * FULL / (TONES - 1));
}

/* The ink whose tone is nearest to each grey. */
static void invert_tones(struct colors *c)
{
    unsigned k = TONES - 1;
    for (unsigned grey = 0; grey < TONES; grey++) {
        int want = (int)(grey * FULL / (TONES - 1));
        while (k > 0 && abs(c->tones[k - 1] - want) < abs(c->tones[k] - want))
            k--;
        c->inks[grey] = (unsigned char)k;
    }
    c->inks[TONES - 1] = 0; /* white is paper */
}

/* One transform without tables of its own: few colours go through it. */
static bool prepare_tones(struct colors *c)
{
    if (c->fine)
        return true;
    c->fine = transform(c, open_side(c, true, false), TYPE_CMYK_16, open_side(c, false, false),
                        TYPE_RGB_16, cmsFLAGS_NOOPTIMIZE);
    if (!c->fine)
        return false;
    read_tones(c);
    invert_tones(c);
    return true;
}

static bool prepare_greys(struct colors *c)
{
    for (unsigned i = 0; i < TONES; i++)
        c->greys[i] = (unsigned char)i;
    if (!c->source.n)
        return true;
    cmsHTRANSFORM t = transform(c, open_side(c, false, true), TYPE_RGB_8,
                                open_side(c, false, false), TYPE_RGB_8, cmsFLAGS_NOOPTIMIZE);
    for (unsigned i = 0; t && i < TONES; i++) {
        const unsigned char grey[3] = {(unsigned char)i, (unsigned char)i, (unsigned char)i};
        unsigned char shown[3];
        c->run(t, grey, shown, 1);
        c->greys[i] = shown[1];
    }
    if (t)
        c->destroy(t);
    return t != NULL;
}

/* ---- making ---- */

bool colors_prepare(struct colors *c)
{
    if (!c->pixels)
        c->pixels = transform(
            c, open_side(c, c->from_press, true), c->from_press ? TYPE_CMYK_8 : TYPE_RGB_8,
            open_side(c, c->to_press, false), c->to_press ? TYPE_CMYK_8 : TYPE_RGB_8, 0);
    bool condition = c->from_press || c->to_press;
    return c->pixels && prepare_greys(c) && (!condition || prepare_tones(c));
}

/* Whether the profile has the tables for the way. */
static bool is_able(const struct colors *c)
{
    if (!c->from_press && !c->to_press)
        return true;
    cmsHPROFILE press = c->open(c->icc.p, (cmsUInt32Number)c->icc.n);
    bool able = press && (c->has(press, cmsSigAToB0Tag) || c->has(press, cmsSigAToB1Tag)) &&
                (!c->to_press || c->has(press, cmsSigBToA0Tag) || c->has(press, cmsSigBToA1Tag));
    if (press)
        c->close(press);
    return able;
}

static struct colors *colors_new(const struct colors *start, struct diags *d)
{
    struct colors *c = xcalloc(1, sizeof *c);
    *c = *start;
    if ((c->from_press || c->to_press) && !c->icc.n) {
        diag_add(d, DIAG_CONDITION_BAD, (struct place){0},
                 "the printing condition has no profile that RGB could be made inks by");
        diag_hint(d, "convert pictures and colours to CMYK, or choose a condition with a profile");
    } else if (!open_library(c)) {
        diag_add(d, DIAG_BAD_ENVIRONMENT, (struct place){0}, "liblcms2.so.2 cannot be opened");
        diag_hint(d, "colours are converted with it: install the package liblcms2-2");
    } else if (!is_able(c) || (c->from_press && !prepare_tones(c))) {
        diag_add(d, DIAG_CONDITION_BAD, (struct place){0},
                 "colours cannot be converted by the profile of the printing condition");
        diag_hint(d, "it has no tables for that way: choose another, or convert the pictures");
        colors_free(c);
        return NULL;
    } else {
        return c;
    }
    free(c);
    return NULL;
}

struct colors *colors_to_press(str icc, str source, unsigned ink_max, struct diags *d)
{
    const struct colors start = {
        .icc = icc, .source = source, .to_press = true, .most = ink_max * 255 / 100};
    return colors_new(&start, d);
}

struct colors *colors_to_screen(str icc, struct diags *d)
{
    const struct colors start = {.icc = icc, .from_press = true};
    return colors_new(&start, d);
}

struct colors *colors_of_source(str source, struct diags *d)
{
    const struct colors start = {.source = source};
    return colors_new(&start, d);
}

void colors_free(struct colors *c)
{
    if (!c)
        return;
    if (c->pixels)
        c->destroy(c->pixels);
    if (c->fine)
        c->destroy(c->fine);
    free(c);
}

/* ---- converting ---- */

int colors_from(const struct colors *c)
{
    return c->from_press ? 4 : 3;
}

int colors_to(const struct colors *c)
{
    return c->to_press ? 4 : 3;
}

bool colors_is_grey(const struct colors *c, const unsigned char *p)
{
    if (c->from_press)
        return !p[0] && !p[1] && !p[2];
    int least = p[0] < p[1] ? p[0] : p[1], most = p[0] < p[1] ? p[1] : p[0];
    least = p[2] < least ? p[2] : least;
    most = p[2] > most ? p[2] : most;
    return most - least <= GREY_SPREAD;
}

unsigned char colors_grey(const struct colors *c, const unsigned char *p)
{
    if (c->from_press)
        return (unsigned char)((c->tones[p[3]] * 255u + FULL / 2) / FULL);
    return c->to_press ? c->inks[c->greys[p[1]]] : c->greys[p[1]];
}

/* Takes from the colours what the inks are over the most, in proportion; black carries the
 * drawing. */
static void limit_ink(unsigned char *cmyk, unsigned most)
{
    unsigned colored = cmyk[0] + cmyk[1] + cmyk[2];
    if (colored + cmyk[3] <= most)
        return;
    unsigned left = most > cmyk[3] ? most - cmyk[3] : 0;
    for (int i = 0; i < 3; i++)
        cmyk[i] = (unsigned char)(cmyk[i] * left / colored);
}

static void put_grey(const struct colors *c, const unsigned char *from, unsigned char *to)
{
    unsigned char grey = colors_grey(c, from);
    memset(to, c->to_press ? 0 : grey, 3);
    if (c->to_press)
        to[3] = grey;
}

void colors_row(const struct colors *c, const unsigned char *from, unsigned char *to, size_t n,
                bool greys)
{
    size_t in = (size_t)colors_from(c), out = (size_t)colors_to(c);
    c->run(c->pixels, from, to, (cmsUInt32Number)n);
    for (size_t i = 0; i < n && (greys || c->most); i++) {
        if (greys && colors_is_grey(c, from + in * i))
            put_grey(c, from + in * i, to + out * i);
        else if (c->most)
            limit_ink(to + out * i, c->most);
    }
}

bool colors_is_screen(const struct colors *c)
{
    return c && c->from_press;
}

static uint16_t of_byte(unsigned char v)
{
    return (uint16_t)((v * 10000u + 127) / 255);
}

struct color colors_inks(const struct colors *c, struct color color)
{
    unsigned char v[4];
    if (!color.light)
        return color;
    colors_row(c, color.rgb, v, 1, true);
    return (struct color){
        .c = of_byte(v[0]), .m = of_byte(v[1]), .y = of_byte(v[2]), .k = of_byte(v[3])};
}

void colors_show(const struct colors *c, struct color color, uint16_t rgb[3])
{
    if (color.light) {
        for (int i = 0; i < 3; i++)
            rgb[i] = (uint16_t)(color.rgb[i] * 257);
        return;
    }
    const uint16_t full = 10000, percents[4] = {color.c, color.m, color.y, color.k};
    uint16_t inks[4];
    for (int i = 0; i < 4; i++)
        inks[i] = (uint16_t)((uint32_t)percents[i] * FULL / full);
    if (inks[0] || inks[1] || inks[2]) {
        c->run(c->fine, inks, rgb, 1);
        return;
    }
    unsigned at = inks[3] * (TONES - 1u), k = at / FULL, rest = at % FULL;
    unsigned next = k + 1 < TONES ? k + 1 : k;
    uint16_t grey = (uint16_t)(((uint64_t)c->tones[k] * (FULL - rest) +
                                (uint64_t)c->tones[next] * rest + FULL / 2) /
                               FULL);
    rgb[0] = rgb[1] = rgb[2] = grey;
}

void colors_stamp(const struct colors *c, struct buf *out)
{
    buf_format(out, "lcms2 %d, %d to %d, at most %u", c->version(), colors_from(c), colors_to(c),
               c->most);
    library_stamp((void (*)(void))c->run, out);
}

str colors_condition(const struct colors *c)
{
    return c->icc;
}

str colors_source(const struct colors *c)
{
    return c->source;
}
