#include "issue/checks.h"

#include "base/buf.h"
#include "base/calendar.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "issue/imprint.h"
#include "issue/pairs.h"
#include "issue/prose.h"
#include "issue/text.h"

struct checker {
    const struct article *article;
    struct diags *diags;
    struct arena *arena;
    const struct check *checks;
    size_t n_checks;
    int64_t year, month; /* of the issue; 0: it is not known */
    bool wide;           /* and those that look at more than a place in a paragraph */
};

/* ---- the checks: what begins at character i; n 0: nothing ---- */

/* MD-09 */
static struct finding check_markup(struct arena *a, const struct prose *p, size_t i)
{
    uint32_t c = prose_at(p, 0), next = prose_at(p, 1);
    bool blank = next == ' ' || next == 0x3000;
    (void)a;
    if (i > 0)
        return (struct finding){0};
    if (c == 0xFF03 && (blank || next == 0xFF03))
        return (struct finding){1, STR(N_("## and a blank before a heading"))};
    if (c == 0xFF0A && blank)
        return (struct finding){1, STR(N_("- and a blank before an item"))};
    if (c >= 0xFF10 && c <= 0xFF19 && (next == 0xFF0E || next == '.'))
        return (struct finding){2, STR(N_("1. and a blank before an item"))};
    return (struct finding){0};
}

/* CC-19 */
static struct finding check_marks(struct arena *a, const struct prose *p, size_t i)
{
    size_t n = 0;
    (void)a;
    while (prose_is_one_of(prose_at(p, i + n), "？！"))
        n++;
    return n > 3 ? (struct finding){n, STR(N_("three at most"))} : (struct finding){0};
}

#define MARK(half, full, repeats) {half, full, repeats},
static const struct mark {
    uint32_t half, full;
    bool repeats;
} marks[] = {
#include "issue/marks.def"
};
#undef MARK

static const struct mark *find_mark(uint32_t c)
{
    for (size_t i = 0; c && i < sizeof marks / sizeof *marks; i++)
        if (marks[i].half == c || marks[i].full == c)
            return &marks[i];
    return NULL;
}

/* LN-01, HL-10: 你好,世界. Between Han, also with a blank behind it, or at the end: 10:30 and 3.14
 * are none of these. */
static struct finding check_half_width(struct arena *a, const struct prose *p, size_t i)
{
    const struct mark *m = find_mark(prose_at(p, i));
    size_t next = prose_at(p, i + 1) == ' ' ? i + 2 : i + 1;
    bool beside =
        i > 0 && text_is_han(p->c[i - 1]) && (next >= p->n || text_is_han(prose_at(p, next)));
    if (!m || m->half != prose_at(p, i) || !beside)
        return (struct finding){0};
    const struct prose right = {.c = &m->full, .n = 1};
    return (struct finding){1, prose_slice(a, &right, 0, 1)};
}

static bool stands_once(const struct prose *p, size_t i)
{
    const struct mark *m = find_mark(prose_at(p, i));
    return m && m->full == prose_at(p, i) && !m->repeats;
}

/* LN-02: ，，  。。  、， */
static struct finding check_doubled(struct arena *a, const struct prose *p, size_t i)
{
    (void)a;
    bool first = i == 0 || !stands_once(p, i - 1);
    return first && stands_once(p, i) && stands_once(p, i + 1)
               ? (struct finding){2, STR(N_("one mark"))}
               : (struct finding){0};
}

/* A number of up to four digits with what follows it; 0 when it is not there. */
static int take_number(const struct prose *p, size_t *i, uint32_t unit)
{
    size_t n = prose_digits(p, *i);
    int number = 0;
    if (!n || n > 4 || prose_at(p, *i + n) != unit)
        return 0;
    for (size_t k = 0; k < n; k++)
        number = number * 10 + (int)(p->c[*i + k] - '0');
    *i += n + 1;
    return number;
}

/* Whether a year stands before character i: days behind it may be of that one. */
static bool follows_year(const struct prose *p, size_t i)
{
    for (size_t k = 1; k < i; k++)
        if (p->c[k] == 0x5E74 && (p->kinds[k - 1] & PROSE_NUMBER))
            return true;
    return false;
}

