#include "base/xalloc.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/streams.h"

int main(int argc, char **argv)
{
    struct options options;
    int status;
    xalloc_keep();
    streams_begin();
    language_begin();
    if (options_parse(argc, argv, &options, &status)) {
        if (options.format == DIAG_JSON)
            language_need_both();
        status = options.command->run(&options);
    }
    return streams_end(status);
}
