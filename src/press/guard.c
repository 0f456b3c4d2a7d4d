#include "press/guard.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS_MAX = 120, MEMORY_MAX_GIB = 3, DONE = 77 };

static void limit(void)
{
    struct rlimit seconds = {SECONDS_MAX, SECONDS_MAX + 1}, none = {0, 0};
    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__ /* its shadow is larger than any limit */
    struct rlimit memory = {(rlim_t)MEMORY_MAX_GIB << 30, (rlim_t)MEMORY_MAX_GIB << 30};
    setrlimit(RLIMIT_AS, &memory);
#endif
}

static bool write_all(int to, const struct buf *b)
{
    for (size_t at = 0; at < b->n;) {
        ssize_t n = write(to, b->data + at, b->n - at);
        if (n < 0 && errno != EINTR)
            return false;
        at += n > 0 ? (size_t)n : 0;
    }
    return true;
}

static _Noreturn void run_child(guarded_fn *work, void *context, int to)
{
    struct buf out = {0};
    limit();
    work(context, &out);
    bool sent = write_all(to, &out);
    buf_free(&out);
    _exit(sent ? DONE : 1);
}

static void read_all(int from, struct buf *out)
{
    for (;;) {
        ssize_t n = read(from, buf_room(out, 65536), 65536);
        if (n == 0 || (n < 0 && errno != EINTR))
            return;
        out->n += n > 0 ? (size_t)n : 0;
    }
}

static enum guard_end end_of(int status)
{
    if (WIFEXITED(status))
        return WEXITSTATUS(status) == DONE ? GUARD_DONE
               : WEXITSTATUS(status) == 3  ? GUARD_MEMORY /* xalloc_die() */
                                           : GUARD_DIED;
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
        return GUARD_TIME;
    return GUARD_DIED;
}

enum guard_end guard_run(guarded_fn *work, void *context, struct buf *out)
{
    int pipes[2], status = 0;
    fflush(NULL);
    if (pipe(pipes) != 0)
        return GUARD_FAILED;
    pid_t child = fork();
    if (child < 0) {
        close(pipes[0]);
        close(pipes[1]);
        return GUARD_FAILED;
    }
    if (child == 0) {
        close(pipes[0]);
        run_child(work, context, pipes[1]);
    }
    close(pipes[1]);
    read_all(pipes[0], out);
    close(pipes[0]);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    enum guard_end end = end_of(status);
    if (end != GUARD_DONE)
        out->n = 0;
    return end;
}
