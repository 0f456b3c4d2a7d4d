#include "paginate/threads.h"

#include "paginate/flaws.h"
#include "paginate/frames.h"
#include "paginate/jump.h"
#include "paginate/moves.h"
#include "paginate/note_numbers.h"
#include "paginate/regions.h"

#include <assert.h>

enum {
    REHEARSALS = 3, /* until the numbers of notes stand still */
    MOVES = 3,      /* of pictures with text beside them */
};

const struct master *page_master(const struct layout *l, size_t page, size_t n_pages)
{
    if (page == 0 && l->first)
        return l->first;
    return page + 1 == n_pages && l->last ? l->last : l->inside;
}

/* ---- threads and their articles ---- */

/* Whether it matters on which side a page lies: the pages that repeat are two then. */
static bool tells_sides(const struct plan *p)
{
    for (size_t i = 0; i < p->s->issue->n_articles; i++)
        if (article_begins(p->s, &p->s->issue->articles[i]) == BEGIN_RECTO)
            return true;
    return false;
}

static void find_threads(struct plan *p)
{
    const struct layout *l = p->s->layout;
    bool sides = tells_sides(p);
    p->t.n = l->n_threads + 1;
    p->t.v = arena_many(p->s->arena, p->t.n, struct thread);
    for (size_t i = 0; i < p->t.n; i++) {
        struct thread *t = &p->t.v[i];
        if (i < l->n_threads)
            t->name = l->threads[i].name;
        regions_find(t, p->s->arena, l, sides);
    }
}

static void assign(struct plan *p)
{
    const struct layout *l = p->s->layout;
    size_t n = p->s->issue->n_articles, main = p->t.n - 1, next = 0;
    p->thread_of = xcalloc(n, sizeof *p->thread_of);
    for (size_t i = 0; i < n; i++)
        p->thread_of[i] = main;
    for (size_t t = 0; t < l->n_threads; t++)
        for (int k = 0; k < l->threads[t].articles && next < n && p->t.v[t].n_regions; k++)
            p->thread_of[next++] = t;
    for (size_t i = 0; i < n; i++) {
        const struct thread *t = &p->t.v[p->thread_of[i]];
        struct article_setting *a = articles_get(p->articles, i);
        a->column = t->measure.column;
        a->full = t->measure.full;
        a->gap = t->measure.gap;
        a->lines = t->measure.lines;
    }
}

typedef VEC(struct segment) segment_list;

/* What an earlier dealing set to another measure is set to that of the thread's first frame. */
static void reset(const struct plan *p, size_t article)
{
    const struct measure_change change = {.to = p->t.v[p->thread_of[article]].measure};
    const struct article_setting *a = articles_get(p->articles, article);
    bool same = a->column == change.to.column && a->full == change.to.full &&
                a->gap == change.to.gap && !a->n_changes;
    if (!same)
        articles_change(p->articles, article, &change);
}

static void add_articles(const struct plan *p, size_t thread, segment_list *out)
{
    for (size_t i = 0; i < p->s->issue->n_articles; i++) {
        if (p->thread_of[i] == thread)
            reset(p, i);
        const struct article_setting *a = articles_get(p->articles, i);
        for (size_t k = 0; p->thread_of[i] == thread && k < a->n; k++)
            vec_push(out, a->segments[k]);
    }
}

/* ---- jumps (NP-13) ---- */

/* Hands what a thread has no room for to the main one. */
static void hand_on(struct plan *p, struct thread *t, segment_list *to)
{
    struct thread *main = &p->t.v[p->t.n - 1];
    const struct sheets *sheets = &t->sheets;
    for (size_t i = sheets->rest; i < t->flow.n; i++) {
        const struct segment *s = &t->flow.v[i];
        struct cursor at = i == sheets->rest ? sheets->rest_at : (struct cursor){0};
        bool cut = cursor_begun(at) || cursor_begun(s->from);
        bool follows = !s->starts_article && i == sheets->rest; /* between two of its segments */
        vec_push(to, plan_rest(p, s, at, main->measure));
        if (!cut && !follows) {
            continue;
        }
        struct jump *j = &p->t.jumps[p->t.n_jumps++];
        *j = (struct jump){.article = s->article};
        j->from_page = t->first_page + sheets->v[sheets->n - 1].page;
        t->jump = j;
        plan_head(p, &to->v[to->n - 1], main->measure.full, j->from_page);
    }
}

/* ---- dealing ---- */

struct dealing plan_dealing(const struct plan *p, const struct thread *t)
{
    const struct layout *l = p->s->layout;
    bool main = !t->name.n;
    return (struct dealing){
        .regions = t->regions,
        .n_regions = t->n_regions,
        .first = t->first,
        .last = t->last,
        .gap = l->article.gap,
        .gap_stretch = l->article.gap_stretch,
        .head_share = l->article.head_share,
        .least_lines = l->article.least_lines,
        .reserved = main ? 0 : jump_lines(l),
        .beside = main ? 0 : jump_beside(p->s, t->measure.column),
        .jumps = !main,
        .even = l->article.even,
        .notes = {.pitch = l->grid.pitch,
                  .separator = l->note_space * 2 + l->note_rule.thickness,
                  .leading = style_leading(l, l->styles[LAYOUT_NOTE])},
        .weights = &l->weights,
    };
}

static size_t pages_of(const struct thread *t)
{
    return t->sheets.n ? t->first_page + t->sheets.v[t->sheets.n - 1].page + 1 : 0;
}

