#include "cli/streams.h"

#include "cli/options.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* A file that the program opens must never get the number of a standard stream that the caller
 * closed: what is printed would go into it. Opened for reading, so that writing to it fails. */
static void hold_numbers(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
}

void streams_begin(void)
{
    hold_numbers();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

int streams_end(int status)
{
    bool failed_before = ferror(stdout);
    errno = 0;
    bool ok = fclose(stdout) == 0 && !failed_before;
    if (!ok && errno != EPIPE) /* a reader that went away wants no message */
        fprintf(stderr, "banxin: %s%s%s\n", _("error: "), _("standard output: "),
                errno ? _(message_errno(errno)) : _("not everything was written"));
    return ok || status != EXIT_SUCCESS ? status : EXIT_ENVIRONMENT;
}
