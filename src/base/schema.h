/* JSON Schema (draft 07) from tables of fields: for the editors that complete and check YAML. What
 * it lets through the readers may still refuse; what they take it lets through. */
#pragma once

#include "base/buf.h"
#include "base/fields.h"

/** Appends what a value of the field may be, as the members of a schema object: `"type":"string"`.
 */
typedef void schema_type_fn(struct buf *out, const struct field *field);

/** Appends `"type":"object","properties":{…}` with a description for each field, in
 * both languages. */
void schema_properties(struct buf *out, const struct field *fields, size_t n, schema_type_fn *type);

/** Appends `"required":[…]`: the fields that a map must have. */
void schema_required(struct buf *out, const struct field *fields, size_t n);

/** Appends a scalar of any kind: YAML tools take `12` for a number, we take it for what was typed.
 */
void schema_scalar(struct buf *out);

/** Appends a scalar or a list of scalars. */
void schema_scalars(struct buf *out);

/** Appends one of `names` (NULL-ended). */
void schema_choice(struct buf *out, const char *const *names);
