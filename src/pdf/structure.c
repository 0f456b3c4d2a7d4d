#include "pdf/structure.h"

#include "base/xalloc.h"
#include "pdf/metadata.h"
#include "pdf/syntax.h"

#include <assert.h>
#include <stdlib.h>

/* ---- information ---- */

static void put_info(struct buf *b, const char *key, str text)
{
    if (!text.n)
        return;
    buf_format(b, "/%s ", key);
    put_text(b, text);
    buf_char(b, '\n');
}

bool structure_put_date(struct buf *b, const struct pages *p, int64_t epoch)
{
    struct metadata_date d;
    if (!metadata_date(p, epoch, &d))
        return false;
    buf_format(b, "(D:%04d%02d%02d", d.year, d.month, d.day);
    if (d.timed)
        buf_format(b, "%02d%02d%02dZ", d.hour, d.minute, d.second);
    buf_char(b, ')');
    return true;
}

static void write_info(const struct structure *s, const struct pdf_options *options)
{
    const struct pages *p = s->pages;
    struct buf *b = object_entries(document_info(s->doc));
    put_info(b, "Title", p->title);
    put_info(b, "Author", p->author);
    put_info(b, "Subject", p->subject);
    put_info(b, "Keywords", p->keywords);
    put_info(b, "Creator", str_of(options->producer));
    put_info(b, "Producer", str_of(options->producer));
    struct buf date = {0};
    if (structure_put_date(&date, p, options->source_date_epoch))
        buf_format(b, "/CreationDate %.*s\n/ModDate %.*s\n", STR_ARG(buf_view(&date)),
                   STR_ARG(buf_view(&date)));
    if (pdf_traits(options->profile)->x)
        buf_str(b, STR("/Trapped /False\n"));
    if (pdf_traits(options->profile)->x == 1)
        buf_str(b, STR("/GTS_PDFXVersion (PDF/X-1a:2003)\n"));
    buf_free(&date);
}

/* ---- page labels ---- */

static void put_labels(struct buf *b, const struct pages *p)
{
    buf_str(b, STR("/PageLabels <</Nums ["));
    for (size_t i = 0; i < p->n; i++) {
        buf_format(b, "%zu <<", i);
        if (p->pages[i].label.n) {
            buf_str(b, STR("/P "));
            put_text(b, p->pages[i].label);
        }
        buf_str(b, STR(">>\n"));
    }
    buf_str(b, STR("]>>\n"));
}

/* ---- destinations ---- */

/* The place (x free, y from the top) on a page, at whatever zoom the reader has. */
static void put_dest(struct buf *b, const struct structure *s, size_t page, length y)
{
    assert(page < s->pages->n);
    buf_format(b, "/Dest [%u 0 R /XYZ null ", object_number(s->page_objects[page]));
    put_length(b, s->pages->height + s->margin - y);
    buf_str(b, STR(" null]"));
}

/* ---- outline ---- */

/* An entry's place in the tree; 0 is the outline itself, entry i is node i + 1. */
struct node {
    struct object *object;
    size_t parent, first, last, before, after;
    size_t children;
    int level;
};

static struct node *build_tree(const struct structure *s)
{
    const struct pages *p = s->pages;
    struct node *nodes = xcalloc(p->n_outline + 1, sizeof *nodes);
    nodes[0].object = object_new(s->doc);
    nodes[0].level = INT32_MIN;
    for (size_t i = 1; i <= p->n_outline; i++) {
        struct node *n = &nodes[i];
        n->object = object_new(s->doc);
        n->level = p->outline[i - 1].level;
        size_t parent = i - 1;
        while (nodes[parent].level >= n->level)
            parent = nodes[parent].parent;
        n->parent = parent;
        n->before = nodes[parent].last;
        if (n->before)
            nodes[n->before].after = i;
        else
            nodes[parent].first = i;
        nodes[parent].last = i;
        nodes[parent].children++;
    }
    return nodes;
}

static void put_reference(struct buf *b, const struct node *nodes, const char *key, size_t to)
{
    if (to)
        buf_format(b, "/%s %u 0 R ", key, object_number(nodes[to].object));
}

