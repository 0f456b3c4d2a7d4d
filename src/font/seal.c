#include "font/seal.h"

#include "base/cache.h"
#include "base/file.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A mark is an empty file whose name says it all: which file, which hash. Making one is atomic and
 * it has no contents that could be damaged. */

static const char *mark_name(struct arena *a, const struct seal *s, str sha256)
{
    const struct stat *st = &s->file;
    return str_format(a, "%s/%jx-%jx-%jx-%jx.%09ld-%jx.%09ld-%.*s", s->folder,
                      (uintmax_t)st->st_dev, (uintmax_t)st->st_ino, (uintmax_t)st->st_size,
                      (uintmax_t)st->st_mtim.tv_sec, st->st_mtim.tv_nsec,
                      (uintmax_t)st->st_ctim.tv_sec, st->st_ctim.tv_nsec, STR_ARG(sha256))
        .p;
}

struct seal seal_take(struct arena *a, const char *path, str sha256)
{
    struct seal s = {.path = path};
    if (stat(path, &s.file) == 0)
        s.folder = cache_folder(a, "fonts");
    if (s.folder)
        s.mark = mark_name(a, &s, sha256);
    return s;
}

bool seal_known(const struct seal *s)
{
    return s->mark && file_exists(s->mark);
}

static bool same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           same_time(a->st_mtim, b->st_mtim) && same_time(a->st_ctim, b->st_ctim);
}

void seal_remember(const struct seal *s)
{
    struct stat now;
    if (!s->mark || stat(s->path, &now) != 0 || !same_file(&s->file, &now) ||
        !file_make_folder(s->folder))
        return;
    int fd = open(s->mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (fd >= 0)
        close(fd);
}

void seal_hash(str bytes, char hex[65])
{
    unsigned char digest[SHA256_SIZE];
    sha256_of(&bytes, 1, digest);
    sha256_hex(digest, hex);
}

bool seal_matches(str bytes, str sha256, char found[65])
{
    seal_hash(bytes, found);
    return str_is(sha256, found);
}
