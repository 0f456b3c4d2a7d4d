#include "issue/issue.h"

#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"
#include "issue/dateline.h"
#include "issue/imprint.h"
#include "issue/nobreak.h"
#include "issue/reading.h"
#include "issue/schema.h"

#include <stddef.h>
#include <stdlib.h>

/* What publication.yaml and issue.yaml fill in. */
struct settings {
    struct value title, layout, language, slogan, theme, cover;
    struct values publisher, articles;
    struct staff *staff;
    struct contact *contact;
    struct qr *qr;
    size_t n_staff, n_contact, n_qr;
    struct imprint imprint;
    int64_t year, pages, multiple;
    struct count number, total;
    struct date date;
};

static bool read_names(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       void *out)
{
    struct staff *staff = out;
    struct values names;
    bool ok = reading_values(r, value, field, &names);
    staff->names = names.v;
    staff->n_names = names.n;
    return ok;
}

#define VALUE(type, key, needed, expected, chinese, english)                                       \
    {                                                                                              \
        .name = #key, .read = reading_value, .offset = offsetof(struct type, key),                 \
        .required = needed, .unit = expected, .help = {                                            \
            chinese,                                                                               \
            english                                                                                \
        }                                                                                          \
    }

static const struct field staff_fields[] = {
    VALUE(staff, role, true, "text", "职务", "what they do"),
    {.name = "names",
     .read = read_names,
     .required = true,
     .unit = N_("text or list"),
     .help = {"姓名", "who"}},
};
static const struct field contact_fields[] = {
    VALUE(contact, label, true, "text", "哪一种联系方式", "what kind of address it is"),
    VALUE(contact, value, true, "text", "地址或号码", "the address or number"),
};
static const struct field qr_fields[] = {
    VALUE(qr, label, true, "text", "码下的文字", "what stands under the code"),
    VALUE(qr, url, true, "text", "码里的内容", "what the code says"),
};

static bool read_staff(struct fields_reader *r, const struct yaml *value, const struct field *field,
                       void *out)
{
    static const struct maps maps = {N_("an entry of `staff`"), staff_fields, 2,
                                     sizeof(struct staff)};
    struct settings *s = out;
    void *list = NULL;
    bool ok = reading_maps(r, value, field, &maps, &list, &s->n_staff);
    s->staff = list;
    return ok;
}

static bool read_contact(struct fields_reader *r, const struct yaml *value,
                         const struct field *field, void *out)
{
    static const struct maps maps = {N_("an entry of `contact`"), contact_fields, 2,
                                     sizeof(struct contact)};
    struct settings *s = out;
    void *list = NULL;
    bool ok = reading_maps(r, value, field, &maps, &list, &s->n_contact);
    s->contact = list;
    return ok;
}

static bool read_qr(struct fields_reader *r, const struct yaml *value, const struct field *field,
                    void *out)
{
    static const struct maps maps = {N_("an entry of `qr`"), qr_fields, 2, sizeof(struct qr)};
    struct settings *s = out;
    void *list = NULL;
    bool ok = reading_maps(r, value, field, &maps, &list, &s->n_qr);
    s->qr = list;
    return ok;
}

static bool read_values(struct fields_reader *r, const struct yaml *value,
                        const struct field *field, void *out)
{
    return reading_values(r, value, field, out);
}

#define INTEGER(key, needed, chinese, english)                                                     \
    {                                                                                              \
        .name = #key, .read = field_integer, .offset = offsetof(struct settings, key),             \
        .required = needed, .unit = N_("number"), .help = {                                        \
            chinese,                                                                               \
            english                                                                                \
        }                                                                                          \
    }

#define COUNT(key, needed, chinese, english)                                                       \
    {                                                                                              \
        .name = #key, .read = reading_count, .offset = offsetof(struct settings, key),             \
        .required = needed, .unit = N_("number"), .help = {                                        \
            chinese,                                                                               \
            english                                                                                \
        }                                                                                          \
    }

