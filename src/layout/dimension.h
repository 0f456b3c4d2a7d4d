/* Numbers with units. Exact: decimal text goes to 1/65536 pt by one rounding (half away from
 * zero), without floating point. Private to this stage. */
#pragma once

#include "layout/reader.h"

/** num / den, as typed: `12`, `-0.35`, `1/4`; den > 0. */
struct number {
    int64_t num, den;
};

/** Takes a number from the beginning of `*text` and moves `*text` behind it. At most five digits
 * before and six after the point; false leaves `*text` alone. */
bool number_take(str *text, struct number *out);

/** Limits of a length or ratio, both included, and what they are called in messages. */
struct length_rule {
    length min, max;
    const char *range; /* "from 20mm to 2000mm" */
};

/** Millimetres for limits in tables; values are read exactly elsewhere. */
#define MM(n) ((n)*LENGTH_PT * 360 / 127)

extern const struct length_rule rule_any, rule_not_negative, rule_positive, rule_size;

/** How lengths and ratios are shown in the reference and in hints. */
#define UNIT_LENGTH "12pt, 3mm, 2em"
#define UNIT_RATIO  "1/4, 0.25"

field_read_fn field_length; /* length [struct length_rule] */
field_read_fn field_ratio;  /* int64_t in 1/65536, with or without `em` [struct length_rule] */
field_read_fn field_count;  /* int [struct count_rule] */
field_read_fn field_edge;   /* struct edge */

/** A length that may be left out. */
struct edge {
    bool set;
    length at;
};

struct count_rule {
    int min, max;
};

/** A length of a character style that may be relative: `*em` in 1/65536 when it was typed in em,
 * else 0. */
bool dimension_read(struct fields_reader *r, const struct yaml *value, const struct field *field,
                    length *out, int64_t *em);

/** Reads a value ahead of its map, without reporting. */
bool read_quietly(struct fields_reader *r, const struct yaml *value, const struct field *field,
                  void *out);

/** `12.5mm`, for messages. */
str length_mm(struct arena *a, length l);
str length_pt(struct arena *a, length l);
