/* Dealing pieces out to columns: balance, keeps, gaps, and properties over random flows. */
#include "../base/random.h"

#include "paginate/flaws.h"
#include "paginate/stretch.h"

#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct bench {
    struct arena *arena;
    struct diags *diags;
};

static int setup(void **state)
{
    struct bench *b = xcalloc(1, sizeof *b);
    b->arena = arena_new();
    b->diags = diags_new();
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct bench *b = *state;
    arena_free(b->arena);
    diags_free(b->diags);
    free(b);
    return 0;
}

static struct segment article(struct bench *b, int head, size_t lines)
{
    struct segment s = {.starts_article = true, .n_head = head ? 1 : 0, .n_body = lines};
    s.head = arena_one(b->arena, struct piece);
    s.head->lines = head;
    s.body = arena_many(b->arena, lines, struct piece);
    for (size_t i = 0; i < lines; i++)
        s.body[i].lines = 1;
    return s;
}

static const struct weights weights = {.short_page = 8,
                                       .short_column = 8,
                                       .unbalanced = 6,
                                       .wide_gap = 2,
                                       .scrap = 10,
                                       .table_split = 60,
                                       .broken = 100000};

static const struct region one_frame = {.columns = 2, .lines = 10, .pages = 1};

static const struct dealing two_columns = {.regions = &one_frame,
                                           .n_regions = 1,
                                           .last = REGION_NONE,
                                           .gap = 1,
                                           .gap_stretch = 2,
                                           .least_lines = 2,
                                           .weights = &weights};

static struct sheets deal_all(struct bench *b, struct segment *v, size_t n, const struct dealing *d)
{
    struct flow flow = {v, n};
    struct thread t = {.regions = (struct region *)d->regions, .flow = flow};
    t.sheets = deal(b->arena, &flow, d);
    flaws_report(&t, d, b->diags);
    return t.sheets;
}

static size_t taken(const struct band *b, int column)
{
    return b->columns[column].to - b->columns[column].from;
}

/* GR-05: 15 lines in two columns stand 8 and 7. */
static void test_balance(void **state)
{
    struct bench *b = *state;
    struct segment s = article(b, 2, 15);
    struct sheets sheets = deal_all(b, &s, 1, &two_columns);
    assert_int_equal(sheets.n, 1);
    assert_int_equal(taken(&sheets.v[0].bands[0], 0), 8);
    assert_int_equal(taken(&sheets.v[0].bands[0], 1), 7);
    assert_int_equal(sheets.v[0].bands[0].lines, 8);
}

/* GR-05, the document's own figures: 41 lines in two columns; 43 in three, short in the last column
 * (CLREQ) or shared. */
static void test_balance_figures(void **state)
{
    struct bench *b = *state;
    struct region frame = {.columns = 2, .lines = 60, .pages = 1};
    struct dealing d = two_columns;
    d.regions = &frame;
    struct segment s = article(b, 0, 41);
    struct sheets sheets = deal_all(b, &s, 1, &d);
    assert_int_equal(taken(&sheets.v[0].bands[0], 0), 21);
    assert_int_equal(taken(&sheets.v[0].bands[0], 1), 20);
    static const size_t expected[2][3] = {{15, 15, 13}, {15, 14, 14}};
    for (int even = 0; even < 2; even++) {
        frame.columns = 3;
        d.even = even;
        s = article(b, 0, 43);
        sheets = deal_all(b, &s, 1, &d);
        for (int i = 0; i < 3; i++)
            assert_int_equal(taken(&sheets.v[0].bands[0], i), expected[even][i]);
    }
}

/* An article that does not fit fills the page and goes on, balanced at its end. */
static void test_runs_on(void **state)
{
    struct bench *b = *state;
    struct segment s = article(b, 2, 25);
    struct sheets sheets = deal_all(b, &s, 1, &two_columns);
    assert_int_equal(sheets.n, 2);
    assert_int_equal(sheets.v[0].bands[0].lines, 8);
    assert_int_equal(taken(&sheets.v[1].bands[0], 0), 5);
    assert_int_equal(taken(&sheets.v[1].bands[0], 1), 4);
    assert_false(sheets.v[1].bands[0].has_head);
}

