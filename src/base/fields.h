/* Reading a YAML map into a struct by a table: one row a key. From the table come the reader, the
 * messages (unknown key with the nearest known one, missing key, empty value, wrong kind) and the
 * reference documentation. */
#pragma once

#include "base/yaml.h"

struct field;

/** What readers share: where results live and where errors go. Custom readers find the struct that
 * is being filled in `owner` and whatever the caller passed in `context`. */
struct fields_reader {
    struct arena *arena;
    struct diags *diags;
    void *context;
};

/** Reads one value to `out` (the field's place in the struct); false when it reported an error. */
typedef bool field_read_fn(struct fields_reader *r, const struct yaml *value,
                           const struct field *field, void *out);

/* One line for the reference and for editors, in each language. */
struct help {
    const char *chinese, *english;
};

struct field {
    const char *name; /* the key as typed */
    field_read_fn *read;
    size_t offset; /* of the target in the struct */
    bool required;
    const char *unit; /* what is expected, for messages and the reference: "text", "mm|pt|em" */
    struct help help;
    const void *parameter; /* for the reader: a list of names, a nested table … */
    const char *standard;  /* for the reference: what holds without the key; NULL: nothing */
};

/** Fills the struct at `out` from a map; keys that are absent leave it as it is. Reports every
 * error and goes on; false when there was any. `what` names the map in messages ("article head").
 */
bool fields_read(struct fields_reader *r, const struct yaml *map, const char *what,
                 const struct field *fields, size_t n, void *out);

/* Readers for common kinds; `out` points to what is named. */
field_read_fn field_text;    /* str; an empty unquoted value is an error */
field_read_fn field_texts;   /* struct texts; one scalar or a list of scalars */
field_read_fn field_integer; /* int64_t, decimal, >= 0 */
field_read_fn field_bool;    /* bool: true false yes no on off */
field_read_fn field_choice;  /* int: index into `parameter`, a NULL-ended const char *const[] */

struct texts {
    str *v;
    struct place *at;
    size_t n;
};

/** Reports that a scalar was due (kind, emptiness); true when `value` is one. */
bool fields_want_scalar(struct fields_reader *r, const struct yaml *value,
                        const struct field *field);
