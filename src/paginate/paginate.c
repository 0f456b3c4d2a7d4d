#include "paginate/paginate.h"

#include "paginate/columns.h"
#include "paginate/frames.h"

#include <assert.h>

struct paginating {
    struct setter s;
    const struct frame *flow_frame;
    struct sheets sheets;
    size_t first_flow_page; /* index */
    size_t n_pages;
    VEC(struct start) starts;
};

static const struct frame *find_flow(const struct master *m)
{
    for (size_t i = 0; i < m->n_frames; i++)
        if (m->frames[i].kind == FRAME_FLOW)
            return &m->frames[i];
    return NULL;
}

static length column_x(const struct layout *l, const struct frame *f, int column)
{
    return (length)column * ((length)l->grid.characters * l->grid.size + f->gap);
}

/* ---- where articles begin ---- */

static void find_starts(struct paginating *g)
{
    const struct layout *l = g->s.layout;
    for (size_t i = 0; i < g->sheets.n; i++) {
        for (size_t k = 0; k < g->sheets.v[i].n; k++) {
            const struct band *b = &g->sheets.v[i].bands[k];
            if (!b->has_head || !b->segment->starts_article)
                continue;
            struct start *s = vec_add(&g->starts);
            s->article = b->segment->article;
            s->section = b->segment->starts_section;
            s->page = g->first_flow_page + i;
            s->y = g->flow_frame->rect.y + (length)(b->top + b->gap) * l->grid.pitch;
        }
    }
}

/* ---- the flow's page ---- */

static length draw_pieces(struct canvas *c, struct arena *a, const struct piece *pieces, size_t n,
                          struct rect at, length pitch)
{
    length y = at.y;
    for (size_t i = 0; i < n; i++) {
        canvas_add(c, a, pieces[i].items, pieces[i].n_items, at.x, y);
        y += (length)pieces[i].lines * pitch;
    }
    return y;
}

static void draw_column_rules(struct canvas *c, const struct paginating *g, const struct band *b,
                              struct rect r, length y)
{
    const struct frame *f = g->flow_frame;
    length height = (length)b->lines * g->s.layout->grid.pitch;
    for (int i = 1; i < f->columns && f->column_rule.thickness && height; i++) {
        length x = r.x + column_x(g->s.layout, f, i) - f->gap / 2 - f->column_rule.thickness / 2;
        canvas_fill(c, (struct rect){x, y, f->column_rule.thickness, height}, f->column_rule.color);
    }
}

static void draw_band(struct canvas *c, const struct paginating *g, const struct band *b,
                      struct rect r)
{
    const struct layout *l = g->s.layout;
    length pitch = l->grid.pitch;
    length y = r.y + (length)(b->top + b->gap) * pitch;
    if (b->has_head)
        y = draw_pieces(c, g->s.arena, b->segment->head, b->segment->n_head,
                        (struct rect){r.x, y, 0, 0}, pitch);
    for (int i = 0; i < g->flow_frame->columns; i++) {
        struct column_range range = b->columns[i];
        draw_pieces(c, g->s.arena, b->segment->body + range.from, range.to - range.from,
                    (struct rect){r.x + column_x(l, g->flow_frame, i), y, 0, 0}, pitch);
    }
    draw_column_rules(c, g, b, r, y);
}

static void draw_flow(struct canvas *c, const struct paginating *g, size_t page, struct rect r)
{
    size_t sheet = page - g->first_flow_page;
    for (size_t i = 0; sheet < g->sheets.n && i < g->sheets.v[sheet].n; i++)
        draw_band(c, g, &g->sheets.v[sheet].bands[i], r);
}

/* ---- pages ---- */

/* The section and article that a page's running head names: the first that stands on it. */
static const struct article *article_on(const struct paginating *g, size_t page)
{
    size_t sheet = page - g->first_flow_page;
    if (page < g->first_flow_page || sheet >= g->sheets.n || !g->sheets.v[sheet].n)
        return NULL;
    return g->sheets.v[sheet].bands[0].segment->article;
}

static void draw_page(struct paginating *g, const struct master *m, size_t index, struct page *page)
{
    struct arena *a = g->s.arena;
    const struct article *article = article_on(g, index);
    struct field_values values = {
        .issue = g->s.issue, .article = article, .page = index + 1, .pages = g->n_pages};
    values.section = article ? article->section.text : STR("");
    struct frame_context x = {&g->s, &values, g->starts.v, g->starts.n};
    struct canvas c = {0};
    for (size_t i = 0; i < m->n_frames; i++) {
        const struct frame *f = &m->frames[i];
        if (!frame_is_on(f, index + 1))
            continue;
        struct rect r = frame_rect(g->s.layout, f, index % 2 == 1);
        if (f->kind == FRAME_FLOW)
            draw_flow(&c, g, index, r);
        else
            frame_draw(&c, &x, f, r);
    }
    page->master = m->name;
    page->label = str_format(a, "%zu", index + 1);
    page->n_items = c.items.n;
    page->items = vec_take(a, &c.items);
}

static struct page *draw_pages(struct paginating *g)
{
    const struct layout *l = g->s.layout;
    struct page *pages = arena_many(g->s.arena, g->n_pages, struct page);
    for (size_t i = 0; i < g->n_pages; i++) {
        const struct master *m = l->inside;
        if (i == 0 && l->first)
            m = l->first;
        else if (i + 1 == g->n_pages && l->last)
            m = l->last;
        draw_page(g, m, i, &pages[i]);
    }
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

static void add_information(struct paginating *g, struct pages *out)
{
    const struct issue *i = g->s.issue;
    const struct layout *l = g->s.layout;
    out->width = l->width;
    out->height = l->height;
    out->bleed = l->bleed;
    out->title = str_format(g->s.arena, "%.*s %lld 年第 %lld 期", STR_ARG(i->title.text),
                            (long long)i->year, (long long)i->number);
    out->author = join_values(g->s.arena, i->publisher, i->n_publisher, STR("、"));
    out->subject = i->theme.text;
    out->language = i->language.text.n ? i->language.text : STR("zh-CN");
    out->year = i->date_year;
    out->month = i->month;
    out->day = i->day;
}

static struct dealing dealing_of(const struct layout *l, const struct frame *f)
{
    return (struct dealing){.columns = f->columns,
                            .lines = (int)(f->rect.h / l->grid.pitch),
                            .gap = l->article.gap,
                            .gap_stretch = l->article.gap_stretch,
                            .least_lines = l->article.least_lines};
}

const struct pages *paginate(struct arena *a, const struct issue *issue,
                             const struct layout *layout, struct composer *composer,
                             unsigned threads, struct diags *d)
{
    const struct frame *f = find_flow(layout->inside);
    if (!f)
        return NULL; /* the layout's reader has said so */
    struct paginating g = {.s = {a, issue, layout, composer, d}, .flow_frame = f};
    length column = (length)layout->grid.characters * layout->grid.size;
    struct flow flow = flow_build(&g.s, column, f->rect.w, threads);
    struct dealing dealing = dealing_of(layout, f);
    g.sheets = deal(a, &flow, &dealing, d);
    g.first_flow_page = layout->first ? 1 : 0;
    g.n_pages = g.first_flow_page + g.sheets.n + (layout->last ? 1 : 0);
    if (!g.n_pages)
        return NULL;
    find_starts(&g);
    struct pages *out = arena_one(a, struct pages);
    out->n = g.n_pages;
    out->pages = draw_pages(&g);
    add_outline(&g, out);
    add_information(&g, out);
    vec_free(&g.starts);
    return out;
}
