#include "made_up.h"

#include "base/vec.h"

static const struct weights weights = {.short_page = 8,
                                       .short_column = 8,
                                       .unbalanced = 6,
                                       .wide_gap = 2,
                                       .scrap = 10,
                                       .widow = 400,
                                       .orphan = 250,
                                       .hyphen = 20,
                                       .table_split = 60,
                                       .note_split = 40,
                                       .figure_early = 12,
                                       .figure_far = 6,
                                       .figure_late = 40,
                                       .figure_split = 5,
                                       .broken = 100000};

uint32_t made_up_next(struct made_up *m, uint32_t below)
{
    return random_below(&m->random, below);
}

static int from_one(struct made_up *m, int most)
{
    return 1 + (int)made_up_next(m, (uint32_t)most);
}

/* Notes on a few pieces. */
static void add_notes(struct made_up *m, struct segment *s, int most)
{
    VEC(struct note_line) lines = {0};
    for (size_t i = 0; i < s->n_body; i++) {
        if (made_up_next(m, 12))
            continue;
        int n = from_one(m, most);
        s->body[i].n_note_lines = (size_t)n;
        for (int k = 0; k < n; k++)
            vec_push(&lines, ((struct note_line){.first = k == 0}));
    }
    s->n_note_lines = lines.n;
    s->note_lines = vec_take(m->arena, &lines);
}

static void add_figures(struct made_up *m, struct segment *s, int columns, int most)
{
    size_t n = made_up_next(m, 3), anchor = 0;
    struct figure *figures = arena_many(m->arena, n, struct figure);
    for (size_t i = 0; i < n; i++) {
        anchor += made_up_next(m, (uint32_t)(s->n_body - anchor) + 1);
        figures[i] = (struct figure){.lines = (most + 3) / 4 - 1 + from_one(m, most - most / 4),
                                     .columns = from_one(m, columns),
                                     .side = (enum figure_side)made_up_next(m, 3),
                                     .anchor = anchor};
    }
    s->figures = figures;
    s->n_figures = n;
}

static struct segment segment(struct made_up *m, const struct made_up_size *size, int columns)
{
    struct segment s = {.starts_article = true, .n_head = 1};
    s.n_body = (size_t)from_one(m, size->pieces);
    s.head = arena_one(m->arena, struct piece);
    s.head->lines = from_one(m, size->head);
    s.head_columns = made_up_next(m, 3) ? 0 : from_one(m, columns);
    s.new_column = s.head_columns && made_up_next(m, 2);
    s.body = arena_many(m->arena, s.n_body, struct piece);
    for (size_t i = 0; i < s.n_body; i++) {
        struct piece *p = &s.body[i];
        p->lines = made_up_next(m, 20) ? 1 : 1 + from_one(m, 3);
        p->kept = made_up_next(m, 5) == 0;
        p->flaw = made_up_next(m, 6) ? FLAW_NONE : (enum flaw)made_up_next(m, FLAW_COUNT);
    }
    struct random paragraphs = m->random; /* of their own: what follows is drawn as ever */
    for (size_t i = 0; i < s.n_body; i++)
        s.body[i].goes_on = random_below(&paragraphs, 2);
    add_notes(m, &s, size->note);
    add_figures(m, &s, columns, size->figure);
    return s;
}

/* One to three frames on a page that repeats, and at times another first page. */
static void make_regions(struct made_up *m, const struct made_up_size *size, int columns)
{
    size_t n = (size_t)from_one(m, MADE_UP_REGIONS - 1), cycle = made_up_next(m, (uint32_t)n);
    for (size_t i = 0; i < n; i++)
        m->regions[i] = (struct region){.columns = columns,
                                        .lines = size->least_lines - 1 +
                                                 from_one(m, size->lines - size->least_lines + 1),
                                        .pages = i == 0 || i == cycle || made_up_next(m, 2),
                                        .next = i + 1 < n ? i + 1 : cycle};
    m->dealing = (struct dealing){.regions = m->regions,
                                  .n_regions = n,
                                  .last = REGION_NONE,
                                  .gap = (int)made_up_next(m, 3),
                                  .gap_stretch = (int)made_up_next(m, 4),
                                  .head_share = (int)made_up_next(m, 3),
                                  .least_lines = from_one(m, 3),
                                  .even = made_up_next(m, 2),
                                  .notes = {.pitch = 17, .separator = 8, .leading = 12},
                                  .weights = &weights};
}

void make_up(struct made_up *m, const struct made_up_size *size, uint64_t seed)
{
    *m = (struct made_up){.arena = arena_new(), .random = {0x9E3779B97F4A7C15ULL * (seed + 1)}};
    int columns = from_one(m, size->columns);
    make_regions(m, size, columns);
    m->flow.n = (size_t)from_one(m, size->segments);
    m->flow.v = arena_many(m->arena, m->flow.n, struct segment);
    for (size_t i = 0; i < m->flow.n; i++)
        m->flow.v[i] = segment(m, size, columns);
}

bool sheets_forced(const struct sheets *sheets)
{
    for (size_t i = 0; i < sheets->n; i++)
        for (size_t k = 0; k < sheets->v[i].n; k++)
            if (sheets->v[i].bands[k].broken)
                return true;
    return false;
}
