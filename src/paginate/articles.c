#include "paginate/articles.h"

#include "base/pool.h"
#include "paginate/builder.h"

#include <stdatomic.h>

struct articles {
    const struct setter *s;
    struct worker {
        struct arena *arena;
        struct composer *composer;
    } * workers;
    size_t n_workers;
    struct article_setting *settings; /* by article */
    struct diags **diags;
    atomic_size_t next;
    bool provisional, rehearse;
};

struct articles *articles_new(const struct setter *s, unsigned threads)
{
    struct articles *a = xcalloc(1, sizeof *a);
    size_t n = s->issue->n_articles;
    a->s = s;
    a->n_workers = threads > n ? n : threads > 1 ? threads : 1;
    a->n_workers = a->n_workers ? a->n_workers : 1;
    a->workers = xcalloc(a->n_workers, sizeof *a->workers);
    a->settings = xcalloc(n, sizeof *a->settings);
    a->diags = xcalloc(n, sizeof *a->diags);
    for (size_t i = 0; i < a->n_workers; i++)
        a->workers[i] =
            (struct worker){arena_new(), i == 0 ? s->composer : composer_fork(s->composer)};
    return a;
}

void articles_end(struct articles *a)
{
    for (size_t i = 0; i < a->s->issue->n_articles; i++)
        if (a->diags[i])
            diags_adopt(a->s->diags, a->diags[i]);
    for (size_t i = 0; i < a->s->issue->n_articles; i++) {
        free(a->settings[i].changes);
        free(a->settings[i].delays.v);
    }
    for (size_t i = 0; i < a->n_workers; i++) {
        arena_adopt(a->s->arena, a->workers[i].arena);
        if (i > 0)
            composer_free(a->workers[i].composer);
    }
    free(a->workers);
    free(a->settings);
    free(a->diags);
    free(a);
}

struct article_setting *articles_get(struct articles *a, size_t article)
{
    return &a->settings[article];
}

bool articles_noted(const struct articles *a, size_t article)
{
    const struct layout *l = a->s->layout;
    return l->foot_notes && (l->link_notes || a->s->issue->articles[article].n_notes);
}

static bool has_beside(const struct block *blocks, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (blocks[i].kind == BLOCK_IMAGE && blocks[i].wishes &&
            blocks[i].wishes->wrap > PICTURE_WRAP_NONE)
            return true;
    return false;
}

bool articles_provisional(const struct articles *a, size_t article)
{
    const struct article *of = &a->s->issue->articles[article];
    return articles_noted(a, article) || a->s->layout->figures.wrap != WRAP_NONE ||
           has_beside(of->blocks, of->n_blocks);
}

static bool starts_section(const struct issue *issue, size_t i)
{
    str section = issue->articles[i].section.text;
    return section.n && (i == 0 || !str_eq(section, issue->articles[i - 1].section.text));
}

static void set_one(struct articles *all, const struct worker *w, size_t i)
{
    struct article_setting *out = &all->settings[i];
    diags_free(all->diags[i]);
    all->diags[i] = diags_new();
    struct setter s = *all->s;
    s.arena = w->arena;
    s.composer = w->composer;
    s.diags = all->diags[i];
    if (!out->element)
        out->element = element_add(w->arena, NULL, ELEMENT_ART);
    out->element->begun = NULL;
    struct tags tags = {.arena = w->arena, .open = out->element, .order = out->order};
    s.tags = &tags;
    struct builder b = {.s = &s,
                        .column = out->column,
                        .full = out->full,
                        .gap = out->gap,
                        .lines = out->lines,
                        .numbers = out->numbers,
                        .delays = out->delays,
                        .changes = out->changes,
                        .n_changes = out->n_changes};
    bool rehearse = all->rehearse && articles_provisional(all, i);
    if (rehearse)
        composer_rehearse(w->composer, true);
    composer_begin_article(w->composer);
    composer_owner(w->composer, (struct line_owner){&s.issue->articles[i], i + 1});
    builder_article(&b, &s.issue->articles[i], starts_section(s.issue, i));
    composer_owner(w->composer, (struct line_owner){0});
    if (rehearse)
        composer_rehearse(w->composer, false);
    vec_free(&b.head);
    vec_free(&b.body);
    vec_free(&b.notes);
    vec_free(&b.marks);
    vec_free(&b.note_lines);
    vec_free(&b.figures);
    out->order = tags.order;
    out->element->begun = out->element->last; /* jumps are begun behind it */
    out->n = b.segments.n;
    out->segments = vec_take(w->arena, &b.segments);
}

struct measure articles_measure(struct articles *a, size_t article)
{
    const struct article_setting *s = &a->settings[article];
    if (s->n_changes)
        return s->changes[s->n_changes - 1].to;
    return (struct measure){s->column, s->full, s->gap, s->lines};
}

bool cursor_begun(struct cursor c)
{
    return c.piece || c.note || c.figure;
}

static bool comes_before(const struct measure_change *a, const struct measure_change *b)
{
    return a->segment < b->segment || (a->segment == b->segment && a->at.piece < b->at.piece);
}

void articles_change(struct articles *a, size_t article, const struct measure_change *change)
{
    struct article_setting *s = &a->settings[article];
    while (s->n_changes && !comes_before(&s->changes[s->n_changes - 1], change))
        s->n_changes--;
    if (change->segment == 0 && !cursor_begun(change->at)) {
        s->column = change->to.column;
        s->full = change->to.full;
        s->gap = change->to.gap;
        s->lines = change->to.lines;
    } else {
        s->changes = xrealloc(s->changes, (s->n_changes + 1) * sizeof *s->changes);
        s->changes[s->n_changes++] = *change;
    }
    set_one(a, &a->workers[0], article);
}

static void work(void *context, size_t index)
{
    struct articles *a = context;
    size_t n = a->s->issue->n_articles;
    for (size_t i; (i = atomic_fetch_add(&a->next, 1)) < n;)
        if (!a->provisional || articles_provisional(a, i))
            set_one(a, &a->workers[index], i);
}

void articles_delay(struct articles *a, size_t article, size_t picture, int lines)
{
    struct delays *d = &a->settings[article].delays;
    if (picture >= d->n) {
        d->v = xrealloc(d->v, (picture + 1) * sizeof *d->v);
        while (d->n <= picture)
            d->v[d->n++] = 0;
    }
    d->v[picture] = lines;
}

void articles_set_one(struct articles *a, size_t article)
{
    a->rehearse = true;
    set_one(a, &a->workers[0], article);
}

void articles_set(struct articles *a, bool provisional, bool rehearse)
{
    a->provisional = provisional;
    a->rehearse = rehearse;
    a->next = 0;
    pool_run((unsigned)a->n_workers, a->n_workers, work, a);
}
