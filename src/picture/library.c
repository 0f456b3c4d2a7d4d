#include "picture/formats.h"

#include <stdio.h>

bool format_library(const char *file, const char *package, const struct library_function *functions,
                    size_t n, char *message)
{
    if (library_open(file, functions, n))
        return true;
    snprintf(message, PICTURE_MESSAGE_MAX, "%s cannot be opened: install the package %s", file,
             package);
    return false;
}