/* The keys of publication.yaml; issue.yaml may override each. */
#define PUBLICATION(needed)                                                                        \
    VALUE(settings, title, needed, "text", "刊名", "the name of the newsletter"),                  \
        VALUE(settings, layout, needed, "name", "版式，layouts/ 里的一个文件夹",                   \
              "a folder of layouts/"),                                                             \
        VALUE(settings, language, false, "tag", "文字的语言：zh-CN",                               \
              "the language of the text: zh-CN"),                                                  \
        VALUE(settings, slogan, false, "text", "刊物的口号", "a line about the newsletter"),       \
        INTEGER(pages, false, "这一期要排成几页", "how many pages the issue must have"),           \
        INTEGER(multiple, false, "页数要是几的倍数：骑马订是 4",                                   \
                "what the number of pages must be a multiple of: 4 to stitch"),                    \
        {.name = "publisher",                                                                      \
         .read = read_values,                                                                      \
         .offset = offsetof(struct settings, publisher),                                           \
         .unit = N_("text or list"),                                                               \
         .help = {"主办单位", "who publishes it"}},                                                \
        {.name = "staff",                                                                          \
         .read = read_staff,                                                                       \
         .unit = N_("list of {role, names}"),                                                      \
         .help = {"工作人员", "who made it"}},                                                     \
        {.name = "contact",                                                                        \
         .read = read_contact,                                                                     \
         .unit = N_("list of {label, value}"),                                                     \
         .help = {"联系方式", "how to reach the editors"}},                                        \
        {.name = "qr",                                                                             \
         .read = read_qr,                                                                          \
         .unit = N_("list of {label, url}"),                                                       \
         .help = {"二维码", "codes to scan"}},                                                     \
    {                                                                                              \
        .name = "imprint", .read = imprint_read, .offset = offsetof(struct settings, imprint),     \
        .unit = N_("map"), .help = {                                                               \
            "法规要求刊物印出的各项",                                                              \
            "what the law wants printed of the publication"                                        \
        }                                                                                          \
    }

static const struct field publication_fields[] = {PUBLICATION(true)};

static const struct field issue_fields[] = {
    INTEGER(year, true, "期号里的年份", "the year of the volume"),
    COUNT(number, true, "这一年的第几期", "the number in the year"),
    COUNT(total, false, "总期号", "the number since the first issue"),
    {.name = "date",
     .read = reading_date,
     .offset = offsetof(struct settings, date),
     .required = true,
     .unit = N_("YYYY-MM-DD"),
     .help = {"出版日期", "the day of publication"}},
    VALUE(settings, theme, false, "text", "本期主题", "what the issue is about"),
    VALUE(settings, cover, false, "images/cover.jpg", "封面图片", "the picture on the cover"),
    {.name = "articles",
     .read = read_values,
     .offset = offsetof(struct settings, articles),
     .unit = N_("list of file names"),
     .help = {"各篇文章，依次；不写就是所有 *.md，以文件名为序",
              "the articles in their order; without it all *.md in the order of their names"}},
    PUBLICATION(false),
};

struct issue_fields issue_fields_of(enum issue_file file)
{
    if (file == ISSUE_FILE_PUBLICATION)
        return (struct issue_fields){publication_fields,
                                     sizeof publication_fields / sizeof *publication_fields};
    if (file == ISSUE_FILE_ARTICLE)
        return article_fields();
    return (struct issue_fields){issue_fields, sizeof issue_fields / sizeof *issue_fields};
}

struct issue_fields issue_fields_below(const struct field *field)
{
    if (field->read == read_staff)
        return (struct issue_fields){staff_fields, sizeof staff_fields / sizeof *staff_fields};
    if (field->read == read_contact)
        return (struct issue_fields){contact_fields,
                                     sizeof contact_fields / sizeof *contact_fields};
    if (field->read == read_qr)
        return (struct issue_fields){qr_fields, sizeof qr_fields / sizeof *qr_fields};
    return field->read == imprint_read ? imprint_fields() : (struct issue_fields){0};
}

struct reading {
    struct arena *arena;
    struct diags *diags;
    const char *folder, *publication; /* its publication.yaml */
    struct settings settings;
};

