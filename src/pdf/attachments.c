#include "pdf/attachments.h"

#include "base/xalloc.h"
#include "pdf/deflate.h"
#include "pdf/structure.h"
#include "pdf/syntax.h"

#include <stdlib.h>

/* A name of a media type: /text#2Fmarkdown comes of put_name(). */
static const struct object *embed(struct document *doc, const struct pages *pages,
                                  const struct pdf_options *options, const struct pdf_attachment *a,
                                  struct deflater *z)
{
    struct object *file = deflate_stream(z, doc, a->bytes.p, a->bytes.n);
    struct buf *b = object_entries(file);
    buf_str(b, STR(" /Type /EmbeddedFile /Subtype "));
    put_name(b, str_of(a->media_type));
    buf_format(b, " /Params <</Size %zu", a->bytes.n);
    buf_str(b, STR(" /ModDate "));
    if (!structure_put_date(b, pages, options->source_date_epoch))
        buf_str(b, STR("()"));
    buf_str(b, STR(">>"));
    struct object *spec = object_new(doc);
    b = object_entries(spec);
    buf_str(b, STR("/Type /Filespec /F "));
    put_text(b, a->name);
    buf_str(b, STR(" /UF "));
    put_text(b, a->name);
    buf_format(b, " /AFRelationship /%s /EF <</F %u 0 R /UF %u 0 R>> /Desc ", a->relationship,
               object_number(file), object_number(file));
    put_text(b, str_of(a->description));
    return spec;
}

/* A file with its name as it is written, by which the tree is sorted. */
struct named {
    const struct pdf_attachment *file;
    struct buf name;
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    size_t n = x->name.n < y->name.n ? x->name.n : y->name.n;
    int order = memcmp(x->name.data, y->name.data, n);
    return order ? order : (x->name.n > y->name.n) - (x->name.n < y->name.n);
}

void attachments_write(struct document *doc, const struct pages *pages,
                       const struct pdf_options *options)
{
    size_t n = options->n_attachments;
    struct named *sorted = xcalloc(n + 1, sizeof *sorted);
    struct buf names = {0}, associated = {0};
    struct deflater *z = deflater_new();
    for (size_t i = 0; i < n; i++) {
        sorted[i].file = &options->attachments[i];
        put_text(&sorted[i].name, sorted[i].file->name);
    }
    qsort(sorted, n, sizeof *sorted, by_name);
    for (size_t i = 0; i < n; i++) {
        unsigned spec = object_number(embed(doc, pages, options, sorted[i].file, z));
        buf_format(&names, "%.*s %u 0 R\n", STR_ARG(buf_view(&sorted[i].name)), spec);
        buf_format(&associated, "%u 0 R ", spec);
        buf_free(&sorted[i].name);
    }
    if (n)
        buf_format(object_entries(document_catalog(doc)),
                   "/Names <</EmbeddedFiles <</Names [%.*s]>>>>\n/AF [%.*s]\n",
                   STR_ARG(buf_view(&names)), STR_ARG(buf_view(&associated)));
    deflater_free(z);
    buf_free(&names);
    buf_free(&associated);
    free(sorted);
}
