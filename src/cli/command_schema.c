#include "cli/commands.h"

#include "issue/schema.h"
#include "layout/layout.h"

#include <stdlib.h>

int command_schema(const struct options *o)
{
    const str name = str_of(o->operands[0]);
    struct buf out = {0};
    if (str_is(name, "layout"))
        layout_schema(&out);
    else if (str_is(name, "publication"))
        issue_schema(&out, ISSUE_FILE_PUBLICATION);
    else if (str_is(name, "issue"))
        issue_schema(&out, ISSUE_FILE_ISSUE);
    else if (str_is(name, "article"))
        issue_schema(&out, ISSUE_FILE_ARTICLE);
    else
        return options_wrong(o->command, "there is no schema %s", o->operands[0]);
    buf_print(&out, stdout); /* a failure shows when the stream ends */
    buf_free(&out);
    return EXIT_SUCCESS;
}
