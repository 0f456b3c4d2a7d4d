#include "input/input.h"

#include "base/map.h"
#include "base/vec.h"

#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>

struct input {
    const struct qpdf *q;
    qpdf_data data;
    struct arena *arena;
    enum input_state state;
    struct map *objects; /* number → struct node */
    struct buf complaint;
    VEC(const struct node *) pages;
    VEC(bool) resources; /* of each page: its own */
    str bytes;
    const struct node *trailer, *catalog;
    str version;
    bool encrypted;
};

struct arena *input_arena(struct input *doc)
{
    return doc->arena;
}

qpdf_data input_library(struct input *doc)
{
    return doc->data;
}

/* Keeps the first of the library's complaints. */
static void listen(struct input *doc)
{
    const struct qpdf *q = doc->q;
    while (q->more_warnings(doc->data) || q->has_error(doc->data)) {
        qpdf_error e =
            q->more_warnings(doc->data) ? q->next_warning(doc->data) : q->get_error(doc->data);
        const char *said = q->get_error_message_detail(doc->data, e);
        if (!doc->complaint.n && said)
            buf_str(&doc->complaint, str_of(said));
    }
}

str input_complaint(struct input *doc)
{
    listen(doc);
    return buf_view(&doc->complaint);
}

/* An object of the library as a value. Its handle is given back. */
static const struct node *take(struct input *doc, qpdf_oh oh)
{
    const struct qpdf *q = doc->q;
    struct node *n = arena_one(doc->arena, struct node);
    bool stream = q->oh_is_stream(doc->data, oh);
    qpdf_oh dict = stream ? q->oh_get_dict(doc->data, oh) : oh;
    const char *text = q->oh_unparse_resolved(doc->data, dict);
    struct node_reader r = {doc->arena, str_dup(doc->arena, str_of(text)), 0, true, false};
    *n = node_read(&r);
    if (n->type >= NODE_REF)
        *n = node_null;
    if (stream && n->type == NODE_DICT)
        n->type = NODE_STREAM;
    n->id = (uint32_t)q->oh_get_object_id(doc->data, oh);
    n->generation = (uint32_t)q->oh_get_generation(doc->data, oh);
    if (stream)
        q->oh_release(doc->data, dict);
    q->oh_release(doc->data, oh);
    listen(doc);
    return n;
}

static const struct node *object(struct input *doc, const struct node *ref)
{
    bool is_new;
    uint64_t key = (uint64_t)ref->id << 16 | ref->generation;
    uintptr_t *slot = map_slot_number(doc->objects, key, &is_new);
    if (!is_new)
        return *slot ? (const struct node *)*slot : &node_null;
    const struct node *n =
        take(doc, doc->q->get_object_by_id(doc->data, (int)ref->id, (int)ref->generation));
    *map_slot_number(doc->objects, key, NULL) = (uintptr_t)n;
    return n;
}

const struct node *input_follow(struct input *doc, const struct node *n)
{
    for (int i = 0; n->type == NODE_REF; i++)
        n = i < INPUT_PATH_MAX ? object(doc, n) : &node_null;
    return n;
}

const struct node *input_get(struct input *doc, const struct node *dict, const char *key)
{
    return input_follow(doc, node_value(dict, key));
}

const struct node *input_item(struct input *doc, const struct node *array, size_t i)
{
    if (array->type != NODE_ARRAY || i >= array->n)
        return &node_null;
    return input_follow(doc, &array->items[i]);
}

bool input_numbers(struct input *doc, const struct node *array, double *to, size_t n)
{
    if (array->type != NODE_ARRAY || array->n < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct node *item = input_item(doc, array, i);
        if (item->type != NODE_NUMBER)
            return false;
        to[i] = item->number;
    }
    return true;
}

static void find_pages(struct input *doc)
{
    int n = doc->q->get_num_pages(doc->data);
    for (int i = 0; i < n && i < INPUT_PAGES_MAX; i++) {
        qpdf_oh page = doc->q->get_page_n(doc->data, (size_t)i);
        vec_push(&doc->resources, doc->q->oh_has_key(doc->data, page, "/Resources"));
        doc->q->oh_release(doc->data, page);
    }
    doc->q->push_inherited_attributes_to_page(doc->data);
    for (int i = 0; i < n && i < INPUT_PAGES_MAX; i++)
        vec_push(&doc->pages, take(doc, doc->q->get_page_n(doc->data, (size_t)i)));
    listen(doc);
}

