/* Output intents and the profiles that stand for colours (ISO 32000-1 14.11.5, ISO 15930-7). */
#pragma once

#include "pdf/objects.h"
#include "pdf/pdf.h"

/** Writes the profile of the condition, or sRGB for what is shown on screens, and the intents that
 * the standards ask for, which share it, into the catalogue. */
void intent_write(struct document *doc, const struct pdf_traits *t, const struct pdf_condition *c);

/** The colour space of pictures in RGB where no device RGB may stand: sRGB by a small profile;
 * "[/ICCBased 12 0 R]", at the end of `b`. */
void intent_put_srgb(struct document *doc, struct buf *b);
