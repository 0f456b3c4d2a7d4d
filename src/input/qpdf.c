#include "input/qpdf.h"

#include "base/library.h"

#define TEXT_OF(x) #x
#define TEXT(x)    TEXT_OF(x)

bool qpdf_load(struct qpdf *q)
{
#define F(name) {TEXT(qpdf_##name), &q->name},
    const struct library_function functions[] = {QPDF_FUNCTIONS(F)};
#undef F
    return library_open(BANXIN_QPDF, LIBRARY_FUNCTIONS(functions));
}

bool qpdf_open(struct qpdf *q, struct diags *d)
{
    if (qpdf_load(q))
        return true;
    diag_add(d, DIAG_LIBRARY_MISSING, (struct place){0},
             "the library that reads PDF files, %s, is not there", BANXIN_QPDF);
    diag_hint(d, "install the Debian package libqpdf-dev");
    return false;
}
