#include "press/qpdf.h"

#include <dlfcn.h>
#include <string.h>

#define TEXT_OF(x) #x
#define TEXT(x)    TEXT_OF(x)

/* An address that dlsym() gives is a function's here. */
static bool find(void *library, const char *name, void *function)
{
    void *address = dlsym(library, name);
    memcpy(function, &address, sizeof address);
    return address != NULL;
}

bool qpdf_open(struct qpdf *q, struct diags *d)
{
    void *library = dlopen(BANXIN_QPDF, RTLD_LAZY | RTLD_LOCAL);
    bool good = library != NULL;
#define F(name) good = good && find(library, TEXT(qpdf_##name), &q->name);
    QPDF_FUNCTIONS(F)
#undef F
    if (good)
        return true;
    diag_add(d, DIAG_LIBRARY_MISSING, (struct place){0},
             "the library that reads PDF files, %s, is not there", BANXIN_QPDF);
    diag_hint(d, "install the Debian package libqpdf-dev");
    return false;
}