/* What a weight changes: where the first column of a page ends with it at 0, and at `value`. */
static const struct weight_case {
    size_t weight; /* its place in struct weights */
    int64_t value;
    int head;
    size_t lines;
    enum flaw flaw;
    size_t from, to; /* the lines that have it */
    size_t page, without, with;
} weight_cases[] = {
#define WEIGHT(name) offsetof(struct weights, name)
    /* of 18 lines two would be left for the next page: columns end earlier to give them company */
    {WEIGHT(scrap), 10, 2, 18, FLAW_NONE, 0, 0, 1, 1, 3},
    /* TB-03: a table of six lines that the next column can hold begins there */
    {WEIGHT(table_split), 60, 0, 30, FLAW_TABLE, 7, 12, 0, 10, 7},
    /* the eighth of 16 lines would end the first column: a line more is better (PG-07, PG-08) */
    {WEIGHT(widow), 100, 0, 16, FLAW_WIDOW, 7, 8, 0, 8, 9},
    {WEIGHT(orphan), 100, 0, 16, FLAW_ORPHAN, 7, 8, 0, 8, 9},
    {WEIGHT(lead_in), 100, 0, 16, FLAW_LEAD, 7, 8, 0, 8, 9},
    {WEIGHT(hyphen), 100, 0, 16, FLAW_HYPHEN, 7, 8, 0, 8, 9},
#undef WEIGHT
};

static void test_weights(void **state)
{
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof weight_cases / sizeof *weight_cases; i++)
        for (int with = 0; with < 2; with++) {
            const struct weight_case *c = &weight_cases[i];
            struct weights w = weights;
            struct dealing d = two_columns;
            d.weights = &w;
            *(int64_t *)((char *)&w + c->weight) = with ? c->value : 0;
            struct segment s = article(b, c->head, c->lines);
            for (size_t line = c->from; line < c->to; line++)
                s.body[line].flaw = c->flaw;
            struct sheets sheets = deal_all(b, &s, 1, &d);
            assert_int_equal(taken(&sheets.v[c->page].bands[0], 0), with ? c->with : c->without);
        }
}

/* A reader does not take a parted table amiss: it is no warning. */
static void test_table_is_no_flaw(void **state)
{
    struct bench *b = *state;
    struct segment s = article(b, 0, 30);
    for (size_t line = 0; line < 29; line++)
        s.body[line].flaw = FLAW_TABLE;
    deal_all(b, &s, 1, &two_columns);
    assert_int_equal(diags_count_of(b->diags, DIAG_WIDOW), 0);
}

/* GR-07: white above headings fills a column that ends early: whole lines, spread over its headings
 * in turn, never at its head, and none where they would not do. */
static void test_stretch(void **state)
{
    struct bench *b = *state;
    struct segment s = article(b, 0, 40);
    struct band band = {.segment = &s, .lines = 20, .n_columns = 2, .end = {.piece = 40}};
    struct thread t = {0}, jumping = {.jump = &(struct jump){0}};
    band.columns[0] = (struct column_range){.to = 17, .text = 17};
    band.columns[1] = (struct column_range){.from = 17, .to = 40, .text = 19};
    s.body[0].heading = s.body[4].heading = s.body[5].heading = s.body[9].heading = true;
    s.body[20].heading = true;
    assert_int_equal(column_stretch(&t, &band, 0, 0), 0);
    assert_int_equal(column_stretch(&t, &band, 0, 1), 0); /* 3 short, 2 headings */
    assert_int_equal(column_stretch(&t, &band, 0, 2), 3);
    assert_int_equal(column_stretch(&jumping, &band, 0, 2), 3);
    assert_int_equal(column_stretch(&t, &band, 1, 1), 0); /* a fair share (GR-05) */
    band.columns[1].text = 18;
    assert_int_equal(column_stretch(&t, &band, 1, 1), 1);
    band.end.piece = 39; /* it goes on: the last column is to end level, too */
    assert_int_equal(column_stretch(&t, &band, 1, 1), 0);
    assert_int_equal(column_stretch(&t, &band, 1, 2), 2);
    assert_int_equal(column_stretch(&jumping, &band, 1, 2), 0); /* the jump's line is at its foot */
    band.beside = 20;
    assert_int_equal(column_stretch(&t, &band, 1, 2), 0);
    assert_int_equal(column_stretch(&t, &band, 0, 2), 3);
    band.beside = 0;
    static const int expected[] = {[4] = 1, [9] = 2};
    int sum = 0;
    for (size_t i = 0; i < 17; i++) {
        int above = stretch_above(s.body, 17, i, 3);
        assert_int_equal(above, i < 10 ? expected[i] : 0);
        sum += above;
    }
    assert_int_equal(sum, 3);
    s.body[4].box = &(struct text_box){0}; /* where a box begins there is no place */
    s.body[5].box = s.body[4].box;
    assert_int_equal(stretch_above(s.body, 17, 4, 1), 0);
    assert_int_equal(stretch_above(s.body, 17, 9, 1), 1);
}

