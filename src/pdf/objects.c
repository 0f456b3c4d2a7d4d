#include "pdf/objects.h"

#include "base/vec.h"
#include "pdf/pack.h"

#include <assert.h>
#include <hpdf.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* libharu calls back with its own dictionaries; `attr` of those made here is their object. */
struct object {
    HPDF_Dict dict;
    struct buf entries;
    struct stream_bytes bytes;
    size_t at; /* how far the bytes were read */
};

struct document {
    HPDF_Doc haru;
    VEC(struct object *) objects;
    struct object *catalog, *info;
    struct buf *out;  /* while saving */
    size_t out_start; /* where the file begins in it */
};

/* The largest offset that libharu's cross-reference table holds. */
#define FILE_MAX ((size_t)INT32_MAX)

static void *HPDF_STDCALL allocate(HPDF_UINT size)
{
    return xmalloc(size);
}

static void HPDF_STDCALL release(void *p)
{
    free(p);
}

/* libharu keeps the first error itself; it is asked for when the file is saved. */
static void HPDF_STDCALL note_error(HPDF_STATUS error, HPDF_STATUS detail, void *data)
{
    (void)error;
    (void)detail;
    (void)data;
}

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream)
{
    const struct object *o = dict->attr;
    if (!o->entries.n)
        return HPDF_OK;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)o->entries.data, (HPDF_UINT)o->entries.n);
}

static struct object *wrap(struct document *doc, HPDF_Dict dict)
{
    struct object *o = xcalloc(1, sizeof *o);
    vec_push(&doc->objects, o);
    o->dict = dict;
    assert(!dict->attr && !dict->write_fn);
    dict->attr = o;
    dict->write_fn = write_entries;
    return o;
}

struct document *document_new(struct diags *d)
{
    if (strcmp(HPDF_GetVersion(), HPDF_VERSION_TEXT) != 0) {
        diag_add(d, DIAG_PDF_FAILED, (struct place){0},
                 "libharu is version %s, but the program was built for %s", HPDF_GetVersion(),
                 HPDF_VERSION_TEXT);
        diag_hint(d, "build the program again with the libharu that is installed");
        return NULL;
    }
    HPDF_Doc haru = HPDF_NewEx(note_error, allocate, release, 0, NULL);
    if (!haru || !haru->catalog || !haru->root_pages || !haru->info) {
        diag_add(d, DIAG_PDF_FAILED, (struct place){0}, "libharu cannot begin a document");
        HPDF_Free(haru);
        return NULL;
    }
    struct document *doc = xcalloc(1, sizeof *doc);
    doc->haru = haru;
    HPDF_Dict_RemoveElement(haru->info, "Producer");
    doc->catalog = wrap(doc, haru->catalog);
    doc->info = wrap(doc, haru->info);
    return doc;
}

void document_free(struct document *doc)
{
    if (!doc)
        return;
    HPDF_Free(doc->haru);
    for (size_t i = 0; i < doc->objects.n; i++) {
        struct object *o = doc->objects.v[i];
        if (o->bytes.release)
            o->bytes.release((void *)(uintptr_t)o->bytes.p, o->bytes.size);
        buf_free(&o->entries);
        free(o);
    }
    vec_free(&doc->objects);
    free(doc);
}

struct object *object_new(struct document *doc)
{
    HPDF_Dict dict = HPDF_Dict_New(doc->haru->mmgr);
    HPDF_Xref_Add(doc->haru->xref, dict);
    return wrap(doc, dict);
}

struct object *document_add_page(struct document *doc)
{
    struct object *page = object_new(doc);
    HPDF_Dict_AddName(page->dict, "Type", "Page");
    /* not one of libharu's own pages when it is added, but counted as one when it is written */
    HPDF_Pages_AddKids(doc->haru->root_pages, page->dict);
    page->dict->header.obj_class |= HPDF_OSUBCLASS_PAGE;
    return page;
}

struct object *document_catalog(struct document *doc)
{
    return doc->catalog;
}

struct object *document_info(struct document *doc)
{
    return doc->info;
}

unsigned object_number(const struct object *o)
{
    return o->dict->header.obj_id & 0x00FFFFFFu;
}

struct buf *object_entries(struct object *o)
{
    return &o->entries;
}

