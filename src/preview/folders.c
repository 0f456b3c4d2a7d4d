#include "preview/folders.h"

#include "base/str.h"
#include "base/xalloc.h"

#include <errno.h>
#include <poll.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

struct folders {
    int fd;
    int wake; /* can be read once waiting is to end */
};

struct folders *folders_new(void)
{
    int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fd < 0)
        return NULL;
    int wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wake < 0) {
        close(fd);
        return NULL;
    }
    struct folders *f = xcalloc(1, sizeof *f);
    *f = (struct folders){fd, wake};
    return f;
}

void folders_free(struct folders *f)
{
    if (!f)
        return;
    close(f->fd);
    close(f->wake);
    free(f);
}

void folders_interrupt(struct folders *f)
{
    const uint64_t one = 1;
    int before = errno;
    ssize_t written = write(f->wake, &one, sizeof one); /* a full counter wakes as well */
    (void)written;
    errno = before;
}

bool folders_add(struct folders *f, const char *path)
{
    return inotify_add_watch(f->fd, path,
                             IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE |
                                 IN_ONLYDIR) >= 0;
}

static bool is_of_editors(str name)
{
    return name.n == 0 || name.p[0] == '.' || str_ends(name, STR("~")) ||
           str_ends(name, STR(".swp")) || str_ends(name, STR(".tmp")) || str_is(name, "4913");
}

/* A file that was created is not complete yet: it counts when it is closed. */
static bool counts(const struct inotify_event *e)
{
    if (e->mask & IN_Q_OVERFLOW)
        return true; /* something was missed */
    if ((e->mask & IN_CREATE) && !(e->mask & IN_ISDIR))
        return false;
    return !is_of_editors(e->len ? str_of(e->name) : STR(""));
}

/* Reads what there is; whether any of it counts. */
static bool take(struct folders *f)
{
    alignas(struct inotify_event) char bytes[4096];
    bool any = false;
    for (ssize_t n; (n = read(f->fd, bytes, sizeof bytes)) > 0;)
        for (char *p = bytes; p < bytes + n;) {
            const struct inotify_event *e = (const struct inotify_event *)p;
            any |= counts(e);
            p += sizeof *e + e->len;
        }
    return any;
}

enum folders_event folders_wait(struct folders *f, int milliseconds, int quiet)
{
    struct pollfd p[] = {{.fd = f->fd, .events = POLLIN}, {.fd = f->wake, .events = POLLIN}};
    bool changed = false;
    for (;;) {
        int n = poll(p, 2, changed ? quiet : milliseconds);
        if (n < 0)
            return errno != EINTR ? FOLDERS_FAILED : changed ? FOLDERS_CHANGED : FOLDERS_NOTHING;
        if (n == 0 || p[1].revents)
            return changed ? FOLDERS_CHANGED : FOLDERS_NOTHING;
        if (take(f))
            changed = true;
        else if (!changed)
            return FOLDERS_NOTHING;
    }
}
