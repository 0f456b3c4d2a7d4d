#include "pdf/inks.h"

#include "base/library.h"
#include "base/xalloc.h"

#include <lcms2.h>
#include <stdlib.h>

/* The functions of lcms2 that are called: few issues have pictures to convert, so it is opened when
 * one does. */
struct inks {
    cmsHPROFILE (*open)(const void *p, cmsUInt32Number n);
    cmsHPROFILE (*srgb)(void);
    cmsHTRANSFORM (*create)(cmsHPROFILE from, cmsUInt32Number in, cmsHPROFILE to,
                            cmsUInt32Number out, cmsUInt32Number intent, cmsUInt32Number flags);
    void (*run)(cmsHTRANSFORM t, const void *in, void *out, cmsUInt32Number n);
    void (*destroy)(cmsHTRANSFORM t);
    cmsBool (*close)(cmsHPROFILE p);
    cmsHTRANSFORM transform;
};

static bool open_library(struct inks *i)
{
    const struct library_function functions[] = {
        {"cmsOpenProfileFromMem", &i->open}, {"cmsCreate_sRGBProfile", &i->srgb},
        {"cmsCreateTransform", &i->create},  {"cmsDoTransform", &i->run},
        {"cmsDeleteTransform", &i->destroy}, {"cmsCloseProfile", &i->close},
    };
    return library_open("liblcms2.so.2", LIBRARY_FUNCTIONS(functions));
}

/* Colours that the press has stay what they are, the darkest one becomes its black. Nothing is
 * cached between pixels, so that several threads may ask. */
static bool make_transform(struct inks *i, str icc)
{
    cmsHPROFILE from = i->srgb(), to = i->open(icc.p, (cmsUInt32Number)icc.n);
    if (from && to)
        i->transform = i->create(from, TYPE_RGB_8, to, TYPE_CMYK_8, INTENT_RELATIVE_COLORIMETRIC,
                                 cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE);
    if (from)
        i->close(from);
    if (to)
        i->close(to);
    return i->transform != NULL;
}

struct inks *inks_new(str icc, struct diags *d)
{
    struct inks *i = xcalloc(1, sizeof *i);
    if (!open_library(i)) {
        diag_add(d, DIAG_BAD_ENVIRONMENT, (struct place){0}, "liblcms2.so.2 cannot be opened");
        diag_hint(d, "pictures in RGB are converted with it: install the package liblcms2-2");
    } else if (!make_transform(i, icc)) {
        diag_add(d, DIAG_CONDITION_BAD, (struct place){0},
                 "pictures in RGB cannot be converted by the profile of the printing condition");
        diag_hint(d, "it has no tables for that way: choose another, or convert the pictures");
    } else {
        return i;
    }
    free(i);
    return NULL;
}

void inks_free(struct inks *i)
{
    if (i)
        i->destroy(i->transform);
    free(i);
}

void inks_row(const struct inks *i, const unsigned char *rgb, unsigned char *cmyk, size_t n)
{
    i->run(i->transform, rgb, cmyk, (cmsUInt32Number)n);
}
