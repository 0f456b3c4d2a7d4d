#include "paginate/paginate.h"

#include "paginate/draw.h"
#include "paginate/frames.h"
#include "paginate/imprint.h"
#include "paginate/report.h"
#include "paginate/shape.h"
#include "paginate/structure.h"

#include <assert.h>

struct paginating {
    struct setter s;
    struct threads threads;
    VEC(struct start) starts;
    struct document_parts parts;
};

/* ---- where articles begin ---- */

static void find_starts_in(struct paginating *g, const struct thread *t, const struct sheet *sheet)
{
    const struct frame *f = t->regions[sheet->region].frame;
    for (size_t k = 0; k < sheet->n; k++) {
        const struct band *b = &sheet->bands[k];
        if (!b->has_head || !b->segment->starts_article || b->segment->continues ||
            b->segment->article->filler)
            continue;
        struct start *s = vec_add(&g->starts);
        s->article = b->segment->article;
        s->section = b->segment->starts_section;
        s->page = t->first_page + sheet->page;
        s->y = f->rect.y + (length)(b->top + b->gap) * g->s.layout->grid.pitch;
    }
}

static int by_article(const void *a, const void *b)
{
    const struct start *x = a, *y = b;
    return x->article < y->article ? -1 : x->article > y->article;
}

static void find_starts(struct paginating *g)
{
    for (size_t i = 0; i < g->threads.n; i++)
        for (size_t k = 0; k < g->threads.v[i].sheets.n; k++)
            find_starts_in(g, &g->threads.v[i], &g->threads.v[i].sheets.v[k]);
    if (g->starts.n)
        qsort(g->starts.v, g->starts.n, sizeof *g->starts.v, by_article);
}

/* ---- pages ---- */

/* The section and article that a page's running head names: the first that stands on it. */
static const struct article *article_on(const struct paginating *g, size_t page)
{
    for (size_t i = 0; i < g->threads.n; i++) {
        const struct thread *t = &g->threads.v[i];
        for (size_t k = 0; k < t->sheets.n; k++)
            if (t->first_page + t->sheets.v[k].page == page && t->sheets.v[k].n)
                return t->sheets.v[k].bands[0].segment->article;
    }
    return NULL;
}

/* The master that stands on a page: that of its place, or one in the stead of `inside`. */
static const struct master *master_on(const struct paginating *g, size_t page)
{
    const struct layout *l = g->s.layout;
    const struct master *m = page_master(l, page, g->threads.n_pages);
    const struct article *article = article_on(g, page);
    if (m != l->inside || m == l->first || m == l->last)
        return m;
    const struct master *numbered = layout_numbered_master(l, page + 1);
    if (numbered)
        return numbered;
    for (size_t i = 0; article && i < l->by_section.n; i++)
        if (str_eq(l->by_section.v[i].key, article->section.text))
            return l->by_section.v[i].master;
    m = page % 2 ? l->even : l->odd;
    return m ? m : l->inside;
}

static bool section_starts(const struct paginating *g, size_t page)
{
    for (size_t i = 0; i < g->starts.n; i++)
        if (g->starts.v[i].page == page && g->starts.v[i].section)
            return true;
    return false;
}

/* A page that an article's beginning leaves white has no number and no running head (PF-03). */
static bool is_left_out(const struct frame *f, const struct frame_context *x,
                        const struct article *article)
{
    return !article && x->repeated && (f->kind == FRAME_TEXT || f->kind == FRAME_RULE);
}

/* Where a frame stands on a page; false: nowhere. */
static bool place_frame(const struct paginating *g, const struct master *m, const struct frame *f,
                        size_t page, struct rect *r)
{
    *r = frame_rect(g->s.layout, f, page % 2 == 1);
    if (!frame_is_on(f, page + 1))
        return false;
    if (!f->following.flow.n)
        return true;
    const struct frame *flow = m->frames, *end = m->frames + m->n_frames;
    while (flow < end && (flow == f || !str_eq(flow->name, f->following.flow)))
        flow++;
    if (flow == end || !frame_is_on(flow, page + 1))
        return false;
    flow = master_flow(g->s.layout, m, page + 1, flow);
    return frame_follow_text(f, flow_end(&g->s, &g->threads, flow, page), r);
}

/* The frames of a master on a page, where they stand. */
struct placed_frames {
    const struct master *master;
    const struct frame_context *x;
    size_t page;
    struct rect *rects; /* 0 wide: nowhere */
};

/* A flow frame, and what around it pictures may not cover. */
static struct surroundings surroundings_of(const struct paginating *g,
                                           const struct placed_frames *p, size_t flow)
{
    const struct master *m = p->master;
    struct rect *others = arena_many(g->s.arena, m->n_frames, struct rect);
    struct surroundings on = {.page = p->page, .rect = p->rects[flow], .others = others};
    on.frame = master_flow(g->s.layout, m, p->page + 1, &m->frames[flow]);
    for (size_t i = 0; i < m->n_frames; i++) {
        const struct frame *f = &m->frames[i];
        if (i != flow && p->rects[i].w > 0 && (f->kind == FRAME_FLOW || frame_is_read(p->x, f)))
            others[on.n++] = p->rects[i];
    }
    return on;
}

/* Whether a picture that bleeds stands over a frame that is not read. */
static bool is_hidden(const struct paginating *g, const struct placed_frames *p, size_t frame)
{
    const struct master *m = p->master;
    for (size_t i = 0; i < m->n_frames; i++) {
        if (m->frames[i].kind != FRAME_FLOW || p->rects[i].w <= 0)
            continue;
        const struct surroundings on = surroundings_of(g, p, i);
        if (flow_hides(&g->s, &g->threads, &on, &p->rects[frame]))
            return true;
    }
    return false;
}

