#include "pdf/tagging.h"

#include "base/vec.h"
#include "pdf/languages.h"
#include "pdf/syntax.h"

#include <stdlib.h>

/* What an element says itself: a stretch of a page's content, or an annotation. */
struct part {
    const struct element *element;
    uint32_t order, place; /* of the element's child that it comes behind */
    size_t page, serial;
    unsigned mcid;             /* in its page */
    struct object *annotation; /* or NULL */
    struct rect box;           /* of a figure */
};

struct tagging {
    struct document *doc;
    const struct pages *pages;
    struct object **page_objects;
    bool links; /* there are annotations */
    length margin;
    VEC(struct part) parts; /* as they were met */
    size_t n_links;
    unsigned mcid;
    bool open;
    const struct element *element;
    struct object **objects; /* of the elements, by number */
    struct part *sorted;
    size_t next;                 /* of the sorted ones */
    struct languages *languages; /* NULL: all is in the document's */
};

struct tagging *tagging_new(struct document *doc, const struct pages *pages,
                            struct object **page_objects, bool links, length margin)
{
    struct tagging *t = xcalloc(1, sizeof *t);
    t->doc = doc;
    t->pages = pages;
    t->page_objects = page_objects;
    t->links = links;
    t->margin = margin;
    if (pages->western.n && !str_eq(pages->western, pages->language))
        t->languages = languages_new(pages);
    return t;
}

void tagging_free(struct tagging *t)
{
    if (!t)
        return;
    if (t->languages)
        languages_free(t->languages);
    vec_free(&t->parts);
    free(t->objects);
    free(t->sorted);
    free(t);
}

/* A link that leads nowhere is text. */
static const char *role_of(const struct tagging *t, const struct element *e)
{
    return e->role == ELEMENT_LINK && !t->links ? "Span" : element_role_name(e->role);
}

/* ---- the pages' contents ---- */

bool tagging_changes(const struct tagging *t, const struct item *item)
{
    return !t->open || t->element != item->element;
}

static void close_content(struct tagging *t, struct buf *out)
{
    if (t->open)
        buf_str(out, STR("EMC\n"));
    t->open = false;
}

void tagging_begin(struct tagging *t, struct buf *out, const struct item *item, size_t page)
{
    close_content(t, out);
    t->open = true;
    t->element = item->element;
    if (!item->element) {
        buf_str(out, STR("/Artifact BMC\n"));
        return;
    }
    buf_format(out, "/%s<</MCID %u>>BDC\n", role_of(t, item->element), t->mcid);
    vec_push(&t->parts, ((struct part){.element = item->element,
                                       .order = item->order,
                                       .place = item->after ? item->after->place : 0,
                                       .page = page,
                                       .serial = t->parts.n,
                                       .mcid = t->mcid++,
                                       .box = item->rect}));
}

void tagging_end_page(struct tagging *t, struct buf *out, size_t page)
{
    close_content(t, out);
    buf_format(object_entries(t->page_objects[page]), "/StructParents %zu /Tabs /S\n", page);
    t->mcid = 0;
}

void tagging_link(struct tagging *t, struct object *annotation, const struct element *element,
                  size_t page)
{
    if (!element)
        return;
    buf_format(object_entries(annotation), " /StructParent %zu", t->pages->n + t->n_links++);
    vec_push(&t->parts, ((struct part){.element = element,
                                       .order = UINT32_MAX,
                                       .place = UINT32_MAX,
                                       .page = page,
                                       .serial = t->parts.n,
                                       .annotation = annotation}));
}

/* ---- the tree ---- */

static int by_element(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    if (x->element->number != y->element->number)
        return x->element->number < y->element->number ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return x->serial < y->serial ? -1 : 1;
}

static unsigned page_number(const struct tagging *t, size_t page)
{
    return object_number(t->page_objects[page]);
}

/* `home`: the page that the element names itself. */
static void put_part(const struct tagging *t, struct buf *b, const struct part *p, size_t home)
{
    if (p->annotation)
        buf_format(b, "<</Type /OBJR /Pg %u 0 R /Obj %u 0 R>> ", page_number(t, p->page),
                   object_number(p->annotation));
    else if (p->page == home)
        buf_format(b, "%u ", p->mcid);
    else
        buf_format(b, "<</Type /MCR /Pg %u 0 R /MCID %u>> ", page_number(t, p->page), p->mcid);
}

static void put_figure(const struct tagging *t, struct buf *b, const struct element *e,
                       const struct part *p)
{
    const struct pages *pages = t->pages;
    const int64_t box[] = {length_steps(t->margin + p->box.x),
                           length_steps(t->margin + pages->height - p->box.y - p->box.h),
                           length_steps(t->margin + p->box.x + p->box.w),
                           length_steps(t->margin + pages->height - p->box.y)};
    if (e->alt.n) {
        buf_str(b, STR("/Alt "));
        put_text(b, e->alt);
    }
    buf_str(b, STR("/A <</O /Layout /Placement /Block /BBox ["));
    put_steps(b, box, 4);
    buf_str(b, STR("]>>\n"));
}

