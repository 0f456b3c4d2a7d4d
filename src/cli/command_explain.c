#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/explain.h"
#include "cli/explain_pages.h"
#include "cli/tally.h"

#include <stdlib.h>

/* A line that was asked for; its text stands in the listing's. */
struct listed {
    size_t from, to;
    int64_t loose, tight, cost;
    size_t order;
    size_t article;
    unsigned setting;
    struct place at;
    str style;
};

struct listing {
    const struct options *options;
    size_t article; /* number that was asked for, 0: any */
    str file;       /* name that was asked for, empty: any */
    bool named;     /* an article of that name was seen */
    struct arena *arena;
    struct map *seen;
    struct buf text;
    VEC(struct listed) lines;
    VEC(unsigned) settings; /* by article number: the last one */
};

/* ---- which lines ---- */

/* A number, or else a file's name. */
static void read_article(struct listing *l, const char *argument)
{
    size_t n = 0;
    const char *p = argument;
    for (; p && *p >= '0' && *p <= '9' && n < 1000000000; p++)
        n = n * 10 + (size_t)(*p - '0');
    if (p && !*p)
        l->article = n;
    else
        l->file = str_of(argument);
}

static bool is_article(struct listing *l, const struct line_report *r)
{
    if (!l->options->article)
        return true;
    if (!r->article)
        return false;
    if (!l->file.n)
        return r->article_number == l->article;
    str path = r->article->source->path;
    bool same = str_eq(path, l->file) || str_eq(file_name(path), l->file);
    l->named = l->named || same;
    return same;
}

static bool is_furniture(const struct line_report *r)
{
    return !r->article || r->at.source != r->article->source;
}

static bool is_wanted(struct listing *l, const struct line_report *r)
{
    unsigned line = l->options->line;
    if (!is_article(l, r) || (is_furniture(r) && !l->options->all))
        return false;
    return !line || (!is_furniture(r) && r->at.line <= line && line <= r->end.line);
}

/* What is composed twice alike, such as a running head, is listed once. */
static bool is_new(struct listing *l, const struct line_report *r)
{
    struct buf key = {0};
    buf_format(&key, "%zu:%u:%u:%u:%zu:%lld:", r->article_number, r->setting, r->at.line,
               r->at.column, r->number, (long long)r->fit.available);
    buf_str(&key, r->at.source ? r->at.source->path : STR(""));
    buf_char(&key, ':');
    buf_str(&key, r->style);
    buf_char(&key, ':');
    buf_str(&key, r->text);
    bool is_new;
    map_slot(l->seen, str_dup(l->arena, buf_view(&key)), &is_new);
    buf_free(&key);
    return is_new;
}

static void note_setting(struct listing *l, const struct line_report *r)
{
    while (l->settings.n <= r->article_number)
        vec_push(&l->settings, 0u);
    l->settings.v[r->article_number] = r->setting;
}

/* Lines of an article that was set again, to another measure, do not stand on any page. */
static void drop_earlier(struct listing *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->lines.n; i++)
        if (l->lines.v[i].setting == l->settings.v[l->lines.v[i].article])
            l->lines.v[n++] = l->lines.v[i];
    l->lines.n = n;
}

static bool is_before(struct place a, struct place b)
{
    return a.line < b.line || (a.line == b.line && a.column < b.column);
}

/* A paragraph goes on in lines of another width: what was told of the rest of it stands nowhere. */
static void drop_rest(struct listing *l, const struct line_report *r)
{
    size_t n = 0;
    for (size_t i = 0; i < l->lines.n; i++) {
        const struct listed *line = &l->lines.v[i];
        bool same = line->article == r->article_number && line->setting == r->setting &&
                    line->at.source == r->at.source && str_eq(line->style, r->style);
        if (!same || is_before(line->at, r->at))
            l->lines.v[n++] = *line;
    }
    l->lines.n = n;
}

static void see(const struct line_report *r, void *data)
{
    struct listing *l = data;
    if (r->resumes)
        drop_rest(l, r);
    if (!is_wanted(l, r) || !is_new(l, r))
        return;
    struct listed line = {.from = l->text.n,
                          .loose = line_looseness(r),
                          .tight = line_tightness(r),
                          .cost = r->fit.cost,
                          .order = l->lines.n,
                          .article = r->article_number,
                          .setting = r->setting,
                          .at = r->at,
                          .style = r->style};
    note_setting(l, r);
    if (l->options->format == DIAG_JSON)
        explain_json(&l->text, r);
    else
        explain_text(&l->text, r);
    line.to = l->text.n;
    vec_push(&l->lines, line);
}

