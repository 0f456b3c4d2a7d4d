/* Readers of YAML values that several tables of the stage use. Private to the stage. */
#pragma once

#include "issue/issue.h"

field_read_fn reading_value; /* struct value; a required one must not be empty */

struct values {
    struct value *v;
    size_t n;
};

/** One scalar or a list of scalars. */
bool reading_values(struct fields_reader *r, const struct yaml *value, const struct field *field,
                    struct values *out);

/** Takes `n` digits from the front of the text; false, and the text as it was, when they are not
 * there. */
bool reading_digits(str *text, size_t n, int64_t *number);

/** A list of maps. */
struct maps {
    const char *what; /* names one in messages */
    const struct field *fields;
    size_t n, size; /* fields; bytes of the struct that one map fills */
};

/** Reads a list of maps into an array of structs in the arena (empty when it is no list); false
 * when it reported an error. */
bool reading_maps(struct fields_reader *r, const struct yaml *value, const struct field *field,
                  const struct maps *maps, void **out, size_t *n);

/** A number with its place. */
struct count {
    int64_t n;
    struct place at;
};

field_read_fn reading_count; /* struct count, decimal, >= 0 */

field_read_fn reading_date; /* struct date; YYYY-MM-DD that the calendar has */
