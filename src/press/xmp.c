#include "press/xmp.h"

#include "base/buf.h"
#include "base/message.h"
#include "base/vec.h"

#include <expat.h>

enum { DEPTH_MAX = 64, ELEMENTS_MAX = 100000, PACKET_MAX = 16 << 20 };

/* Parts a name of expat's: the namespace, the local name, the prefix. */
enum { PARTS = '\n' };

struct reading {
    struct arena *arena;
    XML_Parser parser;
    struct xml_element *root, *open[DEPTH_MAX];
    struct buf text[DEPTH_MAX];
    size_t depth, elements;
};

static void split(struct arena *a, const char *name, str *uri, str *local, str *prefix)
{
    str s = str_of(name);
    size_t first = str_find(s, PARTS, 0);
    *uri = *prefix = (str){0};
    if (first == s.n) {
        *local = str_dup(a, s);
        return;
    }
    size_t second = str_find(s, PARTS, first + 1);
    *uri = str_dup(a, str_slice(s, 0, first));
    *local = str_dup(a, str_slice(s, first + 1, second));
    if (second < s.n)
        *prefix = str_dup(a, str_slice(s, second + 1, s.n));
}

static void begin(void *data, const char *name, const char **attributes)
{
    struct reading *r = data;
    if (r->depth == DEPTH_MAX || ++r->elements > ELEMENTS_MAX) {
        XML_StopParser(r->parser, XML_FALSE);
        return;
    }
    struct xml_element *e = arena_one(r->arena, struct xml_element);
    split(r->arena, name, &e->uri, &e->name, &e->prefix);
    size_t n = 0;
    while (attributes[2 * n])
        n++;
    struct xml_attribute *list = arena_many(r->arena, n, struct xml_attribute);
    for (size_t i = 0; i < n; i++) {
        split(r->arena, attributes[2 * i], &list[i].uri, &list[i].name, &list[i].prefix);
        list[i].value = str_dup(r->arena, str_of(attributes[2 * i + 1]));
    }
    e->attributes = list;
    e->n_attributes = n;
    if (r->depth) {
        struct xml_element *outer = r->open[r->depth - 1];
        *(outer->last ? &outer->last->next : &outer->first) = e;
        outer->last = e;
    } else {
        r->root = e;
    }
    r->text[r->depth].n = 0;
    r->open[r->depth++] = e;
}

static void end(void *data, const char *name)
{
    struct reading *r = data;
    (void)name;
    r->depth--;
    r->open[r->depth]->text = str_dup(r->arena, str_trim(buf_view(&r->text[r->depth])));
}

static void text(void *data, const char *s, int n)
{
    struct reading *r = data;
    if (r->depth)
        buf_str(&r->text[r->depth - 1], (str){s, (size_t)n});
}

/* A packet declares no entities; those that do would grow or reach out. */
static void entity(void *data, const char *name, int parameter, const char *value, int n,
                   const char *base, const char *system, const char *public, const char *notation)
{
    struct reading *r = data;
    (void)name, (void)parameter, (void)value, (void)n, (void)base, (void)system, (void)public;
    (void)notation;
    XML_StopParser(r->parser, XML_FALSE);
}

static struct xml_element *parse(struct arena *a, str packet)
{
    struct reading r = {.arena = a, .parser = XML_ParserCreateNS(NULL, PARTS)};
    if (!r.parser)
        xalloc_die();
    XML_SetReturnNSTriplet(r.parser, 1);
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, begin, end);
    XML_SetCharacterDataHandler(r.parser, text);
    XML_SetEntityDeclHandler(r.parser, entity);
    bool good = XML_Parse(r.parser, packet.p, (int)packet.n, 1) == XML_STATUS_OK;
    XML_ParserFree(r.parser);
    for (size_t i = 0; i < DEPTH_MAX; i++)
        buf_free(&r.text[i]);
    return good ? r.root : NULL;
}

static bool is(const struct xml_element *e, const char *uri, const char *name)
{
    return str_is(e->name, name) && str_is(e->uri, uri);
}

const struct xml_element *xml_child(const struct xml_element *e, const char *uri, const char *name)
{
    for (const struct xml_element *k = e->first; k; k = k->next)
        if (is(k, uri, name))
            return k;
    return NULL;
}

