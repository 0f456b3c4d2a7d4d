#include "pdf/deflate.h"

#include "base/xalloc.h"

#include <libdeflate.h>
#include <stdlib.h>

/* Level 6: a few percent larger than the best, four times as fast. */
#define LEVEL 6

struct deflater {
    struct libdeflate_compressor *compressor;
};

struct deflater *deflater_new(void)
{
    struct deflater *z = xmalloc(sizeof *z);
    z->compressor = libdeflate_alloc_compressor(LEVEL);
    if (!z->compressor)
        xalloc_die();
    return z;
}

void deflater_free(struct deflater *z)
{
    if (z)
        libdeflate_free_compressor(z->compressor);
    free(z);
}

static void free_bytes(void *p, size_t size)
{
    (void)size;
    free(p);
}

struct deflated deflate_bytes(struct deflater *z, const void *bytes, size_t n)
{
    size_t room = libdeflate_zlib_compress_bound(z->compressor, n);
    void *out = xmalloc(room);
    size_t used = libdeflate_zlib_compress(z->compressor, n ? bytes : "", n, out, room);
    return (struct deflated){xrealloc(out, used), used};
}

struct object *deflated_stream(struct document *doc, struct deflated bytes)
{
    struct stream_bytes stream = {bytes.p, bytes.n, free_bytes, bytes.n};
    struct object *o = object_stream(doc, stream);
    buf_str(object_entries(o), STR("/Filter /FlateDecode"));
    return o;
}

struct object *deflate_stream(struct deflater *z, struct document *doc, const void *bytes, size_t n)
{
    return deflated_stream(doc, deflate_bytes(z, bytes, n));
}
