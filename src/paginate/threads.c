#include "paginate/threads.h"

#include "paginate/flaws.h"
#include "paginate/frames.h"
#include "paginate/jump.h"
#include "paginate/plan.h"

#include <assert.h>

enum { REHEARSALS = 3 }; /* until the numbers of notes stand still */

const struct master *page_master(const struct layout *l, size_t page, size_t n_pages)
{
    if (page == 0 && l->first)
        return l->first;
    return page + 1 == n_pages && l->last ? l->last : l->inside;
}

/* ---- regions ---- */

static int frame_lines(const struct layout *l, const struct frame *f)
{
    return (int)(f->rect.h / l->grid.pitch);
}

struct regions {
    VEC(struct region) list;
    int turned; /* pages since the last region */
};

/* The frames of a thread on a page (a number from 1), one after the other. */
static size_t add_page(struct regions *r, const struct layout *l, const struct master *m,
                       str thread, size_t number)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n_frames; i++) {
        const struct frame *f = &m->frames[i];
        if (f->kind != FRAME_FLOW || !str_eq(f->thread, thread) || !frame_is_on(f, number))
            continue;
        struct region *region = vec_add(&r->list);
        *region = (struct region){.frame = f,
                                  .columns = f->columns,
                                  .lines = frame_lines(l, f),
                                  .pages = n ? 0 : r->turned,
                                  .odd = number % 2 == 1,
                                  .next = r->list.n};
        n++;
    }
    r->turned = n ? 1 : r->turned + 1;
    return n;
}

static bool alike(const struct master *m, str thread)
{
    for (size_t i = 0; i < m->n_frames; i++)
        if (m->frames[i].kind == FRAME_FLOW && str_eq(m->frames[i].thread, thread) &&
            m->frames[i].pages != PAGES_ALL)
            return false;
    return true;
}

/* First page, those with numbers of their own after it, inside pages over and over, and the last
 * one as another way to end. */
static void find_regions(struct thread *t, struct arena *a, const struct layout *l, bool sides)
{
    struct regions r = {0};
    size_t page = 0;
    if (l->first && !add_page(&r, l, l->first, t->name, 1))
        t->first_page = 1;
    if (l->first) {
        page = 1;
        for (size_t i = 0; i < r.list.n; i++)
            r.list.v[i].front = true;
        r.turned = r.list.n ? 1 : 0;
    }
    for (const struct master *m; (m = layout_front_master(l, page + 1)); page++)
        if (!add_page(&r, l, m, t->name, page + 1) && !r.list.n)
            t->first_page++;
    size_t cycle = r.list.n;
    size_t n = add_page(&r, l, l->inside, t->name, page + 1);
    if (sides || !alike(l->inside, t->name)) {
        if (!r.list.n)
            t->first_page++;
        r.turned = r.list.n ? r.turned : 0;
        n += add_page(&r, l, l->inside, t->name, page + 2);
    }
    if (n) {
        r.list.v[r.list.n - 1].next = cycle;
        r.list.v[cycle].pages = r.list.v[cycle].pages ? r.list.v[cycle].pages : 1;
    } else if (r.list.n) {
        r.list.v[r.list.n - 1].next = REGION_NONE;
    }
    t->last = REGION_NONE;
    size_t last = r.list.n;
    r.turned = 1;
    if (l->last && !t->name.n && add_page(&r, l, l->last, t->name, 2)) {
        t->last = last;
        r.list.v[r.list.n - 1].next = REGION_NONE;
    }
    t->n_regions = r.list.n;
    t->regions = vec_take(a, &r.list);
}

static void find_measure(struct thread *t, const struct layout *l)
{
    length column = (length)l->grid.characters * l->grid.size;
    t->measure = (struct measure){.column = column, .full = column};
    if (t->n_regions)
        t->measure = frame_measure(t->regions[t->first].frame, t->regions, t->n_regions);
}

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
        find_regions(t, p->s->arena, l, sides);
        find_measure(t, l);
    }
}

/* ---- articles to threads ---- */

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

/* ---- numbers of foot notes: from 1 on every page (FN-01) ---- */

