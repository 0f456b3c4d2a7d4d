/* What an observer is told of lines: by hand for single rules, by a second way for any text. */
#include "compose/report.h"
#include "../base/random.h"

#include "base/utf8.h"
#include "compose/composer.h"
#include "compose/words.h"
#include "model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define MOST_LINES 64

struct watch {
    struct model model;
    struct composer *composer;
    struct line_report lines[MOST_LINES];
    size_t n;
};

static const char *fonts_folder;

static str keep(struct watch *w, str s)
{
    return str_dup(w->model.arena, s);
}

static const char *keep_rule(struct watch *w, const char *rule)
{
    return rule ? str_z(w->model.arena, str_of(rule)) : NULL;
}

static void keep_neighbours(struct watch *w, struct line_neighbours *list)
{
    for (size_t i = 0; i < list->n; i++) {
        list->v[i].around = keep(w, list->v[i].around);
        list->v[i].rule = keep_rule(w, list->v[i].rule);
    }
}

/* The report is the composer's: everything it points to is copied. */
static void see(const struct line_report *r, void *data)
{
    struct watch *w = data;
    assert_true(w->n < MOST_LINES);
    struct line_report *kept = &w->lines[w->n++];
    *kept = *r;
    kept->text = keep(w, r->text);
    kept->style = keep(w, r->style);
    kept->rule = keep_rule(w, r->rule);
    keep_neighbours(w, &kept->before);
    keep_neighbours(w, &kept->after);
}

static int set_up(void **state)
{
    struct watch *w = calloc(1, sizeof *w);
    model_init(&w->model, fonts_folder);
    w->composer = composer_new(&w->model.layout, w->model.fonts, "zh-CN", w->model.diags);
    hyphenator_free(w->composer->hyphenator);
    w->composer->hyphenator = hyphenator_new(NULL);
    composer_observe(w->composer, see, w);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct watch *w = *state;
    composer_free(w->composer);
    diags_free(w->model.diags); /* lines are meant to be bad here */
    w->model.diags = diags_new();
    model_finish(&w->model);
    free(w);
    return 0;
}

static struct lines compose_spans(struct watch *w, const struct span *spans, size_t n, int em)
{
    struct paragraph in = {
        .spans = spans, .n_spans = n, .style = &w->model.body, .measure = (length)em * EM};
    w->n = 0;
    return compose_paragraph(w->composer, w->model.arena, &in, w->model.diags);
}

static struct lines compose(struct watch *w, str text, int em)
{
    struct span span = {.text = text};
    return compose_spans(w, &span, 1, em);
}

static void assert_text(str got, const char *expected)
{
    if (!str_is(got, expected))
        fail_msg("expected `%s`, got `%.*s`", expected, STR_ARG(got));
}

static void assert_move(const struct line_move *m, int amount, size_t places, int each)
{
    assert_int_equal(m->amount, amount);
    assert_int_equal(m->places, places);
    assert_int_equal(m->each, each);
}

static void assert_forbidden(const struct line_neighbour *n, const char *around, const char *rule)
{
    assert_text(n->around, around);
    assert_int_equal(n->lost, LOST_FORBIDDEN);
    assert_non_null(n->rule);
    assert_string_equal(n->rule, rule);
}

static void assert_legal(const struct line_neighbour *n, const char *around, enum line_lost lost)
{
    assert_text(n->around, around);
    assert_int_equal(n->lost, lost);
    assert_null(n->rule);
}

/* ---- by hand ---- */

static void test_a_squeezed_line(void **state)
{
    struct watch *w = *state;
    compose(w, STR("一二三四，五六七八九十，甲乙丙丁"), 11);
    assert_int_equal(w->n, 2);
    const struct line_report *r = &w->lines[0];
    assert_text(r->text, "一二三四，五六七八九十，");
    assert_text(r->style, "body");
    assert_int_equal(r->number, 1);
    assert_int_equal(r->of, 2);
    assert_false(r->last);
    assert_false(r->emergency);
    assert_int_equal(r->fit.stage, STAGE_REDUCED);
    assert_int_equal(r->fit.natural, 23 * EM / 2); /* the last comma's blank is off */
    assert_int_equal(r->fit.available, 11 * EM);
    assert_int_equal(r->fit.rest, 0);
    assert_int_equal(r->fit.cost, 500);
    assert_move(&r->fit.reduced[STAGE_S5], 500, 1, 500);
    assert_move(&r->fit.reduced[STAGE_S7], 0, 0, 0);
    assert_move(&r->fit.expanded[STAGE_X3], 0, 0, 0);
}

