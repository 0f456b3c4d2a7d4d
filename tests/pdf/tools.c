#include "tools.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

const char *const renderer_names[RENDERERS] = {"poppler", "mupdf", "ghostscript"};

struct tools tools_begin(void)
{
    struct tools t = {.arena = arena_new()};
    const char *tmp = getenv("TMPDIR");
    char *folder = str_z(t.arena, str_format(t.arena, "%s/banxin-XXXXXX", tmp ? tmp : "/tmp"));
    assert_non_null(mkdtemp(folder));
    t.folder = folder;
    return t;
}

void tools_end(struct tools *t)
{
    size_t n;
    str *names = file_list(t->arena, t->folder, &n);
    for (size_t i = 0; names && i < n; i++)
        unlink(tools_path(t, names[i].p));
    rmdir(t->folder);
    arena_free(t->arena);
}

const char *tools_path(const struct tools *t, const char *name)
{
    return str_format(t->arena, "%s/%s", t->folder, name).p;
}

const char *tools_write(const struct tools *t, const char *name, const void *bytes, size_t n)
{
    const char *path = tools_path(t, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    return path;
}

str tools_run(const struct tools *t, const char *program, const char *format, ...)
{
    char arguments[2000];
    va_list ap;
    va_start(ap, format);
    vsnprintf(arguments, sizeof arguments, format, ap);
    va_end(ap);
    const char *path = getenv(program);
    if (!path)
        fail_msg("%s is not in the environment", program);
    FILE *pipe = popen(str_format(t->arena, "'%s' %s", path, arguments).p, "r");
    assert_non_null(pipe);
    struct buf out = {0};
    for (size_t n; (n = fread(buf_room(&out, 4096), 1, 4096, pipe)) > 0;)
        out.n += n;
    int status = pclose(pipe);
    str text = str_dup(t->arena, buf_view(&out));
    buf_free(&out);
    if (status != 0)
        fail_msg("%s %s: status %d: %s", path, arguments, status, text.p);
    return text;
}

void tools_check(const struct tools *t, const char *pdf)
{
    tools_run(t, "QPDF", "--check '%s' 2>&1", pdf);
}

static unsigned read_number(str bytes, size_t *at)
{
    unsigned v = 0;
    while (*at < bytes.n && (bytes.p[*at] < '0' || bytes.p[*at] > '9'))
        ++*at;
    while (*at < bytes.n && bytes.p[*at] >= '0' && bytes.p[*at] <= '9')
        v = v * 10 + (unsigned)(bytes.p[(*at)++] - '0');
    return v;
}

/* Reads a PGM or PPM file (the producers may put a comment line into its head). */
static struct pixels read_pnm(const struct tools *t, const char *path)
{
    str bytes = file_map(path);
    assert_true(bytes.n > 10 && bytes.p[0] == 'P' && (bytes.p[1] == '5' || bytes.p[1] == '6'));
    struct pixels p = {.channels = bytes.p[1] == '5' ? 1 : 3};
    size_t at = 3;
    while (bytes.p[at] == '#')
        at = str_find(bytes, '\n', at) + 1;
    p.width = read_number(bytes, &at);
    p.height = read_number(bytes, &at);
    assert_int_equal(read_number(bytes, &at), 255);
    size_t n = (size_t)p.width * p.height * p.channels;
    assert_int_equal(bytes.n - at - 1, n);
    p.v = (unsigned char *)(uintptr_t)str_dup(t->arena, str_slice(bytes, at + 1, bytes.n)).p;
    file_unmap(bytes);
    return p;
}

struct pixels tools_render(const struct tools *t, enum renderer renderer, const char *pdf, int dpi,
                           unsigned channels)
{
    bool gray = channels == 1;
    const char *out = tools_path(t, gray ? "page.pgm" : "page.ppm");
    switch (renderer) {
    case POPPLER:
        tools_run(t, "PDFTOPPM", "-r %d %s -singlefile '%s' '%s' 2>&1", dpi, gray ? "-gray" : "",
                  pdf, tools_path(t, "page"));
        break;
    case MUPDF:
        tools_run(t, "MUTOOL", "draw -q -r %d -c %s -o '%s' '%s' 1 2>&1", dpi,
                  gray ? "gray" : "rgb", out, pdf);
        break;
    default:
        tools_run(
            t, "GS",
            "-q -dSAFER -dNOPAUSE -dBATCH -sDEVICE=%s -dTextAlphaBits=4 -dGraphicsAlphaBits=4 "
            "-dUseFastColor=true "
            "-dLastPage=1 -r%d '-sOutputFile=%s' '%s' 2>&1",
            gray ? "pgmraw" : "ppmraw", dpi, out, pdf);
    }
    struct pixels p = read_pnm(t, out);
    assert_int_equal(p.channels, channels);
    return p;
}