/* A flaw is put up with rather than a page more, when pages cost something. */
static void test_pages_cost(void **state)
{
    struct bench *b = *state;
    struct weights dear = weights;
    struct dealing d = two_columns;
    d.weights = &dear;
    dear.orphan = 100;
    for (int page = 0; page <= 100; page += 100) {
        struct segment v[] = {article(b, 0, 14), article(b, 1, 2)};
        v[0].body[6].flaw = FLAW_ORPHAN; /* 7 and 7, or 8 and 6 and no room for the other one */
        dear.page = page;
        assert_int_equal(deal_all(b, v, 2, &d).n, page ? 1 : 2);
    }
}

/* PG-09: a widow is worse than an orphan: of ends after 6 to 10 lines the one that makes an orphan.
 */
static void test_severity(void **state)
{
    struct bench *b = *state;
    struct weights w = weights;
    struct dealing d = two_columns;
    d.weights = &w;
    for (int i = 0; i < 2; i++) {
        w.widow = i ? 250 : 400;
        w.orphan = i ? 400 : 250;
        struct segment s = article(b, 0, 16);
        for (int line = 5; line < 10; line++)
            s.body[line].flaw = line == 8 ? FLAW_ORPHAN : FLAW_WIDOW;
        size_t first = taken(&deal_all(b, &s, 1, &d).v[0].bands[0], 0);
        assert_true(i ? first != 9 : first == 9);
    }
}

/* A head needs text under it in every column, else it goes to the next page; the gap of the page
 * it leaves behind is stretched no further than allowed. */
static void test_head_needs_text(void **state)
{
    struct bench *b = *state;
    struct segment v[] = {article(b, 2, 4), article(b, 2, 2), article(b, 3, 12)};
    struct sheets sheets = deal_all(b, v, 3, &two_columns);
    assert_int_equal(sheets.n, 2);
    assert_int_equal(sheets.v[0].n, 2);
    assert_int_equal(sheets.v[0].bands[1].gap, 3);
    assert_int_equal(sheets.v[0].bands[1].top, 4);
    assert_int_equal(sheets.v[1].bands[0].gap, 0);
}

/* What a gap was widened by is shared with the head below it, at most half. */
static void test_white_under_head(void **state)
{
    struct bench *b = *state;
    struct segment v[] = {article(b, 2, 4), article(b, 2, 2), article(b, 3, 12)};
    struct dealing d = two_columns;
    d.head_share = 1;
    struct sheets sheets = deal_all(b, v, 3, &d);
    assert_int_equal(sheets.v[0].bands[1].gap, 2);
    assert_int_equal(sheets.v[0].bands[1].under, 1);
    d.head_share = 0;
    sheets = deal_all(b, v, 3, &d);
    assert_int_equal(sheets.v[0].bands[1].gap, 3);
}

/* A heading is never the last thing in a column. */
static void test_keep(void **state)
{
    struct bench *b = *state;
    struct segment s = article(b, 0, 10);
    s.body[4].kept = true; /* the fifth line would end the first column */
    struct sheets sheets = deal_all(b, &s, 1, &two_columns);
    const struct band *band = &sheets.v[0].bands[0];
    assert_int_equal(taken(band, 0), 6);
    assert_int_equal(taken(band, 1), 4);
    assert_int_equal(diags_count(b->diags, SEVERITY_WARNING), 0);
}

/* What may not be parted but must be is parted, and reported. */
static void test_keep_broken(void **state)
{
    struct bench *b = *state;
    struct segment s = article(b, 0, 25);
    for (size_t i = 0; i < 24; i++)
        s.body[i].kept = true;
    struct sheets sheets = deal_all(b, &s, 1, &two_columns);
    size_t lines = 0;
    for (size_t i = 0; i < sheets.n; i++)
        for (int c = 0; c < 2; c++)
            lines += taken(&sheets.v[i].bands[0], c);
    assert_int_equal(lines, 25);
    assert_true(diags_count(b->diags, SEVERITY_WARNING) > 0);
}

static struct segment random_article(struct bench *b, struct random *r)
{
    struct segment s = article(b, 1 + (int)random_below(r, 4), 1 + random_below(r, 120));
    for (size_t i = 0; i + 1 < s.n_body; i++) {
        s.body[i].lines = random_below(r, 20) ? 1 : 2 + (int)random_below(r, 3);
        s.body[i].kept = random_below(r, 4) == 0;
    }
    return s;
}