static void test_the_ends_beside_a_squeezed_line(void **state)
{
    struct watch *w = *state;
    compose(w, STR("一二三四，五六七八九十，甲乙丙丁"), 11);
    const struct line_report *r = &w->lines[0];
    assert_int_equal(r->before.n, 2);
    assert_forbidden(&r->before.v[0], "九十|，甲", "LB-01");
    assert_legal(&r->before.v[1], "八九|十，", LOST_COST);
    assert_int_equal(r->before.v[1].fit.natural, 10 * EM);
    assert_move(&r->before.v[1].fit.expanded[STAGE_X3], 1000, 9, 111);
    assert_true(r->before.v[1].fit.cost > r->fit.cost);
    assert_int_equal(r->after.n, 2);
    assert_legal(&r->after.v[0], "，甲|乙丙", LOST_WIDE);
    assert_int_equal(r->after.v[0].fit.natural, 13 * EM);
    assert_move(&r->after.v[0].fit.reduced[STAGE_S5], 1000, 2, 500);
    assert_int_equal(r->after.v[0].fit.rest, -EM);
    assert_true(w->lines[1].last);
    assert_int_equal(w->lines[1].before.n + w->lines[1].after.n, 0);
}

static void test_a_spaced_line(void **state)
{
    struct watch *w = *state;
    compose(w, STR("一二三四五六七八九（甲乙）丙丁"), 10);
    const struct line_report *r = &w->lines[0];
    assert_text(r->text, "一二三四五六七八九");
    assert_int_equal(r->fit.stage, STAGE_EXPANDED);
    assert_move(&r->fit.expanded[STAGE_X3], 1000, 8, 125);
    assert_int_equal(line_looseness(r), 125);
    assert_int_equal(line_tightness(r), 0);
    assert_forbidden(&r->after.v[0], "九（|甲乙", "LB-02");
    assert_legal(&r->after.v[1], "（甲|乙）", LOST_WIDE);
}

/* 3 Han, 2 letters, 5 Han: 9.5 em with the gaps; two gaps give a quarter each in X2. */
static void test_gaps_beside_western_text(void **state)
{
    struct watch *w = *state;
    compose(w, STR("一二三AB四五六七八（甲乙丙丁"), 10);
    const struct line_report *r = &w->lines[0];
    assert_text(r->text, "一二三AB四五六七八");
    assert_int_equal(r->fit.natural, 19 * EM / 2);
    assert_move(&r->fit.expanded[STAGE_X2], 500, 2, 250);
    assert_move(&r->fit.expanded[STAGE_X3], 0, 0, 0);
    compose(w, STR("一二三AB四五六七八，甲乙丙丁"), 10);
    r = &w->lines[0]; /* with the comma 10 em: exact */
    assert_int_equal(r->fit.natural, 10 * EM);
    assert_int_equal(r->fit.stage, STAGE_NATURAL);
    compose(w, STR("一二三A四五六七，九，甲乙丙丁"), 10);
    r = &w->lines[0];
    assert_text(r->text, "一二三A四五六七，九，");
    assert_int_equal(r->fit.natural, 21 * EM / 2);
    assert_move(&r->fit.reduced[STAGE_S5], 500, 1, 500);
    compose(w, STR("一二三ABC四五六七八》甲乙丙丁"), 10);
    r = &w->lines[0]; /* half an em over, a quarter of it in the two gaps: no way */
    assert_text(r->text, "一二三ABC四五六七");
    assert_legal(&r->after.v[1], "八》|甲乙", LOST_WIDE);
    assert_move(&r->after.v[1].fit.reduced[STAGE_S6], 250, 2, 125);
    assert_int_equal(r->after.v[1].fit.rest, -EM / 4);
}

static void test_word_spaces(void **state)
{
    struct watch *w = *state;
    compose(w, STR("aa bb cc dddd"), 4);
    const struct line_report *r = &w->lines[0];
    assert_text(r->text, "aa bb cc");
    assert_move(&r->fit.expanded[STAGE_X1], 500, 2, 250);
    assert_forbidden(&r->before.v[0], "b c|c d", "LB-12");
}