/* NULL when the file could not be read. */
static const struct source *read_settings(struct reading *rd, const char *path, const char *what,
                                          const struct field *fields, size_t n)
{
    const struct source *source = file_read_text(rd->arena, path, (struct place){0}, rd->diags);
    if (!source)
        return NULL;
    struct fields_reader r = {.arena = rd->arena, .diags = rd->diags};
    const struct yaml *map = yaml_read(rd->arena, source, source->text, 1, rd->diags);
    if (map)
        fields_read(&r, map, what, fields, n, &rd->settings);
    return source;
}

static const char *in_folder(struct reading *rd, const char *name)
{
    return file_join(rd->arena, str_of(rd->folder), str_of(name));
}

/* publication.yaml in the folder itself or, mostly, in the one above. */
static const char *publication_path(struct reading *rd)
{
    const char *here = in_folder(rd, "publication.yaml");
    if (file_exists(here))
        return here;
    str last = file_name(str_of(rd->folder));
    if (str_is(last, ".") || str_is(last, "..") || last.n == 0)
        return in_folder(rd, "../publication.yaml");
    str above = file_folder(rd->arena, str_of(rd->folder));
    return file_join(rd->arena, str_is(above, ".") ? STR("") : above, STR("publication.yaml"));
}

static void read_publication(struct reading *rd)
{
    const char *path = rd->publication = publication_path(rd);
    size_t n = sizeof publication_fields / sizeof *publication_fields;
    bool exists = file_exists(path);
    if (!read_settings(rd, path, "publication.yaml", publication_fields, n) && !exists)
        diag_hint(rd->diags, "it names the newsletter and its layout; "
                             "it belongs into the folder above the issue");
}

static const struct source *read_issue_file(struct reading *rd)
{
    const char *path = in_folder(rd, "issue.yaml");
    size_t n = sizeof issue_fields / sizeof *issue_fields;
    bool exists = file_exists(path);
    const struct source *s = read_settings(rd, path, "issue.yaml", issue_fields, n);
    if (!s && !exists)
        diag_hint(rd->diags, "the folder of an issue holds a file issue.yaml");
    return s;
}

/* The names that the list gives, each once. */
static void list_named(struct reading *rd)
{
    struct values *list = &rd->settings.articles;
    struct map *seen = map_new();
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        bool is_new;
        map_slot(seen, list->v[i].text, &is_new);
        if (is_new) {
            list->v[n++] = list->v[i];
            continue;
        }
        diag_add(rd->diags, DIAG_BAD_VALUE, list->v[i].at, "the article %.*s is listed twice",
                 STR_ARG(list->v[i].text));
        diag_hint(rd->diags, "take one of the two out");
    }
    list->n = n;
    map_free(seen);
}

/* All articles of a folder, in the order of their names. */
static struct values list_folder(struct arena *a, const char *folder)
{
    size_t n = 0;
    const str *names = file_list(a, folder, &n);
    struct values list = {.v = arena_many(a, n, struct value)};
    for (size_t i = 0; names && i < n; i++)
        if (str_ends(names[i], STR(".md")) && names[i].p[0] != '.')
            list.v[list.n++] = (struct value){.text = names[i]};
    return list;
}

/* The list of all issues stands beside their publication.yaml. */
static struct texts read_no_break(const struct issue *issue, struct arena *a, struct diags *d)
{
    const char *above = str_z(a, file_folder(a, str_of(issue->publication)));
    bool apart = strcmp(above, issue->folder) != 0;
    const char *const folders[] = {above, issue->folder};
    return nobreak_read(a, folders, 1 + apart, d);
}

static void report_no_articles(struct reading *rd, const struct source *issue_file)
{
    diag_add(rd->diags, DIAG_NO_ARTICLES, (struct place){.source = issue_file},
             "the issue has no articles");
    diag_hint(rd->diags, "put files that end with .md beside issue.yaml");
}

static str real_name(struct arena *a, const char *folder)
{
    char *real = realpath(folder, NULL);
    str name = str_dup(a, file_name(str_of(real ? real : folder)));
    free(real);
    return name;
}

