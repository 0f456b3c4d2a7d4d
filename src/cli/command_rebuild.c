#include "base/file.h"
#include "base/vec.h"
#include "cli/batch.h"
#include "cli/commands.h"
#include "issue/issue.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { DEEPEST = 64 };

/* The issues found below a folder. */
struct finds {
    struct arena *arena;
    struct diags *diags;
    VEC(const char *) issues;
};

static bool is_folder_itself(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Adds the issues in a folder, in the order of their names. Hidden folders are left out, and so are
 * links: what they lead to is found where it is, and only once. */
static void find_issues(struct finds *f, const char *folder, int depth)
{
    if (issue_is_folder(folder)) {
        vec_push(&f->issues, folder);
        return;
    }
    size_t n = 0;
    const str *names = file_list(f->arena, folder, &n);
    if (!names) {
        enum diag_code code =
            errno == ENOENT || errno == ENOTDIR ? DIAG_FILE_MISSING : DIAG_FILE_UNREADABLE;
        diag_add(f->diags, code, (struct place){0}, "%s: %-s", folder, message_errno(errno));
    }
    for (size_t i = 0; i < n && depth < DEEPEST; i++) {
        const char *inner = file_join(f->arena, str_of(folder), names[i]);
        if (names[i].p[0] != '.' && is_folder_itself(inner))
            find_issues(f, inner, depth + 1);
    }
}

/* Finds the issues and reports what is in the way; gives the exit status of that. */
static int find_all(struct finds *f, const struct options *o)
{
    f->diags = diags_new();
    find_issues(f, o->operands[0], 0);
    if (!f->issues.n && !diags_count(f->diags, SEVERITY_ERROR)) {
        diag_add(f->diags, DIAG_NO_ISSUE, (struct place){0}, "%s: no issue in it or below it",
                 o->operands[0]);
        diag_hint(f->diags, "an issue is a folder with an issue.yaml");
    }
    diags_print(f->diags, stderr, (enum diag_format)o->format);
    int status = diags_status(f->diags);
    diags_free(f->diags);
    return status;
}

/* --output of this command is always a folder. */
static struct options with_folder(struct arena *a, const struct options *o)
{
    struct options with = *o;
    if (o->output)
        with.output = str_format(a, "%s/", o->output).p;
    return with;
}

static int build_all(const struct batch *b)
{
    struct batch_result r = batch_run(b);
    if (!b->options->quiet)
        printf(_("%zu built, %zu failed\n"), r.built, r.failed);
    return r.status;
}

int command_rebuild(const struct options *o)
{
    int status = batch_check_usage(o);
    if (status)
        return status;
    struct finds f = {.arena = arena_new()};
    const struct options options = with_folder(f.arena, o);
    struct batch b = {f.arena, &options, .writes = true};
    int found = find_all(&f, &options);
    if (f.issues.n && batch_prepare(&b, f.issues.v, f.issues.n, &status))
        status = build_all(&b);
    vec_free(&f.issues);
    arena_free(f.arena);
    return status == EXIT_USAGE ? status : batch_worse(found, status);
}
