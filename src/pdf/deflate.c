#include "pdf/deflate.h"

#include "base/cache.h"
#include "base/library.h"
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
    return xcalloc(1, sizeof(struct deflater));
}

/* Begun when it is first needed: it is large, and often there is nothing to deflate. */
static struct libdeflate_compressor *compressor(struct deflater *z)
{
    if (!z->compressor)
        z->compressor = libdeflate_alloc_compressor(LEVEL);
    if (!z->compressor)
        xalloc_die();
    return z->compressor;
}

void deflater_free(struct deflater *z)
{
    if (z && z->compressor)
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
    size_t room = libdeflate_zlib_compress_bound(compressor(z), n);
    void *out = xmalloc(room);
    size_t used = libdeflate_zlib_compress(compressor(z), n ? bytes : "", n, out, room);
    return (struct deflated){xrealloc(out, used), used};
}

void deflate_stamp(struct buf *maker)
{
    buf_format(maker, ", libdeflate " LIBDEFLATE_VERSION_STRING " level %d", LEVEL);
    library_stamp((void (*)(void))libdeflate_zlib_compress, maker);
}

struct deflated deflate_kept(struct deflater *z, str bytes)
{
    struct buf maker = {0}, kept = {0};
    buf_str(&maker, STR("deflated 1"));
    deflate_stamp(&maker);
    buf_char(&maker, '\0');
    struct cache_key key = cache_key(maker.data, &bytes, 1);
    buf_free(&maker);
    if (cache_get(&key, &kept))
        return (struct deflated){kept.data, kept.n};
    buf_free(&kept);
    struct deflated made = deflate_bytes(z, bytes.p, bytes.n);
    cache_put(&key, (str){made.p, made.n});
    return made;
}

static struct object *flate_stream(struct document *doc, struct stream_bytes bytes)
{
    struct object *o = object_stream(doc, bytes);
    buf_str(object_entries(o), STR("/Filter /FlateDecode"));
    return o;
}

struct object *deflated_stream(struct document *doc, struct deflated bytes)
{
    return flate_stream(doc, (struct stream_bytes){bytes.p, bytes.n, free_bytes, bytes.n});
}

struct object *deflated_view(struct document *doc, const struct deflated *bytes)
{
    return flate_stream(doc, (struct stream_bytes){.p = bytes->p, .n = bytes->n});
}

struct object *deflate_stream(struct deflater *z, struct document *doc, const void *bytes, size_t n)
{
    return deflated_stream(doc, deflate_bytes(z, bytes, n));
}