static HPDF_STATUS stream_read(HPDF_Stream stream, HPDF_BYTE *to, HPDF_UINT *n)
{
    struct object *o = stream->attr;
    size_t left = o->bytes.n - o->at;
    HPDF_UINT wanted = *n;
    if (*n > left)
        *n = (HPDF_UINT)left;
    if (*n)
        memcpy(to, (const char *)o->bytes.p + o->at, *n);
    o->at += *n;
    return *n < wanted ? HPDF_STREAM_EOF : HPDF_OK;
}

static HPDF_STATUS stream_seek(HPDF_Stream stream, HPDF_INT to, HPDF_WhenceMode mode)
{
    struct object *o = stream->attr;
    assert(mode == HPDF_SEEK_SET && to == 0); /* all that writing a stream asks for */
    (void)mode;
    o->at = (size_t)to;
    return HPDF_OK;
}

static HPDF_INT32 stream_tell(HPDF_Stream stream)
{
    const struct object *o = stream->attr;
    return (HPDF_INT32)o->at;
}

static HPDF_UINT32 stream_size(HPDF_Stream stream)
{
    const struct object *o = stream->attr;
    return (HPDF_UINT32)o->bytes.n;
}

struct object *object_stream(struct document *doc, struct stream_bytes bytes)
{
    HPDF_Dict dict = HPDF_DictStream_New(doc->haru->mmgr, doc->haru->xref);
    struct object *o = wrap(doc, dict);
    o->bytes = bytes;
    /* libharu would copy the bytes into its own memory stream; this one only lends them */
    HPDF_Stream_Free(dict->stream);
    dict->stream = HPDF_CallbackReader_New(doc->haru->mmgr, stream_read, stream_seek, stream_tell,
                                           stream_size, o);
    return o;
}

static HPDF_STATUS write_out(HPDF_Stream stream, const HPDF_BYTE *p, HPDF_UINT n)
{
    struct document *doc = stream->attr;
    if (doc->out->n - doc->out_start + n > FILE_MAX)
        return HPDF_FILE_IO_ERROR;
    buf_add(doc->out, p, n);
    return HPDF_OK;
}

/* The trailer is written last: all that comes before it makes the file's identity. */
static void put_identity(struct buf *b, const struct document *doc)
{
    XXH128_canonical_t id;
    XXH128_canonicalFromHash(
        &id, XXH3_128bits(doc->out->data + doc->out_start, doc->out->n - doc->out_start));
    buf_str(b, STR("/ID [<"));
    for (int twice = 0; twice < 2; twice++) {
        for (size_t i = 0; i < sizeof id.digest; i++)
            buf_format(b, "%02X", id.digest[i]);
        buf_str(b, twice ? STR(">]") : STR("><"));
    }
}

static HPDF_STATUS write_identity(HPDF_Dict trailer, HPDF_Stream stream)
{
    struct buf b = {0};
    put_identity(&b, trailer->attr);
    HPDF_STATUS status = HPDF_Stream_Write(stream, (const HPDF_BYTE *)b.data, (HPDF_UINT)b.n);
    buf_free(&b);
    return status;
}

static void make_room(const struct document *doc, struct buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < doc->objects.n; i++)
        n += doc->objects.v[i]->bytes.n + doc->objects.v[i]->entries.n + 256;
    buf_room(out, n);
}

void document_digest(const struct document *doc, unsigned char out[16])
{
    XXH3_state_t *state = XXH3_createState();
    XXH3_128bits_reset(state);
    for (size_t i = 0; i < doc->objects.n; i++) {
        const struct object *o = doc->objects.v[i];
        XXH3_128bits_update(state, o->entries.data, o->entries.n);
        XXH3_128bits_update(state, o->bytes.p, o->bytes.n);
    }
    XXH128_canonical_t digest;
    XXH128_canonicalFromHash(&digest, XXH3_128bits_digest(state));
    memcpy(out, digest.digest, sizeof digest.digest);
    XXH3_freeState(state);
}