static void read(struct input *doc, str bytes)
{
    const struct qpdf *q = doc->q;
    q->set_suppress_warnings(doc->data, QPDF_TRUE);
    q->silence_errors(doc->data);
    if (q->read_memory(doc->data, "PDF", bytes.p, bytes.n, NULL) & QPDF_ERRORS) {
        qpdf_error e = q->get_error(doc->data);
        bool password = e && q->get_error_code(doc->data, e) == qpdf_e_password;
        doc->state = password ? INPUT_ENCRYPTED : INPUT_BROKEN;
        if (e)
            buf_str(&doc->complaint, str_of(q->get_error_message_detail(doc->data, e)));
        return;
    }
    doc->version = str_dup(doc->arena, str_of(q->get_pdf_version(doc->data)));
    doc->encrypted = q->is_encrypted(doc->data);
    find_pages(doc);
    doc->trailer = take(doc, q->get_trailer(doc->data));
    doc->catalog = take(doc, q->get_root(doc->data));
    if (!doc->pages.n || doc->catalog->type != NODE_DICT)
        doc->state = INPUT_BROKEN;
}

struct input *input_open(const struct qpdf *q, str bytes)
{
    struct input *doc = xcalloc(1, sizeof *doc);
    doc->q = q;
    doc->arena = arena_new();
    doc->objects = map_new();
    doc->data = q->init();
    doc->bytes = bytes;
    doc->trailer = doc->catalog = &node_null;
    read(doc, bytes);
    return doc;
}

void input_free(struct input *doc)
{
    if (!doc)
        return;
    doc->q->cleanup(&doc->data);
    map_free(doc->objects);
    buf_free(&doc->complaint);
    vec_free(&doc->pages);
    vec_free(&doc->resources);
    arena_free(doc->arena);
    free(doc);
}

enum input_state input_state(const struct input *doc)
{
    return doc->state;
}

bool input_encrypted(const struct input *doc)
{
    return doc->encrypted;
}

str input_version(const struct input *doc)
{
    return doc->version;
}

str input_bytes(const struct input *doc)
{
    return doc->bytes;
}

size_t input_objects(struct input *doc)
{
    double n = input_get(doc, doc->trailer, "Size")->number - 1;
    return n > 0 ? (size_t)fmin(n, INPUT_OBJECTS_MAX) : 0;
}

const struct node *input_object(struct input *doc, size_t number)
{
    const struct node ref = {.type = NODE_REF, .id = (uint32_t)number};
    return object(doc, &ref);
}

bool input_has_resources(const struct input *doc, size_t i)
{
    return doc->resources.v[i];
}

size_t input_pages(const struct input *doc)
{
    return doc->pages.n;
}

const struct node *input_page(struct input *doc, size_t i)
{
    return doc->pages.v[i];
}

const struct node *input_trailer(struct input *doc)
{
    return doc->trailer;
}

const struct node *input_catalog(struct input *doc)
{
    return doc->catalog;
}

const struct node *input_add(struct input *doc, const struct node *dict, str bytes,
                             const char *filter, const char *parms)
{
    const struct qpdf *q = doc->q;
    struct node *n = arena_one(doc->arena, struct node);
    qpdf_oh oh = q->oh_new_stream(doc->data);
    qpdf_oh filter_oh = q->oh_parse(doc->data, filter);
    qpdf_oh parms_oh = q->oh_parse(doc->data, parms);
    q->oh_replace_stream_data(doc->data, oh, (const unsigned char *)bytes.p, bytes.n, filter_oh,
                              parms_oh);
    *n = *dict;
    n->type = NODE_STREAM;
    n->id = (uint32_t)q->oh_get_object_id(doc->data, oh);
    n->generation = (uint32_t)q->oh_get_generation(doc->data, oh);
    q->oh_release(doc->data, parms_oh);
    q->oh_release(doc->data, filter_oh);
    q->oh_release(doc->data, oh);
    listen(doc);
    return n;
}

