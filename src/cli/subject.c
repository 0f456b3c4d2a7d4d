#include "cli/subject.h"

#include "base/file.h"
#include "cli/paths.h"

static bool is_folder_with(struct arena *a, const char *folder, str file)
{
    return file_exists(file_join(a, str_of(folder), file));
}

bool subject_is_layout(struct arena *a, const char *folder)
{
    return is_folder_with(a, folder, STR("layout.yaml"));
}

static const char *sample_issue(struct arena *a, const char *layout)
{
    for (const char *at = paths_above(a, layout); at; at = paths_above(a, at)) {
        const char *folder = file_join(a, str_of(at), STR("issues"));
        size_t n = 0;
        str *names = file_list(a, folder, &n);
        for (size_t i = n; names && i-- > 0;) {
            const char *issue = file_join(a, str_of(folder), names[i]);
            if (is_folder_with(a, issue, STR("issue.yaml")))
                return issue;
        }
    }
    return NULL;
}

bool subject_choose(struct arena *a, const struct options *o, const char *operand,
                    struct build_request *request, int *status)
{
    request->issue = operand;
    request->layout = o->layout;
    if (subject_is_layout(a, operand)) {
        request->layout = str_z(a, file_name(str_of(operand)));
        request->issue = sample_issue(a, operand);
    }
    if (!request->issue) {
        *status = options_wrong(o->command, "%s is a layout, and there is no issue to show it with",
                                operand);
        return false;
    }
    request->layouts = paths_layouts(a, o, request->issue);
    request->fonts = paths_fonts(a, o, request->issue);
    return true;
}
