#include "paginate/shape.h"

#include "base/file.h"
#include "paginate/frames.h"

#include <stdlib.h>

/** Something that is seen as one from afar: a head, or an article's part in a frame. */
struct patch {
    struct rect rect;
    const struct article *article;
    struct place at;
};

typedef VEC(struct patch) patch_list;

struct shaping {
    const struct setter *s;
    size_t page; /* index */
    patch_list heads, parts;
};

static length bottom(const struct patch *p)
{
    return p->rect.y + p->rect.h;
}

static length right(const struct patch *p)
{
    return p->rect.x + p->rect.w;
}

/* ---- what stands on a page ---- */

static void add_heads(struct shaping *g, const struct frame *f, const struct band *b, length x,
                      length y)
{
    const struct segment *s = b->segment;
    length pitch = g->s->layout->grid.pitch;
    length column = frame_measure(f, NULL, 0).column;
    for (int c = 0; c < f->columns; c++) {
        const struct column_range *r = &b->columns[c];
        length top = y + (length)r->top * pitch;
        for (size_t i = r->from; i < r->to; i++) {
            const struct piece *p = &s->body[i];
            struct rect rect = {x + (length)c * (column + f->gap), top, column,
                                (length)p->lines * pitch};
            if (p->heading)
                vec_push(&g->heads, ((struct patch){rect, s->article, p->at}));
            top += p->blank && i == r->from ? 0 : (length)p->lines * pitch;
        }
    }
}

static void add_band(struct shaping *g, const struct frame *f, const struct band *b, struct rect r)
{
    const struct segment *s = b->segment;
    length pitch = g->s->layout->grid.pitch, y = r.y + (length)(b->top + b->gap) * pitch;
    length column = frame_measure(f, NULL, 0).column;
    bool all = b->has_head && b->head;
    length x = r.x + (all ? 0 : (length)b->first * (column + f->gap));
    length width = (length)(all ? f->columns : b->n_columns) * (column + f->gap) - f->gap;
    struct rect rect = {x, y, width, (length)(b->head + b->under + b->lines) * pitch};
    struct place at = s->article->title.at;
    vec_push(&g->parts, ((struct patch){rect, s->article, at}));
    if (b->has_head && s->starts_article && s->n_head) {
        int columns = b->head_columns ? b->head_columns : f->columns;
        rect.w = (length)columns * (column + f->gap) - f->gap;
        rect.h = 0;
        for (size_t i = 0; i < s->n_head; i++)
            rect.h += (length)s->head[i].lines * pitch;
        vec_push(&g->heads, ((struct patch){rect, s->article, at}));
    }
    add_heads(g, f, b, r.x, y + (length)(b->has_head ? b->head + b->under : 0) * pitch);
}

static void gather(struct shaping *g, const struct threads *t)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < t->v[i].sheets.n; k++) {
            const struct sheet *sheet = &t->v[i].sheets.v[k];
            const struct frame *f = t->v[i].regions[sheet->region].frame;
            if (t->v[i].first_page + sheet->page != g->page)
                continue;
            struct rect r = frame_rect(g->s->layout, f, g->page % 2 == 1);
            for (size_t b = 0; b < sheet->n; b++)
                add_band(g, f, &sheet->bands[b], r);
        }
}

/* ---- 碰题: heads of different articles ---- */

/* Whether nothing but a column's gap lies between two patches at one height. */
static bool are_neighbours(const struct shaping *g, const struct patch *a, const struct patch *b)
{
    enum { GAP = 4 }; /* em */
    length far = GAP * g->s->layout->grid.size;
    const struct patch *left = a->rect.x <= b->rect.x ? a : b, *other = left == a ? b : a;
    bool level = a->rect.y < bottom(b) && b->rect.y < bottom(a);
    return level && other->rect.x >= right(left) && other->rect.x - right(left) <= far;
}

/* HD-11: what begins at a column's head may well stand beside another. */
static bool asked_for(const struct shaping *g, const struct patch *a, const struct patch *b)
{
    return article_begins(g->s, a->article) == BEGIN_COLUMN ||
           article_begins(g->s, b->article) == BEGIN_COLUMN;
}