/* libharu counts what goes through its stream, so the head does as well. */
static HPDF_STATUS save_plain(struct document *doc, str head)
{
    HPDF_Doc haru = doc->haru;
    haru->trailer->attr = doc;
    haru->trailer->write_fn = write_identity;
    HPDF_Dict_Add(haru->trailer, "Root", haru->catalog);
    HPDF_Dict_Add(haru->trailer, "Info", haru->info);
    HPDF_Stream stream = HPDF_CallbackWriter_New(haru->mmgr, write_out, doc);
    HPDF_STATUS status = HPDF_Stream_Write(stream, (const HPDF_BYTE *)head.p, (HPDF_UINT)head.n);
    if (status == HPDF_OK)
        status = HPDF_Xref_WriteToStream(haru->xref, stream, NULL);
    HPDF_Stream_Free(stream);
    return status;
}

/* ---- packed ---- */

static HPDF_STATUS write_value(HPDF_Stream stream, const HPDF_BYTE *p, HPDF_UINT n)
{
    buf_add(stream->attr, p, n);
    return HPDF_OK;
}

/* The dictionary of a stream that was made here; NULL: another object. */
static const struct object *stream_of(const void *obj)
{
    const HPDF_Obj_Header *header = obj;
    if ((header->obj_class & HPDF_OCLASS_ANY) != HPDF_OCLASS_DICT)
        return NULL;
    HPDF_Dict dict = (HPDF_Dict)(uintptr_t)obj;
    return dict->stream && dict->write_fn == write_entries ? dict->attr : NULL;
}

/* Numbers are the lengths of streams, which are known here: their places stay free. */
static bool is_number(const void *obj)
{
    const HPDF_Obj_Header *header = obj;
    return (header->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_NUMBER;
}

static HPDF_STATUS pack_objects(const struct document *doc, struct pack *p)
{
    struct buf value = {0};
    HPDF_Doc haru = doc->haru;
    HPDF_Stream stream = HPDF_CallbackWriter_New(haru->mmgr, write_value, &value);
    HPDF_STATUS status = HPDF_OK;
    for (HPDF_UINT i = 1; i < haru->xref->entries->count && status == HPDF_OK; i++) {
        HPDF_XrefEntry entry = HPDF_Xref_GetEntry(haru->xref, i);
        const struct object *o = stream_of(entry->obj);
        value.n = 0;
        if (o) {
            pack_stream(p, i, buf_view(&o->entries), (str){o->bytes.p, o->bytes.n});
        } else if (!is_number(entry->obj)) {
            status = HPDF_Obj_WriteValue(entry->obj, stream, NULL);
            pack_value(p, i, buf_view(&value));
        }
    }
    HPDF_Stream_Free(stream);
    buf_free(&value);
    return status;
}

static HPDF_STATUS save_packed(const struct document *doc, str head)
{
    buf_str(doc->out, head);
    struct pack *p = pack_new(doc->out, doc->out_start);
    struct buf trailer = {0};
    HPDF_STATUS status = pack_objects(doc, p);
    pack_flush(p, doc->haru->xref->entries->count);
    buf_format(&trailer, "/Root %u 0 R /Info %u 0 R ", object_number(doc->catalog),
               object_number(doc->info));
    put_identity(&trailer, doc);
    pack_finish(p, buf_view(&trailer));
    buf_free(&trailer);
    pack_free(p);
    return doc->out->n - doc->out_start > FILE_MAX ? HPDF_FILE_IO_ERROR : status;
}

bool document_save(struct document *doc, const char *version, bool packed, struct buf *out,
                   struct diags *d)
{
    doc->out = out;
    doc->out_start = out->n;
    make_room(doc, out);
    struct buf head = {0};
    buf_format(&head, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n", version);
    HPDF_STATUS status =
        packed ? save_packed(doc, buf_view(&head)) : save_plain(doc, buf_view(&head));
    buf_free(&head);
    if (status == HPDF_OK)
        status = HPDF_GetError(doc->haru);
    if (status == HPDF_OK)
        return true;
    diag_add(d, DIAG_PDF_FAILED, (struct place){0}, "libharu: error 0x%04lX, detail %lu",
             (unsigned long)status, (unsigned long)HPDF_GetErrorDetail(doc->haru));
    if (out->n - doc->out_start > FILE_MAX / 2)
        diag_hint(d, "the file may be larger than 2 GiB; use smaller pictures");
    out->n = doc->out_start;
    return false;
}
