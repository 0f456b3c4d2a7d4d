#include "picture/formats.h"

#include <dlfcn.h>
#include <stdio.h>

bool library_open(const char *file, const char *package, const struct library_function *functions,
                  size_t n, char *message)
{
    void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    bool ok = library != NULL;
    for (size_t i = 0; ok && i < n; i++) {
        /* an address that dlsym() gives is a function's here */
        void *address = dlsym(library, functions[i].name);
        memcpy(functions[i].function, &address, sizeof address);
        ok = address != NULL;
    }
    if (!ok)
        snprintf(message, PICTURE_MESSAGE_MAX, "%s cannot be opened: install the package %s", file,
                 package);
    return ok;
}
