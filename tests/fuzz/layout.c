/* Feeds layouts to the reader: it may complain, never crash, hang or leak. */
#include "base/utf8.h"
#include "layout/reader.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {(const char *)data, size};
    if (utf8_check(text) != size || memchr(data, 0, size))
        return 0; /* refused before the reader */
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct source source = {STR("/nonexistent/layout.yaml"), str_dup(a, text)};
    const struct layout *l = layout_read_source(a, "/nonexistent", &source, d);
    for (size_t i = 0; l && l->inside && i < l->inside->n_frames; i++)
        frame_rect(l, &l->inside->frames[i], true);
    FILE *to = fopen("/dev/null", "w");
    if (to) {
        diags_print(d, to, DIAG_TEXT);
        fclose(to);
    }
    diags_free(d);
    arena_free(a);
    return 0;
}
