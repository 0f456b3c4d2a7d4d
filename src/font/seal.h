/* What is known of font files from earlier runs: that a file, as its device, inode, size and times
 * of change show it, has a certain SHA-256 and was found sound. */
#pragma once

#include "base/str.h"

#include <sys/stat.h>

/** A claim about a file: take it before the file is looked at, see whether it is known, else check
 * the file and remember. */
struct seal {
    const char *path;
    struct stat file;
    const char *folder, *mark; /* NULL: there is no cache */
};

/** Takes the claim that `path` has the SHA-256 `sha256` and is sound. Texts live in the arena. */
struct seal seal_take(struct arena *a, const char *path, str sha256);

/** Whether an earlier run remembered it. Costs one system call. */
bool seal_known(const struct seal *s);

/** Remembers it, unless the file was changed meanwhile. A cache that cannot be written only costs
 * time. */
void seal_remember(const struct seal *s);

/** The SHA-256 of bytes, in hexadecimal digits. */
void seal_hash(str bytes, char hex[65]);

/** Whether bytes have a SHA-256; `found` is the one they have. */
bool seal_matches(str bytes, str sha256, char found[65]);