/* Order, completeness, room and keeps, whatever comes. */
static void check(const struct sheets *sheets, struct segment *v, size_t n, const struct dealing *d)
{
    size_t segment = 0, at = 0;
    for (size_t i = 0; i < sheets->n; i++) {
        int used = 0;
        for (size_t k = 0; k < sheets->v[i].n; k++) {
            const struct band *band = &sheets->v[i].bands[k];
            assert_true(band->top >= used);
            used = band->top + band->gap + band->head + band->lines;
            assert_true(used <= d->regions->lines);
            for (int c = 0; c < d->regions->columns; c++) {
                if (at == v[segment].n_body) {
                    if (band->columns[c].from == band->columns[c].to)
                        continue;
                    segment++;
                    at = 0;
                }
                assert_ptr_equal(band->segment, &v[segment]);
                assert_int_equal(band->columns[c].from, at);
                at = band->columns[c].to;
                assert_true(at == 0 || at == v[segment].n_body || !v[segment].body[at - 1].kept);
            }
        }
    }
    assert_int_equal(segment, n - 1);
    assert_int_equal(at, v[n - 1].n_body);
}

static void test_random(void **state)
{
    struct bench *b = *state;
    struct random r = {7};
    for (int round = 0; round < 300; round++) {
        struct region region = {.columns = 1 + (int)random_below(&r, 4),
                                .lines = 25 + (int)random_below(&r, 40),
                                .pages = 1};
        struct dealing d = two_columns;
        d.regions = &region;
        d.gap = (int)random_below(&r, 3);
        d.gap_stretch = (int)random_below(&r, 4);
        d.least_lines = 1 + (int)random_below(&r, 4);
        size_t n = 1 + random_below(&r, 8);
        struct segment *v = arena_many(b->arena, n, struct segment);
        for (size_t i = 0; i < n; i++)
            v[i] = random_article(b, &r);
        struct sheets sheets = deal_all(b, v, n, &d);
        assert_int_equal(diags_count(b->diags, SEVERITY_WARNING), 0);
        check(&sheets, v, n, &d);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

/* HD-11: on a page of its own, and not in the second frame of a page. */
static void test_new_page(void **state)
{
    struct bench *b = *state;
    struct segment v[] = {article(b, 2, 4), article(b, 2, 4), article(b, 2, 4)};
    v[0].new_page = v[1].new_page = true;
    struct sheets sheets = deal_all(b, v, 3, &two_columns);
    assert_int_equal(sheets.n, 2);
    assert_int_equal(sheets.v[0].n, 1);
    assert_int_equal(sheets.v[1].n, 2);
    const struct region frames[] = {{.columns = 2, .lines = 10, .pages = 1, .next = 1},
                                    {.columns = 2, .lines = 10, .next = 0}};
    struct dealing d = two_columns;
    d.regions = frames;
    d.n_regions = 2;
    sheets = deal_all(b, v, 3, &d);
    const struct sheet *last = &sheets.v[sheets.n - 1];
    assert_int_equal(last->region, 0);
    assert_int_equal(last->page, 1);
    assert_int_equal(last->n, 2);
}

/* HD-11: what goes on without its head, which spanned two columns, needs only one: the article
 * after it begins in the next. */
static void test_new_column(void **state)
{
    struct bench *b = *state;
    struct region frame = {.columns = 3, .lines = 10, .pages = 1};
    struct dealing d = two_columns;
    d.regions = &frame;
    struct segment v[] = {article(b, 2, 36), article(b, 2, 8)};
    v[0].head_columns = 2;
    v[1].head_columns = 1;
    v[1].new_column = true;
    struct sheets sheets = deal_all(b, v, 2, &d);
    assert_int_equal(sheets.n, 2);
    assert_int_equal(sheets.v[1].n, 2);
    assert_int_equal(taken(&sheets.v[1].bands[0], 0), 10);
    assert_int_equal(sheets.v[1].bands[1].first, 1);
}

/* HD-11: on the right, the page before it left as it is. */
static void test_recto(void **state)
{
    struct bench *b = *state;
    struct segment v[] = {article(b, 2, 4), article(b, 2, 4), article(b, 2, 4)};
    v[1].new_page = v[1].recto = true;
    const struct region pages[] = {{.columns = 2, .lines = 10, .pages = 1, .odd = true, .next = 1},
                                   {.columns = 2, .lines = 10, .pages = 1, .next = 0}};
    struct dealing d = two_columns;
    d.regions = pages;
    d.n_regions = 2;
    struct sheets sheets = deal_all(b, v, 3, &d);
    assert_int_equal(sheets.n, 3);
    assert_int_equal(sheets.v[0].n, 1);
    assert_int_equal(sheets.v[1].n, 0);
    assert_int_equal(sheets.v[2].n, 2);
    assert_int_equal(sheets.v[2].page, 2);
}

/* NP-13: the line of a jump has one of its own at the foot, but where the last line leaves it room.
 */
static void test_jump_beside(void **state)
{
    struct bench *b = *state;
    struct region frame = {.columns = 2, .lines = 10, .pages = 1, .next = REGION_NONE};
    struct dealing d = two_columns;
    d.regions = &frame;
    d.jumps = true;
    d.reserved = 1;
    d.beside = 100;
    for (int fits = 0; fits < 2; fits++) {
        struct segment s = article(b, 0, 30);
        for (size_t i = 0; i < 30; i++)
            s.body[i].used = 200;
        s.body[18].flaw = FLAW_TABLE; /* no place for a choice between two good ones */
        s.body[19].used = fits ? 100 : 101;
        struct sheets sheets = deal_all(b, &s, 1, &d);
        assert_int_equal(taken(&sheets.v[0].bands[0], 0), 10);
        assert_int_equal(taken(&sheets.v[0].bands[0], 1), fits ? 10 : 8);
    }
}

/* More pictures than text: pages of pictures alone come after the last line, and none is lost. */
static void test_many_figures(void **state)
{
    struct bench *b = *state;
    static const struct weights near = {.short_page = 8,
                                        .short_column = 8,
                                        .unbalanced = 6,
                                        .figure_late = 10,
                                        .figure_far = 1,
                                        .broken = 100000};
    struct segment s = article(b, 2, 4);
    s.n_figures = 7;
    struct figure *figures = arena_many(b->arena, s.n_figures, struct figure);
    for (size_t i = 0; i < s.n_figures; i++)
        figures[i] = (struct figure){.lines = 5, .columns = 1, .anchor = 1};
    s.figures = figures;
    struct dealing d = two_columns;
    d.weights = &near;
    struct sheets sheets = deal_all(b, &s, 1, &d);
    int placed = 0;
    for (size_t i = 0; i < sheets.n; i++)
        for (size_t k = 0; k < sheets.v[i].n; k++)
            placed += sheets.v[i].bands[k].n_figures;
    assert_int_equal(placed, 7);
    assert_int_equal(sheets.rest, 1);
}

/* FG-04: a picture over a column's head does not part the paragraph of 14 lines before it where
 * that costs less than it weighs; here a line more than the least height. */
static void test_picture_between_paragraphs(void **state)
{
    struct bench *b = *state;
    static const size_t first_column[] = {15, 14};
    for (int with = 0; with < 2; with++) {
        struct weights w = weights;
        w.figure_early = 12;
        w.figure_far = 6;
        w.figure_late = 40;
        w.figure_split = with ? 40 : 0;
        struct region frame = {.columns = 2, .lines = 20, .pages = 1};
        struct dealing d = two_columns;
        d.regions = &frame;
        d.weights = &w;
        struct segment s = article(b, 0, 25);
        for (size_t i = 0; i < s.n_body; i++)
            s.body[i].goes_on = i != 13;
        struct figure figure = {.lines = 5, .columns = 1, .anchor = 12, .side = FIGURE_TOP};
        s.figures = &figure;
        s.n_figures = 1;
        struct sheets sheets = deal_all(b, &s, 1, &d);
        const struct band *band = &sheets.v[0].bands[0];
        assert_int_equal(band->figures[0].column, 1);
        assert_false(band->figures[0].foot);
        assert_int_equal(taken(band, 0), first_column[with]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_balance),
        TEST(test_new_page),
        TEST(test_new_column),
        TEST(test_recto),
        TEST(test_many_figures),
        TEST(test_jump_beside),
        TEST(test_balance_figures),
        TEST(test_runs_on),
        TEST(test_weights),
        TEST(test_table_is_no_flaw),
        TEST(test_stretch),
        TEST(test_pages_cost),
        TEST(test_severity),
        TEST(test_head_needs_text),
        TEST(test_white_under_head),
        TEST(test_keep),
        TEST(test_keep_broken),
        TEST(test_random),
        TEST(test_picture_between_paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
