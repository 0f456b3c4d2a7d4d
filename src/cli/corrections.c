#include "cli/corrections.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

typedef VEC(const struct correction *) correction_list;

/* The corrections of one issue, while it is there. */
struct checking {
    const struct issue *issue; /* that is corrected */
    correction_list list;
    struct diags *diags;
};

static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0x3000 || c == 0xA0 || c == 0x2060 || c == 0x200B;
}

/* Without blanks, which lines and gaps add and take away. */
static void put_solid(struct buf *out, str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        if (!is_blank(utf8_next(s, &at)))
            buf_str(out, str_slice(s, from, at));
    }
}

static void put_page(struct buf *out, const struct page *page)
{
    for (size_t i = 0; i < page->n_items; i++)
        if (page->items[i].kind == ITEM_GLYPHS && !page->items[i].run->aside)
            put_solid(out, page->items[i].run->text);
}

static bool page_has(const struct page *page, str words)
{
    struct buf text = {0}, solid = {0};
    put_page(&text, page);
    put_solid(&solid, words);
    bool has = str_contains(buf_view(&text), buf_view(&solid));
    buf_free(&text);
    buf_free(&solid);
    return has;
}

static bool has_title(const struct issue *issue, str title)
{
    for (size_t i = 0; i < issue->n_articles; i++)
        if (str_contains(issue->articles[i].title.text, title))
            return true;
    return false;
}

static void report_elsewhere(struct checking *k, const struct correction *c, size_t page)
{
    diag_add(k->diags, DIAG_CORRECTION_UNFOUND, c->at,
             "`%.*s` stands on page %zu of %.*s, not on page %lld (NP-23)", STR_ARG(c->wrong), page,
             STR_ARG(k->issue->name), (long long)c->page);
    diag_hint(k->diags, "write 第%zu版", page);
}

static void report_nowhere(struct checking *k, const struct correction *c,
                           const struct pages *pages)
{
    size_t at = 0;
    while (at < pages->n && !page_has(&pages->pages[at], c->right))
        at++;
    diag_add(k->diags, DIAG_CORRECTION_UNFOUND, c->at, "`%.*s` stands on no page of %.*s (NP-23)",
             STR_ARG(c->wrong), STR_ARG(k->issue->name));
    diag_hint(k->diags, "%-s",
              at < pages->n ? N_("the right words stand there: the folder was changed after it was "
                                 "printed, or they are the wrong way round")
                            : N_("write the words just as that issue has them"));
}

static void check(struct checking *k, const struct correction *c, const struct laid_out *out)
{
    if (c->title.n && !has_title(out->issue, c->title)) {
        diag_add(k->diags, DIAG_CORRECTION_UNFOUND, c->at, "%.*s has no article 《%.*s》 (NP-23)",
                 STR_ARG(k->issue->name), STR_ARG(c->title));
        diag_hint(k->diags, "write its title as it stands there, or leave it out");
    }
    const struct pages *pages = out->pages;
    size_t page = (size_t)c->page, at = 0;
    if (page <= pages->n && page_has(&pages->pages[page - 1], c->wrong))
        return;
    while (at < pages->n && !page_has(&pages->pages[at], c->wrong))
        at++;
    if (at < pages->n)
        report_elsewhere(k, c, at + 1);
    else
        report_nowhere(k, c, pages);
}

static void see(const struct laid_out *out, void *data)
{
    struct checking *k = data;
    bool there = out->pages && !out->errors;
    for (size_t i = 0; there && i < k->list.n; i++)
        check(k, k->list.v[i], out);
    if (there)
        return;
    diag_add(k->diags, DIAG_CORRECTION_UNFOUND, k->list.v[0]->at,
             "%.*s has errors, and was not compared (NP-23)", STR_ARG(k->issue->name));
    diag_hint(k->diags, "see what `banxin check` says of it");
}

static void collect(const struct block *blocks, size_t n, correction_list *out)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t c = 0; c < blocks[i].n_corrections; c++)
            vec_push(out, &blocks[i].corrections[c]);
        collect(blocks[i].children, blocks[i].n_children, out);
    }
}

/* Takes those of the first one's issue off the list. */
static void part(const struct issue *issue, correction_list *all, correction_list *out)
{
    const struct correction *first = all->v[0];
    int64_t year = first->year ? first->year : issue->year;
    size_t to = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct correction *c = all->v[i];
        if ((c->year ? c->year : issue->year) == year && c->number == first->number)
            vec_push(out, c);
        else
            all->v[to++] = c;
    }
    all->n = to;
}

static void check_issue(const struct issue *issue, const struct build_request *request,
                        struct shelf *shelf, struct checking *k)
{
    const struct correction *c = k->list.v[0];
    struct arena *a = arena_new();
    k->issue = issue_beside(issue, a, c->year ? c->year : issue->year, c->number);
    const struct build_request other = {.issue = k->issue ? k->issue->folder : NULL,
                                        .layouts = request->layouts,
                                        .fonts = request->fonts,
                                        .threads = request->threads,
                                        .laid_out = see,
                                        .laid_out_data = k};
    if (k->issue)
        build_silently(&other, shelf);
    arena_free(a);
}

void corrections_check(const struct issue *issue, const struct build_request *request,
                       struct shelf *shelf, struct diags *d)
{
    correction_list all = {0};
    for (size_t i = 0; i < issue->n_articles; i++)
        collect(issue->articles[i].blocks, issue->articles[i].n_blocks, &all);
    while (all.n) {
        struct checking k = {.diags = d};
        part(issue, &all, &k.list);
        check_issue(issue, request, shelf, &k);
        vec_free(&k.list);
    }
    vec_free(&all);
}
