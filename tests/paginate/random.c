/* Random flows with notes, pictures, heads over some columns and several frames a page: nothing is
 * lost, nothing lies over anything, order holds, notes stand under their marks. */
#include "made_up.h"
#include "paginate/costs.h"
#include "paginate/dealings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { DOCUMENTS = 200 };

/* ---- what must hold ---- */

/* How far the flow has been read. */
struct reading {
    size_t segment;
    struct cursor at;
};

static size_t notes_before(const struct segment *s, size_t piece)
{
    size_t n = 0;
    for (size_t i = 0; i < piece; i++)
        n += s->body[i].n_note_lines;
    return n;
}

static bool complete(const struct segment *s, struct cursor c)
{
    return c.piece == s->n_body && c.note == s->n_note_lines && c.figure == s->n_figures;
}

static int lines_of(const struct segment *s, struct column_range c)
{
    int lines = 0;
    for (size_t i = c.from; i < c.to; i++)
        lines += s->body[i].lines;
    return lines;
}

/* FN-08: a note begins under its mark; a divided one has two lines on each side. */
static void check_notes(const struct segment *s, struct column_range c)
{
    size_t mentioned = notes_before(s, c.to);
    assert_true(c.note_to <= mentioned);
    for (size_t i = c.note_to; i < mentioned; i++)
        assert_true(i == c.note_to || !s->note_lines[i].first);
    if (c.note_to == mentioned || c.note_to == c.note_from)
        return;
    assert_false(s->note_lines[c.note_to].first);
    assert_true(mentioned - c.note_to >= 2 && c.note_to - c.note_from >= 2);
}

static void check_column(const struct made_up *d, const struct band *b, int column,
                         struct cursor *at)
{
    const struct segment *s = b->segment;
    struct column_range c = b->columns[column];
    assert_int_equal(c.from, at->piece);
    assert_int_equal(c.note_from, at->note);
    assert_true(c.to >= c.from && c.note_to >= c.note_from);
    assert_int_equal(c.text, lines_of(s, c));
    assert_int_equal(c.notes, note_grid_lines(&d->dealing.notes, c.note_to - c.note_from));
    assert_true(c.top + c.text + c.notes + c.foot <= b->lines);
    if (c.to > c.from && c.to < s->n_body)
        assert_false(s->body[c.to - 1].kept);
    check_notes(s, c);
    at->piece = c.to;
    at->note = c.note_to;
}

/* GR-08: pictures lie in the room that their columns leave, none over another, after their mention
 * or on its page. */
static void check_figures(const struct band *b, struct cursor *at)
{
    int end = b->first + b->n_columns;
    for (int i = 0; i < b->n_figures; i++) {
        const struct figure_place *p = &b->figures[i];
        const struct figure *f = &b->segment->figures[p->figure];
        assert_int_equal(p->figure, at->figure++);
        assert_true(p->column >= b->first && p->column + f->columns <= end);
        assert_true(f->anchor <= b->columns[end - 1].to);
        assert_true(f->side == FIGURE_ANYWHERE || (f->side == FIGURE_FOOT) == p->foot);
        for (int c = p->column; c < p->column + f->columns; c++) {
            const struct column_range *r = &b->columns[c];
            if (p->foot)
                assert_true(p->line >= b->lines - r->foot && p->line + f->lines <= b->lines);
            else
                assert_true(p->line >= 0 && p->line + f->lines <= r->top);
        }
        for (int k = 0; k < i; k++) {
            const struct figure_place *q = &b->figures[k];
            const struct figure *g = &b->segment->figures[q->figure];
            assert_true(q->column >= p->column + f->columns ||
                        p->column >= q->column + g->columns || q->line >= p->line + f->lines ||
                        p->line >= q->line + g->lines);
        }
    }
}

static void check_band(const struct made_up *d, const struct region *r, const struct band *b,
                       struct reading *reading)
{
    if (b->has_head) {
        if (reading->segment || complete(&d->flow.v[0], reading->at))
            assert_true(complete(&d->flow.v[reading->segment], reading->at));
        reading->segment = (size_t)(b->segment - d->flow.v);
        reading->at = (struct cursor){0};
    }
    assert_ptr_equal(b->segment, &d->flow.v[reading->segment]);
    assert_true(b->n_columns >= 1 && b->first + b->n_columns <= r->columns);
    for (int c = 0; c < r->columns; c++) {
        if (c >= b->first && c < b->first + b->n_columns)
            check_column(d, b, c, &reading->at);
        else
            assert_true(b->columns[c].to == 0 && b->columns[c].note_to == 0);
    }
    check_figures(b, &reading->at);
    assert_int_equal(b->end.piece, reading->at.piece);
    assert_int_equal(b->end.figure, reading->at.figure);
}

