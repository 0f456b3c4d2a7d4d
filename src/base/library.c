#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

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