/* Where a day of no year is meant to be: within half a year of the issue. */
static int year_near(const struct prose *p, int month)
{
    int64_t apart = month - p->month;
    return p->year ? (int)(p->year + (apart < -6) - (apart > 6)) : 0;
}

/* LN-15, NP-02: 2024年5月10日（星期五）; in an issue also 5月10日（星期五）. */
static struct finding check_weekday(struct arena *a, const struct prose *p, size_t i)
{
    enum { YEAR = 0x5E74, MONTH = 0x6708, DAY = 0x65E5 };
    static const char *const names[] = {"日", "一", "二", "三", "四", "五", "六"};
    size_t end = i;
    if ((i > 0 && utf8_is_digit(p->c[i - 1])) || (p->year && follows_year(p, i)))
        return (struct finding){0};
    int year = p->year ? 0 : take_number(p, &end, YEAR);
    int month = year || p->year ? take_number(p, &end, MONTH) : 0;
    int day = month ? take_number(p, &end, DAY) : 0;
    year = p->year ? year_near(p, month) : year;
    if (year < 1583 || month < 1 || month > 12 || day < 1 || day > calendar_days_in(year, month))
        return (struct finding){0};
    end += prose_is_one_of(prose_at(p, end), "（( ");
    size_t name = prose_at(p, end) == 0x5468 ? end + 1 : end + 2;
    bool named = prose_at(p, end) == 0x5468 ||
                 (prose_at(p, end) == 0x661F && prose_at(p, end + 1) == 0x671F);
    if (!named || !prose_is_one_of(prose_at(p, name), "日天一二三四五六"))
        return (struct finding){0};
    int right = calendar_weekday(year, month, day);
    bool same = prose_is_one_of(prose_at(p, name), names[right]) ||
                (right == 0 && prose_is_one_of(prose_at(p, name), "天"));
    return same ? (struct finding){0}
                : (struct finding){name + 1 - i, str_format(a, "星期%s", names[right])};
}

/* UB-02 */
static struct finding check_ellipses(struct arena *a, const struct prose *p, size_t i)
{
    size_t n = 0;
    (void)a;
    while (prose_at(p, i + n) == 0x2026)
        n++;
    bool alone = i == 0 && n == p->n;
    return n >= 4 && !alone ? (struct finding){n, STR("…… in the line, or …………… in a paragraph of "
                                                      "its own")}
                            : (struct finding){0};
}

struct check {
    enum diag_code code;
    unsigned char begins; /* with one of enum prose_kind; 0: with anything */
    check_fn *find;
    const char *what;
};

/* FG-06: $$…$$, and $…$ with signs of TeX in it; up to 200 characters. */
static struct finding check_formula(struct arena *a, const struct prose *p, size_t i)
{
    enum { LONGEST = 200 };
    bool display = prose_at(p, i + 1) == '$', any = display;
    size_t from = i + 1 + display, n = 0;
    (void)a;
    if (prose_at(p, i) != '$' || (i > 0 && prose_at(p, i - 1) == '$'))
        return (struct finding){0};
    for (; n < LONGEST && prose_at(p, from + n) && prose_at(p, from + n) != '$'; n++)
        any |= prose_is_one_of(prose_at(p, from + n), "\\^_=");
    if (!n || !any || prose_at(p, from + n) != '$' || (display && prose_at(p, from + n + 1) != '$'))
        return (struct finding){0};
    return (struct finding){
        from + n + 1 + display - i,
        STR(N_("no blank inside at the dollars and no letter or digit beside them, or a paragraph "
               "of its own, between two lines $$ (write \\$ for a dollar that is text)"))};
}

