/* What the file says of itself: metadata (XMP), document information, the standards it claims. */
#include "base/map.h"
#include "press/checks.h"
#include "press/xmp.h"

static const struct known_schema {
    const char *uri, *prefix, *names;
} known[] = {
#define SCHEMA(uri, prefix, names) {uri, prefix, names},
#include "press/metadata_known.def"
#undef SCHEMA
};

static bool is_in_list(const char *names, str name)
{
    const char *at = names;
    if (str_is(str_of(names), "*"))
        return true;
    while (*at) {
        size_t n = strcspn(++at, " ");
        if (n && str_eq((str){at, n}, name))
            return true;
        at += n;
    }
    return false;
}

static bool is_known(const struct xmp_property *p)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(p->uri, known[i].uri) && is_in_list(known[i].names, p->name))
            return true;
    return false;
}

/* ---- extension schemas (ISO 19005-2, 6.6.2.3.3) ---- */

static str field(const struct xml_element *e, const char *uri, const char *name)
{
    const struct xml_element *k = xml_child(e, uri, name);
    if (k)
        return k->text;
    for (size_t i = 0; i < e->n_attributes; i++)
        if (str_is(e->attributes[i].name, name) && str_is(e->attributes[i].uri, uri))
            return e->attributes[i].value;
    return (str){0};
}

/* The items of a Bag or Seq that stands in a property; those described in a resource within. */
static const struct xml_element *first_item(const struct xml_element *property)
{
    return property && property->first ? property->first->first : NULL;
}

static const struct xml_element *described(const struct xml_element *item)
{
    const struct xml_element *d = xml_child(item, XMP_RDF, "Description");
    return d ? d : item;
}

static void need(struct check *c, const struct xml_element *e, const char *uri, const char *name)
{
    if (!field(e, uri, name).n)
        findings_add(c->findings, RULE_METADATA_SCHEMA, check_page(0),
                     "an extension schema does not say the %s of what it describes", name);
}

static void read_property(struct check *c, const struct xml_element *e, str uri,
                          struct map *declared)
{
    static const char *const fields[] = {"name", "valueType", "category", "description"};
    for (size_t i = 0; i < 4; i++)
        need(c, e, XMP_FIELD, fields[i]);
    str category = field(e, XMP_FIELD, "category");
    if (category.n && !str_is(category, "internal") && !str_is(category, "external"))
        findings_add(c->findings, RULE_METADATA_SCHEMA, check_page(0),
                     "the category of a property is %.*s, not internal or external",
                     STR_ARG(category));
    str name = field(e, XMP_FIELD, "name");
    *map_slot(declared, str_format(c->arena, "%.*s %.*s", STR_ARG(uri), STR_ARG(name)), NULL) = 1;
}

static void read_schema(struct check *c, const struct xml_element *e, struct map *declared)
{
    static const char *const fields[] = {"schema", "namespaceURI", "prefix"};
    for (size_t i = 0; i < 3; i++)
        need(c, e, XMP_SCHEMA, fields[i]);
    for (const struct xml_element *k = e->first; k; k = k->next)
        if (str_is(k->uri, XMP_SCHEMA) && !str_is(k->prefix, "pdfaSchema"))
            findings_add(c->findings, RULE_METADATA_SCHEMA, check_page(0),
                         "a field of an extension schema has the prefix %.*s, not pdfaSchema",
                         STR_ARG(k->prefix));
    str uri = field(e, XMP_SCHEMA, "namespaceURI");
    const struct xml_element *k = first_item(xml_child(e, XMP_SCHEMA, "property"));
    for (; k; k = k->next)
        read_property(c, described(k), uri, declared);
}

static struct map *read_schemas(struct check *c)
{
    struct map *declared = map_new();
    const struct xmp_property *p = xmp_find(c->xmp, XMP_SCHEMAS, "schemas");
    const struct xml_element *k = p ? first_item(p->element) : NULL;
    for (; k; k = k->next)
        read_schema(c, described(k), declared);
    return declared;
}

static void check_declared(struct check *c)
{
    struct map *declared = read_schemas(c);
    for (size_t i = 0; i < c->xmp->n; i++) {
        const struct xmp_property *p = &c->xmp->properties[i];
        str key = str_format(c->arena, "%.*s %.*s", STR_ARG(p->uri), STR_ARG(p->name));
        if (!is_known(p) && !map_get(declared, key))
            findings_add(c->findings, RULE_METADATA_UNDECLARED, check_page(0),
                         "the metadata have a property that is not described: %.*s:%.*s",
                         STR_ARG(p->prefix), STR_ARG(p->name));
    }
    map_free(declared);
}