size_t input_filters(struct input *doc, const struct node *stream)
{
    const struct node *filter = input_get(doc, stream, "Filter");
    return filter->type == NODE_ARRAY ? filter->n : filter->type == NODE_NAME;
}

str input_filter(struct input *doc, const struct node *stream, size_t i)
{
    const struct node *filter = input_get(doc, stream, "Filter");
    if (filter->type == NODE_ARRAY)
        filter = input_item(doc, filter, i);
    return filter->type == NODE_NAME ? filter->text : (str){0};
}

static bool is_flate(str filter)
{
    return str_is(filter, "FlateDecode") || str_is(filter, "Fl");
}

static bool get_data(struct input *doc, const struct node *stream,
                     enum qpdf_stream_decode_level_e level, struct buf *to, bool *filtered)
{
    const struct qpdf *q = doc->q;
    unsigned char *bytes = NULL;
    size_t n = 0;
    QPDF_BOOL done = QPDF_FALSE;
    if (stream->type != NODE_STREAM)
        return false;
    qpdf_oh oh = q->get_object_by_id(doc->data, (int)stream->id, (int)stream->generation);
    bool good = !(q->oh_get_stream_data(doc->data, oh, level, &done, &bytes, &n) & QPDF_ERRORS);
    bool warned = q->more_warnings(doc->data);
    q->oh_release(doc->data, oh);
    listen(doc);
    if (bytes)
        buf_add(to, bytes, n);
    free(bytes);
    *filtered = done;
    return good && !warned;
}

bool input_raw(struct input *doc, const struct node *stream, struct buf *to)
{
    bool filtered;
    return get_data(doc, stream, qpdf_dl_none, to, &filtered);
}

/* Whether deflated data stay below a bound once they are inflated. */
static bool inflates_to(str raw, size_t most)
{
    void *room = malloc(most);
    size_t n;
    if (!room)
        return false;
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    bool fits = libdeflate_zlib_decompress(d, raw.p, raw.n, room, most, &n) !=
                LIBDEFLATE_INSUFFICIENT_SPACE;
    libdeflate_free_decompressor(d);
    free(room);
    return fits;
}

/* Whether a stream can be decoded without taking more memory than `most`: what each of its filters
 * can make of its input at the very most is known, and for deflate it can be tried out. */
static bool is_bounded(struct input *doc, const struct node *stream, str raw, size_t most)
{
    enum { FLATE_MOST = 1032, LZW_MOST = 2731, RUNS_MOST = 64 };
    double n = (double)raw.n;
    size_t n_filters = input_filters(doc, stream);
    for (size_t i = 0; i < n_filters; i++) {
        str filter = input_filter(doc, stream, i);
        if (is_flate(filter)) {
            n *= FLATE_MOST;
            if (n > (double)most && i == 0 && inflates_to(raw, most))
                n = n_filters == 1 ? 0 : (double)most;
        } else if (str_is(filter, "LZWDecode") || str_is(filter, "LZW")) {
            n *= LZW_MOST;
        } else if (str_is(filter, "RunLengthDecode") || str_is(filter, "RL")) {
            n *= RUNS_MOST;
        }
    }
    return n <= (double)most;
}

enum stream_state input_stream(struct input *doc, const struct node *stream, size_t most,
                               struct buf *to)
{
    struct buf raw = {0};
    bool filtered = true;
    if (!input_raw(doc, stream, &raw)) {
        buf_free(&raw);
        return STREAM_DAMAGED;
    }
    bool bounded = is_bounded(doc, stream, buf_view(&raw), most);
    if (bounded && !input_filters(doc, stream)) {
        buf_str(to, buf_view(&raw));
        buf_free(&raw);
        return STREAM_GOOD;
    }
    buf_free(&raw);
    if (!bounded)
        return STREAM_TOO_LARGE;
    bool good = get_data(doc, stream, qpdf_dl_all, to, &filtered);
    if (!filtered)
        return good ? STREAM_OPAQUE : STREAM_DAMAGED;
    return good ? STREAM_GOOD : STREAM_DAMAGED;
}
