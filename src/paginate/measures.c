/* Threads whose frames have columns of several widths. */
#include "paginate/jump.h"
#include "paginate/plan.h"

#include "base/vec.h"

#include <string.h>

static bool same_measure(struct measure a, struct measure b)
{
    return a.column == b.column && a.full == b.full && a.gap == b.gap;
}

struct measure frame_measure(const struct frame *f, const struct region *regions, size_t n)
{
    length text = f->rect.w - (length)(f->columns - 1) * f->gap;
    struct measure m = {text / f->columns, f->rect.w, f->gap, 0};
    for (size_t i = 0; i < n; i++)
        if (regions[i].lines > m.lines && same_measure(m, frame_measure(regions[i].frame, NULL, 0)))
            m.lines = regions[i].lines;
    return m;
}

static bool alike(const struct thread *t, size_t a, size_t b)
{
    const struct frame *x = t->regions[a].frame, *y = t->regions[b].frame;
    return x->columns == y->columns &&
           same_measure(frame_measure(x, NULL, 0), frame_measure(y, NULL, 0));
}

bool plan_is_one_measure(const struct thread *t)
{
    for (size_t i = 1; i < t->n_regions; i++)
        if (!alike(t, 0, i))
            return false;
    return true;
}

/* ---- what is left, to another measure ---- */

static void drop_figures(struct arena *a, struct segment *s, struct cursor at)
{
    const struct figure *old = s->figures + at.figure;
    s->n_figures -= at.figure;
    struct figure *figures = arena_many(a, s->n_figures, struct figure);
    for (size_t i = 0; i < s->n_figures; i++) {
        figures[i] = old[i];
        figures[i].anchor -= old[i].anchor < at.piece ? old[i].anchor : at.piece;
    }
    s->figures = figures;
}

static void cut(struct arena *a, struct segment *s, struct cursor at)
{
    s->from = at;
    s->starts_article = s->starts_section = s->new_page = s->recto = s->new_column = false;
    s->head_columns = 0;
    s->n_head = 0;
    s->body += at.piece;
    s->n_body -= at.piece;
    for (size_t i = 0; i < at.note; i++)
        s->first_note += s->note_lines[i].first;
    s->note_lines += at.note;
    s->n_note_lines -= at.note;
    drop_figures(a, s, at);
}

struct segment plan_rest(struct plan *p, const struct segment *s, struct cursor at,
                         struct measure m)
{
    size_t article = (size_t)(s->article - p->s->issue->articles);
    struct cursor from = {s->from.piece + at.piece, s->from.note + at.note,
                          s->from.figure + at.figure};
    const struct measure_change change = {s->index, from, m};
    if (!same_measure(articles_measure(p->articles, article), m))
        articles_change(p->articles, article, &change);
    struct segment rest = articles_get(p->articles, article)->segments[s->index];
    if (cursor_begun(from))
        cut(p->s->arena, &rest, from);
    rest.continues = s->continues && !cursor_begun(at);
    if (!rest.continues)
        return rest;
    for (size_t i = 0; i < p->t.n_jumps; i++)
        if (p->t.jumps[i].article == s->article)
            plan_head(p, &rest, m.full, p->t.jumps[i].from_page);
    return rest;
}

/* ---- frames of one width in turn ---- */

/* Regions that follow each other and have one measure; on one page where the last page might be
 * next. */
struct run {
    VEC(struct region) regions;
    VEC(size_t) of; /* the thread's regions */
    size_t after;   /* the region after them; REGION_NONE: none, or they go on for ever */
    bool endless;
};

struct runs {
    struct plan *p;
    struct thread *t;
    VEC(struct segment) flow;
    VEC(struct sheet) sheets;
    size_t next;      /* of the flow */
    struct cursor at; /* in it */
    size_t page;
    bool trial; /* what does not fit stays */
    bool ends_last, lost;
};