static void number_column(struct plan *p, const struct segment *s, struct column_range c,
                          int count[])
{
    size_t article = (size_t)(s->article - p->s->issue->articles);
    struct note_numbers *numbers = &p->t.numbers[article];
    size_t note = s->first_note;
    for (size_t i = 0; i < c.note_from; i++)
        note += s->note_lines[i].first;
    for (size_t i = c.note_from; i < c.note_to; i++)
        if (s->note_lines[i].first && note < numbers->n)
            numbers->v[note++] = ++count[s->note_lines[i].list];
}

static void number_page(struct plan *p, size_t page)
{
    int count[NOTES_TABLE + 1] = {0}; /* each list by itself (FN-10) */
    for (size_t t = 0; t < p->t.n; t++) {
        const struct thread *thread = &p->t.v[t];
        for (size_t i = 0; i < thread->sheets.n; i++) {
            const struct sheet *sheet = &thread->sheets.v[i];
            for (size_t k = 0; thread->first_page + sheet->page == page && k < sheet->n; k++)
                for (int c = 0; c < thread->regions[sheet->region].columns; c++)
                    number_column(p, sheet->bands[k].segment, sheet->bands[k].columns[c], count);
        }
    }
}

static size_t count_notes(const struct article_setting *a)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->segments[i].n_note_lines; k++)
            n += a->segments[i].note_lines[k].first;
    return n;
}

/* Whether the numbers are others than those that an article was set with. */
static bool renumbers(const struct article_setting *a, const struct note_numbers *to)
{
    int count[NOTES_TABLE + 1] = {0};
    size_t note = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->segments[i].n_note_lines; k++) {
            const struct note_line *line = &a->segments[i].note_lines[k];
            if (!line->first)
                continue;
            int before = ++count[line->list];
            if (note < a->numbers.n)
                before = a->numbers.v[note];
            if (before != to->v[note++])
                return true;
        }
    return false;
}

/* Numbers all notes by the pages they stand on; whether that changed any. */
static bool number_notes(struct plan *p)
{
    bool changed = false;
    size_t n = p->s->issue->n_articles;
    for (size_t i = 0; i < n; i++) {
        struct note_numbers *to = &p->t.numbers[i];
        to->n = articles_noted(p->articles, i) ? count_notes(articles_get(p->articles, i)) : 0;
        to->v = arena_many(p->s->arena, to->n, int);
    }
    for (size_t page = 0; page < p->t.n_pages; page++)
        number_page(p, page);
    for (size_t i = 0; i < n; i++) {
        struct article_setting *a = articles_get(p->articles, i);
        changed |= p->t.numbers[i].n && renumbers(a, &p->t.numbers[i]);
        a->numbers = p->t.numbers[i];
    }
    return changed;
}

static bool any_noted(const struct plan *p)
{
    for (size_t i = 0; i < p->s->issue->n_articles; i++)
        if (articles_noted(p->articles, i))
            return true;
    return false;
}

struct threads threads_deal(const struct setter *s, unsigned threads)
{
    struct plan p = {.s = s, .articles = articles_new(s, threads), .dealings = dealings_new()};
    size_t n = s->issue->n_articles;
    p.t.numbers = arena_many(s->arena, n, struct note_numbers);
    p.t.jumps = arena_many(s->arena, s->layout->n_threads, struct jump);
    find_threads(&p);
    assign(&p);
    bool noted = any_noted(&p);
    articles_set(p.articles, false, noted);
    bool settled = false, observed = noted && composer_is_observed(s->composer);
    for (int i = 0; noted && i < REHEARSALS && !settled; i++) {
        deal_all(&p);
        settled = !number_notes(&p);
        if (!settled)
            articles_set(p.articles, true, true);
    }
    if (observed) /* of lines that stay */
        articles_set(p.articles, true, false);
    if (observed || !settled)
        deal_all(&p);
    find_targets(&p);
    for (size_t i = 0; i < p.t.n; i++) {
        const struct dealing d = plan_dealing(&p, &p.t.v[i]);
        flaws_report(&p.t.v[i], plan_is_one_measure(&p.t.v[i]) ? &d : NULL, s->diags);
    }
    dealings_free(p.dealings);
    articles_end(p.articles);
    free(p.thread_of);
    return p.t;
}
