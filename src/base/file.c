#include "base/file.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

str file_map(const char *path)
{
    str bytes = {NULL, 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return bytes;
    struct stat st;
    if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) {
        errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
    } else if (st.st_size == 0) {
        bytes.p = "";
    } else {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p != MAP_FAILED)
            bytes = (str){p, (size_t)st.st_size};
    }
    int saved = errno;
    close(fd);
    errno = saved;
    return bytes;
}

void file_unmap(str bytes)
{
    if (bytes.n)
        munmap((void *)(uintptr_t)bytes.p, bytes.n);
}

static struct source *new_source(struct arena *a, const char *path)
{
    struct source *s = arena_one(a, struct source);
    s->path = str_dup(a, str_of(path));
    s->text = STR("");
    return s;
}

static void report_unread(struct arena *a, const char *path, struct place named_at, struct diags *d)
{
    int reason = errno;
    bool missing = reason == ENOENT || reason == ENOTDIR;
    if (!named_at.source)
        named_at = (struct place){.source = new_source(a, path)};
    diag_add(d, missing ? DIAG_FILE_MISSING : DIAG_FILE_UNREADABLE, named_at, "%s: %-s", path,
             message_errno(reason));
}

/* Reads all that is there; a file that grows or shrinks meanwhile gives what was read. */
static bool read_all(int fd, struct buf *b)
{
    for (;;) {
        ssize_t n = read(fd, buf_room(b, 16384), 16384);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        b->n += (size_t)n;
        if (b->n > FILE_TEXT_MAX) {
            errno = EFBIG;
            return false;
        }
    }
}

static bool check_text(const struct source *s, struct diags *d)
{
    size_t bad = utf8_check(s->text);
    const char *nul = memchr(s->text.p, 0, s->text.n);
    if (nul && (size_t)(nul - s->text.p) < bad)
        bad = (size_t)(nul - s->text.p);
    if (bad == s->text.n)
        return true;
    uint32_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < bad; i++)
        if (s->text.p[i] == '\n') {
            line++;
            start = i + 1;
        }
    uint32_t column = (uint32_t)utf8_count(str_slice(s->text, start, bad)) + 1;
    diag_add(d, DIAG_BAD_UTF8, (struct place){s, line, column},
             "the file is not UTF-8: byte 0x%02X does not fit", (unsigned char)s->text.p[bad]);
    diag_hint(
        d, "save the file as UTF-8; a GBK file can be converted with: iconv -f GB18030 -t UTF-8");
    return false;
}

const struct source *file_read_text(struct arena *a, const char *path, struct place named_at,
                                    struct diags *d)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        report_unread(a, path, named_at, d);
        return NULL;
    }
    struct buf b = {0};
    struct source *s = NULL;
    if (read_all(fd, &b)) {
        s = new_source(a, path);
        str text = buf_view(&b);
        if (str_starts(text, STR("\xEF\xBB\xBF")))
            text = str_slice(text, 3, text.n);
        s->text = str_dup(a, text);
        if (!check_text(s, d))
            s = NULL;
    } else if (errno == EFBIG) {
        diag_add(d, DIAG_FILE_TOO_LARGE, (struct place){.source = new_source(a, path)},
                 "the file is larger than %zu MiB", FILE_TEXT_MAX >> 20);
    } else {
        report_unread(a, path, named_at, d);
    }
    buf_free(&b);
    close(fd);
    return s;
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

static mode_t default_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Writes, syncs and closes a temporary file and gives it its name. */
static bool write_and_rename(const char *temporary, int fd, const char *path, const void *bytes,
                             size_t n)
{
    bool ok = write_all(fd, bytes, n) && fchmod(fd, default_mode()) == 0 && fsync(fd) == 0;
    int saved = errno;
    ok = close(fd) == 0 && ok;
    if (ok && rename(temporary, path) == 0)
        return true;
    if (ok)
        saved = errno;
    unlink(temporary);
    errno = saved;
    return false;
}

bool file_write(const char *path, const void *bytes, size_t n, struct diags *d)
{
    struct arena *a = arena_new();
    const char *temporary = str_format(a, "%s.XXXXXX", path).p;
    int fd = mkostemp((char *)(uintptr_t)temporary, O_CLOEXEC);
    bool ok = fd >= 0 && write_and_rename(temporary, fd, path, bytes, n);
    if (!ok) {
        diag_add(d, DIAG_FILE_UNWRITABLE, (struct place){0}, "%s: %-s", path, message_errno(errno));
        diag_hint(d, "nothing was written; check the folder, its rights and the free space");
    }
    arena_free(a);
    return ok;
}

bool file_make_folder(const char *path)
{
    if (file_is_folder(path))
        return true;
    struct arena *a = arena_new();
    char *z = str_z(a, str_of(path));
    for (char *p = z + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        mkdir(z, 0777); /* a failure shows at the last one */
        *p = '/';
    }
    bool ok = mkdir(z, 0777) == 0 || (errno == EEXIST && file_is_folder(path));
    int saved = errno;
    arena_free(a);
    errno = saved;
    return ok;
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

const char *file_join(struct arena *a, str folder, str name)
{
    if (folder.n == 0 || (name.n && name.p[0] == '/'))
        return str_z(a, name);
    bool slash = folder.p[folder.n - 1] == '/';
    return str_format(a, "%.*s%s%.*s", STR_ARG(folder), slash ? "" : "/", STR_ARG(name)).p;
}

static str without_slashes(str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    return path;
}

str file_folder(struct arena *a, str path)
{
    path = without_slashes(path);
    size_t n = path.n;
    while (n > 0 && path.p[n - 1] != '/')
        n--;
    if (n == 0)
        return STR(".");
    return str_dup(a, without_slashes(str_slice(path, 0, n)));
}

str file_name(str path)
{
    path = without_slashes(path);
    size_t n = path.n;
    while (n > 0 && path.p[n - 1] != '/')
        n--;
    return str_slice(path, n, path.n);
}

static int compare_names(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

str *file_list(struct arena *a, const char *folder, size_t *n)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return NULL;
    VEC(str) names = {0};
    for (struct dirent *e; (e = readdir(dir));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            vec_push(&names, str_dup(a, str_of(e->d_name)));
    closedir(dir);
    if (names.n)
        qsort(names.v, names.n, sizeof *names.v, compare_names);
    *n = names.n;
    return vec_take(a, &names);
}
