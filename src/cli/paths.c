#include "cli/paths.h"

#include "base/file.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

static str without_dot(str path)
{
    while (path.n > 1 && (str_ends(path, STR("/")) || str_ends(path, STR("/."))))
        path.n--;
    return path;
}

static bool same_folder(const char *a, const char *b)
{
    struct stat sa, sb;
    return stat(a, &sa) == 0 && stat(b, &sb) == 0 && sa.st_dev == sb.st_dev &&
           sa.st_ino == sb.st_ino;
}

const char *paths_above(struct arena *a, const char *folder)
{
    str path = without_dot(str_of(folder));
    if (path.n == 0 || str_is(path, "."))
        path = STR("..");
    else if (str_is(path, "..") || str_ends(path, STR("/..")))
        path = str_format(a, "%.*s/..", STR_ARG(path));
    else
        path = file_folder(a, path);
    const char *z = str_is(path, ".") ? "" : str_z(a, path);
    bool end = path.n >= PATH_MAX || same_folder(*z ? z : ".", *folder ? folder : ".");
    return end ? NULL : z;
}

enum wanted { LAYOUTS = 1, CATALOGUE = 2 };

static bool has(struct arena *a, const char *folder, unsigned wanted)
{
    str f = str_of(folder);
    return ((wanted & LAYOUTS) && file_is_folder(file_join(a, f, STR("layouts")))) ||
           ((wanted & CATALOGUE) && file_exists(file_join(a, f, STR("fonts/fonts.yaml"))));
}

/* The nearest folder from `from` upwards that has one of `wanted`, or NULL. */
static const char *nearest_with(struct arena *a, const char *from, unsigned wanted)
{
    while (from && !has(a, from, wanted))
        from = paths_above(a, from);
    return from;
}

static const char *find(struct arena *a, const char *from, unsigned wanted, str name)
{
    const char *folder = nearest_with(a, from, wanted);
    if (!folder && has(a, "", wanted))
        folder = "";
    return file_join(a, str_of(folder ? folder : BANXIN_DATADIR), name);
}

const char *paths_layouts(struct arena *a, const struct options *o, const char *from)
{
    return o->layouts ? o->layouts : find(a, from, LAYOUTS, STR("layouts"));
}

const char *paths_fonts(struct arena *a, const struct options *o, const char *from)
{
    return o->fonts ? o->fonts : find(a, from, CATALOGUE, STR("fonts"));
}

str paths_pdf_name(struct arena *a, const char *issue, const char *suffix)
{
    char real[PATH_MAX];
    str name = file_name(str_of(realpath(issue, real) ? real : issue));
    return str_format(a, "%.*s%s.pdf", STR_ARG(name), suffix);
}

/* Before .pdf, or at the end of a name without it. */
static const char *with_suffix(struct arena *a, const char *file, const char *suffix)
{
    str name = str_of(file), end = STR(".pdf");
    end = str_ends(name, end) ? end : STR("");
    name.n -= end.n;
    return str_format(a, "%.*s%s%.*s", STR_ARG(name), suffix, STR_ARG(end)).p;
}

bool paths_output_is_folder(const struct options *o)
{
    return o->output && (str_ends(str_of(o->output), STR("/")) || file_is_folder(o->output));
}

const char *paths_output(struct arena *a, const struct options *o, const char *issue,
                         const char *suffix, bool several)
{
    str name = paths_pdf_name(a, issue, suffix);
    if (paths_output_is_folder(o))
        return file_join(a, str_of(o->output), name);
    if (o->output)
        return several ? with_suffix(a, o->output, suffix) : o->output;
    const char *project = nearest_with(a, issue, LAYOUTS | CATALOGUE);
    return file_join(a, str_of(file_join(a, str_of(project), STR("out"))), name);
}