static void check(const struct made_up *d, const struct sheets *sheets)
{
    struct reading reading = {0};
    size_t page = 0, headed = 0;
    for (size_t i = 0; i < sheets->n; i++) {
        const struct sheet *sheet = &sheets->v[i];
        const struct region *r = &d->regions[sheet->region];
        int used = 0, columns = 0; /* where the last band's columns begin */
        assert_true(sheet->page >= page);
        page = sheet->page;
        for (size_t k = 0; k < sheet->n; k++) {
            const struct band *b = &sheet->bands[k];
            assert_int_equal(b->top, b->first ? columns : used);
            assert_true(b->has_head && b->first ? b->segment->new_column : true);
            columns = b->top + b->gap + b->head + b->under;
            used = band_foot(b) > used ? band_foot(b) : used;
            assert_true(used <= r->lines);
            headed += b->has_head;
            check_band(d, r, b, &reading);
        }
    }
    assert_int_equal(headed, d->flow.n);
    assert_int_equal(reading.segment, d->flow.n - 1);
    assert_true(complete(&d->flow.v[d->flow.n - 1], reading.at));
}

static void test_random_documents(void **state)
{
    static const struct made_up_size size = {.columns = 4,
                                             .segments = 6,
                                             .pieces = 150,
                                             .least_lines = 26,
                                             .lines = 55,
                                             .head = 5,
                                             .figure = 12,
                                             .note = 7};
    (void)state;
    size_t broken = 0;
    for (uint64_t i = 0; i < DOCUMENTS; i++) {
        struct made_up d;
        make_up(&d, &size, i);
        struct sheets sheets = deal(d.arena, &d.flow, &d.dealing);
        bool forced = sheets_forced(&sheets);
        broken += forced;
        if (!forced)
            check(&d, &sheets);
        arena_free(d.arena);
    }
    assert_true(broken < DOCUMENTS / 20); /* what cannot be set is rare in these */
}

/* Changes one thing that decides where columns end. */
static void change(struct made_up *d)
{
    struct segment *s = &d->flow.v[made_up_next(d, (uint32_t)d->flow.n)];
    struct piece *p = &s->body[made_up_next(d, (uint32_t)s->n_body)];
    struct figure *figures = (struct figure *)s->figures;
    switch (made_up_next(d, 9)) {
    case 0: p->lines++; break;
    case 1: p->kept = !p->kept; break;
    case 2: p->flaw = p->flaw ? FLAW_NONE : FLAW_WIDOW; break;
    case 3: s->head->lines++; break;
    case 4: s->starts_article = !s->starts_article; break;
    case 5: s->new_page = !s->new_page; break;
    case 6: p->blank = s->blanks = true; break;
    case 7: d->regions[0].lines++; break;
    default:
        for (size_t i = 0; i < s->n_figures; i++)
            figures[i].lines += 2;
    }
}

/* What was found before is found again for a flow that looks the same, and for no other. */
static void test_memory(void **state)
{
    static const struct made_up_size size = {.columns = 3,
                                             .segments = 4,
                                             .pieces = 60,
                                             .least_lines = 20,
                                             .lines = 30,
                                             .head = 3,
                                             .figure = 8,
                                             .note = 4};
    (void)state;
    for (uint64_t i = 0; i < DOCUMENTS; i++) {
        struct made_up d, same;
        make_up(&d, &size, i);
        make_up(&same, &size, i);
        struct dealings *m = dealings_new();
        struct sheets first = dealings_deal(m, d.arena, &d.flow, &d.dealing);
        struct sheets again = dealings_deal(m, d.arena, &same.flow, &same.dealing);
        assert_int_equal(first.cost, again.cost);
        assert_int_equal(first.n, again.n);
        for (size_t k = 0; k < again.n; k++)
            for (size_t b = 0; b < again.v[k].n; b++)
                assert_ptr_equal(again.v[k].bands[b].segment,
                                 &same.flow.v[again.v[k].bands[b].index]);
        change(&same);
        struct sheets changed = dealings_deal(m, d.arena, &same.flow, &same.dealing);
        assert_int_equal(changed.cost, deal(d.arena, &same.flow, &same.dealing).cost);
        dealings_free(m);
        arena_free(d.arena);
        arena_free(same.arena);
    }
}

/* What a dealing costs is the sum of what it costs by each weight, counted once more from where its
 * columns end. */
static void test_costs(void **state)
{
    static const struct made_up_size size = {.columns = 4,
                                             .segments = 6,
                                             .pieces = 80,
                                             .least_lines = 20,
                                             .lines = 40,
                                             .head = 5,
                                             .figure = 8,
                                             .note = 7};
    (void)state;
    size_t compared = 0;
    for (uint64_t i = 0; i < DOCUMENTS; i++) {
        struct made_up d;
        make_up(&d, &size, i);
        struct weights w = *d.dealing.weights;
        w.page = 100;
        w.unbalanced = 7; /* what is left for it may be no other number */
        d.dealing.weights = &w;
        struct thread t = {.regions = d.regions, .flow = d.flow, .dealing = d.dealing};
        t.n_regions = d.dealing.n_regions;
        t.sheets = deal(d.arena, &d.flow, &d.dealing);
        if (!sheets_forced(&t.sheets)) {
            const struct costs parts = thread_costs(&t);
            assert_int_equal(costs_sum(&parts), t.sheets.cost);
            for (size_t k = 0; k < parts.n; k++)
                assert_true(strcmp(parts.v[k].weight, "unbalanced") || parts.v[k].cost % 7 == 0);
            compared++;
        }
        arena_free(d.arena);
    }
    assert_true(compared > DOCUMENTS * 3 / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_documents),
                                       cmocka_unit_test(test_memory), cmocka_unit_test(test_costs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
