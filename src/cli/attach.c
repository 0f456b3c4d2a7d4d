#include "cli/attach.h"

#include "base/file.h"
#include "base/vec.h"
#include "picture/picture.h"

#include <errno.h>

enum { DEPTH_MAX = 16, FILES_MAX = 10000 };

struct gathering {
    struct arena *arena;
    struct diags *diags;
    VEC(struct pdf_attachment) files;
    bool failed;
};

static const char *media_type(str name, str bytes)
{
    static const struct {
        str end;
        const char *type;
    } types[] = {{STR(".md"), "text/markdown"},     {STR(".yaml"), "application/yaml"},
                 {STR(".yml"), "application/yaml"}, {STR(".txt"), "text/plain"},
                 {STR(".csv"), "text/csv"},         {STR(".pdf"), "application/pdf"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends(name, types[i].end))
            return types[i].type;
    return picture_media_type(bytes);
}

/* A file by its path, under a name inside the archive. */
static void add_file(struct gathering *g, const char *path, str name, const char *relationship,
                     const char *description)
{
    str bytes = file_map(path);
    if (!bytes.p || g->files.n == FILES_MAX) {
        diag_add(g->diags, DIAG_FILE_UNREADABLE, (struct place){0}, "%s: %-s", path,
                 bytes.p ? N_("more files than an archive takes") : message_errno(errno));
        if (bytes.p)
            file_unmap(bytes);
        g->failed = true;
        return;
    }
    vec_push(&g->files, ((struct pdf_attachment){.name = name,
                                                 .media_type = media_type(name, bytes),
                                                 .relationship = relationship,
                                                 .description = description,
                                                 .bytes = bytes}));
}

/* Names that begin with a dot are the editor's own. */
static void add_folder(struct gathering *g, const char *folder, str name, int depth)
{
    size_t n = 0;
    const str *names = depth < DEPTH_MAX ? file_list(g->arena, folder, &n) : NULL;
    for (size_t i = 0; names && i < n; i++) {
        const char *path = file_join(g->arena, str_of(folder), names[i]);
        str inside = str_format(g->arena, "%.*s/%.*s", STR_ARG(name), STR_ARG(names[i]));
        if (names[i].p[0] == '.')
            continue;
        if (file_is_folder(path))
            add_folder(g, path, inside, depth + 1);
        else
            add_file(g, path, inside, "Source", "source of the issue");
    }
}

/* What stands beside the issue's folder and is read for it. */
static void add_shared(struct gathering *g, const struct issue *issue)
{
    static const str names[] = {STR("publication.yaml"), STR("nobreak.txt")};
    str above = file_folder(g->arena, str_of(issue->folder));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = file_join(g->arena, above, names[i]);
        if (file_exists(path))
            add_file(g, path, names[i], "Source", "what all issues have in common");
    }
}

/* layouts/NAME/layout.yaml of the layout and of those that it extends. */
static void add_layouts(struct gathering *g, const struct layout *layout)
{
    for (size_t i = 0; i < layout->n_sources; i++) {
        str path = layout->sources[i]->path;
        str folder = file_name(file_folder(g->arena, path));
        str name =
            str_format(g->arena, "layouts/%.*s/%.*s", STR_ARG(folder), STR_ARG(file_name(path)));
        add_file(g, str_z(g->arena, path), name, "Supplement", "layout of the pages");
    }
}

bool attach_sources(struct arena *a, const struct issue *issue, const struct layout *layout,
                    const char *fonts, struct attachments *out, struct diags *d)
{
    struct gathering g = {.arena = a, .diags = d};
    add_folder(&g, issue->folder, issue->name, 0);
    add_shared(&g, issue);
    add_layouts(&g, layout);
    add_file(&g, file_join(a, str_of(fonts), STR("fonts.yaml")), STR("fonts/fonts.yaml"),
             "Supplement", "fonts and profiles with their SHA-256");
    out->n = g.files.n;
    out->v = vec_take(a, &g.files);
    return !g.failed;
}

void attach_free(struct attachments *a)
{
    for (size_t i = 0; i < a->n; i++)
        file_unmap(a->v[i].bytes);
}
