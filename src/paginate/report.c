#include "paginate/report.h"

#include "base/vec.h"
#include "paginate/stretch.h"

static void report_end(const struct segment *s, const struct column_range *r,
                       struct column_report *out)
{
    if (r->to >= s->n_body) {
        out->end = COLUMN_LAST;
        return;
    }
    out->kept = segment_kept_lines(s, r->to);
    out->flaw = r->to ? s->body[r->to - 1].flaw : FLAW_NONE;
    if (out->white >= out->kept)
        out->end = COLUMN_CHOSEN;
    else
        out->end = out->white ? COLUMN_KEPT : COLUMN_FULL;
}

/* From the first piece that stands somewhere to the last one behind it: a credit at an article's
 * end may come from its head. */
static void find_places(const struct segment *s, const struct column_range *r,
                        struct column_report *out)
{
    for (size_t i = r->from; i < r->to && !out->from.source; i++)
        out->from = s->body[i].at;
    out->to = out->from;
    for (size_t i = r->from; i < r->to; i++)
        if (s->body[i].at.source == out->from.source && s->body[i].at.line > out->to.line)
            out->to = s->body[i].at;
}

static struct column_report column_report(const struct band *b, int column)
{
    const struct column_range *r = &b->columns[column];
    const struct segment *s = b->segment;
    struct column_report out = {.text = r->text, .notes = r->notes, .figures = r->top + r->foot};
    out.white = b->lines - r->top - r->text - r->notes - r->foot;
    find_places(s, r, &out);
    report_end(s, r, &out);
    return out;
}

/* Why a column of a balanced zone is longer than others (GR-06). */
static void report_balance(const struct band *b, struct column_report *list, int columns)
{
    int most = 0;
    for (int c = 0; c < columns; c++)
        most = list[c].white > most ? list[c].white : most;
    for (int c = 0; c + 1 < columns && list[columns - 1].end == COLUMN_LAST; c++) {
        const struct column_range *r = &b->columns[b->first + c];
        if (most - list[c].white < 2 || r->to < r->from + 2)
            continue;
        const struct piece *before = &b->segment->body[r->to - 2];
        list[c].holds = before->kept || before[1].lines > 1;
        list[c].earlier = before->flaw;
    }
}

static int mention_of(const struct band *b, size_t anchor)
{
    int last = b->first + b->n_columns - 1;
    if (anchor < b->columns[b->first].from)
        return 0;
    for (int c = b->first; c < last; c++)
        if (anchor < b->columns[c].to)
            return c + 1;
    return last + 1;
}

static size_t count_late(const struct band *b)
{
    size_t n = b->end.figure;
    while (n < b->segment->n_figures && b->segment->figures[n].anchor < b->end.piece)
        n++;
    return n - b->end.figure;
}

static const struct figure_report *figure_reports(struct arena *a, const struct band *b,
                                                  size_t late)
{
    size_t placed = (size_t)b->n_figures;
    struct figure_report *list = arena_many(a, placed + late, struct figure_report);
    int top = b->top + b->gap + (b->has_head ? b->head + b->under : 0);
    for (int i = 0; i < b->n_figures; i++) {
        const struct figure_place *p = &b->figures[i];
        const struct figure *f = &b->segment->figures[p->figure];
        list[i] = (struct figure_report){.at = f->at,
                                         .first_column = p->column + 1,
                                         .n_columns = f->columns,
                                         .line = top + p->line + 1,
                                         .lines = f->lines,
                                         .foot = p->foot,
                                         .mention = mention_of(b, f->anchor)};
    }
    for (size_t i = 0; i < late; i++) {
        const struct figure *f = &b->segment->figures[b->end.figure + i];
        list[placed + i] =
            (struct figure_report){.at = f->at, .late = true, .mention = mention_of(b, f->anchor)};
    }
    return list;
}

struct reporting {
    const struct setter *s;
    const struct threads *t;
    struct arena *arena;
    region_observer *fn;
    void *data;
};

static struct band_report band_report(const struct reporting *r, const struct thread *t,
                                      const struct region *region, const struct band *b)
{
    int columns = b->n_columns;
    const struct layout *l = r->s->layout;
    const struct article *first = r->s->issue->articles;
    size_t late = count_late(b);
    struct column_report *list = arena_many(r->arena, (size_t)columns, struct column_report);
    for (int c = 0; c < columns; c++) {
        int column = b->first + c;
        list[c] = column_report(b, column);
        list[c].stretch = column_stretch(t, b, column, l->article.heading_stretch);
    }
    report_balance(b, list, columns);
    return (struct band_report){
        .article = b->segment->article,
        .article_number = (size_t)(b->segment->article - first) + 1,
        .has_head = b->has_head,
        .broken = b->broken,
        .top = b->top,
        .gap = b->gap,
        .head = b->head,
        .under = b->under,
        .lines = b->lines,
        .cost = b->cost,
        .gap_cost = band_gap_cost(t, b),
        .costs = band_costs(t, region, b),
        .figures = figure_reports(r->arena, b, late),
        .n_figures = (size_t)b->n_figures + late,
        .columns = list,
        .first_column = b->first + 1,
        .n_columns = columns,
    };
}

static void report_sheet(const struct reporting *r, const struct thread *t, size_t index)
{
    const struct sheet *sheet = &t->sheets.v[index];
    const struct region *region = &t->regions[sheet->region];
    struct band_report *bands = arena_many(r->arena, sheet->n, struct band_report);
    struct thread_report ended = {.name = t->name};
    bool last = index + 1 == t->sheets.n;
    for (size_t i = 0; i < sheet->n; i++)
        bands[i] = band_report(r, t, region, &sheet->bands[i]);
    if (last) {
        ended.costs = thread_costs(t);
        ended.saved = thread_savings(t);
    }
    const struct region_report report = {
        .page = t->first_page + sheet->page + 1,
        .frame = region->frame->name,
        .thread = t->name,
        .lines = region->lines,
        .columns = region->columns,
        .white = sheet_white(t, index),
        .white_cost = sheet_white_cost(t, index),
        .bands = bands,
        .n = sheet->n,
        .ended = last ? &ended : NULL,
    };
    r->fn(&report, r->data);
}

void report_regions(const struct setter *s, const struct threads *t, region_observer *fn,
                    void *data)
{
    struct reporting r = {s, t, arena_new(), fn, data};
    for (size_t page = 0; page < t->n_pages; page++)
        for (size_t i = 0; i < t->n; i++)
            for (size_t k = 0; k < t->v[i].sheets.n; k++)
                if (t->v[i].first_page + t->v[i].sheets.v[k].page == page)
                    report_sheet(&r, &t->v[i], k);
    arena_free(r.arena);
}