static void see_region(const struct region_report *r, void *data)
{
    struct listing *l = data;
    if (l->options->format == DIAG_JSON)
        explain_region_json(&l->text, r);
    else
        explain_region_text(&l->text, r);
}

/* ---- printing ---- */

static int compare(int64_t a, int64_t b)
{
    return (a < b) - (a > b);
}

static int by_order(const struct listed *a, const struct listed *b)
{
    int cost = compare(a->cost, b->cost);
    return cost ? cost : compare((int64_t)b->order, (int64_t)a->order);
}

static int by_looseness(const void *pa, const void *pb)
{
    const struct listed *a = pa, *b = pb;
    int loose = compare(a->loose, b->loose);
    return loose ? loose : by_order(a, b);
}

static int by_tightness(const void *pa, const void *pb)
{
    const struct listed *a = pa, *b = pb;
    int tight = compare(a->tight, b->tight);
    return tight ? tight : by_order(a, b);
}

static void print(const struct listing *l, const struct listed *line)
{
    fwrite(l->text.data + line->from, 1, line->to - line->from, stdout);
}

static void print_worst(struct listing *l, bool loose)
{
    size_t n = 0;
    qsort(l->lines.v, l->lines.n, sizeof *l->lines.v, loose ? by_looseness : by_tightness);
    while (n < l->lines.n && n < l->options->worst &&
           (loose ? l->lines.v[n].loose : l->lines.v[n].tight) > 0)
        n++;
    if (l->options->format == DIAG_TEXT)
        printf("%s%s\n", loose ? _("loosest lines:") : _("tightest lines:"), n ? "" : _(" none"));
    for (size_t i = 0; i < n; i++)
        print(l, &l->lines.v[i]);
}

static void print_all(const struct listing *l)
{
    for (size_t i = 0; i < l->lines.n; i++)
        print(l, &l->lines.v[i]);
}

/* ---- the command ---- */

/* 0 when the article that was asked for is there. */
static int check_article(const struct listing *l, const struct build_result *r)
{
    const struct options *o = l->options;
    bool there = l->file.n ? l->named : l->article >= 1 && l->article <= r->n_articles;
    if (!o->article || there)
        return EXIT_SUCCESS;
    return options_wrong(o->command, "there is no article %s in %s, which has %zu", o->article,
                         o->operands[0], r->n_articles);
}

static void tell_faults(const char *issue, const struct build_result *r)
{
    struct buf told = {0};
    tally_faults(&told, r->errors, r->warnings);
    fprintf(stderr, _("%s: %.*s; no lines are shown\n"), issue, (int)told.n, told.data);
    buf_free(&told);
}

static int tell(struct listing *l, const struct build_result *r)
{
    const struct options *o = l->options;
    bool text = o->format == DIAG_TEXT;
    if (r->status != EXIT_SUCCESS) {
        if (text)
            tell_faults(o->operands[0], r);
        return r->status;
    }
    if (o->pages) {
        fwrite(l->text.data, 1, l->text.n, stdout);
        return EXIT_SUCCESS;
    }
    int status = check_article(l, r);
    if (status)
        return status;
    drop_earlier(l);
    if (!l->lines.n && text)
        fprintf(stderr, "banxin: %s%s\n", _("note: "), _("no composed line comes from there"));
    else if (o->worst)
        for (int loose = 1; loose >= 0; loose--)
            print_worst(l, loose);
    else
        print_all(l);
    return EXIT_SUCCESS;
}

/* Warnings are for build and check: they would stand before the lines that were asked for. */
static int explain(struct listing *l, struct build_request *request)
{
    char *diagnostics = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&diagnostics, &n);
    if (!to)
        xalloc_die();
    struct shelf *shelf = shelf_new();
    if (l->options->pages)
        request->page_observer = see_region;
    else
        request->observer = see;
    request->observer_data = l;
    struct build_result r = build_issue(request, shelf, to, (enum diag_format)l->options->format);
    shelf_free(shelf);
    if (fclose(to) != 0)
        xalloc_die();
    if (r.status != EXIT_SUCCESS)
        fwrite(diagnostics, 1, n, stderr);
    free(diagnostics);
    return tell(l, &r);
}

int command_explain(const struct options *o)
{
    int status;
    struct listing l = {.options = o, .arena = arena_new(), .seen = map_new()};
    struct batch b = {.arena = l.arena, .options = o};
    read_article(&l, o->article);
    if (batch_prepare(&b, o->operands, o->n_operands, &status))
        status = explain(&l, &b.requests[0]);
    buf_free(&l.text);
    vec_free(&l.lines);
    vec_free(&l.settings);
    map_free(l.seen);
    arena_free(l.arena);
    return status;
}