static void write_entry(const struct structure *s, const struct node *nodes, size_t i)
{
    const struct node *n = &nodes[i];
    const struct outline *entry = &s->pages->outline[i - 1];
    struct buf *b = object_entries(n->object);
    buf_str(b, STR("/Title "));
    put_text(b, entry->title);
    buf_format(b, " /Parent %u 0 R ", object_number(nodes[n->parent].object));
    put_reference(b, nodes, "Prev", n->before);
    put_reference(b, nodes, "Next", n->after);
    put_reference(b, nodes, "First", n->first);
    put_reference(b, nodes, "Last", n->last);
    if (n->children) /* the top level shows its children, deeper ones are closed */
        buf_format(b, "/Count %s%zu ", n->parent ? "-" : "", n->children);
    put_dest(b, s, entry->page, entry->y);
}

static unsigned write_outline(const struct structure *s)
{
    struct node *nodes = build_tree(s);
    size_t shown = nodes[0].children;
    for (size_t i = 1; i <= s->pages->n_outline; i++) {
        write_entry(s, nodes, i);
        if (nodes[i].parent == 0)
            shown += nodes[i].children;
    }
    struct buf *b = object_entries(nodes[0].object);
    buf_str(b, STR("/Type /Outlines "));
    put_reference(b, nodes, "First", nodes[0].first);
    put_reference(b, nodes, "Last", nodes[0].last);
    buf_format(b, "/Count %zu", shown);
    unsigned number = object_number(nodes[0].object);
    free(nodes);
    return number;
}

static void release(void *p, size_t size)
{
    (void)size;
    free(p);
}

/* Not deflated: tools look for the packet in the file's bytes. */
static unsigned write_metadata(const struct structure *s, const struct pdf_options *options)
{
    struct buf packet = {0};
    unsigned char digest[16];
    document_digest(s->doc, digest);
    metadata_put(s->pages, options, digest, &packet);
    struct object *o =
        object_stream(s->doc, (struct stream_bytes){packet.data, packet.n, release, packet.cap});
    buf_str(object_entries(o), STR("/Type /Metadata /Subtype /XML\n"));
    return object_number(o);
}

void structure_write(const struct structure *s)
{
    struct buf *b = object_entries(document_catalog(s->doc));
    if (s->pages->language.n) {
        buf_str(b, STR("/Lang "));
        put_literal(b, s->pages->language);
        buf_char(b, '\n');
    }
    buf_str(b, STR("/ViewerPreferences <</DisplayDocTitle true>>\n"));
    put_labels(b, s->pages);
    if (s->pages->n_outline)
        buf_format(b, "/PageMode /UseOutlines\n/Outlines %u 0 R\n", write_outline(s));
}

void structure_describe(const struct structure *s, const struct pdf_options *options)
{
    write_info(s, options);
    buf_format(object_entries(document_catalog(s->doc)), "/Metadata %u 0 R\n",
               write_metadata(s, options));
}

/* ---- links ---- */

static struct object *new_link(const struct structure *s, const struct item *item)
{
    const struct pages *p = s->pages;
    const struct rect *r = &item->rect;
    struct object *o = object_new(s->doc);
    struct buf *b = object_entries(o);
    const int64_t rect[] = {
        length_steps(s->margin + r->x), length_steps(s->margin + p->height - r->y - r->h),
        length_steps(s->margin + r->x + r->w), length_steps(s->margin + p->height - r->y)};
    buf_str(b, STR("/Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect ["));
    put_steps(b, rect, 4);
    buf_str(b, STR("] "));
    if (item->note.n) {
        buf_str(b, STR("/Contents "));
        put_text(b, item->note);
        buf_char(b, ' ');
    }
    if (item->uri.n) {
        buf_str(b, STR("/A <</S /URI /URI "));
        put_uri(b, item->uri);
        buf_str(b, STR(">>"));
    } else {
        put_dest(b, s, item->to_page, item->to_y);
    }
    return o;
}

void structure_write_links(const struct structure *s, size_t page)
{
    const struct page *p = &s->pages->pages[page];
    struct buf *b = object_entries(s->page_objects[page]);
    bool any = false;
    for (size_t i = 0; i < p->n_items; i++) {
        if (p->items[i].kind != ITEM_LINK)
            continue;
        if (!any)
            buf_str(b, STR("/Annots ["));
        any = true;
        struct object *link = new_link(s, &p->items[i]);
        if (s->tagging)
            tagging_link(s->tagging, link, p->items[i].element, page);
        buf_format(b, "%u 0 R ", object_number(link));
    }
    if (any)
        buf_str(b, STR("]\n"));
}
