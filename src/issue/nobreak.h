/* The editors' words that no line ends in. Private to the stage. */
#pragma once

#include "issue/issue.h"

/** Reads nobreak.txt of each folder that has one, in their order: one word a line, UTF-8, what
 * follows a # is a remark (UB-12). Lives in the arena. Reports words of one character or more than
 * 40, and files that are no text. */
struct texts nobreak_read(struct arena *a, const char *const *folders, size_t n, struct diags *d);
