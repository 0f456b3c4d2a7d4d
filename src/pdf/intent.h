/* Output intents and the profiles that stand for colours (ISO 32000-1 14.11.5, ISO 15930-7). */
#pragma once

#include "pdf/deflate.h"
#include "pdf/pdf.h"

/** Writes the profile of the condition, where it has one (`icc`, which must outlive the document),
 * or sRGB for what is shown on screens, and the intents that the standards ask for, which share it,
 * into the catalogue. */
void intent_write(struct document *doc, const struct pdf_traits *t, const struct pdf_condition *c,
                  const struct deflated *icc);

/** Writes a profile for ICCBased colour spaces: one of RGB; a small one of sRGB; a condition's.
 * Gives its number. */
unsigned intent_put_rgb(struct document *doc, str icc);
unsigned intent_put_srgb(struct document *doc);
unsigned intent_put_condition(struct document *doc, const struct pdf_condition *c);