static void take_settings(const struct settings *s, struct issue *issue)
{
    issue->title = s->title;
    issue->layout = s->layout;
    issue->language = s->language;
    issue->slogan = s->slogan;
    issue->theme = s->theme;
    issue->cover = s->cover;
    issue->publisher = s->publisher.v;
    issue->n_publisher = s->publisher.n;
    issue->staff = s->staff;
    issue->n_staff = s->n_staff;
    issue->contact = s->contact;
    issue->n_contact = s->n_contact;
    issue->qr = s->qr;
    issue->n_qr = s->n_qr;
    issue->pages = s->pages;
    issue->multiple = s->multiple;
    issue->year = s->year;
    issue->number = s->number.n;
    issue->number_at = s->number.at;
    issue->total = s->total.n;
    issue->total_at = s->total.at;
    issue->imprint = s->imprint;
    issue->date_year = s->date.year;
    issue->month = s->date.month;
    issue->day = s->date.day;
    issue->date_at = s->date.at;
    issue->listed = s->articles.v;
    issue->n_listed = s->articles.n;
}

struct issue *issue_open(struct arena *a, const char *folder, struct diags *d)
{
    struct reading rd = {.arena = a, .diags = d, .folder = str_z(a, str_of(folder))};
    bool is_folder = file_is_folder(folder);
    if (is_folder)
        read_publication(&rd);
    const struct source *issue_file = read_issue_file(&rd); /* overrides what is there */
    if (!is_folder)
        return NULL;
    struct issue *issue = arena_one(a, struct issue);
    issue->folder = rd.folder;
    issue->name = real_name(a, folder);
    issue->publication = rd.publication;
    issue->at.source = issue_file;
    const char *fillers = in_folder(&rd, "fillers");
    issue->fillers = file_is_folder(fillers) ? fillers : NULL;
    if (rd.settings.articles.v)
        list_named(&rd);
    else
        rd.settings.articles = list_folder(a, rd.folder);
    if (!rd.settings.articles.n && issue_file)
        report_no_articles(&rd, issue_file);
    take_settings(&rd.settings, issue);
    imprint_check(issue, d);
    return issue;
}

static struct article *read_articles(struct arena *a, const char *folder, const struct value *names,
                                     size_t n_names, size_t *n, struct diags *d)
{
    struct article *articles = arena_many(a, n_names, struct article);
    *n = 0;
    for (size_t i = 0; i < n_names; i++) {
        const char *path = file_join(a, str_of(folder), names[i].text);
        const struct source *s = file_read_text(a, path, names[i].at, d);
        if (s)
            article_read(a, s, &articles[(*n)++], d);
    }
    return articles;
}

void issue_read_articles(struct issue *issue, struct arena *a, struct diags *d)
{
    issue->articles =
        read_articles(a, issue->folder, issue->listed, issue->n_listed, &issue->n_articles, d);
    for (size_t i = 0; issue->date_year && i < issue->n_articles; i++)
        article_check_dates(&issue->articles[i], issue, d);
    for (size_t i = 0; i < issue->n_articles; i++)
        dateline_check(issue, &issue->articles[i], d);
    for (size_t i = 0; issue->imprint.type == IMPRINT_INTERNAL && i < issue->n_articles; i++)
        imprint_check_article(&issue->articles[i], d);
    issue_check_corrections(issue, d);
    issue->no_break = read_no_break(issue, a, d);
}

struct article *issue_fillers(const struct issue *issue, struct arena *a, struct diags *d,
                              size_t *n)
{
    struct values names = list_folder(a, issue->fillers);
    struct article *fillers = read_articles(a, issue->fillers, names.v, names.n, n, d);
    for (size_t i = 0; i < *n; i++)
        fillers[i].filler = true;
    return fillers;
}

const struct issue *issue_read(struct arena *a, const char *folder, struct diags *d)
{
    struct issue *issue = issue_open(a, folder, d);
    if (issue)
        issue_read_articles(issue, a, d);
    return issue;
}

bool issue_is_folder(const char *folder)
{
    struct arena *a = arena_new();
    bool found = file_exists(file_join(a, str_of(folder), STR("issue.yaml")));
    arena_free(a);
    return found;
}
