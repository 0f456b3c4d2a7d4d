/* Opening a place in the user's editor. */
#pragma once

#include <stdbool.h>

struct editor_place {
    const char *file;
    unsigned line, column;
};

/** Starts a command for a place and does not wait for it. The command is split at blanks; {file},
 * {line} and {column} are put in afterwards, so that no name of a file is ever read by a shell.
 * False when it cannot be started. */
bool editor_open(const char *command, const struct editor_place *place);