static const struct check checks[] = {
    {DIAG_TEXT_MARKUP, PROSE_MARK, check_markup, N_("a full-width character is no markup (MD-09)")},
    {DIAG_TEXT_MARKS, PROSE_MARK, check_marks, N_("more than three ？！ in a row (CC-19)")},
    {DIAG_TEXT_HALF_WIDTH, PROSE_MARK, check_half_width,
     N_("a half-width mark between Han (LN-01)")},
    {DIAG_TEXT_DOUBLED, PROSE_MARK, check_doubled, N_("two marks in a row (LN-02)")},
    {DIAG_TEXT_WEEKDAY, PROSE_DIGIT, check_weekday,
     N_("the day is another day of the week (LN-15)")},
    {DIAG_TEXT_ELLIPSES, PROSE_MARK, check_ellipses,
     N_("two ellipses in a row stand on a line of their own (UB-02)")},
    {DIAG_TEXT_RANGE, PROSE_DIGIT, check_range, N_("a range takes no hyphen (NU-03)")},
    {DIAG_TEXT_DATE, PROSE_DIGIT, check_date,
     N_("dates have years of four digits and no leading zeros (NU-04)")},
    {DIAG_TEXT_GROUPING, PROSE_DIGIT, check_grouping,
     N_("the digits of a year are not grouped (NU-02)")},
    {DIAG_TEXT_YEAR, PROSE_FIGURE, check_year, N_("the zero in a Han year is 〇 (NU-05)")},
    {DIAG_TEXT_ABOUT, PROSE_NUMBER, check_about, N_("a rough number takes no 、 (NU-06)")},
    {DIAG_TEXT_FORMULA, PROSE_MARK, check_formula,
     N_("this is no formula, but printed as it is typed (FG-06)")},
};

/* Of internal publications alone. */
static const struct check internal_checks[] = {
    {DIAG_IMPRINT_WORDS, 0, check_self_naming,
     N_("an internal publication does not call itself or its authors so (NP-06)")},
};

/* With the issue's date. */
static const struct check dated_checks[] = {
    {DIAG_TEXT_WEEKDAY, PROSE_DIGIT, check_weekday,
     N_("the day is another day of the week (NP-02)")},
};

/* Those that look at more than a place in a paragraph. */
static const enum diag_code wide_checks[] = {
    DIAG_TABLE_CELL,    DIAG_TEXT_YEARS_MIXED, DIAG_TEXT_QUOTATION, DIAG_TEXT_NOTE_MARKS,
    DIAG_TEXT_EMPHASIS, DIAG_TEXT_PAIRS,       DIAG_IMPRINT_WORDS,  DIAG_TEXT_DATELINE};

static bool is_code_of(str code, enum diag_code of)
{
    return str_is(code, diag_code_name(of));
}

bool check_is_known(str code)
{
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (is_code_of(code, checks[i].code))
            return true;
    for (size_t i = 0; i < sizeof wide_checks / sizeof *wide_checks; i++)
        if (is_code_of(code, wide_checks[i]))
            return true;
    return false;
}

bool article_ignores(const struct article *article, enum diag_code code)
{
    for (size_t i = 0; i < article->ignore.n; i++)
        if (is_code_of(article->ignore.v[i], code))
            return true;
    return false;
}

static bool is_ignored(const struct checker *c, enum diag_code code)
{
    return article_ignores(c->article, code);
}

/* ---- paragraphs ---- */

typedef VEC(uint32_t) character_list;
typedef VEC(struct place) place_list;

static void add_span(character_list *c, place_list *at, const struct span *s)
{
    enum { UNSEEN = SPAN_CODE | SPAN_STRIKE };
    bool seen = s->kind == SPAN_TEXT && !(s->format & UNSEEN);
    bool address = (s->format & SPAN_LINK) && str_eq(s->text, s->target);
    struct place place = s->at;
    if (s->kind != SPAN_TEXT && s->kind != SPAN_RUBY) {
        vec_push(c, 0u);
        vec_push(at, place);
        return;
    }
    for (size_t i = 0; i < s->text.n;) {
        uint32_t letter = utf8_next(s->text, &i);
        vec_push(at, place);
        vec_push(c, seen && !address ? letter : 0u);
        place = place_behind(place, letter);
    }
}

static void report(const struct checker *c, const struct check *check, const struct prose *p,
                   size_t i, const struct finding *f)
{
    str text = prose_slice(c->arena, p, i, i + f->n);
    diag_add(c->diags, check->code, p->at[i], "%-s: `%.*s`", check->what, STR_ARG(text));
    diag_hint(c->diags, "write %-s; where it is meant so, put `ignore: %s` into the article's head",
              str_z(c->arena, f->instead), diag_code_name(check->code));
}

