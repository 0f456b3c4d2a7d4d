#include "pdf/metadata.h"

#include "base/sha256.h"

#include <stdio.h>
#include <time.h>

enum { YEAR_MAX = 9999 };

bool metadata_date(const struct pages *p, int64_t epoch, struct metadata_date *out)
{
    time_t seconds = (time_t)epoch;
    struct tm tm;
    if (epoch >= 0 && gmtime_r(&seconds, &tm) && tm.tm_year <= YEAR_MAX - 1900) {
        *out = (struct metadata_date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, true,
                                      tm.tm_hour,        tm.tm_min,     tm.tm_sec};
        return true;
    }
    *out = (struct metadata_date){.year = (int)p->year,
                                  .month = (int)(p->month ? p->month : 1),
                                  .day = (int)(p->day ? p->day : 1)};
    return p->year > 0 && p->year <= YEAR_MAX;
}

/* ---- XML ---- */

/* Characters that XML 1.0 cannot hold are left out. */
static void put_escaped(struct buf *b, str s)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '&': buf_str(b, STR("&amp;")); break;
        case '<': buf_str(b, STR("&lt;")); break;
        case '>': buf_str(b, STR("&gt;")); break;
        default:
            if ((unsigned char)s.p[i] >= 0x20 || s.p[i] == '\t' || s.p[i] == '\n')
                buf_char(b, s.p[i]);
        }
}

static void put_element(struct buf *b, const char *name, str text)
{
    if (!text.n)
        return;
    buf_format(b, "<%s>", name);
    put_escaped(b, text);
    buf_format(b, "</%s>\n", name);
}