static void test_the_nearest_legal_end_is_told_of(void **state)
{
    struct watch *w = *state;
    compose(w, STR("一二三四五六七八abcdef九十甲乙丙丁"), 10);
    const struct line_report *r = &w->lines[0];
    assert_text(r->text, "一二三四五六七八");
    assert_int_equal(r->after.n, 3);
    assert_int_equal(r->after.v[0].lost, LOST_FORBIDDEN);
    assert_int_equal(r->after.v[1].lost, LOST_FORBIDDEN);
    assert_legal(&r->after.v[2], "ef|九十", LOST_WIDE);
    assert_int_equal(r->after.v[2].fit.natural, 45 * EM / 4);
}

static void test_an_emergency(void **state)
{
    struct watch *w = *state;
    compose(w, STR("1234567890123456789012345678901234567890"), 5);
    const struct line_report *r = &w->lines[0];
    assert_text(r->text, "1234567890");
    assert_true(r->emergency);
    assert_non_null(r->rule);
    assert_int_equal(r->before.n, 2); /* none of all before is legal */
    assert_int_equal(r->after.n, 2);  /* and none that is near */
    assert_false(w->lines[w->n - 1].emergency);
}

static void test_a_penalty_is_part_of_the_cost(void **state)
{
    struct watch *w = *state;
    compose(w, STR("一二三四五六七八九十12亿元甲乙"), 12);
    const struct line_report *r = &w->lines[0];
    assert_text(r->text, "一二三四五六七八九十");
    const struct line_neighbour *n = &r->after.v[1];
    assert_legal(n, "12|亿元", LOST_COST);
    assert_true(n->fit.penalty > 0);
    assert_true(n->fit.cost - n->fit.penalty < r->fit.cost);
}

static void test_a_hyphen(void **state)
{
    struct watch *w = *state;
    compose(w, STR("一二三四五internationalization甲乙丙丁戊己"), 9);
    const struct line_report *r = &w->lines[0];
    assert_text(r->text, "一二三四五inter-");
    assert_int_equal(r->fit.natural, 33 * EM / 4);
    assert_move(&r->fit.expanded[STAGE_X2], 250, 1, 250);
    assert_move(&r->fit.expanded[STAGE_X3], 500, 5, 100);
    assert_true(r->fit.penalty > 0);
    assert_true(r->fit.cost > r->fit.penalty);
    assert_legal(&r->after.v[1], "na-|ti", LOST_WIDE);
    assert_forbidden(&r->before.v[0], "te|rn", "LB-12");
}

static void test_ends_that_the_author_set(void **state)
{
    struct watch *w = *state;
    struct span spans[] = {{.text = STR("一二三")}, {.kind = SPAN_BREAK}, {.text = STR("四五")}};
    compose_spans(w, spans, 3, 10);
    assert_int_equal(w->n, 2);
    assert_true(w->lines[0].last);
    assert_true(w->lines[1].last);
    assert_int_equal(w->lines[0].before.n + w->lines[0].after.n, 0);
    assert_int_equal(w->lines[0].fit.stage, STAGE_NATURAL);
    assert_int_equal(w->lines[0].fit.rest, 7 * EM);
}

static void test_looseness_of_a_line_without_gaps(void **state)
{
    struct watch *w = *state;
    compose(w, STR("123456 12345678901234"), 7);
    const struct line_report *r = &w->lines[0];
    assert_text(r->text, "123456");
    assert_int_equal(r->fit.rest, 4 * EM);
    assert_int_equal(line_looseness(r), 4000);
}

static void test_a_line_that_stands_out_is_the_tightest(void **state)
{
    struct watch *w = *state;
    w->model.body.size = 2 * EM;
    compose(w, STR("一二"), 1); /* each 2 em of the model in a measure of 1 */
    assert_int_equal(w->n, 2);
    assert_int_equal(w->lines[0].size, 2 * EM);
    assert_int_equal(w->lines[0].fit.rest, -EM);
    int64_t out = line_tightness(&w->lines[0]);
    w->model.body.size = EM;
    compose(w, STR("一二三四，五六七八九十，甲乙丙丁"), 11);
    assert_true(line_tightness(&w->lines[0]) > 0);
    assert_true(out > line_tightness(&w->lines[0]));
}

