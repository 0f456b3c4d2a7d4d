/* PDF files of made-up bytes, placed as pictures; for the press and screens, too, where the
 * environment's CONDITION is the ICC profile of inks. */
#include "base/file.h"
#include "pdf/pdf.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void place(struct arena *a, const char *path, struct diags *d)
{
    const struct image *image = image_probe(a, path, (struct place){0}, d);
    if (!image)
        return;
    struct item item = {.kind = ITEM_IMAGE, .rect = {0, 0, LENGTH_PT, LENGTH_PT}, .image = image};
    struct page page = {.items = &item, .n_items = 1, .label = STR("1")};
    struct pages pages = {.pages = &page, .n = 1, .width = LENGTH_PT, .height = LENGTH_PT};
    const char *condition = getenv("CONDITION");
    struct pdf_options options[] = {
        {.profile = PDF_PLAIN}, {.profile = PDF_PRINT}, {.profile = PDF_SCREEN}};
    size_t n = condition ? sizeof options / sizeof *options : 1;
    str icc = condition ? file_map(condition) : (str){0};
    struct buf outs[sizeof options / sizeof *options] = {{0}};
    for (size_t i = 0; i < n; i++)
        options[i].condition =
            (struct pdf_condition){.name = STR("C"), .info = STR("C"), .icc = icc};
    pdf_make_all(&pages, options, n, outs, d);
    for (size_t i = 0; i < n; i++)
        buf_free(&outs[i]);
    file_unmap(icc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    int fd = memfd_create("input", 0);
    if (fd < 0 || write(fd, data, n) != (ssize_t)n)
        return 0;
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    place(a, str_format(a, "/proc/self/fd/%d", fd).p, d);
    diags_free(d);
    arena_free(a);
    close(fd);
    return 0;
}
