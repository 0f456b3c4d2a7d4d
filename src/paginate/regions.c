#include "paginate/regions.h"

#include "paginate/frames.h"

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

static void find_measure(struct thread *t, const struct layout *l)
{
    length column = (length)l->grid.characters * l->grid.size;
    t->measure = (struct measure){.column = column, .full = column};
    if (t->n_regions)
        t->measure = frame_measure(t->regions[t->first].frame, t->regions, t->n_regions);
}

void regions_find(struct thread *t, struct arena *a, const struct layout *l, bool sides)
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
    find_measure(t, l);
}