static void put_attributes(const struct tagging *t, struct buf *b, const struct element *e)
{
    if (t->languages && languages_is_western(t->languages, e)) {
        buf_str(b, STR("/Lang "));
        put_literal(b, t->pages->western);
        buf_char(b, '\n');
    }
    if (e->role == ELEMENT_NOTE)
        buf_format(b, "/ID (note-%u)\n", (unsigned)e->number);
    if (e->role == ELEMENT_L)
        buf_format(b, "/A <</O /List /ListNumbering /%s>>\n", e->ordered ? "Decimal" : "Disc");
    if (e->role != ELEMENT_TH && e->role != ELEMENT_TD)
        return;
    buf_str(b, STR("/A <</O /Table"));
    if (e->role == ELEMENT_TH)
        buf_format(b, " /Scope /%s", e->of_row ? "Row" : "Column");
    if (e->columns > 1)
        buf_format(b, " /ColSpan %u", e->columns);
    if (e->rows > 1)
        buf_format(b, " /RowSpan %u", e->rows);
    buf_str(b, STR(">>\n"));
}

static void write_element(struct tagging *t, const struct element *e, unsigned parent)
{
    struct buf *b = object_entries(t->objects[e->number]);
    const struct part *p = &t->sorted[t->next], *end = t->sorted + t->parts.n, *first = p;
    while (p < end && p->element == e)
        p++;
    t->next += (size_t)(p - first);
    end = p;
    size_t home = first < end ? first->page : SIZE_MAX;
    buf_format(b, "/S /%s /P %u 0 R\n", role_of(t, e), parent);
    if (first < end)
        buf_format(b, "/Pg %u 0 R\n", page_number(t, home));
    put_attributes(t, b, e);
    if (e->role == ELEMENT_FIGURE && first < end)
        put_figure(t, b, e, first);
    if (e->role == ELEMENT_FORMULA) { /* ISO 14289-1, 7.7 */
        buf_str(b, STR("/Alt "));
        put_text(b, e->alt);
        buf_str(b, STR("\n/A <</O /Layout /Placement /Block>>\n"));
    }
    buf_str(b, STR("/K ["));
    for (const struct element *child = e->first; child; child = child->next) {
        if (!child->number)
            continue;
        for (; first < end && first->place < child->place; first++)
            put_part(t, b, first, home);
        buf_format(b, "%u 0 R ", object_number(t->objects[child->number]));
        write_element(t, child, object_number(t->objects[e->number]));
    }
    for (; first < end; first++)
        put_part(t, b, first, home);
    buf_char(b, ']');
}

/* From each page's marked content, and from annotations, to their elements. */
static unsigned write_parents(const struct tagging *t)
{
    struct object *o = object_new(t->doc);
    struct buf *b = object_entries(o);
    size_t k = 0, link = t->pages->n;
    buf_str(b, STR("/Nums ["));
    for (size_t page = 0; page < t->pages->n; page++) {
        buf_format(b, "%zu [", page);
        for (; k < t->parts.n && !t->parts.v[k].annotation && t->parts.v[k].page == page; k++)
            buf_format(b, "%u 0 R ", object_number(t->objects[t->parts.v[k].element->number]));
        buf_str(b, STR("]\n"));
    }
    for (; k < t->parts.n; k++)
        buf_format(b, "%zu %u 0 R\n", link++,
                   object_number(t->objects[t->parts.v[k].element->number]));
    buf_char(b, ']');
    return object_number(o);
}

static void sort_parts(struct tagging *t)
{
    t->sorted = xcalloc(t->parts.n + 1, sizeof *t->sorted);
    if (!t->parts.n)
        return;
    memcpy(t->sorted, t->parts.v, t->parts.n * sizeof *t->sorted);
    qsort(t->sorted, t->parts.n, sizeof *t->sorted, by_element);
}

void tagging_write(struct tagging *t)
{
    const struct element *root = t->pages->structure;
    if (!root)
        return;
    struct object *tree = object_new(t->doc);
    t->objects = xcalloc(t->pages->n_elements + 1, sizeof *t->objects);
    for (size_t i = 1; i <= t->pages->n_elements; i++)
        t->objects[i] = object_new(t->doc);
    sort_parts(t);
    write_element(t, root, object_number(tree));
    buf_format(object_entries(tree),
               "/Type /StructTreeRoot /K %u 0 R /ParentTree %u 0 R /ParentTreeNextKey %zu",
               object_number(t->objects[1]), write_parents(t), t->pages->n + t->n_links);
    buf_format(object_entries(document_catalog(t->doc)),
               "/MarkInfo <</Marked true>>\n/StructTreeRoot %u 0 R\n", object_number(tree));
}
