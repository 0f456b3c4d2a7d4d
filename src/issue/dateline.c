/* Datelines (电头, NP-12): `本报讯`, `新华社北京5月10日电` at the beginning of a paragraph, or the
 * key `dateline` of the article's head. They become spans of their own, with one em behind them. */
#include "issue/dateline.h"

#include "base/calendar.h"
#include "base/utf8.h"

#define WORD(text) text,
#define PERSON(text)
static const char *const no_datelines[] = {
#include "issue/datelines.def"
};
#undef WORD
#undef PERSON
#define WORD(text)
#define PERSON(text) text,
static const char *const persons[] = {
#include "issue/datelines.def"
};
#undef WORD
#undef PERSON

enum { NEWS = 0x8BAF /* 讯 */, WIRE = 0x7535 /* 电 */, MOST = 30, OWN_MOST = 8, NAME_MOST = 12 };

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0x3000;
}

static uint32_t letter_at(str s, size_t at)
{
    return at < s.n ? utf8_next(s, &at) : 0;
}

/* （记者 …, （通讯员 … */
static bool names_person(str s, size_t at)
{
    uint32_t c = at < s.n ? utf8_next(s, &at) : 0;
    if (c != 0xFF08 && c != '(')
        return false;
    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
        if (str_starts(str_slice(s, at, s.n), str_of(persons[i])))
            return true;
    return false;
}

/* 10日电, 10日专电, 新华社电 */
static bool is_wire(str s)
{
    str before = str_slice(s, 0, s.n - strlen("电"));
    if (str_ends(before, STR("专")))
        before.n -= strlen("专");
    if (str_ends(before, STR("社")))
        return before.n > strlen("社");
    before = str_ends(before, STR("日")) ? str_trim(str_slice(before, 0, before.n - strlen("日")))
                                         : STR("");
    return before.n && utf8_is_digit(utf8_before(before, before.n));
}

/* 本报讯, 本刊北京讯; ××讯 where an em or a reporter comes behind it. */
static bool is_news(str s, bool spaced, bool person)
{
    for (size_t i = 0; i < sizeof no_datelines / sizeof *no_datelines; i++)
        if (str_ends(s, str_of(no_datelines[i])))
            return false;
    size_t n = utf8_count(s);
    return str_starts(s, STR("本")) ? n > 2 && n <= OWN_MOST : n <= NAME_MOST && (spaced || person);
}

/* Whether `s`, up to `end`, is a dateline. */
static bool is_dateline(str s, size_t end, uint32_t last)
{
    uint32_t next = letter_at(s, end);
    size_t behind = utf8_skip_blanks(s, end);
    bool spaced = next == 0x3000, apart = is_blank(next) || next == 0xFF08 || next == '(';
    str all = str_slice(s, 0, end);
    if (last == WIRE)
        return apart && is_wire(all);
    return apart && is_news(all, spaced, names_person(s, behind));
}

size_t dateline_length(str s)
{
    size_t at = 0;
    for (int n = 0; at < s.n && n < MOST; n++) {
        uint32_t c = utf8_next(s, &at);
        if ((c == NEWS || c == WIRE) && is_dateline(s, at, c))
            return at;
        bool name = text_is_han(c) || utf8_is_alnum(c) || c == 0xB7 || c == 0xD7;
        if (!name && !(c == ' ' && n > 0))
            break;
    }
    return 0;
}

/* ---- spans ---- */

typedef VEC(struct span) span_vec;

static bool is_plain(const struct span *s)
{
    return s->kind == SPAN_TEXT && !(s->format & ~(unsigned)SPAN_STRONG);
}

/* The text of the spans that a dateline may stand in. */
static str beginning(struct arena *a, const struct block *b)
{
    str all = STR("");
    for (size_t i = 0; i < b->n_spans && is_plain(&b->spans[i]) && all.n < 8 * MOST; i++)
        all = str_format(a, "%.*s%.*s", STR_ARG(all), STR_ARG(b->spans[i].text));
    return all;
}

static void push_text(span_vec *out, struct span s, size_t from, size_t to, unsigned format)
{
    s.at = place_after(s.at, (uint32_t)utf8_count(str_slice(s.text, 0, from)));
    s.text = str_slice(s.text, from, to);
    s.format = format;
    if (to > from)
        vec_push(out, s);
}

