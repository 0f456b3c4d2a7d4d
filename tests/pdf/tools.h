/* Looking at a PDF with other people's programs. The commands are in the environment: QPDF,
 * PDFTOTEXT, PDFTOPPM, MUTOOL, GS. */
#pragma once

#include "base/buf.h"

/** A folder for one test's files; empty it by tools_end(). */
struct tools {
    struct arena *arena;
    const char *folder;
};

struct tools tools_begin(void);
void tools_end(struct tools *t);

/** The path of a file in the folder. */
const char *tools_path(const struct tools *t, const char *name);

/** Writes a file; its path. */
const char *tools_write(const struct tools *t, const char *name, const void *bytes, size_t n);

/** What a command prints; asserts that it succeeds. `program` names an environment variable. */
str tools_run(const struct tools *t, const char *program, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Asserts that qpdf finds nothing to complain of. */
void tools_check(const struct tools *t, const char *pdf);

/** A page as 8-bit samples, `channels` a pixel (1: grey, white is 255; 3: RGB). */
struct pixels {
    unsigned width, height, channels;
    unsigned char *v;
};

enum renderer { POPPLER, MUPDF, GHOSTSCRIPT, RENDERERS };
extern const char *const renderer_names[RENDERERS];

/** Renders the first page. */
struct pixels tools_render(const struct tools *t, enum renderer renderer, const char *pdf, int dpi,
                           unsigned channels);