/* NU-12 */
static void report_scripts(const struct checker *c, const struct prose *p)
{
    size_t where;
    const char *what;
    if (is_ignored(c, DIAG_TEXT_YEARS_MIXED) || !check_scripts(p, &where, &what))
        return;
    diag_add(c->diags, DIAG_TEXT_YEARS_MIXED, p->at[where],
             "%-s in Han and in Arabic figures in one paragraph (NU-12)", what);
    diag_hint(c->diags, "write them alike");
}

static void check_prose(const struct checker *c, const struct prose *p)
{
    for (size_t k = 0; k < c->n_checks; k++) {
        const struct check *check = &c->checks[k];
        if (is_ignored(c, check->code))
            continue;
        for (size_t i = 0; i < p->n;) {
            struct finding f = {0};
            if (!check->begins || p->kinds[i] & check->begins)
                f = check->find(c->arena, p, i);
            if (f.n)
                report(c, check, p, i, &f);
            i += f.n ? f.n : 1;
        }
    }
    if (!c->wide)
        return;
    report_scripts(c, p);
    if (!is_ignored(c, DIAG_TEXT_PAIRS))
        pairs_check(p->c, p->at, p->n, c->diags);
}

static void check_spans(const struct checker *c, const struct span *spans, size_t n)
{
    character_list list = {0};
    place_list places = {0};
    for (size_t i = 0; i < n; i++)
        add_span(&list, &places, &spans[i]);
    unsigned char *kinds = xcalloc(list.n, sizeof *kinds);
    for (size_t i = 0; i < list.n; i++)
        kinds[i] = prose_kind(list.v[i]);
    const struct prose p = {list.v, kinds, places.v, list.n, c->year, c->month};
    check_prose(c, &p);
    free(kinds);
    vec_free(&list);
    vec_free(&places);
}

/* ---- blocks ---- */

static uint32_t first_character(const struct block *b)
{
    size_t i = 0;
    return b->n_spans && b->spans[0].text.n ? utf8_next(b->spans[0].text, &i) : 0;
}

static uint32_t last_character(const struct block *b)
{
    uint32_t c = 0;
    for (size_t i = 0; b->n_spans && i < b->spans[b->n_spans - 1].text.n;)
        c = utf8_next(b->spans[b->n_spans - 1].text, &i);
    return c;
}

/* PG-10: of a quotation of several paragraphs only the last one has a closing mark. */
static void check_quotation(const struct checker *c, const struct block *quote)
{
    for (size_t i = 0; i + 1 < quote->n_children; i++) {
        const struct block *a = &quote->children[i], *b = a + 1;
        bool both = a->kind == BLOCK_PARAGRAPH && b->kind == BLOCK_PARAGRAPH &&
                    first_character(a) == 0x201C && first_character(b) == 0x201C;
        if (!both || last_character(a) != 0x201D || is_ignored(c, DIAG_TEXT_QUOTATION))
            continue;
        diag_add(c->diags, DIAG_TEXT_QUOTATION, a->at,
                 "the quotation goes on in the next paragraph, but is closed here (PG-10)");
        diag_hint(c->diags, "each paragraph begins with “, only the last one ends with ”");
    }
}

/* ---- tables (TB-05) ---- */

static str cell_text(const struct block *row, size_t column)
{
    const struct block *cell = column < row->n_children ? &row->children[column] : NULL;
    bool plain = cell && cell->n_spans && cell->spans[0].kind == SPAN_TEXT;
    return plain ? str_trim(cell->spans[0].text) : STR("");
}

static bool has_numbers(const struct block *table, size_t column)
{
    for (size_t r = 1; r < table->n_children; r++) {
        str text = cell_text(&table->children[r], column);
        if (text.n && utf8_is_digit((unsigned char)text.p[0]))
            return true;
    }
    return false;
}

static void check_ditto(const struct checker *c, const struct block *cell, str text)
{
    if (!str_is(text, "同上") && !str_is(text, "〃") && !str_is(text, "″"))
        return;
    diag_add(c->diags, DIAG_TABLE_CELL, cell->at, "`%.*s` stands in a column of numbers (TB-05)",
             STR_ARG(text));
    diag_hint(c->diags, "write the number; — for none, nothing for not measured");
}

