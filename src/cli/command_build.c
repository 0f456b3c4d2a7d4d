#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/paths.h"

#include <stdlib.h>

/** What --output and --dump-pages may not be; 0 when they are right. */
static int check_usage(const struct options *o)
{
    if (o->dump_pages && o->n_operands > 1)
        return options_wrong(o->command, "--dump-pages takes one issue at a time");
    if (o->output && str_is(str_of(o->output), "-"))
        return options_wrong(o->command, "a PDF is not written to standard output; name a file");
    if (o->output && o->n_operands > 1 && !paths_output_is_folder(o))
        return options_wrong(o->command,
                             "several issues cannot go to one file: %s is no folder (end a new "
                             "one's name in '/')",
                             o->output);
    return batch_check_usage(o);
}

static int run(const struct options *o, bool writes)
{
    int status = check_usage(o);
    if (status)
        return status;
    struct batch b = {arena_new(), o, .writes = writes, .each_told = !o->quiet};
    if (o->dump_pages && str_is(str_of(o->dump_pages), "-"))
        b.each_told = false; /* standard output is the dump's */
    if (batch_prepare(&b, o->operands, o->n_operands, &status))
        status = batch_run(&b).status;
    arena_free(b.arena);
    return status;
}

int command_build(const struct options *o)
{
    return run(o, true);
}

int command_check(const struct options *o)
{
    return run(o, false);
}
