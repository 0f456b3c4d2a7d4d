#include "cli/tally.h"

#include "base/message.h"

void tally_pages(struct buf *b, size_t pages)
{
    buf_format(b, ngettext("%zu page", "%zu pages", pages), pages);
}

void tally_warnings(struct buf *b, size_t warnings)
{
    buf_format(b, ngettext("%zu warning", "%zu warnings", warnings), warnings);
}

void tally_faults(struct buf *b, size_t errors, size_t warnings)
{
    buf_format(b, ngettext("%zu error", "%zu errors", errors), errors);
    buf_str(b, str_of(_(", ")));
    tally_warnings(b, warnings);
}
