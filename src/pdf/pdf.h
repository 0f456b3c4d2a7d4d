/* Stage "write": from the display list to a PDF, through libharu's objects. */
#pragma once

#include "base/buf.h"
#include "page/page.h"

/** What the file is for (profiles.def): the press; an older press; screens; the archive; any
 * printer.
 */
#define PROFILE(id, name, standard, suffix, version, packed, links, x, a, colors, files) PDF_##id,
enum pdf_profile {
#include "pdf/profiles.def"
    PDF_PROFILES
};
#undef PROFILE

/** What becomes of colours: they stay as they are; pictures in RGB become inks of the printing
 * condition; all becomes what sRGB shows of it. */
enum pdf_colors { COLORS_KEPT, COLORS_PRESS, COLORS_SCREEN };

/** What a profile makes of the file. */
struct pdf_traits {
    const char *name;
    const char *standard; /* of those of one name; NULL: there is only one */
    const char *suffix;   /* of the file's name, before .pdf */
    const char *version;
    bool packed; /* its objects in object streams: smaller, but only programs can read them */
    bool links;
    int x; /* PDF/X: 1 is X-1a, 4 is X-4, 0 none */
    int a; /* part of PDF/A, 0 none */
    enum pdf_colors colors;
    bool files; /* holds what it was made from */
};
const struct pdf_traits *pdf_traits(enum pdf_profile profile);

/** Whether a profile asks for a printing condition. */
static inline bool pdf_has_intent(const struct pdf_traits *t)
{
    return t->x || t->a;
}

/** Whether that condition's profile goes into the file. */
static inline bool pdf_has_press(const struct pdf_traits *t)
{
    return pdf_has_intent(t) && t->colors != COLORS_SCREEN;
}

/** A file that goes into the PDF. */
struct pdf_attachment {
    str name;                 /* with folders: 2025-15/01.md */
    const char *media_type;   /* text/markdown */
    const char *relationship; /* Source, Data, Supplement … (ISO 19005-3) */
    const char *description;
    str bytes;
};

/** The resolution of pictures in files for screens: sharp where a page fills one, and at twice the
 * size still readable. */
#define PDF_PPI_USUAL 150

struct pdf_options {
    enum pdf_profile profile;
    const struct pdf_attachment *attachments;
    size_t n_attachments;
    struct pdf_condition { /* where the profile asks for one */
        str name, info;    /* its identifier, what it is in words */
        str icc;           /* its profile */
        unsigned ink_max;  /* that conversions put on a place, in percent; 0: as the profile does */
    } condition;

    bool marks;                /* printer's marks around the pages, beyond the bleed */
    unsigned ppi;              /* of pictures that are made smaller (COLORS_SCREEN) */
    int64_t source_date_epoch; /* seconds, or -1: the dates come from the issue */
    const char *producer;      /* "banxin 0.1.0" */
    unsigned threads;          /* that may work on it; 0 and 1: only the caller's */
};

/** Why a profile cannot be a printing condition's; NULL: it can. */
const char *pdf_condition_fault(str icc);

/** Makes the PDF in memory (nothing is written to disk). The same pages and options give the same
 * bytes. Reports what fails (an image that does not decode, libharu's errors); false then. */
bool pdf_make(const struct pages *pages, const struct pdf_options *options, struct buf *out,
              struct diags *d);

/** Makes `n` files of the same pages, each as pdf_make() would: what they share is made once,
 * and so is the condition, which must be the same for all that ask for one. `outs` has one for
 * each; the threads are those of the first options. */
bool pdf_make_all(const struct pages *pages, const struct pdf_options *options, size_t n,
                  struct buf *outs, struct diags *d);