/* ---- whose lines ---- */

static void test_places_are_the_authors(void **state)
{
    struct watch *w = *state;
    struct source theirs = {STR("layout.yaml"), STR("")}, own = {STR("01.md"), STR("")};
    struct article article = {.source = &own};
    struct span spans[] = {{.text = STR("（"), .at = {&theirs, 7, 7}},
                           {.text = STR("一二\n三"), .at = {&own, 3, 9}},
                           {.text = STR("）"), .at = {&theirs, 7, 9}}};
    compose_spans(w, spans, 3, 20);
    const struct line_report *r = &w->lines[0];
    assert_null(r->article);
    assert_ptr_equal(r->at.source, &theirs);
    struct line_owner before =
        composer_owner(w->composer, (struct line_owner){.article = &article, .number = 4});
    assert_null(before.article);
    compose_spans(w, spans, 3, 20);
    assert_ptr_equal(r->article, &article);
    assert_int_equal(r->article_number, 4);
    assert_ptr_equal(r->at.source, &own);
    assert_int_equal(r->at.line, 3);
    assert_int_equal(r->at.column, 9);
    assert_int_equal(r->end.line, 4);
    assert_int_equal(r->end.column, 1);
    assert_int_equal(composer_owner(w->composer, before).number, 4);
}

static void test_who_does_not_watch_is_not_told(void **state)
{
    struct watch *w = *state;
    str text = STR("一二三四，五六七八九十，甲乙丙丁");
    struct lines watched = compose(w, text, 11);
    assert_int_equal(w->n, 2);
    composer_rehearse(w->composer, true);
    compose(w, text, 11);
    assert_int_equal(w->n, 0);
    composer_rehearse(w->composer, false);
    compose(w, text, 11);
    assert_int_equal(w->n, 2);
    composer_observe(w->composer, NULL, NULL);
    struct lines alone = compose(w, text, 11);
    assert_int_equal(w->n, 0);
    assert_int_equal(alone.n, watched.n);
    for (size_t i = 0; i < alone.n; i++)
        assert_int_equal(alone.v[i].width, watched.v[i].width);
}

/* ---- any text ---- */

static const char *const plain[] = {"一", "二", "三", "的", "文", "字", "，", "。", "（", "）"};
static const char *const mixed[] = {
    "一", "文", "，", "。", "《", "》", "“", "”", "2024", "12345678901234567890",
    "·",  "——", "、", "％", "字", "a b"};

static str random_text(struct watch *w, struct random *r, const char *const *pieces, uint32_t n)
{
    struct buf b = {0};
    size_t count = 20 + random_below(r, 100);
    for (size_t i = 0; i < count; i++)
        buf_str(&b, str_of(pieces[random_below(r, random_below(r, 3) ? 2 : n)]));
    str text = keep(w, buf_view(&b));
    buf_free(&b);
    return text;
}

static void check_move(const struct line_move *m, int cap)
{
    assert_true((m->amount > 0) <= (m->places > 0));
    assert_true(m->each <= cap);
    if (m->places)
        assert_true(labs((long)m->amount - (long)m->each * (long)m->places) <= (long)m->places);
}

/* What the stages took and gave, and what is left, make up the measure. */
static void check_fit(const struct line_fit *f)
{
    static const int caps[STAGE_S_COUNT] = {500, 0, 250, 500, 500, 125, 500};
    int64_t sum = f->natural * 1000 / EM + f->rest * 1000 / EM;
    for (int i = 0; i < STAGE_S_COUNT; i++) {
        check_move(&f->reduced[i], caps[i]);
        sum -= f->reduced[i].amount;
    }
    for (int i = 0; i < STAGE_X_COUNT; i++) {
        check_move(&f->expanded[i], i == STAGE_X3 ? 1000000 : 250);
        sum += f->expanded[i].amount;
    }
    assert_true(llabs((long long)(sum - f->available * 1000 / EM)) <= 12);
    assert_int_equal(f->fits, f->rest >= 0);
}