static void draw_frames(const struct paginating *g, const struct placed_frames *p, struct canvas *c)
{
    const struct master *m = p->master;
    for (size_t i = 0; i < m->n_frames; i++) {
        const struct frame *f = &m->frames[i];
        if (p->rects[i].w <= 0)
            continue;
        if (f->kind == FRAME_FLOW) {
            const struct surroundings on = surroundings_of(g, p, i);
            draw_flow(c, &g->s, &g->threads, &on);
        } else if (frame_is_read(p->x, f) || !is_hidden(g, p, i)) {
            frame_draw(c, p->x, f, p->rects[i]);
        }
    }
}

static void draw_page(struct paginating *g, const struct master *m, size_t index, struct page *page)
{
    struct arena *a = g->s.arena;
    const struct article *article = article_on(g, index);
    struct field_values values = {
        .issue = g->s.issue, .article = article, .page = index + 1, .pages = g->threads.n_pages};
    values.section = article ? article->section.text : STR("");
    struct frame_context x = {&g->s,
                              &values,
                              g->starts.v,
                              g->starts.n,
                              .new_section = section_starts(g, index),
                              .repeated = m != g->s.layout->first && m != g->s.layout->last,
                              .front = g->parts.front,
                              .back = g->parts.back};
    struct canvas c = {0};
    struct rect *frames = arena_many(a, m->n_frames, struct rect);
    for (size_t i = 0; i < m->n_frames; i++)
        if (!place_frame(g, m, &m->frames[i], index, &frames[i]) ||
            is_left_out(&m->frames[i], &x, article))
            frames[i] = (struct rect){0};
    draw_frames(g, &(struct placed_frames){m, &x, index, frames}, &c);
    page->master = m->name;
    page->frames = frames;
    page->n_frames = m->n_frames;
    page->label = str_format(a, "%zu", index + 1);
    page->n_items = c.items.n;
    page->items = vec_take(a, &c.items);
}

static struct page *draw_pages(struct paginating *g)
{
    size_t n = g->threads.n_pages;
    struct page *pages = arena_many(g->s.arena, n, struct page);
    struct printed_fields printed = {0};
    for (size_t i = 0; i < n; i++) {
        const struct master *m = master_on(g, i);
        draw_page(g, m, i, &pages[i]);
        imprint_note(&printed, m, i + 1);
    }
    imprint_report(&printed, g->s.issue, g->s.arena, g->s.diags);
    return pages;
}

/* ---- outline and document information ---- */

static void add_outline(struct paginating *g, struct pages *out)
{
    VEC(struct outline) list = {0};
    int level = 0;
    for (size_t i = 0; i < g->starts.n; i++) {
        const struct start *s = &g->starts.v[i];
        if (s->section)
            vec_push(&list, ((struct outline){0, s->article->section.text, s->page, s->y}));
        if (s->section || !s->article->section.text.n)
            level = s->article->section.text.n ? 1 : 0;
        vec_push(&list, ((struct outline){level, s->article->title.text, s->page, s->y}));
    }
    out->n_outline = list.n;
    out->outline = vec_take(g->s.arena, &list);
}

/* Text of pictures may have colours that the layout has not. */
static bool has_light_text(const struct pages *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->pages[i].n_items; k++) {
            const struct item *item = &p->pages[i].items[k];
            if (item->kind == ITEM_GLYPHS && item->run->color.light)
                return true;
        }
    return false;
}

static void add_information(struct paginating *g, struct pages *out)
{
    const struct issue *i = g->s.issue;
    const struct layout *l = g->s.layout;
    out->width = l->width;
    out->height = l->height;
    out->bleed = l->bleed;
    out->fold_x = l->fold_x;
    out->fold_y = l->fold_y;
    out->spots = l->spots;
    out->n_spots = l->n_spots;
    out->has_light = l->has_light || has_light_text(out);
    out->title = str_format(g->s.arena, "%.*s %lld 年第 %lld 期", STR_ARG(i->title.text),
                            (long long)i->year, (long long)i->number);
    out->author = join_values(g->s.arena, i->publisher, i->n_publisher, STR("、"));
    out->subject = i->theme.text;
    out->publication = i->title.text;
    out->volume = i->year;
    out->number = i->number;
    out->language = i->language.text.n ? i->language.text : STR("zh-CN");
    out->western = STR(WESTERN_LANGUAGE);
    out->year = i->date_year;
    out->month = i->month;
    out->day = i->day;
}

const struct pages *paginate(struct arena *a, const struct issue *issue,
                             const struct layout *layout, struct composer *composer,
                             const struct paginate_options *options, struct diags *d)
{
    if (!layout->inside)
        return NULL; /* the layout's reader has said so */
    /* what pages add to articles is read after what the articles say themselves */
    struct tags tags = {.arena = a, .order = UINT32_MAX / 2};
    struct paginating g = {.s = {a, issue, layout, composer, d, &tags}};
    g.threads = threads_deal(&g.s, options->threads);
    if (!g.threads.n_pages)
        return NULL;
    if (options->observer)
        report_regions(&g.s, &g.threads, options->observer, options->observer_data);
    shape_report(&g.s, &g.threads);
    find_starts(&g);
    g.parts = structure_join(&g.s, &g.threads);
    struct pages *out = arena_one(a, struct pages);
    out->n = g.threads.n_pages;
    out->pages = draw_pages(&g);
    structure_number(out, g.parts.document);
    add_outline(&g, out);
    add_information(&g, out);
    vec_free(&g.starts);
    return out;
}
