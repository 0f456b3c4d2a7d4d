#include "paginate/structure.h"

#include <stdlib.h>

/* The elements of the articles, by number; NULL: nothing of it was set. */
static struct element **articles_of(const struct setter *s, const struct threads *threads)
{
    struct element **of = xcalloc(s->issue->n_articles, sizeof *of);
    for (size_t i = 0; i < threads->n; i++)
        for (size_t k = 0; k < threads->v[i].flow.n; k++) {
            const struct segment *g = &threads->v[i].flow.v[k];
            of[g->article - s->issue->articles] = g->element;
        }
    return of;
}

static void adopt(struct element *parent, struct element *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

struct document_parts structure_join(const struct setter *s, const struct threads *threads)
{
    struct arena *a = s->arena;
    struct document_parts p = {.document = element_add(a, NULL, ELEMENT_DOCUMENT)};
    p.front = element_add(a, p.document, ELEMENT_SECT);
    struct element **of = articles_of(s, threads), *home = p.document;
    str section = STR("");
    for (size_t i = 0; i < s->issue->n_articles; i++) {
        str own = s->issue->articles[i].section.text;
        if (!str_eq(own, section))
            home = own.n ? element_add(a, p.document, ELEMENT_SECT) : p.document;
        section = own;
        if (of[i])
            adopt(home, of[i]);
    }
    free(of);
    p.back = element_add(a, p.document, ELEMENT_SECT);
    return p;
}

static void number(struct element *e, size_t *n)
{
    if (!e->number)
        return; /* nothing of it or its children is on a page */
    e->number = (uint32_t)++ * n;
    uint32_t place = 0;
    for (struct element *child = e->first; child; child = child->next) {
        child->place = ++place;
        number(child, n);
    }
}

void structure_number(struct pages *pages, struct element *document)
{
    document->number = 1;
    for (size_t i = 0; i < pages->n; i++)
        for (size_t k = 0; k < pages->pages[i].n_items; k++)
            for (struct element *e = pages->pages[i].items[k].element; e && !e->number;
                 e = e->parent)
                e->number = 1;
    pages->n_elements = 0;
    number(document, &pages->n_elements);
    pages->structure = document;
}