/* A text in the default language. */
static void put_alternative(struct buf *b, const char *name, str text)
{
    if (!text.n)
        return;
    buf_format(b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    put_escaped(b, text);
    buf_format(b, "</rdf:li></rdf:Alt></%s>\n", name);
}

static void put_list(struct buf *b, const char *name, const char *kind, str text)
{
    if (!text.n)
        return;
    buf_format(b, "<%s><rdf:%s><rdf:li>", name, kind);
    put_escaped(b, text);
    buf_format(b, "</rdf:li></rdf:%s></%s>\n", kind, name);
}

/* ---- the packet ---- */

static void put_dates(struct buf *b, const struct pages *p, int64_t epoch)
{
    static const char *const names[] = {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"};
    struct metadata_date d;
    if (!metadata_date(p, epoch, &d))
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        buf_format(b, "<%s>%04d-%02d-%02d", names[i], d.year, d.month, d.day);
        if (d.timed)
            buf_format(b, "T%02d:%02d:%02dZ", d.hour, d.minute, d.second);
        buf_format(b, "</%s>\n", names[i]);
    }
}

static void put_periodical(struct buf *b, const struct pages *p)
{
    put_element(b, "prism:publicationName", p->publication);
    if (p->number > 0)
        buf_format(b, "<prism:number>%lld</prism:number>\n", (long long)p->number);
    if (p->volume > 0)
        buf_format(b, "<prism:volume>%lld</prism:volume>\n", (long long)p->volume);
    if (p->volume > 0 && p->number > 0)
        buf_format(b, "<prism:issueIdentifier>%lld-%lld</prism:issueIdentifier>\n",
                   (long long)p->volume, (long long)p->number);
    put_element(b, "prism:issueName", p->subject);
    if (p->year > 0 && p->year <= YEAR_MAX && p->month && p->day)
        buf_format(b, "<prism:publicationDate>%04d-%02d-%02d</prism:publicationDate>\n",
                   (int)p->year, (int)p->month, (int)p->day);
}

/* ---- PDF/X-4 and PDF/A ---- */

/* Properties that PDF/A does not know of itself (ISO 19005-2, 6.6.2.3). */
static const struct schema {
    const char *name, *uri, *prefix;
    bool of_x; /* only PDF/X has them */
    struct {
        const char *name, *type, *category, *description;
    } properties[7]; /* the last one has no name */
} schemas[] = {
    {"PDF/UA identification",
     "http://www.aiim.org/pdfua/ns/id/",
     "pdfuaid",
     false,
     {{"part", "Integer", "internal", "part of ISO 14289 that the file conforms to"}}},
    {"PDF/X identification",
     "http://www.npes.org/pdfx/ns/id/",
     "pdfxid",
     true,
     {{"GTS_PDFXVersion", "Text", "internal", "version of PDF/X that the file conforms to"}}},
    {"PDF",
     "http://ns.adobe.com/pdf/1.3/",
     "pdf",
     true,
     {{"Trapped", "Text", "internal", "whether the file has been trapped"}}},
    {"PRISM basic metadata",
     "http://prismstandard.org/namespaces/basic/2.0/",
     "prism",
     false,
     {{"publicationName", "Text", "external", "title of the periodical"},
      {"number", "Text", "external", "number of the issue"},
      {"volume", "Text", "external", "year or volume of the issue"},
      {"issueIdentifier", "Text", "external", "volume and number of the issue"},
      {"issueName", "Text", "external", "theme of the issue"},
      {"publicationDate", "Text", "external", "date of the issue"}}},
};

static void put_schema(struct buf *b, const struct schema *s)
{
    buf_format(b,
               "<rdf:li rdf:parseType=\"Resource\">"
               "<pdfaSchema:schema>%s</pdfaSchema:schema>"
               "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>"
               "<pdfaSchema:prefix>%s</pdfaSchema:prefix>"
               "<pdfaSchema:property><rdf:Seq>\n",
               s->name, s->uri, s->prefix);
    for (size_t i = 0; s->properties[i].name; i++)
        buf_format(b,
                   "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>"
                   "<pdfaProperty:valueType>%s</pdfaProperty:valueType>"
                   "<pdfaProperty:category>%s</pdfaProperty:category>"
                   "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>\n",
                   s->properties[i].name, s->properties[i].type, s->properties[i].category,
                   s->properties[i].description);
    buf_str(b, STR("</rdf:Seq></pdfaSchema:property></rdf:li>\n"));
}

/* A name-based UUID (RFC 4122, 4.3): the same content has the same. */
static void put_uuid(struct buf *b, const char *name, const unsigned char digest[16])
{
    buf_format(b, "<xmpMM:%s>uuid:", name);
    for (int i = 0; i < 16; i++) {
        int byte = digest[i];
        byte = i == 6 ? (byte & 0x0F) | 0x50 : i == 8 ? (byte & 0x3F) | 0x80 : byte;
        buf_format(b, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", (unsigned)byte);
    }
    buf_format(b, "</xmpMM:%s>\n", name);
}

/* All renditions and versions of an issue are one document (ISO 16684-1, xmpMM:DocumentID): it goes
 * by what tells the issue from others, which no correction changes. */
static void document_identity(const struct pages *p, unsigned char digest[SHA256_SIZE])
{
    char number[5 * 21];
    bool counted = p->number > 0;
    snprintf(number, sizeof number, "%lld %lld %lld %lld %lld", (long long)p->volume,
             (long long)p->number, (long long)(counted ? 0 : p->year),
             (long long)(counted ? 0 : p->month), (long long)(counted ? 0 : p->day));
    const str parts[] = {STR("banxin issue"),
                         STR("\0"),
                         p->publication,
                         STR("\0"),
                         str_of(number),
                         STR("\0"),
                         counted ? STR("") : p->title};
    sha256_of(parts, sizeof parts / sizeof *parts, digest);
}

static void put_conformance(struct buf *b, const struct pdf_traits *t, const struct pages *p,
                            const unsigned char digest[16])
{
    unsigned char document[SHA256_SIZE];
    if (t->x == 4)
        buf_str(b, STR("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n"));
    if (t->x)
        buf_str(b, STR("<pdf:Trapped>False</pdf:Trapped>\n"));
    if (t->a)
        buf_format(b,
                   "<pdfaid:part>%d</pdfaid:part>\n"
                   "<pdfaid:conformance>A</pdfaid:conformance>\n",
                   t->a);
    document_identity(p, document);
    put_uuid(b, "DocumentID", document);
    put_uuid(b, "InstanceID", digest);
    buf_str(b, STR("<xmpMM:VersionID>1</xmpMM:VersionID>\n"
                   "<xmpMM:RenditionClass>"));
    buf_str(b, t->colors == COLORS_SCREEN ? STR("screen") : STR("default"));
    buf_str(b, STR("</xmpMM:RenditionClass>\n"));
}

static void put_schemas(struct buf *b, const struct pdf_traits *t)
{
    buf_str(b, STR("<pdfaExtension:schemas><rdf:Bag>\n"));
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
        if (t->x || !schemas[i].of_x)
            put_schema(b, &schemas[i]);
    buf_str(b, STR("</rdf:Bag></pdfaExtension:schemas>\n"));
}

static const char more_namespaces[] =
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
    " xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"\n"
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"\n";

void metadata_put(const struct pages *p, const struct pdf_options *options,
                  const unsigned char digest[16], struct buf *b)
{
    const struct pdf_traits *traits = pdf_traits(options->profile);
    str tool = str_of(options->producer);
    buf_str(b, STR("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                   "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                   "<rdf:Description rdf:about=\"\"\n"
                   " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                   " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                   " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                   " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n"
                   " xmlns:prism=\"http://prismstandard.org/namespaces/basic/2.0/\"\n"));
    buf_str(b, str_of(traits->a ? more_namespaces : ""));
    buf_str(b, STR(" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"));
    if (p->structure && traits->x != 1) /* UA-1 is of PDF 1.7 */
        buf_str(b, STR("<pdfuaid:part>1</pdfuaid:part>\n"));
    buf_str(b, STR("<dc:format>application/pdf</dc:format>\n"));
    put_alternative(b, "dc:title", p->title);
    put_list(b, "dc:creator", "Seq", p->author);
    put_alternative(b, "dc:description", p->subject);
    put_list(b, "dc:language", "Bag", p->language);
    put_element(b, "pdf:Producer", tool);
    put_element(b, "pdf:Keywords", p->keywords);
    put_element(b, "xmp:CreatorTool", tool);
    put_dates(b, p, options->source_date_epoch);
    put_periodical(b, p);
    if (pdf_has_intent(traits))
        put_conformance(b, traits, p, digest);
    if (traits->a)
        put_schemas(b, traits);
    buf_str(b, STR("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n"));
}
