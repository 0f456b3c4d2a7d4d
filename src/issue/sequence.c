#include "base/file.h"
#include "issue/reading.h"

#include <stddef.h>
#include <stdlib.h>

/* What is compared of another issue. */
struct earlier {
    str name;
    int64_t year, number, total;
    struct date date;
};

#define FIELD(key, reader)                                                                         \
    {                                                                                              \
        .name = #key, .read = (reader), .offset = offsetof(struct earlier, key)                    \
    }

static bool read_earlier(struct arena *a, const char *folder, struct earlier *out)
{
    static const struct field fields[] = {
        FIELD(year, field_integer),
        FIELD(number, field_integer),
        FIELD(total, field_integer),
        FIELD(date, reading_date),
    };
    struct diags *unheard = diags_new();
    struct fields_reader r = {.arena = a, .diags = unheard};
    const char *path = file_join(a, str_of(folder), STR("issue.yaml"));
    const struct source *source = file_read_text(a, path, (struct place){0}, unheard);
    const struct yaml *map = source ? yaml_read(a, source, source->text, 1, unheard) : NULL;
    if (map)
        fields_read(&r, map, "issue.yaml", fields, sizeof fields / sizeof *fields, out);
    diags_free(unheard);
    return map && out->year && out->number;
}

/* The folder of an issue that comes before this one by name. */
static bool find_earlier(struct arena *a, const struct issue *issue, struct earlier *out)
{
    char *real = realpath(issue->folder, NULL);
    if (!real)
        return false;
    const char *above = str_z(a, file_folder(a, str_of(real)));
    size_t n = 0;
    const str *names = file_list(a, above, &n); /* in the order of names */
    free(real);
    while (names && n-- > 0) {
        const char *folder = file_join(a, str_of(above), names[n]);
        if (str_cmp(names[n], issue->name) >= 0 || !issue_is_folder(folder))
            continue;
        out->name = names[n];
        return read_earlier(a, folder, out);
    }
    return false;
}

static void report(struct diags *d, struct place at, const char *key, int64_t is, int64_t due,
                   const struct earlier *e)
{
    diag_add(d, DIAG_ISSUE_SEQUENCE, at, "`%s` is %lld, but %lld comes after %.*s (NP-03)", key,
             (long long)is, (long long)due, STR_ARG(e->name));
    diag_hint(d, "correct the one that is wrong; where an issue is left out on purpose, nothing "
                 "is to be done");
}

static int64_t day_number(int64_t year, int64_t month, int64_t day)
{
    return (year * 100 + month) * 100 + day;
}

void issue_check_sequence(const struct issue *issue, struct arena *a, struct diags *d)
{
    struct earlier e = {0};
    if (!issue->year || !issue->number || !find_earlier(a, issue, &e))
        return;
    bool same = issue->year == e.year, next = issue->year == e.year + 1;
    int64_t due = same ? e.number + 1 : 1;
    if ((same || next) && issue->number != due)
        report(d, issue->number_at, "number", issue->number, due, &e);
    if ((same || next) && issue->total && e.total && issue->total != e.total + 1)
        report(d, issue->total_at, "total", issue->total, e.total + 1, &e);
    if (!issue->date_at.source || !e.date.at.source ||
        day_number(issue->date_year, issue->month, issue->day) >
            day_number(e.date.year, e.date.month, e.date.day))
        return;
    diag_add(d, DIAG_ISSUE_SEQUENCE, issue->date_at,
             "the date is not later than that of %.*s, %04lld-%02lld-%02lld (NP-03)",
             STR_ARG(e.name), (long long)e.date.year, (long long)e.date.month,
             (long long)e.date.day);
    diag_hint(d, "correct the one that is wrong");
}