static void check_types(struct check *c)
{
    static const struct {
        const char *uri, *name;
        enum xmp_kind kind;
    } rows[] = {
        {XMP_DC, "title", XMP_ALT},         {XMP_DC, "description", XMP_ALT},
        {XMP_DC, "rights", XMP_ALT},        {XMP_DC, "creator", XMP_SEQ},
        {XMP_DC, "date", XMP_SEQ},          {XMP_DC, "subject", XMP_BAG},
        {XMP_DC, "language", XMP_BAG},      {XMP_DC, "publisher", XMP_BAG},
        {XMP_XMP, "CreatorTool", XMP_TEXT}, {XMP_PDF, "Producer", XMP_TEXT},
        {XMP_PDF, "Keywords", XMP_TEXT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct xmp_property *p = xmp_find(c->xmp, rows[i].uri, rows[i].name);
        if (p && p->kind != rows[i].kind)
            findings_add(c->findings, RULE_METADATA_TYPE, check_page(0),
                         "the property %.*s:%s has the form of another", STR_ARG(p->prefix),
                         rows[i].name);
    }
}

static void check_dates(struct check *c)
{
    static const char *const names[] = {"CreateDate", "ModifyDate", "MetadataDate"};
    struct value_date d;
    for (size_t i = 0; i < 3; i++) {
        str v = xmp_value(c->xmp, XMP_XMP, names[i]);
        if (v.n && !value_xmp_date(v, &d))
            findings_add(c->findings, RULE_METADATA_TYPE, check_page(0), "xmp:%s is no date: %.*s",
                         names[i], STR_ARG(v));
        if (findings_profiles(c->findings) & PROFILE_X4 && (!v.n || !value_xmp_date(v, &d)))
            findings_add(c->findings, RULE_METADATA_KEY, check_page(0),
                         "the metadata have no date xmp:%s", names[i]);
    }
}

/* ---- what it claims ---- */

static void check_claims(struct check *c)
{
    unsigned profiles = findings_profiles(c->findings);
    str part = xmp_value(c->xmp, XMP_PDFAID, "part");
    str level = xmp_value(c->xmp, XMP_PDFAID, "conformance");
    const struct xmp_property *ua = xmp_find(c->xmp, XMP_PDFUAID, "part");
    const char *wanted = profiles & PROFILE_A3A ? "3" : "2";
    if (!str_is(part, wanted) || !str_is(level, "A"))
        findings_add(c->findings, RULE_CLAIM_A, check_page(0),
                     "the metadata say PDF/A part '%.*s', conformance '%.*s', not %s and A",
                     STR_ARG(part), STR_ARG(level), wanted);
    if (!ua || !str_is(ua->value, "1") || !str_is(ua->prefix, "pdfuaid"))
        findings_add(c->findings, RULE_CLAIM_UA, check_page(0),
                     "the metadata do not say pdfuaid:part 1");
    if (profiles & PROFILE_X4 &&
        !str_is(xmp_value(c->xmp, XMP_PDFXID, "GTS_PDFXVersion"), "PDF/X-4"))
        findings_add(c->findings, RULE_CLAIM_X, check_page(0),
                     "the metadata do not say pdfxid:GTS_PDFXVersion PDF/X-4");
}

static void check_keys_x4(struct check *c)
{
    static const char *const names[] = {"DocumentID", "VersionID", "RenditionClass"};
    for (size_t i = 0; i < 3; i++)
        if (!xmp_value(c->xmp, XMP_MM, names[i]).n)
            findings_add(c->findings, RULE_METADATA_KEY, check_page(0),
                         "the metadata have no xmpMM:%s", names[i]);
}

/* ---- document information ---- */

static str info_text(struct check *c, const char *key)
{
    const struct node *info = input_get(c->doc, input_trailer(c->doc), "Info");
    return value_text(c->doc, input_get(c->doc, info, key));
}

static void check_same(struct check *c)
{
    static const struct {
        const char *key, *uri, *name;
    } rows[] = {
        {"Title", XMP_DC, "title"},          {"Author", XMP_DC, "creator"},
        {"Subject", XMP_DC, "description"},  {"Keywords", XMP_PDF, "Keywords"},
        {"Creator", XMP_XMP, "CreatorTool"}, {"Producer", XMP_PDF, "Producer"},
    };
    static const char *const dates[][2] = {{"CreationDate", "CreateDate"},
                                           {"ModDate", "ModifyDate"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str a = info_text(c, rows[i].key), b = xmp_value(c->xmp, rows[i].uri, rows[i].name);
        if (a.n && !str_eq(a, b))
            findings_add(c->findings, RULE_METADATA_DIFFERS, check_page(0),
                         "%s is '%.*s' in the document information and '%.*s' in the metadata",
                         rows[i].key, STR_ARG(a), STR_ARG(b));
    }
    for (size_t i = 0; i < 2; i++) {
        str a = info_text(c, dates[i][0]), b = xmp_value(c->xmp, XMP_XMP, dates[i][1]);
        struct value_date x, y;
        if (a.n && b.n && value_pdf_date(a, &x) && value_xmp_date(b, &y) &&
            !value_dates_agree(&x, &y))
            findings_add(c->findings, RULE_METADATA_DIFFERS, check_page(0),
                         "%s is %.*s in the document information and %.*s in the metadata",
                         dates[i][0], STR_ARG(a), STR_ARG(b));
    }
}

static void check_trapped(struct check *c)
{
    const struct node *info = input_get(c->doc, input_trailer(c->doc), "Info");
    const struct node *trapped = input_get(c->doc, info, "Trapped");
    str xmp = c->xmp ? xmp_value(c->xmp, XMP_PDF, "Trapped") : (str){0};
    bool said = node_is_name(trapped, "True") || node_is_name(trapped, "False");
    if (findings_profiles(c->findings) & PROFILE_X4 && trapped->type == NODE_NULL)
        said = str_is(xmp, "True") || str_is(xmp, "False");
    if (!said)
        findings_add(c->findings, RULE_TRAPPED, check_page(0),
                     "the file does not say whether it is trapped");
    else if (trapped->type == NODE_NAME && xmp.n && !str_eq(trapped->text, xmp))
        findings_add(c->findings, RULE_METADATA_DIFFERS, check_page(0),
                     "Trapped is %.*s in the document information and %.*s in the metadata",
                     STR_ARG(trapped->text), STR_ARG(xmp));
}

static void check_info_x1(struct check *c)
{
    static const char *const dates[] = {"CreationDate", "ModDate"};
    struct value_date d;
    if (!str_is(info_text(c, "GTS_PDFXVersion"), "PDF/X-1a:2003"))
        findings_add(c->findings, RULE_CLAIM_X, check_page(0),
                     "the document information does not say GTS_PDFXVersion PDF/X-1a:2003");
    for (size_t i = 0; i < 2; i++)
        if (!value_pdf_date(info_text(c, dates[i]), &d))
            findings_add(c->findings, RULE_METADATA_KEY, check_page(0),
                         "the document information has no %s", dates[i]);
}

static void check_title(struct check *c)
{
    unsigned profiles = findings_profiles(c->findings);
    const struct xmp_property *t = c->xmp ? xmp_find(c->xmp, XMP_DC, "title") : NULL;
    bool in_xmp = t && t->kind == XMP_ALT && t->value.n;
    bool in_info = str_trim(info_text(c, "Title")).n != 0;
    if ((profiles & (PROFILE_X4 | PROFILE_UA1) && !in_xmp) || (profiles & PROFILE_X1A && !in_info))
        findings_add(c->findings, RULE_METADATA_TITLE, check_page(0), "the document has no title");
}

static void read_packet(struct check *c)
{
    const struct node *stream = input_get(c->doc, input_catalog(c->doc), "Metadata");
    struct buf b = {0};
    if (stream->type != NODE_STREAM) {
        findings_add(c->findings, RULE_METADATA_MISSING, check_page(0),
                     "the document has no metadata");
        return;
    }
    if (input_stream(c->doc, stream, 16 << 20, &b) == STREAM_GOOD) {
        struct xmp *x = xmp_read(c->arena, str_dup(c->arena, buf_view(&b)));
        if (x->fault)
            findings_add(c->findings, RULE_METADATA_BROKEN, check_page(0),
                         "the metadata cannot be read: %-s", x->fault);
        if (x->packet_attributes)
            findings_add(c->findings, RULE_METADATA_PACKET, check_page(0),
                         "the metadata's header tells their length or encoding");
        if (x->utf16)
            findings_add(c->findings, RULE_METADATA_PACKET, check_page(0),
                         "the metadata are not in UTF-8");
        c->xmp = x->fault ? NULL : x;
    } else {
        findings_add(c->findings, RULE_METADATA_BROKEN, check_page(0),
                     "the metadata cannot be unpacked");
    }
    buf_free(&b);
}

void check_metadata(struct check *c)
{
    unsigned profiles = findings_profiles(c->findings);
    read_packet(c);
    if (c->xmp) {
        check_claims(c);
        check_declared(c);
        check_types(c);
        check_dates(c);
        check_same(c);
        if (profiles & PROFILE_X4)
            check_keys_x4(c);
    }
    if (profiles & PROFILE_X1A)
        check_info_x1(c);
    check_title(c);
    check_trapped(c);
}
