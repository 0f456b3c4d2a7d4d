#include "cli/issue_pdf.h"

#include "base/file.h"
#include "cli/batch.h"

#include <errno.h>
#include <stdlib.h>

static int build(struct issue_pdf *p, const struct options *o, enum pdf_profile profile)
{
    int status;
    struct arena *arena = arena_new();
    struct batch b = {.arena = arena, .options = o};
    if (batch_prepare(&b, o->operands, 1, &status)) {
        struct shelf *shelf = shelf_new();
        const struct build_file file = {.profile = profile};
        b.requests[0].files = &file;
        b.requests[0].n_files = 1;
        b.requests[0].memory = &p->built;
        struct build_result r =
            build_issue(&b.requests[0], shelf, stderr, (enum diag_format)o->format);
        shelf_free(shelf);
        status = r.status;
        p->ink_max = r.ink_max;
        p->bytes = buf_view(&p->built);
    }
    arena_free(arena);
    return status;
}

static int map(struct issue_pdf *p, const struct options *o)
{
    p->bytes = file_map(o->operands[0]);
    p->mapped = p->bytes.p != NULL;
    if (p->mapped)
        return EXIT_SUCCESS;
    struct diags *d = diags_new();
    bool missing = errno == ENOENT;
    diag_add(d, missing ? DIAG_FILE_MISSING : DIAG_FILE_UNREADABLE, (struct place){0}, "%s: %-s",
             o->operands[0], message_errno(errno));
    diags_print(d, stderr, (enum diag_format)o->format);
    int status = diags_status(d);
    diags_free(d);
    return status;
}

int issue_pdf_open(struct issue_pdf *p, const struct options *o, enum pdf_profile profile)
{
    *p = (struct issue_pdf){0};
    return file_is_folder(o->operands[0]) ? build(p, o, profile) : map(p, o);
}

void issue_pdf_close(struct issue_pdf *p)
{
    if (p->mapped)
        file_unmap(p->bytes);
    buf_free(&p->built);
}
