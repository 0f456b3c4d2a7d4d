/* The metadata packet of a PDF (XMP, ISO 16684-1): its properties, read through expat. */
#pragma once

#include "base/str.h"

struct xml_element {
    str uri, name, prefix; /* of its namespace; local name */
    str text;              /* of it alone, blanks around it left out */
    const struct xml_attribute {
        str uri, name, prefix, value;
    } * attributes;
    size_t n_attributes;
    struct xml_element *first, *last, *next;
};

enum xmp_kind { XMP_TEXT, XMP_ALT, XMP_BAG, XMP_SEQ, XMP_FIELDS };

struct xmp_property {
    str uri, name, prefix;
    enum xmp_kind kind;
    str value;                         /* TEXT; of the others the first item, ALT: x-default */
    const struct xml_element *element; /* NULL: it was an attribute */
};

struct xmp {
    const char *fault;      /* why it cannot be read; NULL: it can */
    bool packet_attributes; /* its header has bytes or encoding, which PDF/A forbids */
    bool utf16;
    struct xmp_property *properties;
    size_t n;
};

#define XMP_DC      "http://purl.org/dc/elements/1.1/"
#define XMP_XMP     "http://ns.adobe.com/xap/1.0/"
#define XMP_MM      "http://ns.adobe.com/xap/1.0/mm/"
#define XMP_PDF     "http://ns.adobe.com/pdf/1.3/"
#define XMP_PDFAID  "http://www.aiim.org/pdfa/ns/id/"
#define XMP_PDFUAID "http://www.aiim.org/pdfua/ns/id/"
#define XMP_PDFXID  "http://www.npes.org/pdfx/ns/id/"
#define XMP_SCHEMAS "http://www.aiim.org/pdfa/ns/extension/"
#define XMP_SCHEMA  "http://www.aiim.org/pdfa/ns/schema#"
#define XMP_FIELD   "http://www.aiim.org/pdfa/ns/property#"
#define XMP_RDF     "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

/** Reads a packet; what it makes lives in the arena. */
struct xmp *xmp_read(struct arena *a, str packet);
/** The property, or NULL. */
const struct xmp_property *xmp_find(const struct xmp *x, const char *uri, const char *name);
/** Its value, empty when there is none. */
str xmp_value(const struct xmp *x, const char *uri, const char *name);
/** An element's child of a namespace and name, or NULL. */
const struct xml_element *xml_child(const struct xml_element *e, const char *uri, const char *name);
