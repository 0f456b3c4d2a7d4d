/* Pictures in RGB for a printing condition: from sRGB to its inks, by lcms2. */
#pragma once

#include "base/diag.h"

struct inks;

/** For a CMYK profile. Reports, and gives NULL, when the library cannot be opened or the profile
 * does not do. The profile's bytes must outlive it. */
struct inks *inks_new(str icc, struct diags *d);
void inks_free(struct inks *inks); /* accepts NULL */

/** Converts n pixels of three bytes to four bytes of ink, 255 is full. */
void inks_row(const struct inks *inks, const unsigned char *rgb, unsigned char *cmyk, size_t n);
