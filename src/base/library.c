#include "base/library.h"

#include <dlfcn.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

bool library_open(const char *file, const struct library_function *functions, size_t n)
{
    void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    bool ok = library != NULL;
    for (size_t i = 0; ok && i < n; i++) {
        /* an address that dlsym() gives is a function's here */
        void *address = dlsym(library, functions[i].name);
        memcpy(functions[i].function, &address, sizeof address);
        ok = address != NULL;
    }
    return ok;
}

void library_stamp(void (*function)(void), struct buf *out)
{
    Dl_info info;
    struct stat st;
    union {
        void (*function)(void);
        void *address;
    } any = {.function = function};
    if (!dladdr(any.address, &info) || !info.dli_fname || stat(info.dli_fname, &st) != 0)
        return;
    buf_format(out, " %s %jd %jd", info.dli_fname, (intmax_t)st.st_size,
               (intmax_t)st.st_mtim.tv_sec);
}
