/* Several issues: requests made from the command line, built side by side, told of in order. */
#pragma once

#include "cli/build.h"
#include "cli/options.h"

struct batch {
    struct arena *arena;
    const struct options *options;
    struct build_request *requests;
    size_t n;
    bool writes;    /* PDFs are made */
    bool each_told; /* a line on standard output for each issue that was built */
};

/** Whether the options of a profile stand beside another one only: reported then, else 0. */
int batch_check_usage(const struct options *o);

/** Makes the requests for issues: finds their layouts, fonts and outputs. False when the usage is
 * wrong (reported): two issues with one output; *status is the exit status then. */
bool batch_prepare(struct batch *b, const char *const *issues, size_t n, int *status);

struct batch_result {
    size_t built, failed;
    int status; /* 1 when an issue has errors, else 3 when the environment has, else 0 */
};

/** Builds all. Diagnostics go to standard error, those of an issue in one piece, in the order of
 * the requests. */
struct batch_result batch_run(const struct batch *b);

/** The worse of two exit statuses: 1 before 3 before 0. */
int batch_worse(int a, int b);
