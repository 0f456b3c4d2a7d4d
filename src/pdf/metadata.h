/* The XMP packet: what archives and readers know the document by (ISO 16684-1). */
#pragma once

#include "pdf/objects.h"
#include "pdf/pdf.h"

/** Appends the packet: Dublin Core, the dates and tools of the information dictionary in the same
 * words, PRISM for the periodical, and that the file is PDF/UA-1 (ISO 14289-1, 5) when its pages
 * are tagged; of a profile that is PDF/A also that, and PDF/X-4 where it is, with what these ask
 * for: schemas of the properties that ISO 19005-2 does not know, the instance from `digest`.
 * (PDF/X-1a is said in the information dictionary.) */
void metadata_put(const struct pages *pages, const struct pdf_options *options,
                  const unsigned char digest[16], struct buf *out);

/** A date: `D:20250807` of the issue or, from SOURCE_DATE_EPOCH, with the time in UTC. */
struct metadata_date {
    int year, month, day;
    bool timed;
    int hour, minute, second;
};

/** The date of creation; false when the issue has none that a PDF can hold. */
bool metadata_date(const struct pages *pages, int64_t source_date_epoch, struct metadata_date *out);