static size_t place_in(const struct run *run, size_t region)
{
    for (size_t i = 0; i < run->of.n; i++)
        if (run->of.v[i] == region)
            return i;
    return REGION_NONE;
}

static bool turns(const struct thread *t, const struct run *run, size_t region)
{
    return run->of.n && t->last != REGION_NONE && region != REGION_NONE && t->regions[region].pages;
}

static void find_run(const struct thread *t, size_t region, struct run *run)
{
    size_t first = region;
    run->regions.n = run->of.n = 0;
    while (region != REGION_NONE && alike(t, first, region) &&
           place_in(run, region) == REGION_NONE && !turns(t, run, region)) {
        vec_push(&run->of, region);
        vec_push(&run->regions, t->regions[region]);
        run->regions.v[run->regions.n - 1].next = run->regions.n;
        region = t->regions[region].next;
    }
    bool open = region != REGION_NONE && !turns(t, run, region);
    size_t back = open ? place_in(run, region) : REGION_NONE;
    run->endless = back != REGION_NONE;
    run->after = run->endless ? REGION_NONE : region;
    run->regions.v[run->regions.n - 1].next = back;
}

static int area_of(const struct segment *s, int columns)
{
    int lines = 0;
    for (size_t i = 0; i < s->n_head; i++)
        lines += s->head[i].lines * columns;
    for (size_t i = 0; i < s->n_body; i++)
        lines += s->body[i].lines;
    return lines;
}

/* As much of the flow as fills the run, set to its measure; where that ends. An article comes
 * whole. */
static size_t set_window(struct runs *r, const struct run *run)
{
    const struct frame *f = run->regions.v[0].frame;
    int64_t room = 0, used = 0;
    for (size_t i = 0; i < run->regions.n; i++)
        room += (int64_t)run->regions.v[i].lines * run->regions.v[i].columns;
    size_t i = r->next;
    for (; i < r->flow.n; i++) {
        bool whole = i > r->next && r->flow.v[i].article != r->flow.v[i - 1].article;
        if (whole && !run->endless && used > room)
            break;
        struct cursor at = i == r->next ? r->at : (struct cursor){0};
        const struct measure m = frame_measure(f, run->regions.v, run->regions.n);
        r->flow.v[i] = plan_rest(r->p, &r->flow.v[i], at, m);
        used += area_of(&r->flow.v[i], f->columns);
    }
    r->at = (struct cursor){0};
    return i;
}

static void take_sheets(struct runs *r, const struct run *run, const struct sheets *sheets)
{
    for (size_t i = 0; i < sheets->n; i++) {
        struct sheet sheet = sheets->v[i];
        sheet.region = run->of.v[sheet.region];
        sheet.page += r->page;
        vec_push(&r->sheets, sheet);
    }
    if (sheets->n)
        r->page += sheets->v[sheets->n - 1].page;
}

/* Fills a run. False: nothing went in. */
static bool deal_run(struct runs *r, const struct run *run)
{
    size_t end = set_window(r, run), n = end - r->next;
    struct segment *window = arena_many(r->p->s->arena, n, struct segment);
    memcpy(window, r->flow.v + r->next, n * sizeof *window);
    const struct flow flow = {window, n};
    struct dealing d = plan_dealing(r->p, r->t);
    struct weights weights = *d.weights;
    bool last = run->after == REGION_NONE && !r->trial;
    d.regions = run->regions.v;
    d.n_regions = run->regions.n;
    d.first = 0;
    d.last = REGION_NONE;
    d.jumps = last ? d.jumps : true;
    d.other = !last;
    d.reserved = last ? d.reserved : 0;
    if (d.reserved)
        d.beside = jump_beside(r->p->s, frame_measure(run->regions.v[0].frame, NULL, 0).column);
    weights.jump = last ? weights.jump : 0;
    d.weights = &weights;
    struct sheets sheets = dealings_deal(r->p->dealings, r->p->s->arena, &flow, &d);
    take_sheets(r, run, &sheets);
    r->lost |= sheets.lost;
    bool moved = sheets.rest > 0 || cursor_begun(sheets.rest_at);
    r->next += sheets.rest;
    r->at = sheets.rest_at;
    return moved;
}