static void check_neighbours(const struct line_neighbours *list, bool emergency)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct line_neighbour *n = &list->v[i];
        assert_int_equal(n->lost == LOST_FORBIDDEN, n->rule != NULL);
        assert_true(n->lost != LOST_WIDE || !n->fit.fits);
        assert_true(str_find(n->around, '|', 0) < n->around.n);
        assert_true(i < 2 || n->lost != LOST_FORBIDDEN);
        assert_true(!emergency || n->lost == LOST_FORBIDDEN || n->lost == LOST_WIDE);
        check_fit(&n->fit);
    }
}

static void test_figures_of_any_line_add_up(void **state)
{
    struct watch *w = *state;
    struct random r = {1};
    size_t emergencies = 0;
    for (int i = 0; i < 400; i++) {
        str text = random_text(w, &r, mixed, sizeof mixed / sizeof *mixed);
        struct lines lines = compose(w, text, 8 + (int)random_below(&r, 24));
        assert_int_equal(w->n, lines.n);
        for (size_t k = 0; k < w->n; k++) {
            assert_int_equal(w->lines[k].number, k + 1);
            assert_int_equal(w->lines[k].of, w->n);
            assert_int_equal(w->lines[k].fit.natural, lines.v[k].natural);
            check_fit(&w->lines[k].fit);
            check_neighbours(&w->lines[k].before, w->lines[k].emergency);
            check_neighbours(&w->lines[k].after, w->lines[k].emergency);
            emergencies += w->lines[k].emergency;
        }
    }
    assert_true(emergencies > 0);
}

static int64_t cost_of_lines(const struct watch *w, size_t from)
{
    int64_t cost = 0;
    for (size_t i = from; i < w->n; i++)
        cost += w->lines[i].fit.cost;
    return cost;
}

static size_t count_han(str text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n;)
        n += class_of(utf8_next(text, &at)) == CLASS_HAN;
    return n;
}

/* A last line of one Han, or a line cut anywhere, adds a cost that the reports do not tell. */
static bool has_hidden_cost(const struct watch *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->lines[i].emergency)
            return true;
    return w->n > 0 && count_han(w->lines[w->n - 1].text) < 2;
}

/* Composes what follows an end that was not taken as a paragraph of its own: with the line before
 * it may not cost less than what was chosen, the lines from `line` on. */
static size_t check_lost_end(struct watch *w, str rest, int em, const struct line_report *line)
{
    const struct line_neighbour *n = &line->after.v[0];
    if (!line->after.n || n->lost != LOST_WHOLE || has_hidden_cost(w))
        return 0;
    int64_t other = n->fit.cost, cost = cost_of_lines(w, line->number - 1);
    compose(w, rest, em);
    if (has_hidden_cost(w))
        return 0;
    assert_true(other + cost_of_lines(w, 0) >= cost);
    return 1;
}

static void test_an_end_that_costs_less_costs_more_in_the_whole(void **state)
{
    struct watch *w = *state;
    struct random r = {2};
    size_t checked = 0;
    for (int i = 0; i < 3000; i++) {
        str text = random_text(w, &r, plain, sizeof plain / sizeof *plain);
        int em = 8 + (int)random_below(&r, 16);
        compose(w, text, em);
        size_t line = random_below(&r, (uint32_t)w->n), at = 0;
        for (size_t k = 0; k <= line; k++)
            at += w->lines[k].text.n;
        if (at == text.n)
            continue;
        utf8_next(text, &at);
        checked += check_lost_end(w, str_slice(text, at, text.n), em, &w->lines[line]);
    }
    assert_true(checked > 10);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    fonts_folder = argv[1];
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_squeezed_line),
        TEST(test_the_ends_beside_a_squeezed_line),
        TEST(test_a_spaced_line),
        TEST(test_gaps_beside_western_text),
        TEST(test_word_spaces),
        TEST(test_the_nearest_legal_end_is_told_of),
        TEST(test_an_emergency),
        TEST(test_a_penalty_is_part_of_the_cost),
        TEST(test_a_hyphen),
        TEST(test_ends_that_the_author_set),
        TEST(test_looseness_of_a_line_without_gaps),
        TEST(test_a_line_that_stands_out_is_the_tightest),
        TEST(test_places_are_the_authors),
        TEST(test_who_does_not_watch_is_not_told),
        TEST(test_figures_of_any_line_add_up),
        TEST(test_an_end_that_costs_less_costs_more_in_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
