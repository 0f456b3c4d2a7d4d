#include "pdf/pack.h"

#include "base/vec.h"
#include "pdf/deflate.h"

/* As many as deflate well together; a reader that wants one of them inflates all. */
#define TOGETHER 200

enum entry_kind { ENTRY_FREE, ENTRY_PLAIN, ENTRY_PACKED }; /* as the cross-references say it */

struct entry {
    enum entry_kind kind;
    size_t where; /* offset in the file, or number of the object stream */
    unsigned index;
};

struct waiting {
    unsigned number;
    size_t from, to; /* of the values */
};

struct pack {
    struct buf *out;
    size_t start;
    struct deflater *deflater;
    struct buf values;
    VEC(struct waiting) waiting;
    VEC(struct entry) entries; /* by number */
};

struct pack *pack_new(struct buf *out, size_t start)
{
    struct pack *p = xcalloc(1, sizeof *p);
    p->out = out;
    p->start = start;
    p->deflater = deflater_new();
    return p;
}

void pack_free(struct pack *p)
{
    deflater_free(p->deflater);
    buf_free(&p->values);
    vec_free(&p->waiting);
    vec_free(&p->entries);
    free(p);
}

static void enter(struct pack *p, unsigned number, struct entry entry)
{
    while (p->entries.n <= number)
        vec_push(&p->entries, (struct entry){0});
    p->entries.v[number] = entry;
}

void pack_value(struct pack *p, unsigned number, str value)
{
    size_t from = p->values.n;
    buf_str(&p->values, value);
    buf_char(&p->values, '\n');
    vec_push(&p->waiting, ((struct waiting){number, from, p->values.n}));
}

void pack_stream(struct pack *p, unsigned number, str entries, str bytes)
{
    enter(p, number, (struct entry){.kind = ENTRY_PLAIN, .where = p->out->n - p->start});
    buf_format(p->out, "%u 0 obj\n<<%.*s /Length %zu>>\nstream\n", number, STR_ARG(entries),
               bytes.n);
    buf_add(p->out, bytes.p, bytes.n);
    buf_str(p->out, STR("\nendstream\nendobj\n"));
}

static void put_deflated(struct pack *p, unsigned number, struct buf *entries, str bytes)
{
    struct deflated z = deflate_bytes(p->deflater, bytes.p, bytes.n);
    buf_str(entries, STR(" /Filter /FlateDecode"));
    pack_stream(p, number, buf_view(entries), (str){z.p, z.n});
    free(z.p);
}

/* An object stream of the waiting ones [from, to). */
static void put_together(struct pack *p, unsigned number, size_t from, size_t to)
{
    struct buf bytes = {0}, entries = {0};
    const struct waiting *v = p->waiting.v;
    for (size_t i = from; i < to; i++) {
        buf_format(&bytes, "%u %zu ", v[i].number, v[i].from - v[from].from);
        enter(p, v[i].number,
              (struct entry){.kind = ENTRY_PACKED, .where = number, .index = (unsigned)(i - from)});
    }
    buf_format(&entries, "/Type /ObjStm /N %zu /First %zu", to - from, bytes.n);
    buf_str(&bytes, str_slice(buf_view(&p->values), v[from].from, v[to - 1].to));
    put_deflated(p, number, &entries, buf_view(&bytes));
    buf_free(&bytes);
    buf_free(&entries);
}

void pack_flush(struct pack *p, unsigned next)
{
    enter(p, next - 1, next > p->entries.n ? (struct entry){0} : p->entries.v[next - 1]);
    for (size_t from = 0; from < p->waiting.n; from += TOGETHER) {
        size_t to = p->waiting.n - from > TOGETHER ? from + TOGETHER : p->waiting.n;
        put_together(p, next++, from, to);
    }
    p->waiting.n = p->values.n = 0;
}

/* Rows of one, four and two bytes, each as its difference from the one above (7.4.4.4). */
static void put_rows(const struct pack *p, struct buf *rows)
{
    enum { KIND = 1, WHERE = 4, INDEX = 2, ROW = KIND + WHERE + INDEX, UP = 2 };
    unsigned char above[ROW] = {0};
    for (size_t i = 0; i < p->entries.n; i++) {
        const struct entry *e = &p->entries.v[i];
        const unsigned char row[ROW] = {
            (unsigned char)e->kind,          (unsigned char)(e->where >> 24),
            (unsigned char)(e->where >> 16), (unsigned char)(e->where >> 8),
            (unsigned char)e->where,         (unsigned char)(e->index >> 8),
            (unsigned char)e->index};
        buf_char(rows, UP);
        for (int k = 0; k < ROW; k++)
            buf_char(rows, (char)(row[k] - above[k]));
        memcpy(above, row, ROW);
    }
}

void pack_finish(struct pack *p, str trailer)
{
    unsigned number = (unsigned)p->entries.n;
    size_t at = p->out->n - p->start;
    enter(p, number, (struct entry){.kind = ENTRY_PLAIN, .where = at});
    p->entries.v[0].index = UINT16_MAX; /* the head of the free ones: its generation */
    struct buf rows = {0}, entries = {0};
    put_rows(p, &rows);
    buf_format(&entries,
               "/Type /XRef /Size %u /W [1 4 2] /DecodeParms <</Predictor 12 /Columns 7>> %.*s",
               number + 1, STR_ARG(trailer));
    put_deflated(p, number, &entries, buf_view(&rows));
    buf_free(&rows);
    buf_free(&entries);
    buf_format(p->out, "startxref\n%zu\n%%%%EOF\n", at);
}
