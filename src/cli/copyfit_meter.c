/* Copy-fit: what an issue takes, as it is paginated. */
#include "cli/copyfit.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "issue/text.h"

struct taken {
    size_t first_page, last_page;
    int lines;
};

struct copyfit_meter {
    struct arena *arena;
    VEC(struct copyfit_frame) frames;
    VEC(struct taken) articles; /* by number - 1 */
};

struct copyfit_meter *copyfit_meter_new(struct arena *a)
{
    struct copyfit_meter *m = arena_one(a, struct copyfit_meter);
    m->arena = a;
    return m;
}

static int lines_of(const struct band_report *b)
{
    int lines = (b->head + b->under) * b->n_columns;
    for (int c = 0; c < b->n_columns; c++)
        lines += b->columns[c].text + b->columns[c].notes + b->columns[c].figures;
    return lines;
}

static void add_article(struct copyfit_meter *m, const struct band_report *b, size_t page)
{
    while (m->articles.n < b->article_number)
        vec_push(&m->articles, ((struct taken){0}));
    struct taken *t = &m->articles.v[b->article_number - 1];
    t->first_page = t->first_page ? t->first_page : page;
    t->last_page = page;
    t->lines += lines_of(b);
}

void copyfit_see(const struct region_report *r, void *data)
{
    struct copyfit_meter *m = data;
    struct copyfit_frame f = {r->page, str_dup(m->arena, r->frame), r->columns, r->lines,
                              0,       r->white * r->columns};
    for (size_t i = 0; i < r->n; i++) {
        add_article(m, &r->bands[i], r->page);
        for (int c = 0; c < r->bands[i].n_columns; c++)
            f.free += r->bands[i].columns[c].white;
    }
    f.used = r->lines * r->columns - f.free;
    vec_push(&m->frames, f);
}

static size_t count_spans(const struct span *spans, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; spans[i].kind == SPAN_TEXT && k < spans[i].text.n;)
            count += text_is_han(utf8_next(spans[i].text, &k));
    return count;
}

static size_t count_blocks(const struct block *blocks, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += count_spans(blocks[i].spans, blocks[i].n_spans) +
                 count_blocks(blocks[i].children, blocks[i].n_children);
    return count;
}

struct copyfit_measure copyfit_read(const struct copyfit_meter *m, const struct issue *issue,
                                    const struct layout *layout, size_t pages)
{
    struct copyfit_measure out = {.pages = pages,
                                  .n_frames = m->frames.n,
                                  .n_articles = issue->n_articles,
                                  .line_characters = layout->grid.characters};
    out.frames = arena_many(m->arena, m->frames.n, struct copyfit_frame);
    for (size_t i = 0; i < m->frames.n; i++)
        out.frames[i] = m->frames.v[i];
    out.articles = arena_many(m->arena, issue->n_articles, struct copyfit_article);
    for (size_t i = 0; i < issue->n_articles; i++) {
        const struct article *article = &issue->articles[i];
        struct copyfit_article *to = &out.articles[i];
        to->article = article;
        to->characters = count_blocks(article->blocks, article->n_blocks);
        if (i >= m->articles.n)
            continue;
        to->first_page = m->articles.v[i].first_page;
        to->last_page = m->articles.v[i].last_page;
        to->lines = m->articles.v[i].lines;
    }
    return out;
}

void copyfit_meter_free(struct copyfit_meter *m)
{
    vec_free(&m->frames);
    vec_free(&m->articles);
}

int copyfit_characters(const struct copyfit_measure *m, int lines)
{
    return (lines < 0 ? -lines : lines) * m->line_characters;
}