/* How many of the main thread's segments begin on its first page: what jumps comes after them. */
static size_t count_front(const struct plan *p, const struct thread *t, const segment_list *own)
{
    const struct dealing dealing = plan_dealing(p, t);
    const struct flow flow = {own->v, own->n};
    struct sheets sheets = dealings_deal(p->dealings, p->s->arena, &flow, &dealing);
    size_t n = 0;
    for (size_t i = 0; i < sheets.n && t->regions[sheets.v[i].region].front; i++)
        for (size_t k = 0; k < sheets.v[i].n; k++)
            n = sheets.v[i].bands[k].index + 1;
    while (n && n < own->n && !own->v[n].starts_article)
        n++;
    return n;
}

/* The main thread: its own articles, and among them what others hand on. */
static void gather_main(const struct plan *p, struct thread *t, const segment_list *handed,
                        segment_list *all)
{
    segment_list own = {0};
    add_articles(p, p->t.n - 1, &own);
    size_t front = handed->n && t->n_regions && t->regions[0].front ? count_front(p, t, &own) : 0;
    for (size_t i = 0; i < front; i++)
        vec_push(all, own.v[i]);
    for (size_t i = 0; i < handed->n; i++)
        vec_push(all, handed->v[i]);
    for (size_t i = front; i < own.n; i++)
        vec_push(all, own.v[i]);
    vec_free(&own);
}

static void deal_all(struct plan *p)
{
    segment_list handed = {0};
    size_t main = p->t.n - 1, side_pages = 0;
    p->t.n_jumps = 0;
    for (size_t i = 0; i <= main; i++) {
        struct thread *t = &p->t.v[i];
        segment_list all = {0};
        if (i == main)
            gather_main(p, t, &handed, &all);
        else
            add_articles(p, i, &all);
        t->flow.n = all.n;
        t->flow.v = vec_take(p->s->arena, &all);
        t->jump = NULL;
        t->dealing = plan_dealing(p, t);
        t->sheets = plan_deal(p, t);
        if (i < main) {
            hand_on(p, t, &handed);
            side_pages = pages_of(t) > side_pages ? pages_of(t) : side_pages;
        }
    }
    vec_free(&handed);
    struct thread *t = &p->t.v[main];
    p->t.n_pages = pages_of(t);
    if (side_pages > p->t.n_pages)
        p->t.n_pages = side_pages;
    if (p->s->layout->first && !p->t.n_pages)
        p->t.n_pages = 1;
    if (p->s->layout->last && !t->sheets.ends_last)
        p->t.n_pages++;
}

static void find_targets(struct plan *p)
{
    const struct thread *main = &p->t.v[p->t.n - 1];
    for (size_t i = 0; i < main->sheets.n; i++) {
        const struct sheet *sheet = &main->sheets.v[i];
        for (size_t k = 0; k < sheet->n; k++)
            for (size_t j = 0; j < p->t.n_jumps; j++)
                if (sheet->bands[k].has_head && sheet->bands[k].segment->continues &&
                    sheet->bands[k].segment->article == p->t.jumps[j].article)
                    p->t.jumps[j].to_page = main->first_page + sheet->page;
    }
}

static bool any_provisional(const struct plan *p)
{
    for (size_t i = 0; i < p->s->issue->n_articles; i++)
        if (articles_provisional(p->articles, i))
            return true;
    return false;
}

/* Deals until the numbers of notes stand still. */
static void settle(struct plan *p)
{
    bool noted = note_numbers_wanted(p), settled = false;
    for (int i = 0; i < REHEARSALS && !settled; i++) {
        deal_all(p);
        settled = !noted || !note_numbers_set(p);
        if (!settled)
            articles_set(p->articles, true, true);
    }
    if (!settled)
        deal_all(p);
}

static int64_t cost_of(const struct plan *p)
{
    int64_t cost = 0;
    for (size_t i = 0; i < p->t.n; i++)
        cost += p->t.v[i].sheets.cost;
    return cost;
}

/* Moves pictures as long as that makes the pages better. */
static void move_pictures(struct plan *p)
{
    bool better = true;
    for (int i = 0; i < MOVES && better; i++) {
        struct moves m = moves_find(p);
        int64_t before = cost_of(p);
        if (!m.n)
            return;
        moves_do(p, &m);
        settle(p);
        better = cost_of(p) < before;
        if (!better) {
            moves_undo(p, &m);
            settle(p);
        }
    }
}

struct threads threads_deal(const struct setter *s, unsigned threads)
{
    struct plan p = {.s = s, .articles = articles_new(s, threads), .dealings = dealings_new()};
    size_t n = s->issue->n_articles;
    p.t.numbers = arena_many(s->arena, n, struct note_numbers);
    p.t.jumps = arena_many(s->arena, s->layout->n_threads, struct jump);
    find_threads(&p);
    assign(&p);
    bool provisional = any_provisional(&p);
    articles_set(p.articles, false, provisional);
    settle(&p);
    move_pictures(&p);
    if (provisional && composer_is_observed(s->composer)) { /* of lines that stay */
        articles_set(p.articles, true, false);
        deal_all(&p);
    }
    find_targets(&p);
    for (size_t i = 0; i < p.t.n; i++)
        flaws_report(&p.t.v[i], plan_is_one_measure(&p.t.v[i]) ? &p.t.v[i].dealing : NULL,
                     s->diags);
    dealings_free(p.dealings);
    articles_end(p.articles);
    free(p.thread_of);
    return p.t;
}
