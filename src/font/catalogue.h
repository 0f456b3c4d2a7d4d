/* The font catalogue fonts.yaml as it was read: names, files, hashes. Opens no font. */
#pragma once

#include "base/diag.h"
#include "base/map.h"

/** One face of the catalogue. Strings live as long as the catalogue. */
struct catalogue_face {
    str name; /* family, then the weight unless it is Regular */
    str family, weight;
    str file;    /* as written */
    str package; /* Debian package that brings the file; may be empty */
    str license;
    str sha256; /* 64 lower-case hexadecimal digits */
    int64_t index;
    struct place at; /* of the face's entry; only while the catalogue is read */
};

/** A file that is no font but as much part of what comes out: the patterns by which words of a
 * language are hyphenated (LW-01), the profile of a printing condition (no
 * file: it is only registered). */
struct catalogue_file {
    str key;     /* the language's tag: en, de; the condition's identifier: FOGRA39 */
    str file;    /* as written */
    str package; /* may be empty */
    str sha256;
    str info;    /* of a condition: what it is, in words */
    int64_t ink; /* of a condition: the most ink in all, in percent; 0: as its profile does */
};

struct catalogue {
    str folder;       /* of fonts.yaml: looked in first */
    str *directories; /* where else files are looked for; ~ is expanded */
    size_t n_directories;
    struct catalogue_face *faces;
    size_t n;
    struct catalogue_files {
        struct catalogue_file *v;
        size_t n;
    } hyphenations, conditions;
    const char **names; /* every name and alias, for hints */
    size_t n_names;
    struct map *by_name; /* name or alias -> 1 + index in faces */
};

/** Reads FOLDER/fonts.yaml into the arena and reports what is wrong with it. False when it cannot
 * be used; catalogue_free() is due in either case. */
bool catalogue_read(struct catalogue *c, struct arena *a, const char *folder, struct diags *d);

/** Frees what does not live in the arena. */
void catalogue_free(struct catalogue *c);

/** The index of the face with a name or alias, or -1. */
ptrdiff_t catalogue_find(const struct catalogue *c, str name);

/** The path of a file of the catalogue: in the folder of fonts.yaml or in one of the directories,
 * there as written or directly under its last part. NULL when it is in none of them. */
const char *catalogue_path(const struct catalogue *c, struct arena *a, str file);
