/* Files: reading whole, mapping, and writing so that a file appears under its name only when it is
 * complete. */
#pragma once

#include "base/diag.h"
#include "base/str.h"

/** Largest text file that is read (articles, YAML). */
#define FILE_TEXT_MAX ((size_t)64 << 20)

/** Reads a UTF-8 text file into the arena: its whole text, without a byte order mark. Missing,
 * unreadable, too large or malformed files are reported (missing at `named_at`, the place that
 * names the file, or at the file itself when named_at.source is NULL) and give NULL. */
const struct source *file_read_text(struct arena *a, const char *path, struct place named_at,
                                    struct diags *d);

/** Maps a file for reading; NULL bytes and errno when that fails. An empty file maps to n == 0 with
 * p not NULL. */
str file_map(const char *path);
void file_unmap(str bytes);

/** Writes bytes to a new file beside `path`, syncs it and renames it to `path`. On failure nothing
 * new is left, an old file is kept, and the reason is reported; returns success. */
bool file_write(const char *path, const void *bytes, size_t n, struct diags *d);

/** Creates a folder and its parents. False and errno when that fails. */
bool file_make_folder(const char *path);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/** `folder`/`name` in the arena; an absolute name, or an empty folder, gives the name. */
const char *file_join(struct arena *a, str folder, str name);

/** The folder part of a path ("." when it has none), in the arena. */
str file_folder(struct arena *a, str path);

/** The last part of a path, without trailing slashes. */
str file_name(str path);

/** The names in a folder (without . and ..) in byte order; `*n` of them in the arena. NULL and
 * errno when the folder cannot be read. */
str *file_list(struct arena *a, const char *folder, size_t *n);