/* A dateline with the em behind it. */
static str with_em(struct arena *a, str text)
{
    return str_format(a, "%.*s　", STR_ARG(text));
}

/* The first `n` bytes of a paragraph as a dateline; what was typed from there to `rest`, blanks, is
 * the em. */
static void part(struct arena *a, struct block *b, size_t n, size_t rest)
{
    span_vec out = {0};
    size_t at = 0;
    for (size_t i = 0; i < b->n_spans; i++) {
        const struct span s = b->spans[i];
        size_t end = at + s.text.n, from = rest > at ? rest - at : 0;
        if (at < n) /* it has looks of its own */
            push_text(&out, s, 0, n < end ? n - at : s.text.n, SPAN_DATELINE);
        if (at < n && end >= n)
            out.v[out.n - 1].text = with_em(a, out.v[out.n - 1].text);
        if (at >= rest && (s.kind != SPAN_TEXT || at > rest))
            vec_push(&out, s);
        else if (from < s.text.n)
            push_text(&out, s, from, s.text.n, s.format);
        at = end;
    }
    b->n_spans = out.n;
    b->spans = vec_take(a, &out);
}

void dateline_take(struct arena *a, struct block *b)
{
    str s = beginning(a, b);
    size_t n = dateline_length(s);
    if (n)
        part(a, b, n, utf8_skip_blanks(s, n));
}

void dateline_put(struct arena *a, const struct value *dateline, struct block *b)
{
    span_vec out = {0};
    vec_push(&out,
             ((struct span){
                 .text = with_em(a, dateline->text), .at = dateline->at, .format = SPAN_DATELINE}));
    for (size_t i = 0; i < b->n_spans; i++)
        vec_push(&out, b->spans[i]);
    b->n_spans = out.n;
    b->spans = vec_take(a, &out);
}

bool dateline_has(const struct block *b)
{
    return b->n_spans && b->spans[0].format & SPAN_DATELINE;
}

/* ---- dates ---- */

/* The number before `unit`; 0: there is none. */
static int number_before(str s, const char *unit)
{
    int number = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t c = utf8_next(s, &at);
        if (str_starts(str_slice(s, from, s.n), str_of(unit)))
            return number;
        number = utf8_is_digit(c) ? (number < 1000 ? number * 10 + (int)(c - '0') : number)
                 : c == ' '       ? number
                                  : 0;
    }
    return 0;
}

static void check(const struct issue *issue, const struct span *s, struct diags *d)
{
    str text = str_slice(s->text, 0, s->text.n - strlen("　"));
    int month = number_before(text, "月"), day = number_before(text, "日");
    if (!day)
        return;
    int of = month ? month : (int)issue->month;
    if (of > 12 || (of && day > calendar_days_in(2024, of))) {
        diag_add(d, DIAG_TEXT_DATELINE, s->at, "the calendar has no such day: `%.*s` (NP-12)",
                 STR_ARG(text));
        diag_hint(d, "correct the dateline");
        return;
    }
    bool later = month == issue->month ? day > issue->day : month > issue->month;
    bool last_year = month > issue->month + 6;
    if (!month || !issue->month || !later || last_year)
        return;
    diag_add(d, DIAG_TEXT_DATELINE, s->at,
             "the dateline `%.*s` is later than the issue's date, %lld-%02lld-%02lld (NP-12)",
             STR_ARG(text), (long long)issue->date_year, (long long)issue->month,
             (long long)issue->day);
    diag_hint(d, "correct the one that is wrong");
}

static void check_blocks(const struct issue *issue, const struct block *blocks, size_t n,
                         struct diags *d)
{
    for (size_t i = 0; i < n; i++) {
        if (dateline_has(&blocks[i]))
            check(issue, &blocks[i].spans[0], d);
        check_blocks(issue, blocks[i].children, blocks[i].n_children, d);
    }
}

void dateline_check(const struct issue *issue, const struct article *article, struct diags *d)
{
    if (!article_ignores(article, DIAG_TEXT_DATELINE))
        check_blocks(issue, article->blocks, article->n_blocks, d);
}
