#include "press/findings.h"

#include "base/map.h"
#include "base/vec.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { EACH_MOST = 20 }; /* findings of one rule on one page; the others are counted */

#define P   PROFILE_PRINT
#define X1  PROFILE_X1A
#define X4  PROFILE_X4
#define X   (X1 | X4)
#define A2  PROFILE_A2A
#define A3  PROFILE_A3A
#define A   (A2 | A3)
#define UA  PROFILE_UA1
#define ALL (P | X | A | UA)
#define RULE(id, code, severity, profiles, a, ua, remedy)                                          \
    [RULE_##id] = {code, SEVERITY_##severity, profiles, a, ua, remedy},
static const struct rule_row {
    const char *code;
    enum severity severity;
    unsigned profiles;
    const char *a, *ua; /* clauses of ISO 19005 and ISO 14289-1 */
    const char *remedy;
} rows[] = {
#include "press/rules.def"
};
#undef RULE

static const struct {
    const char *name, *standard,
        *number; /* what it is called, and the number of the ISO standard */
} profiles_known[PROFILES] = {
    {"print", "print", NULL},           {"x1a", "PDF/X-1a:2003", "ISO 15930-4"},
    {"x4", "PDF/X-4", "ISO 15930-7"},   {"a2a", "PDF/A-2a", "ISO 19005-2"},
    {"a3a", "PDF/A-3a", "ISO 19005-3"}, {"ua1", "PDF/UA-1", "ISO 14289-1"},
};

struct finding {
    enum rule rule;
    struct spot at;
    struct message message;
    size_t count;
    size_t order;
};

struct findings {
    const char *file;
    unsigned profiles;
    struct arena *arena;
    struct map *known; /* page, rule and message → index + 1 */
    struct map *each;  /* page and rule → how many */
    VEC(struct finding) v;
    size_t counts[SEVERITY_ERROR + 1];
    size_t errors[PROFILES];
};

struct findings *findings_new(const char *file, unsigned profiles)
{
    struct findings *f = xcalloc(1, sizeof *f);
    f->file = file;
    f->profiles = profiles;
    f->arena = arena_new();
    f->known = map_new();
    f->each = map_new();
    return f;
}

void findings_free(struct findings *f)
{
    if (!f)
        return;
    map_free(f->known);
    map_free(f->each);
    vec_free(&f->v);
    arena_free(f->arena);
    free(f);
}

bool findings_wants(const struct findings *f, enum rule rule)
{
    return (rows[rule].profiles & f->profiles) != 0;
}

unsigned findings_profiles(const struct findings *f)
{
    return f->profiles;
}

/* Whether there are too many different ones on a page: the next ones are only counted. */
static bool is_crowd(struct findings *f, enum rule rule, size_t page)
{
    return ++*map_slot_number(f->each, (uint64_t)page * RULE_COUNT + rule, NULL) > EACH_MOST;
}

static struct finding *find_same(struct findings *f, enum rule rule, size_t page,
                                 const struct message *message)
{
    str key = str_format(f->arena, "%zu %d %.*s", page, (int)rule, STR_ARG(message->english));
    uintptr_t *slot = map_slot(f->known, key, NULL);
    if (*slot)
        return &f->v.v[*slot - 1];
    *slot = f->v.n + 1;
    return NULL;
}

static void count_rule(struct findings *f, enum rule rule)
{
    f->counts[rows[rule].severity]++;
    for (unsigned i = 0; i < PROFILES; i++)
        f->errors[i] +=
            rows[rule].severity == SEVERITY_ERROR && (rows[rule].profiles & f->profiles) >> i & 1;
}

void findings_add(struct findings *f, enum rule rule, struct spot at, const char *format, ...)
{
    va_list ap;
    if (!findings_wants(f, rule))
        return;
    va_start(ap, format);
    struct message message = message_format(f->arena, format, ap);
    va_end(ap);
    struct finding *same = find_same(f, rule, at.page, &message);
    if (!same && is_crowd(f, rule, at.page)) {
        message = message_of(f->arena, "more of the kind");
        same = find_same(f, rule, at.page, &message);
    }
    if (!same) {
        same = vec_add(&f->v);
        *same = (struct finding){rule, at, message, 0, f->v.n};
        count_rule(f, rule);
    }
    same->count++;
}

size_t findings_count(const struct findings *f, enum severity severity)
{
    return f->counts[severity];
}

size_t findings_errors(const struct findings *f, enum profile profile)
{
    size_t n = 0;
    for (unsigned i = 0; i < PROFILES; i++)
        n = (unsigned)profile == 1u << i ? f->errors[i] : n;
    return n;
}

const char *profile_standard(enum profile profile)
{
    for (unsigned i = 0; i < PROFILES; i++)
        if ((unsigned)profile == 1u << i)
            return profiles_known[i].standard;
    return "";
}

void profiles_name(struct buf *b, unsigned profiles, const char *between)
{
    bool first = true;
    for (unsigned i = 0; i < PROFILES; i++) {
        if (!(profiles >> i & 1))
            continue;
        if (!first)
            buf_str(b, str_of(between));
        buf_str(b, str_of(profiles_known[i].name));
        first = false;
    }
}

static unsigned profile_named(str name)
{
    for (unsigned i = 0; i < PROFILES; i++)
        if (str_is(name, profiles_known[i].name))
            return 1u << i;
    return 0;
}

unsigned profiles_named(str names)
{
    unsigned all = 0;
    for (str rest = names;;) {
        size_t n = str_find(rest, ',', 0);
        unsigned one = profile_named(str_trim(str_slice(rest, 0, n)));
        all |= one;
        if (!one || n == rest.n)
            return one ? all : 0;
        rest = str_slice(rest, n + 1, rest.n);
    }
}

/* "ISO 15930-7", "ISO 19005-2, 6.2.11.4.1": where the standards that are judged by say so. PDF/X is
 * not public, so its clauses have no numbers here. */
static void put_clauses(const struct findings *f, struct buf *b, const struct rule_row *r,
                        const char *between)
{
    unsigned judged = r->profiles & f->profiles & ~(unsigned)PROFILE_PRINT;
    bool first = true;
    for (unsigned i = 0; i < PROFILES; i++) {
        if (!(judged >> i & 1))
            continue;
        const char *clause = 1u << i & A ? r->a : 1u << i & UA ? r->ua : NULL;
        buf_format(b, "%s%s%s%s", first ? "" : between, profiles_known[i].number,
                   clause ? ", " : "", clause ? clause : "");
        first = false;
    }
}

void findings_number(struct buf *b, double v, int digits)
{
    double scaled = v * 10000;
    int64_t n = scaled > 1e15 ? (int64_t)1e15 : scaled < -1e15 ? (int64_t)-1e15 : llrint(scaled);
    buf_decimal(b, n, 10000, digits);
}

static int by_page(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->at.page != y->at.page)
        return x->at.page < y->at.page ? -1 : 1;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

static void put_json(const struct findings *f, struct buf *b, const struct finding *g)
{
    static const char *const severities[] = {"note", "warning", "error"};
    buf_format(b, "{\"rule\":\"%s\",\"severity\":\"%s\",\"file\":", rows[g->rule].code,
               severities[rows[g->rule].severity]);
    buf_json(b, str_of(f->file));
    buf_format(b, ",\"page\":%zu", g->at.page);
    if (g->at.placed) {
        const double v[] = {g->at.mm.x0, g->at.mm.y0, g->at.mm.x1, g->at.mm.y1};
        for (int i = 0; i < 4; i++) {
            buf_str(b, i ? STR(",") : STR(",\"box_mm\":["));
            findings_number(b, v[i], 1);
        }
        buf_char(b, ']');
    }
    buf_format(b, ",\"count\":%zu,\"profiles\":[\"", g->count);
    profiles_name(b, rows[g->rule].profiles & f->profiles, "\",\"");
    buf_str(b, STR("\"],\"clauses\":["));
    struct buf clauses = {0};
    put_clauses(f, &clauses, &rows[g->rule], "\",\"");
    if (clauses.n)
        buf_format(b, "\"%.*s\"", (int)clauses.n, clauses.data);
    buf_free(&clauses);
    buf_str(b, STR("],\"message\":"));
    buf_json(b, g->message.english);
    buf_str(b, STR(",\"remedy\":"));
    buf_json(b, str_of(rows[g->rule].remedy));
    buf_str(b, STR(",\"message_zh\":"));
    buf_json(b, g->message.chinese);
    buf_str(b, STR(",\"remedy_zh\":"));
    buf_json(b, str_of(message_chinese(rows[g->rule].remedy)));
    buf_str(b, STR("}\n"));
}

/* "2-5, 8": the pages behind the first on which the same was found. Marks those as told. */
static void put_other_pages(const struct findings *f, struct buf *b, size_t i, bool *told)
{
    size_t from = f->v.v[i].at.page, last = from, n = 0;
    for (size_t k = i + 1; k <= f->v.n; k++) {
        const struct finding *g = k < f->v.n ? &f->v.v[k] : NULL;
        if (g &&
            (g->rule != f->v.v[i].rule || !str_eq(g->message.english, f->v.v[i].message.english)))
            continue;
        if (g && g->at.page == last + 1 && n) {
            last++;
        } else {
            if (n && last > from)
                buf_format(b, "-%zu", last);
            if (g)
                buf_format(b, "%s%zu", n++ ? ", " : _("; also on pages "), g->at.page);
            from = last = g ? g->at.page : 0;
        }
        if (g)
            told[k] = true;
    }
}

static void put_place(struct buf *b, const struct spot *at)
{
    struct buf x = {0}, y = {0};
    findings_number(&x, at->mm.x0, 1);
    findings_number(&y, at->mm.y0, 1);
    if (at->placed)
        buf_format(b, _("page %zu, %.*s mm across, %.*s mm down: "), at->page, (int)x.n, x.data,
                   (int)y.n, y.data);
    else
        buf_format(b, _("page %zu: "), at->page);
    buf_free(&x);
    buf_free(&y);
}

static void put_text(const struct findings *f, struct buf *b, size_t i, bool *told)
{
    static const char *const severities[] = {N_("note: "), N_("warning: "), N_("error: ")};
    const struct finding *g = &f->v.v[i];
    buf_format(b, "%s: ", f->file);
    if (g->at.page)
        put_place(b, &g->at);
    buf_format(b, "%s%.*s [%s]", _(severities[rows[g->rule].severity]),
               STR_ARG(message_shown(&g->message)), rows[g->rule].code);
    if (g->count > 1)
        buf_format(b, _(" (%zu times)"), g->count);
    if (g->at.page)
        put_other_pages(f, b, i, told);
    buf_char(b, '\n');
}

static void put_remedy(const struct findings *f, struct buf *to, const struct rule_row *r)
{
    struct buf clauses = {0};
    put_clauses(f, &clauses, r, "; ");
    buf_format(to, "  %s%s", _("remedy: "), _(r->remedy));
    if (clauses.n)
        buf_format(to, " (%.*s)", (int)clauses.n, clauses.data);
    buf_char(to, '\n');
    buf_free(&clauses);
}

void findings_print(struct findings *f, struct buf *to, enum diag_format format)
{
    bool *told = xcalloc(f->v.n + 1, sizeof *told), remedied[RULE_COUNT] = {false};
    if (f->v.n)
        qsort(f->v.v, f->v.n, sizeof *f->v.v, by_page);
    for (size_t i = 0; i < f->v.n; i++) {
        enum rule rule = f->v.v[i].rule;
        if (format == DIAG_JSON)
            put_json(f, to, &f->v.v[i]);
        else if (!told[i])
            put_text(f, to, i, told);
        if (format == DIAG_TEXT && !remedied[rule])
            put_remedy(f, to, &rows[rule]);
        remedied[rule] = true;
    }
    free(told);
}
