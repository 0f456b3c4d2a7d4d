/* Feeds PDFs to preflight: it may complain, never crash, hang or leak. The program itself does this
 * in a process of its own (press/guard.h); here nothing stands between. */
#include "press/preflight.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct qpdf qpdf; /* the library stays open */
    struct diags *d = diags_new();
    if (qpdf.init || qpdf_open(&qpdf, d)) {
        const struct preflight_options options = {.ink = 3, .bleed = 3, .multiple = 4};
        struct preflight_summary summary;
        struct buf text = {0};
        struct findings *f = findings_new("x.pdf", PROFILE_PRINT);
        preflight(&qpdf, (str){(const char *)data, size}, &options, f, &summary);
        findings_print(f, &text, DIAG_JSON);
        findings_free(f);
        buf_free(&text);
    }
    diags_free(d);
    return 0;
}