/* The same as above is no number. */
static void check_table(const struct checker *c, const struct block *table)
{
    size_t columns = table->n_children ? table->children[0].n_children : 0;
    for (size_t i = 0; i < columns && !is_ignored(c, DIAG_TABLE_CELL); i++) {
        if (!has_numbers(table, i))
            continue;
        for (size_t r = 1; r < table->n_children; r++)
            if (i < table->children[r].n_children)
                check_ditto(c, &table->children[r].children[i], cell_text(&table->children[r], i));
    }
}

static void check_blocks(const struct checker *c, const struct block *blocks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct block *b = &blocks[i];
        if (c->wide && b->kind == BLOCK_TABLE)
            check_table(c, b);
        if (b->kind == BLOCK_CODE || b->kind == BLOCK_TABLE)
            continue;
        if (b->n_spans)
            check_spans(c, b->spans, b->n_spans);
        if (c->wide && b->kind == BLOCK_QUOTE)
            check_quotation(c, b);
        check_blocks(c, b->children, b->n_children);
    }
}

/* ---- note marks (FN-03) ---- */

struct note_marks {
    struct place before, after; /* the first mark that stands before a stop, and after one */
};

static void find_marks(const struct block *b, struct note_marks *m)
{
    static const char stops[] = "。！？”）";
    for (size_t i = 0; i < b->n_spans; i++) {
        const struct span *s = &b->spans[i];
        if (s->kind != SPAN_NOTE)
            continue;
        size_t zero = 0;
        uint32_t last = 0;
        for (size_t k = 0; i > 0 && k < s[-1].text.n;)
            last = utf8_next(s[-1].text, &k);
        uint32_t next = i + 1 < b->n_spans && s[1].text.n ? utf8_next(s[1].text, &zero) : 0;
        if (prose_is_one_of(last, stops) && !m->after.source)
            m->after = s->at;
        else if (prose_is_one_of(next, stops) && !m->before.source)
            m->before = s->at;
    }
    for (size_t i = 0; i < b->n_children; i++)
        find_marks(&b->children[i], m);
}

static bool comes_later(struct place a, struct place b)
{
    return a.line > b.line || (a.line == b.line && a.column > b.column);
}

static void check_note_marks(const struct checker *c)
{
    struct note_marks m = {0};
    for (size_t i = 0; i < c->article->n_blocks; i++)
        find_marks(&c->article->blocks[i], &m);
    if (!m.before.source || !m.after.source || is_ignored(c, DIAG_TEXT_NOTE_MARKS))
        return;
    diag_add(c->diags, DIAG_TEXT_NOTE_MARKS, comes_later(m.before, m.after) ? m.before : m.after,
             "note marks stand before and after stops in this article (FN-03)");
    diag_hint(c->diags,
              "before the stop a mark is for the word, after it for the sentence; use one "
              "way where it makes no difference");
}

static void check_all(const struct checker *c)
{
    const struct article *article = c->article;
    check_blocks(c, article->blocks, article->n_blocks);
    for (size_t i = 0; i < article->n_notes; i++)
        check_blocks(c, article->notes[i].blocks, article->notes[i].n_blocks);
    if (c->wide)
        check_note_marks(c);
    arena_free(c->arena);
}

void article_check(const struct article *article, struct diags *d)
{
    const struct checker c = {.article = article,
                              .diags = d,
                              .arena = arena_new(),
                              .checks = checks,
                              .n_checks = sizeof checks / sizeof *checks,
                              .wide = true};
    check_all(&c);
}

void article_check_internal(const struct article *article, struct diags *d)
{
    const struct checker c = {.article = article,
                              .diags = d,
                              .arena = arena_new(),
                              .checks = internal_checks,
                              .n_checks = sizeof internal_checks / sizeof *internal_checks};
    check_all(&c);
}

void article_check_dates(const struct article *article, const struct issue *issue, struct diags *d)
{
    const struct checker c = {.article = article,
                              .diags = d,
                              .arena = arena_new(),
                              .checks = dated_checks,
                              .n_checks = sizeof dated_checks / sizeof *dated_checks,
                              .year = issue->date_year,
                              .month = issue->month};
    check_all(&c);
}