struct properties {
    VEC(struct xmp_property) v;
};

static str item_of(const struct xml_element *list, bool alternative)
{
    const struct xml_element *first = list->first;
    for (const struct xml_element *k = first; alternative && k; k = k->next)
        for (size_t i = 0; i < k->n_attributes; i++)
            if (str_is(k->attributes[i].name, "lang") &&
                str_is(k->attributes[i].value, "x-default"))
                return k->text;
    return first ? first->text : (str){0};
}

static void add_element(struct properties *p, const struct xml_element *e)
{
    static const char *const lists[] = {[XMP_ALT] = "Alt", [XMP_BAG] = "Bag", [XMP_SEQ] = "Seq"};
    struct xmp_property q = {e->uri, e->name, e->prefix, XMP_TEXT, e->text, e};
    if (e->first)
        q.kind = XMP_FIELDS;
    for (enum xmp_kind k = XMP_ALT; k <= XMP_SEQ; k++)
        if (e->first && is(e->first, XMP_RDF, lists[k])) {
            q.kind = k;
            q.value = item_of(e->first, k == XMP_ALT);
        }
    vec_push(&p->v, q);
}

static void add_description(struct properties *p, const struct xml_element *d)
{
    for (size_t i = 0; i < d->n_attributes; i++) {
        const struct xml_attribute *a = &d->attributes[i];
        if (a->uri.n && !str_is(a->uri, XMP_RDF) &&
            !str_is(a->uri, "http://www.w3.org/XML/1998/namespace"))
            vec_push(&p->v, ((struct xmp_property){a->uri, a->name, a->prefix, XMP_TEXT,
                                                   str_trim(a->value), NULL}));
    }
    for (const struct xml_element *e = d->first; e; e = e->next)
        add_element(p, e);
}

/* The rdf:RDF of a packet, which may stand in an x:xmpmeta. */
static const struct xml_element *find_rdf(const struct xml_element *root)
{
    return is(root, XMP_RDF, "RDF") ? root : xml_child(root, XMP_RDF, "RDF");
}

/* bytes="…" or encoding="…" in the header <?xpacket …?>. */
static bool has_packet_attributes(str packet)
{
    str head = str_slice(packet, 0, packet.n < 200 ? packet.n : 200);
    if (str_starts(head, STR("\xEF\xBB\xBF")))
        head = str_slice(head, 3, head.n);
    if (!str_starts(head, STR("<?xpacket")))
        return false;
    head.n = str_find(head, '>', 0);
    return memmem(head.p, head.n, " bytes=", 7) || memmem(head.p, head.n, " encoding=", 10);
}

struct xmp *xmp_read(struct arena *a, str packet)
{
    struct xmp *x = arena_one(a, struct xmp);
    struct properties p = {0};
    x->packet_attributes = has_packet_attributes(packet);
    x->utf16 = packet.n > 1 &&
               (packet.p[0] == '\0' || packet.p[1] == '\0' || (unsigned char)packet.p[0] >= 0xFE);
    if (packet.n > PACKET_MAX) {
        x->fault = N_("it is larger than 16 MiB");
        return x;
    }
    const struct xml_element *root = parse(a, x->utf16 ? packet : str_trim(packet)), *rdf = NULL;
    if (root)
        rdf = find_rdf(root);
    if (!rdf) {
        x->fault = root ? N_("it holds no rdf:RDF") : N_("it is no well-formed XML");
        return x;
    }
    for (const struct xml_element *d = rdf->first; d; d = d->next)
        if (is(d, XMP_RDF, "Description"))
            add_description(&p, d);
    x->n = p.v.n;
    x->properties = vec_take(a, &p.v);
    return x;
}

const struct xmp_property *xmp_find(const struct xmp *x, const char *uri, const char *name)
{
    for (size_t i = 0; i < x->n; i++)
        if (str_is(x->properties[i].name, name) && str_is(x->properties[i].uri, uri))
            return &x->properties[i];
    return NULL;
}

str xmp_value(const struct xmp *x, const char *uri, const char *name)
{
    const struct xmp_property *p = xmp_find(x, uri, name);
    return p ? p->value : (str){0};
}
