/* The file as such: its frame, what its streams are packed with, what else lies in it. */
#include "base/map.h"
#include "base/vec.h"
#include "press/checks.h"

struct relations {
    struct map *associated; /* numbers of what AF arrays name */
    VEC(const struct node *) files;
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* A second line of four bytes that are no ASCII keeps mail and shells from taking it for text. */
static bool has_binary_comment(str s)
{
    size_t at = 0;
    while (at < s.n && !is_line_end(s.p[at]))
        at++;
    while (at < s.n && is_line_end(s.p[at]))
        at++;
    if (at + 5 > s.n || s.p[at] != '%')
        return false;
    for (size_t i = 1; i <= 4; i++)
        if ((unsigned char)s.p[at + i] < 0x80)
            return false;
    return true;
}

static bool ends_well(str s)
{
    if (s.n && s.p[s.n - 1] == '\n')
        s.n--;
    if (s.n && s.p[s.n - 1] == '\r')
        s.n--;
    return str_ends(s, STR("%%EOF"));
}

static void check_frame(struct check *c)
{
    str s = input_bytes(c->doc);
    bool header = str_starts(s, STR("%PDF-1.")) && s.n > 8 && s.p[7] >= '0' && s.p[7] <= '7' &&
                  is_line_end(s.p[8]);
    if (!header)
        findings_add(c->findings, RULE_FILE_HEADER, check_page(0),
                     "the file does not begin with %%PDF-1.n");
    else if (!has_binary_comment(s))
        findings_add(c->findings, RULE_FILE_BINARY, check_page(0),
                     "no line of bytes above 127 follows the header");
    if (!ends_well(s))
        findings_add(c->findings, RULE_FILE_END, check_page(0),
                     "something stands behind the end of the file");
}

static void check_trailer(struct check *c)
{
    const struct node *id = input_get(c->doc, input_trailer(c->doc), "ID");
    const struct node *encrypt = input_get(c->doc, input_trailer(c->doc), "Encrypt");
    enum { P_ACCESSIBILITY = 512 };
    bool two = id->type == NODE_ARRAY && id->n == 2;
    for (size_t i = 0; two && i < 2; i++)
        two = input_item(c->doc, id, i)->type == NODE_STRING && input_item(c->doc, id, i)->text.n;
    if (!two)
        findings_add(c->findings, RULE_FILE_ID, check_page(0), "the file has no ID of two strings");
    if (encrypt->type == NODE_DICT &&
        !((int64_t)input_get(c->doc, encrypt, "P")->number & P_ACCESSIBILITY))
        findings_add(c->findings, RULE_FILE_LOCKED, check_page(0),
                     "the file is closed to assistive technology");
}

static void check_version(struct check *c)
{
    const struct node *own = input_get(c->doc, input_catalog(c->doc), "Version");
    str version = own->type == NODE_NAME ? own->text : input_version(c->doc);
    bool x1 = findings_profiles(c->findings) & PROFILE_X1A;
    /* X-4 rests on 1.6; a header of 1.7 alone changes nothing */
    if (str_cmp(version, x1 ? STR("1.4") : STR("1.7")) > 0)
        findings_add(c->findings, RULE_FILE_VERSION, check_page(0), "the file is PDF %.*s",
                     STR_ARG(version));
}

static bool is_filter(str name, const char *full, const char *abbreviation)
{
    return str_is(name, full) || str_is(name, abbreviation);
}

/* Crypt may stand for nothing only. */
static bool is_identity(struct check *c, const struct node *stream, size_t i)
{
    const struct node *parms = input_get(c->doc, stream, "DecodeParms");
    if (parms->type == NODE_ARRAY)
        parms = input_item(c->doc, parms, i);
    const struct node *name = input_get(c->doc, parms, "Name");
    return name->type == NODE_NULL || node_is_name(name, "Identity");
}

static void check_filter(struct check *c, const struct node *stream, size_t i)
{
    str name = input_filter(c->doc, stream, i);
    bool x1 = findings_profiles(c->findings) & PROFILE_X1A;
    bool newer = x1 && (str_is(name, "JBIG2Decode") || str_is(name, "JPXDecode"));
    if (is_filter(name, "LZWDecode", "LZW") || newer ||
        (str_is(name, "Crypt") && (x1 || !is_identity(c, stream, i))))
        findings_add(c->findings, RULE_STREAM_FILTER, check_page(0),
                     "object %u is packed with %.*s", stream->id, STR_ARG(name));
}

static void check_stream(struct check *c, const struct node *stream)
{
    static const char *const outside[] = {"F", "FFilter", "FDecodeParms"};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        if (node_value(stream, outside[i])->type != NODE_NULL)
            findings_add(c->findings, RULE_STREAM_OUTSIDE, check_page(0),
                         "the data of object %u are in another file", stream->id);
    size_t n = input_filters(c->doc, stream);
    for (size_t i = 0; i < n && i < 16; i++)
        check_filter(c, stream, i);
    if (node_is_name(input_get(c->doc, stream, "Type"), "ObjStm") &&
        findings_profiles(c->findings) & PROFILE_X1A)
        findings_add(c->findings, RULE_FILE_VERSION, check_page(0),
                     "objects are packed in streams, which is PDF 1.5");
}

static void note_relations(struct check *c, struct relations *r, const struct node *dict)
{
    const struct node *af = input_get(c->doc, dict, "AF");
    for (size_t i = 0; af->type == NODE_ARRAY && i < af->n; i++)
        if (af->items[i].type == NODE_REF)
            *map_slot_number(r->associated, af->items[i].id, NULL) = 1;
    if (input_get(c->doc, dict, "EF")->type == NODE_DICT)
        vec_push(&r->files, dict);
}

static str file_name(struct check *c, const struct node *file)
{
    str name = value_text(c->doc, input_get(c->doc, file, "UF"));
    return name.n ? name : value_text(c->doc, input_get(c->doc, file, "F"));
}

static bool is_pdf_a(struct check *c, const struct node *stream)
{
    struct buf b = {0};
    bool good = input_stream(c->doc, stream, 64 << 20, &b) == STREAM_GOOD &&
                str_starts(buf_view(&b), STR("%PDF-")) && memmem(b.data, b.n, "pdfaid", 6);
    buf_free(&b);
    return good;
}

static void check_embedded(struct check *c, const struct relations *r, const struct node *file)
{
    struct spot at = check_page(0);
    str name = file_name(c, file);
    const struct node *ef = input_get(c->doc, file, "EF"), *stream = input_get(c->doc, ef, "F");
    if (findings_wants(c->findings, RULE_FILE_EMBEDDED) && !is_pdf_a(c, stream))
        findings_add(c->findings, RULE_FILE_EMBEDDED, at, "the file %.*s inside is no PDF/A",
                     STR_ARG(name));
    if (input_get(c->doc, stream, "Subtype")->type != NODE_NAME)
        findings_add(c->findings, RULE_FILE_RELATION, at,
                     "the file %.*s inside does not say what it is (MIME type)", STR_ARG(name));
    if (node_value(file, "F")->type == NODE_NULL || node_value(file, "UF")->type == NODE_NULL)
        findings_add(c->findings, RULE_FILE_NAMES, at,
                     "the file %.*s inside lacks one of its names, F and UF", STR_ARG(name));
    if (input_get(c->doc, file, "AFRelationship")->type != NODE_NAME ||
        !map_get_number(r->associated, file->id))
        findings_add(c->findings, RULE_FILE_RELATION, at,
                     "the file %.*s inside does not say how it relates to the pages "
                     "(AFRelationship, AF)",
                     STR_ARG(name));
}

void check_file(struct check *c)
{
    struct relations r = {.associated = map_new()};
    check_frame(c);
    check_trailer(c);
    check_version(c);
    for (size_t i = 1; i <= input_objects(c->doc); i++) {
        const struct node *n = input_object(c->doc, i);
        if (n->type == NODE_STREAM)
            check_stream(c, n);
        if (!node_is_dict(n))
            continue;
        note_relations(c, &r, n);
    }
    for (size_t i = 0; i < r.files.n; i++)
        check_embedded(c, &r, r.files.v[i]);
    vec_free(&r.files);
    map_free(r.associated);
}
