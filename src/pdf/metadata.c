#include "pdf/metadata.h"

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
    if (p->year > 0 && p->year <= YEAR_MAX && p->month && p->day)
        buf_format(b, "<prism:publicationDate>%04d-%02d-%02d</prism:publicationDate>\n",
                   (int)p->year, (int)p->month, (int)p->day);
}

void metadata_put(const struct pages *p, const struct pdf_options *options, struct buf *b)
{
    str tool = str_of(options->producer);
    buf_str(b, STR("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                   "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                   "<rdf:Description rdf:about=\"\"\n"
                   " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                   " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                   " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                   " xmlns:prism=\"http://prismstandard.org/namespaces/basic/2.0/\"\n"
                   " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"));
    if (p->structure)
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
    buf_str(b, STR("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n"));
}