static void report_heads(const struct shaping *g)
{
    struct diags *d = g->s->diags;
    for (size_t i = 0; i < g->heads.n; i++)
        for (size_t k = i + 1; k < g->heads.n; k++) {
            const struct patch *a = &g->heads.v[i], *b = &g->heads.v[k];
            if (a->article == b->article || asked_for(g, a, b) || !are_neighbours(g, a, b))
                continue;
            str file = a->at.source ? file_name(a->at.source->path) : STR("");
            diag_add(d, DIAG_HEADS_BESIDE, b->at,
                     "on page %zu this head stands side by side with the one at line %u of %.*s",
                     g->page + 1, a->at.line, STR_ARG(file));
            length pitch = g->s->layout->grid.pitch;
            diag_hint(d,
                      "%d lines lower on the page, or %d higher, it would be parted from that: by "
                      "text before either, or another order of the articles",
                      (int)((bottom(a) - b->rect.y + pitch - 1) / pitch),
                      (int)((bottom(b) - a->rect.y + pitch - 1) / pitch));
        }
}

/* ---- 断版 ---- */

/* Where a white line lies between what ends before it and what begins behind it. */
struct cut {
    length at;
    bool upright; /* from head to foot */
};

static length begin_of(const struct patch *p, bool upright)
{
    return upright ? p->rect.x : p->rect.y;
}

static length end_of(const struct patch *p, bool upright)
{
    return upright ? right(p) : bottom(p);
}

/* Whether some of the parts on one side of a cut stand side by side: they could have been set
 * across it. */
static bool is_parted(const patch_list *parts, struct cut cut, bool behind)
{
    for (size_t i = 0; i < parts->n; i++)
        for (size_t k = i + 1; k < parts->n; k++) {
            const struct patch *a = &parts->v[i], *b = &parts->v[k];
            bool both =
                behind ? begin_of(a, cut.upright) >= cut.at && begin_of(b, cut.upright) >= cut.at
                       : end_of(a, cut.upright) <= cut.at && end_of(b, cut.upright) <= cut.at;
            bool beside = begin_of(a, !cut.upright) >= end_of(b, !cut.upright) ||
                          begin_of(b, !cut.upright) >= end_of(a, !cut.upright);
            if (both && beside)
                return true;
        }
    return false;
}

/* A line that no article crosses, with several on both sides. */
static bool goes_through(const patch_list *parts, struct cut cut)
{
    for (size_t i = 0; i < parts->n; i++)
        if (begin_of(&parts->v[i], cut.upright) < cut.at &&
            end_of(&parts->v[i], cut.upright) > cut.at)
            return false;
    return is_parted(parts, cut, false) && is_parted(parts, cut, true);
}

/* How many parts stand on one side of a cut. */
static int count_parts(const patch_list *parts, struct cut cut, bool behind)
{
    int n = 0;
    for (size_t i = 0; i < parts->n; i++)
        n += behind ? begin_of(&parts->v[i], cut.upright) >= cut.at
                    : end_of(&parts->v[i], cut.upright) <= cut.at;
    return n;
}

static void report_cut(const struct shaping *g, const struct patch *first, bool upright)
{
    struct diags *d = g->s->diags;
    const struct cut cut = {begin_of(first, upright), upright};
    int before = count_parts(&g->parts, cut, false) - 1;
    int behind = count_parts(&g->parts, cut, true) - 1;
    diag_add(d, DIAG_PAGE_PARTED, first->at, "a white line parts page %zu %-s", g->page + 1,
             upright ? N_("from head to foot, left of this article")
                     : N_("from side to side, above this article"));
    diag_hint(d,
              upright ? N_("let an article or its head reach across it, or set one article alone "
                           "on a side: %d fewer left of it, or %d fewer right of it")
                      : N_("let an article or its head reach across it, or set one article alone "
                           "on a side: %d fewer above it, or %d fewer below it"),
              before, behind);
}

static void report_cuts(const struct shaping *g, bool upright)
{
    for (size_t i = 0; i < g->parts.n; i++) {
        const struct patch *p = &g->parts.v[i];
        const struct cut cut = {begin_of(p, upright), upright};
        bool first = true; /* of those that begin at this line */
        for (size_t k = 0; k < i; k++)
            first &= begin_of(&g->parts.v[k], upright) != cut.at;
        if (first && goes_through(&g->parts, cut))
            report_cut(g, p, upright);
    }
}

void shape_report(const struct setter *s, const struct threads *t)
{
    struct shaping g = {.s = s};
    for (; g.page < t->n_pages; g.page++) {
        g.heads.n = g.parts.n = 0;
        gather(&g, t);
        report_heads(&g);
        report_cuts(&g, true);
        report_cuts(&g, false);
    }
    vec_free(&g.heads);
    vec_free(&g.parts);
}
