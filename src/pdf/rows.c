#include "pdf/rows.h"

#include "base/xalloc.h"

#include <assert.h>
#include <stdlib.h>
#include <zlib.h>

/* libdeflate wants all at once, so pictures go through zlib. */

enum { PREDICT_NONE, PREDICT_SUB, PREDICT_UP, PREDICT_AVERAGE, PREDICT_PAETH, PREDICTORS };

struct rows {
    size_t size;
    unsigned pixel;
    unsigned char *before;       /* the row before, after `pixel` zero bytes */
    unsigned char *row;          /* likewise */
    unsigned char *tried, *best; /* predictor's number and the differences */
    z_stream z;
    struct buf out;
};

struct rows *rows_new(size_t size, unsigned pixel)
{
    struct rows *r = xcalloc(1, sizeof *r);
    r->size = size;
    r->pixel = pixel;
    r->before = xcalloc(1, size + pixel);
    r->row = xcalloc(1, size + pixel);
    r->tried = xcalloc(1, size + 1);
    r->best = xcalloc(1, size + 1);
    if (deflateInit(&r->z, 6) != Z_OK)
        xalloc_die();
    return r;
}

void rows_free(struct rows *r)
{
    if (!r)
        return;
    deflateEnd(&r->z);
    buf_free(&r->out);
    free(r->before);
    free(r->row);
    free(r->tried);
    free(r->best);
    free(r);
}

static void deflate_bytes(struct rows *r, const unsigned char *p, size_t n, int flush)
{
    do {
        unsigned piece = n > 1 << 20 ? 1 << 20 : (unsigned)n;
        r->z.next_in = (unsigned char *)(uintptr_t)p;
        r->z.avail_in = piece;
        p += piece;
        n -= piece;
        do {
            r->z.next_out = (unsigned char *)buf_room(&r->out, 65536);
            r->z.avail_out = 65536;
            int status = deflate(&r->z, n ? Z_NO_FLUSH : flush);
            assert(status != Z_STREAM_ERROR);
            (void)status;
            r->out.n += 65536 - r->z.avail_out;
        } while (r->z.avail_out == 0);
    } while (n > 0);
}

static int paeth(int left, int up, int corner)
{
    int p = left + up - corner;
    int a = abs(p - left), b = abs(p - up), c = abs(p - corner);
    if (a <= b && a <= c)
        return left;
    return b <= c ? up : corner;
}

/* Differences from what a predictor says, to r->tried; their sum as signed bytes, which tells how
 * well they will deflate. */
static uint64_t try_predictor(struct rows *r, int predictor)
{
    const unsigned char *row = r->row + r->pixel, *up = r->before + r->pixel;
    uint64_t sum = 0;
    r->tried[0] = (unsigned char)predictor;
    for (size_t i = 0; i < r->size; i++) {
        int left = r->row[i], corner = r->before[i], guess = 0;
        switch (predictor) {
        case PREDICT_SUB: guess = left; break;
        case PREDICT_UP: guess = up[i]; break;
        case PREDICT_AVERAGE: guess = (left + up[i]) / 2; break;
        case PREDICT_PAETH: guess = paeth(left, up[i], corner); break;
        default: break;
        }
        unsigned char difference = (unsigned char)(row[i] - guess);
        r->tried[i + 1] = difference;
        sum += difference < 128 ? difference : 256u - difference;
    }
    return sum;
}

static void predict(struct rows *r)
{
    uint64_t best = UINT64_MAX;
    for (int predictor = 0; predictor < PREDICTORS; predictor++) {
        uint64_t sum = try_predictor(r, predictor);
        if (sum >= best)
            continue;
        best = sum;
        unsigned char *swap = r->best;
        r->best = r->tried;
        r->tried = swap;
    }
}

void rows_put(struct rows *r, const unsigned char *row)
{
    if (r->pixel == 0) {
        deflate_bytes(r, row, r->size, Z_NO_FLUSH);
        return;
    }
    memcpy(r->row + r->pixel, row, r->size);
    predict(r);
    deflate_bytes(r, r->best, r->size + 1, Z_NO_FLUSH);
    unsigned char *swap = r->before;
    r->before = r->row;
    r->row = swap;
}

void rows_end(struct rows *r, struct buf *out)
{
    deflate_bytes(r, r->row, 0, Z_FINISH);
    buf_str(out, buf_view(&r->out));
    buf_free(&r->out);
}

static void free_bytes(void *p, size_t size)
{
    (void)size;
    free(p);
}

struct object *rows_finish(struct rows *r, struct document *doc)
{
    deflate_bytes(r, r->row, 0, Z_FINISH);
    struct stream_bytes stream = {r->out.data, r->out.n, free_bytes, r->out.n};
    r->out = (struct buf){0};
    struct object *o = object_stream(doc, stream);
    buf_str(object_entries(o), STR("/Filter /FlateDecode"));
    return o;
}
