#include "pdf/intent.h"

#include "pdf/syntax.h"

/* ---- the condition ---- */

static uint32_t big_endian(str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

const char *pdf_condition_fault(str icc)
{
    enum { HEAD = 128, VERSION = 8, CLASS = 12, SPACE = 16, SIGNATURE = 36 };
    if (icc.n < HEAD || big_endian(icc, 0) != icc.n ||
        !str_is(str_slice(icc, SIGNATURE, SIGNATURE + 4), "acsp"))
        return N_("no ICC profile, or one that is cut off");
    if (!str_is(str_slice(icc, CLASS, CLASS + 4), "prtr"))
        return N_("not the profile of a printer");
    if (!str_is(str_slice(icc, SPACE, SPACE + 4), "CMYK"))
        return N_("its colours are not CMYK");
    return (unsigned char)icc.p[VERSION] > 4 ? N_("newer than ICC version 4") : NULL;
}

static struct object *profile(struct document *doc, str icc, int components)
{
    struct deflater *z = deflater_new();
    struct object *o = deflate_stream(z, doc, icc.p, icc.n);
    deflater_free(z);
    buf_format(object_entries(o), " /N %d", components);
    return o;
}

static void write_intents(struct document *doc, const struct pdf_traits *t,
                          const struct pdf_condition *c, const struct object *icc)
{
    const char *const kinds[] = {t->x ? "GTS_PDFX" : NULL, t->a ? "GTS_PDFA1" : NULL};
    struct buf *b = object_entries(document_catalog(doc));
    buf_str(b, STR("/OutputIntents ["));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!kinds[i])
            continue;
        buf_format(b, "<</Type /OutputIntent /S /%s /OutputConditionIdentifier ", kinds[i]);
        put_literal(b, c->name);
        buf_str(b, STR(" /RegistryName (http://www.color.org) /Info "));
        put_text(b, c->info);
        if (icc)
            buf_format(b, " /DestOutputProfile %u 0 R", object_number(icc));
        buf_str(b, STR(">>"));
    }
    buf_str(b, STR("]\n"));
}

/* ---- sRGB ---- */

static void put_number(struct buf *b, uint32_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_char(b, (char)(n >> shift & 255));
}

/* In 1/65536. */
static void put_fixed(struct buf *b, const char *tag, const int32_t *v, size_t n)
{
    buf_str(b, str_of(tag));
    put_number(b, 0);
    for (size_t i = 0; i < n; i++)
        put_number(b, (uint32_t)v[i]);
}

/* A text of a profile, in English; padded to four bytes. */
static void put_words(struct buf *b, const char *text)
{
    enum { HEAD = 28 };
    size_t n = strlen(text);
    buf_str(b, STR("mluc"));
    put_number(b, 0);
    put_number(b, 1);
    put_number(b, 12);
    buf_str(b, STR("enUS"));
    put_number(b, (uint32_t)(2 * n));
    put_number(b, HEAD);
    for (size_t i = 0; i < n; i++) {
        buf_char(b, '\0');
        buf_char(b, text[i]);
    }
    while (b->n % 4)
        buf_char(b, '\0');
}

/* IEC 61966-2-1 by its own numbers: primaries under D50, the curve in one formula (ICC.1:2010). */
static void make_srgb(struct buf *out)
{
    static const struct {
        const char *name;
        int32_t xyz[3];
    } colors[] = {
        {"wtpt", {63190, 65536, 54061}},
        {"rXYZ", {28578, 14581, 912}},
        {"gXYZ", {25241, 46981, 6362}},
        {"bXYZ", {9376, 3973, 46799}},
    };
    static const int32_t adapt[9] = {68674, 1502, -3291, 1939, 64912, -1119, -606, 988, 49262};
    static const int32_t curve[5] = {157286, 62119, 3417, 5072, 2651};
    enum { HEAD = 128, TAGS = 10 };
    struct buf data = {0};
    struct {
        const char *name;
        size_t at, n;
    } tags[TAGS];
    size_t n = 0, first = HEAD + 4 + 12 * TAGS;
#define BEGIN(tag) (tags[n].name = (tag), tags[n].at = first + data.n)
#define END()      (tags[n].n = first + data.n - tags[n].at, n++)
    BEGIN("desc"), put_words(&data, "sRGB"), END();
    BEGIN("cprt"), put_words(&data, "No copyright, use freely"), END();
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        BEGIN(colors[i].name), put_fixed(&data, "XYZ ", colors[i].xyz, 3), END();
    BEGIN("chad"), put_fixed(&data, "sf32", adapt, 9), END();
    BEGIN("rTRC"), buf_str(&data, STR("para\0\0\0\0\0\3\0\0"));
    for (size_t i = 0; i < sizeof curve / sizeof *curve; i++)
        put_number(&data, (uint32_t)curve[i]);
    END();
#undef BEGIN
#undef END
    for (const char *const *name = (const char *const[]){"gTRC", "bTRC", NULL}; *name; name++) {
        tags[n] = tags[n - 1];
        tags[n++].name = *name;
    }
    put_number(out, (uint32_t)(first + data.n));
    put_number(out, 0);
    put_number(out, 0x04200000); /* version */
    buf_str(out, STR("mntrRGB XYZ "));
    static const unsigned char date[12] = {7, 0xD0, 0, 1, 0, 1}; /* 2000-01-01 */
    buf_add(out, date, sizeof date);
    buf_str(out, STR("acsp"));
    for (int i = 0; i < 7; i++)
        put_number(out, 0);
    put_number(out, 63190), put_number(out, 65536), put_number(out, 54061); /* D50 */
    while (out->n < HEAD)
        buf_char(out, '\0');
    put_number(out, (uint32_t)n);
    for (size_t i = 0; i < n; i++) {
        buf_str(out, str_of(tags[i].name));
        put_number(out, (uint32_t)tags[i].at);
        put_number(out, (uint32_t)tags[i].n);
    }
    buf_str(out, buf_view(&data));
    buf_free(&data);
}

void intent_write(struct document *doc, const struct pdf_traits *t, const struct pdf_condition *c,
                  const struct deflated *icc)
{
    if (pdf_has_press(t)) {
        struct object *o = c->icc.n ? deflated_view(doc, icc) : NULL;
        if (o)
            buf_str(object_entries(o), STR(" /N 4"));
        write_intents(doc, t, c, o);
        return;
    }
    struct buf made = {0};
    make_srgb(&made);
    const struct pdf_condition srgb = {.name = STR("sRGB"), .info = STR("sRGB IEC61966-2.1")};
    write_intents(doc, t, &srgb, profile(doc, buf_view(&made), 3));
    buf_free(&made);
}

unsigned intent_put_rgb(struct document *doc, str icc)
{
    struct object *o = profile(doc, icc, 3);
    buf_str(object_entries(o), STR(" /Alternate /DeviceRGB"));
    return object_number(o);
}

unsigned intent_put_srgb(struct document *doc)
{
    struct buf icc = {0};
    make_srgb(&icc);
    unsigned number = intent_put_rgb(doc, buf_view(&icc));
    buf_free(&icc);
    return number;
}

unsigned intent_put_condition(struct document *doc, const struct pdf_condition *c)
{
    struct deflater *z = deflater_new();
    struct object *o = deflated_stream(doc, deflate_kept(z, c->icc));
    deflater_free(z);
    buf_str(object_entries(o), STR(" /N 4 /Alternate /DeviceCMYK"));
    return object_number(o);
}
