/* Threads besides the main one, and what is said where an article goes on elsewhere. */
#include "layout/dimension.h"

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct thread_layout, member), .read = (reader)

static const struct field thread_keys[] = {
    {KEY("name", name, field_text), .required = true, .unit = N_("name"),
     .help = {"名字，正文框的`thread`写它", "name, which the `thread` of flow frames says"}},
    {KEY("articles", articles, field_count), .unit = "0–1000", .standard = "0",
     .help = {"按先后取几篇文章", "how many articles it takes, in their order"},
     .parameter = &(const struct count_rule){0, 1000}},
};
#undef KEY

const struct layout_map map_thread = {
    .what = N_("a thread"),
    .title = {"文流：threads", "Threads: threads"},
    .intro = {"正文框按`thread`连成文流；没有写的属于主流。各流依次取文章，其余都归主流；"
              "排不下的部分转到主流的后面各页。",
              "Flow frames are joined to threads by `thread`; those without it are the main one. "
              "Threads take articles in turn, the rest is the main one's; what finds no room goes "
              "on in the main one on later pages."},
    LAYOUT_FIELDS(thread_keys),
};

#define KEY(key, member, reader)                                                                   \
    .name = (key), .offset = offsetof(struct layout, member), .read = (reader)

static const struct field jump_keys[] = {
    {KEY("to", jump_to, field_furniture), .unit = "{text, style}", .standard = "—",
     .help = {"转出处的一行，`{page}`是页码：（下转第{page}版）",
              "line where an article goes on elsewhere; `{page}` is the page: （下转第{page}版）"},
     .parameter = &map_text},
    {KEY("from", jump_from, field_furniture), .unit = "{text, style}", .standard = "—",
     .help = {"接上处的一行：（上接第{page}版）", "line where it goes on: （上接第{page}版）"},
     .parameter = &map_text},
    {KEY("title", jump_title, field_furniture), .unit = "{text, style}", .standard = "—",
     .help = {"接上处再排的标题", "heading repeated where it goes on"}, .parameter = &map_text},
};
#undef KEY

const struct layout_map map_jump = {
    .what = N_("the jumps"), .title = {"转版：jump", "Jumps: jump"}, LAYOUT_FIELDS(jump_keys)};

bool read_threads(struct layout_reader *r, const struct yaml *threads)
{
    enum { THREADS_MAX = 50 };
    const struct field field = {.name = "threads", .unit = N_("list of {name, articles}")};
    struct layout *l = r->layout;
    bool ok = true;
    if (!layout_want_list(&r->fields, threads, &field, THREADS_MAX))
        return false;
    l->n_threads = threads->n;
    l->threads = arena_many(r->fields.arena, threads->n, struct thread_layout);
    for (size_t i = 0; i < threads->n; i++) {
        const struct yaml *map = threads->entries[i].value;
        l->threads[i].at = map->at;
        ok &= layout_read_map(&r->fields, map, &map_thread, &l->threads[i]);
    }
    return ok;
}
