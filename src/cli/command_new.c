#include "base/buf.h"
#include "base/calendar.h"
#include "base/file.h"
#include "cli/build.h"
#include "cli/commands.h"
#include "cli/paths.h"
#include "cli/templates.h"
#include "issue/issue.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum { DAY = 24 * 60 * 60 };

/* What tells one issue from the next. */
struct serial {
    int64_t year, number, total; /* total 0: the publication does not count them all */
    int64_t day;                 /* of the date, counted from 1970 */
};

static struct tm date_of(int64_t day)
{
    const time_t seconds = day * DAY;
    struct tm t = {0};
    gmtime_r(&seconds, &t);
    return t;
}

static bool today(int64_t *day, struct diags *d)
{
    int64_t epoch;
    if (!build_epoch(&epoch, d))
        return false;
    const time_t now = epoch < 0 ? time(NULL) : (time_t)epoch;
    struct tm t = {0};
    if (epoch < 0)
        localtime_r(&now, &t);
    else
        gmtime_r(&now, &t);
    *day = calendar_day(t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
    return true;
}

/* The serial of an issue that can be read; false when it has no usable date. */
static bool read_serial(const char *folder, struct serial *s)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(); /* what is wrong with another issue is not told of here */
    const struct issue *issue = issue_read(a, folder, d);
    bool ok = issue && issue->date_year && issue->month && issue->day;
    if (ok)
        *s = (struct serial){issue->year, issue->number, issue->total,
                             calendar_day(issue->date_year, issue->month, issue->day)};
    diags_free(d);
    arena_free(a);
    return ok;
}

/* The two newest issues in a folder, newest first; gives how many there are (at most 2). */
static size_t newest(struct arena *a, str folder, struct serial found[2])
{
    size_t n, count = 0;
    const str *names = file_list(a, folder.n ? str_z(a, folder) : ".", &n);
    for (size_t i = 0; names && i < n; i++) {
        const char *path = file_join(a, folder, names[i]);
        struct serial s;
        if (!issue_is_folder(path) || !read_serial(path, &s))
            continue;
        size_t at = count;
        while (at > 0 && s.day >= found[at - 1].day)
            at--;
        if (at == 0)
            found[1] = found[0];
        if (at < 2)
            found[at] = s;
        count += count < 2;
    }
    return count;
}

/* The issue after those in a folder. The date keeps the interval of the last two; the numbers begin
 * again with the year. */
static struct serial next_serial(struct arena *a, str folder, int64_t now)
{
    struct serial found[2] = {0};
    size_t n = newest(a, folder, found);
    int64_t year = date_of(now).tm_year + 1900;
    if (n == 0)
        return (struct serial){year, 1, 1, now};
    const struct serial last = found[0];
    int64_t day = now > last.day ? now : last.day + 1;
    if (n == 2 && last.day > found[1].day)
        day = last.day + (last.day - found[1].day);
    year = date_of(day).tm_year + 1900;
    bool same = year <= last.year;
    return (struct serial){same ? last.year : year, same ? last.number + 1 : 1,
                           last.total ? last.total + 1 : 0, day};
}

/* The layout a new publication uses: the sample's, else the first one there is. */
static str choose_layout(struct arena *a, const struct options *o, const char *issue)
{
    const str usual = STR("biweekly");
    str folder = str_of(paths_layouts(a, o, issue));
    size_t n = 0;
    const str *names = file_list(a, str_z(a, folder), &n);
    if (!names || file_is_folder(file_join(a, folder, usual)))
        return usual;
    for (size_t i = 0; i < n; i++)
        if (names[i].p[0] != '.' && file_is_folder(file_join(a, folder, names[i])))
            return names[i];
    return usual;
}

struct filling {
    const char *field; /* with its marks: @YEAR@ */
    str text;
};

static str fill(struct arena *a, const char *template, const struct filling *fields, size_t n)
{
    str text = str_of(template);
    for (size_t i = 0; i < n; i++) {
        const char *at = strstr(text.p, fields[i].field);
        if (!at)
            continue;
        size_t from = (size_t)(at - text.p);
        text = str_format(a, "%.*s%.*s%s", (int)from, text.p, STR_ARG(fields[i].text),
                          at + strlen(fields[i].field));
    }
    return text;
}

static str issue_text(struct arena *a, const struct serial *s)
{
    struct tm date = date_of(s->day);
    const struct filling fields[] = {
        {"@YEAR@", str_format(a, "%lld", (long long)s->year)},
        {"@NUMBER@", str_format(a, "%lld", (long long)s->number)},
        {"@TOTAL@",
         s->total ? str_format(a, "total: %lld", (long long)s->total) : STR("# total: 1")},
        {"@DATE@",
         str_format(a, "%04d-%02d-%02d", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday)},
    };
    return fill(a, template_issue, fields, sizeof fields / sizeof *fields);
}

static bool write_file(const char *path, str text, struct diags *d)
{
    if (!file_write(path, text.p, text.n, d))
        return false;
    printf("%s\n", path);
    return true;
}

/* Writes the files; issue.yaml is the last, so that a folder that has it is complete. */
static bool write_issue(struct arena *a, const struct options *o, int64_t now, struct diags *d)
{
    const char *folder = o->operands[0];
    const char *above = paths_above(a, folder);
    const struct serial serial = next_serial(a, str_of(above), now);
    const struct filling layout = {"@LAYOUT@", choose_layout(a, o, folder)};
    const char *publication = file_join(a, str_of(above), STR("publication.yaml"));
    if (!file_exists(publication) &&
        !write_file(publication, fill(a, template_publication, &layout, 1), d))
        return false;
    return write_file(file_join(a, str_of(folder), STR("01.md")), str_of(template_article), d) &&
           write_file(file_join(a, str_of(folder), STR("issue.yaml")), issue_text(a, &serial), d);
}

/* The folder, made when it is missing; one with files in it is somebody's work. */
static bool prepare_folder(struct arena *a, const char *folder, struct diags *d)
{
    size_t n = 0;
    if (!file_make_folder(folder)) {
        diag_add(d, DIAG_FILE_UNWRITABLE, (struct place){0}, "%s: the folder cannot be made: %-s",
                 folder, message_errno(errno));
        return false;
    }
    if (!file_list(a, folder, &n)) {
        diag_add(d, DIAG_FILE_UNREADABLE, (struct place){0}, "%s: %-s", folder,
                 message_errno(errno));
        return false;
    }
    if (n > 0) {
        diag_add(d, DIAG_FOLDER_NOT_EMPTY, (struct place){0}, "%s: the folder is not empty",
                 folder);
        diag_hint(d, "name a folder that does not exist yet");
    }
    return n == 0;
}

int command_new(const struct options *o)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    int64_t now;
    if (today(&now, d) && prepare_folder(a, o->operands[0], d) && write_issue(a, o, now, d))
        printf(_("write the articles, then: banxin build %s\n"), o->operands[0]);
    diags_print(d, stderr, DIAG_TEXT);
    int status = diags_status(d);
    diags_free(d);
    arena_free(a);
    return status;
}
