#include "base/cache.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/xalloc.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* An object is a file called by its key. It begins with a mark and the SHA-256 of its key and
 * bytes, so that what was cut off, changed or renamed is seen. That is no seal against its owner:
 * files that others own or may write are not read at all. */

static const char mark[8] = "banxin1\n";
enum { HEAD = sizeof mark + SHA256_SIZE, NAME_MAX_OF_KEY = SHA256_HEX };

#define OBJECT_MAX ((off_t)64 << 20)
#define PART       "objects"

const char *cache_folder(struct arena *a, const char *part)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (cache && cache[0] == '/')
        return str_format(a, "%s/banxin/%s", cache, part).p;
    if (home && home[0] == '/')
        return str_format(a, "%s/.cache/banxin/%s", home, part).p;
    return NULL;
}

struct cache_key cache_key(const char *maker, const str *inputs, size_t n)
{
    /* the digests of the parts one after the other: no two lists of parts run together alike */
    struct buf digests = {0};
    struct cache_key key;
    for (size_t i = 0; i <= n; i++) {
        unsigned char digest[SHA256_SIZE];
        sha256_of(i ? &inputs[i - 1] : &(str){maker, strlen(maker)}, 1, digest);
        buf_add(&digests, digest, sizeof digest);
    }
    str all = buf_view(&digests);
    sha256_of(&all, 1, key.digest);
    buf_free(&digests);
    return key;
}

static void check_sum(const struct cache_key *key, str object, unsigned char sum[SHA256_SIZE])
{
    const str parts[] = {{(const char *)key->digest, sizeof key->digest}, object};
    sha256_of(parts, 2, sum);
}

/* Ours, and nobody else may write it. */
static bool is_ours(const struct stat *st)
{
    return st->st_uid == geteuid() && !(st->st_mode & (S_IWGRP | S_IWOTH));
}

/* The folder of objects, made when it is wanted for writing; -1: there is none to be used. */
static int open_folder(bool make)
{
    struct arena *a = arena_new();
    const char *path = cache_folder(a, PART);
    struct stat st;
    int fd = path ? open(path, O_DIRECTORY | O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0 && make && path && file_make_folder(path) && chmod(path, 0700) == 0)
        fd = open(path, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &st) != 0 || !is_ours(&st))) {
        close(fd);
        fd = -1;
    }
    arena_free(a);
    return fd;
}

static bool read_all(int fd, char *to, size_t n)
{
    while (n > 0) {
        ssize_t got = read(fd, to, n);
        if (got <= 0)
            return false;
        to += got;
        n -= (size_t)got;
    }
    return true;
}

static bool write_all(int fd, const void *bytes, size_t n)
{
    for (const char *p = bytes; n > 0;) {
        ssize_t put = write(fd, p, n);
        if (put <= 0)
            return false;
        p += put;
        n -= (size_t)put;
    }
    return true;
}

/* ---- reading ---- */

/* The times of files tell what was used when; a day is near enough, and spares most runs a write.
 */
static void note_use(int fd, const struct stat *st)
{
    enum { DAY = 24 * 60 * 60 };
    if (time(NULL) - st->st_mtim.tv_sec > DAY)
        futimens(fd, NULL);
}

static bool read_object(int fd, const struct cache_key *key, struct buf *out)
{
    struct stat st;
    char head[HEAD];
    unsigned char sum[SHA256_SIZE];
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || !is_ours(&st) || st.st_size < HEAD ||
        st.st_size > OBJECT_MAX + HEAD || !read_all(fd, head, HEAD) ||
        memcmp(head, mark, sizeof mark) != 0)
        return false;
    size_t n = (size_t)st.st_size - HEAD;
    char *to = buf_room(out, n + 1);
    if (!read_all(fd, to, n))
        return false;
    check_sum(key, (str){to, n}, sum);
    if (memcmp(head + sizeof mark, sum, sizeof sum) != 0)
        return false;
    out->n += n;
    note_use(fd, &st);
    return true;
}

bool cache_get(const struct cache_key *key, struct buf *out)
{
    char name[NAME_MAX_OF_KEY];
    int folder = open_folder(false);
    if (folder < 0)
        return false;
    sha256_hex(key->digest, name);
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool found = fd >= 0 && read_object(fd, key, out);
    if (fd >= 0)
        close(fd);
    close(folder);
    return found;
}

/* ---- keeping it small ---- */

struct entry {
    char name[NAME_MAX_OF_KEY + 16];
    int64_t size;
    struct timespec used;
};

static int by_use(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->used.tv_sec != y->used.tv_sec)
        return x->used.tv_sec < y->used.tv_sec ? -1 : 1;
    if (x->used.tv_nsec != y->used.tv_nsec)
        return x->used.tv_nsec < y->used.tv_nsec ? -1 : 1;
    return strcmp(x->name, y->name);
}

static struct entry *list_entries(int folder, size_t *n)
{
    struct buf all = {0};
    int fd = openat(folder, ".", O_DIRECTORY | O_RDONLY | O_CLOEXEC);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    for (const struct dirent *e; d && (e = readdir(d));) {
        struct entry entry = {0};
        struct stat st;
        if (strlen(e->d_name) >= sizeof entry.name ||
            fstatat(folder, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
            continue;
        snprintf(entry.name, sizeof entry.name, "%s", e->d_name);
        entry.size = st.st_size;
        entry.used = st.st_mtim;
        buf_add(&all, &entry, sizeof entry);
    }
    if (d)
        closedir(d);
    else if (fd >= 0)
        close(fd);
    *n = all.n / sizeof(struct entry);
    return (struct entry *)(void *)all.data;
}

/* Removes what was not used for longest, down to three quarters of the most that is kept. */
static void bound_size(int folder)
{
    size_t n;
    int64_t sum = 0;
    struct entry *entries = list_entries(folder, &n);
    for (size_t i = 0; i < n; i++)
        sum += entries[i].size;
    if (sum > CACHE_SIZE_MAX) {
        qsort(entries, n, sizeof *entries, by_use);
        for (size_t i = 0; i < n && sum > CACHE_SIZE_MAX / 4 * 3; i++)
            if (unlinkat(folder, entries[i].name, 0) == 0)
                sum -= entries[i].size;
    }
    free(entries);
}

/* ---- writing ---- */

/* A name that no other thread has at the same time; what an earlier one left behind under it goes.
 */
static int open_new(int folder, char *name, size_t size)
{
    snprintf(name, size, "new-%ld", (long)gettid());
    unlinkat(folder, name, 0);
    return openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

void cache_put(const struct cache_key *key, str object)
{
    char name[NAME_MAX_OF_KEY], new_name[NAME_MAX_OF_KEY];
    unsigned char sum[SHA256_SIZE];
    if ((uint64_t)object.n > (uint64_t)OBJECT_MAX)
        return;
    int folder = open_folder(true);
    int fd = folder >= 0 ? open_new(folder, new_name, sizeof new_name) : -1;
    if (fd >= 0) {
        sha256_hex(key->digest, name);
        check_sum(key, object, sum);
        bool ok = write_all(fd, mark, sizeof mark) && write_all(fd, sum, sizeof sum) &&
                  write_all(fd, object.p, object.n);
        ok = close(fd) == 0 && ok;
        if (!ok || renameat(folder, new_name, folder, name) != 0)
            unlinkat(folder, new_name, 0);
        bound_size(folder);
    }
    if (folder >= 0)
        close(folder);
}
