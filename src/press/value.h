/* What the values of a PDF mean: text strings, dates, whether two of them are the same. */
#pragma once

#include "input/input.h"

/** A text string (ISO 32000-1, 7.9.2.2) as UTF-8 in the document's arena; empty for other nodes. */
str value_text(struct input *doc, const struct node *n);

/** Whether two values are equal, what they refer to included; streams by their bytes. */
bool value_same(struct input *doc, const struct node *a, const struct node *b);

/** A date; what is not said is -1. */
struct value_date {
    int v[6];   /* year, month, day, hour, minute, second */
    int offset; /* minutes from UTC */
    bool zoned; /* the offset is known */
};

/** D:20250807120000+08'00' (ISO 32000-1, 7.9.4). */
bool value_pdf_date(str s, struct value_date *d);
/** 2025-08-07T12:00:00+08:00 (XMP, of ISO 8601). */
bool value_xmp_date(str s, struct value_date *d);
/** Whether they name one moment, as far as both say. */
bool value_dates_agree(const struct value_date *a, const struct value_date *b);
