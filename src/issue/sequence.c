#include "issue/issue.h"

#include "base/file.h"

#include <stdlib.h>

static const struct issue *read_unheard(struct arena *a, const char *folder)
{
    struct diags *unheard = diags_new();
    const struct issue *issue = issue_open(a, folder, unheard);
    diags_free(unheard);
    return issue && issue->year && issue->number ? issue : NULL;
}

/* The issue whose folder comes before this one's by name; NULL: there is none. */
static const struct issue *find_earlier(struct arena *a, const struct issue *issue)
{
    char *real = realpath(issue->folder, NULL);
    if (!real)
        return NULL;
    const char *above = str_z(a, file_folder(a, str_of(real)));
    size_t n = 0;
    const str *names = file_list(a, above, &n); /* in the order of names */
    free(real);
    while (names && n-- > 0) {
        const char *folder = file_join(a, str_of(above), names[n]);
        if (str_cmp(names[n], issue->name) < 0 && issue_is_folder(folder))
            return read_unheard(a, folder);
    }
    return NULL;
}

static void report(struct diags *d, struct place at, const char *key, int64_t is, int64_t due,
                   const struct issue *e)
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
    const struct issue *e = issue->year && issue->number ? find_earlier(a, issue) : NULL;
    if (!e)
        return;
    bool same = issue->year == e->year, next = issue->year == e->year + 1;
    int64_t due = same ? e->number + 1 : 1;
    if ((same || next) && issue->number != due)
        report(d, issue->number_at, "number", issue->number, due, e);
    if ((same || next) && issue->total && e->total && issue->total != e->total + 1)
        report(d, issue->total_at, "total", issue->total, e->total + 1, e);
    if (!issue->date_at.source || !e->date_at.source ||
        day_number(issue->date_year, issue->month, issue->day) >
            day_number(e->date_year, e->month, e->day))
        return;
    diag_add(d, DIAG_ISSUE_SEQUENCE, issue->date_at,
             "the date is not later than that of %.*s, %04lld-%02lld-%02lld (NP-03)",
             STR_ARG(e->name), (long long)e->date_year, (long long)e->month, (long long)e->day);
    diag_hint(d, "correct the one that is wrong");
}
