/* YAML as a tree in which every node knows its place. All scalars are text: `no`, `1.10` and
 * `022-63007846` stay what was typed; the key says later what a value means. */
#pragma once

#include "base/diag.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
    enum yaml_kind kind;
    struct place at;
    str text;    /* of a scalar */
    bool quoted; /* scalar in quotes or a block: an empty one was meant */
    size_t n;    /* entries of a list or map */
    struct yaml_entry {
        str key; /* of a map */
        struct place key_at;
        struct yaml *value; /* never NULL; nothing after a key gives an empty unquoted scalar */
    } * entries;
};

/** Reads one YAML document from `text`, a part of `source` that begins at its line `first_line`.
 * The tree lives in the arena and borrows from nothing else. Syntax errors, duplicate keys,
 * anchors and aliases, keys that are not scalars, a second document and nesting deeper than 32 are
 * reported. Returns NULL when the text is not YAML; an empty document gives an empty map. */
struct yaml *yaml_read(struct arena *a, const struct source *source, str text, uint32_t first_line,
                       struct diags *d);

/** The value of a key of a map, or NULL. */
struct yaml *yaml_get(const struct yaml *map, const char *key);