static struct sheets take_result(struct runs *r)
{
    struct sheets out = {.n = r->sheets.n,
                         .rest = r->next,
                         .rest_at = r->at,
                         .lost = r->lost,
                         .ends_last = r->ends_last};
    out.v = vec_take(r->p->s->arena, &r->sheets);
    r->t->flow.n = r->flow.n;
    r->t->flow.v = vec_take(r->p->s->arena, &r->flow);
    return out;
}

/* ---- the last page ---- */

/* Deals the regions of the last page; true when they took all that was left. */
static bool deal_last(struct runs *r)
{
    struct run run = {0};
    for (size_t region = r->t->last; region != REGION_NONE && r->next < r->flow.n;
         region = run.after) {
        find_run(r->t, region, &run);
        r->page += (size_t)run.regions.v[0].pages;
        deal_run(r, &run);
    }
    vec_free(&run.regions);
    vec_free(&run.of);
    return r->next == r->flow.n;
}

/* Whether what is left may be as little as the last page holds, whatever the measures. */
static bool is_little(const struct runs *r)
{
    int64_t room = 0, left = 0;
    for (size_t i = r->t->last; i != REGION_NONE; i = r->t->regions[i].next)
        room += (int64_t)r->t->regions[i].lines * r->t->regions[i].columns;
    for (size_t i = r->next; i < r->flow.n && left <= 2 * room; i++)
        left += area_of(&r->flow.v[i], 1);
    for (size_t i = 0; r->next < r->flow.n && i < r->at.piece && i < r->flow.v[r->next].n_body; i++)
        left -= r->flow.v[r->next].body[i].lines;
    return left <= 2 * room;
}

/* Ends the thread on the last page when that holds all that is left. */
static bool end_last(struct runs *r)
{
    if (r->t->last == REGION_NONE || !r->sheets.n || !is_little(r))
        return false;
    struct runs trial = *r;
    trial.trial = true;
    memset(&trial.flow, 0, sizeof trial.flow);
    memset(&trial.sheets, 0, sizeof trial.sheets);
    for (size_t i = 0; i < r->flow.n; i++)
        vec_push(&trial.flow, r->flow.v[i]);
    bool fits = deal_last(&trial);
    vec_free(&trial.flow);
    vec_free(&trial.sheets);
    r->ends_last = fits && deal_last(r);
    return fits;
}

/* Where no frame has taken anything for a whole round, the last one repeats and is made to. */
static struct sheets deal_runs(struct plan *p, struct thread *t)
{
    struct runs r = {.p = p, .t = t};
    struct run run = {0};
    size_t idle = 0;
    for (size_t i = 0; i < t->flow.n; i++)
        vec_push(&r.flow, t->flow.v[i]);
    for (size_t region = t->first; region != REGION_NONE && r.next < r.flow.n; region = run.after) {
        if (t->regions[region].pages && end_last(&r))
            break;
        find_run(t, region, &run);
        if (r.sheets.n)
            r.page += (size_t)run.regions.v[0].pages;
        if (idle > t->n_regions && run.after != REGION_NONE) {
            run.after = REGION_NONE;
            run.endless = true;
            run.regions.v[run.regions.n - 1].next = 0;
            run.regions.v[0].pages = 1;
        }
        idle = deal_run(&r, &run) ? 0 : idle + 1;
    }
    vec_free(&run.regions);
    vec_free(&run.of);
    return take_result(&r);
}

struct sheets plan_deal(struct plan *p, struct thread *t)
{
    if (!t->n_regions)
        return (struct sheets){0};
    const struct dealing dealing = plan_dealing(p, t);
    return plan_is_one_measure(t) ? dealings_deal(p->dealings, p->s->arena, &t->flow, &dealing)
                                  : deal_runs(p, t);
}
